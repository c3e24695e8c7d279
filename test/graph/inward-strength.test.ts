import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { inwardStrengths, inwardStrengthsOnEdges } from '../../src/graph/inward-strength.js';
import { project } from '../../src/graph/projection.js';
import { ego } from '../../src/graph/traverse.js';
import { arbitraryHypergraph, arbitrarySpec, everyPaper, incidenceOf, specWith } from './hypergraphs.js';

describe('inwardStrengths', () => {
  it('sums, pair by pair, the strengths to everybody one step nearer, from papers and from collaborations alike', () => {
    let sums = 0;
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, fc.nat(4), ({ authorCount, papers }, asked, radius) => {
        const incidence = buildIncidence(papers, authorCount);
        const spec = { ...asked, minStrength: 0 };
        const projection = project(incidence, spec);
        const { paperMask, nodes, nodeOf, offsets, neighbours, strength } = projection;
        for (const centre of nodes) {
          const reached = ego(incidence, paperMask, centre, radius);
          const distances = new Map(Array.from(reached.authors, (author, i) => [author, reached.distances[i]]));
          const fromPapers = inwardStrengths(incidence, paperMask, spec.counting, distances, radius);
          const ofNodes = new Map(Array.from(distances, ([author, steps]) => [nodeOf[author], steps]));
          const fromEdges = inwardStrengthsOnEdges(projection, ofNodes);
          for (const [author, steps] of distances) {
            let expected = 0;
            for (let s = offsets[nodeOf[author]]; s < offsets[nodeOf[author] + 1]; s += 1) {
              if (distances.get(nodes[neighbours[s]]) === steps - 1) expected += strength[s];
            }
            expect(fromPapers.get(author) ?? 0).toBeCloseTo(expected, 10);
            expect(fromEdges.get(nodeOf[author]) ?? 0).toBe(fromPapers.get(author) ?? 0);
            if (expected > 0) sums += 1;
          }
        }
      }),
    );
    expect(sums).toBeGreaterThan(100);
  });

  it('at one step is the strength of the collaboration; farther, the sum over all nearer authors', () => {
    const incidence = incidenceOf(5, [0, 1], [0, 1, 2], [1, 2, 3], [2, 4]);
    const distances = new Map([[0, 0], [1, 1], [2, 1], [3, 2], [4, 2]]);
    const full = inwardStrengths(incidence, everyPaper(incidence), 'FRACTIONAL', distances, 2);
    expect(Object.fromEntries(full)).toEqual({ 1: 1.5, 2: 0.5, 3: 1, 4: 1 });
    const projection = project(incidence, specWith({ counting: 'FRACTIONAL', minStrength: 1 }));
    expect(Object.fromEntries(inwardStrengthsOnEdges(projection, new Map([[0, 0], [1, 1], [2, 2], [4, 3]])))).toEqual({ 1: 1.5, 2: 1, 4: 1 });
  });

  it('does not pair off a crowd', () => {
    const crowd = Array.from({ length: 50_000 }, (_, author) => author);
    const incidence = incidenceOf(50_000, crowd);
    const distances = new Map(crowd.map((author) => [author, author === 0 ? 0 : 1]));
    expect(inwardStrengths(incidence, everyPaper(incidence), 'FULL', distances, 1).get(49_999)).toBe(1);
  });
});
