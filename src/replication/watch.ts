/** Keeping a data directory at the newest snapshot of a store, for as long as it runs. */
import { setTimeout as pause } from 'node:timers/promises';
import { CorpusLockedError } from '../corpus/lock.js';
import { isUnreachable, ReplicationError } from './errors.js';
import { pullSnapshot, type PullOptions, type PullReport } from './pull.js';
import { remoteState } from './remote.js';
import type { Store } from './store.js';
import { Turn } from './turn.js';

export type FollowNote =
  | { readonly kind: 'taken'; readonly sentence: string; readonly report: PullReport }
  /** What keeps it from the newest; told once, until it is another. `publicly` is without a server's own words. */
  | { readonly kind: 'trouble'; readonly sentence: string; readonly publicly: string }
  /** What was told of is over, or nothing is to be done. */
  | { readonly kind: 'well'; readonly sentence: string };

export interface FollowOptions extends Pick<PullOptions, 'target' | 'keep' | 'onProgress'> {
  readonly dataDir: string;
  readonly store: Store;
  /** Time between two looks at the store's pointer, in ms. */
  readonly pollMs: number;
  readonly say: (note: FollowNote) => void;
  readonly signal: AbortSignal;
}

/** What failed otherwise than by the network is tried again with growing pauses: a damaged file would be fetched each time. */
const LONGEST_PAUSE_MS = 300_000;

/**
 * Follows a store until the signal; what fails is told and tried again. The first look proves what is here. Of several that
 * follow for one directory one does so: the others wait until it has ended.
 */
export async function followStore(options: FollowOptions): Promise<void> {
  const turn = new Turn(options.dataDir, options.target, (sentence) => options.say({ kind: 'well', sentence }));
  try {
    await followInTurn(turn, options);
  } finally {
    turn.end();
  }
}

async function followInTurn(turn: Turn, { dataDir, store, pollMs, say, signal, ...options }: FollowOptions): Promise<void> {
  let trouble: string | null = null;
  let isWaiting = false;
  const listener = (sentence: string | null): void => {
    // What was given up once is told already: that it is tried again each time need not be.
    if (sentence !== null && (trouble === null || isWaiting) && sentence !== trouble) {
      say({ kind: 'trouble', sentence, publicly: sentence });
      [trouble, isWaiting] = [sentence, true];
    } else if (sentence === null && isWaiting) {
      say({ kind: 'well', sentence: `${store.title} answers again` });
      [trouble, isWaiting] = [null, false];
    }
  };
  if (store.waiting !== undefined) store.waiting.listener = listener;
  let failed: { readonly state: string | null; readonly times: number; readonly retryAt: number } | null = null;
  /** What the store pointed to when all was well. */
  let seen: string | null = null;
  let passedOver: string | null = null;
  while (!signal.aborted) {
    let state: string | null = null;
    try {
      const isOurs = turn.isOurs();
      if (isOurs) state = await remoteState(store);
      const isPausing: boolean = failed !== null && failed.state === state && performance.now() < failed.retryAt;
      if (isOurs && (state === null || state !== seen) && !isPausing) {
        const report = await pullSnapshot(dataDir, store, { ...options, proves: seen === null, takesPassedOver: false, signal });
        if (report.outcome === 'TAKEN') say({ kind: 'taken', sentence: `took the snapshot ${report.snapshot} of ${store.title}`, report });
        else if (report.outcome === 'NONE' && passedOver !== report.snapshot) say({ kind: 'well', sentence: `${store.title} points to the snapshot ${report.snapshot}, which was gone back from here: it is not taken again, the next one is` });
        passedOver = report.outcome === 'NONE' ? report.snapshot : null;
        // Gone back meanwhile or not, the next look must see it.
        seen = report.outcome === 'NONE' ? null : state;
      }
      if (!isPausing) {
        if (trouble !== null) say({ kind: 'well', sentence: `${store.title} can be followed again` });
        [trouble, isWaiting] = [null, false];
        failed = null;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      const isKnown = error instanceof ReplicationError || error instanceof CorpusLockedError;
      const sentence = isKnown ? error.message : `${store.title} could not be followed (${error.message})`;
      // An error that is none of ours may say anything.
      const publicly = error instanceof ReplicationError ? error.publicly : isKnown ? error.message : `${store.title} could not be followed: the log says why`;
      if (sentence !== trouble) say({ kind: 'trouble', sentence, publicly });
      [trouble, isWaiting] = [sentence, false];
      const times: number = failed?.state === state ? failed.times + 1 : 1;
      failed = isUnreachable(error) ? null : { state, times, retryAt: performance.now() + Math.min(LONGEST_PAUSE_MS, pollMs * 2 ** times) };
    }
    await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
