/** What an orchestrator asks: whether the process lives, and whether it should be sent requests. Neither waits behind any limit. */
import type { ServerResponse } from 'node:http';
import type { FollowingProvider } from '../snapshot/following.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import { JSON_TYPE, send } from './responses.js';

/** A process that is so late should be sent nothing more until it has caught up. */
export const STUCK_MS = 5_000;

export interface HealthOptions {
  readonly provider: SnapshotProvider;
  /** The same provider, where it tells why what has been published is not served. */
  readonly following: Pick<FollowingProvider, 'state'> | null;
  /** What keeps those out who have keys, in sentences; null where nothing does. */
  readonly problemOfCallers?: () => string | null;
  /** What keeps a replica from the newest snapshot, a sentence; null where nothing does. */
  readonly problemOfSource?: () => string | null;
  /** What there must be before anything can be answered; default a first import. */
  readonly waitingFor?: string;
  readonly isDraining: () => boolean;
  /** By how much the event loop is late. */
  readonly lateMs: () => number;
}

export class Health {
  readonly #options: HealthOptions;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  isAddress(pathname: string): boolean {
    return pathname === '/health' || pathname === '/health/ready' || pathname === '/health/live';
  }

  /** 200, or 503 with the reason why nothing should be sent here. */
  answer(response: ServerResponse, pathname: string): void {
    if (pathname === '/health/live') {
      sendState(response, 200, { status: 'live' });
      return;
    }
    const lease = this.#options.provider.acquire();
    const manifest = lease?.snapshot.manifest ?? null;
    lease?.release();
    const reason = this.#reasonAgainst(manifest !== null);
    const about = manifest === null ? { snapshot: null } : { snapshot: manifest.id, ageSeconds: Math.max(0, Math.round((Date.now() - Date.parse(manifest.builtAt)) / 1_000)) };
    const unserved = this.#options.following?.state().problem ?? null;
    const problems = [...(unserved === null ? [] : [`A newer snapshot can't be served: ${unserved}`]), this.#options.problemOfSource?.() ?? null, this.#options.problemOfCallers?.() ?? null].filter((each) => each !== null);
    // The snapshot before goes on serving: such a server is ready, but somebody should look.
    sendState(response, reason === null ? 200 : 503, { status: reason ?? 'ready', ...about, ...(problems.length === 0 ? {} : { problem: problems.join(' ') }) });
  }

  #reasonAgainst(hasSnapshot: boolean): string | null {
    if (this.#options.isDraining()) return 'the server is ending';
    if (!hasSnapshot) return `waiting for ${this.#options.waitingFor ?? 'a first import'}`;
    const late = this.#options.lateMs();
    return late > STUCK_MS ? `the event loop is ${Math.round(late / 1_000)} s late` : null;
  }
}

function sendState(response: ServerResponse, status: number, state: Readonly<Record<string, unknown>>): void {
  send(response, status, { 'content-type': JSON_TYPE, 'cache-control': 'no-store' }, JSON.stringify(state));
}
