/** Values that are well-formed but of a size, depth or magnitude nobody means: each costs its own record or field, never the file. */
import { describe, expect, it } from 'vitest';
import { bibtex } from '../../src/sources/bibtex.js';
import { isNestedDeeper } from '../../src/sources/json-depth.js';
import { jsonl } from '../../src/sources/jsonl.js';
import { MAX_EXPANDED_VALUE } from '../../src/sources/limits.js';
import { openalex } from '../../src/sources/openalex.js';
import { profile } from '../../src/sources/profile.js';
import { readText } from './helpers.js';

const HEADER = '{"format":"coterie-records","version":1}';
const paper = (title: string, more: string): string => `{"kind":"paper","title":"${title}","authors":["A B"]${more}}`;

function doubled(times: number): string {
  const lines = Array.from({ length: times }, (_, index) => `@string{a${index + 1} = a${index} # a${index}}`);
  return ['@string{a0 = "xxxxxxxxxx"}', ...lines].join('\n');
}

describe('@string macros that expand without bound', () => {
  it.each([24, 30, 60])('refuses the definitions and entries that are too long, after %i doublings', async (times) => {
    const text = `@misc{before, title={Before}, author={A B}}\n${doubled(times)}\n@misc{bomb, title=a${times}, author={A B}} @misc{same, title={Same Line}, author={A B}}\n@misc{small, title=a1, author={A B}}\n@misc{after, title={After}, author={A B}}`;
    const { papers, problems } = await readText(bibtex, text);
    expect(papers.map((record) => record.title)).toEqual(['Before', 'Same Line', 'x'.repeat(20), 'After']);
    // 10 · 2^16 characters are within 1 MiB, 10 · 2^17 are not.
    expect(problems).toHaveLength(times - 16 + 1);
    expect(new Set(problems.map((problem) => problem.kind))).toEqual(new Set(['REFUSED']));
    expect(problems[0]).toMatchObject({ line: 2 + 17, recordDropped: true, reason: expect.stringContaining('a17') as string });
    expect(problems.at(-1)).toMatchObject({ line: 2 + times + 1, record: 'bibtex:bomb', recordDropped: true, reason: expect.stringContaining('title') as string });
  });

  it('refuses an entry that concatenates macros beyond the limit, but not for a field that is not read', async () => {
    const many = Array.from({ length: 3 }, () => 'a16').join(' # ');
    const { papers, problems } = await readText(bibtex, `${doubled(16)}\n@misc{k, title=${many}, author={A B}}\n@misc{l, title={Kept}, author={A B}, annotation=${many}}`);
    expect(papers.map((record) => record.title)).toEqual(['Kept']);
    expect(problems).toMatchObject([{ kind: 'REFUSED', record: 'bibtex:k', recordDropped: true }]);
  });

  it('bounds what all macros of a file bring in', async () => {
    const long = 'x'.repeat(MAX_EXPANDED_VALUE);
    const uses = Array.from({ length: 300 }, (_, index) => `@misc{k${index}, title={T${index}}, author={A B}, annotation=a, howpublished=a}`).join('\n');
    const { papers } = await readText(bibtex, `@string{a = {${long}}}\n${uses}\n@misc{late, title=a, author={A B}}\n@misc{after, title={After}, author={A B}}`);
    expect(papers.at(-1)?.title).toBe('After');
    expect(papers.some((record) => record.title.length > 100)).toBe(false);
  });
});

describe('deep JSON lines', () => {
  it.each([201, 20_000, 200_000])('leaves out the line that is nested %i deep and no other', async (depth) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const { papers, problems } = await readText(jsonl, [HEADER, paper('One', ''), paper('Deep', `,"colour":${deep}`), deep, paper('Two', '')].join('\n'));
    expect(papers.map((record) => record.title)).toEqual(['One', 'Two']);
    expect(problems).toMatchObject([{ kind: 'REFUSED', line: 3, recordDropped: true }, { kind: 'REFUSED', line: 4, recordDropped: true }]);
  });

  it('counts brackets outside of strings only', () => {
    expect(isNestedDeeper(`{"a\\"[[[":["[[["]}`, 2)).toBe(false);
    expect(isNestedDeeper('[[],[],[]]', 2)).toBe(false);
    expect(isNestedDeeper('["\\\\",[[]]]', 2)).toBe(true);
  });
});

