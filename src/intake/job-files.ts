/**
 * Where import jobs are kept, so that every process that serves a corpus knows of them, and a restarted one still does:
 * <data>/import-jobs, one file per job, written by the process that runs it alone. The folder may be removed while no job runs.
 */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../callers/durable-file.js';
import { ensureDataDir } from '../corpus/data-dir.js';
import { isLocked, lockFile, type Lock } from '../corpus/lock.js';
import { isOver, overBecause, type ImportJob } from './import-job.js';

/** Jobs that are remembered; the oldest go. */
export const MAX_JOBS_KEPT = 50;
const ID = /^[0-9a-f]{16}$/;
const RUNNING = 'running';
const VERSION = 1;

export class JobFiles {
  readonly #dir: string;

  constructor(dataDir: string) {
    this.#dir = join(dataDir, 'import-jobs');
  }

  /**
   * Takes the right to run a job, which the operating system takes back however the process ends, and declares dead what
   * stands there as running.
   * @throws Error that `refusal` makes where a job runs, of this process or of another
   */
  take(refusal: (running: ImportJob | null) => Error): Lock {
    const lock = lockFile(this.#dir, RUNNING, 0, () => refusal(this.#read().find((job) => !isOver(job)) ?? null));
    const jobs = this.#read();
    for (const job of jobs) if (!isOver(job)) this.write(dead(job));
    for (const { id } of jobs.slice(MAX_JOBS_KEPT - 1)) {
      rmSync(this.#path(id), { force: true });
      rmSync(this.#cancelPath(id), { force: true });
    }
    return lock;
  }

  /** @throws the file system's errors */
  write(job: ImportJob): void {
    ensureDataDir(this.#dir);
    replaceFile(this.#path(job.id), `${JSON.stringify({ version: VERSION, job })}\n`);
    if (isOver(job)) rmSync(this.#cancelPath(job.id), { force: true });
  }

  /** All that are remembered, the newest first; those whose process ended without their end as failed. O(jobs). */
  all(): ImportJob[] {
    const jobs = this.#read();
    if (jobs.every(isOver) || isLocked(this.#dir, RUNNING)) return jobs;
    // One that has ended just now has said so before it gave the lock back.
    return this.#read().map((job) => (isOver(job) ? job : dead(job)));
  }

  /** Asks the process that runs a job to end it. */
  askCancel(id: string): void {
    if (ID.test(id)) closeSync(openSync(this.#cancelPath(id), 'a'));
  }

  isCancelAsked(id: string): boolean {
    return existsSync(this.#cancelPath(id));
  }

  #read(): ImportJob[] {
    const jobs: ImportJob[] = [];
    for (const name of existsSync(this.#dir) ? readdirSync(this.#dir) : []) {
      if (!name.endsWith('.json') || !ID.test(name.slice(0, -5))) continue;
      try {
        const { version, job } = JSON.parse(readFileSync(join(this.#dir, name), 'utf8')) as { readonly version: unknown; readonly job: ImportJob };
        // Of another version of this program: it says nothing of the corpus that the corpus does not say.
        if (version === VERSION) jobs.push(job);
      } catch {
        // Removed meanwhile, or damaged.
      }
    }
    return jobs.toSorted((one, other) => other.startedAt.localeCompare(one.startedAt) || other.id.localeCompare(one.id));
  }

  #path(id: string): string {
    return join(this.#dir, `${id}.json`);
  }

  #cancelPath(id: string): string {
    return join(this.#dir, `${id}.cancel`);
  }
}

function dead(job: ImportJob): ImportJob {
  return overBecause(job, 'FAILED', 'The process that imported ended before the import did: what was read is kept, and importing the same files again completes it.');
}
