/** The contract of a metric: a pure kernel over arrays, and the descriptor from which schema, CLI and docs follow. */
import type { Counting, CsrGraph, Incidence, Selection } from '../graph/types.js';
import type { PaperSizes } from './papers/papers.js';

export type MetricScope = 'AUTHOR' | 'COLLABORATION' | 'NETWORK' | 'DISTRIBUTION';
export type MetricMethod = 'EXACT' | 'SAMPLED' | 'SKETCHED';

/** How distances are measured: hops, or cost = 1/strength per edge. */
export type Distance = 'UNWEIGHTED' | 'INVERSE_STRENGTH';

/** Values of a metric's parameters, by name. */
export type Parameters = Readonly<Record<string, number | string | boolean>>;

export interface ParameterDescriptor {
  readonly name: string;
  readonly description: string;
  readonly default: number | string | boolean;
  /** Accepted values, or [min, max] for numbers. */
  readonly accepts: readonly string[] | readonly [number, number];
  /** Whether only whole numbers are meant; false where absent. */
  readonly isInteger?: boolean;
}

/** What a kernel reads. `graph` is there whenever the descriptor's `needs` is PROJECTION; its nodes are the selection's. */
export interface KernelInput {
  readonly incidence: Incidence;
  readonly selection: Selection;
  readonly graph: CsrGraph;
  /**
   * Set where the edges are too many to be made: `graph` then has its nodes alone, and any two authors of a selected paper
   * collaborate, with the strengths of this counting. Only kernels of metrics with `onPapers` are given such an input.
   */
  readonly papersAsEdges?: Counting;
  readonly parameters: Parameters;
  /** Called with the share done, 0..1, a few times per second at most. */
  readonly onProgress?: (share: number) => void;
  /** Polled between units of work; true asks the kernel to throw a CancelledError. */
  readonly isCancelled?: () => boolean;
}

/**
 * Values per node (AUTHOR), per CSR slot (COLLABORATION), a single one (NETWORK), or how many there are of each of 1, 2, …
 * with those of none at 0 (DISTRIBUTION). NaN where undefined.
 */
export interface KernelOutput {
  readonly values: Float64Array;
  /** Normalised to the descriptor's normalisation, parallel to values; null where the metric has only one form. */
  readonly normalized: Float64Array | null;
  readonly method: MetricMethod;
  readonly iterations: number | null;
  readonly converged: boolean | null;
  /**
   * How far off values may be at most, in units of the normalised ones where there are such: SAMPLED, all at once with
   * probability 1 − `delta`; EXACT and iterated, surely and all values together (the metric's definition says in which
   * norm). Null where no bound is known or rounding alone is at work.
   */
  readonly errorBound: number | null;
  /** SKETCHED, which has no bound: relative standard deviation of the sketches that values are made of. Absent for others. */
  readonly standardError?: number;
}

/** What one worker works out once for all blocks: plain data whose typed arrays are handed on without a copy. */
export type Prepared = Readonly<Record<string, unknown>>;

/** A kernel that runs in one go. */
export interface WholeKernel {
  readonly kind: 'whole';
  run(input: KernelInput): KernelOutput;
}

/**
 * A kernel that runs in fixed blocks whose partial results are combined in block order: same bits on any number of
 * workers. A worker gets the same `input.graph` and `prepared` objects for every block of a round, so scratch memory
 * may be kept by them (a WeakMap).
 */
export interface BlockedKernel<P extends Prepared = Prepared> {
  readonly kind: 'blocked';
  /** True where there is never more than one block, so that one thread works, however many there are. */
  readonly isSerial?: boolean;
  /** Run once, by one worker, before the blocks of the first round; an empty object where absent. */
  prepare?(input: KernelInput): P;
  /** Number of blocks: depends on the input alone, never on the number of workers. */
  blockCount(input: KernelInput, prepared: P): number;
  /** Partial result of one block: transferable. */
  runBlock(input: KernelInput, block: number, prepared: P): Float64Array;
  /**
   * For kernels that cannot know beforehand how much work is enough: called with the partials of a round in block
   * order. Null ends the rounds; else another round begins with what is given, of which `share` (0..1) is the work done
   * so far. What earlier rounds found must be carried in `prepared`.
   */
  nextRound?(input: KernelInput, partials: readonly Float64Array[], prepared: P): { readonly prepared: P; readonly share: number } | null;
  /** Called with the partials of the (last) round in block order. */
  combine(input: KernelInput, partials: readonly Float64Array[], prepared: P): KernelOutput;
}

