/**
 * What every reader must withstand, as one table of trials: bytes of any kind, text of the format's own making, files
 * cut off anywhere, in the wrong encoding, with odd line ends, twice in a row. Call `holdsAgainstHostileInput` from the
 * format's own test.
 */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperRecord } from '../../src/records/record.js';
import type { Source } from '../../src/sources/source.js';
import { fixture, readBytes, type ReadResult } from './helpers.js';

export interface HostileTrial {
  readonly source: Source;
  /** Fixtures of the format (below test/fixtures/sources), whole files that it reads. */
  readonly fixtures: readonly string[];
  /** Pieces of the format's syntax, thrown together at random. */
  readonly tokens: readonly string[];
  /** What of a record may be shorter where the file ends early without the format being able to tell (an unmarked last field). */
  readonly withoutEnd?: (paper: PaperRecord) => unknown;
}

/** A record that could be served: a title, places that occur once, names with something in them. */
function expectSound(papers: readonly PaperRecord[]): void {
  for (const paper of papers) {
    expect(paper.title.trim()).not.toBe('');
    expect(paper.key).toContain(':');
    const positions = paper.mentions.map((mention) => mention.position).filter((position) => position !== null);
    expect(new Set(positions).size).toBe(positions.length);
    for (const { rawName } of paper.mentions) expect(rawName.trim()).not.toBe('');
    expect(JSON.stringify(paper)).not.toMatch(/\\u0000/);
  }
}

/** The record without its place in the file, as text. */
function content({ source: _source, ...paper }: PaperRecord): string {
  return JSON.stringify(paper);
}

/** Registers the trials. Each cut of a fixture is read, or 400 of them spread evenly where it is longer. */
export function holdsAgainstHostileInput({ source, fixtures, tokens, withoutEnd = (paper) => paper }: HostileTrial): void {
  const read = async (bytes: Uint8Array, size = 4096): Promise<ReadResult> => await readBytes(source, bytes, 'x', size);

  describe(`${source.id} and hostile input`, () => {
    it('never throws on any bytes', async () => {
      await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
        expectSound((await read(bytes, size)).papers);
      }), { numRuns: 200 });
    });

    it('never throws on text of its own making', async () => {
      const text = fc.array(fc.constantFrom(...tokens), { maxLength: 80 }).map((list) => list.join(''));
      await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 200 }), async (made, size) => {
        expectSound((await read(Buffer.from(made, 'utf8'), size)).papers);
      }), { numRuns: 300 });
    });

    describe.each(fixtures)('%s', (path) => {
      const bytes = readFileSync(fixture(path));

      it('is read the same in chunks of any size', async () => {
        const whole = await read(bytes);
        expectSound(whole.papers);
        for (const size of [1, 7, 1021]) expect(await read(bytes, size)).toEqual(whole);
      });

      it('invents no record where it is cut off', async () => {
        const whole = await read(bytes);
        const known = new Set(whole.papers.map((paper) => JSON.stringify(withoutEnd(paper))));
        const wholeProblems = new Set(whole.problems.map((problem) => JSON.stringify(problem)));
        const step = Math.max(1, Math.floor(bytes.length / 400));
        for (let end = 0; end < bytes.length; end += step) {
          const cut = await read(bytes.subarray(0, end));
          const strangers = cut.papers.filter((paper) => !known.has(JSON.stringify(withoutEnd(paper))));
          const newProblems = cut.problems.filter((problem) => !wholeProblems.has(JSON.stringify(problem)));
          expect(newProblems.length > 0 ? [] : strangers, `cut at byte ${end}`).toEqual([]);
        }
      }, 120_000);

      it('survives changed bytes', async () => {
        await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (changes) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at] = byte;
          expectSound((await read(changed)).papers);
        }), { numRuns: 60 });
      });

      it('gives the same records with CRLF, with a byte order mark, and nothing unsaid as Latin-1 (fixtures are UTF-8)', async () => {
        const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
        const plain = (await read(Buffer.from(text, 'utf8'))).papers.map(content);
        const crlf = await read(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8'));
        expect(crlf.papers.map(content)).toEqual(plain);
        expect((await read(Buffer.from(`\uFEFF${text}`, 'utf8'))).papers.map(content)).toEqual(plain);
        const latin = await read(Buffer.from(text, 'latin1'));
        expectSound(latin.papers);
        expect(latin.papers.length + latin.problems.length).toBeGreaterThan(0);
      });

      it('takes NUL bytes out of what it keeps', async () => {
        const text = bytes.toString('utf8').replace(/e/g, (letter, at: number) => (at % 5 === 0 ? `${letter}\u0000` : letter));
        expectSound((await read(Buffer.from(text, 'utf8'))).papers);
      });
    });
  });
}
