/**
 * Label propagation without chance (after Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106): everybody
 * begins with a label of their own and wants the one with the largest total strength among the neighbours: their own
 * where it is among the largest, else of equal ones that which a mixing of numbers puts first. In each round about half
 * of the authors take what they want, by a mixing of their number and the round, since all at once would swap labels for
 * ever. Ends when nobody wants another label, or after the most rounds asked for.
 */
import { bothWays, countWhere, double, exactSum, mixed } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';

/** Strengths are compared in parts of so many: what differs by less is rounding. */
const PARTS = 2 ** 20;

/** Whether an author may choose in a round: the upper half of the mixed numbers. */
function isOfTheHalf(author: string, round: number): string {
  return `${mixed(`(${author} + ${round * STRIDE})`)} >= 2147483648`;
}

/** What a round moves numbers on by, before they are mixed. */
const STRIDE = 40_503;

/** `labels`: author, label. @returns rounds */
export async function makeLabels(work: Workspace, { labelRounds }: PipelineParameters): Promise<number> {
  const edges = bothWays(work.from('pairs'), ['strength']);
  let before = 'labels_0';
  await work.make(before, `SELECT author, author AS label FROM ${work.from('degrees')} AS nodes`);
  let rounds = 0;
  for (let wanting = 1; wanting > 0 && rounds < labelRounds; ) {
    rounds += 1;
    const labels = work.from(before);
    const totals =
      `SELECT edges.node, others.label, CAST(floor(${exactSum('edges.strength')} * ${double(PARTS)} + ${double(0.5)}) AS BIGINT) AS weight FROM ${edges} AS edges JOIN ${labels} AS others ON others.author = edges.other ` +
      'GROUP BY edges.node, others.label';
    const ordered =
      `SELECT own.author, totals.label, row_number() OVER (PARTITION BY own.author ORDER BY totals.weight DESC, CASE WHEN totals.label = own.label THEN 0 ELSE 1 END, ${mixed('totals.label')}, totals.label) AS nth ` +
      `FROM ${labels} AS own JOIN (${totals}) AS totals ON totals.node = own.author`;
    const after = `labels_${rounds}`;
    const facts = await work.make(
      after,
      `SELECT own.author, CASE WHEN chosen.label IS NOT NULL AND ${isOfTheHalf('own.author', rounds)} THEN chosen.label ELSE own.label END AS label, CASE WHEN chosen.label <> own.label THEN 1 ELSE 0 END AS is_wanting ` +
        `FROM ${labels} AS own LEFT JOIN (SELECT author, label FROM (${ordered}) AS ordered WHERE nth = 1) AS chosen ON chosen.author = own.author`,
      { wanting: countWhere('is_wanting = 1') },
    );
    wanting = facts.wanting;
    work.drop(before);
    before = after;
  }
  const labels = work.from(before);
  await work.make('labels', `SELECT own.author, least.author AS label FROM ${labels} AS own JOIN (SELECT label, min(author) AS author FROM ${labels} AS labels GROUP BY label) AS least ON least.label = own.label`);
  work.drop(before);
  return rounds;
}
