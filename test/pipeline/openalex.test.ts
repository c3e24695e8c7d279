/** OpenAlex's works through the engine are what the import makes of them. */
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path, { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorksInput } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { withoutRepetitions } from '../../src/corpus/repeated-authors.js';
import { fieldsOf } from '../../src/packing/json-columns.js';
import type { MadeTable } from '../../src/pipeline/tables.js';
import type { Affiliation, PaperRecord } from '../../src/records/record.js';
import { institutionsOf } from '../../src/sources/openalex-authorships.js';
import { openalex } from '../../src/sources/openalex.js';
import { RecordNotes } from '../../src/sources/record-notes.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, rowsOf, tablesOf, work, type Row } from './made-tables.js';

const DATA = '../shared/data/openalex';

/** A work as the snapshot has it, with the fields that are read. */
function written(id: string, more: object): object {
  return { id: `https://openalex.org/${id}`, title: `Work ${id}`, publication_year: 2020, publication_date: '2020-05-01', type: 'article', cited_by_count: 3, updated_date: '2025-01-02T03:04:05', authorships: [], ...more };
}

function authorship(id: string | null, name: string | null, more: object = {}): object {
  return { author: { id: id === null ? null : `https://openalex.org/${id}`, display_name: name, orcid: null }, raw_author_name: name, is_corresponding: false, institutions: [], ...more };
}

const WORKS = [
  written('W2000001', {
    doi: 'https://doi.org/10.1234/ABC', ids: { pmid: 'https://pubmed.ncbi.nlm.nih.gov/77', mag: '12' }, type_crossref: 'proceedings-article',
    primary_location: { source: { display_name: 'A Conference', type: 'conference' } }, topics: [{ field: { display_name: 'Mathematics' } }, { field: { display_name: 'Mathematics' } }, { field: { display_name: 'Arts "and" more' } }],
    // Another than the institutions name.
    countries_distinct_count: 2,
    authorships: [
      authorship('A5000000005', 'Ada One', { author: { id: 'https://openalex.org/A5000000005', display_name: 'Ada One', orcid: 'https://orcid.org/0000-0002-1825-0097' }, institutions: [{ display_name: 'Université "X"', ror: 'https://ror.org/00wry3a77', country_code: 'FR' }] }),
      authorship('A5000000006', 'Bo Two'), authorship(null, 'Cy Three'), authorship('A5000000005', 'Ada One'),
    ],
  }),
  written('W2000002', { type: 'journal-article', authorships: [authorship('A5000000006', 'Bo Two'), authorship('A5000000005', null)] }),
  written('W2000003', { title: null, authorships: [authorship('A5000000009', 'Nobody')] }),
  written('W2000004', { type: 'unheard-of', is_authors_truncated: true, publication_year: null, publication_date: null, cited_by_count: null, authorships: [authorship('A5000000006', 'Bo Two')] }),
];

function facts({ work_id, year, date, venue, type, fields, citations, citation_source, citations_as_of, external_ids, author_list_complete, mention_count }: Row): object {
  return {
    work_id, year, date, venue, type, fields: fieldsOf(fields as string | null), citations, citation_source, citations_as_of,
    external_ids: JSON.parse(String(external_ids)) as unknown, author_list_complete, mention_count,
  };
}

/** The same of a record. Of ids that only locations state, all but arXiv's are the import's. */
function factsOfRecord({ key, date, venue, type, fields, citationCount, externalIds: { openalex: id, doi, pmid, pmcid, mag, arxiv }, authorListComplete, mentions }: PaperRecord): object {
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    work_id: key, year: date?.year ?? null, date: date === null ? null : [date.year, ...(date.month === null ? [] : [two(date.month)]), ...(date.day === null ? [] : [two(date.day)])].join('-'), venue, type, fields,
    citations: citationCount?.value ?? null, citation_source: citationCount?.source ?? null, citations_as_of: citationCount?.asOf ?? null,
    external_ids: JSON.parse(JSON.stringify({ openalex: id, doi, pmid, pmcid, mag, arxiv })) as unknown, author_list_complete: authorListComplete, mention_count: mentions.length,
  };
}

async function recordsIn(file: string): Promise<PaperRecord[]> {
  const records: PaperRecord[] = [];
  for await (const item of openalex.read({ file, bytes: createReadStream(file) })) {
    // As the corpus leaves out who is listed twice.
    if (item.kind === 'paper') records.push({ ...item.record, mentions: withoutRepetitions(item.record.mentions).mentions });
  }
  return records;
}

/** OpenAlex's institutions, which pass through as they stand. */
function institutionsIn(details: string | null): readonly Affiliation[] {
  const { institutions = [] } = JSON.parse(details ?? '{}') as { readonly institutions?: unknown };
  return institutionsOf(institutions, 'authorships[0]', new RecordNotes('works.jsonl', null, null)).list;
}

