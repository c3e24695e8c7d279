/** Names that blocks hold apart are joined all the same: short forms, transliterations, the other of two family names, bare family names. */
import { describe, expect, it } from 'vitest';
import type { ResolvablePaper } from '../../src/identity/author.js';
import { BlockOutcomes } from '../../src/identity/block-outcomes.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { tempDir } from '../helpers/temp-dir.js';
import { paper } from './build.js';

const TEAM = ['Ada Kowalczyk', 'Tim Oduya', 'Lu Okonkwo', 'Boris Stellmach'];
/** Six papers of one team and one person, written in two ways. */
const papersOf = (names: readonly string[]): ResolvablePaper[] => Array.from({ length: 6 }, (_, at) => ({
  ...paper(`p${at}`, [names[at % names.length], ...TEAM]), content: { title: 'Frequent itemset mining', abstract: null, venue: 'KDD', year: 2001 + at, fields: [] },
}));

function authorsOf(papers: readonly ResolvablePaper[], mode: 'FULL' | 'CAUTIOUS' = 'FULL', outcomes = new BlockOutcomes(null)): number {
  const resolution = resolveAuthors(papers, [], [], { mode, outcomes });
  return new Set(papers.map((_, at) => resolution.authorOf(at)[0])).size;
}

describe.each(['FULL', 'CAUTIOUS'] as const)('%s', (mode) => {
  it.each([
    ['Hans Müller', 'H. Müller'], ['Hans Müller', 'Johannes Müller'], ['Lisa Meitner', 'L. Meitner'], ['Bob Quist', 'Robert Quist'], ['Igor Volkov', 'Igor Wolkow'],
    ['Igor Zhukov', 'Igor Zukov'], ['Igor Tchernov', 'Igor Chernov'], ['Gabriel García Márquez', 'Gabriel Márquez'], ['Qvistgaard', 'Zebulon Qvistgaard'], ['J. Petrov', 'Yuri Petrov'],
  ])('%s and %s with four co-authors in common are one', (a, b) => {
    expect(authorsOf(papersOf([a, b]), mode)).toBe(1);
  });

  it.each([['Hans Müller', 'Karl Müller'], ['Jun Wang', 'Y. Wang'], ['Bob Quist', 'William Quist']])('%s and %s are not', (a, b) => {
    expect(authorsOf(papersOf([a, b]), mode)).toBe(2);
  });
});

it('never joins through a third name what excludes each other, nor two authors of one paper', () => {
  expect(authorsOf(papersOf(['Robert A. Quist', 'Bob Quist', 'Bob Z. Quist']))).toBe(2);
  const together = papersOf(['Bob Quist', 'Robert Quist']);
  const [bob, robert] = resolveAuthors([...together, paper('q', ['Bob Quist', 'Robert Quist'])], [], [], { mode: 'FULL' }).authorOf(together.length);
  expect(bob).not.toBe(robert);
});

it('keeps what is settled where names meet from one resolution to the next, and gives the same', () => {
  const path = `${tempDir()}/outcomes`;
  const resolve = (papers: readonly ResolvablePaper[]) => {
    const outcomes = new BlockOutcomes(path);
    const resolution = resolveAuthors(papers, [], [], { mode: 'FULL', outcomes });
    outcomes.save();
    return resolution;
  };
  const papers = papersOf(['Bob Quist', 'Robert Quist', 'B. Quist']);
  const first = resolve(papers);
  const second = resolve(papers);
  expect(second.similarity).toEqual({ ...first.similarity, resolvedAnew: 0 });
  expect(second.authors.map(({ key }) => key)).toEqual(first.authors.map(({ key }) => key));
  expect(new Set(papers.map((_, at) => second.authorOf(at)[0])).size).toBe(1);
});
