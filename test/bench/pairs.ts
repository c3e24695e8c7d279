/**
 * Which metric of ours is held against which call of whom, and how equal their answers must be. The calls themselves are in
 * peers/, by the same keys.
 */
import type { Parameters } from '../../src/metrics/metric.js';

/** A metric of ours with the parameters that it must know; of several the first that this build has counts. */
export interface OurCall {
  readonly id: string;
  readonly parameters: Parameters;
}

export type Comparison =
  /** |ours − theirs| ≤ tolerance · (|theirs| + mean of theirs) for every node. */
  | { readonly kind: 'RELATIVE'; readonly tolerance: number }
  /** Σ|ours − theirs| ≤ tolerance. */
  | { readonly kind: 'L1'; readonly tolerance: number }
  /** max|ours − theirs| ≤ tolerance · max|theirs|, both scaled to length 1 before. */
  | { readonly kind: 'DIRECTION'; readonly tolerance: number }
  /** max|ours − theirs| ≤ tolerance. */
  | { readonly kind: 'ABSOLUTE'; readonly tolerance: number }
  /** Different partitions may be right: their modularity by strength is computed for both and shown. */
  | { readonly kind: 'MODULARITY' };

export interface Pair {
  readonly key: string;
  readonly ours: readonly OurCall[];
  /** Whether the peers' values are one per edge, in the order of smaller ends, then of larger ones. Per node or single unless said. */
  readonly per?: 'EDGE';
  /** Which form of ours the peers' values are. */
  readonly form: 'values' | 'normalized';
  /** What the peers are told. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly comparison: Comparison;
  /** Steps that a plain implementation takes: says beforehand who would try our patience. */
  readonly work: 'LINEAR' | 'ALL_PAIRS' | 'ALL_PAIRS_BY_COST' | 'SAMPLED';
  /**
   * WHOLE unless said: the graph as it is. GIANT: its largest component, where ours is defined on that and theirs on all. EXACT_COSTS:
   * strengths rounded up to powers of two, so that sums of costs are exact and everybody sees the same ties.
   */
  readonly graph?: 'GIANT' | 'EXACT_COSTS';
  /** How each peer does it, where a word is needed. */
  readonly remark?: string;
}

const NONE = {};
const exactly = (tolerance: number): Comparison => ({ kind: 'RELATIVE', tolerance });

/** A metric of ours by its exact method, where it has others too. */
function ours(id: string, parameters: Parameters = NONE): readonly OurCall[] {
  return [{ id, parameters: { method: 'EXACT', ...parameters } }, { id, parameters }];
}

/** Our communities by an algorithm; the network metric where no metric gives the communities of authors. */
function communities(algorithm: string): readonly OurCall[] {
  const byName = { algorithm, weighted: true };
  const calls = [{ id: 'COMMUNITY', parameters: byName }, { id: 'COMMUNITY', parameters: { algorithm } }, { id: 'MODULARITY', parameters: { algorithm } }];
  return algorithm === 'LOUVAIN' ? [...calls, { id: 'MODULARITY', parameters: NONE }] : calls;
}

const PAGERANK_TOLERANCE = 1e-10;
const SAMPLING = { epsilon: 0.01, delta: 0.1 };
/** Each step counts this share of the reciprocal of the leading eigenvalue, which the peers find outside their time. */
const KATZ = { share: 0.85, tolerance: 1e-12 };

