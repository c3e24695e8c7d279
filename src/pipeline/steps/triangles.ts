/**
 * Triangles at each author: every edge is led from the end of fewer neighbours to the other, so that nobody leads many,
 * and each triangle is found once, at its first corner (Latapy 2008, doi:10.1016/j.tcs.2008.07.017). O(m^1.5) rows.
 */
import { wholeSum } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** `triangles`: author, triangles, of every author who is in one. */
export async function makeTriangles(work: Workspace): Promise<void> {
  const degrees = work.from('degrees');
  const leadsFromA = 'of_a.degree < of_b.degree OR (of_a.degree = of_b.degree AND pairs.a < pairs.b)';
  await work.make(
    'led_edges',
    `SELECT CASE WHEN ${leadsFromA} THEN pairs.a ELSE pairs.b END AS tail, CASE WHEN ${leadsFromA} THEN pairs.b ELSE pairs.a END AS head ` +
      `FROM ${work.from('pairs')} AS pairs JOIN ${degrees} AS of_a ON of_a.author = pairs.a JOIN ${degrees} AS of_b ON of_b.author = pairs.b`,
  );
  const led = work.from('led_edges');
  // Counted at two corners while the third is at hand, so that rows per triangle never leave the join.
  const found = `SELECT first_led.tail AS x, first_led.head AS y, second_led.head AS z FROM ${led} AS first_led JOIN ${led} AS second_led ON second_led.tail = first_led.head JOIN ${led} AS closing ON closing.tail = first_led.tail AND closing.head = second_led.head`;
  const counted = `SELECT coalesce(x, y, z) AS author, count(*) AS corners FROM (${found}) AS found GROUP BY GROUPING SETS ((x), (y), (z))`;
  await work.make('triangles', `SELECT author, ${wholeSum('corners')} AS triangles FROM (${counted}) AS counted GROUP BY author`);
  work.drop('led_edges');
}
