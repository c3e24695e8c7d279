import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSections, packSections } from '../../src/graph/buffer.js';
import { joined, shardsOf } from '../../src/graph/shards.js';

const META = { about: 'ångström' };

describe('shards', () => {
  it('hold together what was given, none above the bound, and as few as the order allows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }), fc.integer({ min: 400, max: 2_000 }), (lengths, most) => {
        const sections = Object.fromEntries(lengths.map((length, at) => [`part${at}`, Uint8Array.from({ length }, (_, i) => i + at)]));
        const buffers = shardsOf(sections, META, most).map((shard) => packSections(shard.sections, shard.meta));
        for (const { byteLength } of buffers) expect(byteLength).toBeLessThanOrEqual(most);
        const shards = buffers.map((buffer) => openSections(buffer, { verifyChecksum: true }));
        const { meta, sections: found } = joined(shards);
        expect(meta).toEqual(META);
        expect(Object.entries(found).map(([name, array]) => [name, [...array]])).toEqual(Object.entries(sections).map(([name, array]) => [name, [...array]]));
        // The first array of each would not have fitted into the one before.
        shards.slice(1).forEach((shard, at) => {
          const [[name, array]] = Object.entries(shard.sections);
          const before = shards[at];
          expect(packSections({ ...before.sections, [name]: array }, before.meta).byteLength + 8).toBeGreaterThan(most);
        });
      }),
    );
  });

  it('are one container, byte for byte the same, where all fits', () => {
    const sections = { a: Uint32Array.of(1, 2), b: Float64Array.of(3) };
    const [shard, ...more] = shardsOf(sections, META);
    expect(more).toEqual([]);
    expect(new Uint8Array(packSections(shard.sections, shard.meta))).toEqual(new Uint8Array(packSections(sections, META)));
  });

  it('refuse an array that is too large by itself, and one that two of them hold', () => {
    expect(() => shardsOf({ small: new Uint8Array(8), large: new Uint8Array(1_000) }, {}, 500)).toThrow('the array large has 1000 bytes, and a file of arrays holds at most 500: leave papers out, so that the graph is smaller');
    const shard = openSections(packSections({ twice: Uint8Array.of(1) }));
    expect(() => joined([shard, shard])).toThrow('two of the files have a section named twice');
  });
});
