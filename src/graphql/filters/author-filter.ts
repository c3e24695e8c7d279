/** `where` on authors, compiled to a predicate on arrays and metric tables of the graph. */
import { authorByAnyId } from '../arguments/ids.js';
import type { RequestContext } from '../context.js';
import type { AuthorFilter, AuthorMetric, IntFilter, MetricCondition } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { careerYears } from '../ordering/career-years.js';
import { distanceByAuthor, distancesFrom } from '../reads/distances.js';
import { pairsOf } from '../reads/pairs.js';
import { allOf, always, numberCondition, type Predicate } from './conditions.js';
import { requireModestFilter } from './extent.js';
import { fieldCondition, venueCondition } from './paper-filter.js';

/**
 * Null where nobody is filtered out. Compiled once per request for equal conditions under one graph.
 * @throws GraphQLError BAD_USER_INPUT, NOT_FOUND naming the argument
 */
export async function authorPredicate(
  context: RequestContext,
  graph: GraphInUse,
  where: AuthorFilter | null | undefined,
  argument = 'where',
): Promise<Predicate | null> {
  if (!where) return null;
  requireModestFilter(where, argument);
  const key = `authors ${graph.key} ${JSON.stringify(where)}`;
  const known = context.filters.get(key) ?? compiled(context, graph, where, argument);
  context.filters.set(key, known);
  return known;
}

async function compiled(context: RequestContext, graph: GraphInUse, where: AuthorFilter, argument: string): Promise<Predicate | null> {
  const predicates = [...(await paperConditions(context, graph, where, argument)), ...(await personConditions(context, graph, where, argument))];
  if (where.paperCount) predicates.push(await countCondition(graph, 'PAPER_COUNT', where.paperCount));
  if (where.collaboratorCount) predicates.push(await countCondition(graph, 'DEGREE', where.collaboratorCount));
  for (const condition of where.metric ?? []) predicates.push(await metricCondition(graph, condition));
  for (const each of where.AND ?? []) predicates.push((await compiled(context, graph, each, `${argument}.AND`)) ?? always);
  if (where.OR) {
    const either: Predicate[] = [];
    for (const each of where.OR) either.push((await compiled(context, graph, each, `${argument}.OR`)) ?? always);
    predicates.push((author) => either.some((holds) => holds(author)));
  }
  if (where.NOT) {
    const not = (await compiled(context, graph, where.NOT, `${argument}.NOT`)) ?? always;
    predicates.push((author) => !not(author));
  }
  return allOf(predicates);
}

async function countCondition(graph: GraphInUse, metric: AuthorMetric, filter: IntFilter): Promise<Predicate> {
  const table = await graph.authorMetric(metric);
  const holds = numberCondition(filter);
  return (author) => holds(table.value(author) ?? Number.NaN);
}

async function metricCondition(graph: GraphInUse, { id, value, normalized, rank }: MetricCondition): Promise<Predicate> {
  const table = await graph.authorMetric(id);
  const predicates: Predicate[] = [];
  if (value) {
    const holds = numberCondition(value);
    predicates.push((author) => holds(table.value(author) ?? Number.NaN));
  }
  if (normalized) {
    const holds = numberCondition(normalized);
    predicates.push((author) => holds(table.normalized(author) ?? Number.NaN));
  }
  if (rank) {
    const holds = numberCondition(rank);
    const ranks = await table.ranks();
    predicates.push((author) => holds(ranks.rank(author) ?? Number.NaN));
  }
  return allOf(predicates) ?? always;
}

async function personConditions(context: RequestContext, graph: GraphInUse, where: AuthorFilter, argument: string): Promise<Predicate[]> {
  const { incidence, search } = context.snapshot;
  const predicates: Predicate[] = [];
  const among = (authors: Iterable<number>) => {
    const set = new Set(authors);
    predicates.push((author) => set.has(author));
  };
  if (typeof where.name === 'string') among(search.authors(where.name, { limit: incidence.authorCount }).hits.map(({ index }) => index));
  if (where.id) {
    among((await Promise.all(where.id.map((id) => authorByAnyId(context, id, `${argument}.id`)))).map(({ index }) => index));
  }
  if (typeof where.collaboratorOf === 'string') {
    const { index } = await authorByAnyId(context, where.collaboratorOf, `${argument}.collaboratorOf`);
    among((await pairsOf(graph, index)).authors);
  }
  if (where.distance) {
    const { index } = await authorByAnyId(context, where.distance.from, `${argument}.distance.from`);
    predicates.push(await hopsCondition(graph, index, numberCondition(where.distance.hops)));
  }
  return predicates;
}

async function hopsCondition(graph: GraphInUse, from: number, holds: (hops: number) => boolean): Promise<Predicate> {
  const levels = await distancesFrom(graph, from);
  if (!levels) return () => false;
  const distances = distanceByAuthor(levels, graph.snapshot.incidence.authorCount);
  return (author) => distances[author] >= 0 && holds(distances[author]);
}

async function paperConditions(context: RequestContext, graph: GraphInUse, where: AuthorFilter, argument: string): Promise<Predicate[]> {
  const { incidence, vocabulary } = context.snapshot;
  const predicates: Predicate[] = [];
  const years = where.firstYear || where.lastYear ? await careerYears(graph) : null;
  if (where.firstYear && years) {
    const holds = numberCondition(where.firstYear);
    predicates.push((author) => holds(years.first[author]));
  }
  if (where.lastYear && years) {
    const holds = numberCondition(where.lastYear);
    predicates.push((author) => holds(years.last[author]));
  }
  const withPaper = (condition: Predicate): Predicate => {
    const { authorOffsets, authorPapers } = incidence;
    const { paperMask } = graph.selection;
    return (author) => {
      for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) {
        if (paperMask[authorPapers[s]] === 1 && condition(authorPapers[s])) return true;
      }
      return false;
    };
  };
  if (where.venue) predicates.push(withPaper(venueCondition(incidence, vocabulary, where.venue, `${argument}.venue`)));
  if (where.field) predicates.push(withPaper(fieldCondition(incidence, vocabulary, where.field, `${argument}.field`)));
  return predicates;
}
