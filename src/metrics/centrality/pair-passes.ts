/**
 * The passes over vectors and graph by which the leading eigenpair is found (leading-pair.ts), in WebAssembly and plain. Sums are taken
 * over even and odd places apart, as two lanes add them: the same bits from both.
 */
import { WASM_BASE64 } from '../generated/leading-pair.js';
import { borrowed, layout } from '../paths/wasm-memory.js';
import type { LocalGraph } from './local-graph.js';
import { multiply } from './local-graph.js';

/** Products of w by itself and by the two that it is to be perpendicular to. */
export interface Shares {
  readonly squares: number;
  readonly alongX: number;
  readonly alongP: number;
}

/** What the best vector in the span of x, p and w, and the next direction, have of each. */
export interface Mixture {
  readonly best: readonly [number, number, number];
  readonly direction: readonly [number, number, number];
}

/**
 * The vector x, the last direction p and the residual w of a matrix A, with A·x, A·p and A·w; each pass goes over the places that were
 * chosen and leaves others at 0.
 */
export interface PairPasses {
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly ap: Float64Array;
  multiplyX(): void;
  multiplyW(): void;
  /** x · A·x. */
  alongAx(): number;
  /** Makes w = A·x − value·x. */
  startResidual(value: number): Shares;
  /** Takes from w what it has of x and p. */
  takeOut(shares: Shares): Shares;
  /** x · A·p, p · A·p, w · A·x, w · A·p, w · A·w. */
  overlaps(): Iterable<number> & ArrayLike<number>;
  /** Makes x and p, and their products, what the mixture says. */
  move(mixture: Mixture): void;
}

interface Exports {
  readonly configure: (from: number, to: number, ...addresses: number[]) => void;
  readonly multiplyX: () => void;
  readonly multiplyW: () => void;
  readonly alongAx: () => number;
  readonly startResidual: (value: number) => void;
  readonly takeOut: (ofX: number, ofP: number) => void;
  readonly overlaps: () => void;
  readonly move: (cx: number, cp: number, cw: number, dx: number, dp: number, dw: number) => void;
}

/** In WebAssembly, 52 bytes a node and 8 to 24 an edge. Good until the thread computes another metric. Throws where that cannot be. */
export function wasmPairPasses({ nodeCount, offsets, neighbours, strength }: LocalGraph, from: number, to: number): PairPasses {
  const vector = 8 * nodeCount;
  const at = layout({
    offsets: 4 * (nodeCount + 1), neighbours: 4 * neighbours.length, strength: strength === null ? 0 : 8 * neighbours.length,
    x: vector, ax: vector, p: vector, ap: vector, w: vector, aw: vector, results: 64,
  });
  const instance = borrowed(WASM_BASE64, at.end);
  const { buffer } = instance.memory;
  const exports = instance.exports as Exports;
  new Int32Array(buffer, at.offsets, nodeCount + 1).set(offsets);
  new Int32Array(buffer, at.neighbours, neighbours.length).set(neighbours);
  if (strength !== null) new Float64Array(buffer, at.strength, neighbours.length).set(strength);
  const own = (address: number): Float64Array => new Float64Array(buffer, address, nodeCount).fill(0);
  for (const address of [at.ax, at.w, at.aw]) own(address);
  exports.configure(from, to, at.offsets, at.neighbours, strength === null ? 0 : at.strength, at.x, at.ax, at.p, at.ap, at.w, at.aw, at.results);
  const results = new Float64Array(buffer, at.results, 8);
  const shares = (): Shares => ({ squares: results[0], alongX: results[1], alongP: results[2] });
  return {
    x: own(at.x),
    p: own(at.p),
    ap: own(at.ap),
    multiplyX: exports.multiplyX,
    multiplyW: exports.multiplyW,
    alongAx: exports.alongAx,
    startResidual: (value) => {
      exports.startResidual(value);
      return shares();
    },
    takeOut: ({ alongX, alongP }) => {
      exports.takeOut(alongX, alongP);
      return shares();
    },
    overlaps: () => {
      exports.overlaps();
      return results;
    },
    move: ({ best, direction }) => exports.move(...best, ...direction),
  };
}

/** Pairs of sums, over even places and over odd ones. */
type Sums = Float64Array;

/** In TypeScript, 48 bytes a node. */
export function plainPairPasses(graph: LocalGraph, from: number, to: number): PairPasses {
  const room = (): Float64Array => new Float64Array(graph.nodeCount);
  const [x, ax, p, ap, w, aw] = [room(), room(), room(), room(), room(), room()];
  const total = (sums: Sums, at: number): number => sums[at] + sums[at + 1];
  const shares = (sums: Sums): Shares => ({ squares: total(sums, 0), alongX: total(sums, 2), alongP: total(sums, 4) });
  /** Adds what w has at a place of itself and the others. */
  const share = (sums: Sums, place: number): void => {
    const lane = (place - from) & 1;
    const own = w[place];
    sums[lane] += own * own;
    sums[2 + lane] += own * x[place];
    sums[4 + lane] += own * p[place];
  };
  return {
    x,
    p,
    ap,
    multiplyX: () => multiply(graph, x, ax, from, to),
    multiplyW: () => multiply(graph, w, aw, from, to),
    alongAx: () => {
      const sums = new Float64Array(2);
      for (let place = from; place < to; place++) sums[(place - from) & 1] += x[place] * ax[place];
      return total(sums, 0);
    },
    startResidual: (value) => {
      const sums = new Float64Array(6);
      for (let place = from; place < to; place++) {
        w[place] = ax[place] - value * x[place];
        share(sums, place);
      }
      return shares(sums);
    },
    takeOut: ({ alongX, alongP }) => {
      const sums = new Float64Array(6);
      for (let place = from; place < to; place++) {
        w[place] -= alongX * x[place] + alongP * p[place];
        share(sums, place);
      }
      return shares(sums);
    },
    overlaps: () => {
      const sums = new Float64Array(10);
      for (let place = from; place < to; place++) {
        const lane = (place - from) & 1;
        sums[lane] += x[place] * ap[place];
        sums[2 + lane] += p[place] * ap[place];
        sums[4 + lane] += w[place] * ax[place];
        sums[6 + lane] += w[place] * ap[place];
        sums[8 + lane] += w[place] * aw[place];
      }
      return [total(sums, 0), total(sums, 2), total(sums, 4), total(sums, 6), total(sums, 8)];
    },
    move: ({ best: [cx, cp, cw], direction: [dx, dp, dw] }) => {
      for (let place = from; place < to; place++) {
        const [x0, p0, w0, ax0, ap0, aw0] = [x[place], p[place], w[place], ax[place], ap[place], aw[place]];
        x[place] = cx * x0 + cp * p0 + cw * w0;
        ax[place] = cx * ax0 + cp * ap0 + cw * aw0;
        p[place] = dx * x0 + dp * p0 + dw * w0;
        ap[place] = dx * ax0 + dp * ap0 + dw * aw0;
      }
    },
  };
}
