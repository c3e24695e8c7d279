/** Facets of lists of papers. */
import { FLAG_AUTHOR_LIST_COMPLETE, FLAG_HAS_ABSTRACT, FLAG_HAS_CODE, UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import type { Snapshot } from '../../snapshot/types.js';
import type { Grouping, PaperFacet } from '../generated/resolvers.js';
import { forEachAccepted, type IndexList } from '../paging/index-list.js';
import { grouping, Tally } from './grouping.js';

/** Visits papers: a list's, or an array's. */
export type Papers = (visit: (paper: number) => void) => void;

/** How papers divide by field of study; a paper of several counts in each. */
export function fieldsOf({ incidence, vocabulary }: Snapshot, papers: Papers, limit: number): Grouping {
  const { paperFields, paperFieldOffsets } = incidence;
  const tally = new Tally<number>();
  papers((paper) => {
    const end = paperFieldOffsets[paper + 1];
    if (paperFieldOffsets[paper] === end) tally.unknown += 1;
    for (let s = paperFieldOffsets[paper]; s < end; s++) tally.add(paperFields[s]);
  });
  return grouping(tally, limit, (field) => vocabulary.fields[field]);
}

/** How papers divide by venue. */
export function venuesOf({ incidence, vocabulary }: Snapshot, papers: Papers, limit: number): Grouping {
  const { paperVenue } = incidence;
  return byCode(papers, limit, (paper) => (paperVenue[paper] === UNKNOWN ? null : paperVenue[paper]), (venue) => vocabulary.venues[venue]);
}

/** How papers divide by type. */
export function typesOf({ incidence, vocabulary }: Snapshot, papers: Papers, limit: number): Grouping {
  const { paperType } = incidence;
  return byCode(papers, limit, (paper) => (paperType[paper] === UNKNOWN ? null : paperType[paper]), (type) => vocabulary.types[type]);
}

function byCode(papers: Papers, limit: number, code: (paper: number) => number | null, name?: (code: number) => string): Grouping {
  const tally = new Tally<number>();
  papers((paper) => {
    const key = code(paper);
    if (key === null) tally.unknown += 1;
    else tally.add(key);
  });
  return grouping(tally, limit, name);
}

/** How a whole list of papers divides; O(list). */
export function groupPapers(snapshot: Snapshot, list: IndexList, by: PaperFacet, limit: number): Grouping {
  const { paperYear, paperOffsets, paperFlags } = snapshot.incidence;
  const papers: Papers = (visit) => forEachAccepted(list, visit);
  const flag = (bit: number) => byCode(papers, limit, (paper) => (paperFlags[paper] & bit) === 0 ? 0 : 1, (set) => String(set === 1));
  switch (by) {
    case 'FIELD':
      return fieldsOf(snapshot, papers, limit);
    case 'VENUE':
      return venuesOf(snapshot, papers, limit);
    case 'TYPE':
      return typesOf(snapshot, papers, limit);
    case 'YEAR':
      return byCode(papers, limit, (paper) => (paperYear[paper] === UNKNOWN_YEAR ? null : paperYear[paper]));
    case 'AUTHOR_COUNT':
      return byCode(papers, limit, (paper) => paperOffsets[paper + 1] - paperOffsets[paper]);
    case 'HAS_CODE':
      return flag(FLAG_HAS_CODE);
    case 'HAS_ABSTRACT':
      return flag(FLAG_HAS_ABSTRACT);
    default:
      return flag(FLAG_AUTHOR_LIST_COMPLETE);
  }
}
