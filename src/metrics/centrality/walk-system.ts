/**
 * The passes by which PageRank is solved: the system (D − d·W)·x = b, with W the strengths, D their sums and d the damping, by
 * conjugate gradients preconditioned by a symmetric Gauss–Seidel sweep, M = (D − d·L)·D⁻¹·(D − d·U), where L and U are the parts of
 * W below and above the diagonal. Eisenstat's form (1981, doi:10.1137/0902001) of it needs no product by W beside the sweep: with
 * t = (D − d·U)⁻¹·D·p, the product of direction p by the preconditioned matrix is t + (D − d·L)⁻¹·D·(p − t). So a step reads each
 * entry of the graph once, as a step of the power iteration does, and some 26 make 2e-14 where that would take over two hundred.
 * Vectors v of the preconditioned system have the inner product Σ D·v·w.
 */
import { WASM_BASE64 } from '../generated/walk-system.js';
import { borrowed, layout } from '../paths/wasm-memory.js';

/** A symmetric graph whose rows hold neighbours of smaller place before those of larger place. */
export interface WalkRows {
  readonly nodeCount: number;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  /** Parallel to neighbours; null where all are 1. */
  readonly strength: Float32Array | Float64Array | null;
}

/** The system and the vectors of a solution on its way; by place, and zero at places without neighbours. */
export interface WalkSystem {
  /** D. */
  readonly diagonal: Float64Array;
  /** x. */
  readonly solution: Float64Array;
  /** To be filled with b − (D − d·W)·x before `begin`. */
  readonly residual: Float64Array;
  /** W·x, after `multiply`. */
  readonly products: Float64Array;
  /** Preconditions the residual; returns the inner product with itself. */
  begin(): number;
  /** Makes `beta` times the last direction plus the residual the next direction. */
  turn(beta: number): void;
  /** Multiplies the direction; returns its inner product with that. */
  product(): number;
  /** Moves `alpha` along the direction; returns the residual's inner product with itself. */
  step(alpha: number): number;
  /** Σ D·|residual| after the last step: near the L1 norm of b − (D − d·W)·x, and at least its 1 / (1 + d). */
  lastMoved(): number;
  multiply(): void;
}

/** The system of `rows`, D being `totals`, at its start. */
export function walkSystem(rows: WalkRows, totals: Float64Array, damping: number): WalkSystem {
  try {
    return wasmWalkSystem(rows, totals, damping);
  } catch {
    // No WebAssembly, or not enough memory of its kind: the same bits, about half as fast.
    return plainWalkSystem(rows, totals, damping);
  }
}

interface Exports extends Pick<WalkSystem, 'begin' | 'turn' | 'product' | 'step' | 'lastMoved' | 'multiply'> {
  readonly configure: (placeCount: number, ...addresses: number[]) => void;
}

/** What the passes divide by and multiply with: d / D, 0 where D is 0. */
function fillPull(pull: Float64Array, diagonal: Float64Array, damping: number): void {
  for (let place = 0; place < diagonal.length; place++) pull[place] = diagonal[place] === 0 ? 0 : damping / diagonal[place];
}

/** In WebAssembly, 68 bytes a node and 24 an edge. It is good until the thread computes another metric. Throws where that cannot be. */
export function wasmWalkSystem({ nodeCount, offsets, neighbours, strength }: WalkRows, totals: Float64Array, damping: number): WalkSystem {
  const places = nodeCount + (nodeCount & 1);
  const vector = 8 * places;
  const at = layout({
    offsets: 4 * (places + 1), neighbours: 4 * neighbours.length, strength: 8 * neighbours.length, diagonal: vector, pull: vector,
    solution: vector, residual: vector, direction: vector, upper: vector, lower: vector,
  });
  const instance = borrowed(WASM_BASE64, at.end);
  const { buffer } = instance.memory;
  const { configure, ...passes } = instance.exports as Exports;
  const doubles = (address: number): Float64Array => new Float64Array(buffer, address, places);
  const rows = new Int32Array(buffer, at.offsets, places + 1);
  rows.set(offsets);
  rows[places] = neighbours.length;
  new Int32Array(buffer, at.neighbours, neighbours.length).set(neighbours);
  const strengths = new Float64Array(buffer, at.strength, neighbours.length);
  if (strength === null) strengths.fill(1);
  else strengths.set(strength);
  for (const address of [at.diagonal, at.solution, at.residual, at.direction, at.upper, at.lower]) doubles(address).fill(0);
  const diagonal = doubles(at.diagonal);
  diagonal.set(totals);
  fillPull(doubles(at.pull), diagonal, damping);
  configure(places, at.offsets, at.neighbours, at.strength, at.diagonal, at.pull, at.solution, at.residual, at.direction, at.upper, at.lower);
  const own = (address: number): Float64Array => doubles(address).subarray(0, nodeCount);
  return { ...passes, diagonal: own(at.diagonal), solution: own(at.solution), residual: own(at.residual), products: own(at.lower) };
}

