/**
 * Solving (D − f·W)·x = b on a graph by successive over-relaxation: Katz centrality is such a system.
 *
 * W holds the strengths (or ones) and is symmetric; D − f·W is positive definite there, and for such systems the
 * sweeps converge from any start for every relaxation 0 < ω < 2 (Ostrowski 1954; Reich 1949). With ρ the spectral
 * radius of f·D⁻¹·W, ω = 2 / (1 + √(1 − ρ²)) is Young's choice (1954, doi:10.1090/S0002-9947-1954-0059635-7): about a
 * quarter of the sweeps of the power iteration. Sweeps write in place, so they need one value a node.
 */
import type { LocalGraph } from './local-graph.js';

/** The system D·x = base + factor·W·x, D a diagonal. */
export interface Relaxation {
  readonly base: number;
  readonly factor: number;
  /** [n] > 0; a place without neighbours keeps its value where it is 0. */
  readonly diagonal: Float64Array;
  /** ω, above 0 and below 2. */
  readonly omega: number;
}

/** One sweep in place, over places in order. Returns the largest diagonal · |change|. O(n + m). */
export function relax(graph: LocalGraph, values: Float64Array, { base, factor, diagonal, omega }: Relaxation): number {
  const { nodeCount, offsets, neighbours, strength } = graph;
  let change = 0;
  for (let place = 0; place < nodeCount; place++) {
    const own = diagonal[place];
    if (own === 0) continue;
    let sum = 0;
    const end = offsets[place + 1];
    if (strength === null) for (let slot = offsets[place]; slot < end; slot++) sum += values[neighbours[slot]];
    else for (let slot = offsets[place]; slot < end; slot++) sum += strength[slot] * values[neighbours[slot]];
    const step = omega * (base + factor * sum - own * values[place]);
    values[place] += step / own;
    change = Math.max(change, Math.abs(step));
  }
  return change;
}

/** Young's relaxation for a spectral radius below 1. O(1). */
export function bestRelaxation(spectralRadius: number): number {
  return 2 / (1 + Math.sqrt(1 - spectralRadius * spectralRadius));
}
