/** The published co-authorship networks: figures known from other tools, to all their digits. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../src/metrics/components/connected.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, readEdgeList, readGml, valueOf, valuesOf } from '../helpers/graphs.js';

const GRAPHS = '../shared/data/graphs';
const NETSCIENCE = `${GRAPHS}/netscience.gml`;
const ERDOS = `${GRAPHS}/erdos971.gml`;
const GR_QC = `${GRAPHS}/snap-CA-GrQc.txt`;

describe('netscience (Newman 2006), against networkx 3.6', () => {
  const present = existsSync(NETSCIENCE);
  const gml = present ? readGml(NETSCIENCE) : { labels: [], fields: [], edges: [] };
  const input = graphFromEdges(gml.labels.length, gml.edges);
  const node = (label: string): number => gml.labels.indexOf(label);

  it.skipIf(!present)('has the known size, components and cohesion', () => {
    expect(input.graph.nodeCount).toBe(1589);
    expect(valueOf('NETWORK_COLLABORATIONS', input)).toBe(2742);
    expect(valueOf('COMPONENT_COUNT', input)).toBe(396);
    expect([...connectedComponents(input.graph).size].toSorted((a, b) => b - a).slice(0, 6)).toEqual([379, 57, 31, 28, 21, 14]);
    expect(valueOf('ISOLATES', input)).toBe(128);
    expect(valueOf('TRIANGLE_COUNT', input)).toBe(3764);
    expect(valueOf('MEAN_CLUSTERING', input)).toBeCloseTo(0.63779, 5);
    expect(valueOf('TRANSITIVITY', input)).toBeCloseTo(0.69344, 5);
    expect(valueOf('MAX_CORE', input)).toBe(19);
    expect(valueOf('ARTICULATION_POINT_COUNT', input)).toBe(140);
    expect(valueOf('BRIDGE_COUNT', input)).toBe(214);
  });

  it.skipIf(!present)('has the known distances and mixing in the giant component', () => {
    expect(valueOf('GIANT_COMPONENT_SIZE', input)).toBe(379);
    expect(valueOf('DIAMETER', input)).toBe(17);
    expect(valueOf('RADIUS', input)).toBe(9);
    expect(valueOf('MEAN_DISTANCE', input)).toBeCloseTo(6.041867, 6);
    const giant = giantComponent(input);
    expect([giant.graph.nodeCount, giant.graph.edgeCount]).toEqual([379, 914]);
    expect(valueOf('DEGREE_ASSORTATIVITY', giant)).toBeCloseTo(-0.081678, 6);
  });

  // The known centralities are those within the giant component of 379.
  it.skipIf(!present)('has the known betweenness, by hops and by cost', () => {
    const giant = giantComponent(input);
    const at = giantIndex(input, node);
    const hops = runMetric(metricById('BETWEENNESS'), giant);
    expect(hops.values[at('NEWMAN, M')]).toBeCloseTo(28300.5645, 4);
    expect(hops.normalized?.[at('NEWMAN, M')]).toBeCloseTo(0.397184, 6);
    expect(hops.normalized?.[at('PASTORSATORRAS, R')]).toBeCloseTo(0.345147, 6);
    expect(hops.normalized?.[at('MORENO, Y')]).toBeCloseTo(0.28602, 6);
    const cost = runMetric(metricById('BETWEENNESS'), giant, { distance: 'INVERSE_STRENGTH' });
    expect(cost.normalized?.[at('NEWMAN, M')]).toBeCloseTo(0.431484, 6);
    expect(cost.normalized?.[at('VESPIGNANI, A')]).toBeCloseTo(0.42815, 6);
    // A giant component's pairs do not change by what lies outside it.
    expect(valuesOf('BETWEENNESS', input)[node('NEWMAN, M')]).toBeCloseTo(28300.5645, 4);
  });

  it.skipIf(!present)('has the known closeness and constraint of Newman, and integral strengths', () => {
    const at = giantIndex(input, node);
    expect(valuesOf('CLOSENESS', giantComponent(input))[at('NEWMAN, M')]).toBeCloseTo(0.256619, 6);
    expect(valuesOf('CONSTRAINT', input)[node('NEWMAN, M')]).toBeCloseTo(0.078523, 6);
    for (const strength of valuesOf('STRENGTH', input)) expect(Math.abs(strength - Math.round(strength))).toBeLessThan(1e-4);
  });
});

describe('Erdős collaborators (Pajek Erdos971), against the values Gephi wrote per node', () => {
  const present = existsSync(ERDOS);
  const gml = present ? readGml(ERDOS) : { labels: [], fields: [], edges: [] };
  const input = graphFromEdges(gml.labels.length, gml.edges);
  const gephi = (field: string): number[] => gml.fields.map((fields) => Number(fields[field]));

  it.skipIf(!present).each([
    ['DEGREE', 'Degree'],
    ['LOCAL_CLUSTERING', 'ClusteringCoefficient'],
    ['TRIANGLES', 'Numberoftriangles'],
    ['ECCENTRICITY', 'Eccentricity'],
    ['BETWEENNESS', 'BetweennessCentrality'],
  ])('%s is the same at every node', (id, field) => {
    expect(deviations(valuesOf(id, input), gephi(field))).toEqual([]);
  });

  // Gephi divides by what is reachable, not by what exists: its own component is all a node is compared with.
  it.skipIf(!present)('CLOSENESS is Gephi’s times the reachable share of the network', () => {
    const sizes = valuesOf('COMPONENT_SIZE', input);
    const others = input.graph.nodeCount - 1;
    expect(deviations(valuesOf('CLOSENESS', input), gephi('ClosenessCentrality').map((c, node) => (c * (sizes[node] - 1)) / others))).toEqual([]);
  });

  it.skipIf(!present)('HARMONIC_CLOSENESS is Gephi’s mean times the number of reachable authors', () => {
    const sizes = valuesOf('COMPONENT_SIZE', input);
    expect(deviations(valuesOf('HARMONIC_CLOSENESS', input), gephi('HarmonicClosenessCentrality').map((h, node) => h * (sizes[node] - 1)))).toEqual([]);
  });
});

describe('ca-GrQc (SNAP)', () => {
  const present = existsSync(GR_QC);

  it.skipIf(!present)('has the known figures', () => {
    const list = readEdgeList(GR_QC);
    const input = graphFromEdges(list.nodeCount, list.edges);
    expect(list.nodeCount).toBe(5242);
    expect(new Set(list.edges.filter(([a, b]) => a === b).map(([a]) => a)).size).toBe(12);
    expect(input.graph.edgeCount).toBe(14484);
    expect(valueOf('TRIANGLE_COUNT', input)).toBe(48260);
    expect(valueOf('MEAN_CLUSTERING', input)).toBeCloseTo(0.529636, 6);
    expect(valueOf('TRANSITIVITY', input)).toBeCloseTo(0.629842, 6);
    expect(valueOf('GIANT_COMPONENT_SIZE', input)).toBe(4158);
    expect(valueOf('DIAMETER', input)).toBe(17);
  });
});

function giantComponent({ graph }: MetricInput): MetricInput {
  const { label, largest, size } = connectedComponents(graph);
  const nodes = [...label.keys()].filter((node) => label[node] === largest);
  const renumbered = new Map(nodes.map((node, i) => [node, i]));
  const edges = nodes.flatMap((node) =>
    Array.from({ length: graph.offsets[node + 1] - graph.offsets[node] }, (_, i) => {
      const slot = graph.offsets[node] + i;
      return [renumbered.get(node) ?? -1, renumbered.get(graph.neighbours[slot]) ?? -1, graph.strength[slot]] as const;
    }),
  );
  return graphFromEdges(size[largest], edges);
}

function giantIndex({ graph }: MetricInput, nodeOfLabel: (label: string) => number): (label: string) => number {
  const { label, largest } = connectedComponents(graph);
  const nodes = [...label.keys()].filter((node) => label[node] === largest);
  return (name) => nodes.indexOf(nodeOfLabel(name));
}
