/** Whether two answers are equal enough, and by how much they differ. */
import type { CsrGraph } from '../../src/graph/types.js';
import { modularity } from '../../src/metrics/community/modularity.js';
import type { Comparison } from './pairs.js';

export interface Verdict {
  readonly agrees: boolean;
  /** In the comparison's own measure; for MODULARITY ours minus theirs. */
  readonly difference: number;
  /** How the difference is measured, with the bound. */
  readonly measure: string;
}

type Floats = ArrayLike<number>;

/** NaN, "undefined", counts as 0: some tools give the one, some the other. */
function plain(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function differences(ours: Floats, theirs: Floats, scale: (index: number) => number): number[] {
  return Array.from(ours, (value, index) => Math.abs(plain(value) - plain(theirs[index])) / scale(index));
}

const largest = (values: readonly number[]): number => values.reduce((x, y) => Math.max(x, y), 0);

function unit(values: Floats): number[] {
  const plainValues = Array.from(values, plain);
  const length = Math.sqrt(plainValues.reduce((sum, value) => sum + value * value, 0));
  return plainValues.map((value) => (length > 0 ? value / length : 0));
}

/** Holds our values against a peer's by one of the numeric comparisons. Throws a RangeError where their numbers differ. O(n). */
export function compareValues(comparison: Exclude<Comparison, { kind: 'MODULARITY' }>, ours: Floats, theirs: Floats): Verdict {
  if (ours.length !== theirs.length) throw new RangeError(`there are ${theirs.length} values of the peer for ${ours.length} of ours`);
  const { kind, tolerance } = comparison;
  let difference: number;
  let measure: string;
  if (kind === 'RELATIVE') {
    const mean = Array.from(theirs, (value) => Math.abs(plain(value))).reduce((x, y) => x + y, 0) / Math.max(1, theirs.length);
    difference = largest(differences(ours, theirs, (index) => Math.abs(plain(theirs[index])) + mean || 1));
    measure = 'largest relative difference';
  } else if (kind === 'L1') {
    difference = differences(ours, theirs, () => 1).reduce((x, y) => x + y, 0);
    measure = 'sum of absolute differences';
  } else if (kind === 'DIRECTION') {
    const peak = largest(unit(theirs).map(Math.abs)) || 1;
    difference = largest(differences(unit(ours), unit(theirs), () => peak));
    measure = 'largest difference of the unit vectors';
  } else {
    difference = largest(differences(ours, theirs, () => 1));
    measure = 'largest absolute difference';
  }
  return { agrees: difference <= tolerance, difference, measure: `${measure}, at most ${tolerance}` };
}

/** Labels, whatever their numbers, as 0, 1, 2 … by first appearance. */
function renumbered(labels: Floats): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(labels, (label) => {
    const known = numbers.get(label) ?? numbers.size;
    numbers.set(label, known);
    return known;
  });
}

/** Modularity by strength (resolution 1) of a partition given by any labels. O(n + m). */
export function modularityOf(graph: CsrGraph, labels: Floats): number {
  return modularity(graph, renumbered(labels), { weighted: true, resolution: 1 });
}
