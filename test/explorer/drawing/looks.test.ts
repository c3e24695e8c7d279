import { describe, expect, it } from 'vitest';
import { groupColours, sizeScale, widthScale } from '../../../src/explorer/drawing/appearance.js';
import { isSameStructure, graphOf, moveTo } from '../../../src/explorer/drawing/graph.js';
import { distanceToSegment, hitAt, nodeTowards, type Screen } from '../../../src/explorer/drawing/hits.js';
import { actionOf } from '../../../src/explorer/drawing/keys.js';
import { placeLabels, type LabelCandidate } from '../../../src/explorer/drawing/labels.js';
import { aroundFocus, edgeOpacity, incidentEdges, looksOf, type LookState } from '../../../src/explorer/drawing/looks.js';
import type { Appearance, Picture } from '../../../src/explorer/drawing/types.js';

const node = (id: string, more: Partial<Picture['nodes'][number]> = {}) => ({ id, label: id, x: 0, y: 0, size: 1, colour: 'one', firstYear: 2000, ...more });
const PICTURE: Picture = {
  nodes: [node('A', { size: 9 }), node('B', { x: 1, firstYear: 2010 }), node('C', { y: 1, firstYear: null, colour: 'two' }), node('D', { size: 4 })],
  edges: [{ source: 0, target: 1, strength: 4, firstYear: 2010, label: '4' }, { source: 0, target: 2, strength: 1, firstYear: 2005, label: '1' }, { source: 2, target: 3, strength: 2, firstYear: null, label: '2' }],
};
const APPEARANCE: Appearance = { size: sizeScale([9, 1, 1, 4], 4), colour: groupColours(['one', 'one', 'two', 'one']), width: widthScale([4, 1, 2]) };
const STATE: LookState = { theme: 'light', year: null, selectedNode: null, selectedEdge: null, highlighted: new Set() };
const looks = (more: Partial<LookState> = {}) => looksOf(PICTURE, APPEARANCE, { ...STATE, ...more });

describe('looks', () => {
  it('hide what was first seen later, with its edges, and never what has no year', () => {
    const in2004 = looks({ year: 2004 });
    expect([0, 1, 2, 3].map((index) => in2004.node(index).hidden)).toEqual([false, true, false, false]);
    expect([0, 1, 2].map((index) => in2004.edge(index).hidden)).toEqual([true, true, false]);
    expect([0, 1, 2].map((index) => looks({ year: 2010 }).edge(index).hidden)).toEqual([false, false, false]);
  });

  it('fade all but what is highlighted', () => {
    const some = looks({ highlighted: new Set([1]) });
    expect(some.node(1).color).toBe(looks().node(1).color);
    expect(some.node(0).color).not.toBe(looks().node(0).color);
    expect([0, 1].map((index) => some.standsOut(index))).toEqual([false, true]);
  });

  it('mark a selected edge by colour and width, and the edges of a selected node by colour', () => {
    expect(looks({ selectedEdge: 1 }).edge(1)).toEqual({ color: 'rgba(10,88,168,1)', size: 3, hidden: false });
    expect(looks({ selectedNode: 0 }).edge(0).color).not.toBe(looks().edge(0).color);
    expect(looks({ selectedNode: 0 }).edge(2).color).toBe(looks().edge(2).color);
  });

  it('tint edges within a group, not those between groups', () => {
    expect(looks().edge(0).color).not.toBe(looks().edge(1).color);
    expect(looks().edge(1).color).toBe(looks().edge(2).color);
  });

  it('follow the theme', () => {
    expect(looks({ theme: 'dark' }).edge(1).color).not.toBe(looks().edge(1).color);
  });

  it('make many edges fainter, none invisible', () => {
    const opacities = [1, 100, 1000, 20_000, 1e9].map(edgeOpacity);
    expect(opacities).toEqual(opacities.toSorted((a, b) => b - a));
    expect(opacities.at(-1)).toBe(0.2);
  });

  it('know a neighbourhood', () => {
    const incident = incidentEdges(PICTURE);
    expect(incident).toEqual([[0, 1], [0], [1, 2], [2]]);
    expect(aroundFocus(PICTURE, incident, { kind: 'node', index: 2 })).toEqual({ nodes: new Set([0, 2, 3]), edges: [1, 2] });
    expect(aroundFocus(PICTURE, incident, { kind: 'edge', index: 0 })).toEqual({ nodes: new Set([0, 1]), edges: [0] });
  });
});

describe('the graph that is drawn', () => {
  it('holds places alone, large nodes and weak edges first so that others lie on them', () => {
    const graph = graphOf(PICTURE, APPEARANCE);
    expect(graph.nodes()).toEqual(['0', '3', '1', '2']);
    expect(graph.edges()).toEqual(['1', '2', '0']);
    expect(graph.getNodeAttributes('1')).toEqual({ x: 1, y: 0 });
    expect(graph.getEdgeAttributes('0')).toEqual({});
  });

  it('serves for a picture that differs in places alone', () => {
    const moved = { ...PICTURE, nodes: PICTURE.nodes.map((each) => ({ ...each, x: each.x + 5 })) };
    expect(isSameStructure(PICTURE, moved)).toBe(true);
    expect(isSameStructure(PICTURE, { ...PICTURE, edges: PICTURE.edges.slice(1) })).toBe(false);
    expect(isSameStructure(PICTURE, { ...PICTURE, nodes: PICTURE.nodes.with(0, node('Z', { size: 9 })) })).toBe(false);
    const graph = graphOf(PICTURE, APPEARANCE);
    moveTo(graph, moved);
    expect(graph.getNodeAttributes('1')).toEqual({ x: 6, y: 0 });
  });
});

