/** Computing the chosen metrics of a subject, one after the other, each on all threads. */
import type { BlockStore } from '../../compute/job.js';
import { ComputePool } from '../../compute/pool.js';
import { costOn, isServedBy } from '../../metrics/input-size.js';
import { CancelledError, type KernelOutput } from '../../metrics/metric.js';
import { bundlePartials } from '../../snapshot/bundle-partials.js';
import { AnsweredError, CliError, EXIT } from '../errors.js';
import type { Progress } from '../progress.js';
import type { Checkpoint } from './checkpoint.js';
import type { ChosenMetric } from './chosen-metrics.js';
import type { Subject } from './subject.js';

export interface Measured extends ChosenMetric {
  readonly output: KernelOutput;
  readonly seconds: number;
}

/** A metric that could not be computed, and why. */
export interface Failed extends ChosenMetric {
  readonly reason: string;
}

export interface MeasureOptions {
  readonly threads: number;
  /** Refuse values that are not exact. */
  readonly exact: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly checkpoint: Checkpoint | null;
}

/** Loads from the one that has a block, and saves to both, also what the first brings; null where there is neither. */
function both(first: BlockStore | null, second: BlockStore | null): BlockStore | null {
  if (first === null || second === null) return first ?? second;
  return {
    load(block) {
      const kept = first.load(block);
      if (kept === null) return second.load(block);
      second.save(block, kept);
      return kept;
    },
    save: (block, values) => {
      first.save(block, values);
      second.save(block, values);
    },
  };
}

/** Estimated steps of each: of a bundle, whose metrics share their blocks, the first pays for all. */
function costsOf({ input }: Subject, chosen: readonly ChosenMetric[]): number[] {
  const paid = new Set<string>();
  return chosen.map(({ metric, parameters }) => {
    const bundle = metric.bundle?.(parameters);
    if (bundle !== undefined && paid.has(bundle)) return 1;
    if (bundle !== undefined) paid.add(bundle);
    return Math.max(1, costOn(input, metric, parameters));
  });
}

/**
 * Computes the metrics, those of a bundle (see MetricDescriptor.bundle) from the same blocks. One that fails (path counts beyond what a float holds, too little memory) does not withhold the
 * others: it is answered as failed.
 * @throws CancelledError once the signal aborts; RangeError for a number of threads that is none
 */
export async function measure(subject: Subject, chosen: readonly ChosenMetric[], options: MeasureOptions): Promise<{ readonly measured: Measured[]; readonly failed: Failed[] }> {
  const { threads, exact, signal, progress, checkpoint } = options;
  const pool = new ComputePool({ threads });
  const measured: Measured[] = [];
  const failed: Failed[] = [];
  try {
    const costs = costsOf(subject, chosen);
    const partials = bundlePartials();
    const total = costs.reduce((sum, cost) => sum + cost, 0);
    let done = 0;
    for (const [place, { metric, parameters }] of chosen.entries()) {
      const started = performance.now();
      if (!isServedBy(subject.input, metric, parameters)) {
        failed.push({ metric, parameters, reason: subject.edgesRefused ?? 'there are no edges' });
        continue;
      }
      const store = both(checkpoint?.storeOf(place) ?? null, partials.storeOf(metric, parameters));
      try {
        const output = await pool.run(metric.id, { ...subject.input, parameters }, {
          signal,
          onProgress: (share) => progress.update('computing', (done + share * costs[place]) / total, metric.title),
          ...(store === null ? {} : { store }),
        });
        const seconds = (performance.now() - started) / 1000;
        if (exact && output.method !== 'EXACT') failed.push({ metric, parameters, reason: `it can only be had ${output.method.toLowerCase()} with these parameters, and --exact insists on exact values` });
        else measured.push({ metric, parameters, output, seconds });
      } catch (error) {
        if (error instanceof CancelledError || signal.aborted) throw new CancelledError();
        failed.push({ metric, parameters, reason: error instanceof Error ? error.message : String(error) });
      }
      partials.keepOnly(chosen.slice(place + 1));
      done += costs[place];
    }
  } finally {
    await pool.close();
  }
  return { measured, failed };
}

/** The one failure that a command ends with where some of its metrics could not be computed; `isAnswered` where others were put out. */
export function failureOf(failed: readonly Failed[], isAnswered: boolean): CliError {
  const lines = failed.map(({ metric, reason }) => (reason.startsWith(metric.id) ? reason : `${metric.id} was not computed: ${reason}`));
  const sentence = failed.length === 1 ? lines[0] : `${failed.length} metrics were not computed`;
  return new (isAnswered ? AnsweredError : CliError)(sentence, EXIT.failure, { failed: lines }, failed.length === 1 ? [] : lines);
}
