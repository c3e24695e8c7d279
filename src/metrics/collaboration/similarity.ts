/** Similarity of two authors from joint and own papers: the normalisations of van Eck & Waltman. */
import { sumOverAuthorships } from '../bibliometric/authorships.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { perSlot } from './pair-values.js';

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range'>;

/** The descriptor of a similarity; `similarity` takes the joint papers c and the papers of either author, s and t. */
function similarityMetric(described: Described, similarity: (c: number, s: number, t: number) => number): MetricDescriptor {
  return {
    ...described,
    definition: `${described.definition} Here c is the number of joint papers and s, t are the numbers of papers of either author, all within the selection, single-authored ones included.`,
    scope: 'COLLABORATION',
    family: 'COLLABORATION',
    normalization: null,
    nullMeaning: null,
    needs: 'PROJECTION',
    readsPapersToo: true,
    parameters: [],
    complexity: 'O(m + authorships)',
    reference: 'van Eck & Waltman 2009, doi:10.1002/asi.21075',
    cost: (nodeCount, edgeCount) => nodeCount + 4 * edgeCount,
    kernel: wholeKernel((input) => {
      const { graph } = input;
      const papers = sumOverAuthorships(input, 0, () => 1);
      return exact(perSlot(graph, (from, to, slot) => similarity(graph.paperCount[slot], papers[from], papers[to])));
    }),
  };
}

export const ASSOCIATION_STRENGTH = similarityMetric(
  {
    id: 'ASSOCIATION_STRENGTH',
    title: 'Association strength',
    definition:
      'c / (s·t): proportional to the ratio of the joint papers to those expected if the authors published independently (times the number of papers it is that ratio).',
    range: '(0, 1]',
  },
  (c, s, t) => c / (s * t),
);

export const SALTON = similarityMetric(
  { id: 'SALTON', title: 'Salton’s cosine', definition: 'c / √(s·t): 1 where all papers of both are joint.', range: '(0, 1]' },
  (c, s, t) => c / Math.sqrt(s * t),
);

export const JACCARD = similarityMetric(
  { id: 'JACCARD', title: 'Jaccard index', definition: 'c / (s + t − c): the joint share of all papers of either.', range: '(0, 1]' },
  (c, s, t) => c / (s + t - c),
);

export const INCLUSION = similarityMetric(
  { id: 'INCLUSION', title: 'Inclusion index', definition: 'c / min(s, t): the joint share of the papers of the one with fewer.', range: '(0, 1]' },
  (c, s, t) => c / Math.min(s, t),
);
