/** The thread in which a server follows its target: what is fetched and proved there keeps nobody waiting for an answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { storeAt } from './target.js';
import { followStore, type FollowNote } from './watch.js';

export interface FollowTask {
  readonly dataDir: string;
  readonly target: string;
  readonly endpoint: string | null;
  readonly pollMs: number;
  readonly keep: number;
}

/** The only thing that the thread is told. */
export type FollowMessage = 'end';

if (!parentPort) throw new Error('the thread that follows a target is started by a Follower');
const port = parentPort;
const { dataDir, target, endpoint, pollMs, keep } = workerData as FollowTask;
const end = new AbortController();
port.on('message', () => end.abort());
const store = storeAt(target, { endpoint, environment: process.env });
try {
  await followStore({ dataDir, store, target: store.title, pollMs, keep, signal: end.signal, say: (note) => port.postMessage(note satisfies FollowNote) });
} finally {
  await store.close();
  port.close();
}
