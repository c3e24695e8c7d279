/** Venue: everything is read off its papers. */
import { UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import type { RequestContext } from '../context.js';
import { badUserInput, notFound } from '../errors.js';
import { fieldsOf } from '../facets/paper-facets.js';
import { paperPredicate } from '../filters/paper-filter.js';
import type { VenueResolvers, YearCount } from '../generated/resolvers.js';
import { authorsAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { somePapers } from '../ordering/paper-order.js';
import { bounded, pageOf } from '../paging/page.js';
import type { VenueParent } from '../parents.js';
import { yearsOf } from '../reads/careers.js';
import { venueIndex } from '../reads/venues.js';

const MAX_NAME_LENGTH = 2_000;
const MAX_TOP_AUTHORS = 100;

export function venueAt({ snapshot }: RequestContext, venue: number): VenueParent {
  const index = venueIndex(snapshot);
  return { kind: 'venue', name: index.name(venue), papers: index.papers(venue) };
}

/** Query.venue. @throws GraphQLError BAD_USER_INPUT, NOT_FOUND */
export function venueByName(context: RequestContext, name: string): VenueParent {
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH) throw badUserInput('name', name, `but a name has 1 to ${MAX_NAME_LENGTH} characters`);
  const venue = venueIndex(context.snapshot).byName(name);
  if (venue === null) throw notFound('name', name, 'venue', 'search(query:, types: [VENUE]) finds venues by the beginnings of words of their names');
  return venueAt(context, venue);
}

/** Papers and known citations by year, ascending. */
function countsByYear({ snapshot: { incidence: { paperYear, paperCitations } } }: RequestContext, papers: Uint32Array): YearCount[] {
  const years = new Map<number, { year: number; paperCount: number; citedByCount: number | null }>();
  for (const paper of papers) {
    const year = paperYear[paper];
    if (year === UNKNOWN_YEAR) continue;
    const count = years.get(year) ?? { year, paperCount: 0, citedByCount: null };
    count.paperCount += 1;
    if (paperCitations[paper] !== UNKNOWN) count.citedByCount = (count.citedByCount ?? 0) + paperCitations[paper];
    years.set(year, count);
  }
  return [...years.values()].toSorted((a, b) => a.year - b.year);
}

/** How many of the papers each of their authors has. O(authorships of the papers). */
function papersByAuthor({ snapshot: { incidence: { paperOffsets, paperAuthors } } }: RequestContext, papers: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const paper of papers) {
    for (let s = paperOffsets[paper]; s < paperOffsets[paper + 1]; s++) counts.set(paperAuthors[s], (counts.get(paperAuthors[s]) ?? 0) + 1);
  }
  return counts;
}

export const Venue: VenueResolvers = {
  __isTypeOf: (parent) => parent.kind === 'venue',
  paperCount: ({ papers }) => papers.length,
  authorCount: ({ papers }, _, context) => papersByAuthor(context, papers).size,
  citedByCount({ papers }, _, { snapshot: { incidence: { paperCitations } } }) {
    const known = Array.from(papers, (paper) => paperCitations[paper]).filter((count) => count !== UNKNOWN);
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
  },
  firstYear: ({ papers }, _, { snapshot }) => yearsOf(snapshot.incidence, papers).at(0) ?? null,
  lastYear: ({ papers }, _, { snapshot }) => yearsOf(snapshot.incidence, papers).at(-1) ?? null,
  countsByYear: ({ papers }, _, context) => countsByYear(context, papers),
  topFields: ({ papers }, { limit }, { snapshot }) => fieldsOf(snapshot, (visit) => papers.forEach((paper) => visit(paper)), limit ?? 25),
  topAuthors({ papers }, { limit }, context) {
    const count = bounded('limit', limit ?? 10, 1, MAX_TOP_AUTHORS);
    const most = [...papersByAuthor(context, papers)].toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, count);
    return whenLoaded(authorsAt(context, most.map(([author]) => author)), (authors) => authors.map((author, i) => ({ author, paperCount: most[i][1] })));
  },
  async papers({ name, papers }, { where, orderBy, ...page }, context) {
    const accepts = await paperPredicate(context, where);
    return { page: pageOf(context.snapshot.id, await somePapers(context, `venue ${name}`, papers, orderBy, accepts), page) };
  },
};
