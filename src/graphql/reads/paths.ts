/** Shortest ways between two authors under a graph, by whichever search suits it. */
import type { PathDag } from '../../graph/path-dag.js';
import { shortestPathDag } from '../../graph/shortest-paths.js';
import { cheapestPathDag } from '../../graph/weighted-path.js';
import type { Distance } from '../../metrics/metric.js';
import type { GraphInUse } from '../graph-in-use.js';

export interface PathsFound {
  /** Steps of the shortest of the ways; null where there is none. */
  readonly distance: number | null;
  /** What was minimised. */
  readonly cost: number | null;
  readonly pathCount: number;
  /** Authors along each way, at most `limit` ways. */
  readonly paths: readonly number[][];
}

/**
 * Hops are searched on the incidence, which never grows with the number of pairs; costs, and graphs that drop weak
 * edges, need the projection. Cost as those searches state.
 */
export function pathsBetween(graph: GraphInUse, from: number, to: number, distance: Distance, limit: number): PathsFound {
  if (from === to) return { distance: 0, cost: 0, pathCount: 1, paths: limit > 0 ? [[from]] : [] };
  const { nodeOf } = graph.selection;
  if (nodeOf[from] === -1 || nodeOf[to] === -1) return { distance: null, cost: null, pathCount: 0, paths: [] };
  if (distance === 'UNWEIGHTED' && graph.hasAllEdges) {
    const dag = shortestPathDag(graph.snapshot.incidence, graph.selection.paperMask, from, to);
    return found(dag, limit, (author) => author);
  }
  const { projection } = graph;
  const dag = cheapestPathDag(projection, projection.nodeOf[from], projection.nodeOf[to], distance);
  return found(dag, limit, (node) => projection.nodes[node]);
}

function found(dag: PathDag, limit: number, author: (vertex: number) => number): PathsFound {
  if (dag.distance === null) return { distance: null, cost: null, pathCount: 0, paths: [] };
  return {
    distance: fewestSteps(dag),
    cost: dag.distance,
    // A count beyond what a float holds is still not "none": the largest float stands for it.
    pathCount: Math.min(dag.pathCount, Number.MAX_VALUE),
    paths: Array.from(dag.paths(limit), (path) => Array.from(path, author)),
  };
}

/** Ways of equal cost may differ in steps. O(edges of the ways). */
function fewestSteps(dag: PathDag): number {
  const { vertices } = dag;
  const steps = new Map<number, number>([[vertices[0], 0]]);
  for (const vertex of vertices) {
    const next = (steps.get(vertex) ?? 0) + 1;
    for (const successor of dag.successors(vertex)) {
      steps.set(successor, Math.min(steps.get(successor) ?? Infinity, next));
    }
  }
  return steps.get(vertices[vertices.length - 1]) ?? 0;
}
