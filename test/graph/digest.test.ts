import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestOfCollaborations } from '../../src/graph/digest.js';

const SMALL = { nodeCount: 1, edgeCount: 1, offsets: Uint32Array.of(0, 1), paperCount: Uint32Array.of(3), strength: Float64Array.of(0.5) };

it('names arrays by their names, lengths and bytes', () => {
  const hash = createHash('sha256');
  const neighbours = Uint32Array.of(7, 8);
  for (const [name, array] of Object.entries({ offsets: SMALL.offsets, neighbours, paperCount: SMALL.paperCount, strength: SMALL.strength })) hash.update(`${name} ${array.length}\n`).update(new Uint8Array(array.buffer));
  expect(digestOfCollaborations({ ...SMALL, neighbours })).toBe(hash.digest('hex'));
});

// Zeroed pages that are only read take no memory.
it('takes arrays of more than 2 GiB, and tells their last elements apart', { timeout: 120_000 }, () => {
  const neighbours = new Uint32Array(2 ** 29 + 1);
  const before = digestOfCollaborations({ ...SMALL, neighbours });
  neighbours[neighbours.length - 1] = 1;
  expect(digestOfCollaborations({ ...SMALL, neighbours })).not.toBe(before);
});
