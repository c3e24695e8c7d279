/** What the resolvers of one request share: one snapshot from start to end, and loaders that batch its reads. */
import type { ExecutionResult } from 'graphql';
import { ANYBODY, clientOf, type Caller } from '../callers/caller.js';
import type { AuditTrail } from '../callers/audit-log.js';
import { POINTS_PER_MS, type Spending } from '../callers/budgets.js';
import type { Refusals } from '../callers/refusals.js';
import type { ImportJobs } from '../intake/import-jobs.js';
import type { Patience, RecordReader, Snapshot, SnapshotLease } from '../snapshot/types.js';
import type { Curator } from '../snapshot/curator.js';
import { DEFAULT_WAIT_MS } from '../snapshot/computations.js';
import type { MaybePromise } from '../snapshot/when-known.js';
import type { Cost } from './cost.js';
import { corpusSize, type CorpusSize } from './corpus-size.js';
import { Deadline } from './deadline.js';
import { noSnapshot } from './errors.js';
import type { Predicate } from './filters/conditions.js';
import type { GraphInUse } from './graph-in-use.js';
import { countedRecords, type ReadCounts } from './loaders/counted-records.js';
import { createLoaders, type Loaders } from './loaders/loaders.js';
import { OperationNotes } from './operation-notes.js';
import { RequestPatience } from './request-patience.js';

/** What a request brings along besides its snapshot. */
export interface RequestFacts {
  /** Aborted when whoever asks has gone; null where nobody can go. */
  readonly signal?: AbortSignal | null;
  /** Who asks; default anybody, who may read. */
  readonly caller?: Caller;
  /** The corpus's ledger; null where a snapshot is served alone. */
  readonly curator?: Curator | null;
  /** Imports that are asked for over the API; null where there are none. */
  readonly imports?: ImportJobs | null;
  /** What the request spends of its client's budget; null where there is none. */
  readonly spending?: Spending | null;
  /** Where changes are written down; null where they are not. */
  readonly trail?: AuditTrail | null;
  /** Where refusals of changes are written down; null where they are not. */
  readonly refusals?: Refusals | null;
  /** Under which logs know the request; null where they don't. */
  readonly requestId?: string | null;
  /** Whether there is anybody who could change anything. */
  readonly takesChanges?: boolean;
  /** How long each graph or number is awaited, in milliseconds; undefined for the usual two seconds. */
  readonly waitMs?: number | undefined;
}

/** What of a request is done once, whoever answers it in the end. The engine's copies of a context share it. */
export interface Progress {
  /** Whether the operation's cost has been charged to its client. */
  isCharged: boolean;
  /** What compiled code said; null where it passed the question back, undefined before it has been asked. */
  compiledData: NonNullable<ExecutionResult['data']> | null | undefined;
}

export class RequestContext {
  readonly progress: Progress = { isCharged: false, compiledData: undefined };
  /** How often the store was read for this request, by method. */
  readonly reads: ReadCounts = {};
  /** What log and metrics are told. */
  readonly notes = new OperationNotes();
  /** Graphs by the key of the arguments that asked for them. */
  readonly graphs = new Map<string, MaybePromise<GraphInUse>>();
  /** Filters by the key of the `where` that they were compiled from: pages within pages share them. */
  readonly filters = new Map<string, Promise<Predicate | null>>();
  /** Estimated cost of the operation; null before it is known. */
  cost: number | null = null;
  /** Of what the cost is the sum; null before it is known. */
  costParts: Cost | null = null;
  /** Until when the request is worked for, and what is told when that ends. */
  readonly deadline: Deadline;
  // Not #private: the engine hands resolvers a shallow copy, which shares what these refer to.
  private knownRecords: RecordReader | null = null;
  private knownLoaders: Loaders | null = null;

  private readonly heldBy: Array<Promise<void>> = [];
  readonly caller: Caller;
  readonly curator: Curator | null;
  readonly imports: ImportJobs | null;
  readonly spending: Spending | null;
  /** What was computed for this request, in points of the budget. In an object, which the copy shares, and not #private, which it would not have. */
  private readonly computed = { points: 0 };
  readonly trail: AuditTrail | null;
  readonly refusals: Refusals | null;
  readonly requestId: string | null;
  readonly takesChanges: boolean;
  private readonly waitMs: number | undefined;

  constructor(
    private readonly lease: SnapshotLease | null,
    { signal = null, caller = ANYBODY, curator = null, imports = null, spending = null, trail = null, refusals = null, requestId = null, takesChanges = false, waitMs }: RequestFacts = {},
  ) {
    this.deadline = new Deadline(signal);
    this.caller = caller;
    this.curator = curator;
    this.imports = imports;
    this.spending = spending;
    this.trail = trail;
    this.refusals = refusals;
    this.requestId = requestId;
    this.takesChanges = takesChanges;
    this.waitMs = waitMs;
  }

  /** Aborted when whoever asks has gone, or the time of the request is over. */
  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  /** For whom, and how long, graphs and numbers are computed. */
  get patience(): Patience {
    const isKnown = this.caller.kind !== 'ANONYMOUS' || this.caller.address !== null;
    return new RequestPatience(this.deadline, this.waitMs ?? DEFAULT_WAIT_MS, isKnown ? clientOf(this.caller) : undefined, (milliseconds) => this.chargeComputed(milliseconds));
  }

  /** Computing is charged when it has been done, as far as it took more than the estimated work, which was charged before. */
  private chargeComputed(milliseconds: number): void {
    const estimated = this.costParts?.work ?? 0;
    const before = Math.max(0, this.computed.points - estimated);
    this.computed.points += Math.ceil(milliseconds * POINTS_PER_MS);
    this.spending?.chargeAfterwards(Math.max(0, this.computed.points - estimated) - before);
  }

  /** @throws GraphQLError NO_SNAPSHOT before anything has been imported, EXECUTION_TIMEOUT when the time of the request is over */
  get snapshot(): Snapshot {
    this.deadline.check();
    if (this.lease === null) throw noSnapshot();
    return this.lease.snapshot;
  }

  /** Null before anything has been imported. */
  get snapshotId(): string | null {
    return this.lease?.snapshot.id ?? null;
  }

  /** Null before anything has been imported. */
  get corpusSize(): CorpusSize | null {
    return this.lease === null ? null : corpusSize(this.lease.snapshot);
  }

  /** The snapshot's records, counted. Loaders are to be preferred. */
  get records(): RecordReader {
    this.deadline.check();
    return (this.knownRecords ??= countedRecords(this.snapshot.records, this.reads, (loader, keys, startedAt) => this.notes.batches.push({ loader, keys, startedAt, endedAt: performance.now() })));
  }

  get loaders(): Loaders {
    this.deadline.check();
    return (this.knownLoaders ??= createLoaders(this.records));
  }

  /** What still reads the snapshot, though its answer is not waited for: `release` lets it end. */
  holdUntil(ended: Promise<void>): void {
    this.heldBy.push(ended);
  }

  /** Forgets what the request has read and begun, for executing it anew: what is at hand settles the order of errors. */
  startAnew(): void {
    this.graphs.clear();
    this.filters.clear();
    this.knownRecords = null;
    this.knownLoaders = null;
  }

  /** Gives the snapshot back, when what holds it has ended. Nothing may be read after. */
  release(): void {
    this.deadline.stop();
    if (this.heldBy.length === 0) this.lease?.release();
    else void Promise.all(this.heldBy).then(() => this.lease?.release());
  }
}
