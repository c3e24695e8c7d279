/**
 * Imports that somebody asks a server for: files of one folder, one import at a time per data directory, off the event
 * loop. Jobs are kept in files, so that all processes that serve a corpus answer for each of them.
 */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../callers/audit-entry.js';
import { corpusWriter, CorpusLockedError, type Lock } from '../corpus/lock.js';
import type { ImportProgress, ImportReport } from '../snapshot/import.js';
import { filesWithin } from './import-folder.js';
import type { ImportRunner } from './import-in-process.js';
import { isOver, overBecause, standing, toldByReport, type ImportJob } from './import-job.js';
import { JobFiles } from './job-files.js';

export interface ImportJobsOptions {
  readonly dataDir: string;
  /** Whose files may be imported; null imports none, but tells of jobs. */
  readonly folder: string | null;
  readonly runImport: ImportRunner;
  /** Called when a snapshot has been published, before the job says that it is done. */
  readonly onPublished: () => Promise<void>;
  /** Called with what the log should know. */
  readonly onNotice: (sentence: string) => void;
  /** Worker threads for metrics of the snapshot that follows. */
  readonly threads?: number;
}

interface Running {
  job: ImportJob;
  readonly cancel: AbortController;
  phaseBeganAt: number;
  writtenAt: number;
}

/** How often another process's wish to cancel is looked for, and progress written for the others, in ms. */
const LOOK_MS = 500;
const WRITE_MS = 2_000;

