/** The quality of drawn views, on drawings whose measures are known. */
import { DirectedGraph, UndirectedGraph } from 'graphology';
import { describe, expect, it } from 'vitest';
import { viewQuality } from '../../src/metrics/network/view-quality.js';

/** A path of n nodes drawn on a straight line, `unit` apart. */
function drawnPath(n: number, unit: number): UndirectedGraph {
  const view = new UndirectedGraph();
  for (let i = 0; i < n; i++) view.addNode(i, { x: i * unit, y: 0, community: i < n / 2 ? 0 : 1 });
  for (let i = 1; i < n; i++) view.addEdge(i - 1, i, { strength: 1 });
  return view;
}

describe('viewQuality', () => {
  it('finds no stress in a path drawn straight, at any scale', () => {
    for (const unit of [1, 0.001, 250]) {
      const quality = viewQuality(drawnPath(6, unit));
      expect(quality.stress).toBeCloseTo(0, 9);
      expect(quality.edgeUniformity).toBeCloseTo(0, 9);
      expect(quality.nodes).toBe(6);
      expect(quality.edges).toBe(5);
      expect(quality.density).toBeCloseTo(1 / 3, 12);
      // Two halves of two edges each, and one edge between them.
      expect(quality.modularity).toBeCloseTo(2 * (4 / 10 - 0.25), 12);
    }
  });

  it('finds more stress in a shuffled drawing, and never changes the graph', () => {
    const view = drawnPath(6, 10);
    [0, 3, 1, 5, 2, 4].forEach((place, node) => view.mergeNodeAttributes(node, { x: place * 10 }));
    const before = view.export();
    const quality = viewQuality(view);
    expect(quality.stress).toBeGreaterThan(0.2);
    expect(quality.stress).toBeLessThanOrEqual(1);
    expect(quality.edgeUniformity).toBeGreaterThan(0.1);
    expect(quality.neighborhoodPreservation).toBeLessThan(1);
    expect(view.export()).toEqual(before);
  });

  it('weighs modularity by strength', () => {
    const view = drawnPath(4, 1);
    view.mergeEdgeAttributes(1, 2, { strength: 100 });
    expect(viewQuality(view).modularity).toBeLessThan(0);
  });

  it('leaves unreachable pairs out of the stress, and holds all components to one scale', () => {
    const view = drawnPath(6, 10);
    for (const far of [3, 1000]) {
      view.mergeNode('alone', { x: far, y: far, community: 0 });
      expect(viewQuality(view).stress).toBeCloseTo(0, 9);
    }
    // A second path drawn as large is as true; drawn at twice the size, one scale cannot suit both:
    // lengths 1 and 2 for one step each make (s − 1)² + (2s − 1)² least at s = 3/5, 1/5 for two pairs.
    const pairs = new UndirectedGraph();
    for (const [node, x] of [['a', 0], ['b', 1], ['c', 50], ['d', 51]] as const) pairs.addNode(node, { x, y: 0, community: 0 });
    pairs.addEdge('a', 'b', { strength: 1 });
    pairs.addEdge('c', 'd', { strength: 1 });
    expect(viewQuality(pairs).stress).toBeCloseTo(0, 12);
    pairs.mergeNodeAttributes('d', { x: 52 });
    expect(viewQuality(pairs).stress).toBeCloseTo(0.1, 12);
  });

  it('averages the neighbourhoods over nodes with an edge alone', () => {
    // 1 is nearer to 2 than to its neighbour 0, and 2 nearer to 1 than to its neighbour 3: only the ends have theirs nearest.
    const view = new UndirectedGraph();
    [0, 10, 11, 30].forEach((x, node) => view.addNode(node, { x, y: 0, community: 0 }));
    view.addEdge(0, 1, { strength: 1 });
    view.addEdge(2, 3, { strength: 1 });
    expect(viewQuality(view).neighborhoodPreservation).toBeCloseTo(1 / 2, 12);
    for (const x of [1000, 1200, 1500]) view.addNode(`alone at ${x}`, { x, y: 0, community: 0 });
    expect(viewQuality(view).neighborhoodPreservation).toBeCloseTo(1 / 2, 12);
    // Yet whoever stands in between is nearest, edges or none.
    view.addNode('between', { x: 4, y: 0, community: 0 });
    expect(viewQuality(view).neighborhoodPreservation).toBeCloseTo(1 / 4, 12);
  });

  it('says null where something is undefined', () => {
    const none = new UndirectedGraph();
    expect(viewQuality(none)).toEqual({ nodes: 0, edges: 0, density: null, modularity: null, edgeUniformity: null, neighborhoodPreservation: null, stress: null, truncated: null });
    const single = drawnPath(1, 1);
    expect(viewQuality(single)).toEqual({ nodes: 1, edges: 0, density: null, modularity: null, edgeUniformity: null, neighborhoodPreservation: null, stress: null, truncated: null });
    const withoutEdges = drawnPath(3, 1);
    withoutEdges.clearEdges();
    expect(viewQuality(withoutEdges, { stressMaxNodes: 2 })).toEqual({ nodes: 3, edges: 0, density: 0, modularity: null, edgeUniformity: null, neighborhoodPreservation: null, stress: null, truncated: null });
    const unplaced = drawnPath(3, 1);
    unplaced.removeNodeAttribute(1, 'x');
    unplaced.removeNodeAttribute(2, 'community');
    expect(viewQuality(unplaced)).toEqual({ nodes: 3, edges: 2, density: 2 / 3, modularity: null, edgeUniformity: null, neighborhoodPreservation: null, stress: null, truncated: null });
    const onOnePoint = viewQuality(drawnPath(3, 0));
    expect([onOnePoint.edgeUniformity, onOnePoint.stress]).toEqual([null, null]);
  });

  it('leaves out the stress of a large view, and says so', () => {
    const { stress, truncated, edgeUniformity } = viewQuality(drawnPath(6, 1), { stressMaxNodes: 5 });
    expect([stress, edgeUniformity]).toEqual([null, 0]);
    expect(truncated).toEqual({ reason: 'Stress is not computed for more than 5 nodes, as it takes too long: ask for a picture of fewer.', limit: 5, total: 6 });
    expect(viewQuality(drawnPath(6, 1)).truncated).toBe(null);
  });

  it('refuses a directed graph', () => {
    expect(() => viewQuality(new DirectedGraph())).toThrow('the view is a directed graph, but its quality is defined for simple undirected ones.');
  });
});
