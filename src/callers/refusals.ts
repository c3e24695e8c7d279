/** Refusals in the audit log: written down like changes, but so many a minute at most, since anybody can bring them about. */
import type { Actor, AuditAction } from './audit-entry.js';
import type { AuditTrail } from './audit-log.js';

const MOST_PER_MINUTE = 60;
const MINUTE_MS = 60_000;

export class Refusals {
  readonly #trail: AuditTrail | null;
  readonly #onError: (error: unknown) => void;
  readonly #now: () => number;
  #written = 0;
  #unwritten = 0;
  #endsAt = 0;

  /** @param onError told where one can't be written, which lets nobody in */
  constructor(trail: AuditTrail | null, onError: (error: unknown) => void, now: () => number = () => performance.now()) {
    this.#trail = trail;
    this.#onError = onError;
    this.#now = now;
  }

  /** Writes a refusal, with how many before it were too many to be written. */
  note(actor: Actor, action: Extract<AuditAction, 'CHANGE_REFUSED' | 'CREDENTIALS_REFUSED'>, details: Readonly<Record<string, unknown>>): void {
    if (this.#trail === null) return;
    const now = this.#now();
    if (now >= this.#endsAt) {
      this.#endsAt = now + MINUTE_MS;
      this.#written = 0;
    }
    if (this.#written >= MOST_PER_MINUTE) {
      this.#unwritten += 1;
      return;
    }
    this.#written += 1;
    try {
      this.#trail.append({ actor, action, outcome: 'REFUSED', details: this.#unwritten === 0 ? details : { ...details, refusalsBeforeNotWritten: this.#unwritten } });
      this.#unwritten = 0;
    } catch (error) {
      this.#unwritten += 1;
      this.#onError(error);
    }
  }
}
