/** Kernels for the tests of mapped arrays, which workers load in place of the product's. */
import type { KernelOutput, MetricDescriptor } from '../../src/metrics/metric.js';
import { isMapped } from '../../src/graph/memory-map.js';

const output = (...values: number[]): KernelOutput => ({ values: Float64Array.from(values), normalized: null, method: 'EXACT', iterations: null, converged: null, errorBound: null });

const KERNELS: Readonly<Record<string, MetricDescriptor['kernel']>> = {
  /** Whether its input stands on a map, and what it reads there. */
  LOOK: { kind: 'whole', run: ({ graph: { neighbours, strength }, incidence }) => output(Number(isMapped(neighbours) && isMapped(strength) && isMapped(incidence.paperAuthors)), strength.reduce((x, y) => x + y, 0)) },
  /** The same through blocks, whose preparation holds an array of the input. */
  BLOCKS: {
    kind: 'blocked',
    prepare: ({ graph }) => ({ again: graph.strength }),
    blockCount: () => 4,
    runBlock: ({ graph }, block, { again }) => Float64Array.of(Number(isMapped(again as Float64Array)) * block, (again as Float64Array).length - graph.strength.length),
    combine: ({ graph }, partials) => ({ ...output(), values: Float64Array.from(partials.flatMap((part) => [...part])), normalized: graph.strength }),
  },
  /** Has the worker's garbage collected. */
  COLLECT: {
    kind: 'whole',
    run: () => {
      (globalThis as { gc?: () => void }).gc?.();
      return output();
    },
  },
};

export function metricById(id: string): MetricDescriptor {
  return { id, scope: 'NETWORK', parameters: [], cost: () => 1, needs: 'PROJECTION', kernel: KERNELS[id] } as unknown as MetricDescriptor;
}
