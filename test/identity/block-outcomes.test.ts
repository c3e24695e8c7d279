import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResolvablePaper, Resolution } from '../../src/identity/author.js';
import { BlockOutcomes } from '../../src/identity/block-outcomes.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { paper } from './build.js';
import { toySimilarity } from './toy-similarity.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'outcomes-'));
  path = join(dir, 'blocks.bin');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const calls = { blocks: 0 };
const engine = toySimilarity(calls);

/** Resolves with what was kept in the file, and keeps what it resolved. */
function withKept(papers: readonly ResolvablePaper[], mode: 'CAUTIOUS' | 'FULL' = 'FULL'): Resolution {
  const outcomes = new BlockOutcomes(path);
  const resolution = resolveAuthors(papers, [], [], { mode, engine, outcomes });
  outcomes.save();
  return resolution;
}

const WANGS = [paper('p1', ['Wei Wang', 'Ann Lee']), paper('p2', ['Wei Wang', 'Bo Ek']), paper('p3', ['W. Wang', 'Ann Lee'])];
const LEES = [paper('p4', ['A. Lee', 'Cy Oz']), paper('p5', ['Alice Lee', 'Cy Oz'])];

describe('outcomes kept', () => {
  it('are found again: nothing is resolved twice, and the answer is the same to the letter', () => {
    const first = withKept(WANGS);
    expect(first.similarity).toEqual({ blocks: 2, resolvedAnew: 2, uncompared: 0 });
    calls.blocks = 0;
    const second = withKept(WANGS);
    expect(second.similarity).toEqual({ blocks: 2, resolvedAnew: 0, uncompared: 0 });
    expect(calls.blocks).toBe(0);
    expect(second.authors).toEqual(first.authors);
  });

  it('are resolved anew where a block has another mention, and only there', () => {
    // Frequencies rounded as the engine says; those of 7 and 8 papers are one step.
    const papers = [...WANGS, ...LEES, paper('p6', ['Dee Ox']), paper('p7', ['Eve Ux'])];
    withKept(papers);
    expect(withKept([...papers, paper('p8', ['Eva Ux', 'Fay Ix'])]).similarity).toEqual({ blocks: 4, resolvedAnew: 1, uncompared: 0 });
  });

  it('of one mode say nothing in another', () => {
    withKept(WANGS, 'FULL');
    expect(withKept(WANGS, 'CAUTIOUS').similarity).toEqual({ blocks: 1, resolvedAnew: 1, uncompared: 0 });
  });

  it('that are damaged, cut, foreign or gone count as none', () => {
    withKept(WANGS);
    const sound = readFileSync(path);
    const damaged = Buffer.from(sound);
    damaged[damaged.length - 3] ^= 0x40;
    for (const bytes of [damaged, sound.subarray(0, sound.length - 5), Buffer.from('something else'), Buffer.alloc(0)]) {
      writeFileSync(path, bytes);
      expect(withKept(WANGS).similarity?.resolvedAnew).toBe(2);
    }
    rmSync(path);
    expect(withKept(WANGS).similarity?.resolvedAnew).toBe(2);
    expect(readFileSync(path).equals(sound)).toBe(true);
  });

  it('a directory that is not there is the file system\'s error', () => {
    expect(() => new BlockOutcomes(join(dir, 'no', 'where.bin')).save()).toThrow(/ENOENT/);
  });
});

const anyName = fc.constantFrom('Wei Wang', 'W. Wang', 'Weiwei Wang', 'Ann Lee', 'A. Lee', 'Bo Ek', 'Cy Oz', 'C. Oz', 'Wei Wang {orcid:0000-0001-0000-0001}', 'Wei Wang {orcid:0000-0002-0000-0002}');
const anyPapers = fc.array(fc.array(anyName, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 20 }).map((papers) => papers.map((names, at) => paper(`p${at}`, names)));

describe('adding papers to papers that were resolved', () => {
  it('gives exactly what resolving all of them gives, however they are split and in whatever mode', () => {
    fc.assert(
      fc.property(anyPapers, fc.array(fc.nat(20), { maxLength: 3 }), fc.constantFrom('CAUTIOUS' as const, 'FULL' as const), (papers, cuts, mode) => {
        rmSync(path, { force: true });
        for (const cut of cuts.toSorted((a, b) => a - b)) withKept(papers.slice(0, cut), mode);
        const incremental = withKept(papers, mode);
        const scratch = resolveAuthors(papers, [], [], { mode, engine });
        expect(incremental.authors).toEqual(scratch.authors);
        expect([...incremental.mentionAuthors]).toEqual([...scratch.mentionAuthors]);
        expect(incremental.keptApart).toEqual(scratch.keptApart);
      }),
      { numRuns: 200 },
    );
  });
});
