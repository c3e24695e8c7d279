import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { orcid } from '../../../src/sources/json/orcid.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const ANN = '0000-0002-1825-0097';
const named = (given: string | null, family: string | null, credit: string | null = null): Json =>
  ({ name: { 'given-names': given === null ? null : { value: given }, 'family-name': family === null ? null : { value: family }, 'credit-name': credit === null ? null : { value: credit } } });
const summary = (more: Json = {}): Json => ({ 'put-code': 1, path: `/${ANN}/work/1`, title: { title: { value: 'T' } }, type: 'journal-article', ...more });
const record = (person: Json, ...works: Json[]): Json => ({ 'orcid-identifier': { path: ANN, uri: `https://orcid.org/${ANN}` }, person, 'activities-summary': { works: { group: works.map((work) => ({ 'work-summary': [work] })) } } });
const by = (...names: (string | [string, string])[]): Json => ({ contributors: { contributor: names.map((name) => (typeof name === 'string' ? { 'credit-name': { value: name } } : { 'credit-name': { value: name[0] }, 'contributor-orcid': { path: name[1] } })) } });
const readRecord = async (person: Json, ...works: Json[]): ReturnType<typeof readText> => await readText(orcid, JSON.stringify(record(person, ...works)));

it('maps the person of a record', async () => {
  const { persons, problems } = await readFixture(orcid, 'orcid/record.json');
  expect(persons).toEqual([{
    key: `orcid:${ANN}`,
    externalIds: { orcid: ANN, scopus: '12345678900', researcherid: 'A-1234-2010' },
    names: ['Ann van One', 'A. van One'],
    affiliations: [{ name: 'Example U', ror: '00wry3a77', countryCode: 'DE' }, { name: 'Former Lab', ror: null, countryCode: 'AU' }, { name: 'Zoo U', ror: null, countryCode: 'NZ' }],
    fields: [],
    reported: [],
    source: { format: 'orcid', file: 'record.json', line: 1, byte: 0, retrievedAt: null, url: `https://orcid.org/${ANN}` },
  }]);
  expect(problems.map(({ kind, field }) => [kind, field])).toEqual([['INVALID_NAME', 'name']]);
});

it('maps the works of a record, each group one paper', async () => {
  const { papers } = await readFixture(orcid, 'orcid/record.json');
  expect(papers[0]).toEqual({
    key: `orcid:${ANN}/11`,
    externalIds: { doi: '10.5555/naps', scopus: '2-s2.0-85000000000', pmcid: 'PMC888' },
    title: 'Naps & Dreams: A Survey',
    abstract: null,
    date: { year: 2031, month: 5, day: null },
    venue: 'J. Naps',
    type: 'ARTICLE',
    fields: [],
    mentions: [{ rawName: 'Ann van One', parts: { given: 'Ann', particle: null, family: 'van One', suffix: null }, position: null, kind: 'PERSON', externalIds: { orcid: ANN }, affiliations: [], isCorresponding: null }],
    authorListComplete: false,
    citationCount: null,
    links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/naps' }],
    scores: [],
    source: { format: 'orcid', file: 'record.json', line: 1, byte: 0, retrievedAt: null, url: null },
  });
  expect(papers.slice(1)).toMatchObject([{ key: `orcid:${ANN}/13`, type: 'BOOK', mentions: [], authorListComplete: false }]);
});

it('maps a bulk answer with its contributors, and tells what of it names nobody', async () => {
  const { papers, problems } = await readFixture(orcid, 'orcid/bulk.json');
  expect(papers).toMatchObject([
    { key: `orcid:${ANN}/work/11`, abstract: 'They nap.', authorListComplete: true,
      mentions: [{ rawName: 'Bob Two', position: 1, externalIds: {} }, { rawName: 'van One, A.', position: 2, externalIds: { orcid: ANN } }, { rawName: 'QUOKKA Collaboration', kind: 'GROUP', position: 3 }] },
    { key: `orcid:${ANN}/work/14`, authorListComplete: false, mentions: [{ rawName: 'Ann van One', position: null, externalIds: { orcid: ANN } }] },
  ]);
  expect(problems.map(({ kind, recordDropped }) => [kind, recordDropped])).toEqual([['SERVICE_ERROR', true], ['MISSING_AUTHORS', true]]);
});

