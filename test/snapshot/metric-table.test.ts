import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { metricById } from '../../src/metrics/registry.js';
import type { AuthorRanks } from '../../src/snapshot/answers.js';
import { authorMetricTable } from '../../src/snapshot/metric-table.js';

const pool = new ComputePool({ threads: 1 });
afterAll(() => pool.close());

/** Authors 0, 2, 3, 5 and 7 are nodes. */
const nodes = Uint32Array.of(0, 2, 3, 5, 7);
const nodeOf = Int32Array.of(0, -1, 1, 2, -1, 3, -1, 4);

function tableOf(values: number[]) {
  const output = { values: Float64Array.from(values), normalized: null, method: 'EXACT', iterations: null, converged: null, errorBound: null } as const;
  const table = authorMetricTable(metricById('DEGREE'), DEFAULT_SPEC, { output, parameters: {}, nodes, nodeOf, basis: 'COLLABORATIONS' }, pool);
  return { ...table, ...(table.ranks() as AuthorRanks) };
}

describe('authorMetricTable', () => {
  it('addresses values by author and answers null off the graph and where undefined', () => {
    const table = tableOf([4, NaN, 9, 4, 1]);
    expect([0, 1, 2, 3, 5, 7, 99].map((author) => table.value(author))).toEqual([4, null, null, 9, 4, 1, null]);
    expect(table.normalized(0)).toBeNull();
  });

  it('gives equal values the smallest rank of their group and equal percentiles', () => {
    const table = tableOf([4, NaN, 9, 4, 1]);
    expect([3, 0, 5, 7].map((author) => table.rank(author))).toEqual([1, 2, 2, 4]);
    expect([3, 0, 5, 7].map((author) => table.percentile(author))).toEqual([100, 100 / 3, 100 / 3, 0]);
    expect([3, 0, 5, 7].map((author) => table.tieCount(author))).toEqual([1, 2, 2, 1]);
    expect(table.rank(2)).toBeNull();
  });

  it('ranks largest first, ties by author, undefined left out', () => {
    expect([...tableOf([4, NaN, 9, 4, 1]).ranking]).toEqual([3, 0, 5, 7]);
  });
});

describe('values equal but for rounding', () => {
  it('share rank and percentile, and stand in the order of the authors', () => {
    const table = tableOf([30, 30.000000000000004, 29.999999999999993, 7, 31]);
    expect([0, 2, 3, 5, 7].map((author) => table.rank(author))).toEqual([2, 2, 2, 5, 1]);
    expect([0, 2, 3].map((author) => table.percentile(author))).toEqual([25, 25, 25]);
    expect([...table.ranking]).toEqual([7, 0, 2, 3, 5]);
  });
});
