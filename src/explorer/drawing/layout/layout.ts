/**
 * Places for the nodes of a network: ForceAtlas2 (Jacomy et al. 2014, DOI 10.1371/journal.pone.0098679) on each connected
 * component by itself, near points then moved apart, the components set side by side so that none drifts away. Pure:
 * equal input, in whatever order, gives equal bits.
 */
import iterate, { type ForceAtlas2Settings } from 'graphology-layout-forceatlas2/iterate.js';
import { componentsOf, setBeside } from './components.js';
import { moveApart } from './overlaps.js';

export interface LayoutEdge {
  /** Indices into `ids`. */
  readonly source: number;
  readonly target: number;
  /** Positive; larger pulls more. */
  readonly strength: number;
}

/** Coordinates parallel to `ids`. Authors who write together lie about 2 apart; the middle is 0, 0. */
export interface Places {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export interface LayoutInput {
  /** Distinct. */
  readonly ids: readonly string[];
  readonly edges: readonly LayoutEdge[];
  /** Any integer: another seed, another picture. */
  readonly seed: number;
  /** Where to begin, such as the server's seeded places; null: from the seed alone. */
  readonly start: Places | null;
}

const NUMBERS_PER_NODE = 10;
const MASS = 6;
const CONVERGENCE = 7;
const SIZE = 8;
/** Rounds between two answers of the generator. */
const ROUNDS_PER_STEP = 10;
/** Least distance of two nodes, where authors who write together lie about 2 apart. */
const LEAST_DISTANCE = 0.8;
/** From so many nodes on the forces are worked out by regions (Barnes & Hut): faster, and as good to the eye. */
const BY_REGIONS = 700;

/** Rounds of ForceAtlas2 for a component of so many nodes. */
export function roundsFor(nodeCount: number): number {
  return nodeCount < 3 ? 0 : nodeCount <= 100 ? 500 : nodeCount <= 600 ? 350 : 240;
}

/** Two numbers from 0 to 1 that follow from a seed and an id (FNV-1a and a finisher of MurmurHash3). */
function randomPair(seed: number, id: string): [number, number] {
  let hash = 2166136261 ^ seed;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  const finish = (value: number) => {
    let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  return [finish(hash), finish(hash ^ 0x9e3779b9)];
}

interface Component {
  readonly nodes: Float32Array;
  readonly edges: Float32Array;
  readonly settings: ForceAtlas2Settings;
  roundsLeft: number;
}

function settingsFor(nodeCount: number): ForceAtlas2Settings {
  return {
    linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 1, scalingRatio: 10, strongGravityMode: true, gravity: 0.05,
    slowDown: 1 + Math.log(nodeCount), barnesHutOptimize: nodeCount >= BY_REGIONS, barnesHutTheta: 0.6,
  };
}

/** The matrices of a component; `members` in order of id, edges in order of their ends: sums, and so the picture, follow that order. */
function componentOf(members: readonly number[], rank: Uint32Array, { ids, seed, start }: LayoutInput, edges: readonly LayoutEdge[]): Component {
  const nodes = new Float32Array(members.length * NUMBERS_PER_NODE);
  const spread = Math.sqrt(members.length);
  members.forEach((index, i) => {
    const at = i * NUMBERS_PER_NODE;
    const [u, v] = randomPair(seed, ids[index]);
    nodes[at] = start === null ? Math.cos(2 * Math.PI * u) * Math.sqrt(v) * spread : start.xs[index] * spread;
    nodes[at + 1] = start === null ? Math.sin(2 * Math.PI * u) * Math.sqrt(v) * spread : start.ys[index] * spread;
    [nodes[at + MASS], nodes[at + CONVERGENCE], nodes[at + SIZE]] = [1, 1, 1];
  });
  const mean = edges.reduce((sum, { strength }) => sum + strength, 0) / (edges.length || 1);
  const matrix = new Float32Array(edges.length * 3);
  edges.forEach(({ source, target, strength }, i) => {
    // The root: pairs with a hundred papers would else be one point.
    const weight = Math.sqrt(strength / mean);
    const [a, b] = [rank[source] * NUMBERS_PER_NODE, rank[target] * NUMBERS_PER_NODE];
    matrix.set([a, b, weight], i * 3);
    nodes[a + MASS] += weight;
    nodes[b + MASS] += weight;
  });
  return { nodes, edges: matrix, settings: settingsFor(members.length), roundsLeft: roundsFor(members.length) };
}

/** A component's places, scaled so that its area goes with its nodes; moved apart if that is wanted. */
function placesOf({ nodes }: Component, isApart: boolean): Places {
  const count = nodes.length / NUMBERS_PER_NODE;
  const xs = Float64Array.from({ length: count }, (_, i) => nodes[i * NUMBERS_PER_NODE]);
  const ys = Float64Array.from({ length: count }, (_, i) => nodes[i * NUMBERS_PER_NODE + 1]);
  if (count === 1) return { xs: new Float64Array(1), ys: new Float64Array(1) };
  if (count === 2) return { xs: Float64Array.of(0, 2), ys: new Float64Array(2) };
  const [middleX, middleY] = [xs.reduce((a, b) => a + b) / count, ys.reduce((a, b) => a + b) / count];
  const deviation = Math.sqrt(xs.reduce((sum, x, i) => sum + (x - middleX) ** 2 + (ys[i] - middleY) ** 2, 0) / count);
  // Points spread evenly over a disc of area 4 per point have this root mean square distance from its middle.
  const scale = deviation > 0 && Number.isFinite(deviation) ? Math.sqrt((2 * count) / Math.PI) / deviation : 0;
  const scaled = { xs: xs.map((x) => (scale === 0 ? 0 : (x - middleX) * scale)), ys: ys.map((y) => (scale === 0 ? 0 : (y - middleY) * scale)) };
  if (isApart || scale === 0) moveApart(scaled.xs, scaled.ys, LEAST_DISTANCE);
  return scaled;
}

/**
 * Lays out step by step: answers the places after every ten rounds of each component as they'd be if it ended there, and
 * returns the final ones. Duplicate edges add up; loops are left out. Time: rounds · n² for components under 700 nodes,
 * rounds · n log n above; some 0.3 s at 500 nodes.
 */
export function* layOut(input: LayoutInput): Generator<() => Places, Places> {
  const { ids } = input;
  const byId = ids.map((_, i) => i).sort((a, b) => (ids[a] < ids[b] ? -1 : Number(ids[a] > ids[b])));
  const place = new Uint32Array(ids.length);
  byId.forEach((index, i) => (place[index] = i));
  // Everything below is in order of id, so that it doesn't matter in which order an answer came.
  const edges = input.edges
    .filter(({ source, target, strength }) => source !== target && strength > 0)
    .map(({ source, target, strength }) => ({ source: Math.min(place[source], place[target]), target: Math.max(place[source], place[target]), strength }))
    .sort((a, b) => a.source - b.source || a.target - b.target || a.strength - b.strength);
  const sorted: LayoutInput = {
    ...input, ids: byId.map((index) => ids[index]), edges,
    start: input.start === null ? null : { xs: Float64Array.from(byId, (index) => input.start?.xs[index] ?? 0), ys: Float64Array.from(byId, (index) => input.start?.ys[index] ?? 0) },
  };
  const members = componentsOf(ids.length, edges);
  const componentAt = new Uint32Array(ids.length);
  const rank = new Uint32Array(ids.length);
  members.forEach((list, c) => list.forEach((node, i) => ([componentAt[node], rank[node]] = [c, i])));
  const edgesOf: LayoutEdge[][] = members.map(() => []);
  for (const edge of edges) edgesOf[componentAt[edge.source]].push(edge);
  const components = members.map((list, c) => componentOf(list, rank, sorted, edgesOf[c]));

  const placesNow = (isApart: boolean): Places => {
    const all = setBeside(members, components.map((component) => placesOf(component, isApart)), ids.length);
    return { xs: Float64Array.from(place, (i) => all.xs[i]), ys: Float64Array.from(place, (i) => all.ys[i]) };
  };
  while (components.some(({ roundsLeft }) => roundsLeft > 0)) {
    for (const component of components) {
      for (let round = Math.min(ROUNDS_PER_STEP, component.roundsLeft); round > 0; round--, component.roundsLeft--) iterate(component.settings, component.nodes, component.edges);
    }
    yield () => placesNow(false);
  }
  return placesNow(true);
}

/** The final places at once, without the steps in between. */
export function layOutAtOnce(input: LayoutInput): Places {
  const steps = layOut(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