describe('counts beyond 32 bits', () => {
  it.each(['2147483648', '1e300', '1e999', '1.5', '-1'])('takes %s citations as unknown and keeps the paper', async (count) => {
    const own = await readText(jsonl, [HEADER, paper('One', `,"citationCount":{"value":${count},"source":"s"}`)].join('\n'));
    expect(own.papers).toMatchObject([{ title: 'One', citationCount: null }]);
    expect(own.problems[0]).toMatchObject({ kind: 'INVALID_VALUE', field: 'citationCount.value', line: 2, recordDropped: false });
    const work = await readText(openalex, `{"id":"https://openalex.org/W2000002","title":"T","authorships":[{"author":{"display_name":"A B"}}],"cited_by_count":${count}}`);
    expect(work.papers).toMatchObject([{ title: 'T', citationCount: null }]);
    expect(work.problems).toMatchObject([{ kind: 'INVALID_VALUE', field: 'cited_by_count', value: String(Number(count)), recordDropped: false }]);
  });

  it('takes the largest count', async () => {
    const { papers, problems } = await readText(jsonl, [HEADER, paper('One', ',"citationCount":{"value":2147483647,"source":"s"}')].join('\n'));
    expect([papers[0]?.citationCount?.value, problems]).toEqual([2147483647, []]);
  });
});

describe('years that no calendar has', () => {
  it.each(['0000', '10000', '-10000', '99999999999'])('takes the year %s as unknown, with a problem', async (year) => {
    const own = await readText(jsonl, [HEADER, paper('One', `,"date":"${year}"`)].join('\n'));
    const entry = await readText(bibtex, `@misc{k, title={T}, author={A B}, year={${year}}}`);
    const dated = await readText(bibtex, `@misc{k, title={T}, author={A B}, date={${year}-01-02}}`);
    const work = await readText(openalex, `{"id":"https://openalex.org/W2000002","title":"T","authorships":[{"author":{"display_name":"A B"}}],"publication_year":${Number(year)}}`);
    const page = await readText(profile, `Ann One\n\n1 Paper\n\nLGApr 30, ${year}\nA Title of a Paper\nAnn One\nText.\n`);
    for (const { papers, problems } of [own, entry, dated, work, page]) {
      expect(papers).toMatchObject([{ date: null }]);
      expect(problems).toMatchObject([{ kind: 'INVALID_DATE', recordDropped: false }]);
    }
  });

  it('does not take an infinite year for a missing one', async () => {
    const { papers, problems } = await readText(openalex, '{"id":"https://openalex.org/W2000002","title":"T","authorships":[{"author":{"display_name":"A B"}}],"publication_year":1e999}');
    expect([papers[0]?.date, problems[0]?.kind]).toEqual([null, 'INVALID_DATE']);
  });
});

describe('figures of a profile that are no numbers', () => {
  it.each([
    [`h-index-${'9'.repeat(400)}`, 'H_INDEX'],
    [`h-index${'9'.repeat(400)}`, 'H_INDEX'],
    ['1e999citations', 'CITATION_COUNT'],
    ['citations 1e999', 'CITATION_COUNT'],
    ['2147483648papers', 'PAPER_COUNT'],
  ])('reports %s', async (line, field) => {
    const result = await readText(profile, `Ann One\n${line}\nNovelty53%\n\n1 Paper\n\nLGApr 30, 2019\nA Title of a Paper\nAnn One\nText.\n`);
    expect(result.persons).toMatchObject([{ names: ['Ann One'], reported: [{ name: 'NOVELTY', value: 53 }] }]);
    expect(result.problems).toMatchObject([{ kind: 'INVALID_VALUE', field, line: 2, recordDropped: false }]);
  });
});
