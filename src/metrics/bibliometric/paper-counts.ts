/** Counts of an author's papers. */
import { exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import type { Authorship } from './authorships.js';
import { authorshipCost, hasCompleteList, sumOverAuthorships } from './authorships.js';

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'reference'>;

/** The descriptor of a metric that sums something over the author's kept papers. */
function paperCountMetric(described: Described, contribution: (authorship: Authorship, input: KernelInput) => number): MetricDescriptor {
  return {
    ...described,
    scope: 'AUTHOR',
    family: 'BIBLIOMETRIC',
    normalization: null,
    nullMeaning: null,
    needs: 'SELECTION',
    parameters: [],
    complexity: 'O(authorships)',
    cost: authorshipCost,
    kernel: wholeKernel((input) => exact(sumOverAuthorships(input, 0, (authorship) => contribution(authorship, input)))),
  };
}

export const PAPER_COUNT = paperCountMetric(
  {
    id: 'PAPER_COUNT',
    title: 'Papers',
    definition: 'Number of the author’s papers in the selected network (the papers that the graph spec keeps), single-authored ones included.',
    range: '[1, ∞)',
    reference: 'Egghe, Rousseau & Van Hooydonk 2000, doi:10.1002/(SICI)1097-4571(2000)51:2<145::AID-ASI6>3.0.CO;2-9',
  },
  () => 1,
);

export const SOLO_PAPER_COUNT = paperCountMetric(
  {
    id: 'SOLO_PAPER_COUNT',
    title: 'Single-authored papers',
    definition: 'Number of the author’s papers whose complete author list has no other person (a group may be listed). A list known to be incomplete (“et al.”) is not counted.',
    range: '[0, papers]',
    reference: 'Subramanyam 1983, doi:10.1177/016555158300600105',
  },
  ({ authorCount, paper }, input) => (authorCount === 1 && hasCompleteList(input, paper) ? 1 : 0),
);

export const FIRST_AUTHOR_COUNT = paperCountMetric(
  {
    id: 'FIRST_AUTHOR_COUNT',
    title: 'First-author papers',
    definition:
      'Number of the author’s papers on whose list the author stands first among the listed persons, single-authored ones included. Lists known to be incomplete count too, since what they lack is their end. Authors whose place is unknown stand last on the list.',
    range: '[0, papers]',
    reference: 'Egghe, Rousseau & Van Hooydonk 2000, doi:10.1002/(SICI)1097-4571(2000)51:2<145::AID-ASI6>3.0.CO;2-9 (straight counting)',
  },
  ({ place }) => (place === 0 ? 1 : 0),
);

export const LAST_AUTHOR_COUNT = paperCountMetric(
  {
    id: 'LAST_AUTHOR_COUNT',
    title: 'Last-author papers',
    definition:
      'Number of the author’s papers of at least two persons on whose complete list the author stands last among the persons. On a list known to be incomplete (“et al.”) the last author is unknown and nobody is counted. Authors whose place is unknown stand last on the list.',
    range: '[0, papers]',
    reference: 'Tscharntke et al. 2007, doi:10.1371/journal.pbio.0050018',
  },
  ({ authorCount, place, paper }, input) => (authorCount >= 2 && place === authorCount - 1 && hasCompleteList(input, paper) ? 1 : 0),
);

export const FRACTIONAL_PAPER_COUNT = paperCountMetric(
  {
    id: 'FRACTIONAL_PAPER_COUNT',
    title: 'Papers, fractionally counted',
    definition: 'Σ 1/k over the author’s papers, k being the number of listed authors (persons) of the paper: each paper is worth 1, shared equally.',
    range: '(0, papers]',
    reference: 'Price 1981, doi:10.1126/science.212.4498.986-a; Waltman & van Eck 2015, doi:10.1016/j.joi.2015.08.001',
  },
  ({ authorCount }) => 1 / authorCount,
);

export const MEAN_COAUTHORS_PER_PAPER: MetricDescriptor = {
  id: 'MEAN_COAUTHORS_PER_PAPER',
  scope: 'AUTHOR',
  family: 'BIBLIOMETRIC',
  title: 'Mean co-authors per paper',
  definition: 'Mean of k − 1 over all of the author’s papers, single-authored ones included, k being the number of listed authors (persons).',
  range: '[0, ∞)',
  normalization: null,
  nullMeaning: 'no paper of the author is in the selection',
  needs: 'SELECTION',
  parameters: [],
  complexity: 'O(authorships)',
  reference: 'Newman 2001, doi:10.1073/pnas.98.2.404',
  cost: authorshipCost,
  kernel: wholeKernel((input) => {
    const papers = sumOverAuthorships(input, 0, () => 1);
    const coauthors = sumOverAuthorships(input, 0, ({ authorCount }) => authorCount - 1);
    return exact(coauthors.map((sum, node) => sum / papers[node]));
  }),
};
