import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openalex } from '../../src/sources/openalex.js';
import { itemsOf, itemsOfFile } from '../helpers/source-items.js';

const FIXTURE = fileURLToPath(new URL('../fixtures/sources/openalex/work.json', import.meta.url));
const SHARED = '../shared/data/openalex';

interface Json {
  readonly [name: string]: unknown;
}

const author = (name: string): Json => ({ author: { display_name: name } });
const work = (more: Json = {}): Json => ({ id: 'https://openalex.org/W2000002', title: 'T', authorships: [author('A B')], ...more });

it('maps a work', async () => {
  const { papers, problems } = await itemsOfFile(openalex, FIXTURE, 11);
  expect(papers).toEqual([{
    key: 'openalex:W1000001',
    externalIds: { openalex: 'W1000001', doi: '10.48550/arxiv.2001.00001', arxiv: '2001.00001', pmid: '777', pmcid: 'PMC888', mag: '123', acl: 'P19-1001' },
    title: 'A Work in Lines',
    abstract: 'Hello world again world',
    date: { year: 2020, month: 2, day: null },
    venue: 'Example Proceedings',
    type: 'CONFERENCE_PAPER',
    fields: ['Computer Science', 'Mathematics'],
    mentions: [
      { rawName: 'DOE, Jane', parts: null, position: 1, kind: 'PERSON', externalIds: { openalex: 'A5000001', orcid: '0000-0002-1825-0097' },
        affiliations: [{ name: 'Example U', ror: '00wry3a77', countryCode: 'NZ' }, { name: 'Garage Lab', ror: null, countryCode: null }], isCorresponding: true },
      { rawName: 'No Id', parts: null, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: { value: 12, source: 'openalex', asOf: '2024-08-26' },
    links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/w' }, { kind: 'PDF', url: 'https://example.org/w.pdf' }],
    scores: [{ name: 'FWCI', value: 1.5, unit: null }],
    source: { format: 'openalex', file: 'work.json', line: 1, byte: 0, retrievedAt: null, url: null },
  }]);
  expect(problems).toMatchObject([{ kind: 'INVALID_DATE', field: 'publication_date', value: '2020-02-31', record: 'openalex:W1000001', recordDropped: false }]);
});

it.each([
  ['an API page', JSON.stringify({ meta: { count: 2 }, results: [work(), work({ id: 'https://openalex.org/W3000' })] }), 2],
  ['a list', JSON.stringify([work(), work({ title: 'U' })], null, 1), 2],
  ['snapshot lines', `${JSON.stringify(work())}\n${JSON.stringify(work())}\n`, 2],
  ['one work', JSON.stringify(work(), null, 2), 1],
])('reads %s and detects it', async (_, json, count) => {
  expect(openalex.detect(json, 'x')).toBe(1);
  const { papers, kinds } = await itemsOf(openalex, json, 10);
  expect(papers).toHaveLength(count);
  expect(kinds).toEqual([]);
});

describe('author lists', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => author(`Author ${i}`));

  it('are incomplete where the API says so', async () => {
    expect((await itemsOf(openalex, JSON.stringify([work({ is_authors_truncated: true })]))).papers[0].authorListComplete).toBe(false);
    expect((await itemsOf(openalex, JSON.stringify([work({ is_authors_truncated: false })]))).papers[0].authorListComplete).toBe(true);
  });

  it('of exactly 100 without a mark are reported in lists of the API only', async () => {
    const inList = await itemsOf(openalex, JSON.stringify({ results: [work({ authorships: hundred })] }));
    expect(inList.kinds).toEqual(['POSSIBLY_TRUNCATED']);
    expect(inList.papers[0]).toMatchObject({ authorListComplete: true, mentions: { length: 100 } });
    expect((await itemsOf(openalex, JSON.stringify(work({ authorships: hundred })))).kinds).toEqual([]);
    expect((await itemsOf(openalex, JSON.stringify([work({ authorships: hundred, is_authors_truncated: false })]))).kinds).toEqual([]);
  });

  it('keep the places of the good entries and say which are bad', async () => {
    const long = author('x'.repeat(2 << 20));
    const { papers, problems } = await itemsOf(openalex, JSON.stringify(work({ authorships: [null, author('B'), {}, author('—'), long, author('F')] })));
    expect(papers[0].mentions.map(({ rawName, position }) => [rawName, position])).toEqual([['B', 2], ['F', 6]]);
    expect(papers[0].authorListComplete).toBe(false);
    expect(problems.map(({ kind, field }) => [kind, field])).toEqual([
      ['MALFORMED_AUTHOR', 'authorships[0]'], ['MALFORMED_AUTHOR', 'authorships[2]'], ['MALFORMED_AUTHOR', 'authorships[3]'], ['REFUSED', 'authorships[4]'],
    ]);
  });

  it('that are empty or missing are reported, the work kept', async () => {
    for (const authorships of [[], null, undefined]) {
      const { papers, kinds } = await itemsOf(openalex, JSON.stringify(work({ authorships })));
      expect(papers).toHaveLength(1);
      expect(kinds).toEqual(['MISSING_AUTHORS']);
    }
  });

  it('of one paper with 3,000 names are read whole', async () => {
    const { papers } = await itemsOf(openalex, JSON.stringify(work({ authorships: Array.from({ length: 3000 }, (_, i) => author(`Author ${i}`)) })));
    expect(papers[0].mentions.at(-1)).toMatchObject({ rawName: 'Author 2999', position: 3000 });
  });
});

