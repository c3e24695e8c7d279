/** Distances and path counts by Floyd–Warshall on integers: slow, short, and unlike anything in src. */
import type { Edge } from '../helpers/graphs.js';

export interface AllPairs {
  readonly distance: readonly (readonly number[])[];
  /** Number of shortest paths. */
  readonly paths: readonly (readonly number[])[];
}

/** All pairs for integer edge lengths ≥ 1 (`length` of an edge defaults to 1). O(n³). */
export function allPairs(n: number, edges: readonly Edge[], length: (edge: Edge) => number = () => 1): AllPairs {
  const distance = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 0 : Infinity)));
  const paths = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === j)));
  for (const edge of edges) {
    const [a, b] = edge;
    distance[a][b] = distance[b][a] = length(edge);
    paths[a][b] = paths[b][a] = 1;
  }
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (i === k || j === k || i === j) continue;
        const through = distance[i][k] + distance[k][j];
        if (through === Infinity || through > distance[i][j]) continue;
        const count = paths[i][k] * paths[k][j];
        if (through < distance[i][j]) {
          distance[i][j] = through;
          paths[i][j] = count;
        } else {
          paths[i][j] += count;
        }
      }
    }
  }
  return { distance, paths };
}

/** Betweenness by its definition: Σ over pairs s < t of σ_st(v) / σ_st. */
export function betweennessByDefinition({ distance, paths }: AllPairs): number[] {
  return distance.map((_, v) => {
    let sum = 0;
    for (let s = 0; s < distance.length; s++) {
      for (let t = s + 1; t < distance.length; t++) {
        if (s === v || t === v || distance[s][t] === Infinity) continue;
        if (distance[s][v] + distance[v][t] === distance[s][t]) sum += (paths[s][v] * paths[v][t]) / paths[s][t];
      }
    }
    return sum;
  });
}
