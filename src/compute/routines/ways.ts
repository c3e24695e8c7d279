/** Shortest ways between two authors, by whichever search suits the graph. */
import type { PathDag } from '../../graph/path-dag.js';
import { shortestPathDag } from '../../graph/shortest-paths.js';
import type { Incidence, Projection } from '../../graph/types.js';
import { cheapestPathDag } from '../../graph/weighted-path.js';
import type { Distance } from '../../metrics/metric.js';

export interface WaysFound {
  /** Steps of the shortest of the ways; null where there is none. */
  readonly distance: number | null;
  /** What was minimised. */
  readonly cost: number | null;
  readonly pathCount: number;
  /** Authors along each way, at most `limit` ways. */
  readonly paths: readonly number[][];
  /** Everybody on any of the ways, however few are listed. */
  readonly walkers: Walkers;
}

/** The authors on some ways, nearest to where these start first; parallel arrays. */
export interface Walkers {
  readonly authors: Uint32Array;
  /** Fewest steps from the start along one of the ways. */
  readonly steps: Uint32Array;
  /** Share of the ways that lead through the author, above 0 up to 1. */
  readonly shares: Float64Array;
}

export const NO_WALKERS: Walkers = { authors: new Uint32Array(0), steps: new Uint32Array(0), shares: new Float64Array(0) };

interface Ends {
  /** Two different authors. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Ways of fewest steps along papers; on the incidence, so that the number of pairs never counts. */
export function waysAlongPapers({ incidence, paperMask, from, to, limit }: Ends & { readonly incidence: Incidence; readonly paperMask: Uint8Array }): WaysFound {
  return found(shortestPathDag(incidence, paperMask, from, to), limit, (author) => author);
}

/** Ways of least length along a projection's edges; both authors must be nodes. */
export function waysAlongEdges({ projection, distance, from, to, limit }: Ends & { readonly projection: Projection; readonly distance: Distance }): WaysFound {
  const { nodeOf, nodes } = projection;
  return found(cheapestPathDag(projection, nodeOf[from], nodeOf[to], distance), limit, (node) => nodes[node]);
}

function found(dag: PathDag, limit: number, author: (vertex: number) => number): WaysFound {
  if (dag.distance === null) return { distance: null, cost: null, pathCount: 0, paths: [], walkers: NO_WALKERS };
  const steps = fewestSteps(dag);
  return {
    distance: steps.get(dag.vertices[dag.vertices.length - 1]) ?? 0,
    cost: dag.distance,
    // A count beyond what a float holds is still not "none": the largest float stands for it.
    pathCount: Math.min(dag.pathCount, Number.MAX_VALUE),
    paths: Array.from(dag.paths(limit), (path) => Array.from(path, author)),
    walkers: walkersOf(dag, steps, author),
  };
}

function walkersOf(dag: PathDag, steps: ReadonlyMap<number, number>, author: (vertex: number) => number): Walkers {
  const shares = sharesOfWays(dag);
  const stepsOf = (vertex: number) => steps.get(vertex) ?? 0;
  const vertices = dag.vertices.toSorted((v, w) => stepsOf(v) - stepsOf(w) || author(v) - author(w));
  return {
    authors: vertices.map(author),
    steps: vertices.map(stepsOf),
    shares: Float64Array.from(vertices, (vertex) => shares.get(vertex) ?? 0),
  };
}

/** Steps from the start to each vertex: ways of equal cost may differ in them, and the fewest count. O(edges of the ways). */
function fewestSteps(dag: PathDag): Map<number, number> {
  const { vertices } = dag;
  const steps = new Map<number, number>([[vertices[0], 0]]);
  for (const vertex of vertices) {
    const next = (steps.get(vertex) ?? 0) + 1;
    for (const successor of dag.successors(vertex)) {
      steps.set(successor, Math.min(steps.get(successor) ?? Infinity, next));
    }
  }
  return steps;
}

/** Which share of the ways leads through each vertex: all set out from the first, and part in proportion to how many go on from each next. O(edges of the ways). */
function sharesOfWays(dag: PathDag): Map<number, number> {
  const { vertices } = dag;
  const onwards = new Map<number, number>([[vertices[vertices.length - 1], 1]]);
  const onwardsFrom = (vertex: number) => onwards.get(vertex) ?? 0;
  for (let i = vertices.length - 2; i >= 0; i -= 1) {
    let count = 0;
    for (const next of dag.successors(vertices[i])) count += onwardsFrom(next);
    // Beyond the largest float all are alike: a quotient of infinities would be no number.
    onwards.set(vertices[i], Math.min(count, Number.MAX_VALUE));
  }
  const shares = new Map<number, number>([[vertices[0], 1]]);
  for (const vertex of vertices) {
    const share = (shares.get(vertex) ?? 0) / onwardsFrom(vertex);
    for (const next of dag.successors(vertex)) shares.set(next, (shares.get(next) ?? 0) + share * onwardsFrom(next));
  }
  return shares;
}
