/** What the resolvers of one request share: one snapshot from start to end, and loaders that batch its reads. */
import type { Patience, RecordReader, Snapshot, SnapshotLease } from '../snapshot/types.js';
import type { Curator } from '../snapshot/curator.js';
import { corpusSize, type CorpusSize } from './corpus-size.js';
import type { Standing } from './curators.js';
import { noSnapshot } from './errors.js';
import type { Predicate } from './filters/conditions.js';
import type { GraphInUse } from './graph-in-use.js';
import { countedRecords, type ReadCounts } from './loaders/counted-records.js';
import { createLoaders, type Loaders } from './loaders/loaders.js';
import { OperationNotes } from './operation-notes.js';

export class RequestContext {
  /** How often the store was read for this request, by method. */
  readonly reads: ReadCounts = {};
  /** What log and metrics are told. */
  readonly notes = new OperationNotes();
  /** Graphs by the key of the arguments that asked for them. */
  readonly graphs = new Map<string, Promise<GraphInUse>>();
  /** Filters by the key of the `where` that they were compiled from: pages within pages share them. */
  readonly filters = new Map<string, Promise<Predicate | null>>();
  /** Estimated cost of the operation; null before it is known. */
  cost: number | null = null;
  // Not #private: the engine hands resolvers a shallow copy, which shares what these refer to.
  private knownRecords: RecordReader | null = null;
  private knownLoaders: Loaders | null = null;

  /** @param signal aborted when whoever asks has gone */
  constructor(
    private readonly lease: SnapshotLease | null,
    readonly signal: AbortSignal | null = null,
    /** What the request's credentials are worth. */
    readonly standing: Standing = 'NO_TOKEN_CONFIGURED',
    /** The corpus's ledger; null where a snapshot is served alone. */
    readonly curator: Curator | null = null,
    /** How long each graph or number is awaited, in milliseconds; undefined for the usual two seconds. */
    readonly waitMs?: number,
    /** What tells this client from another (an address, a key), so that nobody takes all places for computations; undefined where nothing does. */
    readonly client?: string,
  ) {}

  /** For whom, and how long, graphs and numbers are computed. */
  get patience(): Patience {
    return { ...(this.signal === null ? {} : { signal: this.signal }), ...(this.waitMs === undefined ? {} : { waitMs: this.waitMs }), ...(this.client === undefined ? {} : { client: this.client }) };
  }

  /** @throws GraphQLError NO_SNAPSHOT before anything has been imported */
  get snapshot(): Snapshot {
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
    return (this.knownRecords ??= countedRecords(this.snapshot.records, this.reads, (loader, keys) => this.notes.batches.push({ loader, keys })));
  }

  get loaders(): Loaders {
    return (this.knownLoaders ??= createLoaders(this.records));
  }

  /** Gives the snapshot back. Nothing may be read after. */
  release(): void {
    this.lease?.release();
  }
}
