/** How authors share their work: how fast they meet new people, how often they lead, how often across borders. */
import type { CsrGraph } from '../../graph/types.js';
import { FLAG_COUNTRY_KNOWN, FLAG_INTERNATIONAL, UNKNOWN_YEAR } from '../../graph/types.js';
import { checkpoint, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { authorshipCost, sumOverAuthorships } from './authorships.js';

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

/** The descriptor of a share of the author's kept papers: `counts` says 1 or 0 for a paper that the share is of, NaN for others. */
function paperShareMetric(described: Described, counts: (input: KernelInput, paper: number, authorCount: number, place: number) => number): MetricDescriptor {
  return {
    ...described,
    scope: 'AUTHOR',
    family: 'BIBLIOMETRIC',
    normalization: null,
    needs: 'SELECTION',
    parameters: [],
    complexity: 'O(authorships)',
    cost: authorshipCost,
    kernel: wholeKernel((input) => {
      const part = sumOverAuthorships(input, NaN, ({ paper, authorCount, place }) => counts(input, paper, authorCount, place));
      const whole = sumOverAuthorships(input, 0, ({ paper, authorCount, place }) => (Number.isNaN(counts(input, paper, authorCount, place)) ? 0 : 1));
      return exact(part.map((sum, node) => sum / whole[node]));
    }),
  };
}

export const DOMINANCE_FACTOR = paperShareMetric(
  {
    id: 'DOMINANCE_FACTOR',
    title: 'Dominance factor',
    definition:
      'Share of the author’s papers that list at least two persons on which the author stands first among the persons. Lists known to be incomplete count with what they list, since what they lack is their end.',
    range: '[0, 1]',
    nullMeaning: 'no paper of the author in the selection lists another person',
    reference: 'Kumar & Kumar 2008, Collaboration in research productivity in oil seed research institutes of India, Fourth International Conference on Webometrics, Informetrics and Scientometrics; as in bibliometrix, Aria & Cuccurullo 2017, doi:10.1016/j.joi.2017.08.007',
  },
  (_input, _paper, authorCount, place) => (authorCount < 2 ? NaN : Number(place === 0)),
);

export const INTERNATIONAL_PAPER_SHARE = paperShareMetric(
  {
    id: 'INTERNATIONAL_PAPER_SHARE',
    title: 'Share of international papers',
    definition:
      'Share of the author’s papers of known country on which the affiliations name at least two countries. A paper’s country is known where the affiliation of at least one person or group on it names one; where others’ are missing the paper may be international unnoticed, so that the share is a lower bound. An author with affiliations in two countries makes a paper international.',
    range: '[0, 1]',
    nullMeaning: 'no paper of the author in the selection states a country',
    reference: 'Luukkonen, Persson & Sivertsen 1992, doi:10.1177/016224399201700106; counted as OpenAlex’s countries_distinct_count > 1',
  },
  ({ incidence: { paperFlags } }, paper) => ((paperFlags[paper] & FLAG_COUNTRY_KNOWN) === 0 ? NaN : Number((paperFlags[paper] & FLAG_INTERNATIONAL) !== 0)),
);

/**
 * Number of neighbours of each node with whom a kept joint paper is dated. Nodes all of whose papers are dated need no
 * look at them: O(n + m + authorships + Σk over the dated papers of nodes that have undated ones).
 */
function datedCollaborators({ incidence, selection, graph }: KernelInput, papers: (node: number) => readonly number[], pass: (done: number) => void): Float64Array {
  const { paperOffsets, paperAuthors, paperYear } = incidence;
  const markedBy = new Int32Array(graph.nodeCount).fill(-1);
  return Float64Array.from(selection.nodes, (_, node) => {
    pass(node);
    const own = papers(node);
    const dated = own.filter((paper) => paperYear[paper] !== UNKNOWN_YEAR);
    if (dated.length === own.length) return degree(graph, node);
    for (const paper of dated) {
      for (let i = paperOffsets[paper]; i < paperOffsets[paper + 1]; i++) {
        const other = selection.nodeOf[paperAuthors[i]];
        if (other >= 0) markedBy[other] = node;
      }
    }
    let count = 0;
    for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) if (markedBy[graph.neighbours[slot]] === node) count++;
    return count;
  });
}

function degree({ offsets }: CsrGraph, node: number): number {
  return offsets[node + 1] - offsets[node];
}

/** The kept papers of a node, ascending. */
function keptPapersOf({ incidence, selection }: KernelInput): (node: number) => number[] {
  const { authorOffsets, authorPapers } = incidence;
  return (node) => {
    const author = selection.nodes[node];
    const papers: number[] = [];
    for (let i = authorOffsets[author]; i < authorOffsets[author + 1]; i++) if (selection.paperMask[authorPapers[i]] === 1) papers.push(authorPapers[i]);
    return papers;
  };
}

export const NEW_COLLABORATORS_PER_YEAR: MetricDescriptor = {
  id: 'NEW_COLLABORATORS_PER_YEAR',
  scope: 'AUTHOR',
  family: 'BIBLIOMETRIC',
  title: 'New collaborators per year',
  definition:
    'Number of the author’s collaborators with a joint paper of known year, divided by the length of the career in calendar years: last − first publication year + 1, of the author’s papers of known year in the selection, single-authored ones included. As each collaborator is new in one year, it is the mean, over all these years, of the number of people with whom the author publishes for the first time. Collaborators whose joint papers are all undated are not counted.',
  range: '[0, n − 1]',
  normalization: null,
  nullMeaning: 'no paper of the author in the selection has a known year',
  needs: 'PROJECTION',
  readsPapersToo: true,
  parameters: [],
  complexity: 'O(m + authorships), where all papers are dated',
  reference: 'Newman 2001, doi:10.1103/PhysRevE.64.025102 (collaborators gained over time)',
  cost: (nodeCount, edgeCount) => 5 * authorshipCost(nodeCount, edgeCount),
  kernel: wholeKernel((input) => {
    const { paperYear } = input.incidence;
    const papers = keptPapersOf(input);
    const pass = checkpoint(input, input.graph.nodeCount);
    const collaborators = datedCollaborators(input, papers, pass);
    const values = collaborators.map((count, node) => {
      const years = papers(node).map((paper) => paperYear[paper]).filter((year) => year !== UNKNOWN_YEAR);
      if (years.length === 0) return NaN;
      return count / (years.reduce((a, b) => Math.max(a, b)) - years.reduce((a, b) => Math.min(a, b)) + 1);
    });
    pass(input.graph.nodeCount);
    return exact(values);
  }),
};