describe('what lies under a point', () => {
  const screen: Screen = {
    x: Float64Array.of(0, 100, 0, 50), y: Float64Array.of(0, 0, 100, 0), radius: Float64Array.of(20, 3, 3, 3), isNodeShown: (index) => index !== 3,
    source: Uint32Array.of(0, 0), target: Uint32Array.of(1, 2), width: Float64Array.of(1, 20), isEdgeShown: () => true,
  };

  it('is a node before an edge, and no hidden node', () => {
    expect(hitAt(screen, 0, 19, 'mouse')).toEqual({ kind: 'node', index: 0 });
    expect(hitAt(screen, 50, 0, 'mouse')).toEqual({ kind: 'edge', index: 0 });
  });

  it('is an edge within at least four pixels on either side, or its own width; more for a finger', () => {
    expect(hitAt(screen, 50, 4, 'mouse')).toEqual({ kind: 'edge', index: 0 });
    expect(hitAt(screen, 50, 8, 'mouse')).toBeNull();
    expect(hitAt(screen, 50, 8, 'touch')).toEqual({ kind: 'edge', index: 0 });
    expect(hitAt(screen, 9, 50, 'mouse')).toEqual({ kind: 'edge', index: 1 });
  });

  it('is a small node near enough, within a wider circle for a finger', () => {
    expect(hitAt(screen, 107, 0, 'mouse')).toEqual({ kind: 'node', index: 1 });
    expect(hitAt(screen, 114, 0, 'mouse')).toBeNull();
    expect(hitAt(screen, 114, 0, 'touch')).toEqual({ kind: 'node', index: 1 });
  });

  it('is measured to the segment, not its line', () => {
    expect(distanceToSegment(5, 3, 0, 0, 4, 0)).toBeCloseTo(Math.hypot(1, 3));
    expect(distanceToSegment(3, 4, 0, 0, 0, 0)).toBe(5);
  });

  it('is, in a direction, the nearest node ahead', () => {
    expect(nodeTowards(screen, { x: 0, y: 0 }, [1, 0], 0)).toBe(1);
    expect(nodeTowards(screen, { x: 0, y: 0 }, [0, 1], 0)).toBe(2);
    expect(nodeTowards(screen, { x: 0, y: 0 }, [-1, 0], 0)).toBeNull();
  });
});

describe('names', () => {
  const FRAME = { width: 400, height: 300 };
  const measure = (text: string) => text.length * 8;
  const at = (index: number, x: number, y: number, isForced = false): LabelCandidate => ({ index, text: `Name ${index}`, x, y, radius: 5, isForced });

  it('stand right of their nodes, else left, under or above', () => {
    const [first, second] = placeLabels([at(0, 100, 100), at(1, 380, 200)], 9, FRAME, measure);
    expect(first).toMatchObject({ index: 0, x: 109, y: 100 });
    expect(second).toMatchObject({ index: 1, x: 380 - 9 - 48 });
  });

  it('never lie on one another: the less important is moved or left out', () => {
    const crowd = Array.from({ length: 60 }, (_, i) => at(i, 100 + (i % 8) * 12, 100 + Math.floor(i / 8) * 9));
    const placed = placeLabels(crowd, 60, FRAME, measure);
    expect(placed.length).toBeGreaterThan(3);
    expect(placed.length).toBeLessThan(60);
    for (const [i, a] of placed.entries()) {
      for (const b of placed.slice(i + 1)) expect(Math.abs(a.x - b.x) >= 48 || Math.abs(a.y - b.y) >= 15).toBe(true);
    }
    expect(placed[0].index).toBe(0);
  });

  it('are as many as wanted, and those that must be', () => {
    const spread = Array.from({ length: 9 }, (_, i) => at(i, 20 + (i % 3) * 120, 40 + Math.floor(i / 3) * 80, i === 8));
    expect(placeLabels(spread, 2, FRAME, measure).map(({ index }) => index)).toEqual([8, 0, 1]);
    expect(placeLabels([at(0, 50, 50, true), at(1, 50, 50, true)], 0, FRAME, measure)).toHaveLength(2);
  });

  it('are left out for nodes outside the frame and nodes without a name', () => {
    expect(placeLabels([at(0, -50, 10), { ...at(1, 50, 50), text: '' }], 9, FRAME, measure)).toEqual([]);
  });
});

describe('keys', () => {
  const press = (key: string, more = {}) => actionOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });

  it('pan, zoom, show all, go through the nodes, select and clear', () => {
    expect(press('ArrowLeft')).toEqual({ kind: 'pan', right: -0.15, down: 0 });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'towards', direction: [0, -1] });
    expect(['+', '=', '-', '0', 'n', 'P', 'Enter', 'Escape'].map((key) => press(key)?.kind)).toEqual(['zoom', 'zoom', 'zoom', 'fit', 'step', 'step', 'select', 'clear']);
  });

  it('are left to the browser with Ctrl, Alt or Meta, and where they mean nothing', () => {
    expect([press('+', { ctrlKey: true }), press('ArrowLeft', { altKey: true }), press('n', { metaKey: true }), press('Tab'), press('x')]).toEqual([null, null, null, null, null]);
  });
});
