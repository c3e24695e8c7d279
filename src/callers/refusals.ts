/**
 * Refusals in the audit log: written down like changes, but so many a minute at most, since anybody can bring them about.
 * Each known key has lines of its own, so that a flood of wrong credentials hides nothing that somebody known has tried.
 */
import type { Actor, AuditAction } from './audit-entry.js';
import type { AuditTrail } from './audit-log.js';
import { networkOf } from './caller.js';
import { RecentClients } from './recent-clients.js';

const MINUTE_MS = 60_000;
/** Lines a minute of one key, of one address without a key, and of all addresses without. */
const MOST_OF_KEY = 60;
const MOST_OF_ADDRESS = 20;
const MOST_OF_ADDRESSES = 60;
const MAX_CLIENTS = 10_000;

interface Lines {
  written: number;
  readonly endsAt: number;
}

export class Refusals {
  readonly #trail: AuditTrail | null;
  readonly #onError: (error: unknown) => void;
  readonly #known: RecentClients<Lines>;
  readonly #addresses: RecentClients<Lines>;
  readonly #allAddresses: RecentClients<Lines>;
  #unwritten = 0;

  /** @param onError told where one can't be written, which lets nobody in */
  constructor(trail: AuditTrail | null, onError: (error: unknown) => void, now: () => number = () => performance.now()) {
    this.#trail = trail;
    this.#onError = onError;
    this.#known = new RecentClients(MAX_CLIENTS, now);
    this.#addresses = new RecentClients(MAX_CLIENTS, now);
    this.#allAddresses = new RecentClients(1, now);
  }

  /** Writes a refusal, with how many before it, whoever's, were too many to be written. */
  note(actor: Actor, action: Extract<AuditAction, 'CHANGE_REFUSED' | 'CREDENTIALS_REFUSED'>, details: Readonly<Record<string, unknown>>): void {
    if (this.#trail === null) return;
    if (!this.#hasRoom(actor)) {
      this.#unwritten += 1;
      return;
    }
    try {
      this.#trail.append({ actor, action, outcome: 'REFUSED', details: this.#unwritten === 0 ? details : { ...details, refusalsBeforeNotWritten: this.#unwritten } });
      this.#unwritten = 0;
    } catch (error) {
      this.#unwritten += 1;
      this.#onError(error);
    }
  }

  #hasRoom({ who, address }: Actor): boolean {
    const fresh = (now: number): Lines => ({ written: 0, endsAt: now + MINUTE_MS });
    if (who.kind !== 'ANONYMOUS') return taken(this.#known.of(who.kind === 'KEY' ? `key ${who.id}` : who.kind, fresh), MOST_OF_KEY);
    // An address that has used its own takes none of the others'.
    return taken(this.#addresses.of(networkOf(address), fresh), MOST_OF_ADDRESS) && taken(this.#allAddresses.of('all', fresh), MOST_OF_ADDRESSES);
  }
}

function taken(lines: Lines, most: number): boolean {
  if (lines.written >= most) return false;
  lines.written += 1;
  return true;
}
