/** Degree and strength: how many collaborators, and how much collaboration. */
import { roundedOff } from '../../graph/compensated-sum.js';
import type { CsrGraph } from '../../graph/types.js';
import { degrees, dividedBy, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { collaboratorCounts, paperStrengths } from '../papers/collaborators.js';
import type { EdgeSource, PaperSizes } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';

/** Sum of the strengths of each node's edges, compensated for rounding. O(n + m). */
export function totalStrengths(graph: CsrGraph): Float64Array {
  const totals = new Float64Array(graph.nodeCount);
  for (let node = 0; node < graph.nodeCount; node++) {
    let total = 0;
    let lost = 0;
    for (let slot = graph.offsets[node], end = graph.offsets[node + 1]; slot < end; slot++) {
      const before = total;
      total += graph.strength[slot];
      lost += roundedOff(before, graph.strength[slot], total);
    }
    totals[node] = total + lost;
  }
  return totals;
}

/** Number of neighbours of each node: of the graph, or by the papers that stand in for its edges. O(n), on papers at worst O(Σ k²). */
export function collaboratorsOf(input: EdgeSource & Pick<KernelInput, 'onProgress' | 'isCancelled'>): Float64Array {
  const papers = papersOf(input);
  return papers === null ? degrees(input.graph) : collaboratorCounts(papers, input);
}

/** Estimated elementary steps of collaboratorsOf on papers: those of a list of thousands are read once for each author who is on others too. */
export function collaboratorsOnPapersCost({ nodeCount, papers, squares }: PaperSizes): number {
  return nodeCount + papers + squares;
}

export const DEGREE: MetricDescriptor = {
  id: 'DEGREE',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Collaborators',
  definition:
    'Number of different collaborators, i.e. of neighbours in the co-author graph. Normalised (degree centrality): divided by n − 1, 0 where n = 1.',
  range: '[0, n − 1]',
  normalization: 'n − 1',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n)',
  reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  cost: (nodeCount) => nodeCount,
  onPapers: { cost: collaboratorsOnPapersCost, inOnePass: true },
  kernel: wholeKernel((input) => {
    const values = collaboratorsOf(input);
    return exact(values, dividedBy(values, values.length - 1));
  }),
};

export const STRENGTH: MetricDescriptor = {
  id: 'STRENGTH',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Total collaboration strength',
  definition:
    'Sum of the strengths of the author’s collaborations under the graph’s counting. Under FRACTIONAL counting, with no collaboration dropped by minStrength, it equals the number of the author’s papers that list at least two persons.',
  range: '[0, ∞)',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n + m)',
  reference: 'Barrat et al. 2004, doi:10.1073/pnas.0400087101; Newman 2001, doi:10.1103/PhysRevE.64.016132',
  cost: (nodeCount, edgeCount) => nodeCount + 2 * edgeCount,
  onPapers: { cost: ({ nodeCount, papers, authorships }) => nodeCount + papers + 4 * authorships, inOnePass: true },
  kernel: wholeKernel((input) => {
    const papers = papersOf(input);
    return exact(papers === null ? totalStrengths(input.graph) : paperStrengths(papers));
  }),
};