interface Both {
  readonly out: string;
  /** What the tables and the records say, paper by paper. */
  readonly ofTables: readonly object[];
  readonly ofRecords: readonly object[];
}

async function bothOf(works: readonly object[]): Promise<Both> {
  const dir = tempDir();
  const [plain, packed] = [join(dir, 'works.jsonl'), join(dir, 'part_000.gz')];
  const lines = works.map((each) => `${JSON.stringify(each)}\n`).join('');
  writeFileSync(plain, lines);
  writeFileSync(packed, gzipSync(lines));
  const { out } = await tablesOf({ inputs: [{ path: packed, kind: 'OPENALEX' }], parameters: { labelRounds: 1, tolerance: 1e-3 } });
  const records = (await recordsIn(plain)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const papers = await rowsOf(out, 'papers');
  const lists = papers.map((): object[] => []);
  const keys = (await rowsOf(out, 'authors')).map(({ author_key }) => author_key);
  for (const { paper, author, raw_name, position, is_corresponding, external_ids, details } of await rowsOf(out, 'authorships')) {
    lists[Number(paper)].push({ author: author === null ? null : keys[Number(author)], raw_name, position, is_corresponding, ids: JSON.parse(String(external_ids)) as unknown, affiliations: institutionsIn(details as string | null) });
  }
  const mentionsOf = ({ mentions }: PaperRecord): object[] => mentions.map(({ rawName, position, isCorresponding, externalIds, affiliations }) => ({
    author: externalIds.openalex === undefined ? null : `openalex:${externalIds.openalex}`, raw_name: rawName, position, is_corresponding: isCorresponding,
    ids: Object.keys(externalIds).length === 0 ? null : externalIds, affiliations: affiliations.filter(({ ror, countryCode }) => ror !== null || countryCode !== null),
  }));
  return { out, ofTables: papers.map((row, paper) => ({ ...facts(row), mentions: lists[paper] })), ofRecords: records.map((record) => ({ ...factsOfRecord(record), mentions: mentionsOf(record) })) };
}

/** Columns of the works above as Parquet has them: nested, or as JSON text. */
const NESTED: Readonly<Record<string, string>> = {
  id: 'VARCHAR', title: 'VARCHAR', publication_year: 'BIGINT', publication_date: 'DATE', type: 'VARCHAR', type_crossref: 'VARCHAR', cited_by_count: 'BIGINT', updated_date: 'TIMESTAMP',
  doi: 'VARCHAR', ids: 'STRUCT(pmid VARCHAR, mag BIGINT)', primary_location: 'STRUCT("source" STRUCT("type" VARCHAR, display_name VARCHAR), is_oa BOOLEAN)',
  topics: 'STRUCT(field STRUCT(display_name VARCHAR))[]', is_authors_truncated: 'BOOLEAN', abstract_inverted_index: 'MAP(VARCHAR, INTEGER[])',
  authorships: 'STRUCT(author STRUCT(id VARCHAR, display_name VARCHAR, orcid VARCHAR), raw_author_name VARCHAR, is_corresponding BOOLEAN, institutions STRUCT(display_name VARCHAR, ror VARCHAR, country_code VARCHAR)[])[]',
};
const AS_TEXT = Object.fromEntries(Object.entries(NESTED).map(([name, type]) => [name, /[[(]/.test(type) ? 'VARCHAR' : type]));

/** Works written as Parquet by DuckDB, in a folder named by a date as OpenAlex's are. @returns the pattern of the files */
async function parquetOf(works: readonly object[], columns: Readonly<Record<string, string>>, filesOf: (nth: number) => string = () => 'part_000'): Promise<string> {
  const dir = tempDir();
  const folder = join(dir, 'updated_date=2026-06-24');
  mkdirSync(folder);
  const engine = await openDuckdb({ temporaryFolder: dir });
  try {
    for (const file of new Set(works.map((_, nth) => filesOf(nth)))) {
      const lines = join(dir, `${file}.jsonl`);
      const own = works.filter((_, nth) => filesOf(nth) === file);
      writeFileSync(lines, own.map((each) => JSON.stringify(each)).join('\n'));
      const there = Object.entries(columns).filter(([name]) => own.some((each) => name in each));
      await engine.run(`COPY (SELECT * FROM read_json('${lines}', columns = {${there.map(([name, type]) => `${name}: '${type}'`).join(', ')}})) TO '${join(folder, file)}.parquet' (FORMAT parquet)`);
    }
  } finally {
    await engine.close();
  }
  return `${dir}/**/*.parquet`;
}

const COMPARED: readonly MadeTable[] = ['papers', 'authors', 'author_names', 'author_ids', 'authorships', 'pairs', 'network'];

describe('OpenAlex as Parquet', () => {
  const works = WORKS.map((each, nth) => ({ ...each, abstract_inverted_index: nth === 1 ? null : { 'über "all"': [1], we: [0, 2] } }));
  const tables = async (input: WorksInput) => {
    const { out, manifest } = await tablesOf({ inputs: [input], parameters: { labelRounds: 1, tolerance: 1e-3 } });
    return { leftOut: manifest.leftOut, tables: await Promise.all(COMPARED.map((name) => rowsOf(out, name))) };
  };

  it('gives the tables of the JSON lines: of nested columns, of columns of JSON text, of files of which some lack columns', async () => {
    const folder = join(tempDir(), 'updated_date=2026-06-24');
    mkdirSync(folder);
    writeFileSync(join(folder, 'part_000.jsonl'), works.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const expected = await tables({ path: `${path.dirname(folder)}/**/*.jsonl`, kind: 'OPENALEX' });
    expect(expected.tables[0][0]).toMatchObject({ citations_as_of: '2025-01-02', details: '{"abstract_inverted_index":{"über \\"all\\"":[1],"we":[0,2]}}' });
    expect(await tables({ path: await parquetOf(works, AS_TEXT), kind: 'WORKS' })).toEqual(expected);
    expect(await tables({ path: await parquetOf(works, NESTED, (nth) => `part_00${3 - nth}`), kind: 'WORKS' })).toEqual(expected);
  }, 60_000);

  it('tells fields of its topics and concepts by name, and names that no work has', async () => {
    const concepts = [{ level: 1, display_name: 'Combinatorics' }, { level: 0, display_name: 'Physics' }];
    const file = join(tempDir(), 'works.jsonl');
    writeFileSync(file, works.map((each, nth) => `${JSON.stringify({ ...each, ...(nth === 3 && { concepts }) })}\n`).join(''));
    const keptOf = async (fields: readonly string[]) => {
      const { out } = await tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }], parameters: { fields, labelRounds: 1, tolerance: 1e-3 } });
      return (await rowsOf(out, 'papers')).filter(({ is_kept }) => is_kept).map(({ work_id }) => work_id);
    };
    expect(await keptOf(['ARTS and móre', 'physics'])).toEqual(['openalex:W2000001', 'openalex:W2000004']);
    await expect(keptOf(['Physics', 'Combinatorics'])).rejects.toThrow('no work has the field "Combinatorics": name one that works have');
  }, 30_000);

  it('takes what is no list for no authors of an incomplete list, and refuses files of ours among OpenAlex\'s', async () => {
    const run = (place: string) => tablesOf({ inputs: [{ path: place, kind: 'WORKS' }] });
    const { out } = await run(await parquetOf([{ ...works[0], authorships: { author: 'Ada' } }, { ...works[1], authorships: '[{' }], AS_TEXT));
    expect(await rowsOf(out, 'papers')).toMatchObject([{ author_count: 0, author_list_complete: false }, { author_count: 0, author_list_complete: false }]);
    const place = await parquetOf(works, NESTED);
    writeFileSync(join(path.dirname(path.dirname(place)), 'z.parquet'), readFileSync(await fileOf([work(1, { authors: [1, 2] })])));
    await expect(run(place)).rejects.toThrow('holds works of `coterie works` and of OpenAlex together: put them into folders of their own, and name both');
  }, 30_000);
});

