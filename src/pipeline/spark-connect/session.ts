/**
 * A session of Spark Connect, in the few words that a pipeline of SQL needs.
 *
 * Chosen by trial over `spark-submit` with a generated Python file: the calls needed are seven, the messages a page, and the
 * trial ran queries, statements and errors of Spark 4.1 at once. In return Python is needed nowhere, a statement's failure
 * comes back as that statement's, temporary views live between statements, and a driver on another machine needs neither
 * Spark nor its configuration. What Spark's own clients do beyond that (typed plans, artifacts, streaming) is not spoken.
 */
import { SparkCalls } from './calls.js';
import { parseSparkAddress } from './address.js';
import { rowsOfBatch, type Row } from './arrow-rows.js';
import { statementFailure, unreachable } from './failures.js';
import { loadSparkLibraries, type SparkLibraries } from './libraries.js';
import { EXPLAIN_FORMATTED, type StageProgress } from './messages.js';
import { responsesOf, type Operation, type OperationLimits, type OperationResponse } from './operation.js';

export interface SparkSessionOptions extends Partial<OperationLimits> {
  /** Within which whoever listens at the address must have said something; 15 where it is absent. */
  readonly connectSeconds?: number;
  /** Hears how far the stages of the statement in hand are, every few seconds. */
  readonly onProgress?: (stages: readonly StageProgress[]) => void;
}

const CLIENT = 'coterie';
const CONNECT_SECONDS = 15;
const FIRST_ANSWER_SECONDS = 60;
const EXPLAIN_SECONDS = 300;
const FAREWELL_SECONDS = 10;

export class SparkSession {
  readonly #libraries: SparkLibraries;
  readonly #calls: SparkCalls;
  readonly #limits: OperationLimits;
  readonly #onProgress: (stages: readonly StageProgress[]) => void;
  #serverSessionId = '';
  #version = '';
  #isClosed = false;

  private constructor(libraries: SparkLibraries, calls: SparkCalls, options: SparkSessionOptions) {
    this.#libraries = libraries;
    this.#calls = calls;
    this.#limits = { silenceSeconds: options.silenceSeconds ?? 300, patienceSeconds: options.patienceSeconds ?? 120, limitMinutes: options.limitMinutes ?? null };
    this.#onProgress = options.onProgress ?? (() => undefined);
  }

  /** @param address `sc://host:port` @throws RangeError where that is none, EngineError where nothing answers there, or a package is missing */
  static async open(address: string, options: SparkSessionOptions = {}): Promise<SparkSession> {
    const parsed = parseSparkAddress(address);
    const libraries = await loadSparkLibraries();
    const calls = new SparkCalls(libraries, parsed, { sessionId: crypto.randomUUID(), userContext: { userId: parsed.user }, clientType: CLIENT });
    const session = new SparkSession(libraries, calls, options);
    try {
      await calls.connect(options.connectSeconds ?? CONNECT_SECONDS);
      const { serverSideSessionId = '', sparkVersion } = await calls.call('AnalyzePlan', { sparkVersion: {} }, FIRST_ANSWER_SECONDS);
      session.#serverSessionId = serverSideSessionId;
      session.#version = sparkVersion?.version ?? '';
      return session;
    } catch (error) {
      calls.close();
      throw unreachable(address, error);
    }
  }

  /** Of the server, such as `4.1.1`. */
  get version(): string {
    return this.#version;
  }

  /** Carries a statement out to its end. @throws EngineError */
  async run(statement: string): Promise<void> {
    for await (const response of this.#responses({ command: { sqlCommand: { input: { sql: { query: statement } } } } }, statement)) {
      this.#tell(response);
    }
  }

  /** All rows of a query, in order. @throws EngineError */
  async rows(query: string): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const response of this.#responses({ root: { sql: { query } } }, query)) {
      this.#tell(response);
      if (response.arrowBatch !== undefined) rows.push(...rowsOfBatch(this.#libraries.arrow, response.arrowBatch.data));
    }
    return rows;
  }

  /** The physical plan of a query, as text. @throws EngineError */
  async explain(query: string): Promise<string> {
    try {
      const { explain } = await this.#calls.call('AnalyzePlan', { explain: { plan: { root: { sql: { query } } }, explainMode: EXPLAIN_FORMATTED } }, EXPLAIN_SECONDS);
      return explain?.explainString ?? '';
    } catch (error) {
      throw statementFailure(query, error, await this.#calls.causesOf(error));
    }
  }

  /** Ends the session and forgets its temporary views; safe to call twice. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // A server that does not hear it ends the session by itself after an hour.
    await this.#calls.call('ReleaseSession', {}, FAREWELL_SECONDS).catch(() => undefined);
    this.#calls.close();
  }

  #responses(plan: Operation['plan'], statement: string): AsyncGenerator<OperationResponse> {
    return responsesOf(this.#calls, { plan, statement, serverSessionId: this.#serverSessionId }, this.#limits);
  }

  #tell({ executionProgress }: OperationResponse): void {
    if (executionProgress?.stages !== undefined && executionProgress.stages.length > 0) this.#onProgress(executionProgress.stages);
  }
}
