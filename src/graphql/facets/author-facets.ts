/** Facets of lists of authors under a graph. */
import { UNKNOWN } from '../../graph/types.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import type { AuthorFacet, Grouping } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { careerYears } from '../ordering/career-years.js';
import { forEachAccepted, type IndexList } from '../paging/index-list.js';
import { grouping, Tally } from './grouping.js';

/** How a whole list of authors divides; O(authorships of the list). */
export function groupAuthors(graph: GraphInUse, list: IndexList, by: AuthorFacet, limit: number): MaybePromise<Grouping> {
  const { incidence, vocabulary } = graph.snapshot;
  const { authorOffsets, authorPapers, paperVenue, paperFields, paperFieldOffsets } = incidence;
  const { paperMask } = graph.selection;
  const byValue = (value: (author: number) => number) => {
    const tally = new Tally<number>();
    forEachAccepted(list, (author) => {
      const key = value(author);
      if (Number.isNaN(key)) tally.unknown += 1;
      else tally.add(key);
    });
    return grouping(tally, limit);
  };
  const byTerms = (terms: (paper: number, add: (term: number) => void) => void, name: (term: number) => string) => {
    const tally = new Tally<number>();
    forEachAccepted(list, (author) => {
      const found = new Set<number>();
      for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) {
        if (paperMask[authorPapers[s]] === 1) terms(authorPapers[s], (term) => found.add(term));
      }
      if (found.size === 0) tally.unknown += 1;
      for (const term of found) tally.add(term);
    });
    return grouping(tally, limit, name);
  };
  switch (by) {
    case 'FIELD':
      return byTerms(
        (paper, add) => {
          for (let s = paperFieldOffsets[paper]; s < paperFieldOffsets[paper + 1]; s++) add(paperFields[s]);
        },
        (field) => vocabulary.fields[field],
      );
    case 'VENUE':
      return byTerms(
        (paper, add) => {
          if (paperVenue[paper] !== UNKNOWN) add(paperVenue[paper]);
        },
        (venue) => vocabulary.venues[venue],
      );
    case 'PAPER_COUNT':
      return byValue((author) => {
        let count = 0;
        for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) count += paperMask[authorPapers[s]];
        return count;
      });
    default: {
      return whenKnown(careerYears(graph), ({ first, last }) => byValue((author) => (by === 'FIRST_YEAR' ? first : last)[author]));
    }
  }
}
