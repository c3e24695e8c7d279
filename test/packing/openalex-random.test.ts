/**
 * Random works of OpenAlex, usual and strange, by import and by the pipeline: OpenAlex's mapping stands in TypeScript and in
 * SQL, and both say the same of every work. `RANDOM_WORKS=20000 RANDOM_SEED=7 npx vitest run --project unit
 * test/packing/openalex-random.test.ts` tries more, and others.
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { runPipeline } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { importFiles } from '../../src/snapshot/import.js';
import { servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const hasDuckdb = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));
const WORKS = Number(process.env['RANDOM_WORKS'] ?? 400);
const SEED = Number(process.env['RANDOM_SEED'] ?? 20_261_202);

/** One of the usual most of the time, else one of the strange, or nothing at all. */
function mostly<T>(usual: fc.Arbitrary<T>, ...strange: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: usual }, { weight: 3, arbitrary: fc.constantFrom(...strange) }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** What can stand in place of an object or a list. Not of a text: engines read an object there as its JSON, and can't tell it from a text that is written so. */
const OTHERS = [null, '', ' ', 7, true, [], {}, [[]], ['x'], { a: 1 }] as const;
const NO_TEXT = [null, '', ' ', 7] as const;
/** Not any letter: scripts that Unicode took lately are none yet to DuckDB's expressions. */
const LETTER = fc.constantFrom(...Array.from('aZéßØłñIıİ ŉΑΩСя漢字かなハ한글עבﺙ١7٣७हिंक्ษณึ\u0301\u200d\u200e\u00a0\u3000\u2028\ufeff\u0000\t\n\u007f\u0085\ufffd"\'’\\/{}[]<>&%_-.,;:!?…·—𝒜😀👩‍🔬ﬁ²Ⅳ①'));
const TEXT = fc.oneof(
  fc.constantFrom('Optics', 'Ada One', 'Łukasz Ćwik', '  spaced\tout ', 'quo"ted \\', "O'Neill", '王小明', 'con\u0001trol', '\u200b', '—', '😀', 'null', '{"a":1}', '[1]', 'a\u0085b', '\u00a0', 'x'.repeat(2_001)),
  fc.string({ unit: LETTER, maxLength: 12 }), fc.string({ unit: LETTER, maxLength: 12 }),
);
const text = mostly(TEXT, ...NO_TEXT);
const object = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> => fc.record(fields, { requiredKeys: [] });
/** Within lists of fields: texts there are names of fields, as works of ours have them. */
const NO_NAMES = OTHERS.filter((each) => typeof each !== 'string' && !isDeepStrictEqual(each, ['x']));
const listOf = (each: fc.Arbitrary<unknown>, others: readonly unknown[] = OTHERS, maxLength = 4): fc.Arbitrary<unknown> => mostly(fc.array(fc.oneof({ weight: 9, arbitrary: each }, { weight: 1, arbitrary: fc.constantFrom(...others) }), { maxLength }), ...others);
const digits = (least: number, most: number): fc.Arbitrary<string> => fc.integer({ min: 10 ** (least - 1), max: 10 ** most - 1 }).map(String);

const institution = object({
  display_name: text,
  ror: mostly(fc.constantFrom('https://ror.org/042nb2s44', '042NB2S44', 'https://ror.org/x'), ...NO_TEXT),
  country_code: mostly(fc.constantFrom('US', 'de', 'FR', 'GB', 'X', 'USA'), ...NO_TEXT),
});
/** The ORCID of a number, with its check digit (ISO 7064, 11,2). */
function orcidOf(number: number): string {
  const fifteen = String(number).padStart(15, '0');
  const check = (12 - (Array.from(fifteen).reduce((total, digit) => (total + Number(digit)) * 2, 0) % 11)) % 11;
  return `${fifteen}${check === 10 ? 'X' : check}`.replace(/(.{4})(?=.)/g, '$1-');
}
/** Each with an ORCID of its own: an import leaves out who is listed twice by any id. */
const person = fc.integer({ min: 0, max: 40 }).chain((at) => object({
  id: mostly(fc.constant(`https://openalex.org/A${5_000_000_000 + at}`), `A${5_000_000_000 + at}`, `a${5_000_000_000 + at}`, 'https://openalex.org/A12', `https://openalex.org/W${5_000_000_000 + at}`, ` A${5_000_000_000 + at} `, ...NO_TEXT),
  display_name: text,
  orcid: mostly(fc.constant(`https://orcid.org/${orcidOf(at)}`), orcidOf(at), orcidOf(at).toLowerCase(), '0000-0002-1825-0098', 'https://orcid.org/', `orcid:${orcidOf(at)}`, ...NO_TEXT),
}));
const authorship = object({
  author: mostly(person, ...OTHERS), raw_author_name: text, is_corresponding: mostly(fc.boolean(), ...NO_TEXT), author_position: fc.constantFrom('first', 'middle', 'last'),
  institutions: listOf(institution),
});
const topic = object({ display_name: text, field: mostly(object({ id: fc.constant('https://openalex.org/fields/17'), display_name: mostly(TEXT.filter((name) => /[^\s\p{C}]/u.test(name)), null, '', ' ', '\u00a0') }), ...OTHERS), domain: object({ display_name: text }) });
const concept = object({ display_name: text, level: mostly(fc.integer({ min: 0, max: 2 }), '0', 0.5, ...OTHERS) });
const place = object({ source: mostly(object({ display_name: text, type: mostly(fc.constantFrom('journal', 'conference'), 'Conference', ...NO_TEXT) }), null), landing_page_url: text });
const inverted = fc.dictionary(fc.string({ unit: LETTER, minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }), { maxKeys: 5 });

