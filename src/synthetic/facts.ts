/** What a synthetic paper is besides its authors: date, type, fields, citations; the same for both faces of a corpus. */
import { randomBelow, seededRandom } from '../graph/prng.js';
import { PAPER_TYPES } from '../records/record.js';
import type { Growth } from './growth.js';

/** Fields of study, all marked. A circle belongs to the one of its number modulo their count. */
export const SYNTHETIC_FIELDS = [
  'graphs', 'learning', 'citations', 'networks', 'parsing', 'retrieval', 'ensembles', 'kernels',
  'corpora', 'logic', 'vision', 'security', 'storage', 'compilers', 'robots', 'genomes',
].map((subject) => `Synthetic ${subject}`);

/** Facts of one paper. */
export interface PaperFacts {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  /** Index into PAPER_TYPES. */
  readonly type: number;
  /** Index into SYNTHETIC_FIELDS: the field of the circle. */
  readonly field: number;
  /** A second field, or −1. */
  readonly secondField: number;
  readonly citations: number;
}

export const FIRST_YEAR = 1975;
export const LAST_YEAR = 2024;
/** Papers per year grow by this much a year: science doubles every 17 years (Bornmann, Haunschild, Mutz 2021, DOI 10.1057/s41599-021-00903-w). */
const YEARLY_GROWTH = 0.041;
const SECOND_FIELD_SHARE = 0.2;
/** Log-normal citations with this spread around a median that grows with age (Radicchi, Fortunato, Castellano 2008, DOI 10.1073/pnas.0806977105). */
const CITATION_SIGMA = 1.3;

const TYPES = [
  ['CONFERENCE_PAPER', 0.5],
  ['ARTICLE', 0.42],
  ['PREPRINT', 0.08],
] as const;
const TYPE_CODES = TYPES.map(([type]) => PAPER_TYPES.indexOf(type));

/** Years since FIRST_YEAR at which a share of all papers has appeared, under exponential growth. */
function yearsAt(share: number): number {
  const span = LAST_YEAR + 1 - FIRST_YEAR;
  return Math.log1p(share * Math.expm1(YEARLY_GROWTH * span)) / YEARLY_GROWTH;
}

/**
 * Facts of the papers of a corpus, one call per paper, to be called for paper 0, 1, 2 … in this order: each takes its share of
 * a random sequence of its own. Dates ascend with the papers. O(1) per call.
 */
export function paperFacts({ options, paperCircle }: Pick<Growth, 'options' | 'paperCircle'>): (paper: number) => PaperFacts {
  const random = seededRandom(options.seed, 2);
  return (paper) => {
    const time = yearsAt((paper + 0.5) / options.papers);
    const year = FIRST_YEAR + Math.floor(time);
    const drawn = random();
    const type = TYPE_CODES[drawn < TYPES[0][1] ? 0 : drawn < TYPES[0][1] + TYPES[1][1] ? 1 : 2];
    const field = paperCircle[paper] % SYNTHETIC_FIELDS.length;
    const other = random() < SECOND_FIELD_SHARE ? randomBelow(random, SYNTHETIC_FIELDS.length) : field;
    const normal = Math.sqrt(-2 * Math.log1p(-random())) * Math.cos(2 * Math.PI * random());
    const median = 0.6 * Math.sqrt(LAST_YEAR + 1 - FIRST_YEAR - time) + 0.2;
    return {
      year,
      month: 1 + Math.min(11, Math.floor((time % 1) * 12)),
      type,
      field,
      secondField: other === field ? -1 : other,
      citations: Math.floor(median * Math.exp(CITATION_SIGMA * normal)),
    };
  };
}