describe('abstracts', () => {
  it.each([
    [{ b: [1], a: [0] }, 'a b'],
    [{ a: [99_999], b: [3, 7] }, 'b b a'],
    [{ a: [0], b: [0] }, 'a b'],
    [{ IndexLength: 2, InvertedIndex: { b: [1], a: [0] } }, 'a b'],
    ['{"b":[1],"a":[0]}', 'a b'],
    [{}, null],
    [null, null],
    [{ constructor: [0], __proto__x: [1] }, 'constructor __proto__x'],
  ])('%j', async (index, expected) => {
    const { papers, kinds } = await itemsOf(openalex, JSON.stringify(work({ abstract_inverted_index: index })));
    expect(papers[0].abstract).toBe(expected);
    expect(kinds).toEqual([]);
  });

  it.each([[{ a: [0], b: [-1] }], [{ a: [0], b: [1e12] }], [{ a: [0], b: [0.5] }], [{ a: [0], b: ['1'] }]])('with impossible places: %j', async (index) => {
    const { papers, problems } = await itemsOf(openalex, JSON.stringify(work({ abstract_inverted_index: index })));
    expect(papers[0].abstract).toBe('a');
    expect(problems).toMatchObject([{ kind: 'INVALID_ABSTRACT', recordDropped: false }]);
  });
});

describe('the rest of the vocabulary', () => {
  it.each([
    [{ type: 'article' }, 'ARTICLE'],
    [{ type: 'article', primary_location: { source: { type: 'conference' } } }, 'CONFERENCE_PAPER'],
    [{ type: 'proceedings-article' }, 'CONFERENCE_PAPER'],
    [{ type: 'preprint' }, 'PREPRINT'],
    [{ type: 'dissertation' }, 'DISSERTATION'],
    [{ type: 'peer-review' }, 'OTHER'],
    [{ type: 'constructor' }, 'OTHER'],
    [{}, null],
  ])('type of %j is %s', async (more, type) => {
    expect((await itemsOf(openalex, JSON.stringify(work(more)))).papers[0].type).toBe(type);
  });

  it('falls back to the year, to concepts, to the display name, and to the title as a key', async () => {
    const { papers, kinds } = await itemsOf(openalex, JSON.stringify({ display_name: 'Only a Name', publication_year: 1999, authorships: [author('A B')], concepts: [{ level: 0, display_name: 'Biology' }, { level: 1, display_name: 'Ecology' }] }));
    expect(papers[0]).toMatchObject({ key: 'openalex::only a name', date: { year: 1999, month: null, day: null }, fields: ['Biology'], citationCount: null, scores: [] });
    expect(kinds).toEqual(['MISSING_KEY']);
  });

  it.each([
    ['a work without a title', work({ title: null }), 'MISSING_TITLE'],
    ['an author', { id: 'https://openalex.org/A5000001', display_name: 'A B', works_count: 3 }, 'UNSUPPORTED_RECORD'],
    ['a number', 7, 'UNSUPPORTED_RECORD'],
    ['an object of another kind', { hello: 1 }, 'UNSUPPORTED_RECORD'],
  ])('leaves out %s and reads on', async (_, bad, kind) => {
    const { papers, problems } = await itemsOf(openalex, JSON.stringify([bad, work()]));
    expect(papers).toHaveLength(1);
    expect(problems).toMatchObject([{ kind, recordDropped: true }]);
  });

  it('reports identifiers that are none and dates in words', async () => {
    const { papers, problems } = await itemsOf(openalex, JSON.stringify(work({ doi: 'nonsense', publication_date: 'soon', publication_year: 2001 })));
    expect(papers[0]).toMatchObject({ date: { year: 2001, month: null, day: null }, externalIds: { openalex: 'W2000002' } });
    expect(problems.map(({ kind, field }) => [kind, field])).toEqual([['INVALID_IDENTIFIER', 'ids.doi'], ['INVALID_DATE', 'publication_date']]);
  });
});

