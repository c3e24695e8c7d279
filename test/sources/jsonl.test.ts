import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAPER_TYPES } from '../../src/records/record.js';
import type { Mention, PaperRecord, PersonRecord } from '../../src/records/record.js';
import { daysInMonth } from '../../src/sources/dates.js';
import { jsonl } from '../../src/sources/jsonl.js';
import { ledgerEntryId } from '../../src/records/ledger-entry.js';
import { formatHeader, formatLedgerEntry, formatPaper, formatPerson } from '../../src/sources/jsonl-write.js';
import { kinds, readBytes, readFixture, readText } from './helpers.js';

describe('validation', () => {
  it('names line, field and value of everything wrong, and keeps the rest', async () => {
    const result = await readFixture(jsonl, 'jsonl/problems.jsonl');
    expect(result.problems.map((problem) => [problem.line, problem.kind, problem.field, problem.value, problem.recordDropped])).toEqual([
      [1, 'UNKNOWN_FIELD', 'header.extra', '1', false],
      [4, 'INVALID_DATE', 'date', '"2020-02-31"', false],
      [5, 'MISSING_TITLE', 'title', null, true],
      [6, 'MISSING_AUTHORS', 'authors', null, false],
      [7, 'MALFORMED', null, 'not json', true],
      [8, 'MALFORMED', null, '[1,2]', true],
      [9, 'UNKNOWN_KIND', 'kind', '"novel"', true],
      [10, 'INVALID_ID', 'externalIds.doi', '"nope"', false],
      [10, 'INVALID_VALUE', 'type', '"NOVEL"', false],
      [10, 'MISSING_NAME', 'authors[1].name', null, false],
      [10, 'INVALID_VALUE', 'authors[2]', '7', false],
      [10, 'UNKNOWN_FIELD', 'colour', '"red"', false],
      [11, 'MISSING_NAME', 'names', null, true],
      [12, 'INVALID_MERGE', 'names', '["A"]', true],
      [14, 'CONTROL_CHARACTERS', 'title', '"Nul"', false],
      [14, 'INVALID_VALUE', 'authors[1].position', '1', false],
      [14, 'INVALID_VALUE', 'citationCount.value', '-1', false],
    ]);
    expect(result.papers.map((paper) => paper.title)).toEqual(['Fine', 'Bad Date', 'No Authors', 'Types', 'Nul']);
    expect(result.papers[0]).toMatchObject({
      key: 'coterie::fine', date: { year: 2020, month: 2, day: null }, authorListComplete: false, abstract: null, venue: null, type: null, citationCount: null,
      mentions: [{ rawName: 'Ann One', position: 1 }, { rawName: 'Bob Two', position: null }],
      source: { format: 'coterie', file: 'problems.jsonl', line: 2, byte: 108, retrievedAt: '2026-01-02', url: 'https://example.org/x' },
    });
    expect(result.papers[1]?.date).toEqual({ year: 2020, month: 2, day: null });
    expect(result.papers[3]).toMatchObject({ externalIds: { arxiv: '1706.03762' }, source: { url: null, retrievedAt: '2026-01-02' } });
    expect(result.ledger).toMatchObject([{ op: 'merge', names: ['A', 'B'], id: ledgerEntryId({ op: 'merge', names: ['A', 'B'], who: 'w', when: '2026-01-01', why: 'y' }) }]);
  });

  it('refuses a newer version with both numbers, and a file without header', async () => {
    const newer = await readText(jsonl, '{"format":"coterie-records","version":7}\n{"kind":"paper","title":"x","authors":["A"]}');
    expect(newer.papers).toEqual([]);
    expect(newer.problems).toMatchObject([{ kind: 'REFUSED', field: 'version', value: '7', reason: expect.stringMatching(/version 7.*version 1/) as string }]);
    const headless = await readText(jsonl, '{"kind":"paper","title":"x","authors":["A"]}');
    expect([headless.papers, kinds(headless)]).toEqual([[], ['MALFORMED']]);
  });

  it('replaces invalid UTF-8 and reports it once with the first byte', async () => {
    const bytes = Buffer.concat([Buffer.from(`${formatHeader()}\n{"kind":"paper","authors":["A B"],"title":"Caf`), Buffer.from([0xe9]), Buffer.from('"}\n{"kind":"paper","authors":["A B"],"title":"x'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
    for (const size of [1, 7, 4096]) {
      const result = await readBytes(jsonl, bytes, 'bad.jsonl', size);
      expect(result.papers.map((paper) => paper.title)).toEqual(['Caf\ufffd', 'x\ufffd\ufffd']);
      expect(result.problems).toMatchObject([{ kind: 'INVALID_UTF8', byte: bytes.indexOf(0xe9), line: 2 }]);
    }
  });

  it('reads UTF-16 with a byte order mark, CRLF and a last line without end', async () => {
    const text = `\ufeff${formatHeader()}\r\n{"kind":"paper","title":"Łódź","authors":["A B"]}`;
    for (const size of [1, 3, 4096]) {
      const result = await readBytes(jsonl, Buffer.from(text, 'utf16le'), 'x', size);
      expect([result.papers[0]?.title, result.problems]).toEqual(['Łódź', []]);
    }
  });

  it('folds white space, and leaves out who has no name with a problem, as other formats do', async () => {
    const authors = ['...', ' Ada\t One ', '😀', { name: 'Bo\u00a0\u00a0Two\u0000' }, 'x'.repeat(2_001), { name: '\u200b' }, { kind: 'GROUP' }, 7];
    const paper = { kind: 'paper', title: ' A\n\ttitle ', authors, venue: 'V  W', abstract: 'One.\r\n\r\nTwo.', fields: ['F\tG'] };
    const person = { kind: 'person', names: ['—', 'Ada \u0000 One', 'y'.repeat(2_001)] };
    const result = await readText(jsonl, [formatHeader(), ...[paper, person, { kind: 'person', names: ['...'] }, { kind: 'paper', title: 'z'.repeat(20_001), authors: ['Ada'] }].map((each) => JSON.stringify(each))].join('\n'));
    expect(result.papers).toMatchObject([{ key: 'coterie::a title', title: 'A title', venue: 'V W', abstract: 'One. Two.', fields: ['F G'], authorListComplete: false, mentions: [{ rawName: 'Ada One', position: 2 }, { rawName: 'Bo Two', position: 4 }] }]);
    expect(result.persons.map(({ names }) => names)).toEqual([['Ada One']]);
    expect(result.problems.map(({ line, kind, field, recordDropped }) => [line, kind, field, recordDropped])).toEqual([
      [2, 'MALFORMED_AUTHOR', 'authors[0].name', false],
      [2, 'MALFORMED_AUTHOR', 'authors[2].name', false],
      [2, 'CONTROL_CHARACTERS', 'authors[3].name', false],
      [2, 'REFUSED', 'authors[4].name', false],
      [2, 'MALFORMED_AUTHOR', 'authors[5].name', false],
      [2, 'MISSING_NAME', 'authors[6].name', false],
      [2, 'INVALID_VALUE', 'authors[7]', false],
      [3, 'MALFORMED_AUTHOR', 'names[0]', false],
      [3, 'CONTROL_CHARACTERS', 'names[1]', false],
      [3, 'REFUSED', 'names[2]', false],
      [4, 'MALFORMED_AUTHOR', 'names[0]', false],
      [4, 'MISSING_NAME', 'names', true],
      [5, 'REFUSED', 'title', true],
    ]);
    expect(result.problems[0]).toMatchObject({ value: '"..."', record: 'coterie::a title', reason: 'Line 2: authors[0].name has neither letter nor number and so names nobody; this author was left out and the list marked incomplete.' });
  });

  it('takes affiliations once each, by codes as other formats have them; what is none is left out with a problem', async () => {
    const affiliations = [{ name: 'ETH', ror: 'https://ror.org/05A28RW58', countryCode: 'ch' }, { name: 'ETH ', ror: '05a28rw58' }, { ror: '05a28rw58' }, { name: 'MIT', ror: 'x', countryCode: 'USA' }];
    const result = await readText(jsonl, [formatHeader(), JSON.stringify({ kind: 'paper', title: 'x', authors: [{ name: 'A', affiliations }] })].join('\n'));
    expect(result.papers[0]?.mentions[0]?.affiliations).toEqual([{ name: 'ETH', ror: '05a28rw58', countryCode: 'CH' }, { name: 'MIT', ror: null, countryCode: null }]);
    expect(result.problems.map(({ kind, field, value }) => [kind, field, value])).toEqual([
      ['MISSING_NAME', 'authors[0].affiliations[2].name', null],
      ['INVALID_VALUE', 'authors[0].affiliations[3].ror', '"x"'],
      ['INVALID_VALUE', 'authors[0].affiliations[3].countryCode', '"USA"'],
    ]);
  });

  it('folds none of the texts that ids are made of: keys, and statements of the ledger', async () => {
    const merge = { kind: 'merge', names: ['A  B', 'A\tC'], who: 'w  w', when: '2026-01-01', why: 'one  page' };
    const id = ledgerEntryId({ op: 'merge', names: ['A  B', 'A\tC'], who: 'w  w', when: '2026-01-01', why: 'one  page' });
    const result = await readText(jsonl, [formatHeader(), JSON.stringify({ ...merge, id }), JSON.stringify({ kind: 'paper', key: ' k  l ', title: 'x', authors: ['A'] })].join('\n'));
    expect([result.problems, result.ledger.map((entry) => entry.id), result.papers.map(({ key }) => key)]).toEqual([[], [id], ['k  l']]);
  });

  it('refuses more than 20,000 authors', async () => {
    const result = await readText(jsonl, `${formatHeader()}\n${JSON.stringify({ kind: 'paper', title: 'x', authors: Array.from({ length: 20_001 }, (_, index) => `A ${index}`) })}`);
    expect([result.papers, kinds(result)]).toEqual([[], ['REFUSED']]);
  });
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((value) => value.replace(/[\p{Cc}\p{Cs}]/gu, '').replace(/\s+/g, ' ').trim()).filter((value) => value !== '');
const name = text.filter((value) => /[\p{L}\p{N}]/u.test(value));
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const isoDate = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const figure = fc.record({ name: text, value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), unit: orNull(text) });
const affiliation = fc.record({ name: text, ror: orNull(fc.constant('00wry3a77')), countryCode: orNull(fc.constantFrom('DE', 'CH')) });
const affiliations = fc.uniqueArray(affiliation, { maxLength: 2, selector: ({ name: of }) => of });
const personIds = fc.record({ orcid: fc.constant('0000-0002-1825-0097'), openalex: fc.constant('A123456'), dblp: fc.constant('m/HMazzawi') }, { requiredKeys: [] });
const mention: fc.Arbitrary<Mention> = fc.record({
  rawName: name, parts: orNull(fc.record({ given: orNull(text), particle: orNull(text), family: orNull(text), suffix: orNull(text) })),
  position: fc.constant(null), kind: fc.constantFrom('PERSON', 'GROUP'), externalIds: personIds, affiliations, isCorresponding: orNull(fc.boolean()),
});
const mentions = fc.array(fc.tuple(mention, fc.boolean()), { minLength: 1, maxLength: 6 }).map((list) => list.map(([each, placed], index): Mention => ({ ...each, position: placed ? index + 1 : null })));
const date = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 31 })).map(([year, month, day]) => ({
  year, month: month === 0 ? null : month, day: month === 0 || day === 0 ? null : Math.min(day, daysInMonth(year, month)),
}));
const source = fc.record({ format: fc.constant('coterie'), file: fc.constant('test'), line: fc.constant(2), byte: fc.constant(formatHeader().length + 1), retrievedAt: orNull(isoDate), url: orNull(text) });
const paper: fc.Arbitrary<PaperRecord> = fc.record({
  key: text, title: text, abstract: orNull(text), venue: orNull(text), date: orNull(date), type: orNull(fc.constantFrom(...PAPER_TYPES)), fields: fc.array(text, { maxLength: 3 }),
  externalIds: fc.record({ doi: fc.constant('10.1234/abc'), arxiv: fc.constant('1706.03762'), pmid: fc.constant('123') }, { requiredKeys: [] }),
  mentions, authorListComplete: fc.boolean(), citationCount: orNull(fc.record({ value: fc.nat(), source: text, asOf: orNull(isoDate) })),
  links: fc.array(fc.record({ kind: fc.constantFrom('CODE', 'PDF', 'LANDING_PAGE'), url: orNull(text) }), { maxLength: 2 }), scores: fc.array(figure, { maxLength: 2 }), source,
});
const person: fc.Arbitrary<PersonRecord> = fc.record({
  key: text, names: fc.array(name, { minLength: 1, maxLength: 3 }), externalIds: personIds, affiliations,
  fields: fc.array(text, { maxLength: 2 }), reported: fc.array(figure, { maxLength: 2 }), source,
});

/** Texts with all that is folded or taken out of them. */
const strange = fc.array(fc.constantFrom('Ada', 'É', '7', ' ', '\t', '\n', '\u000b', '\u00a0', '\u2028', '\ufeff', '\u0000', '\u001c', '\u0085', '\u200b', '.', '😀', '\ud800'), { maxLength: 8 }).map((parts) => parts.join(''));

describe('writing', () => {
  it('of what was read of strange texts is read back as the same, without a problem', async () => {
    await fc.assert(fc.asyncProperty(strange, fc.array(strange, { maxLength: 4 }), strange, async (title, names, abstract) => {
      const lines = [{ kind: 'paper', title, authors: names, abstract, venue: abstract, fields: names }, { kind: 'person', names, fields: names }];
      const { papers, persons } = await readText(jsonl, [formatHeader(), ...lines.map((each) => JSON.stringify(each))].join('\n'));
      const again = await readText(jsonl, [formatHeader(), ...papers.map(formatPaper), ...persons.map(formatPerson)].join('\n'));
      const said = (record: PaperRecord | PersonRecord): object => ({ ...record, source: null });
      expect([again.papers.map(said), again.persons.map(said)]).toEqual([papers.map(said), persons.map(said)]);
      expect(kinds(again).filter((kind) => kind !== 'MISSING_AUTHORS')).toEqual([]);
    }));
  });
  it('is read back as the same paper', async () => {
    await fc.assert(fc.asyncProperty(paper, async (record) => {
      expect(await readText(jsonl, `${formatHeader()}\n${formatPaper(record)}\n`)).toEqual({ papers: [record], persons: [], ledger: [], problems: [] });
    }));
  });
  it('is read back as the same person', async () => {
    await fc.assert(fc.asyncProperty(person, async (record) => {
      expect(await readText(jsonl, `${formatHeader()}\n${formatPerson(record)}\n`)).toEqual({ papers: [], persons: [record], ledger: [], problems: [] });
    }));
  });
  it('is read back as the same merge', async () => {
    const { ledger } = await readText(jsonl, `${formatHeader()}\n{"kind":"merge","names":["A","orcid:0000-0002-1825-0097"],"who":"w","when":"2026-01-01","why":"y"}`);
    expect(ledger).toHaveLength(1);
    expect((await readText(jsonl, [formatHeader(), ...ledger.map(formatLedgerEntry)].join('\n'))).ledger).toEqual(ledger);
  });
});

describe('the bundled corpus', () => {
  it('holds eleven papers of one owner, without abstracts and without a problem', async () => {
    const result = await readBytes(jsonl, readFileSync('data/hanna-mazzawi.jsonl'));
    expect(result.problems).toEqual([]);
    expect(result.papers).toHaveLength(11);
    for (const record of result.papers) {
      expect(record.abstract).toBeNull();
      expect(record.mentions.filter((each) => each.rawName === 'Hanna Mazzawi')).toHaveLength(1);
    }
    expect(result.papers.filter((record) => record.authorListComplete)).toHaveLength(3);
    expect(result.papers.filter((record) => record.links.some((link) => link.kind === 'CODE'))).toHaveLength(1);
    expect(result.persons[0]?.reported).toContainEqual({ name: 'H_INDEX', value: 32, unit: null });
  });
  it('has its alias file and documented examples that read without a problem', async () => {
    const aliases = await readBytes(jsonl, readFileSync('data/hanna-mazzawi.aliases.jsonl'));
    expect([aliases.problems, aliases.ledger.flatMap((entry) => (entry.op === 'merge' ? entry.names : []))]).toEqual([[], ['Javier Gonzalvo', 'Xavi Gonzalvo']]);
    const example = /```jsonl\n([\s\S]*?)```/.exec(readFileSync('data/README.md', 'utf8'))?.[1] ?? '';
    const read = await readText(jsonl, example);
    expect([read.problems, read.papers.length, read.persons.length, read.ledger.length]).toEqual([[], 1, 1, 1]);
  });
});
