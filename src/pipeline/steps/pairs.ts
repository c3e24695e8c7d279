/** Collaborations under the graph spec: `listed` (a row per author of a kept paper), then `pairs`. */
import type { Dialect } from '../dialect.js';
import { bothWays, double, exactSum, handingWhole, wholeSum } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { GRAPH } from './graph-tables.js';

/** Lists longer than this are cut into blocks, and each two blocks paired apart: no paper falls to one task of Spark's as a whole. */
const BLOCK = 256;

/** Pairs of long lists that one task makes, about; beyond the most tasks they make more. */
const PAIRS_PER_TASK = 1_000_000;
const MOST_TASKS = 20_000;

/** A strength that sums to the bound but for rounding meets it, as in graph/projection.ts. */
const SLACK = 1e-12;

const IS_LONG = `author_count > ${BLOCK}`;

/** `listed`: paper, author, rank, and of the paper what counting asks for. */
export async function makeListed(work: Workspace, { papers, listed } = GRAPH): Promise<void> {
  await work.make(
    listed,
    `SELECT listed.paper, listed.author, listed.rank, papers.author_count, papers.year, papers.citations, papers.author_list_complete, papers.country_count ` +
      `FROM ${work.from('authorships')} AS listed JOIN ${work.from(papers)} AS papers ON papers.paper = listed.paper WHERE listed.rank IS NOT NULL AND papers.is_kept`,
    { in_long_lists: wholeSum(`CASE WHEN ${IS_LONG} THEN author_count - 1 END`) },
  );
}

/** What one paper gives a pair (graph/spec.ts, pairStrength). */
function strengthOfPaper(counting: PipelineParameters['counting']): string {
  const one = double(1);
  switch (counting) {
    case 'FRACTIONAL':
      return `${one} / (author_count - 1)`;
    case 'FRACTIONAL_REFINED':
      return `${double(2)} / (author_count * (author_count - 1))`;
    case 'HARMONIC':
      return `(${one} / (rank_of_a * harmonic)) * (${one} / (rank_of_b * harmonic))`;
    default:
      return one;
  }
}

/** The rows of long lists, a pair each; makes `blocks`. Each name stands once for every block that its own is paired with. */
async function inBlocks(work: Workspace, { source, pair, spread, listed }: { readonly source: string; readonly pair: string; readonly spread: NonNullable<Dialect['spread']>; readonly listed: string }): Promise<string> {
  const long = `SELECT own.*, CAST(floor((own.rank - 1) / ${BLOCK}) AS BIGINT) AS block, CAST(floor((own.author_count - 1) / ${BLOCK}) AS BIGINT) AS last_block FROM (${source}) AS own WHERE ${IS_LONG}`;
  await work.make('blocks', `SELECT DISTINCT block FROM (${long}) AS lists`);
  // A megabyte of such rows becomes millions of pairs: an engine that cuts its work by bytes would leave them to one task.
  const tasks = Math.min(MOST_TASKS, Math.max(1, Math.ceil(work.factsOf(listed).in_long_lists / 2 / PAIRS_PER_TASK)));
  const handedOut = spread(tasks, ['paper', 'block', 'other_block']);
  const blocks = work.from('blocks');
  const left = `SELECT ${handedOut} own.*, others.block AS other_block FROM (${long}) AS own JOIN ${blocks} AS others ON others.block >= own.block AND others.block <= own.last_block`;
  const right = `SELECT ${handedOut} own.*, others.block AS other_block FROM (${long}) AS own JOIN ${blocks} AS others ON others.block <= own.block`;
  return `SELECT ${pair} FROM (${left}) AS x JOIN (${right}) AS y ON y.paper = x.paper AND y.block = x.other_block AND y.other_block = x.block AND y.rank > x.rank`;
}

/**
 * `pairs`; `listed` has to be there. Lists are cut into blocks only where an engine needs it: to group the pairs of long and
 * of short lists together, made by two joins, DuckDB keeps them in memory where those of one join go to disk.
 */
