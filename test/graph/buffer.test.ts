import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readBufferFile, writeBufferFile } from '../../src/graph/buffer-file.js';
import { FORMAT_VERSION, openSections, packSections, requireLittleEndianHost, section } from '../../src/graph/buffer.js';
import { validateCsr } from '../../src/graph/csr.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { project } from '../../src/graph/projection.js';
import {
  incidenceFromSections, incidenceToSections, projectionFromSections, projectionToSections,
} from '../../src/graph/sections.js';
import { validateIncidence } from '../../src/graph/validate-incidence.js';
import { arbitraryHypergraph, arbitrarySpec } from './hypergraphs.js';

const arrays = {
  tiny: Int8Array.of(-1, 2, 3),
  flags: Uint8Array.of(255),
  years: Int16Array.of(-32768, 2024),
  words: Uint16Array.of(65535),
  venues: Int32Array.of(-1),
  'näme/größe': Uint32Array.of(4294967295, 7),
  halves: Float32Array.of(0.5),
  strength: Float64Array.of(0.1, Number.MIN_VALUE),
  empty: new Float64Array(0),
};
const folder = mkdtempSync(join(tmpdir(), 'coterie-buffer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A packed container with some bytes changed. */
function damaged(change: (view: DataView) => void): SharedArrayBuffer {
  const buffer = packSections({ one: Uint32Array.of(1, 2, 3, 4), two: Float64Array.of(0.5) });
  change(new DataView(buffer));
  return buffer;
}
/** Field of the i-th directory entry. */
const entry = (i: number, field: number): number => 40 + 64 * i + field;

describe('packSections, openSections', () => {
  it('gives back every type, in order, as views of the buffer', () => {
    const buffer = packSections(arrays, { madeBy: 'tést', graphs: [1] });
    const { version, meta, sections } = openSections(buffer, { verifyChecksum: true });
    expect([version, meta]).toEqual([FORMAT_VERSION, { madeBy: 'tést', graphs: [1] }]);
    expect({ ...sections }).toEqual(arrays);
    expect(Object.keys(sections)).toEqual(Object.keys(arrays));
    for (const array of Object.values(sections)) {
      expect(array.buffer).toBe(buffer);
      expect(array.byteOffset % 8).toBe(0);
    }
  });

  it('packs views as what they show, and the same content as the same bytes', () => {
    const view = Uint32Array.of(9, 1, 2, 9).subarray(1, 3);
    const ofArray = packSections({ view: Uint32Array.of(1, 2) });
    expect(new Uint8Array(packSections({ view }))).toEqual(new Uint8Array(ofArray));
  });

  it('opens plain ArrayBuffers and empty containers too', () => {
    const buffer = packSections({});
    const plain = new Uint8Array(buffer.byteLength);
    plain.set(new Uint8Array(buffer));
    expect(openSections(plain.buffer, { verifyChecksum: true }).sections).toEqual({});
  });

  it('lays the bytes out as documented', () => {
    const buffer = packSections({ ab: Uint32Array.of(0x01020304) });
    const view = new DataView(buffer);
    const bytes = new Uint8Array(buffer);
    expect(Buffer.from(bytes.slice(0, 8)).toString('latin1')).toBe('COTERIE\0');
    expect([view.getUint32(8, true), view.getUint32(12, true)]).toEqual([1, 1]);
    expect([view.getBigUint64(16, true), view.getBigUint64(24, true)]).toEqual([BigInt(buffer.byteLength), 2n]);
    expect(Buffer.from(bytes.slice(40, 43)).toString('latin1')).toBe('ab\0');
    expect([view.getUint32(80, true), view.getBigUint64(88, true), view.getBigUint64(96, true)]).toEqual([5, 112n, 1n]);
    expect(Buffer.from(bytes.slice(104, 106)).toString('latin1')).toBe('{}');
    expect(bytes.slice(112, 116)).toEqual(Uint8Array.of(4, 3, 2, 1));
  });

  it.each([
    ['magic', damaged((v) => v.setUint8(0, 0x50)), 'the data starts with "POTERIE." instead of "COTERIE."'],
    ['version', damaged((v) => v.setUint32(8, 7, true)), 'format version 7, and this program reads version 1'],
    ['length', damaged((v) => v.setBigUint64(16, 2n ** 40n, true)), 'should have 1099511627776 bytes and has 200'],
    ['number of sections', damaged((v) => v.setUint32(12, 1000, true)), 'directory ends at 64042, after its end at 200'],
    ['metadata length', damaged((v) => v.setBigUint64(24, 999n, true)), 'directory ends at 1167, after its end at 200'],
    ['element type', damaged((v) => v.setUint32(entry(0, 40), 8, true)), 'section one has element type 8, above 7'],
    ['alignment', damaged((v) => v.setBigUint64(entry(0, 48), 177n, true)), 'section one starts at 177, not a multiple of 8'],
    ['place', damaged((v) => v.setBigUint64(entry(0, 48), 8n, true)), 'section one starts at 8, before the end of the header at 170'],
    ['overlap', damaged((v) => v.setBigUint64(entry(1, 48), 184n, true)), 'section two starts at 184, before the end of one at 192'],
    ['count', damaged((v) => v.setBigUint64(entry(1, 56), 2n, true)), 'section two ends at 208, after the end of the container at 200'],
    ['count beyond 2^32', damaged((v) => v.setBigUint64(entry(1, 56), 2n ** 33n, true)), 'section two ends at 68719476928'],
    ['metadata', damaged((v) => v.setUint8(168, 0x5b)), 'metadata "[}" is not JSON'],
    ['name', damaged((v) => v.setUint32(entry(1, 0), v.getUint32(entry(0, 0)))), 'two sections named one'],
  ])('names a wrong %s', (_, buffer, message) => {
    expect(() => openSections(buffer)).toThrow(message);
  });

  it('notices any cut, and any flipped bit where asked to', () => {
    const whole = new Uint8Array(packSections(arrays, { a: 1 })).slice();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(() => openSections(whole.slice(0, length).buffer)).toThrow(/bytes/);
      }),
    );
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const copy = whole.slice();
        copy[at] ^= 1 << bit;
        expect(() => openSections(copy.buffer, { verifyChecksum: true })).toThrow(/instead of|version|bytes|directory/);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses names that do not fit', () => {
    expect(() => packSections({ '': Uint8Array.of(1) })).toThrow('the section name "" is not 1 to 40 bytes');
    expect(() => packSections({ ['ö'.repeat(21)]: Uint8Array.of(1) })).toThrow('is not 1 to 40 bytes');
    expect(() => packSections({ ['ö'.repeat(20)]: Uint8Array.of(1) })).not.toThrow();
  });

  it('refuses big-endian hosts', () => {
    expect(() => requireLittleEndianHost(false)).toThrow('this host is big-endian');
  });
});

