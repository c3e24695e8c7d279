/**
 * PageRank as metrics/centrality/pagerank.ts defines it: from an author the walker goes on in proportion to strength
 * with probability `damping`, else to any author; from one without collaborators always to any. Iterated until a step of
 * the power iteration would change the ranks by at most the tolerance in L1; that step is then made.
 *
 * Between, the steps are combined by Chebyshev's recurrence (Golub & Varga 1961, doi:10.1007/BF01386013), since on an
 * undirected graph all eigenvalues of the walk are real: the error shrinks by d / (1 + √(1 − d²)) a round instead of d,
 * without a sum over all authors in between. 38 rounds to 1e-10 for d = .85, where the power iteration takes 142.
 *
 * Instead of the rank, a round counts the rank in proportion to strength, `level`, which is about 1 everywhere: a sum over
 * neighbours of their levels by their share of the strength is then one sum of whole numbers, of a fineness known beforehand.
 */
import { countWhere, double, exactSum, handingWhole, OF_ALL_NODES, OF_LARGE_TOTALS, roundedSum } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';

/** Twice the rounds that the recurrence takes from far off; more are a fault. */
function mostRounds(damping: number, tolerance: number): number {
  const shrinking = damping / (1 + Math.sqrt(1 - damping * damping));
  return 20 + 2 * Math.ceil(Math.log(tolerance) / Math.log(Math.max(shrinking, 1e-3)));
}

/** Levels are at most this many times the bound while the recurrence swings. */
const SWING = 2 ** 5;
/** Fineness that one sum of 64 bits has at most, since doubles have no more, and that is enough: else what is left is summed too. */
const FINEST = 52;
const ENOUGH = 44;

/** Sum of what levels below a bound give, each to 2^-44 at least. */
function flowSum(value: string, bound: number): string {
  const bits = Math.min(FINEST, Math.floor(62 - Math.log2(bound * SWING)));
  return bits >= ENOUGH ? roundedSum(value, bits) : exactSum(value, { whole: bits, part: 32 });
}

/** `pageranks`: author, pagerank. `neighbours` has to be there. @returns rounds */
export async function makePageRanks(work: Workspace, { damping, tolerance }: PipelineParameters): Promise<number> {
  const sizes = await work.ask(
    'pagerank: sizes',
    `SELECT count(*) AS nodes, ${countWhere('degree = 0')} AS resting, ${exactSum('strength', OF_LARGE_TOTALS)} AS total, min(CASE WHEN degree > 0 THEN strength END) AS least FROM ${work.from('degrees')} AS nodes`,
  );
  const [nodes, resting, total, least] = [Number(sizes?.nodes ?? 0), Number(sizes?.resting ?? 0), Number(sizes?.total ?? 0), Number(sizes?.least ?? 1)];
  // Whoever rests has the rank `base`, and base = (1 − d + d · resting · base) / n.
  const base = nodes === 0 ? 0 : (1 - damping) / (nodes - damping * resting);
  // Without teleporting the rank is in proportion to strength, at level 1: the walk begins there.
  const share = total > 0 ? (1 - resting * base) / total : 1;
  // A level is what teleporting gives, and d times a mean of levels.
  const flow = flowSum('edges.share * others.level', Math.max(1, base / (least * share)) / (1 - damping));
  let before = 'pagerank_0';
  await work.make(before, `SELECT author, strength, ${double(base / share)} / strength AS given, ${double(1)} AS previous, ${double(1)} AS step, ${double(1)} AS level FROM ${work.from('degrees')} AS nodes WHERE degree > 0`);
  const hint = handingWhole(work.engine.dialect, { others: nodes });
  let rounds = 0;
  let omega = 1;
  for (let change = total > 0 ? Infinity : 0; change > tolerance; ) {
    if (rounds >= mostRounds(damping, tolerance)) throw new Error(`the ranks did not settle to ${tolerance} in ${rounds} rounds: choose a larger tolerance`);
    rounds += 1;
    // ω₁ = 1, ω₂ = 1 / (1 − d²/2), then ω = 1 / (1 − d²·ω/4).
    if (rounds === 2) omega = 1 / (1 - (damping * damping) / 2);
    else if (rounds > 2) omega = 1 / (1 - (damping * damping * omega) / 4);
    const levels = work.from(before);
    const flows = `SELECT ${hint} edges.node, ${flow} AS flow FROM ${work.from('neighbours')} AS edges JOIN ${levels} AS others ON others.author = edges.other GROUP BY edges.node`;
    const stepped = `SELECT own.author, own.strength, own.given, own.previous AS before_last, own.level AS previous, own.given + ${double(damping)} * flows.flow AS step FROM ${levels} AS own JOIN (${flows}) AS flows ON flows.node = own.author`;
    const after = `pagerank_${rounds}`;
    const facts = await work.make(
      after,
      `SELECT author, strength, given, previous, step, before_last + ${double(omega)} * (step - before_last) AS level FROM (${stepped}) AS stepped`,
      { change: exactSum(`abs(step - previous) * strength * ${double(share)}`, OF_ALL_NODES) },
    );
    change = facts.change;
    work.drop(before);
    before = after;
  }
  await work.make('pageranks', `SELECT nodes.author, coalesce(levels.step * levels.strength * ${double(share)}, ${double(base)}) AS pagerank FROM ${work.from('degrees')} AS nodes LEFT JOIN ${work.from(before)} AS levels ON levels.author = nodes.author`);
  work.drop(before);
  return rounds;
}
