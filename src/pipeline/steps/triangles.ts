/**
 * Triangles at each author: every edge is led from the end of fewer neighbours to the other, so that nobody leads many,
 * and each triangle is found once, at its first corner (Latapy 2008, doi:10.1016/j.tcs.2008.07.017). Who leads d edges
 * makes d²/2 rows, and d is at most √(2m): O(m^1.5) rows, and no more than m of one author, so that no task gets them all.
 *
 * A paper of k authors is a clique of k³/6 triangles. Most of its authors wrote nothing else, as a rule: they are twins,
 * neighbours of one another and of the same others. One stands for all of them, with their number as its weight; what
 * lies within such a class is counted in closed form. What remains of a paper are those with other papers.
 */
import { wholeSum } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';

/** More than any author's index, so that two make one number of 64 bits. */
const MOST_AUTHORS = 2 ** 31;

/** Triangles whose corners are of three classes, of each author who stands for one: `author`, `corners`. */
function betweenClasses(led: string): string {
  // As one number, since an engine that saw two columns might join edges by the head that they share, which is of any number.
  const closing = `SELECT least(tail, head) * ${MOST_AUTHORS} + greatest(tail, head) AS edge FROM ${led} AS led`;
  // Counted while all corners are at hand, so that rows per triangle never leave the join.
  const found =
    'SELECT one.tail AS x, one.head AS y, other.head AS z, one.tail_weight AS of_x, one.head_weight AS of_y, other.head_weight AS of_z ' +
    `FROM ${led} AS one JOIN ${led} AS other ON other.tail = one.tail AND other.head > one.head JOIN (${closing}) AS closing ON closing.edge = one.head * ${MOST_AUTHORS} + other.head`;
  return (
    `SELECT coalesce(x, y, z) AS author, CASE WHEN x IS NOT NULL THEN ${wholeSum('of_y * of_z')} WHEN y IS NOT NULL THEN ${wholeSum('of_x * of_z')} ELSE ${wholeSum('of_x * of_y')} END AS corners ` +
    `FROM (${found}) AS found GROUP BY GROUPING SETS ((x), (y), (z))`
  );
}

/** `triangles`: author, triangles, of every author who has two neighbours. */
export async function makeTriangles(work: Workspace, { minStrength }: PipelineParameters): Promise<void> {
  const degrees = work.from('degrees');
  const onlyPaper = `SELECT author, min(paper) AS paper FROM ${work.from('listed')} AS lists WHERE author_count > 1 GROUP BY author HAVING count(*) = 1`;
  // Where weak pairs are dropped, authors of one paper may keep different neighbours.
  await work.make(
    'twins',
    `SELECT author, min(author) OVER (PARTITION BY paper) AS stand_in, CAST(count(*) OVER (PARTITION BY paper) AS BIGINT) AS weight FROM (${onlyPaper}) AS once${minStrength > 0 ? ' WHERE 1 = 0' : ''}`,
  );
  const twins = work.from('twins');
  const standing = `(SELECT nodes.author, nodes.degree, coalesce(twins.weight, 1) AS weight FROM ${degrees} AS nodes LEFT JOIN ${twins} AS twins ON twins.author = nodes.author WHERE coalesce(twins.stand_in, nodes.author) = nodes.author)`;
  const leadsFromA = 'of_a.degree < of_b.degree OR (of_a.degree = of_b.degree AND pairs.a < pairs.b)';
  const endOf = (column: string, isTail: boolean): string => `CASE WHEN ${leadsFromA} THEN of_${isTail ? 'a' : 'b'}.${column} ELSE of_${isTail ? 'b' : 'a'}.${column} END`;
  await work.make(
    'led_edges',
    `SELECT ${endOf('author', true)} AS tail, ${endOf('author', false)} AS head, ${endOf('weight', true)} AS tail_weight, ${endOf('weight', false)} AS head_weight ` +
      `FROM ${work.from('pairs')} AS pairs JOIN ${standing} AS of_a ON of_a.author = pairs.a JOIN ${standing} AS of_b ON of_b.author = pairs.b`,
  );
  const led = work.from('led_edges');
  const counted = `SELECT author, ${wholeSum('corners')} AS corners FROM (${betweenClasses(led)}) AS counted GROUP BY author`;
  // Of triangles with two corners of one other class, twice the number.
  const heavy = (own: string, other: string): string => `SELECT ${own} AS author, ${other}_weight * (${other}_weight - 1) AS twice FROM ${led} AS led WHERE ${other}_weight > 1`;
  const beside = `SELECT author, ${wholeSum('twice')} AS twice FROM (${heavy('tail', 'head')} UNION ALL ${heavy('head', 'tail')}) AS heavy GROUP BY author`;
  // Of an author: with two of the own class, and with one of it and one of another.
  const within = '((nodes.weight - 1) * (nodes.weight - 2) + 2 * (nodes.weight - 1) * (nodes.degree - nodes.weight + 1))';
  const all = `SELECT nodes.author, nodes.degree, coalesce(twins.weight, 1) AS weight, coalesce(twins.stand_in, nodes.author) AS stand_in FROM ${degrees} AS nodes LEFT JOIN ${twins} AS twins ON twins.author = nodes.author WHERE nodes.degree > 1`;
  await work.make(
    'triangles',
    `SELECT nodes.author, coalesce(counted.corners, 0) + CAST((${within} + coalesce(beside.twice, 0)) / 2 AS BIGINT) AS triangles FROM (${all}) AS nodes ` +
      `LEFT JOIN (${counted}) AS counted ON counted.author = nodes.stand_in LEFT JOIN (${beside}) AS beside ON beside.author = nodes.stand_in`,
  );
  work.drop('led_edges');
  work.drop('twins');
}
