/** What the pipeline asks of an engine: to run SQL, and no more. Which words differ is the dialect's business. */
import type { Dialect } from './dialect.js';

/** One cell of a small result: 64-bit integers come as bigint where the engine has them so. */
export type Cell = string | number | bigint | boolean | null;

/**
 * An open session of one engine. Statements run one after another: the pipeline never starts one before the last has
 * ended. Temporary views live as long as the session.
 */
export interface SqlEngine {
  readonly dialect: Dialect;
  /** Runs a statement to its end. @throws EngineError, WorksError for works that contradict one another */
  run(statement: string): Promise<void>;
  /** All rows of a query. For small results only (counts, sums): nothing here may grow with the corpus. @throws EngineError */
  rows(query: string): Promise<readonly Readonly<Record<string, Cell>>[]>;
  /** Hears how many names stand on the author lists of all works, before anything is shuffled: an engine may cut its work by that. */
  expectNames?(names: number): Promise<void>;
  /** Ends the session and gives back what it holds; safe to call twice. */
  close(): Promise<void>;
}

/** A statement failed, or an engine could not be had. The message is one sentence with the remedy where one is known. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** A file is not as it was written, and the engine does not say which: whoever knows what is read can look (`damaged-files.ts`). */
export class DamagedFileError extends EngineError {
  constructor(
    /** What the engine says of it. */
    readonly why: string,
    options: ErrorOptions,
  ) {
    super(`a file that is read is not as it was written (${why}): begin anew with --restart`, options);
  }
}

/** Works that can't be meant: bad input, told as arguments are (RangeError), with the work or file and what is wrong with it. */
export class WorksError extends RangeError {
  override readonly name = 'WorksError';
}
