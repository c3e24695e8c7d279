/** An author by exact name: one person, or the candidates. */
import { UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import type { RequestContext } from '../context.js';
import { ambiguousAuthor, badUserInput, notFound, type AuthorCandidate } from '../errors.js';
import { graphOf } from '../arguments/graph-spec.js';
import type { GraphInUse } from '../graph-in-use.js';
import { authorAt } from '../hydrate.js';
import type { AuthorParent } from '../parents.js';
import { pairsOf } from '../reads/pairs.js';

const MAX_NAME_LENGTH = 500;
const MAX_CANDIDATES = 20;
const SHOWN_VENUES = 3;
const SHOWN_COAUTHORS = 3;

/** @throws GraphQLError NOT_FOUND, or AMBIGUOUS_AUTHOR with candidates */
export async function authorByName(context: RequestContext, name: string): Promise<AuthorParent> {
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH) throw badUserInput('name', name, `but a name has 1 to ${MAX_NAME_LENGTH} characters`);
  const found = context.records.authorsByName(name);
  if (found.length === 0) throw notFound('name', name, 'author', 'search(query:) finds authors by the beginnings of their names');
  if (found.length === 1) return authorAt(context, { index: found[0], redirectedFrom: null });
  const listed = found.slice(0, MAX_CANDIDATES);
  const graph = await graphOf(context, null);
  const facts = listed.map((author) => candidateFacts(graph, author));
  const coauthors = await context.loaders.authors.loadMany(facts.flatMap(({ topCoauthors }) => topCoauthors));
  const nameOf = new Map(coauthors.map(({ index, displayName }) => [index, displayName]));
  const rows = await context.loaders.authors.loadMany(listed);
  const candidates = rows.map(({ id, displayName, disambiguator }, i): AuthorCandidate => ({
    id,
    displayName,
    disambiguator,
    ...facts[i],
    topCoauthors: facts[i].topCoauthors.map((author) => nameOf.get(author) ?? ''),
  }));
  throw ambiguousAuthor(name, candidates, found.length);
}

/** What helps to tell candidates apart: how much they wrote, when, where and with whom. */
function candidateFacts(graph: GraphInUse, author: number) {
  const { incidence, vocabulary } = graph.snapshot;
  const { authorOffsets, authorPapers, paperYear, paperVenue } = incidence;
  const papers = authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1]);
  const years = Array.from(papers, (paper) => paperYear[paper]).filter((year) => year !== UNKNOWN_YEAR);
  const venues = new Map<number, number>();
  for (const paper of papers) if (paperVenue[paper] !== UNKNOWN) venues.set(paperVenue[paper], (venues.get(paperVenue[paper]) ?? 0) + 1);
  return {
    paperCount: papers.length,
    firstYear: years.length > 0 ? years.reduce((a, b) => Math.min(a, b)) : null,
    lastYear: years.length > 0 ? years.reduce((a, b) => Math.max(a, b)) : null,
    venues: [...venues].toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, SHOWN_VENUES).map(([venue]) => vocabulary.venues[venue]),
    topCoauthors: [...pairsOf(graph, author)]
      .toSorted(([a, x], [b, y]) => y.paperCount - x.paperCount || a - b)
      .slice(0, SHOWN_COAUTHORS)
      .map(([coauthor]) => coauthor),
  };
}