describe('affiliations', () => {
  const of = async (authorship: Json) => (await itemsOf(openalex, JSON.stringify([work({ authorships: [{ ...author('A B'), ...authorship }] })]))).papers[0].mentions[0];

  it('are each named once', async () => {
    const institutions = [{ display_name: 'U', ror: 'https://ror.org/00wry3a77' }, { display_name: 'U' }, { display_name: ' U ' }, { display_name: 'U', ror: '00wry3a77' }];
    expect((await of({ institutions })).affiliations).toEqual([{ name: 'U', ror: '00wry3a77', countryCode: null }, { name: 'U', ror: null, countryCode: null }]);
  });

  it('keep the domain of an address that stands in one, not the address', async () => {
    const { affiliations, emailDomain } = await of({ affiliations: [{ raw_affiliation_string: 'Garage Lab, Hilltown. Electronic address: a.b@garage.example.org' }] });
    expect([affiliations.map(({ name }) => name), emailDomain]).toEqual([['Garage Lab, Hilltown'], 'garage.example.org']);
  });

  it('cost no more than their number', async () => {
    const institutions = Array.from({ length: 100_000 }, (_, at) => ({ display_name: `Institute of examples of affiliations number ${at}` }));
    const before = process.cpuUsage();
    expect((await of({ institutions })).affiliations).toHaveLength(100_000);
    const { user, system } = process.cpuUsage(before);
    // Compared one with another they take a minute.
    expect((user + system) / 1e6).toBeLessThan(8);
  }, 60_000);
});

it('takes control characters out of every text, and says so', async () => {
  const dirty = (text: string): string => `${text.slice(0, 1)}\u0001${text.slice(1)}\u0007`;
  const field = { display_name: dirty('Example Science') };
  const texts = {
    title: dirty('A title'), abstract_inverted_index: { [dirty('Hello')]: [0] }, primary_location: { source: { display_name: dirty('Proceedings') }, landing_page_url: dirty('https://example.org/w'), pdf_url: 'https://example.org/w.pdf' },
    primary_topic: { field }, topics: [{ field }, { field: { display_name: 'Example Science' } }], best_oa_location: { pdf_url: dirty('https://example.org/b.pdf') },
    authorships: [{ author: { display_name: dirty('Ann Lee') }, institutions: [{ display_name: dirty('Example U') }], affiliations: [{ raw_affiliation_string: dirty('Garage Lab') }] }],
  };
  const { papers, problems } = await itemsOf(openalex, JSON.stringify([work(texts)]));
  expect(papers[0]).toMatchObject({
    title: 'A title', abstract: 'Hello', venue: 'Proceedings', fields: ['Example Science'], links: [{ kind: 'PDF', url: 'https://example.org/w.pdf' }],
    mentions: [{ rawName: 'Ann Lee', affiliations: [{ name: 'Example U' }, { name: 'Garage Lab' }] }],
  });
  expect(new Set(problems.filter(({ kind }) => kind === 'CONTROL_CHARACTERS').map(({ field: name }) => name))).toEqual(new Set([
    'title', 'abstract_inverted_index', 'primary_location.source.display_name', 'topics.field.display_name', 'authorships[0]', 'authorships[0].affiliations',
  ]));
  const concepts = [{ level: 0, display_name: dirty('Old Science') }];
  expect((await itemsOf(openalex, JSON.stringify([work({ concepts })]))).papers[0].fields).toEqual(['Old Science']);
});

it('detects no other JSON', () => {
  for (const other of [
    '{"status":"ok","message-type":"work-list","message":{"items":[{"DOI":"10.1/x"}]}}',
    '{"total":1,"data":[{"paperId":"0123456789012345678901234567890123456789","externalIds":{"OpenAlex":"W1"}}]}',
    '{"key":"x","externalIds":{"openalex":"W1000001"},"title":"T"}',
    '[{"results":[]}]', '@article{x,}', '<dblp>', '',
  ]) expect(openalex.detect(other, 'x.json')).toBe(0);
  expect(openalex.detect('{"meta":{"count":0,"db_response_time_ms":5},"results":[]}', 'x')).toBeGreaterThan(0.5);
  expect(openalex.detect('{"id":"https://openalex.org/A5000001","display_name":"A"}', 'x')).toBeGreaterThan(0);
});

it('reads works of any content without an error', async () => {
  const known = ['id', 'title', 'authorships', 'abstract_inverted_index', 'publication_date', 'primary_location', 'ids', 'topics', 'primary_topic', 'cited_by_count', 'locations', 'type', 'doi'];
  const value = fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(fc.constantFrom('author', 'raw_author_name', 'institutions', 'affiliations', 'display_name'), fc.jsonValue())));
  await fc.assert(fc.asyncProperty(fc.array(fc.dictionary(fc.constantFrom(...known), value), { maxLength: 3 }), async (works) => {
    const { papers, problems } = await itemsOf(openalex, JSON.stringify(works));
    expect(papers.length + problems.filter(({ recordDropped }) => recordDropped).length).toBe(works.length);
  }), { numRuns: 100 });
});

it.skipIf(!existsSync(SHARED))('reads the real pages', async () => {
  const counts: [number, number][] = [];
  for (const name of readdirSync(SHARED).toSorted()) {
    const { papers, problems } = await itemsOfFile(openalex, `${SHARED}/${name}`);
    counts.push([papers.length, problems.filter(({ recordDropped }) => recordDropped).length]);
    expect(problems.filter(({ kind }) => kind !== 'MISSING_AUTHORS' && kind !== 'MISSING_TITLE')).toEqual([]);
  }
  expect(counts).toEqual([[199, 1], [149, 1]]);
});