export async function makePairs(work: Workspace, { counting, minStrength }: PipelineParameters, { listed, pairs } = GRAPH): Promise<void> {
  const isHarmonic = counting === 'HARMONIC';
  const several = `SELECT paper, author, rank, author_count, year FROM ${work.from(listed)} AS lists WHERE author_count > 1`;
  if (isHarmonic) {
    // The ranks of a paper are 1 … k: their reciprocals sum to the harmonic number of k.
    await work.make('harmonic', `SELECT paper, ${exactSum(`${double(1)} / rank`)} AS harmonic FROM (${several}) AS lists GROUP BY paper`);
  }
  const source = isHarmonic ? `SELECT lists.*, sums.harmonic FROM (${several}) AS lists JOIN ${work.from('harmonic')} AS sums ON sums.paper = lists.paper` : several;
  const facts = isHarmonic ? 'x.author_count, x.year, x.harmonic' : 'x.author_count, x.year';
  const pair = `CASE WHEN x.author < y.author THEN x.author ELSE y.author END AS a, CASE WHEN x.author < y.author THEN y.author ELSE x.author END AS b, ${facts}, ` +
    'CASE WHEN x.author < y.author THEN x.rank ELSE y.rank END AS rank_of_a, CASE WHEN x.author < y.author THEN y.rank ELSE x.rank END AS rank_of_b';
  const joined = `SELECT ${pair} FROM (${source}) AS x JOIN (${source}) AS y ON y.paper = x.paper AND y.rank > x.rank`;
  const { spread } = work.engine.dialect;
  const joint = spread === null ? joined : `${joined} WHERE x.author_count <= ${BLOCK} AND y.author_count <= ${BLOCK} UNION ALL ${await inBlocks(work, { source, pair, spread, listed })}`;
  const isWhole = counting === 'FULL';
  const strength = isWhole ? 'CAST(count(*) AS DOUBLE)' : exactSum(strengthOfPaper(counting));
  const grouped = `SELECT a, b, count(*) AS paper_count, ${strength} AS strength, min(year) AS first_year, max(year) AS last_year FROM (${joint}) AS joint GROUP BY a, b`;
  await work.make(pairs, `SELECT a, b, paper_count, strength, first_year, last_year FROM (${grouped}) AS grouped${minStrength > 0 ? ` WHERE strength >= ${double(minStrength * (1 - SLACK))}` : ''} ORDER BY a, b`);
  if (spread !== null) work.drop('blocks');
  if (isHarmonic) work.drop('harmonic');
}

/** `degrees`: author, degree, strength of every author of a kept paper. */
export async function makeDegrees(work: Workspace, { listed, pairs, degrees } = GRAPH): Promise<void> {
  const ends = (end: 'a' | 'b'): string => `SELECT ${end} AS node, strength FROM ${work.from(pairs)} AS pairs`;
  const sums = `SELECT node, count(*) AS degree, ${exactSum('strength')} AS strength FROM (${ends('a')} UNION ALL ${ends('b')}) AS ends GROUP BY node`;
  await work.make(
    degrees,
    `SELECT nodes.author, coalesce(sums.degree, 0) AS degree, coalesce(sums.strength, ${double(0)}) AS strength ` +
      `FROM (SELECT DISTINCT author FROM ${work.from(listed)} AS lists) AS nodes LEFT JOIN (${sums}) AS sums ON sums.node = nodes.author`,
  );
}

/**
 * `neighbours`: node, degree (of the node), other, strength, share (of the node's strength) of every pair both ways, for steps
 * that go over all pairs many times. In the order of `node`, so that what is asked of few nodes lies in few parts of the files.
 */
export async function makeNeighbours(work: Workspace): Promise<void> {
  await work.make(
    'neighbours',
    `SELECT ${handingWhole(work.engine.dialect, { nodes: work.rowsOf('degrees') })} edges.node, nodes.degree, edges.other, edges.strength, edges.strength / nodes.strength AS share FROM ${bothWays(work.from('pairs'), ['strength'])} AS edges ` +
      `JOIN ${work.from('degrees')} AS nodes ON nodes.author = edges.node ORDER BY edges.node, edges.other`,
  );
}