describe('section', () => {
  const { sections } = openSections(packSections({ one: Uint32Array.of(1) }));

  it('names what is missing or of another type', () => {
    expect([...section(sections, 'one', Uint32Array)]).toEqual([1]);
    expect(() => section(sections, 'two', Uint32Array)).toThrow('the container has no section two');
    expect(() => section(sections, 'toString', Uint32Array)).toThrow('the container has no section toString');
    expect(() => section(sections, 'one', Float64Array)).toThrow('section one is a Uint32Array where a Float64Array is expected');
  });
});

describe('incidence and projection as sections', () => {
  it('come back through a file as they went', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHypergraph, arbitrarySpec, async ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        const projection = project(incidence, spec);
        const path = join(folder, 'graph.bin');
        const packed = packSections({ ...incidenceToSections(incidence), ...projectionToSections(projection) });
        await writeBufferFile(path, packed);
        const { sections } = openSections(await readBufferFile(path), { verifyChecksum: true });
        expect(incidenceFromSections(sections)).toEqual(incidence);
        expect(projectionFromSections(sections)).toEqual(projection);
        validateIncidence(incidenceFromSections(sections));
        validateCsr(projectionFromSections(sections));
      }),
      { numRuns: 30 },
    );
  });

  it('names what a container lacks', () => {
    const { sections } = openSections(packSections({}));
    expect(() => incidenceFromSections(sections)).toThrow('the container has no section incidence/paperOffsets');
    expect(() => projectionFromSections(sections, 'projection/3')).toThrow('no section projection/3/facts');
  });
});
