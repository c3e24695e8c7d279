/** Checkpoint files: what they hold, whom they serve, what becomes of damage. */
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { computationOf, contentHash, openCheckpoint, type Computation } from '../../src/cli/measuring/checkpoint.js';
import { metricById } from '../../src/metrics/registry.js';
import { paperlessInput } from '../../src/networks/paperless.js';
import { csrFromEdges } from '../helpers/graphs.js';
import { tempDir } from '../helpers/temp-dir.js';

const input = paperlessInput(csrFromEdges(3, [[0, 1], [1, 2]]));
const computation: Computation = computationOf('1.2.3', input, [{ metric: metricById('DEGREE'), parameters: {} }, { metric: metricById('BETWEENNESS'), parameters: { distance: 'UNWEIGHTED' } }]);
const fresh = (): string => path.join(tempDir(), 'some.checkpoint');
const VALUES = [Float64Array.of(1.5, NaN, -0, Infinity, 5e-324), Float64Array.of(), Float64Array.of(2)];

function filled(file: string): void {
  const checkpoint = openCheckpoint(file, computation);
  checkpoint.storeOf(1).save(0, VALUES[0]);
  checkpoint.storeOf(1).save(7, VALUES[1]);
  checkpoint.storeOf(0).save(7, VALUES[2]);
  checkpoint.close();
}

describe('a checkpoint', () => {
  it('gives back what was saved, bit for bit, and only that; removing it leaves nothing', () => {
    const file = fresh();
    filled(file);
    const again = openCheckpoint(file, computation);
    expect(again.kept).toBe(3);
    expect([again.storeOf(1).load(0), again.storeOf(1).load(7), again.storeOf(0).load(7)]).toEqual(VALUES);
    expect([again.storeOf(0).load(0), again.storeOf(1).load(1)]).toEqual([null, null]);
    again.storeOf(0).save(1, VALUES[2]);
    again.close();
    const third = openCheckpoint(file, computation);
    expect([third.kept, third.storeOf(0).load(1)]).toEqual([4, VALUES[2]]);
    third.remove();
    expect(existsSync(file)).toBe(false);
  });

  it('cut off anywhere serves with the records that are whole', () => {
    const file = fresh();
    filled(file);
    const whole = readFileSync(file);
    const headerEnd = whole.indexOf(0x0a) + 1;
    const ends = [12 + 40 + 4, 16, 24].map(((sum) => (length: number) => (sum += length))(headerEnd));
    for (let size = 0; size <= whole.length; size += 1) {
      writeFileSync(file, whole.subarray(0, size));
      const checkpoint = openCheckpoint(file, computation);
      expect([size, checkpoint.kept]).toEqual([size, ends.filter((end) => end <= size).length]);
      checkpoint.storeOf(0).save(99, VALUES[2]);
      checkpoint.close();
      const again = openCheckpoint(file, computation);
      expect(again.storeOf(0).load(99)).toEqual(VALUES[2]);
      again.close();
    }
  });

  it('takes no record whose bits have changed', () => {
    const file = fresh();
    filled(file);
    const bytes = readFileSync(file);
    bytes[bytes.length - 8] ^= 1;
    writeFileSync(file, bytes);
    const checkpoint = openCheckpoint(file, computation);
    expect([checkpoint.kept, checkpoint.storeOf(0).load(7)]).toEqual([2, null]);
    checkpoint.close();
    const size = statSync(file).size;
    appendFileSync(file, Buffer.alloc(12, 0xff));
    openCheckpoint(file, computation).close();
    expect(statSync(file).size).toBe(size);
    truncateSync(file, 0);
    openCheckpoint(file, computation).close();
  });

  it.each([
    ['version', { ...computation, version: '9' }, 'made by version 1.2.3 of the program'],
    ['graph', { ...computation, graph: 'other' }, 'of another graph'],
    ['metrics', { ...computation, metrics: computation.metrics.slice(1) }, 'of other metrics or parameters (DEGREE, BETWEENNESS)'],
  ])('of another %s is refused and left as it is', (_, other: Computation, why) => {
    const file = fresh();
    filled(file);
    const before = readFileSync(file);
    expect(() => openCheckpoint(file, other)).toThrow(`the checkpoint ${file} is ${why}: repeat the command that it was made by, remove it, or name another file`);
    expect(readFileSync(file)).toEqual(before);
  });

  it('is no other file', () => {
    const file = fresh();
    for (const content of ['my thesis\n', '{"format":"coterie checkpoint 1"}\n', '\u0000'.repeat(5000), '{']) {
      writeFileSync(file, content === '{' ? '{x' : content);
      expect(() => openCheckpoint(file, computation)).toThrow(`${file} is no checkpoint of this program: name another file, it is left as it is`);
    }
  });
});

it('tells graphs apart by anything that kernels read', () => {
  const hashes = [
    input,
    paperlessInput(csrFromEdges(3, [[0, 1], [1, 2, 2]])),
    paperlessInput(csrFromEdges(3, [[0, 1], [0, 2]])),
    paperlessInput(csrFromEdges(4, [[0, 1], [1, 2]])),
    { ...input, incidence: { ...input.incidence, paperYear: Int16Array.of(2001) } },
  ].map(contentHash);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(contentHash(paperlessInput(csrFromEdges(3, [[1, 2], [0, 1]])))).toBe(hashes[0]);
});
