/** The registry and what every metric in it promises. */
import { describe, expect, it } from 'vitest';
import { exact } from '../../src/metrics/kernel.js';
import type { BlockedKernel, KernelInput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { CancelledError } from '../../src/metrics/metric.js';
import { decidedParameters, defaultParameters, resolveParameters } from '../../src/metrics/parameters.js';
import { AUTHOR_METRICS, COLLABORATION_METRICS, DISTRIBUTION_METRICS, METRICS, NETWORK_METRICS, UnknownMetricError, metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges } from '../helpers/graphs.js';

// A ring with chords: enough nodes for several blocks.
const edges = Array.from({ length: 150 }, (_, i): Edge[] => [[i, (i + 1) % 150, 1 + (i % 4)], [i, (i * 7 + 3) % 150, 1 + (i % 3)]]).flat();
const input = graphFromEdges(150, edges);
const withDefaults = (parameters: Parameters): KernelInput => ({ ...input, parameters });

describe('the registry', () => {
  it('has every id once, across scopes, and lists them by scope', () => {
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
    expect(METRICS.length).toBe(AUTHOR_METRICS.length + COLLABORATION_METRICS.length + NETWORK_METRICS.length + DISTRIBUTION_METRICS.length);
    for (const { scope } of AUTHOR_METRICS) expect(scope).toBe('AUTHOR');
    for (const { scope } of COLLABORATION_METRICS) expect(scope).toBe('COLLABORATION');
    for (const { scope } of NETWORK_METRICS) expect(scope).toBe('NETWORK');
    for (const { scope } of DISTRIBUTION_METRICS) expect(scope).toBe('DISTRIBUTION');
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s is fit for a schema and described', (id, metric) => {
    expect(id).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(metricById(id)).toBe(metric);
    for (const text of [metric.title, metric.definition, metric.range, metric.complexity, metric.reference]) expect(text.trim().length).toBeGreaterThan(2);
    expect(metric.definition).toMatch(/[.]$/);
    expect(resolveParameters(metric, {})).toEqual(defaultParameters(metric));
    expect(metric.cost(1000, 5000, defaultParameters(metric))).toBeGreaterThan(0);
    expect(Number.isFinite(metric.cost(0, 0, defaultParameters(metric)))).toBe(true);
  });

  it('names the unknown id and what may have been meant', () => {
    expect(() => metricById('BETWEENES')).toThrow('there is no metric "BETWEENES"; did you mean BETWEENNESS?');
    expect(() => metricById('page-rank')).toThrow(/"page-rank"; did you mean PAGERANK\?/);
    expect(() => metricById('citation')).toThrow(/CITATION_COUNT/);
    expect(() => metricById('xyzzy')).toThrow('there is no metric "xyzzy"; list the registry for all ids');
    expect(() => metricById('')).toThrow(UnknownMetricError);
    expect(() => metricById('constructor')).toThrow(UnknownMetricError);
  });
});

const refusal = (id: string, parameters: Parameters) => () => runMetric(metricById(id), input, parameters);

describe('parameters', () => {
  it('refuses what it does not know, by name and value', () => {
    expect(refusal('BETWEENNESS', { distance: 'MILES' })).toThrow('BETWEENNESS: parameter "distance" is "MILES", but must be one of UNWEIGHTED, INVERSE_STRENGTH.');
    expect(refusal('PAGERANK', { damping: 1 })).toThrow('PAGERANK: parameter "damping" is 1, but must be a number from 0 to 0.99.');
    expect(refusal('PAGERANK', { damping: NaN })).toThrow(RangeError);
    expect(refusal('EIGENVECTOR', { weighted: 'true' })).toThrow(/"weighted" is "true"/);
    expect(refusal('PAGERANK', { dampening: 0.5 })).toThrow('PAGERANK has no parameter "dampening"; it takes damping.');
    expect(refusal('DEGREE', { x: 1 })).toThrow('DEGREE has no parameter "x"; it takes none.');
    expect(refusal('MODULARITY', { seed: 0.5 })).toThrow(RangeError);
  });
});

describe('what a metric decides', () => {
  const open: MetricDescriptor = {
    ...metricById('DEGREE'),
    parameters: [{ name: 'method', description: '', default: 'AUTO', accepts: ['AUTO', 'EXACT', 'SAMPLED'] }],
    resolve: (nodeCount, _edgeCount, { method }) => ({ method: method === 'AUTO' ? (nodeCount > 100 ? 'SAMPLED' : 'EXACT') : method }),
    kernel: { kind: 'whole', run: ({ parameters }) => ({ ...exact(new Float64Array(0)), method: parameters.method as 'EXACT' }) },
  };

  it('reaches the kernel in place of AUTO, by the size of the graph, and leaves alone what the caller insists on', () => {
    expect(runMetric(open, input).method).toBe('SAMPLED');
    expect(runMetric(open, graphFromEdges(3, [])).method).toBe('EXACT');
    expect(runMetric(open, input, { method: 'EXACT' }).method).toBe('EXACT');
    expect(() => decidedParameters(open, input.graph, { method: 'GUESSED' })).toThrow(RangeError);
  });

  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s decides once', (_id, metric) => {
    for (const nodeCount of [0, 1, 10, 100_000, 10_000_000]) {
      const size = { nodeCount, edgeCount: 7 * nodeCount };
      const decided = decidedParameters(metric, size, {});
      expect(Object.values(decided)).not.toContain('AUTO');
      expect(decidedParameters(metric, size, decided)).toEqual(decided);
    }
  });
});

