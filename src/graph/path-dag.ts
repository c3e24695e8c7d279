/** All best paths between two vertices, held as the acyclic graph that they form. */

/** All shortest (or cheapest) paths between two vertices, as sequences of distinct vertices. */
export interface PathDag {
  /** Hops, or cost, of each path; null where there is none. */
  readonly distance: number | null;
  /** Number of paths; two that differ only in which joint paper links a pair are one. Infinity beyond 1.8 · 10^308. */
  readonly pathCount: number;
  /** False where pathCount exceeds 2^53 − 1 and is therefore rounded. */
  readonly pathCountExact: boolean;
  /** Every vertex that lies on a path, in an order in which each follows all its predecessors. */
  readonly vertices: Uint32Array;
  /** The vertices that may follow `vertex` on a path, ascending; empty for the target and for vertices on no path. */
  successors(vertex: number): Uint32Array;
  /**
   * The paths, lexicographically by their vertices, at most `limit` of them (all if absent). Memory of one path and
   * its vertices' successors, whatever the number.
   */
  paths(limit?: number): Generator<Uint32Array, void, undefined>;
}

const NONE = new Uint32Array(0);

/** The answer where no path exists. */
export const NO_PATH: PathDag = {
  distance: null,
  pathCount: 0,
  pathCountExact: true,
  vertices: NONE,
  successors: () => NONE,
  *paths() {
    yield* [];
  },
};

/**
 * Makes a PathDag of its parts: `vertices` in topological order, the source first, the target last, each on some
 * path, and `successors` as above. Counts the paths; O(edges of the DAG).
 */
export function pathDag(
  distance: number,
  vertices: Uint32Array,
  successors: (vertex: number) => Uint32Array,
): PathDag {
  const target = vertices[vertices.length - 1];
  const pathsFrom = new Map<number, number>([[target, 1]]);
  for (let i = vertices.length - 2; i >= 0; i -= 1) {
    let count = 0;
    for (const next of successors(vertices[i])) count += pathsFrom.get(next) ?? 0;
    pathsFrom.set(vertices[i], count);
  }
  const pathCount = pathsFrom.get(vertices[0]) ?? 0;
  return {
    distance,
    pathCount,
    // Every partial count is at most the total, so an exactly representable total was summed exactly.
    pathCountExact: pathCount <= Number.MAX_SAFE_INTEGER,
    vertices,
    successors: (vertex) => (pathsFrom.has(vertex) ? successors(vertex) : NONE),
    paths: (limit = Infinity) => walk(vertices[0], target, successors, limit),
  };
}

function* walk(
  source: number,
  target: number,
  successors: (vertex: number) => Uint32Array,
  limit: number,
): Generator<Uint32Array, void, undefined> {
  let remaining = limit;
  const path = [source];
  const choices = [source === target ? NONE : successors(source)];
  const nextChoice = [0];
  if (source === target && remaining > 0) yield Uint32Array.of(source);
  while (path.length > 0 && remaining > 0) {
    const depth = path.length - 1;
    if (nextChoice[depth] === choices[depth].length) {
      path.pop();
      choices.pop();
      nextChoice.pop();
      continue;
    }
    const vertex = choices[depth][nextChoice[depth]++];
    if (vertex === target) {
      yield Uint32Array.from([...path, vertex]);
      remaining -= 1;
      continue;
    }
    path.push(vertex);
    choices.push(successors(vertex));
    nextChoice.push(0);
  }
}
