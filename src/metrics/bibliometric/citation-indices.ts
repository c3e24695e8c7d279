/** The h family: indices that weigh how many papers against how often cited. */
import { UNKNOWN_YEAR } from '../../graph/types.js';
import { exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { authorshipCost, citationsOf, overPapersOf } from './authorships.js';
import { NO_CITATIONS_KNOWN } from './citation-counts.js';

/** Largest h such that h of the counts are at least h each. `descending` is sorted from the largest. O(h). */
export function hIndex(descending: Float64Array): number {
  let h = 0;
  while (h < descending.length && descending[h] >= h + 1) h++;
  return h;
}

/** Largest g ≤ number of counts such that the g largest together reach at least g². `descending` is sorted from the largest. O(length). */
export function gIndex(descending: Float64Array): number {
  let g = 0;
  let sum = 0;
  for (let i = 0; i < descending.length; i++) {
    sum += descending[i];
    if (sum >= (i + 1) ** 2) g = i + 1;
  }
  return g;
}

/** Years from the first to the last of the papers, both included; NaN where no year is known. O(papers). */
function careerYears({ incidence }: KernelInput, papers: readonly number[]): number {
  let first = Infinity;
  let last = -Infinity;
  for (const paper of papers) {
    const year = incidence.paperYear[paper];
    if (year === UNKNOWN_YEAR) continue;
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return first === Infinity ? NaN : last - first + 1;
}

function descendingCitations(input: KernelInput, papers: readonly number[]): Float64Array {
  const known = papers.map((paper) => citationsOf(input, paper)).filter((citations) => !Number.isNaN(citations));
  return Float64Array.from(known).toSorted((a, b) => b - a);
}

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

function citationIndex(
  described: Described,
  index: (descending: Float64Array, input: KernelInput, papers: readonly number[]) => number,
): MetricDescriptor {
  return {
    ...described,
    scope: 'AUTHOR',
    family: 'BIBLIOMETRIC',
    normalization: null,
    needs: 'SELECTION',
    parameters: [],
    complexity: 'O(p log p) per author of p papers',
    cost: authorshipCost,
    kernel: wholeKernel((input) =>
      exact(
        overPapersOf(input, (papers) => {
          const descending = descendingCitations(input, papers);
          return descending.length === 0 ? NaN : index(descending, input, papers);
        }),
      ),
    ),
  };
}

export const H_INDEX = citationIndex(
  {
    id: 'H_INDEX',
    title: 'h-index (computed)',
    definition:
      'Largest h such that h of the author’s papers in the selection have at least h citations each, from the papers of known citation count.',
    range: '[0, papers]',
    nullMeaning: NO_CITATIONS_KNOWN,
    reference: 'Hirsch 2005, doi:10.1073/pnas.0507655102',
  },
  hIndex,
);

export const G_INDEX = citationIndex(
  {
    id: 'G_INDEX',
    title: 'g-index (computed)',
    definition:
      'Largest g such that the g most cited of the author’s papers together have at least g² citations; at most the number of the author’s papers of known citation count.',
    range: '[0, papers]',
    nullMeaning: NO_CITATIONS_KNOWN,
    reference: 'Egghe 2006, doi:10.1007/s11192-006-0144-7',
  },
  gIndex,
);

export const I10_INDEX = citationIndex(
  {
    id: 'I10_INDEX',
    title: 'i10-index (computed)',
    definition: 'Number of the author’s papers in the selection with at least ten known citations.',
    range: '[0, papers]',
    nullMeaning: NO_CITATIONS_KNOWN,
    reference: 'Google Scholar 2011, Citations',
  },
  (descending) => descending.findLastIndex((citations) => citations >= 10) + 1,
);

export const M_INDEX = citationIndex(
  {
    id: 'M_INDEX',
    title: 'm-index (computed)',
    definition:
      'h-index divided by the career’s length in years: last − first publication year + 1, of the author’s papers of known year in the selection (whether or not their citations are known).',
    range: '[0, ∞)',
    nullMeaning: `${NO_CITATIONS_KNOWN}, or none has a known year`,
    reference: 'Hirsch 2005, doi:10.1073/pnas.0507655102 (the quotient m)',
  },
  (descending, input, papers) => hIndex(descending) / careerYears(input, papers),
);
