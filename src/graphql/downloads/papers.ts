/** Papers of the corpus ready to be cited, read from the store a few at a time. */
import { citedPaper, type CitedPaper } from '../../exports/paper.js';
import type { RequestContext } from '../context.js';
import { paperByAnyId } from '../arguments/ids.js';
import { costLimit } from '../errors.js';
import type { NetworkScope } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { allPapers } from '../ordering/paper-order.js';
import { forEachAccepted } from '../paging/index-list.js';
import { scopeAuthors } from '../resolvers/network.js';
import { leftOutInWords, leftOutOf, strangersInWords } from './graph-leaves-out.js';
import type { DownloadLimits } from './network-question.js';
import { pickedBy, specInWords, titleOf } from './scope-in-words.js';

/** Papers read from the store at a time: some milliseconds. */
const READ_AT_ONCE = 200;

export interface PapersQuestion {
  /** Papers of at least one of these authors; null for everybody's. */
  readonly scope: NetworkScope | null;
  readonly withAbstracts: boolean;
  readonly limits: DownloadLimits | null;
}

export interface PapersAnswer {
  readonly title: string;
  readonly count: number;
  /** The spec of the graph that they are taken from, in one line; null where they were named, whatever the graph. */
  readonly graph: string | null;
  /** What of the corpus is left out of the graph that they are taken from, a sentence each; empty where nothing is. */
  readonly notes: readonly string[];
  /** Latest first; to be read while the context is held. */
  readonly papers: AsyncIterable<CitedPaper>;
}

/**
 * The papers that a graph is made of, or those of some authors among them, latest first. Memory: a byte and an index a paper.
 * @throws GraphQLError as scopeAuthors does, COST_LIMIT for more papers than may be downloaded
 */
export async function papersOf(context: RequestContext, graph: GraphInUse, { scope, withAbstracts, limits }: PapersQuestion): Promise<PapersAnswer> {
  const { paperMask } = graph.selection;
  const authors = scope === null ? null : (await scopeAuthors(context, graph, scope, Infinity, limits?.authors ?? Infinity)).authors;
  const mask = authors === null ? paperMask : ofAuthors(graph, authors);
  const list = await allPapers(context, null, (paper) => mask[paper] === 1);
  const indices: number[] = [];
  forEachAccepted(list, (paper) => indices.push(paper));
  refuseTooMany(indices.length, limits);
  const picked = pickedBy(graph);
  const whose = authors === null ? (picked === '' ? 'All papers' : `Chosen papers${picked}`) : `Papers of ${inSentence(titleOf(context, scope, authors))}${picked}`;
  const notes = [...(authors === null ? [] : strangersInWords(graph, authors)), ...leftOutInWords(await leftOutOf(graph), graph)];
  return { title: whose, count: indices.length, graph: specInWords(graph), notes, papers: read(context, indices, withAbstracts) };
}

export interface NamedPapersQuestion {
  /** Ids in any form that `paper(id:)` takes. */
  readonly ids: readonly string[];
  readonly withAbstracts: boolean;
  readonly limits: DownloadLimits | null;
}

/**
 * Certain papers, in the order in which they are named; one that is named twice, or by two of its ids, is there once.
 * @throws GraphQLError BAD_USER_INPUT and NOT_FOUND for the first id that is none, COST_LIMIT for too many
 */
export async function papersNamed(context: RequestContext, { ids, withAbstracts, limits }: NamedPapersQuestion): Promise<PapersAnswer> {
  refuseTooMany(ids.length, limits);
  const found = await Promise.all(ids.map((id) => paperByAnyId(context, id, 'papers')));
  const indices = [...new Set(found.map(({ index }) => index))];
  const title = indices.length === 1 ? context.snapshot.records.papers(indices)[0].title : `${indices.length} chosen papers`;
  return { title, count: indices.length, graph: null, notes: [], papers: read(context, indices, withAbstracts) };
}

/** Title, authors, venue, date, ids, abstract, as a file has them. */
const VALUES_OF_PAPER = 20;

function refuseTooMany(count: number, limits: DownloadLimits | null): void {
  const cost = count * VALUES_OF_PAPER;
  if (limits === null || cost <= limits.values) return;
  const [papers, most] = [count, Math.floor(limits.values / VALUES_OF_PAPER)].map((number) => number.toLocaleString('en'));
  throw costLimit(`These are ${papers} papers, but at most ${most} are downloaded at once: choose authors, venues, fields or years, or run \`coterie export\` where the corpus lies.`, { cost, limit: limits.values });
}

function ofAuthors({ snapshot: { incidence }, selection: { paperMask } }: GraphInUse, authors: Iterable<number>): Uint8Array {
  const { authorOffsets, authorPapers } = incidence;
  const mask = new Uint8Array(incidence.paperCount);
  for (const author of authors) {
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) mask[authorPapers[s]] = paperMask[authorPapers[s]];
  }
  return mask;
}

function inSentence(title: string): string {
  return /^(?:The|Co-authors|Community)\b/.test(title) ? title[0].toLowerCase() + title.slice(1) : title;
}

// oxlint-disable-next-line require-await -- the store is read in place; the caller rests between pieces
async function* read({ snapshot: { records } }: RequestContext, indices: readonly number[], withAbstracts: boolean): AsyncGenerator<CitedPaper> {
  for (let from = 0; from < indices.length; from += READ_AT_ONCE) {
    const some = indices.slice(from, from + READ_AT_ONCE);
    const rows = records.papers(some);
    const authorships = records.authorships(some);
    const abstracts = withAbstracts ? records.abstracts(some) : [];
    for (const [i, row] of rows.entries()) yield citedPaper(row, authorships[i], abstracts[i] ?? null);
  }
}
