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

/** Papers with all that similarity reads, of so few names, words and places that they mean something. */
const word = fc.constantFrom('graph', 'parsing', 'polymer', 'enzyme', 'speech', 'kernel', 'galaxy');
const anyContent = fc.record({ title: fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')), abstract: fc.option(fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))), venue: fc.option(word), year: fc.option(fc.integer({ min: 1990, max: 2020 })), fields: fc.array(word, { maxLength: 2 }) });
const anyFullPapers = fc
  .array(fc.tuple(fc.array(fc.tuple(anyName, fc.option(word)), { minLength: 1, maxLength: 4 }), anyContent), { minLength: 1, maxLength: 25 })
  .map((papers) => papers.map(([names, content], at): ResolvablePaper => {
    const bare = paper(`p${at}`, names.map(([name]) => name));
    const mentions = bare.mentions.map((mention, nth) => {
      const place = names[nth][1];
      return place === null ? mention : { ...mention, affiliations: [{ name: `University of ${place}`, ror: null, countryCode: null }], emailDomain: `${place}.edu` };
    });
    return { ...bare, mentions, content };
  }));

describe('adding papers to papers that were resolved', () => {
  it('gives exactly what resolving all of them gives, with the product\'s own similarity', () => {
    fc.assert(
      fc.property(anyFullPapers, fc.array(fc.nat(25), { maxLength: 3 }), fc.constantFrom('CAUTIOUS' as const, 'FULL' as const), (papers, cuts, mode) => {
        rmSync(path, { force: true });
        const keep = (some: readonly ResolvablePaper[]): Resolution => {
          const outcomes = new BlockOutcomes(path);
          const resolution = resolveAuthors(some, [], [], { mode, outcomes });
          outcomes.save();
          return resolution;
        };
        for (const cut of cuts.toSorted((a, b) => a - b)) keep(papers.slice(0, cut));
        const incremental = keep(papers);
        const scratch = resolveAuthors(papers, [], [], { mode });
        expect(incremental.authors).toEqual(scratch.authors);
        expect([...incremental.mentionAuthors]).toEqual([...scratch.mentionAuthors]);
        // Nothing has changed since: nothing is resolved anew.
        expect(keep(papers).similarity?.resolvedAnew).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('that have nothing to do with a block leaves its outcome, however frequent they make a word that one of its mentions has alone', () => {
    const wangs = [['graph'], ['polymer']].map((words, at): ResolvablePaper => ({ ...paper(`w${at}`, ['Wei Wang', 'Ann Lee']), content: { title: words.join(' '), abstract: null, venue: null, year: null, fields: [] } }));
    const others = (title: string, count: number): ResolvablePaper[] =>
      Array.from({ length: count }, (_, at) => ({ ...paper(`${title}${at}`, [`Xu${title}${at} Family${title}${at}`]), content: { title, abstract: null, venue: null, year: null, fields: [] } }));
    // 2 blocks: the Wangs and the Lees. "graph" stands with one mention of each.
    // The sizes before and after are of one step.
    const before = [...wangs, ...others('enzyme', 18)];
    const keep = (some: readonly ResolvablePaper[]): number | undefined => {
      const outcomes = new BlockOutcomes(path);
      const { similarity } = resolveAuthors(some, [], [], { mode: 'FULL', outcomes });
      outcomes.save();
      return similarity?.resolvedAnew;
    };
    expect([keep(before), keep([...before, ...others('graph', 3)])]).toEqual([2, 0]);
  });

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
      { numRuns: 100 },
    );
  });
});
