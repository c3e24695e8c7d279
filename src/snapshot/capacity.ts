/** What the snapshots of a process share: threads, memory, places for computations, and the book of these. */
import type { ComputePool, PoolStats } from '../compute/pool.js';
import { TooManyComputationsError } from './answers.js';
import { DEFAULT_ARRAYS_IN_MEMORY } from './array-files.js';
import { ComputationBook } from './computation-book.js';
import { MemoryBudget, type CacheStats } from './memory-budget.js';
import { Places, type PlacesOptions, type PlacesStats } from './places.js';

/** Jobs for single readers (layouts, orders, paths) under way or waiting; each takes no more than about a second. */
export const MAX_READER_JOBS = 64;

export interface CapacityOptions extends PlacesOptions {
  /** Bytes of all that is kept of what was computed; a quarter of the machine's (or container's) memory if absent. */
  readonly cacheBytes?: number;
  /** Jobs for single readers at a time, those that wait included. */
  readonly maxReaderJobs?: number;
  /** Bytes of a snapshot's arrays up to which they are read into memory, and beyond which they are mapped; 256 MiB if absent. */
  readonly arraysInMemory?: number;
}

/** A look at the load, for operators; counts are since the start of the process. */
export interface CapacityStats {
  /** Metrics, series and communities. */
  readonly computations: PlacesStats;
  /** Graphs that are made for no metric but to be read. */
  readonly graphs: PlacesStats;
  readonly readerJobs: { readonly running: number; readonly max: number; readonly refused: number };
  readonly cache: CacheStats;
  readonly pool: PoolStats;
}

export class Capacity {
  readonly memory: MemoryBudget;
  readonly book = new ComputationBook();
  /** Graphs have places of their own: a metric's graph must not wait for the metric's place. */
  readonly graphPlaces: Places;
  readonly places: Places;
  readonly arraysInMemory: number;
  readonly #maxReaderJobs: number;
  #readerJobs = 0;
  #refusedJobs = 0;

  /** @throws RangeError for a bound that can't be meant */
  constructor(
    readonly pool: ComputePool,
    { cacheBytes, maxReaderJobs = MAX_READER_JOBS, arraysInMemory = DEFAULT_ARRAYS_IN_MEMORY, ...bounds }: CapacityOptions = {},
  ) {
    this.memory = new MemoryBudget(cacheBytes);
    this.graphPlaces = new Places(bounds);
    this.places = new Places(bounds);
    this.arraysInMemory = arraysInMemory;
    this.#maxReaderJobs = maxReaderJobs;
  }

  /** Does a job for one reader. @throws TooManyComputationsError where too many are under way */
  async forReader<T>(title: string, job: () => Promise<T>): Promise<T> {
    if (this.#readerJobs >= this.#maxReaderJobs) {
      this.#refusedJobs += 1;
      throw new TooManyComputationsError(title, 'ALL');
    }
    this.#readerJobs += 1;
    try {
      return await job();
    } finally {
      this.#readerJobs -= 1;
    }
  }

  /** O(queue + kinds). */
  stats(): CapacityStats {
    return {
      computations: this.places.stats(),
      graphs: this.graphPlaces.stats(),
      readerJobs: { running: this.#readerJobs, max: this.#maxReaderJobs, refused: this.#refusedJobs },
      cache: this.memory.stats(),
      pool: this.pool.stats(),
    };
  }
}
