/** Closed twins, and the graph of their classes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedTwins } from '../../../src/metrics/community/closed-twins.js';
import { groundLevel, planGround } from '../../../src/metrics/community/ground.js';
import { eachAlone } from '../../../src/metrics/community/numbering.js';
import { ORDINARY, spaceOf } from '../../../src/metrics/community/space.js';
import type { Edge } from '../../helpers/graphs.js';
import { csrFromEdges, inputFromPapers } from '../../helpers/graphs.js';

const papers = fc.array(fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });

/** Whether two nodes are twins, by the definition. */
function areTwins(edges: readonly Edge[], n: number, a: number, b: number, weighted: boolean): boolean {
  const strength = (x: number, y: number) => edges.find(([p, q]) => (p === x && q === y) || (p === y && q === x))?.[2] ?? 0;
  if (strength(a, b) === 0) return false;
  return Array.from({ length: n }, (_, node) => node).every((node) => node === a || node === b || (weighted ? strength(a, node) === strength(b, node) : strength(a, node) > 0 === strength(b, node) > 0));
}

describe('closed twins', () => {
  it('are those of the definition, with and without strengths', () => {
    fc.assert(
      fc.property(papers, fc.boolean(), (lists, weighted) => {
        const { graph } = inputFromPapers(20, lists.map((authors) => ({ authors })), (k) => 1 / (k - 1));
        const edges: Edge[] = [];
        for (let a = 0; a < graph.nodeCount; a++) {
          for (let slot = graph.offsets[a]; slot < graph.offsets[a + 1]; slot++) edges.push([a, graph.neighbours[slot], graph.strength[slot]]);
        }
        const { classOf, representatives, sizes } = closedTwins(graph, weighted, () => true);
        for (let a = 0; a < graph.nodeCount; a++) {
          for (let b = 0; b < a; b++) expect(classOf[a] === classOf[b]).toBe(areTwins(edges, graph.nodeCount, a, b, weighted));
          expect(representatives[classOf[a]]).toBe(classOf.indexOf(classOf[a]));
        }
        expect([...sizes]).toEqual(Array.from(representatives, (_, label) => classOf.filter((each) => each === label).length));
      }),
    );
  });

  it('make a graph that has the masses and strengths of all members', () => {
    fc.assert(
      fc.property(papers, fc.boolean(), fc.constantFrom('MODULARITY' as const, 'CPM' as const), (lists, weighted, objective) => {
        const { graph } = inputFromPapers(20, lists.map((authors) => ({ authors })));
        const plan = planGround(graph, weighted, objective, 0.01);
        const { twins, all, nodeCount, entries } = plan;
        const level = groundLevel(graph, weighted, plan, spaceOf(ORDINARY, nodeCount, entries).ground);
        const of = twins?.classOf ?? eachAlone(graph.nodeCount);
        const mass = Array.from({ length: level.nodeCount }, () => 0);
        const between = new Map<string, number>();
        for (let node = 0; node < graph.nodeCount; node++) {
          if (objective === 'CPM') mass[of[node]]++;
          for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) {
            const strength = weighted ? graph.strength[slot] : 1;
            if (objective === 'MODULARITY') mass[of[node]] += strength;
            const key = `${of[node]} ${of[graph.neighbours[slot]]}`;
            if (of[node] !== of[graph.neighbours[slot]]) between.set(key, (between.get(key) ?? 0) + strength);
          }
        }
        expect(level.nodeCount).toBe(nodeCount);
        expect([...level.mass]).toEqual(mass);
        const found = new Map<string, number>();
        for (let node = 0; node < level.nodeCount; node++) {
          for (let slot = level.offsets[node]; slot < level.offsets[node + 1]; slot++) found.set(`${node} ${level.neighbours[slot]}`, level.weights[slot]);
        }
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(between));
        expect(all).toBe(weighted ? graph.strength.reduce((sum, strength) => sum + strength, 0) : graph.neighbours.length);
      }),
    );
  });

  it('stay apart where the penalty outweighs their strength', () => {
    const graph = csrFromEdges(3, [[0, 1], [0, 2], [1, 2]]);
    expect(planGround(graph, true, 'MODULARITY', 1).nodeCount).toBe(1);
    // Strength 1 against 2 · 2 · γ / 6.
    expect(planGround(graph, true, 'MODULARITY', 1.49).twins).not.toBeNull();
    expect(planGround(graph, true, 'MODULARITY', 1.51).twins).toBeNull();
    expect(planGround(graph, true, 'CPM', 1.01).twins).toBeNull();
  });
});
