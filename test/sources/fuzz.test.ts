import { readFileSync } from 'node:fs';
import { parse } from '@retorquere/bibtex-parser';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperRecord } from '../../src/records/record.js';
import { bibtex } from '../../src/sources/bibtex.js';
import { plainParts } from '../../src/sources/bibtex-names.js';
import { firstInvalidUtf8 } from '../../src/sources/decode.js';
import { jsonl } from '../../src/sources/jsonl.js';
import { formatHeader } from '../../src/sources/jsonl-write.js';
import { profile } from '../../src/sources/profile.js';
import type { Source } from '../../src/sources/source.js';
import { fixture, readBytes, readText } from './helpers.js';

const bibTokens = fc.array(fc.constantFrom('@', 'article', '{', '}', '(', ')', ',', '=', '"', '#', '\\', '\n', ' ', '%', '$', 'title', 'author', 'year', 'and', 'others', 'k', '2019', '~', '@misc{k,', 'crossref', '\\"o', '\u0000', 'é', '@comment{', '@string{'), { maxLength: 80 }).map((list) => list.join(''));
const pageTokens = fc.array(fc.constantFrom('Ada One', '\n', '\n\n', 'LG', 'Jun 20, 2023', 'Code', '2 Papers', 'h-index', '3', ' et al.', ', ', 'Feb 31, 2015', 'Novelty5%', '\r\n', 'Some text. '), { maxLength: 60 }).map((list) => list.join(''));
const jsonLine = fc.oneof(fc.json(), fc.record({ kind: fc.constantFrom('paper', 'person', 'merge'), title: fc.jsonValue(), authors: fc.jsonValue(), names: fc.jsonValue(), date: fc.jsonValue(), externalIds: fc.jsonValue(), links: fc.jsonValue(), citationCount: fc.jsonValue(), reported: fc.jsonValue() }, { requiredKeys: ['kind'] }).map((value) => JSON.stringify(value)));

describe.each<[Source, fc.Arbitrary<string>]>([[bibtex, bibTokens], [profile, pageTokens], [jsonl, fc.array(jsonLine, { maxLength: 4 }).map((list) => `${formatHeader()}\n${list.join('\n')}`)]])('$id', (source, tokens) => {
  it('never throws on any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      const { papers, problems } = await readBytes(source, bytes, 'x', size);
      // What is not blank is either read or said to be unreadable.
      expect(papers.length + problems.length > 0 || bytes.every((byte) => byte <= 0x20 || byte >= 0x7f)).toBe(true);
    }), { numRuns: 300 });
  });
  it('never throws on text of its own making, and every record has a title', async () => {
    await fc.assert(fc.asyncProperty(tokens, async (text) => {
      const { papers } = await readText(source, text);
      for (const paper of papers) {
        expect(paper.title.trim()).not.toBe('');
        const positions = paper.mentions.map((mention) => mention.position).filter((position) => position !== null);
        expect(new Set(positions).size).toBe(positions.length);
      }
    }), { numRuns: 500 });
  });
});

function withoutAbstract(paper: PaperRecord): PaperRecord {
  return { ...paper, abstract: null };
}

describe('a file cut off anywhere', () => {
  const cases: ReadonlyArray<readonly [Source, string]> = [
    [bibtex, 'bibtex/others.bib'], [bibtex, 'bibtex/names.bib'], [bibtex, 'bibtex/dates.bib'], [bibtex, 'bibtex/crossref.bib'],
    [bibtex, 'bibtex/exports.bib'], [bibtex, 'bibtex/jabref-header.bib'], [jsonl, 'jsonl/problems.jsonl'], [profile, 'profile/small.txt'], [profile, 'profile/odd.txt'],
  ];
  it.each(cases)('invents no record ($0.id, case %#)', async (source, path) => {
    const bytes = readFileSync(fixture(path));
    const whole = await readBytes(source, bytes);
    // An abstract has no end mark on a page, so its last words may go missing unnoticed.
    const known = new Set(whole.papers.map((paper) => JSON.stringify(withoutAbstract(paper))));
    const wholeProblems = new Set(whole.problems.map((problem) => JSON.stringify(problem)));
    for (let end = 0; end < bytes.length; end += 1) {
      const cut = await readBytes(source, bytes.subarray(0, end));
      const strangers = cut.papers.filter((paper) => !known.has(JSON.stringify(withoutAbstract(paper))));
      const newProblems = cut.problems.filter((problem) => !wholeProblems.has(JSON.stringify(problem)));
      expect(newProblems.length > 0 ? [] : strangers, `cut at byte ${end}`).toEqual([]);
    }
  }, 120_000);
});

describe('our reading of plain names', () => {
  const word = fc.oneof(fc.constantFrom('van', 'der', 'de', 'la', 'Ann', 'B.', 'von', 'Li', 'O’Neil', 'Jean-Luc', 'Łukasz', 'émile', 'C.-D.', '王', 'al', "d'Or", 'of'), fc.stringMatching(/^[A-Za-z][a-z]{0,6}$/)).filter((each) => !/^(?:and|others)$/i.test(each));
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
  // Without a given name the library takes leading particles for one; BibTeX itself doesn't (see names.bib for `van der Berg`).
  it('is that of the parser library', () => {
    fc.assert(fc.property(words, fc.option(words, { nil: null }), (first, second) => {
      fc.pre(second !== null || !/^[a-z]/.test(first) || !first.includes(' '));
      const name = second === null ? first : `${first}, ${second}`;
      const creator = parse(`@misc{k, author={${name}}}`, { sentenceCase: false, unsupported: 'ignore' }).entries[0]?.fields.author?.[0];
      const parts = plainParts(name);
      expect(parts).toEqual({ given: creator?.firstName ?? null, particle: creator?.prefix ?? null, family: creator?.lastName ?? null, suffix: null });
    }), { numRuns: 300 });
  });
});

it('finds the first invalid byte as a strict decoder does', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }), (tail, head) => {
    const bytes = Buffer.concat([Buffer.from(head.replace(/\p{Cs}/gu, ''), 'utf8'), tail]);
    const decodes = (length: number): boolean => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
        return true;
      } catch {
        return false;
      }
    };
    const found = firstInvalidUtf8(bytes);
    // The longest prefix that a strict decoder takes ends at the first invalid byte.
    const longest = Array.from({ length: bytes.length + 1 }, (_, length) => length).findLast(decodes);
    expect(found < 0 ? bytes.length : found).toBe(longest);
  }), { numRuns: 1000 });
});
