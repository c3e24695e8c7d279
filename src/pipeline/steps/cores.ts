/**
 * Core numbers by repeated h-indices (Lü et al. 2016, doi:10.1038/ncomms10168): beginning with the degrees, everybody
 * takes the largest h such that h neighbours have at least h, until nothing changes; that is the core number. A round
 * looks only at those with a neighbour that has just fallen below them, and sorts the neighbours only of those who have
 * too few left.
 */
import { bothWays, countWhere } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** `cores`: author, core_number. @returns rounds */
export async function makeCores(work: Workspace): Promise<number> {
  const edges = bothWays(work.from('pairs'));
  let before = 'cores_0';
  await work.make(before, `SELECT author, degree AS core, CASE WHEN degree > 0 THEN 1 ELSE 0 END AS has_changed FROM ${work.from('degrees')} AS nodes`);
  let rounds = 0;
  for (let changed = work.rowsOf(before); changed > 0; ) {
    rounds += 1;
    const cores = work.from(before);
    const short = `core_shortages_${rounds}`;
    const touched =
      `SELECT DISTINCT own.author, own.core FROM ${edges} AS edges JOIN ${cores} AS fallen ON fallen.author = edges.other JOIN ${cores} AS own ON own.author = edges.node ` +
      'WHERE fallen.has_changed = 1 AND fallen.core < own.core';
    await work.make(
      short,
      `SELECT touched.author, touched.core FROM (${touched}) AS touched JOIN ${edges} AS edges ON edges.node = touched.author JOIN ${cores} AS others ON others.author = edges.other ` +
        `GROUP BY touched.author, touched.core HAVING ${countWhere('others.core >= touched.core')} < touched.core`,
    );
    const ordered =
      `SELECT edges.node, others.core AS value, row_number() OVER (PARTITION BY edges.node ORDER BY others.core DESC) AS nth FROM ${work.from(short)} AS short ` +
      `JOIN ${edges} AS edges ON edges.node = short.author JOIN ${cores} AS others ON others.author = edges.other`;
    const fallen = `SELECT node, max(CASE WHEN value >= nth THEN nth ELSE 0 END) AS core FROM (${ordered}) AS ordered GROUP BY node`;
    const after = `cores_${rounds}`;
    const facts = await work.make(
      after,
      `SELECT own.author, coalesce(CAST(fallen.core AS BIGINT), own.core) AS core, CASE WHEN fallen.core IS NULL THEN 0 ELSE 1 END AS has_changed FROM ${cores} AS own LEFT JOIN (${fallen}) AS fallen ON fallen.node = own.author`,
      `SELECT ${countWhere('has_changed = 1')} AS changed FROM ${work.from(after)} AS cores`,
    );
    changed = facts.changed;
    work.drop(short);
    work.drop(before);
    before = after;
  }
  await work.make('cores', `SELECT author, core AS core_number FROM ${work.from(before)} AS cores`);
  work.drop(before);
  return rounds;
}