/**
 * What is summed at each place. A pass asks for every place once: `below` in ascending order, when all values before have their
 * new value, `above` in descending order likewise, `whole` in ascending order while no value changes.
 */
export interface WalkSums {
  /** Σ strength · value over the neighbours of smaller place. */
  readonly below: (place: number, values: Float64Array) => number;
  readonly above: (place: number, values: Float64Array) => number;
  readonly whole: (place: number, values: Float64Array) => number;
}

/** In TypeScript: 56 bytes a node. The same bits. */
export function plainWalkSystem(rows: WalkRows, diagonal: Float64Array, damping: number): WalkSystem {
  return walkSystemOf(rowSums(rows), diagonal, damping);
}

function rowSums({ offsets, neighbours, strength }: WalkRows): WalkSums {
  return {
    below: (place, values) => {
      let sum = 0;
      for (let slot = offsets[place], end = offsets[place + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (neighbour > place) break;
        sum += strength === null ? values[neighbour] : strength[slot] * values[neighbour];
      }
      return sum;
    },
    above: (place, values) => {
      let sum = 0;
      for (let slot = offsets[place + 1] - 1, start = offsets[place]; slot >= start; slot--) {
        const neighbour = neighbours[slot];
        if (neighbour < place) break;
        sum += strength === null ? values[neighbour] : strength[slot] * values[neighbour];
      }
      return sum;
    },
    whole: (place, values) => {
      let sum = 0;
      for (let slot = offsets[place], end = offsets[place + 1]; slot < end; slot++) {
        sum += strength === null ? values[neighbours[slot]] : strength[slot] * values[neighbours[slot]];
      }
      return sum;
    },
  };
}

/** The system whose rows are summed so. */
export function walkSystemOf({ below, above, whole }: WalkSums, diagonal: Float64Array, damping: number): WalkSystem {
  const nodeCount = diagonal.length;
  const room = (): Float64Array => new Float64Array(nodeCount);
  const [pull, solution, residual, direction, upper, lower] = [room(), room(), room(), room(), room(), room()];
  fillPull(pull, diagonal, damping);
  let moved = 0;

  return {
    diagonal,
    solution,
    residual,
    products: lower,
    begin: () => {
      let squares = 0;
      for (let place = 0; place < nodeCount; place++) {
        const own = diagonal[place];
        const value = own === 0 ? 0 : residual[place] / own + pull[place] * below(place, residual);
        residual[place] = value;
        squares += own * value * value;
      }
      return squares;
    },
    turn: (beta) => {
      for (let place = nodeCount - 1; place >= 0; place--) {
        const value = residual[place] + beta * direction[place];
        direction[place] = value;
        upper[place] = value + pull[place] * above(place, upper);
      }
    },
    product: () => {
      let sum = 0;
      for (let place = 0; place < nodeCount; place++) {
        const towards = direction[place];
        const up = upper[place];
        const value = towards - up + pull[place] * below(place, lower);
        lower[place] = value;
        sum += diagonal[place] * towards * (up + value);
      }
      return sum;
    },
    step: (alpha) => {
      // Even and odd places apart, as two lanes add them.
      const squares = [0, 0];
      const sums = [0, 0];
      for (let place = 0; place < nodeCount; place++) {
        const up = upper[place];
        solution[place] += alpha * up;
        const left = residual[place] - alpha * (up + lower[place]);
        residual[place] = left;
        const weighted = diagonal[place] * left;
        squares[place & 1] += weighted * left;
        sums[place & 1] += Math.abs(weighted);
      }
      moved = sums[0] + sums[1];
      return squares[0] + squares[1];
    },
    lastMoved: () => moved,
    multiply: () => {
      for (let place = 0; place < nodeCount; place++) lower[place] = whole(place, solution);
    },
  };
}