/** A file of JSON lines. */
function linesFile(name: string, records: readonly object[]): string {
  const file = join(tempDir(), name);
  writeFileSync(file, records.map((each) => `${JSON.stringify(each)}\n`).join(''));
  return file;
}

describe('what is no work of OpenAlex', () => {
  const run = (file: string) => tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }] });

  it('is refused with its file and number: other formats, other entities, works without an id; of a folder the file that holds it', async () => {
    const crossref = { DOI: '10.1234/x', title: ['A Title'], type: 'journal-article', author: [{ given: 'Ada', family: 'One' }] };
    for (const strange of [crossref, { key: 'a', title: 'Of ours', mentions: [] }, { author: 'A', alias: 'B' }, written('A2000001', {}), { title: 'No id', authorships: [] }, written('W123', {})]) {
      const file = linesFile('mixed.jsonl', [WORKS[0], strange, strange]);
      writeFileSync(join(path.dirname(file), 'a.jsonl'), `${JSON.stringify(WORKS[1])}\n`);
      for (const place of [file, `${path.dirname(file)}/**/*.jsonl`]) await expect(run(place)).rejects.toThrow(`${file} holds 2 records of no OpenAlex works (their ids are W and four digits or more;`);
    }
    const parquet = await parquetOf([WORKS[0], { ...WORKS[1], id: null }], NESTED);
    await expect(tablesOf({ inputs: [{ path: parquet, kind: 'WORKS' }] })).rejects.toThrow(`${parquet} holds 1 record of no OpenAlex works`);
  }, 30_000);

  it('makes no tables where nothing is left: no lines, no titles; and works of others need an id', async () => {
    const [empty, untitled] = [linesFile('empty.jsonl', []), linesFile('untitled.jsonl', [WORKS[2]])];
    await expect(run(empty)).rejects.toThrow(`${empty} holds no works: name files of works`);
    await expect(run(untitled)).rejects.toThrow(`${untitled} holds no work with a title, and 1 without: name files of works`);
    const nameless = await fileOf([{ ...work(1, { authors: [1] }), work_id: '' }, work(2, { authors: [1] })]);
    await expect(tablesOf({ inputs: [{ path: nameless, kind: 'WORKS' }] })).rejects.toThrow(`${nameless} holds 1 record without a work_id`);
  }, 30_000);
});

