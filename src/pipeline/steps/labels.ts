/**
 * Label propagation without chance (after Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106): everybody
 * begins with a label of their own and wants the one with the largest total strength among the neighbours: their own
 * where it is among the largest, else of equal ones that which a mixing of numbers puts first. In each round about half
 * of the authors take what they want, by a mixing of their number and the round, since all at once would swap labels for
 * ever. Ends when nobody wants another label, or after the most rounds asked for: then some still want one, and how many
 * is told.
 *
 * A round looks only at those with a neighbour whose label has just changed, and at those who wanted one and were not of
 * the half: whoever else wanted none goes on wanting none. It writes only who wants one.
 *
 * The metrics' label propagation (metrics/community/label-propagation.ts) goes through the authors one by one, so that
 * its communities are others, of the same kind.
 */
import { double, exactSum, mixed } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { ChangingColumn, type Looking } from './changing-column.js';

/** Strengths are compared in parts of so many: what differs by less is rounding. */
const PARTS = 2 ** 20;

/** Whether an author may choose in a round: the upper half of the mixed numbers. */
function isOfTheHalf(author: string, round: number): string {
  return `${mixed(`(${author} + ${round * STRIDE})`)} >= 2147483648`;
}

/** What a round moves numbers on by, before they are mixed. */
const STRIDE = 40_503;

/** What a round reads, in FROM. */
interface Round {
  /** author of those looked at. */
  readonly looking: Looking;
  readonly edges: string;
  readonly now: string;
  readonly round: number;
  /** After SELECT, where edges are joined with everybody's label as `others`, and the sums with one's own. */
  readonly hints: { readonly others: string; readonly own: string };
}

/** Of those looked at, who wants another label: what they have after the round, and whether that is the one they want. */
function wanting({ looking, edges, now, round, hints }: Round): string {
  const near = `SELECT ${looking.hint} edges.node, edges.degree, edges.other, edges.strength FROM (${looking.query}) AS looking JOIN ${edges} AS edges ON edges.node = looking.author`;
  const totals =
    `SELECT ${hints.others} near.node, others.label, CAST(floor(${exactSum('near.strength')} * ${double(PARTS)} + ${double(0.5)}) AS BIGINT) AS weight, max(near.degree) AS neighbours FROM (${near}) AS near ` +
    `JOIN ${now} AS others ON others.author = near.other GROUP BY near.node, others.label`;
  const ordered =
    `SELECT ${hints.own} own.author, own.label AS own_label, totals.label, totals.neighbours, row_number() OVER (PARTITION BY own.author ORDER BY totals.weight DESC, CASE WHEN totals.label = own.label THEN 0 ELSE 1 END, ${mixed('totals.label')}, totals.label) AS nth ` +
    `FROM (${totals}) AS totals JOIN ${now} AS own ON own.author = totals.node`;
  const takes = isOfTheHalf('author', round);
  return `SELECT author, CASE WHEN ${takes} THEN label ELSE own_label END AS label, CASE WHEN ${takes} THEN 1 ELSE 0 END AS has_changed, neighbours FROM (${ordered}) AS ordered WHERE nth = 1 AND label <> own_label`;
}

/** What label propagation came to. */
export interface LabelRounds {
  readonly rounds: number;
  /** Authors who wanted another label in the last round; 0 where it ended by itself. */
  readonly unsettled: number;
}

/** `labels`: author, label. `neighbours` has to be there. */
export async function makeLabels(work: Workspace, { labelRounds }: PipelineParameters): Promise<LabelRounds> {
  const edges = work.from('neighbours');
  const labels = new ChangingColumn(work, { name: 'label_rounds', column: 'label', more: 'has_changed', start: `(SELECT author, author AS label FROM ${work.from('degrees')} AS nodes)`, authors: work.rowsOf('degrees') });
  let looking: Looking = { query: `SELECT author FROM ${work.from('degrees')} AS nodes WHERE degree > 0`, hint: '', areMany: true };
  let unsettled: number;
  do {
    if (labels.rounds > 0) {
      looking = await labels.lookAt(
        `SELECT ${labels.handingFew('changes', labels.noted)} edges.other AS author FROM ${labels.lastNotes} AS changes JOIN ${edges} AS edges ON edges.node = changes.author WHERE changes.has_changed = 1 ` +
          `UNION SELECT author FROM ${labels.lastNotes} AS unserved WHERE has_changed = 0`,
      );
    }
    unsettled = await labels.note(wanting({ looking, edges, now: labels.now, round: labels.rounds + 1, hints: { others: labels.handingEverybody('others', looking.areMany), own: labels.handingEverybody('own', looking.areMany) } }));
  } while (unsettled > 0 && labels.rounds < labelRounds);
  const now = labels.now;
  await work.make('labels', `SELECT own.author, least.author AS label FROM ${now} AS own JOIN (SELECT label, min(author) AS author FROM ${now} AS labels GROUP BY label) AS least ON least.label = own.label`);
  labels.drop();
  return { rounds: labels.rounds, unsettled };
}
