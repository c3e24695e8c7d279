/** Citations of an author's papers, whole and shared. Unknown citation counts are unknown, not zero. */
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { authorshipCost, citationsOf, sumOverAuthorships } from './authorships.js';

/** What a null value of a citation metric means. */
export const NO_CITATIONS_KNOWN = 'no paper of the author has a known citation count';

export const CITATION_COUNT: MetricDescriptor = {
  id: 'CITATION_COUNT',
  scope: 'AUTHOR',
  family: 'BIBLIOMETRIC',
  title: 'Citations',
  definition: 'Sum of the known citation counts of the author’s papers in the selection. Papers of unknown count add nothing.',
  range: '[0, ∞)',
  normalization: null,
  nullMeaning: NO_CITATIONS_KNOWN,
  needs: 'SELECTION',
  parameters: [],
  complexity: 'O(authorships)',
  reference: 'Waltman 2016, doi:10.1016/j.joi.2016.02.007',
  cost: authorshipCost,
  kernel: wholeKernel((input) => exact(sumOverAuthorships(input, NaN, ({ paper }) => citationsOf(input, paper)))),
};

export const FRACTIONAL_CITATION_COUNT: MetricDescriptor = {
  id: 'FRACTIONAL_CITATION_COUNT',
  scope: 'AUTHOR',
  family: 'BIBLIOMETRIC',
  title: 'Citations, fractionally counted',
  definition:
    'Σ c/k over the author’s papers of known citation count c, k being the number of listed authors (persons): the citations of a paper are shared equally.',
  range: '[0, ∞)',
  normalization: null,
  nullMeaning: NO_CITATIONS_KNOWN,
  needs: 'SELECTION',
  parameters: [],
  complexity: 'O(authorships)',
  reference: 'Waltman & van Eck 2015, doi:10.1016/j.joi.2015.08.001',
  cost: authorshipCost,
  kernel: wholeKernel((input) =>
    exact(sumOverAuthorships(input, NaN, ({ paper, authorCount }) => citationsOf(input, paper) / authorCount)),
  ),
};