export const PAIRS: readonly Pair[] = [
  { key: 'betweenness', ours: ours('BETWEENNESS'), form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS', remark: 'exact, by hops' },
  {
    key: 'betweenness-cost', ours: ours('BETWEENNESS', { distance: 'INVERSE_STRENGTH' }), form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS_BY_COST', graph: 'EXACT_COSTS',
    remark: 'exact, cost = 1/strength; strengths rounded up to powers of two for everybody, so that sums of costs are exact and all see the same ties',
  },
  {
    key: 'betweenness-sampled', ours: [{ id: 'BETWEENNESS', parameters: { method: 'SAMPLED', ...SAMPLING } }], form: 'normalized', parameters: SAMPLING, comparison: { kind: 'ABSOLUTE', tolerance: 2 * SAMPLING.epsilon }, work: 'SAMPLED',
    remark: 'ε = .01, δ = .1; NetworKit: KadabraBetweenness, whose values are twice the share of pairs on undirected graphs and are halved; each is within ε of the truth, so both within 2ε',
  },
  { key: 'edge-betweenness', ours: ours('EDGE_BETWEENNESS'), per: 'EDGE', form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS', remark: 'exact, by hops' },
  {
    key: 'edge-betweenness-cost', ours: ours('EDGE_BETWEENNESS', { distance: 'INVERSE_STRENGTH' }), per: 'EDGE', form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS_BY_COST', graph: 'EXACT_COSTS',
    remark: 'exact, cost = 1/strength, strengths as for betweenness-cost',
  },
  { key: 'closeness', ours: ours('CLOSENESS'), form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS', remark: 'Wasserman–Faust; scaled outside the time for igraph and graph-tool, who normalise within components' },
  { key: 'harmonic', ours: ours('HARMONIC_CLOSENESS'), form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'ALL_PAIRS' },
  { key: 'eccentricity', ours: ours('ECCENTRICITY'), form: 'values', parameters: NONE, comparison: exactly(0), work: 'ALL_PAIRS' },
  { key: 'diameter', ours: ours('DIAMETER'), form: 'values', parameters: NONE, comparison: exactly(0), work: 'ALL_PAIRS', graph: 'GIANT', remark: 'of the largest component' },
  {
    key: 'pagerank', ours: ours('PAGERANK'), form: 'values', parameters: { damping: 0.85, tolerance: PAGERANK_TOLERANCE }, comparison: { kind: 'L1', tolerance: 2e-9 }, work: 'LINEAR',
    remark: 'by strength; stops at an L1 change of 1e-10: ours, graph-tool (epsilon), NetworKit (tol with the L1 norm), graphology and NetworkX (tolerance times n); igraph has PRPACK, which takes no tolerance and stops at 1e-10',
  },
  { key: 'eigenvector', ours: ours('EIGENVECTOR'), form: 'values', parameters: { tolerance: 1e-10 }, comparison: { kind: 'DIRECTION', tolerance: 1e-5 }, work: 'LINEAR', graph: 'GIANT', remark: 'of the largest component, unweighted; ours stops at an L2 change of 1e-12, igraph has ARPACK at machine precision, the others stop at 1e-10' },
  { key: 'katz', ours: [{ id: 'KATZ', parameters: { alpha: KATZ.share } }], form: 'values', parameters: KATZ, comparison: { kind: 'DIRECTION', tolerance: 1e-8 }, work: 'LINEAR', remark: "α = .85 / λ₁, which ours finds within its time and graph-tool is told; NetworKit's KatzCentrality counts every step of the series twice on undirected graphs (11.3) and is left out" },
  { key: 'clustering', ours: ours('LOCAL_CLUSTERING'), form: 'values', parameters: NONE, comparison: exactly(1e-12), work: 'LINEAR', remark: 'NetworKit: LocalClusteringCoefficient, turbo' },
  { key: 'triangles', ours: ours('TRIANGLES'), form: 'values', parameters: NONE, comparison: exactly(0), work: 'LINEAR' },
  { key: 'cores', ours: ours('CORE_NUMBER'), form: 'values', parameters: NONE, comparison: exactly(0), work: 'LINEAR' },
  { key: 'components', ours: ours('COMPONENT_SIZE'), form: 'values', parameters: NONE, comparison: exactly(0), work: 'LINEAR', remark: 'NetworKit: the faster of ConnectedComponents and ParallelConnectedComponents' },
  { key: 'constraint', ours: ours('CONSTRAINT', { weighted: true }), form: 'values', parameters: NONE, comparison: exactly(1e-9), work: 'LINEAR' },
  { key: 'louvain', ours: communities('LOUVAIN'), form: 'values', parameters: NONE, comparison: { kind: 'MODULARITY' }, work: 'LINEAR', remark: 'by strength; igraph community_multilevel, NetworKit PLM' },
  { key: 'leiden', ours: communities('LEIDEN'), form: 'values', parameters: NONE, comparison: { kind: 'MODULARITY' }, work: 'LINEAR', remark: 'by strength; igraph community_leiden (modularity, 2 iterations), NetworKit ParallelLeiden' },
  { key: 'label-propagation', ours: communities('LABEL_PROPAGATION'), form: 'values', parameters: NONE, comparison: { kind: 'MODULARITY' }, work: 'LINEAR', remark: 'by strength' },
];

/** The pairs of the given keys, in the table's order; all where none is given. Throws a RangeError naming an unknown one. */
export function pairsNamed(keys: readonly string[]): readonly Pair[] {
  const unknown = keys.find((key) => PAIRS.every((pair) => pair.key !== key));
  if (unknown !== undefined) throw new RangeError(`there is no benchmark "${unknown}"; there are ${PAIRS.map(({ key }) => key).join(', ')}`);
  return keys.length === 0 ? PAIRS : PAIRS.filter(({ key }) => keys.includes(key));
}
