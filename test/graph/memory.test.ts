/** What the graph takes of memory, per author and entry. */
import { describe, expect, it } from 'vitest';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { COUNTINGS } from '../../src/graph/types.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';

const incidence = syntheticIncidence({ papers: 3_000, seed: 2, shape: 'HYPER' });

/** Bytes of the memory that an array keeps alive, which may be more than it shows. */
const bytes = (...arrays: readonly ArrayBufferView[]): number => arrays.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

describe('the projection', () => {
  it.each(COUNTINGS)('under %s takes 4 bytes per author and 4 per directed edge, and 12 more for count and strength', (counting) => {
    const { nodeCount, edgeCount, offsets, neighbours, paperCount, strength } = project(incidence, { ...DEFAULT_SPEC, counting });
    expect(edgeCount).toBeGreaterThan(10_000);
    expect(bytes(offsets, neighbours)).toBe(4 * (nodeCount + 1) + 4 * 2 * edgeCount);
    expect(bytes(paperCount, strength)).toBe(12 * 2 * edgeCount);
  });

  it.each([
    ['without weak edges', { minStrength: 2 }],
    ['of the largest component', { component: 'GIANT' }],
  ] as const)('%s takes no more', (_name, part) => {
    const { nodeCount, edgeCount, offsets, neighbours, paperCount, strength } = project(incidence, { ...DEFAULT_SPEC, ...part });
    expect(edgeCount).toBeGreaterThan(100);
    expect(bytes(offsets, neighbours)).toBe(4 * (nodeCount + 1) + 4 * 2 * edgeCount);
    expect(bytes(paperCount, strength)).toBe(12 * 2 * edgeCount);
  });

  it('names its authors with 4 bytes per author of the graph and 4 per author of the corpus, and its papers with 1 each', () => {
    const { nodeCount, nodes, nodeOf, paperMask } = project(incidence, DEFAULT_SPEC);
    expect(bytes(nodes, nodeOf, paperMask)).toBe(4 * nodeCount + 4 * incidence.authorCount + incidence.paperCount);
  });
});

describe('the incidence', () => {
  it('takes 4 bytes per entry each way, and 4 per author and per paper', () => {
    const { authorCount, paperCount, paperOffsets, paperAuthors, authorOffsets, authorPapers } = incidence;
    const entries = paperAuthors.length;
    expect(entries).toBeGreaterThan(5_000);
    expect(bytes(paperAuthors)).toBe(4 * entries);
    expect(bytes(authorPapers)).toBe(4 * entries);
    expect(bytes(paperOffsets, authorOffsets)).toBe(4 * (paperCount + 1) + 4 * (authorCount + 1));
  });
});
