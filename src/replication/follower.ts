/** A server's own watch on its target, beside it in a thread that is started anew should it end by itself. */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/start.js';
import type { FollowMessage, FollowTask } from './follow-thread.js';
import { redacted, shownAddress } from './server-words.js';
import type { FollowNote } from './watch.js';

export interface FollowerOptions extends FollowTask {
  readonly say: (note: FollowNote) => void;
}

/** A file that is being written may take so long to end, in ms, until the thread is ended. */
const END_WITHIN_MS = 5_000;
const RESTART_AFTER_MS = 5_000;

export class Follower {
  readonly #options: FollowerOptions;
  #thread: Worker | null = null;
  #problem: string | null = null;
  #isEnding = false;
  #restart: NodeJS.Timeout | null = null;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#start();
  }

  /** What keeps this replica from the newest snapshot, a sentence; null where nothing does. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Ends it; what is being fetched is gone on with by the next one. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const thread = this.#thread;
    if (thread === null) return;
    const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    const late = setTimeout(() => void thread.terminate(), END_WITHIN_MS);
    thread.postMessage('end' satisfies FollowMessage, []);
    await ended;
    clearTimeout(late);
  }

  #start(): void {
    const { say, ...task } = this.#options;
    const thread = startThread(new URL('./follow-thread.js', import.meta.url), { workerData: task satisfies FollowTask });
    this.#thread = thread;
    thread.on('message', (note: FollowNote) => {
      this.#problem = note.kind === 'trouble' ? note.publicly : null;
      say(note);
    });
    thread.once('error', (error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)));
    thread.once('exit', () => {
      this.#thread = null;
      if (this.#isEnding) return;
      this.#restart = setTimeout(() => this.#start(), RESTART_AFTER_MS).unref();
    });
  }

  #fail(reason: string): void {
    const ended = (why: string): string => `${shownAddress(this.#options.target)} is not followed, since the thread that did so ended (${why}): it is started anew`;
    this.#problem = ended('the log says why');
    this.#options.say({ kind: 'trouble', sentence: ended(redacted(reason, [])), publicly: this.#problem });
  }
}
