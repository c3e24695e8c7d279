/** Following a store for a while. */
import { followStore, type FollowNote } from '../../src/replication/watch.js';
import type { Store } from '../../src/replication/store.js';
import { fresh } from './transfer-places.js';

/** What is said while a store is followed into a new directory, up to the note that is the last. */
export async function notesOfFollowing(store: Store, isLast: (note: FollowNote) => boolean): Promise<readonly FollowNote[]> {
  const end = new AbortController();
  const notes: FollowNote[] = [];
  await followStore({
    dataDir: fresh(), store, target: store.title, pollMs: 5, signal: end.signal,
    say: (note) => {
      notes.push(note);
      if (isLast(note)) end.abort();
    },
  });
  return notes;
}
