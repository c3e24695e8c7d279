/**
 * What the explorer knows of its server, from every answer and from looking now and then: whether it answers, and which
 * snapshot it serves. Pages that failed for want of a server are told when it is back.
 */
import { useEffect, useState } from 'preact/hooks';

export interface ServerState {
  readonly isReachable: boolean;
  /** Nothing has been imported yet. */
  readonly isEmpty: boolean;
  /** Why the server answers nobody without a valid key, in a sentence; null where it answers. */
  readonly keyNeeded: string | null;
  /** The snapshot that the page on screen was made of; null before the first answer that names one. */
  readonly shownSnapshot: string | null;
  /** The snapshot of the latest answer. */
  readonly latestSnapshot: string | null;
  /** How many papers the latest snapshot has more than the one on screen; null where that is not known. */
  readonly morePapers: number | null;
  /** Goes up whenever everything on screen is to be asked anew. */
  readonly epoch: number;
}

let state: ServerState = { isReachable: true, isEmpty: false, keyNeeded: null, shownSnapshot: null, latestSnapshot: null, morePapers: null, epoch: 0 };
/** Papers of the snapshots that the server announced, by their ids. */
const papersOf = new Map<string, number>();
const watchers = new Set<() => void>();

function change(next: Partial<ServerState>): void {
  const merged = { ...state, ...next };
  const changed = { ...merged, morePapers: difference(merged.shownSnapshot, merged.latestSnapshot) };
  if (changed.morePapers === state.morePapers && Object.keys(next).every((key) => changed[key as keyof ServerState] === state[key as keyof ServerState])) return;
  state = changed;
  for (const watcher of watchers) watcher();
}

function difference(shown: string | null, latest: string | null): number | null {
  const [before, after] = [shown, latest].map((id) => (id === null ? undefined : papersOf.get(id)));
  return before === undefined || after === undefined ? null : after - before;
}

export function serverState(): ServerState {
  return state;
}

/** An answer has come. @param snapshot the snapshot it was made of; null where it does not say */
export function noteAnswer(snapshot: string | null): void {
  const recovered = !state.isReachable || (state.isEmpty && snapshot !== null);
  change({
    isReachable: true,
    ...(snapshot === null ? {} : { isEmpty: false }),
    ...(snapshot === null ? {} : { latestSnapshot: snapshot, shownSnapshot: state.shownSnapshot ?? snapshot }),
    ...(recovered ? { epoch: state.epoch + 1 } : {}),
  });
}

/** The server has told by itself which snapshot it serves. */
export function noteAnnouncement(snapshot: string, papers: number): void {
  papersOf.set(snapshot, papers);
  noteAnswer(snapshot);
}

/** The server has no snapshot to answer from. */
export function noteEmptiness(): void {
  change({ isReachable: true, isEmpty: true });
}

/** The server answers nobody without a key, or not this one. @param reason its sentence */
export function noteKeyNeeded(reason: string): void {
  change({ isReachable: true, keyNeeded: reason });
}

/** The key has changed: everything is asked with the one that is kept now. */
export function askWithKey(): void {
  change({ keyNeeded: null, epoch: state.epoch + 1 });
}

/** No answer has come. */
export function noteSilence(): void {
  change({ isReachable: false });
}

/** From now on the latest snapshot is the one on screen; `andAsk` asks everything on screen anew. */
export function showLatestSnapshot(andAsk: boolean): void {
  change({ shownSnapshot: state.latestSnapshot, ...(andAsk ? { epoch: state.epoch + 1 } : {}) });
}

/** The state, rendering again when it changes. */
export function useServerState(): ServerState {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    const read = (): void => setSeen(state);
    watchers.add(read);
    read();
    return () => void watchers.delete(read);
  }, []);
  return seen;
}
