/**
 * Core numbers by repeated h-indices (Lü et al. 2016, doi:10.1038/ncomms10168): beginning with the degrees, everybody
 * takes the largest h such that h neighbours have at least h, until nothing changes; that is the core number, whatever
 * the order. A round looks only at those who have lost support: a neighbour who stood at their number or above, and has
 * just fallen below it. It writes only who has fallen, into a log that lies over a table of all; the log is merged into
 * the table where it has grown to a share of it, so that the long tail of rounds, in which few fall, writes next to nothing.
 *
 * Peeling level by level instead would take a round and more for each of the levels, of which one paper of 3,000 makes
 * as many. Nor does a remainder shrink until it fits elsewhere: bounds from below (whoever wrote with k others has at
 * least k) leave two fifths of the edges undecided.
 */
import { bothWays, countWhere } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** The log is merged where it has more than this share of the authors. */
const MERGED_FROM = 1 / 4;

/** Everybody's number: of the table, or of the log that lies over it. */
function numbersNow(table: string, log: string | null): string {
  if (log === null) return table;
  return `(SELECT numbers.author, coalesce(log.core, numbers.core) AS core FROM ${table} AS numbers LEFT JOIN ${log} AS log ON log.author = numbers.author)`;
}

/** Of those looked at, who has too few neighbours of their number or more, and what they fall to. */
function fallen(looking: string, edges: string, now: string): string {
  const levels =
    `SELECT looking.author, looking.core, least(others.core, looking.core) AS level, count(*) AS neighbours FROM (${looking}) AS looking JOIN ${edges} AS edges ON edges.node = looking.author ` +
    `JOIN ${now} AS others ON others.author = edges.other GROUP BY looking.author, looking.core, least(others.core, looking.core)`;
  const reached = `SELECT author, core, level, CAST(sum(neighbours) OVER (PARTITION BY author ORDER BY level DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS at_least FROM (${levels}) AS levels`;
  return `SELECT author, core AS core_before, max(least(level, at_least)) AS core FROM (${reached}) AS reached GROUP BY author, core HAVING max(least(level, at_least)) < core`;
}

/** `cores`: author, core_number. @returns rounds */
export async function makeCores(work: Workspace): Promise<number> {
  const edges = bothWays(work.from('pairs'));
  const mostInLog = work.rowsOf('degrees') * MERGED_FROM;
  let table = `(SELECT author, degree AS core FROM ${work.from('degrees')} AS nodes)`;
  let mergedIn = 0;
  let rounds = 0;
  for (let changed = 1; changed > 0; ) {
    const last = rounds === 0 ? null : work.from(`core_falls_${rounds}`);
    const log = rounds === mergedIn ? null : last;
    rounds += 1;
    const now = numbersNow(table, log);
    const looking = last === null ? `SELECT author, core FROM ${now} AS own WHERE core > 0` :
      `SELECT DISTINCT own.author, own.core FROM ${last} AS falls JOIN ${edges} AS edges ON edges.other = falls.author JOIN ${now} AS own ON own.author = edges.node ` +
      `WHERE falls.fell_in = ${rounds - 1} AND falls.core < own.core AND falls.core_before >= own.core`;
    const falls = `SELECT author, core, core_before, ${rounds} AS fell_in FROM (${fallen(looking, edges, now)}) AS fallen`;
    const after = `core_falls_${rounds}`;
    const facts = await work.make(
      after,
      // Numbers only fall: the least that was noted of an author is the last.
      log === null ? falls : `SELECT author, min(core) AS core, min(core_before) AS core_before, max(fell_in) AS fell_in FROM (${falls} UNION ALL SELECT author, core, core_before, fell_in FROM ${log} AS earlier) AS noted GROUP BY author`,
      `SELECT ${countWhere(`fell_in = ${rounds}`)} AS changed FROM ${work.from(after)} AS falls`,
    );
    changed = facts.changed;
    work.drop(`core_falls_${rounds - 1}`);
    if (changed === 0 || work.rowsOf(after) <= mostInLog) continue;
    await work.make(`core_numbers_${rounds}`, `SELECT author, core FROM ${numbersNow(table, work.from(after))} AS numbers`);
    work.drop(`core_numbers_${mergedIn}`);
    table = work.from(`core_numbers_${rounds}`);
    mergedIn = rounds;
  }
  const log = rounds === mergedIn ? null : work.from(`core_falls_${rounds}`);
  await work.make('cores', `SELECT author, core AS core_number FROM ${numbersNow(table, log)} AS numbers`);
  work.drop(`core_falls_${rounds}`);
  work.drop(`core_numbers_${mergedIn}`);
  return rounds;
}
