/** Communities of a snapshot's graphs, addressed by author. */
import type { ComputePool } from '../compute/pool.js';
import type { CommunityFacts } from '../compute/routines/communities.js';
import { ROUTINES } from '../compute/routines.js';
import { bytesInMemory } from '../graph/shared-arrays.js';
import { specKey } from '../graph/spec.js';
import type { GraphSpec, Projection } from '../graph/types.js';
import { takesResolution, takesSeed } from '../metrics/community/algorithms.js';
import type { CommunityOptions, CommunityTable, Patience } from './answers.js';
import type { Computations, Control } from './computations.js';
import { asProjection, type SnapshotGraphs } from './graphs.js';
import type { BudgetedCache, CacheMaker } from './memory-budget.js';
import type { MaybePromise } from './when-known.js';

/** Authors and edge ends up to which communities are found in place: some milliseconds. */
const INLINE_SIZE = 5_000;

type Asked = Required<CommunityOptions>;

export interface CommunitiesOptions {
  readonly pool: ComputePool;
  readonly graphs: SnapshotGraphs;
  /** What divisions are kept in. */
  readonly caches: CacheMaker;
  readonly computations: Computations;
}

export class SnapshotCommunities {
  readonly #pool: ComputePool;
  readonly #graphs: SnapshotGraphs;
  readonly #computations: Computations;
  readonly #tables: BudgetedCache<CommunityTable>;

  constructor({ pool, graphs, caches, computations }: CommunitiesOptions) {
    this.#tables = caches.cache('COMMUNITIES');
    this.#pool = pool;
    this.#graphs = graphs;
    this.#computations = computations;
  }

  /** Computed once per question. Throws as Analytics.projection does, and a RangeError for a resolution that is not above 0. */
  get(spec: GraphSpec, { algorithm = 'LOUVAIN', seed = 1, resolution = 1 }: CommunityOptions, patience: Patience): MaybePromise<CommunityTable> {
    const asked = { algorithm, seed, resolution };
    const key = `${specKey(spec)} ${algorithm} ${takesSeed(algorithm) ? seed : ''} ${takesResolution(algorithm) ? resolution : ''}`;
    const known = this.#tables.get(key);
    if (known) return known;
    const graph = this.#graphs.atHand('PROJECTION', spec, (nodeCount, edgeCount) => nodeCount + 2 * edgeCount <= INLINE_SIZE);
    if (graph) {
      const projection = asProjection(graph);
      if (projection.nodeCount + projection.neighbours.length <= INLINE_SIZE) {
        return this.#keep(key, projection, asked, ROUTINES.COMMUNITIES({ graph: projection, ...asked }, {}));
      }
    }
    return this.#computations.ask(`communities ${key}`, 'COMMUNITIES', (control) => this.#find(key, spec, asked, control), patience);
  }

  async #find(key: string, spec: GraphSpec, asked: Asked, control: Control): Promise<CommunityTable> {
    const projection = asProjection(await this.#graphs.getFor('PROJECTION', spec, control));
    const facts = await this.#pool.perform('COMMUNITIES', { graph: withoutMask(projection), ...asked }, { signal: control.signal });
    return this.#keep(key, projection, asked, facts);
  }

  #keep(key: string, { nodeOf }: Projection, asked: Asked, facts: CommunityFacts): CommunityTable {
    const table = tableOf(nodeOf, asked, facts);
    this.#tables.set(key, table, bytesInMemory(facts) + nodeOf.byteLength);
    return table;
  }
}

/** What communities are found on. */
function withoutMask({ nodeCount, edgeCount, nodes, offsets, neighbours, paperCount, strength }: Projection) {
  return { nodeCount, edgeCount, nodes, offsets, neighbours, paperCount, strength };
}

function tableOf(nodeOf: Int32Array, { algorithm, seed, resolution }: Asked, facts: CommunityFacts): CommunityTable {
  const { labels, starts, members, internal, external, communityCount, modularity } = facts;
  return {
    algorithm,
    seed: takesSeed(algorithm) ? seed : null,
    resolution: takesResolution(algorithm) ? resolution : null,
    modularity: Number.isNaN(modularity) ? null : modularity,
    communityCount,
    labels,
    internal,
    external,
    communityOf(author) {
      const node = nodeOf[author] ?? -1;
      return node < 0 ? null : labels[node];
    },
    members: (community) => (community < communityCount ? members.subarray(starts[community], starts[community + 1]) : new Uint32Array(0)),
  };
}
