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
}

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
