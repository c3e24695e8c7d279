/** How collaborative the papers are: the classic indices of authorship patterns. */
import type { KernelInput } from '../metric.js';
import { networkMetric } from './network-metric.js';

interface AuthorshipPattern {
  readonly papers: number;
  readonly multiAuthored: number;
  /** Authorships of all papers, and of the multi-authored ones alone. */
  readonly authorships: number;
  readonly sharedAuthorships: number;
  /** Σ 1/k. */
  readonly reciprocals: number;
}

/** Totals over the kept papers that list at least one person. O(P). */
function authorshipPattern({ incidence, selection }: Pick<KernelInput, 'incidence' | 'selection'>): AuthorshipPattern {
  let [papers, multiAuthored, authorships, sharedAuthorships, reciprocals] = [0, 0, 0, 0, 0];
  for (let paper = 0; paper < incidence.paperCount; paper++) {
    const k = incidence.paperOffsets[paper + 1] - incidence.paperOffsets[paper];
    if (selection.paperMask[paper] === 0 || k === 0) continue;
    papers++;
    authorships += k;
    reciprocals += 1 / k;
    if (k < 2) continue;
    multiAuthored++;
    sharedAuthorships += k;
  }
  return { papers, multiAuthored, authorships, sharedAuthorships, reciprocals };
}

const NOTE = 'k is the number of persons that a paper lists (groups do not count); papers that list none are left out; incomplete lists enter with what they list.';
const NO_PAPER = 'no paper lists a person';
const SELECTION_COST = { needs: 'SELECTION', complexity: 'O(papers)', cost: (nodeCount: number) => nodeCount } as const;

export const MEAN_AUTHORS_PER_PAPER = networkMetric(
  { id: 'MEAN_AUTHORS_PER_PAPER', title: 'Mean authors per paper', definition: `Mean of k over all papers that list a person. ${NOTE}`, range: '[1, ∞)', nullMeaning: NO_PAPER, reference: 'Newman 2001, doi:10.1073/pnas.98.2.404', ...SELECTION_COST },
  (input) => {
    const { papers, authorships } = authorshipPattern(input);
    return papers === 0 ? NaN : authorships / papers;
  },
);

export const COLLABORATION_INDEX = networkMetric(
  { id: 'COLLABORATION_INDEX', title: 'Collaboration index', definition: `Mean of k over the papers that list at least two persons. ${NOTE}`, range: '[2, ∞)', nullMeaning: 'no paper lists two persons', reference: 'Lawani 1980, Quality, Collaboration and Citations in Cancer Research; Elango & Rajendran 2012, restricted to joint papers', ...SELECTION_COST },
  (input) => {
    const { multiAuthored, sharedAuthorships } = authorshipPattern(input);
    return multiAuthored === 0 ? NaN : sharedAuthorships / multiAuthored;
  },
);

export const COLLABORATION_COEFFICIENT = networkMetric(
  { id: 'COLLABORATION_COEFFICIENT', title: 'Collaboration coefficient', definition: `1 − (Σ 1/k) / P over all P papers that list a person: 0 where all are single-authored, towards 1 the more authors share a paper. ${NOTE}`, range: '[0, 1)', nullMeaning: NO_PAPER, reference: 'Ajiferuke, Burell & Tague 1988, doi:10.1007/BF02017100', ...SELECTION_COST },
  (input) => {
    const { papers, reciprocals } = authorshipPattern(input);
    return papers === 0 ? NaN : 1 - reciprocals / papers;
  },
);

export const DEGREE_OF_COLLABORATION = networkMetric(
  { id: 'DEGREE_OF_COLLABORATION', title: 'Degree of collaboration', definition: `Papers that list at least two persons, divided by all papers that list a person. ${NOTE}`, range: '[0, 1]', nullMeaning: NO_PAPER, reference: 'Subramanyam 1983, doi:10.1177/016555158300600105', ...SELECTION_COST },
  (input) => {
    const { papers, multiAuthored } = authorshipPattern(input);
    return papers === 0 ? NaN : multiAuthored / papers;
  },
);
