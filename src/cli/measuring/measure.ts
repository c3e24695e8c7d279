/** Computing the chosen metrics of a subject, one after the other, each on all threads. */
import { ComputePool } from '../../compute/pool.js';
import { costOn, isServedBy } from '../../metrics/input-size.js';
import { CancelledError, type KernelOutput } from '../../metrics/metric.js';
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

/**
 * Computes the metrics. One that fails (path counts beyond what a float holds, too little memory) does not withhold the
 * others: it is answered as failed.
 * @throws CancelledError once the signal aborts; RangeError for a number of threads that is none
 */
export async function measure(subject: Subject, chosen: readonly ChosenMetric[], options: MeasureOptions): Promise<{ readonly measured: Measured[]; readonly failed: Failed[] }> {
  const { threads, exact, signal, progress, checkpoint } = options;
  const pool = new ComputePool({ threads });
  const measured: Measured[] = [];
  const failed: Failed[] = [];
  try {
    const costs = chosen.map(({ metric, parameters }) => Math.max(1, costOn(subject.input, metric, parameters)));
    const total = costs.reduce((sum, cost) => sum + cost, 0);
    let done = 0;
    for (const [place, { metric, parameters }] of chosen.entries()) {
      const started = performance.now();
      if (!isServedBy(subject.input, metric, parameters)) {
        failed.push({ metric, parameters, reason: subject.edgesRefused ?? 'there are no edges' });
        continue;
      }
      try {
        const output = await pool.run(metric.id, { ...subject.input, parameters }, {
          signal,
          onProgress: (share) => progress.update('computing', (done + share * costs[place]) / total, metric.title),
          ...(checkpoint === null ? {} : { store: checkpoint.storeOf(place) }),
        });
        const seconds = (performance.now() - started) / 1000;
        if (exact && output.method !== 'EXACT') failed.push({ metric, parameters, reason: `it can only be had ${output.method.toLowerCase()} with these parameters, and --exact insists on exact values` });
        else measured.push({ metric, parameters, output, seconds });
      } catch (error) {
        if (error instanceof CancelledError || signal.aborted) throw new CancelledError();
        failed.push({ metric, parameters, reason: error instanceof Error ? error.message : String(error) });
      }
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