export type Kernel = WholeKernel | BlockedKernel;

/** How a kernel fares where papers stand in for edges. */
export interface OnPapers {
  /** Whether it makes do with them under complete parameters, decided or not; always where absent. */
  takes?(parameters: Parameters): boolean;
  /**
   * True where one pass over papers answers it: always taken then for graphs whose edges are not there anyhow, as making
   * edges takes longer.
   */
  readonly inOnePass?: boolean;
  /** Estimated elementary steps under decided parameters. */
  cost(sizes: PaperSizes, parameters: Parameters): number;
}

export interface MetricDescriptor {
  /** Schema enum value, e.g. BETWEENNESS. */
  readonly id: string;
  readonly scope: MetricScope;
  /** CENTRALITY, COHESION, COMMUNITY (which one, and the place among them), COMPONENTS, COLLABORATION, BIBLIOMETRIC, NETWORK. */
  readonly family: string;
  readonly title: string;
  /** Precise enough to reproduce the number: formula, conventions, what isolates get. */
  readonly definition: string;
  /** Range of the raw value, e.g. `[0, (n−1)(n−2)/2]`. */
  readonly range: string;
  /** What `normalized` divides by, or null where there is no normalised form. */
  readonly normalization: string | null;
  /** What an undefined (null) value means, or null where every node has a value. */
  readonly nullMeaning: string | null;
  /** True where the value names a group: larger is not more, so it has neither rank nor percentile. */
  readonly isLabel?: boolean;
  readonly needs: 'SELECTION' | 'PROJECTION';
  /** True for the few that need the projection and read papers, too: their values change with the papers' facts. A test holds the others to it. */
  readonly readsPapersToo?: boolean;
  /** Present where the kernel, needing the projection, makes do with papers (see KernelInput.papersAsEdges): same values but for rounding. */
  readonly onPapers?: OnPapers;
  readonly parameters: readonly ParameterDescriptor[];
  readonly complexity: string;
  /** Author, year, DOI where there is one. */
  readonly reference: string;
  /**
   * Turns complete parameters into those that are computed with, where a value such as AUTO leaves a choice open: exact,
   * sampled or sketched, by cost. Answers and cache keys carry what comes back. Pure, O(1), and idempotent: what it has
   * decided, or what the caller insisted on, it returns unchanged. Absent where there is nothing to decide.
   */
  resolve?(nodeCount: number, edgeCount: number, parameters: Parameters): Parameters;
  /** Estimated elementary steps for the input and decided parameters: the affordability decision at import and on demand. */
  cost(nodeCount: number, edgeCount: number, parameters: Parameters): number;
  /**
   * Estimated bytes that a thread needs beside the graph, for kernels that need more than some 100 bytes a node and 16
   * an edge; absent for others. What would not fit is refused before it begins.
   */
  memory?(nodeCount: number, edgeCount: number, parameters: Parameters): number;
  /**
   * For blocked kernels that share their work: metrics with the same bundle (for their parameters) prepare the same and have the
   * same blocks with the same partial results, and differ in `combine` alone. Whoever computes several of them on one graph
   * may keep the partials of the first for the others. Absent where a metric shares with none, undefined where it shares with
   * none under the given parameters.
   */
  bundle?(parameters: Parameters): string | undefined;
  readonly kernel: Kernel;
}

/**
 * Thrown by a kernel that has no numbers for this graph, on whatever machine: counts beyond double precision, or a search
 * beyond what WebAssembly may address. Across threads it is known by its name alone.
 */
export class UncomputableError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'UncomputableError';
  }
}

/** Thrown by a kernel when its caller no longer wants the answer. */
export class CancelledError extends Error {
  constructor() {
    super('the computation was cancelled');
    this.name = 'CancelledError';
  }
}
