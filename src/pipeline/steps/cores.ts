/**
 * Core numbers by repeated h-indices (Lü et al. 2016, doi:10.1038/ncomms10168): beginning with the degrees, everybody
 * takes the largest h such that h neighbours have at least h, until nothing changes; that is the core number, whatever
 * the order. A round looks only at those who have lost support: a neighbour who stood at their number or above, and has
 * just fallen below it. It writes only who has fallen. Where few fall, they are followed in a part of the graph first.
 *
 * Peeling level by level instead would take a round and more for each of the levels, of which one paper of 3,000 makes
 * as many. Nor does a remainder shrink until it fits elsewhere: bounds from below (whoever wrote with k others has at
 * least k) leave two fifths of the edges undecided.
 */
import type { Workspace } from '../workspace.js';
import { ChangingColumn, type Looking } from './changing-column.js';
import { settle, type PartRules } from './core-settling.js';

const PART_RULES: PartRules = { few: 1 / 500, fewer: 1 / 4, leastPairs: 500_000 };

/**
 * `cores`: author, core_number. `neighbours` has to be there.
 * @returns rounds, those of parts of the graph too
 */
export async function makeCores(work: Workspace, rules = PART_RULES): Promise<number> {
  const authors = work.rowsOf('degrees');
  const start = `(SELECT author, degree AS core FROM ${work.from('degrees')} AS nodes)`;
  const cores = new ChangingColumn(work, { name: 'core_numbers', column: 'core', more: 'core_before', start, authors });
  const looking: Looking = { query: `SELECT author, core FROM ${start} AS own WHERE core > 0`, hint: '', areMany: true };
  const rounds = await settle(work, cores, { edges: work.from('neighbours'), size: work.rowsOf('neighbours'), part: null }, looking, authors * rules.few, rules);
  await work.make('cores', `SELECT author, core AS core_number FROM ${cores.now} AS numbers`);
  cores.drop();
  return rounds;
}
