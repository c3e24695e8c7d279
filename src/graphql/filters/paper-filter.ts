/** `where` on papers, compiled to a predicate on the incidence's arrays. */
import { FLAG_AUTHOR_LIST_COMPLETE, FLAG_HAS_ABSTRACT, FLAG_HAS_CODE, UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import type { Incidence } from '../../graph/types.js';
import type { PaperType } from '../../records/record.js';
import type { Vocabulary } from '../../snapshot/types.js';
import { authorByAnyId } from '../arguments/ids.js';
import type { RequestContext } from '../context.js';
import type { PaperFilter, PaperTypeFilter, TermFilter } from '../generated/resolvers.js';
import { requireModestFilter } from './extent.js';
import { allOf, always, numberCondition, termMask, type Predicate } from './conditions.js';

/**
 * Null where nothing is filtered out. Compiled once per request for equal conditions.
 * @throws GraphQLError BAD_USER_INPUT, NOT_FOUND naming the argument
 */
export async function paperPredicate(context: RequestContext, where: PaperFilter | null | undefined): Promise<Predicate | null> {
  if (!where) return null;
  requireModestFilter(where);
  const key = `papers ${JSON.stringify(where)}`;
  const known = context.filters.get(key) ?? compiled(context, where, 'where');
  context.filters.set(key, known);
  return known;
}

async function compiled(context: RequestContext, where: PaperFilter, argument: string): Promise<Predicate | null> {
  const predicates = ownConditions(context.snapshot.incidence, context.snapshot.vocabulary, where, argument);
  if (typeof where.author === 'string') {
    const { index } = await authorByAnyId(context, where.author, `${argument}.author`);
    predicates.push(papersOf(context.snapshot.incidence, index));
  }
  if (typeof where.search === 'string') predicates.push(papersMatching(context, where.search));
  for (const each of where.AND ?? []) predicates.push((await compiled(context, each, `${argument}.AND`)) ?? always);
  if (where.OR) {
    const either: Predicate[] = [];
    for (const each of where.OR) either.push((await compiled(context, each, `${argument}.OR`)) ?? always);
    predicates.push((paper) => either.some((holds) => holds(paper)));
  }
  if (where.NOT) {
    const not = (await compiled(context, where.NOT, `${argument}.NOT`)) ?? always;
    predicates.push((paper) => !not(paper));
  }
  return allOf(predicates);
}

function ownConditions(incidence: Incidence, vocabulary: Vocabulary, where: PaperFilter, argument: string): Predicate[] {
  const { paperYear, paperCitations, paperOffsets, paperFlags } = incidence;
  const predicates: Predicate[] = [];
  const flag = (wanted: boolean | null | undefined, bit: number) => {
    if (typeof wanted === 'boolean') predicates.push((paper) => ((paperFlags[paper] & bit) !== 0) === wanted);
  };
  if (where.year) {
    const holds = numberCondition(where.year);
    predicates.push((paper) => holds(paperYear[paper] === UNKNOWN_YEAR ? Number.NaN : paperYear[paper]));
  }
  if (where.authorCount) {
    const holds = numberCondition(where.authorCount);
    predicates.push((paper) => holds(paperOffsets[paper + 1] - paperOffsets[paper]));
  }
  if (where.citedByCount) {
    const holds = numberCondition(where.citedByCount);
    predicates.push((paper) => holds(paperCitations[paper] === UNKNOWN ? Number.NaN : paperCitations[paper]));
  }
  if (where.type) predicates.push(typeCondition(incidence, vocabulary.types, where.type));
  if (where.venue) predicates.push(venueCondition(incidence, vocabulary, where.venue, `${argument}.venue`));
  if (where.field) predicates.push(fieldCondition(incidence, vocabulary, where.field, `${argument}.field`));
  flag(where.hasCode, FLAG_HAS_CODE);
  flag(where.hasAbstract, FLAG_HAS_ABSTRACT);
  flag(where.authorListComplete, FLAG_AUTHOR_LIST_COMPLETE);
  return predicates;
}

function typeCondition({ paperType }: Incidence, types: readonly PaperType[], { eq, in: among, notIn, isNull }: PaperTypeFilter): Predicate {
  const indices = (list: readonly PaperType[]) => new Set(list.map((type) => types.indexOf(type)));
  const equal = typeof eq === 'string' ? types.indexOf(eq) : null;
  const wanted = among ? indices(among) : null;
  const unwanted = notIn ? indices(notIn) : null;
  return (paper) => {
    const type = paperType[paper];
    if (type === UNKNOWN) return isNull !== false && equal === null && wanted === null;
    if (isNull === true || (equal !== null && type !== equal)) return false;
    return (wanted === null || wanted.has(type)) && !unwanted?.has(type);
  };
}

/** Papers whose venue meets a condition. */
export function venueCondition({ paperVenue }: Incidence, vocabulary: Vocabulary, filter: TermFilter, argument: string): Predicate {
  const mask = termMask(filter, vocabulary.venues, argument, 'venue');
  const { isNull } = filter;
  return (paper) => {
    const venue = paperVenue[paper];
    if (venue === UNKNOWN) return isNull !== false && mask === null;
    return isNull !== true && (mask === null || mask[venue] === 1);
  };
}

/** Papers of which at least one field of study meets a condition. */
export function fieldCondition({ paperFields, paperFieldOffsets }: Incidence, vocabulary: Vocabulary, filter: TermFilter, argument: string): Predicate {
  const mask = termMask(filter, vocabulary.fields, argument, 'field');
  const { isNull } = filter;
  return (paper) => {
    const end = paperFieldOffsets[paper + 1];
    if (paperFieldOffsets[paper] === end) return isNull !== false && mask === null;
    if (isNull === true) return false;
    if (mask === null) return true;
    for (let s = paperFieldOffsets[paper]; s < end; s++) if (mask[paperFields[s]] === 1) return true;
    return false;
  };
}

function papersOf({ authorOffsets, authorPapers }: Incidence, author: number): Predicate {
  const papers = new Set(authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1]));
  return (paper) => papers.has(paper);
}

/** Every match counts, not the best ones alone: as a filter, a search has no page. */
function papersMatching({ snapshot }: RequestContext, query: string): Predicate {
  const { paperCount } = snapshot.incidence;
  const matches = new Uint8Array(paperCount);
  for (const { index } of snapshot.search.papers(query, { limit: paperCount }).hits) matches[index] = 1;
  return (paper) => matches[paper] === 1;
}
