import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSections, packSections } from '../../src/graph/buffer.js';
import { joined, packShard, partIn, partsByArray, shardsOf, type Part } from '../../src/graph/shards.js';

const META = { about: 'ångström' };

describe('shards', () => {
  it('hold together what was given, none above the bound, and as few as the order allows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }), fc.integer({ min: 400, max: 2_000 }), (lengths, most) => {
        const sections = Object.fromEntries(lengths.map((length, at) => [`part${at}`, Uint8Array.from({ length }, (_, i) => i + at)]));
        const buffers = shardsOf(sections, META, most).map(packShard);
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

  it('part an array that none holds, at pages, and between the others in their order', () => {
    const most = 2 * 65_536 + 8;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(10, 8_191, 8_192, 16_383, 16_384, 16_385, 30_000), { minLength: 1, maxLength: 4 }), (lengths) => {
        const sections = Object.fromEntries(lengths.map((length, at) => [`array${at}`, Float64Array.from({ length }, (_, i) => i / (at + 1))]));
        const buffers = shardsOf(sections, META, most).map(packShard);
        for (const { byteLength } of buffers) expect(byteLength).toBeLessThanOrEqual(most);
        const shards = buffers.map((buffer) => openSections(buffer));
        expect(shards[0].meta).toEqual(META);
        const parts = shards.flatMap((shard) => partIn(shard) ?? []);
        for (const { at, elements } of parts) expect([elements.byteOffset % 65_536, (at * 8) % 65_536]).toEqual([0, 0]);
        const whole = joined(shards.filter((shard) => partIn(shard) === null)).sections;
        for (const [name, all] of partsByArray(parts)) expect(all.flatMap(({ elements }) => [...elements])).toEqual([...sections[name]]);
        expect(new Set([...Object.keys(whole), ...parts.map(({ name }) => name)])).toEqual(new Set(Object.keys(sections)));
        for (const [name, array] of Object.entries(whole)) expect(array).toEqual(sections[name]);
      }), { numRuns: 30 },
    );
  });

  it('are refused where a part is missing, twice or before another', () => {
    const parts = shardsOf({ long: Uint32Array.from({ length: 50_000 }, (_, i) => i) }, {}, 2 * 65_536 + 8).flatMap((shard) => partIn(openSections(packShard(shard))) ?? []);
    const [a, b, c, d] = parts;
    expect(parts).toHaveLength(4);
    for (const some of [[a, b, c], [b, c, d], [a, c, d], [a, b, b, d], [b, a, c, d]] satisfies Part[][]) expect(() => partsByArray(some)).toThrow('the files do not hold all parts of long');
  });

  it('refuse an array where they are too small for a part of it, and one that two of them hold', () => {
    expect(() => shardsOf({ small: new Uint8Array(8), large: new Uint8Array(1_000) }, {}, 500)).toThrow('the array large has 1000 bytes, and a file of arrays holds at most 500: leave papers out, so that the graph is smaller');
    const shard = openSections(packSections({ twice: Uint8Array.of(1) }));
    expect(() => joined([shard, shard])).toThrow('two of the files have a section named twice');
  });
});
