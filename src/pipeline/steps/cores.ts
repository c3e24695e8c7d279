/**
 * Core numbers by repeated h-indices (Lü et al. 2016, doi:10.1038/ncomms10168): beginning with the degrees, everybody
 * takes the largest h such that h neighbours have at least h, until nothing changes; that is the core number, whatever
 * the order. A round looks only at those who have lost support: a neighbour who stood at their number or above, and has
 * just fallen below it. It writes only who has fallen.
 *
 * Peeling level by level instead would take a round and more for each of the levels, of which one paper of 3,000 makes
 * as many. Nor does a remainder shrink until it fits elsewhere: bounds from below (whoever wrote with k others has at
 * least k) leave two fifths of the edges undecided.
 */
import { countWhere } from '../sql.js';
import type { Workspace } from '../workspace.js';
import { ChangingColumn, type Looking } from './changing-column.js';

/** What a round reads, in FROM. */
interface Round {
  /** author, core of those looked at. */
  readonly looking: Looking;
  readonly edges: string;
  readonly now: string;
  /** After SELECT, where edges are joined with everybody's number as `others`. */
  readonly hint: string;
}

/** Of those looked at, who has too few neighbours of their number or more, and what they fall to. */
function fallen({ looking, edges, now, hint }: Round): string {
  const near = `SELECT ${looking.hint} looking.author, looking.core, edges.other FROM (${looking.query}) AS looking JOIN ${edges} AS edges ON edges.node = looking.author`;
  const levels =
    `SELECT ${hint} near.author, near.core, least(others.core, near.core) AS level, count(*) AS neighbours FROM (${near}) AS near ` +
    `JOIN ${now} AS others ON others.author = near.other GROUP BY near.author, near.core, least(others.core, near.core)`;
  const reached = `SELECT author, core, level, CAST(sum(neighbours) OVER (PARTITION BY author ORDER BY level DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS at_least FROM (${levels}) AS levels`;
  return `SELECT author, core AS core_before, max(least(level, at_least)) AS core, max(at_least) AS neighbours FROM (${reached}) AS reached GROUP BY author, core HAVING max(least(level, at_least)) < core`;
}

/** `cores`: author, core_number. `neighbours` has to be there. @returns rounds */
export async function makeCores(work: Workspace): Promise<number> {
  const edges = work.from('neighbours');
  const start = `(SELECT author, degree AS core FROM ${work.from('degrees')} AS nodes)`;
  const cores = new ChangingColumn(work, { name: 'core_numbers', column: 'core', more: 'core_before', start, authors: work.rowsOf('degrees') });
  let looking: Looking = { query: `SELECT author, core FROM ${start} AS own WHERE core > 0`, hint: '', areMany: true };
  while ((await cores.note(fallen({ looking, edges, now: cores.now, hint: cores.handingEverybody('others', looking.areMany) }))) > 0) {
    const near = `SELECT ${cores.handingFew('falls', cores.noted)} edges.other, falls.core, falls.core_before FROM ${cores.lastNotes} AS falls JOIN ${edges} AS edges ON edges.node = falls.author`;
    // Counted after the joins: as a condition of them, an engine may compare all who fell with all others first.
    looking = await cores.lookAt(
      `SELECT ${cores.handingFew('near', cores.neighbours) || cores.handingEverybody('own', cores.hasNotedMany)} own.author, own.core FROM (${near}) AS near JOIN ${cores.now} AS own ON own.author = near.other ` +
        `GROUP BY own.author, own.core HAVING ${countWhere('near.core < own.core AND near.core_before >= own.core')} > 0`,
    );
  }
  await work.make('cores', `SELECT author, core AS core_number FROM ${cores.now} AS numbers`);
  cores.drop();
  return cores.rounds;
}