describe('every kernel', () => {
  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s answers in its shape, within its range of definition', (_id, metric) => {
    const output = runMetric(metric, input);
    const length = { AUTHOR: input.graph.nodeCount, COLLABORATION: input.graph.neighbours.length, NETWORK: 1, DISTRIBUTION: 1 + runMetric(metricById('DIAMETER'), input).values[0] }[metric.scope];
    expect(output.values.length).toBe(length);
    expect(output.normalized?.length ?? length).toBe(length);
    expect(output.normalized !== null).toBe(metric.normalization !== null);
    expect(output.method).toBe('EXACT');
    expect(output.converged).not.toBe(false);
    expect(output.values.some((value) => Math.abs(value) === Infinity || (Number.isNaN(value) && metric.nullMeaning === null))).toBe(false);
    // The same input gives the same bits.
    expect(runMetric(metric, input)).toEqual(output);
  });

  const blocked = METRICS.flatMap((metric) => (metric.kernel.kind === 'blocked' ? [[metric.id, metric, metric.kernel] as const] : []));

  it.each(blocked)('%s gives the same bits whatever the order in which blocks are run', (_id, metric, kernel) => {
    const complete = withDefaults(decidedParameters(metric, input.graph, {}));
    const prepared = kernel.prepare?.(complete) ?? {};
    const count = kernel.blockCount(complete, prepared);
    // Kernels whose blocks hold hundreds of sources have one here, and tests of their own with more.
    expect(count).toBeGreaterThan(0);
    const partials: Float64Array[] = [];
    for (let block = count - 1; block >= 0; block--) partials[block] = kernel.runBlock(complete, block, prepared);
    expect(kernel.combine(complete, partials, prepared)).toEqual(runMetric(metric, input));
    expect(() => kernel.runBlock(complete, count, prepared)).toThrow(`block ${count} does not exist: the metric has ${count} blocks, numbered from 0.`);
  });

  /** Blocked metrics by the bundle that they are in under the given parameters, each with what it computes with. */
  const bundles = (parameters: Parameters): Map<string, { metric: MetricDescriptor; kernel: BlockedKernel; complete: KernelInput }[]> => {
    const found = new Map<string, { metric: MetricDescriptor; kernel: BlockedKernel; complete: KernelInput }[]>();
    for (const [, metric, kernel] of blocked) {
      const taken = Object.fromEntries(Object.entries(parameters).filter(([name]) => metric.parameters.some((own) => own.name === name)));
      const complete = withDefaults(decidedParameters(metric, input.graph, taken));
      const bundle = metric.bundle?.(complete.parameters);
      if (bundle !== undefined) found.set(bundle, [...(found.get(bundle) ?? []), { metric, kernel, complete }]);
    }
    return found;
  };

  it.each<[Parameters]>([[{}], [{ distance: 'INVERSE_STRENGTH' }]])('of a bundle combines what another of it has computed, %j', (parameters) => {
    const all = [...bundles(parameters).values()];
    expect(all.some((members) => members.map(({ metric }) => metric.id).toSorted().join() === 'BETWEENNESS,BETWEENNESS_CENTRALIZATION')).toBe(true);
    for (const members of all) {
      const [{ kernel: first, complete: firstInput }] = members;
      const prepared = first.prepare?.(firstInput) ?? {};
      const partials = Array.from({ length: first.blockCount(firstInput, prepared) }, (_, block) => first.runBlock(firstInput, block, prepared));
      for (const { metric, kernel, complete } of members) {
        expect([metric.id, kernel.combine(complete, partials, kernel.prepare?.(complete) ?? {})]).toEqual([metric.id, runMetric(metric, input, complete.parameters)]);
      }
    }
  });

  it('shares no samples of betweenness as if they were counts', () => {
    expect(metricById('BETWEENNESS').bundle?.({ ...defaultParameters(metricById('BETWEENNESS')), method: 'SAMPLED' })).toBeUndefined();
  });

  const interruptible = ['BETWEENNESS', 'CLOSENESS', 'PAGERANK', 'EIGENVECTOR', 'KATZ', 'TRIANGLES', 'BARRAT_CLUSTERING', 'CONSTRAINT', 'NEIGHBOURHOOD_OVERLAP', 'DIAMETER', 'MODULARITY'];

  it.each(interruptible)('%s stops when asked, and reports its progress up to 1', (id) => {
    let polls = 0;
    expect(() => runMetric(metricById(id), { ...input, isCancelled: () => ++polls > 1 })).toThrow(CancelledError);
    const shares: number[] = [];
    runMetric(metricById(id), { ...input, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('takes whole numbers only where a seed is meant', () => {
    expect(() => resolveParameters(metricById('MODULARITY'), { seed: 1.5 })).toThrow(/"seed" is 1\.5, but must be a whole number from 0 to 2147483647/);
    expect(resolveParameters(metricById('MODULARITY'), { seed: 7 })).toMatchObject({ seed: 7 });
  });
});
