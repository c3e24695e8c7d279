/** Values of metrics under specs: stored ones in place, those found before on disk, others computed once per question. */
import { WeightedLru } from '../caches/weighted-lru.js';
import type { ComputePool } from '../compute/pool.js';
import { ProjectionTooLargeError } from '../graph/projection.js';
import type { ReadArrays } from '../graph/digest.js';
import { bytesInMemory } from '../graph/shared-arrays.js';
import { specKey } from '../graph/spec.js';
import type { GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import { costOn, doesOnPapers, isBetterOnPapers, needsEdgesMade, readsGraphAlone, sizeOf } from '../metrics/input-size.js';
import type { KernelInput, KernelOutput, MetricDescriptor, Parameters } from '../metrics/metric.js';
import { decidedParameters } from '../metrics/parameters.js';
import { runMetric } from '../metrics/run.js';
import type { Basis, Patience } from './answers.js';
import type { Computations, Control } from './computations.js';
import type { ComputedFiles } from './computed-files.js';
import { edgelessGraph, type SnapshotGraphs } from './graphs.js';
import type { BudgetedCache, CacheMaker } from './memory-budget.js';
import type { MaybePromise } from './when-known.js';

/** Up to this many estimated steps (some 2 ms) a metric is computed where it is asked for. */
const INLINE_COST = 1e6;
/** Letters of the keys whose meaning is remembered, and what counts for each beside. */
const MAX_MEANING_LETTERS = 4_000_000;
const ENTRY_LETTERS = 100;

/** Key of a metric with its complete parameters. */
export function outputKey(metricId: string, parameters: Parameters): string {
  return `${metricId}(${Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join(',')})`;
}

/** A metric's values, and what they are the values of. */
export interface Made {
  readonly output: KernelOutput;
  /** With what was left open decided. */
  readonly parameters: Parameters;
  /** The nodes that the values belong to, in their order. */
  readonly nodes: Uint32Array;
  readonly nodeOf: Int32Array;
  readonly basis: Basis;
}

export interface OutputsOptions {
  readonly incidence: Incidence;
  readonly pool: ComputePool;
  readonly graphs: SnapshotGraphs;
  /** What values are kept in. */
  readonly caches: CacheMaker;
  readonly computations: Computations;
  readonly stored: { readonly spec: GraphSpec; readonly outputs: ReadonlyMap<string, KernelOutput> };
  /** Null keeps nothing beyond the process. */
  readonly files: ComputedFiles | null;
}

export class MetricOutputs {
  readonly #options: OutputsOptions;
  readonly #storedKey: string;
  readonly #made: BudgetedCache<Made>;
  /** Digests of what metrics read, by its selection and the kind of what is read. */
  readonly #digests = new WeakMap<object, Map<string, Promise<string>>>();
  /** Keys of what was asked, to those of what it was decided to mean. */
  readonly #meanings = new WeightedLru<string>(MAX_MEANING_LETTERS);

  constructor(options: OutputsOptions) {
    this.#options = options;
    this.#made = options.caches.cache('METRICS');
    this.#storedKey = specKey(options.stored.spec);
  }

  /** The values under complete parameters. */
  get(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, patience: Patience = {}): MaybePromise<Made> {
    return this.#atHand(metric, spec, parameters) ?? this.#options.computations.ask(...this.#making(metric, spec, parameters), patience);
  }

  /** The same as a part of another computation. */
  getFor(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, { signal }: Pick<Control, 'signal'>): MaybePromise<Made> {
    return this.#atHand(metric, spec, parameters) ?? this.#options.computations.join(...this.#making(metric, spec, parameters), { signal, waitMs: Infinity });
  }

  /** Whether the values are in memory. */
  has(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters): boolean {
    return this.#inMemory(keyOf(metric, spec, parameters)) !== undefined;
  }

  #inMemory(askedKey: string): Made | undefined {
    return this.#made.get(this.#meanings.get(askedKey) ?? askedKey);
  }

  /** What is known, or known within milliseconds; null for all else. */
  #atHand(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters): Made | null {
    const known = this.#inMemory(keyOf(metric, spec, asked));
    if (known) return known;
    const graph = this.#graphAtHand(metric, spec, asked);
    if (graph === null) return this.#storedOfPapers(metric, spec, asked);
    const question = this.#questionOf(metric, spec, asked, graph);
    const found = this.#known(question);
    if (found) return found;
    if (question.cost > INLINE_COST) return null;
    return this.#keep(question, runMetric(metric, question.input, question.parameters));
  }

  /** What the snapshot stores of papers where it stores no edges: no reason to make those first. */
  #storedOfPapers(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters): Made | null {
    if (specKey(spec) !== this.#storedKey || !doesOnPapers(metric, asked)) return null;
    const selection = this.#options.graphs.atHand('SELECTION', spec);
    return selection === null ? null : this.#known(this.#questionOf(metric, spec, asked, selection));
  }

  #making(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters): [key: string, title: string, begin: (control: Control) => Promise<Made>] {
    return [
      keyOf(metric, spec, asked),
      metric.id,
      async (control) => {
        const graph = await this.#graphFor(metric, spec, asked, control);
        const question = this.#questionOf(metric, spec, asked, graph);
        return this.#known(question) ?? this.#keep(question, await this.#compute(question, control));
      },
    ];
  }

  #graphAtHand(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters): Selection | Projection | null {
    // A metric that has to wait for its place, and may be refused it, has its graph made when it has got it.
    const isWorthMaking = (nodeCount: number, edgeCount: number): boolean =>
      metric.cost(nodeCount, edgeCount, decidedParameters(metric, { nodeCount, edgeCount }, asked)) <= INLINE_COST;
    try {
      return this.#options.graphs.atHand(this.#needsOf(metric, spec), spec, isWorthMaking);
    } catch (error) {
      if (!isMendedByPapers(error, metric, spec, asked)) throw error;
      return this.#options.graphs.atHand('SELECTION', spec);
    }
  }

  async #graphFor(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters, control: Control): Promise<Selection | Projection> {
    try {
      return await this.#options.graphs.getFor(this.#needsOf(metric, spec), spec, control);
    } catch (error) {
      if (!isMendedByPapers(error, metric, spec, asked)) throw error;
      return this.#options.graphs.getFor('SELECTION', spec, control);
    }
  }

  /** Of the stored graph edges are there. For others it must not depend on what is kept by chance which of the two is read. */
  #needsOf(metric: MetricDescriptor, spec: GraphSpec): MetricDescriptor['needs'] {
    return metric.needs === 'PROJECTION' && (specKey(spec) === this.#storedKey || needsEdgesMade(metric, spec.minStrength)) ? 'PROJECTION' : 'SELECTION';
  }

  /** From disk, where it may be of an earlier snapshot whose graph was the same, or by the pool. */
  async #compute(question: Question, { signal, onProgress }: Control): Promise<KernelOutput> {
    const { metric, input, cost } = question;
    const { pool, files } = this.#options;
    const key = files === null ? '' : await this.#contentKey(question);
    const kept = (await files?.load(key)) ?? null;
    if (kept) return kept;
    const startedAt = performance.now();
    const blocks = files !== null && metric.kernel.kind === 'blocked' && cost >= files.resumableFromCost ? await files.blocksOf(key) : null;
    const output = await pool.run(metric.id, input, { signal, onProgress, ...(blocks ? { store: blocks } : {}) });
    if (files && performance.now() - startedAt >= files.keepFromMs) files.save(key, output);
    blocks?.discard();
    return output;
  }

  /** Names what is asked by the content of what it is computed from: the same whichever snapshot holds it. */
  async #contentKey({ metric, parameters, input }: Question): Promise<string> {
    const { incidence, selection, graph, papersAsEdges } = input;
    const isGraphAlone = readsGraphAlone(metric, papersAsEdges);
    const digests = this.#digests.get(selection) ?? new Map<string, Promise<string>>();
    this.#digests.set(selection, digests);
    const kind = `${isGraphAlone} ${graph.edgeCount} ${papersAsEdges}`;
    const digest = digests.get(kind) ?? this.#options.pool.perform('DIGEST', { input: arraysOf({ incidence, selection, graph, ...(papersAsEdges && { papersAsEdges }) }), isGraphAlone }, { isShort: true });
    digests.set(kind, digest);
    digest.catch(() => digests.delete(kind));
    return `${await digest} ${outputKey(metric.id, parameters)}`;
  }

  #questionOf(metric: MetricDescriptor, spec: GraphSpec, asked: Parameters, nodes: Selection | Projection): Question {
    const { incidence } = this.#options;
    const needsEdges = metric.needs === 'PROJECTION';
    const usesEdges = this.#needsOf(metric, spec) === 'PROJECTION' && 'neighbours' in nodes && (spec.minStrength > 0 || !isBetterOnPapers(metric, incidence, nodes, asked));
    const given = {
      incidence,
      selection: nodes,
      graph: usesEdges ? nodes : edgelessGraph(nodes.nodes.length),
      ...(needsEdges && !usesEdges ? { papersAsEdges: spec.counting } : {}),
    };
    const parameters = decidedParameters(metric, sizeOf(given), asked);
    return {
      metric,
      parameters,
      key: keyOf(metric, spec, parameters),
      askedKey: keyOf(metric, spec, asked),
      storedKey: specKey(spec) === this.#storedKey ? outputKey(metric.id, parameters) : null,
      cost: costOn(given, metric, parameters),
      input: { ...given, parameters },
    };
  }

  #known(question: Question): Made | null {
    const { key, askedKey, storedKey } = question;
    const made = key === askedKey ? undefined : this.#made.get(key);
    const stored = made === undefined && storedKey !== null ? this.#options.stored.outputs.get(storedKey) : undefined;
    return made ?? (stored ? this.#keep(question, stored) : null);
  }

  /** Under what was asked and what that was decided to mean: asking either way finds it. */
  #keep({ key, askedKey, metric, parameters, input: { selection, papersAsEdges } }: Question, output: KernelOutput): Made {
    const { nodes, nodeOf } = selection;
    const made: Made = { output, parameters, nodes, nodeOf, basis: metric.needs === 'SELECTION' || papersAsEdges !== undefined ? 'PAPERS' : 'COLLABORATIONS' };
    this.#made.set(key, made, bytesOfMade(made));
    if (askedKey !== key) this.#meanings.set(askedKey, key, ENTRY_LETTERS + askedKey.length + key.length);
    return made;
  }
}

