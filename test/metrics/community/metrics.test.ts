/** Metrics of an author's place among communities, and of the communities as a whole. */
import { describe, expect, it } from 'vitest';
import { participation, withinCommunityZ } from '../../../src/metrics/community/roles.js';
import type { BlockedKernel } from '../../../src/metrics/metric.js';
import { decidedParameters } from '../../../src/metrics/parameters.js';
import { METRICS } from '../../../src/metrics/registry.js';
import { runMetric } from '../../../src/metrics/run.js';
import { bundlePartials } from '../../../src/snapshot/bundle-partials.js';
import type { Edge } from '../../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valueOf, valuesOf } from '../../helpers/graphs.js';

// Two triangles joined by one strong tie, and somebody alone.
const edges: Edge[] = [[0, 1, 2], [0, 2, 2], [1, 2, 2], [3, 4, 2], [3, 5, 2], [4, 5, 2], [2, 3, 1]];
const input = graphFromEdges(7, edges);

describe('COMMUNITY', () => {
  it.each(['LOUVAIN', 'LEIDEN', 'LABEL_PROPAGATION'])('numbers the communities of %s', (algorithm) => {
    expect(valuesOf('COMMUNITY', input, { algorithm })).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(valueOf('COMMUNITY_COUNT', input, { algorithm })).toBe(3);
    expect(valueOf('MODULARITY', input, { algorithm })).toBeCloseTo(24 / 26 - 2 * (13 / 26) ** 2, 12);
    expect(valueOf('MODULARITY', input, { algorithm, weighted: false })).toBeCloseTo(12 / 14 - 2 * (7 / 14) ** 2, 12);
  });

  it('has components too, and a finer resolution', () => {
    expect(valuesOf('COMMUNITY', input, { algorithm: 'COMPONENTS' })).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(valueOf('MODULARITY', input, { algorithm: 'COMPONENTS' })).toBe(0);
    expect(valueOf('COMMUNITY_COUNT', input, { resolution: 100 })).toBe(7);
    expect(valueOf('COMMUNITY_COUNT', input, { algorithm: 'LEIDEN', objective: 'CPM', resolution: 1.5 })).toBe(3);
    expect(valueOf('COMMUNITY_COUNT', input, { algorithm: 'LEIDEN', objective: 'CPM', resolution: 0.001 })).toBe(2);
    expect(valueOf('COMMUNITY_COUNT', input, { algorithm: 'LEIDEN', objective: 'CPM', resolution: 3 })).toBe(7);
  });

  it('refuses what is no algorithm and no resolution', () => {
    expect(() => valuesOf('COMMUNITY', input, { algorithm: 'WALKTRAP' })).toThrow('COMMUNITY: parameter "algorithm" is "WALKTRAP", but must be one of LOUVAIN, LEIDEN, LABEL_PROPAGATION, COMPONENTS.');
    for (const resolution of [0, -1, NaN]) expect(() => valuesOf('COMMUNITY', input, { resolution })).toThrow(RangeError);
  });
});

describe('PARTICIPATION_COEFFICIENT', () => {
  it('is 1 − Σ of squared shares of ties, by strength or by number', () => {
    expect(valuesOf('PARTICIPATION_COEFFICIENT', input)).toEqual([0, 0, expect.closeTo(1 - 16 / 25 - 1 / 25, 12), expect.closeTo(8 / 25, 12), 0, 0, NaN]);
    expect(valuesOf('PARTICIPATION_COEFFICIENT', input, { weighted: false })).toEqual([0, 0, expect.closeTo(4 / 9, 12), expect.closeTo(4 / 9, 12), 0, 0, NaN]);
  });

  it('is 1 − 1/k for one tie to each of k communities', () => {
    const star = csrFromEdges(5, [[0, 1], [0, 2], [0, 3], [0, 4]]);
    expect([...participation(star, Int32Array.of(0, 1, 2, 3, 4), false)]).toEqual([0.75, 0, 0, 0, 0]);
  });
});

describe('WITHIN_COMMUNITY_Z', () => {
  it('is 0 where all members have the same, as in a clique or alone', () => {
    expect(valuesOf('WITHIN_COMMUNITY_Z', input)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const uneven = csrFromEdges(3, [[0, 1, 0.1], [0, 2, 0.1], [1, 2, 0.1]]);
    expect([...withinCommunityZ(uneven, Int32Array.of(0, 0, 0), true)]).toEqual([0, 0, 0]);
  });

  it('is the score among the members alone, by the population deviation', () => {
    // A star of four with a tie out of it: inner degrees 3, 1, 1, 1; mean 1.5, deviation √0.75.
    const graph = csrFromEdges(6, [[0, 1, 2], [0, 2, 2], [0, 3, 2], [3, 4, 5], [4, 5, 1]]);
    const labels = Int32Array.of(0, 0, 0, 0, 1, 1);
    const low = expect.closeTo(-0.5 / Math.sqrt(0.75), 12);
    const expected = [expect.closeTo(1.5 / Math.sqrt(0.75), 12), low, low, low, 0, 0];
    expect([...withinCommunityZ(graph, labels, false)]).toEqual(expected);
    expect([...withinCommunityZ(graph, labels, true)]).toEqual(expected);
  });
});

describe('metrics made of communities', () => {
  const metrics = METRICS.filter(({ parameters }) => parameters.some(({ name }) => name === 'algorithm'));
  const parametersOf = (metric: (typeof metrics)[number], given = {}) => decidedParameters(metric, input.graph, given);

  it('share one search for them wherever the parameters are the same', () => {
    expect(metrics.map(({ id }) => id).toSorted()).toEqual(['COMMUNITY', 'COMMUNITY_COUNT', 'MODULARITY', 'PARTICIPATION_COEFFICIENT', 'WITHIN_COMMUNITY_Z']);
    const partials = bundlePartials();
    expect(new Set(metrics.map((metric) => partials.storeOf(metric, parametersOf(metric)))).size).toBe(1);
    const [first] = metrics;
    const others = first.parameters.map(({ name, default: usual, accepts }) => {
      const [least, most] = accepts;
      const value = typeof usual === 'boolean' ? !usual : usual === least ? most : least;
      return partials.storeOf(first, parametersOf(first, { [name]: value }));
    });
    expect(new Set([...others, partials.storeOf(first, parametersOf(first))]).size).toBe(first.parameters.length + 1);
    expect(others).not.toContain(null);
  });

  it.each(metrics)('$id is what it makes of what any of the others found', (metric) => {
    const parameters = parametersOf(metric, { algorithm: 'LEIDEN' });
    const expected = runMetric(metric, input, parameters);
    for (const other of metrics) {
      const kernels = [other.kernel, metric.kernel] as [BlockedKernel, BlockedKernel];
      const found = kernels[0].runBlock({ ...input, parameters }, 0, {});
      expect(kernels[1].combine({ ...input, parameters }, [found], {})).toEqual(expected);
    }
  });
});