describe('the owner among the contributors', () => {
  const ids = async (person: Json, contributors: Json): Promise<unknown[]> => {
    const { papers } = await readRecord(person, summary(contributors));
    return [...papers[0].mentions.map(({ rawName, externalIds }) => [rawName, externalIds.orcid ?? null]), papers[0].authorListComplete];
  };

  it('is known by the iD', async () => expect(await ids(named('Ann', 'One'), by('Bob Two', ['Somebody Else', ANN]))).toEqual([['Bob Two', null], ['Somebody Else', ANN], true]));
  it('is known by any of the names, in any order', async () => expect(await ids(named('Ann', 'One'), by('One, Ann', 'A. One'))).toEqual([['One, Ann', ANN], ['A. One', null], true]));
  it('is known by initials where one alone has them', async () => expect(await ids(named('Ann', 'One'), by('One A', 'B One'))).toEqual([['One A', ANN], ['B One', null], true]));
  it('is added beside them where several could be, or none', async () => {
    expect(await ids(named('Ann', 'One'), by('A. One', 'A. B. One'))).toEqual([['A. One', null], ['A. B. One', null], ['Ann One', ANN], false]);
    expect(await ids(named('Ann', 'One'), by('C. Three'))).toEqual([['C. Three', null], ['Ann One', ANN], false]);
  });
  it('is not whoever has the iD of another, which is told where the names are the same', async () => {
    const result = await readRecord(named('Ann', 'One'), summary(by(['Ann One', '0000-0001-5109-3700'])));
    expect([result.papers[0].mentions.map(({ externalIds }) => externalIds.orcid), result.papers[0].authorListComplete, kinds(result)]).toEqual([['0000-0001-5109-3700'], false, ['CONTRADICTING_ID']]);
    expect(await ids(named('Ann', 'One'), by(['A. One', '0000-0001-5109-3700']))).toEqual([['A. One', '0000-0001-5109-3700'], ['Ann One', ANN], false]);
  });
  it('has several roles and is listed once', async () => expect(await ids(named('Ann', 'One'), by(['Ann One', ANN], ['Ann One', ANN], ['', ANN]))).toEqual([['Ann One', ANN], true]));
});

it('prefers the name that the person prefers, and reads works of people whose name is not public', async () => {
  expect((await readRecord(named('Ann', 'One', 'A. Uno'), summary())).persons[0].names).toEqual(['A. Uno', 'Ann One']);
  const hidden = await readRecord({ name: null }, summary(by('C. Three')));
  expect([hidden.persons, kinds(hidden), hidden.papers[0].mentions.length, hidden.papers[0].authorListComplete]).toEqual([[], ['MISSING_NAME'], 1, false]);
});

it.each([
  ['the works of a record', { 'last-modified-date': null, group: [{ 'work-summary': [summary({ source: { 'source-orcid': { path: ANN }, 'source-name': { value: 'Ann One' } } })] }], path: `/${ANN}/works` }, 1],
  ['one work', summary(by('Bob Two')), 1],
  ['lines of records', record(named('A', 'B'), summary()), 1],
  ['an empty record', { 'last-modified-date': null, group: [], path: `/${ANN}/works` }, 0],
])('detects and reads %s', async (_, json, count) => {
  expect(orcid.detect(JSON.stringify(json), 'x')).toBeGreaterThanOrEqual(0.8);
  expect((await readText(orcid, JSON.stringify(json))).papers).toHaveLength(count);
});

it('warns of the sandbox, and leaves out a person without a valid iD', async () => {
  const sandbox = { ...record(named('A', 'B')), 'orcid-identifier': { path: ANN, uri: `https://sandbox.orcid.org/${ANN}` } };
  expect(kinds(await readText(orcid, JSON.stringify(sandbox)))).toEqual(['SANDBOX_RECORD']);
  const invalid = { ...record(named('A', 'B')), 'orcid-identifier': { path: '0000-0002-1825-0098' } };
  expect(kinds(await readText(orcid, JSON.stringify(invalid)))).toEqual(['MISSING_KEY']);
});

it('reads dates at their precision and tells those that are none', async () => {
  const date = (...parts: (string | null)[]): Json => ({ 'publication-date': Object.fromEntries(['year', 'month', 'day'].map((name, index) => [name, parts[index] === undefined || parts[index] === null ? null : { value: parts[index] }])) });
  const result = await readRecord(named('A', 'B'), summary(date('2031')), summary(date('2031', '02', '31')), summary(date(null)), summary(date('soon')));
  expect(result.papers.map((paper) => paper.date)).toEqual([{ year: 2031, month: null, day: null }, { year: 2031, month: 2, day: null }, null, null]);
  expect(kinds(result)).toEqual(['INVALID_DATE', 'INVALID_DATE']);
});

it('detects no other JSON', () => {
  for (const other of ['{"group":[]}', '{"title":"x","path":"/1"}', '{"bulk":[]}']) expect(orcid.detect(other, 'x')).toBe(0);
});

holdsAgainstHostileInput({ source: orcid, fixtures: ['orcid/record.json', 'orcid/bulk.json'], tokens: ['{"bulk":[', ']}', '[', ']', '{', '}', ',', '"work":{', `"path":"/${ANN}/work/1"`, '"put-code":1', '"title":{"title":{"value":"T"}}', '"orcid-identifier":{', '"group":[', 'null', '\n'] });
holdsAgainstAnyJson(orcid, JSON.parse(readFileSync(fixture('orcid/record.json'), 'utf8')) as never);
holdsAgainstAnyJson(orcid, (JSON.parse(readFileSync(fixture('orcid/bulk.json'), 'utf8')) as { bulk: never[] }).bulk[0]);