describe('OpenAlex', () => {
  it('works name the countries of their institutions, as the metric has it', async () => {
    const from = (...codes: readonly (string | null)[]) => codes.map((code, at) => ({ display_name: `"country_code":"XX" ${at}`, country_code: code }));
    const named = authorship('A5000000006', 'Bo Two', { institutions: from('FR', 'de', 'FR', null) });
    const lists = [[named, authorship('A5000000005', 'Ada One', { institutions: from('DE', 'US') })], [authorship('A5000000006', 'Bo Two', { countries: ['FR', 'US'] })], [authorship('A5000000006', ' ', { institutions: from('US') }), named], []];
    const file = linesFile('countries.jsonl', lists.map((authorships, at) => written(`W300000${at}`, { countries_distinct_count: 9, authorships })));
    const { out } = await tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }], parameters: { labelRounds: 1, tolerance: 1e-3 } });
    expect((await rowsOf(out, 'papers')).map(({ country_count }) => country_count)).toEqual([3, null, 2, null]);
  }, 30_000);

  it('works that list an author twice under one spelling have the second left out and counted, as an import leaves it out', async () => {
    const [ada, bo] = [authorship('A5000000005', 'Ada One'), authorship('A5000000006', 'Bo Two')];
    const lists = [[ada, bo, ada, authorship('A5000000005', 'A. One')], [authorship(null, 'Cy Three'), authorship(null, 'Cy Three')]];
    const file = linesFile('twice.jsonl', lists.map((authorships, at) => written(`W300000${at}`, { authorships })));
    const { out, manifest } = await tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }], parameters: { labelRounds: 1, tolerance: 1e-3 } });
    expect(manifest.leftOut).toEqual({ untitled: 0, unnamed: 0, repeated: 1, cleaned: 0 });
    expect((await rowsOf(out, 'authorships')).map(({ paper, place, raw_name, position, rank }) => [paper, place, raw_name, position, rank])).toEqual([[0, 0, 'Ada One', 1, 1], [0, 1, 'Bo Two', 2, 2], [0, 2, 'A. One', 4, null], [1, 0, 'Cy Three', 1, null], [1, 1, 'Cy Three', 2, null]]);
    expect((await rowsOf(out, 'papers')).map(({ mention_count, author_count }) => [mention_count, author_count])).toEqual([[3, 2], [2, 0]]);
  }, 30_000);

  it('works are read as the import reads them, gzipped', async () => {
    const { out, ofTables, ofRecords } = await bothOf(WORKS);
    expect(ofTables).toEqual(ofRecords);
    expect(JSON.parse(readFileSync(join(out, 'tables.json'), 'utf8'))).toMatchObject({ leftOut: { untitled: 1, unnamed: 1 }, rows: { papers: 3, authors: 2, pairs: 1 } });
    expect((await rowsOf(out, 'papers'))[0]).toMatchObject({ work_id: 'openalex:W2000001', type: 'CONFERENCE_PAPER', country_count: 1, author_count: 2, mention_count: 3 });
  }, 30_000);

  it.skipIf(!existsSync(DATA))('works of its own service too (skipped without ../shared/data)', async () => {
    const pages = readdirSync(DATA).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(DATA, name), 'utf8')) as { readonly results: readonly { readonly id: string }[] });
    const works = new Map(pages.flatMap(({ results }) => results).map((each) => [each.id, each]));
    const { ofTables, ofRecords } = await bothOf([...works.values()]);
    expect(ofTables).toEqual(ofRecords);
  }, 30_000);

  it('a date that is none dates no count', async () => {
    const { ofTables, ofRecords } = await bothOf(['', ' ', 'soon', '2025-01', null, '2023-02-29', '2025-13-45', '2025-04-31', '2024-02-29T10:00:00'].map((updated_date, nth) => written(`W200010${nth}`, { updated_date })));
    expect(ofTables).toEqual(ofRecords);
    expect(ofTables).toEqual(ofTables.map((each, nth) => ({ ...each, citations: 3, citations_as_of: nth === 8 ? '2024-02-29' : null })));
  }, 30_000);
});