const work = object({
  title: text, display_name: text,
  doi: mostly(digits(6, 8).map((number) => `https://doi.org/10.1234/${number}`), '10.1234/a b', 'urn:doi:10.12/x', ...NO_TEXT),
  ids: mostly(object({ pmid: mostly(digits(2, 3).map((number) => `https://pubmed.ncbi.nlm.nih.gov/${number}`), 'x', ...NO_TEXT), pmcid: mostly(digits(2, 3), 'PMC', ...NO_TEXT), mag: mostly(digits(3, 4), 'x"', ...NO_TEXT) }), ...OTHERS),
  publication_year: mostly(fc.integer({ min: 1900, max: 2030 }), '2020', -5, 0, 99_999, 2020.5, ...NO_TEXT),
  publication_date: mostly(fc.date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)), '2020-02-30', '2020', '2020-7', 'soon', ' 2020-07-01 ', ...NO_TEXT),
  type: mostly(fc.constantFrom('article', 'book-chapter', 'preprint', 'dissertation', 'dataset'), 'Article', 'sculpture', ...NO_TEXT),
  type_crossref: mostly(fc.constantFrom('proceedings-article', 'journal-article'), 'Posted-Content', ...NO_TEXT),
  primary_location: mostly(place, ...OTHERS),
  host_venue: mostly(object({ display_name: text, type: fc.constantFrom('conference', 'journal') }), ...OTHERS),
  primary_topic: mostly(topic, ...OTHERS), topics: listOf(topic, NO_NAMES), concepts: listOf(concept, NO_NAMES),
  cited_by_count: mostly(fc.nat({ max: 5_000 }), -1, 1.5, '12', 1e300, ...OTHERS),
  updated_date: mostly(fc.constantFrom('2024-05-01', '2024-05-01T10:11:12.345'), '2024-02-30', 'x', ...NO_TEXT),
  abstract: mostly(TEXT, null, '', ' '), abstract_inverted_index: mostly(inverted, ...OTHERS),
  is_authors_truncated: mostly(fc.boolean(), 'true', ...OTHERS),
  authorships: fc.oneof({ weight: 9, arbitrary: listOf(authorship) }, { weight: 1, arbitrary: fc.constantFrom(...OTHERS) }),
});

/** The lines of a file of works, each with an id and a title of its own, so that none is taken for another's version. */
function randomLines(): string[] {
  return fc.sample(work, { numRuns: WORKS, seed: SEED }).map((each, at) => {
    const { title, display_name: name, doi, ids, ...rest } = each as Readonly<Record<string, unknown>>;
    const number = String(at).padStart(5, '0');
    const ownId = (value: unknown): unknown => (typeof value === 'number' ? Number(`${value}${number}`) : typeof value === 'string' && /\d$/.test(value) ? `${value}${number}` : value);
    const own = (value: unknown): unknown => (typeof value === 'string' && value.trim() !== '' ? `${value} lantern ${number}` : ownId(value));
    const ownIds = typeof ids === 'object' && ids !== null && !Array.isArray(ids) ? Object.fromEntries(Object.entries(ids).map(([scheme, id]) => [scheme, ownId(id)])) : ids;
    return JSON.stringify({ id: `https://openalex.org/W${4_000_000 + at}`, title: own(title), display_name: own(name), doi: typeof doi === 'string' && doi.startsWith('https') ? `${doi}.${number}` : doi, ids: ownIds, ...rest });
  });
}

type Facts = Readonly<Record<string, unknown>>;

interface Problem {
  readonly record: string;
  readonly kind: string;
  readonly field: string;
  readonly value: string | null;
}

