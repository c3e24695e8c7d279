/** The graphs of a snapshot: the stored one, those kept as memory allows, and others, made when asked for. */
import { WeightedLru } from '../caches/weighted-lru.js';
import type { ComputePool } from '../compute/pool.js';
import { unlessRefused } from '../compute/routines.js';
import { isOfComponent, nodesNeedEdges, selectNodes } from '../graph/node-selection.js';
import { DEFAULT_MAX_ENTRIES, estimateProjection, project, ProjectionTooLargeError } from '../graph/projection.js';
import { select } from '../graph/selection.js';
import { bytesInMemory } from '../graph/shared-arrays.js';
import { DEFAULT_SPEC, specKey, validateSpec } from '../graph/spec.js';
import type { CsrGraph, GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import type { MetricDescriptor } from '../metrics/metric.js';
import type { Patience } from './answers.js';
import type { Computations, Control } from './computations.js';
import type { BudgetedCache, CacheMaker } from './memory-budget.js';
import type { MaybePromise } from './when-known.js';

/**
 * Papers and authorships up to which papers are chosen in place, and entries up to which a graph is made so: about 2 ms, no
 * more than the rest of a request takes. Whoever asks with a spec that nobody has asked with before has it done for himself.
 */
const INLINE_SELECTION = 60_000;
const INLINE_ENTRIES = 10_000;
/** Letters of the specs remembered as too large, and what counts for each beside. */
const MAX_REFUSAL_LETTERS = 1_000_000;
const ENTRY_LETTERS = 500;

/** Whether a pass over all papers and authorships is a matter of some 2 ms, to be made where it is asked for. */
export function isSmall({ paperCount, paperAuthors }: Pick<Incidence, 'paperCount' | 'paperAuthors'>): boolean {
  return paperCount + paperAuthors.length <= INLINE_SELECTION;
}

export interface StoredGraph {
  /** Null where it was too large to be stored. */
  readonly projection: Projection | null;
  readonly spec: GraphSpec;
}

export interface GraphsOptions {
  readonly incidence: Incidence;
  readonly pool: ComputePool;
  readonly stored: StoredGraph;
  /** What graphs are kept in. */
  readonly caches: CacheMaker;
  readonly computations: Computations;
}

type Needs = MetricDescriptor['needs'];

/** Whether a graph that is not there is to be made in place, judged by its nodes and the most edges that it may have. */
export type IsWorthMaking = (nodeCount: number, edgeCount: number) => boolean;

export class SnapshotGraphs {
  readonly #incidence: Incidence;
  readonly #pool: ComputePool;
  readonly #stored: StoredGraph;
  readonly #storedKey: string;
  readonly #computations: Computations;
  readonly #selections: BudgetedCache<Selection>;
  readonly #projections: BudgetedCache<Projection>;
  readonly #refusals = new WeightedLru<ProjectionTooLargeError>(MAX_REFUSAL_LETTERS);

  constructor({ incidence, pool, stored, caches, computations }: GraphsOptions) {
    this.#incidence = incidence;
    this.#pool = pool;
    this.#stored = stored;
    this.#storedKey = specKey(stored.spec);
    this.#computations = computations;
    this.#selections = caches.cache('SELECTIONS');
    this.#projections = caches.cache('PROJECTIONS');
  }

  /** What a metric with such needs reads of a spec's graph. Throws as Analytics.projection does. */
  get(needs: Needs, spec: GraphSpec, patience: Patience = {}): MaybePromise<Selection | Projection> {
    return this.atHand(needs, spec) ?? this.#computations.ask(...this.#making(needs, spec), patience);
  }

  /** The same as a part of another computation, which is the workers' in any case: so are its edges. */
  getFor(needs: Needs, spec: GraphSpec, { signal }: Pick<Control, 'signal'>): MaybePromise<Selection | Projection> {
    return this.atHand(needs, spec, () => false) ?? this.#computations.join(...this.#making(needs, spec), { signal, waitMs: Infinity });
  }

  /**
   * The graph where it is known or made within some 2 ms, else null. Throws where it is known to be too large.
   * @param isWorthMaking asked before edges are made in place: where what they are for has to wait for its place, so have they
   */
  atHand(needs: Needs, spec: GraphSpec, isWorthMaking: IsWorthMaking = () => true): Selection | Projection | null {
    validateSpec(spec, this.#incidence.authorCount);
    const key = specKey(spec);
    if (key === this.#storedKey && this.#stored.projection) return this.#stored.projection;
    const projection = this.#projections.get(key);
    if (projection) return projection;
    if (!needsEdges(needs, spec)) return this.#selectedAtHand(spec);
    const refusal = this.#refusals.get(key);
    if (refusal) throw refusal;
    return this.#madeSmall(spec, isWorthMaking);
  }

  /** Whether the projection of a valid spec is in memory. */
  has(spec: GraphSpec): boolean {
    const key = specKey(spec);
    return (key === this.#storedKey && this.#stored.projection !== null) || this.#projections.get(key) !== undefined;
  }

  /** Keeps a projection that was made elsewhere. */
  keep(projection: Projection): void {
    this.#projections.set(specKey(projection.spec), projection, bytesInMemory(projection));
  }

  #selectedAtHand(spec: GraphSpec): Selection | null {
    const key = selectionKey(spec);
    const known = this.#selections.get(key);
    if (known) return known;
    return !isSmall(this.#incidence) ? null : this.#keepSelection(key, selectNodes(this.#incidence, spec));
  }

  /** Also where it would be refused: the refusal is cheap. */
  #madeSmall(spec: GraphSpec, isWorthMaking: IsWorthMaking): Projection | null {
    if (!isSmall(this.#incidence)) return null;
    // Before a component is looked for, as it is found on the edges.
    const papers = this.#selectedAtHand(wholeOf(spec)) ?? select(this.#incidence, spec);
    const { entries } = estimateProjection(this.#incidence, papers);
    if (entries > INLINE_ENTRIES && entries <= DEFAULT_MAX_ENTRIES) return null;
    if (entries <= INLINE_ENTRIES && !isWorthMaking(papers.nodes.length, entries / 2)) return null;
    const projection = project(this.#incidence, spec, papers);
    this.keep(projection);
    return projection;
  }

  #making(needs: Needs, spec: GraphSpec): [key: string, title: string, begin: (control: Control) => Promise<Selection | Projection>] {
    const key = specKey(spec);
    const given = { incidence: this.#incidence, spec };
    if (!needsEdges(needs, spec)) {
      const kept = selectionKey(spec);
      return [`selection ${kept}`, 'GRAPH', async ({ signal }) => this.#keepSelection(kept, await this.#pool.perform('SELECT', given, { signal, isShort: true }))];
    }
    return [
      `projection ${key}`,
      'GRAPH',
      async ({ signal }) => {
        const outcome = await this.#pool.perform('PROJECT', given, { signal });
        try {
          const projection = unlessRefused(outcome);
          this.keep(projection);
          return projection;
        } catch (error) {
          if (error instanceof ProjectionTooLargeError) this.#refusals.set(key, error, ENTRY_LETTERS + key.length);
          throw error;
        }
      },
    ];
  }

  #keepSelection(key: string, selection: Selection): Selection {
    this.#selections.set(key, selection, bytesInMemory(selection));
    return selection;
  }
}

/** The spec without what keeps some components only. */
function wholeOf(spec: GraphSpec): GraphSpec {
  return isOfComponent(spec) ? { ...spec, component: 'ALL', componentOf: null } : spec;
}

/** Key of what papers alone tell: how they count, and the least strength, change the edges only, unless these decide on the nodes. */
function selectionKey(spec: GraphSpec): string {
  return specKey(nodesNeedEdges(spec) ? spec : { ...spec, counting: DEFAULT_SPEC.counting, minStrength: 0 });
}

/** Whether a metric with such needs, or the nodes of the spec's graph, can't be had from papers. */
export function needsEdges(needs: Needs, spec: GraphSpec): boolean {
  return needs === 'PROJECTION' || nodesNeedEdges(spec);
}

/** What get() gave for needs of PROJECTION. */
export function asProjection(graph: Selection | Projection): Projection {
  if (!('neighbours' in graph)) throw new TypeError('a selection was given where a projection is needed');
  return graph;
}

/** Stands in for the graph where a metric reads papers only. */
export function edgelessGraph(nodeCount: number): CsrGraph {
  return {
    nodeCount,
    edgeCount: 0,
    offsets: new Uint32Array(new SharedArrayBuffer(4 * (nodeCount + 1))),
    neighbours: new Uint32Array(new SharedArrayBuffer(0)),
    paperCount: new Uint32Array(new SharedArrayBuffer(0)),
    strength: new Float64Array(new SharedArrayBuffer(0)),
  };
}