export class ImportJobs {
  readonly #options: ImportJobsOptions;
  readonly #files: JobFiles;
  readonly #ending = new AbortController();
  #running: Running | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: ImportJobsOptions) {
    this.#options = options;
    this.#files = new JobFiles(options.dataDir);
  }

  get takesFiles(): boolean {
    return this.#options.folder !== null;
  }

  /**
   * Begins an import and answers before it has ended.
   * @param asked files and folders, relative to the import folder or absolute within it
   * @throws FileRefusedError for what is not there or leads out of the folder; CorpusLockedError, with a sentence that names
   *   the holder, while somebody imports, and while this process ends; the file system's errors where the job can't be kept
   */
  async begin(asked: readonly string[], format: string | null, actor: Actor): Promise<ImportJob> {
    const { folder, dataDir } = this.#options;
    if (folder === null) throw new Error('there is no import folder');
    const { paths, leftAlone } = await filesWithin(folder, asked);
    if (this.#ending.signal.aborted) throw new CorpusLockedError('The server is ending and begins no import: ask again in a while.');
    const lock = this.#files.take((job) => new CorpusLockedError(`${job === null ? 'An import' : `The import ${job.id}, begun ${job.startedAt},`} is running: ask again when it has ended, or cancel it with cancelImport.`));
    let job: ImportJob;
    try {
      const writer = corpusWriter(dataDir);
      if (writer !== null) throw new CorpusLockedError(`A process (${writer}) is importing into this corpus, or changing its ledger: ask again when it has ended.`);
      job = {
        id: randomBytes(8).toString('hex'), state: 'QUEUED', phase: null, progress: null, remainingMs: null, files: asked, fileCount: paths.length, filesLeftAlone: leftAlone,
        recordsRead: 0, outcome: null, problemCount: 0, problems: [], isCancelAsked: false, error: null, snapshot: null, startedAt: new Date().toISOString(), endedAt: null,
      };
      this.#files.write(job);
    } catch (error) {
      lock.release();
      throw error;
    }
    const running: Running = { job, cancel: new AbortController(), phaseBeganAt: performance.now(), writtenAt: performance.now() };
    this.#running = running;
    this.#ended = this.#run(running, paths, format, actor, lock);
    return job;
  }

  /** The newest first. */
  list(): ImportJob[] {
    const own = this.#running?.job;
    return this.#files.all().map((job) => (job.id === own?.id ? own : job));
  }

  /** Null where none of this id is remembered. */
  find(id: string): ImportJob | null {
    return this.list().find((job) => job.id === id) ?? null;
  }

  /**
   * Asks a job to end after the batch that it reads; one that builds its snapshot already, and one that has ended, goes on
   * as it is. Another process's job hears of it within half a second.
   * @returns how it stands now; null where none of this id is remembered
   */
  cancel(id: string): ImportJob | null {
    const job = this.find(id);
    if (job === null || isOver(job)) return job;
    if (this.#running?.job.id === id) {
      this.#cancelOwn(this.#running);
      return this.#running.job;
    }
    this.#files.askCancel(id);
    return { ...job, isCancelAsked: true };
  }

  /** Begins none from now on, and ends the one under way: reading after its batch, building at once. Resolves when it has ended. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#ended;
  }

  async #run(running: Running, paths: readonly string[], format: string | null, actor: Actor, lock: Lock): Promise<void> {
    const { dataDir, runImport, onNotice, threads } = this.#options;
    const looking = setInterval(() => this.#files.isCancelAsked(running.job.id) && this.#cancelOwn(running), LOOK_MS).unref();
    try {
      const report = await runImport({
        files: paths, asked: running.job.files, actor, onNotice, signal: running.cancel.signal, processEnds: this.#ending.signal,
        onProgress: (step) => this.#note(running, step),
        options: { dataDir, format, ...(threads === undefined ? {} : { threads }) },
      });
      await this.#conclude(running, report);
    } catch (error) {
      running.job = this.#ending.signal.aborted ? this.#cancelled(running.job) : overBecause(running.job, 'FAILED', `The import failed: ${(error as Error).message}.`);
      if (running.job.state === 'FAILED') onNotice(`import job ${running.job.id} failed: ${(error as Error).message}`);
    } finally {
      clearInterval(looking);
      this.#write(running);
      this.#running = null;
      lock.release();
    }
  }

  async #conclude(running: Running, report: ImportReport): Promise<void> {
    running.job = { ...running.job, ...toldByReport(report) };
    if (report.interrupted) {
      running.job = this.#cancelled(running.job);
      return;
    }
    // What follows is on the disk: where it can't be opened just now it is tried again, and the import has not failed.
    if (report.snapshotBuilt) await this.#options.onPublished().catch((error: unknown) => this.#options.onNotice(`the snapshot of import job ${running.job.id} can't be opened yet: ${(error as Error).message}`));
    running.job = { ...running.job, state: 'DONE', phase: null, progress: 1, remainingMs: 0, snapshot: report.manifest?.id ?? null, endedAt: new Date().toISOString() };
  }

  #cancelled(job: ImportJob): ImportJob {
    const why = this.#ending.signal.aborted ? 'The server ended' : 'It was cancelled';
    return overBecause(job, 'CANCELLED', `${why} before the import did: what was read is kept and is served with the next import, and importing the same files again completes it.`);
  }

  #note(running: Running, step: ImportProgress): void {
    const now = performance.now();
    const isNew = step.phase !== running.job.phase;
    if (isNew) running.phaseBeganAt = now;
    running.job = { ...running.job, ...standing(step, now - running.phaseBeganAt), state: 'RUNNING', ...(step.phase === 'reading' ? { recordsRead: step.records } : {}) };
    if (isNew || now - running.writtenAt > WRITE_MS) this.#write(running);
  }

  #cancelOwn(running: Running): void {
    if (running.job.isCancelAsked) return;
    running.job = { ...running.job, isCancelAsked: true };
    running.cancel.abort();
  }

  /** A job goes on where it can't be written down, such as on a full disk: this process knows how it stands. */
  #write(running: Running): void {
    running.writtenAt = performance.now();
    try {
      this.#files.write(running.job);
    } catch (error) {
      this.#options.onNotice(`import job ${running.job.id} can't be written down: ${(error as Error).message}`);
    }
  }
}
