/** Computations by the id that their askers were told: how far each is, how it ended, and waiting for its end. */
import type { ComputationReport, Patience } from './answers.js';

/** Ended computations that are remembered; the longest ended is forgotten first. */
const MAX_ENDED = 2_000;

/** A computation that has not ended, as the book needs it. */
export interface LiveComputation {
  report(): ComputationReport;
  /** Waits for the end as one who asked does: while somebody waits it is not given up. Never rejects. */
  attend(patience: Patience): Promise<void>;
}

export class ComputationBook {
  readonly #live = new Map<string, LiveComputation>();
  readonly #ended = new Map<string, ComputationReport>();

  enter(id: string, computation: LiveComputation): void {
    this.#live.set(id, computation);
  }

  /** The first word on how a computation ended stands. */
  end(report: ComputationReport): void {
    if (!this.#live.delete(report.id)) return;
    this.#ended.set(report.id, report);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= MAX_ENDED) break;
      this.#ended.delete(oldest);
    }
  }

  /** How a computation stands when it has ended or patience has; null for an id that is not, or no longer, known. */
  async watch(id: string, patience: Patience): Promise<ComputationReport | null> {
    const computation = this.#live.get(id);
    await computation?.attend(patience);
    return this.#live.get(id)?.report() ?? this.#ended.get(id) ?? null;
  }
}