/** Bytes of values with the ranks that may be made of them (12 per value) and their nodes, which may outlive the graph here. */
export function bytesOfMade({ output: { values, normalized }, nodes, nodeOf }: Made): number {
  return values.byteLength * 1.5 + bytesInMemory({ values, normalized, nodes, nodeOf });
}

/** What is read, without what else its holders hold. */
function arraysOf({ incidence, selection: { paperMask, nodes }, graph, ...more }: ReadArrays): ReadArrays {
  const { nodeCount, edgeCount, offsets, neighbours, paperCount, strength } = graph;
  return { incidence, selection: { paperMask, nodes }, graph: { nodeCount, edgeCount, offsets, neighbours, paperCount, strength }, ...more };
}

interface Question {
  readonly metric: MetricDescriptor;
  readonly parameters: Parameters;
  /** Key with what was left open decided. */
  readonly key: string;
  readonly askedKey: string;
  /** Its key among the stored outputs, where the spec is that of the stored ones. */
  readonly storedKey: string | null;
  readonly cost: number;
  readonly input: KernelInput;
}

/** Whether the edges that were refused can be done without. With a minStrength, papers do not tell which there are. */
function isMendedByPapers(error: unknown, metric: MetricDescriptor, spec: GraphSpec, asked: Parameters): boolean {
  return error instanceof ProjectionTooLargeError && spec.minStrength === 0 && doesOnPapers(metric, asked);
}

function keyOf(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters): string {
  return `${specKey(spec)} ${outputKey(metric.id, parameters)}`;
}
