/** What an orchestrator asks: whether the process lives, and whether it has something to serve. */
import type { ServerResponse } from 'node:http';
import type { FollowingProvider } from '../snapshot/following.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import { JSON_TYPE, send } from './responses.js';

export class Health {
  readonly #provider: SnapshotProvider;
  readonly #following: Pick<FollowingProvider, 'state'> | null;

  /** @param following the same provider, where it tells why what has been published is not served */
  constructor(provider: SnapshotProvider, following: Pick<FollowingProvider, 'state'> | null = null) {
    this.#provider = provider;
    this.#following = following;
  }

  isAddress(pathname: string): boolean {
    return pathname === '/health' || pathname === '/health/ready' || pathname === '/health/live';
  }

  /** 200, or 503 with the reason where nothing can be served yet. */
  answer(response: ServerResponse, pathname: string): void {
    if (pathname === '/health/live') {
      sendState(response, 200, { status: 'live' });
      return;
    }
    const lease = this.#provider.acquire();
    const snapshot = lease?.snapshot.id ?? null;
    lease?.release();
    const problem = this.#following?.state().problem ?? null;
    // The snapshot before goes on serving: such a server is ready, but somebody should look.
    sendState(response, snapshot === null ? 503 : 200, { status: snapshot === null ? 'waiting for a first import' : 'ready', snapshot, ...(problem === null ? {} : { problem: `A newer snapshot can't be served: ${problem}` }) });
  }
}

function sendState(response: ServerResponse, status: number, state: Readonly<Record<string, unknown>>): void {
  send(response, status, { 'content-type': JSON_TYPE, 'cache-control': 'no-store' }, JSON.stringify(state));
}