/** What packing notes as the import does; what is left out of lists is counted by the pipeline instead. */
const NOTED: ReadonlySet<string> = new Set(['INVALID_IDENTIFIER', 'INVALID_DATE', 'INVALID_VALUE', 'INVALID_ABSTRACT', 'CONTROL_CHARACTERS']);

function isNoted({ kind, field, value }: Problem): boolean {
  const isNobody = /^authorships\[\d+\]$/.test(field) && !/[\p{L}\p{N}]/u.test(value ?? '');
  return NOTED.has(kind) && !isNobody;
}

/** The first of what differs in each fact. */
function firstOfEach<T extends { readonly fact: string }>(differences: readonly T[]): T[] {
  return differences.filter(({ fact }, at) => differences.findIndex((each) => each.fact === fact) === at);
}

/** All that is said of the papers, by OpenAlex's ids; persons by OpenAlex's ids alone, since the import makes persons of names too. */
async function papersOf(corpus: ServedCorpus): Promise<Map<string, Facts>> {
  const { records, incidence } = corpus.snapshot;
  const indices = Array.from({ length: incidence.paperCount }, (_, at) => at);
  const [rows, abstracts, lists] = [records.papers(indices), records.abstracts(indices), records.authorships(indices)];
  return new Map(rows.map(({ index: _index, id: _id, sources: _sources, versions: _versions, links: _links, scores: _scores, ...row }, at) => [
    row.externalIds.openalex ?? '',
    {
      ...row, abstract: abstracts[at], flags: incidence.paperFlags[at],
      // On a paper with an id of a person, that person's: facts of the author are those of all works.
      list: lists[at].map(({ author: _author, ...entry }) => entry),
    },
  ]));
}

async function problemsOf(corpus: ServedCorpus): Promise<Map<string, Problem[]>> {
  const all = new Map<string, Problem[]>();
  for (let after: string | null = null, isMore = true; isMore;) {
    const page: { nodes: ReadonlyArray<Problem>; pageInfo: { hasNextPage: boolean; endCursor: string } } = await corpus.get(
      'corpus.problems', 'query Problems($after: String) { corpus { problems(first: 200, after: $after) { pageInfo { hasNextPage endCursor } nodes { kind field value reason record } } } }', { after });
    for (const problem of page.nodes) if (isNoted(problem)) all.set(problem.record, [...(all.get(problem.record) ?? []), problem].toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)));
    [after, isMore] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  return all;
}

describe.skipIf(!hasDuckdb)('random works of OpenAlex (optional package @duckdb/node-api)', () => {
  it(`are the same papers by import and by the pipeline: ${WORKS} of seed ${SEED}`, async () => {
    const dir = tempDir();
    const file = path.join(dir, 'works.jsonl');
    const lines = randomLines();
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    await importFiles([file], { dataDir: path.join(dir, 'memory'), threads: 1, versions: 'SEPARATE', identity: 'IDS_ONLY' });
    const engine = await openDuckdb({ temporaryFolder: path.join(dir, 'spill'), threads: 2 });
    try {
      await runPipeline(engine, { inputs: [{ path: file, kind: 'OPENALEX' }], out: path.join(dir, 'tables') });
    } finally {
      await engine.close();
    }
    await packTables({ tables: path.join(dir, 'tables'), dataDir: path.join(dir, 'packed'), threads: 1 });
    const [memory, packed] = [await servedFiles(path.join(dir, 'memory')), await servedFiles(path.join(dir, 'packed'))];
    const [expected, found] = [await papersOf(memory), await papersOf(packed)];
    const lineOf = new Map(lines.map((line, at) => [`W${4_000_000 + at}`, line]));
    expect([...found.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    const differences = [...expected].flatMap(([id, paper]) =>
      Object.entries(paper).filter(([fact, value]) => !isDeepStrictEqual(value, found.get(id)?.[fact])).map(([fact, value]) => ({ fact, imported: value, packed: found.get(id)?.[fact], line: lineOf.get(id) })));
    expect(firstOfEach(differences)).toEqual([]);
    expect(expected.size).toBeGreaterThan(WORKS / 2);
    const [noted, told] = [await problemsOf(memory), await problemsOf(packed)];
    const differing = [...new Set([...noted.keys(), ...told.keys()])].filter((record) => !isDeepStrictEqual(noted.get(record), told.get(record)));
    expect(differing.slice(0, 3).map((record) => ({ line: lineOf.get(record.slice('openalex:'.length)), imported: noted.get(record), packed: told.get(record) }))).toEqual([]);
  }, 300_000);
});
