/** Works that are not as they should be: what an import takes with a note the tables have alike, what can't be meant is refused at once. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { importFiles } from '../../src/snapshot/import.js';
import { servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import type { WorkRow } from '../../src/pipeline/works-file.js';
import { fileOf, mention, tablesOf, work } from '../pipeline/made-tables.js';

const hasDuckdb = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));
const linesOf = (works: readonly object[]): string => works.map((each) => `${JSON.stringify(each)}\n`).join('');

const authorship = (name: unknown, more: object = {}): object => ({ raw_author_name: name, author: { id: 'https://openalex.org/A5000000001', display_name: 'Of the id' }, institutions: [], ...more });
const bo = authorship('Bo Two', { author: { id: 'https://openalex.org/A5000000002', display_name: 'Bo Two' } });

async function bothOf(text: string): Promise<{ readonly memory: ServedCorpus; readonly served: ServedCorpus }> {
  const dir = tempDir();
  const lines = path.join(dir, 'works.jsonl');
  writeFileSync(lines, text);
  await importFiles([lines], { dataDir: path.join(dir, 'memory'), threads: 1, versions: 'SEPARATE', identity: 'IDS_ONLY' });
  const { out } = await tablesOf({ inputs: [{ path: lines, kind: 'OPENALEX' }] });
  await packTables({ tables: out, dataDir: path.join(dir, 'packed'), threads: 1 });
  return { memory: await servedFiles(path.join(dir, 'memory')), served: await servedFiles(path.join(dir, 'packed')) };
}

interface Paper {
  readonly title: string;
  readonly authorships: { readonly nodes: ReadonlyArray<{ readonly author: { readonly externalIds: ReadonlyArray<{ readonly scheme: string }> } | null }> };
}

/** Facts of papers by title. Persons are compared who have an id of OpenAlex: the pipeline has no others. */
async function factsOf(corpus: ServedCorpus): Promise<unknown> {
  const papers = await corpus.get<readonly Paper[]>('papers.nodes', `{ papers(first: 100) { nodes { title abstract venue citedByCount fields authorListComplete authorships(first: 10) { nodes { rawName position isCorresponding affiliations { name } author { displayName externalIds { scheme value } } } } } } }`);
  const known = papers.map(({ authorships, ...paper }) => ({ ...paper, authorships: authorships.nodes.map(({ author, ...each }) => ({ ...each, author: author?.externalIds.some(({ scheme }) => scheme === 'openalex') === true ? author : null })) }));
  return known.toSorted((one, other) => (one.title < other.title ? -1 : 1));
}

/** What is noted of records that are kept; entries that name nobody are counted by the pipeline instead. */
async function problemsOf(corpus: ServedCorpus): Promise<readonly string[]> {
  const problems = await corpus.get<readonly { readonly kind: string; readonly record: string }[]>('corpus.problems.nodes', '{ corpus { problems(first: 100) { nodes { kind field value reason record } } } }');
  return problems.filter(({ kind }) => kind !== 'MISSING_AUTHORS').map((each) => JSON.stringify(each)).filter((each) => !each.includes('An entry of the author list') && !each.includes('This entry of the author list') && !each.includes('A name of ') && !each.includes('"value":""') && !LEFT_OUT.some((id) => each.includes(id))).toSorted();
}

const field = (name: string): object => ({ display_name: 'a topic', field: { id: 'https://openalex.org/fields/1', display_name: name } });

const STRANGE: readonly object[] = [
  { title: 'Nul\u0000Title\u0007 x', abstract: 'An\u0001 abstract', primary_location: { source: { display_name: 'Ve\u007fnue' } }, authorships: [authorship('Nul\u0000Name'), bo] },
  { title: 'T01', authorships: [authorship('\u0000'), authorship('\u200b\u200c'), authorship('—'), authorship(' \u000b\ufeff'), authorship('x'.repeat(2_001)), bo] },
  { title: 'T02', authorships: 'Ada One' },
  { title: 'T03', authorships: { author: 'Ada' } },
  { title: 'T04', authorships: ['Ada', null, 7, bo] },
  { title: 'T05', authorships: [authorship('Ada One', { institutions: 'MIT' }), bo], topics: 'x', concepts: [{ level: 0, display_name: 'Phys\u0000ics' }] },
  { title: 'T06', authorships: [authorship('Ada One', { institutions: { display_name: 'MIT', country_code: 'US' } })], topics: { field: { display_name: 'Not listed' } }, primary_topic: { field: { display_name: 'First' } } },
  { title: 'T07', authorships: [authorship('Ada One', { institutions: [{ display_name: 'M\u0001IT' }] })], topics: [{ display_name: 'no field' }], concepts: 'none' },
  ...['7', '"7"', -1, 1.5, true, {}, [3], '', null].map((cited_by_count, at) => ({ title: `T1${at}`, cited_by_count, authorships: [bo] })),
  { title: 'T20', is_authors_truncated: 'yes', ids: 'x', primary_location: 'x', authorships: [bo] },
  { title: 'T21', is_authors_truncated: true, primary_location: { source: 'x' }, ids: [], authorships: [authorship('Ada One', { is_corresponding: 'yes', author: 'x' }), bo] },
  { title: 'T22', authorships: [authorship('Ada One', { author: { id: 'https://openalex.org/A12', orcid: '0000-0002-1825-0097' } }), authorship('Cy', { author: { id: 'A"5\u0000', orcid: 'https://orcid.org/0000-0002-1825-0098' } }), authorship('Di', { author: { id: 'a5000000003', orcid: '000000021694233x' } })] },
  ...[
    { host_venue: { display_name: 'Journal of Old Dumps' } }, { host_venue: { display_name: 'Old' }, primary_location: { source: { display_name: 'New' } } }, { host_venue: { display_name: 'Old' }, primary_location: { is_oa: true } },
    { host_venue: { display_name: 'Old' }, primary_location: { source: {} } }, { host_venue: { display_name: 'Old' }, primary_location: { source: null } }, { host_venue: 'Old' }, { host_venue: { display_name: 'Old', type: 'conference' } },
  ].map((more, at) => ({ title: `T3${at}`, authorships: [bo], ...more })),
  ...[
    { primary_topic: field('Physics'), topics: [field('Chemistry')] }, { primary_topic: field('Physics'), topics: [field('Chemistry'), field('Physics')] }, { primary_topic: field('Physics'), topics: [] }, { primary_topic: field('Physics'), topics: 'x' },
    { primary_topic: { field: null }, topics: [field('Chemistry')] }, { topics: [{ field: null }], concepts: [{ level: 0, display_name: 'Biology' }] }, { primary_topic: field(' '), topics: [field('')], concepts: [{ level: 0, display_name: 'Biology' }, { level: 1, display_name: 'Ferns' }] },
    { primary_topic: [field('Physics')], concepts: [{ level: 0, display_name: 'Biology' }] }, { topics: [{ field: { id: 7 } }], concepts: [{ level: 0, display_name: 'Biology' }] }, { topics: [{ field: { display_name: 'Chemistry', id: 'x' } }, { field: null }], concepts: [{ level: 0, display_name: 'Biology' }] },
    { topics: [{ field: { id: null, display_name: null } }, field('"Quoted" {x}')], concepts: [{ level: 0, display_name: 'Biology' }] },
  ].map((more, at) => ({ title: `T4${at}`, authorships: [bo], ...more })),
  { title: ' \u0000 ', authorships: [bo] },
  { title: 'x'.repeat(20_001), authorships: [bo] },
  { title: '\u200b', authorships: [bo] },
];
/** Without a title that can be used. */
const LEFT_OUT = [' \u0000 ', 'x'.repeat(20_001), '\u200b'].map((title) => `W${2_000_100 + STRANGE.findIndex((each) => (each as { readonly title: string }).title === title)}`);
const WORKS = STRANGE.map((each, at) => ({ id: `https://openalex.org/W${2_000_100 + at}`, publication_year: 2020, type: 'article', ...each }));

describe.skipIf(!hasDuckdb)('strange works of OpenAlex (optional package @duckdb/node-api)', () => {
  it('are packed with the facts of the import, and noted as it notes them', async () => {
    const { memory, served } = await bothOf(linesOf(WORKS));
    expect(await factsOf(served)).toEqual(await factsOf(memory));
    const problems = await problemsOf(served);
    expect(problems).toEqual(await problemsOf(memory));
    expect(new Set(problems.map((each) => (JSON.parse(each) as { readonly kind: string }).kind))).toEqual(new Set(['CONTROL_CHARACTERS', 'MALFORMED_AUTHOR', 'INVALID_VALUE', 'INVALID_IDENTIFIER']));
  }, 60_000);
});

/** Tables of works of which the second is not as it should be. */
async function packedOf(strange: Partial<WorkRow>, more: object = {}): Promise<string> {
  const rows = [work(1, { authors: [1, 2] }), { ...work(2, { authors: [1, 2] }), ...strange }];
  const { out } = await tablesOf({ inputs: [{ path: await fileOf(rows), kind: 'WORKS' }], parameters: { labelRounds: 1, tolerance: 1e-3 }, ...more });
  const dataDir = path.join(tempDir(), 'packed');
  await packTables({ tables: out, dataDir, threads: 1 });
  return dataDir;
}

const listing = (more: object): Partial<WorkRow> => ({ mentions: [{ ...mention(1, 1, 'Ada "One"'), ...more }, mention(2, 2)] });

describe.skipIf(!hasDuckdb)('details of works that are JSON of another shape (optional package @duckdb/node-api)', () => {
  it.each<readonly [Partial<WorkRow>, string]>([
    [{ details: '{"links":[{"kind":"PDF"}]}' }, 'the column details of the work work:0000002: links[0].url is missing, which is not a text'],
    [listing({ affiliations: '[{"label":"MIT"}]' }), 'the work work:0000002: the column affiliations holds {"label":"MIT"}, which has no name: correct the works'],
    [{ details: '{"sources":"x"}' }, 'the column details of the work work:0000002: sources is "x", which is not a list'],
    [{ details: '{"scores":[{"name":"N","value":"7","unit":null}]}' }, 'the column details of the work work:0000002: scores[0].value is "7", which is not a number'],
    [{ details: '{"conflicts":[{"field":"SIZE","shown":"","values":[]}]}' }, 'conflicts[0].field is "SIZE", which is not one of TITLE, DATE,'],
    [{ external_ids: '{"doi":7}' }, 'the column external_ids of the work work:0000002: doi is 7, which is not a text'],
    [{ external_ids: '{"isbn":"7"}' }, 'the column external_ids of the work work:0000002: it has "isbn", which is not one of doi, arxiv,'],
    [listing({ name_parts: '{"family":7}' }), 'the column name_parts of an entry ("Ada \\"One\\"") of the author list of the work work:0000002: family is 7, which is not a text: correct the works, and make the tables of them anew'],
    [listing({ name_parts: '{"family":[]}' }), 'family is [], which is not a text'],
    [listing({ details: '{"alsoWritten":[{"name":"A"}]}' }), 'alsoWritten[0].source is missing, which is not a whole number'],
    [listing({ details: '{"alsoWritten":[{"name":"A","source":1}]}' }), 'alsoWritten names the source 1, and the work has 1, counted from 0'],
    [{ details: '{"versions":[{"stage":"PREPRINT","title":"T","date":null,"venue":null,"type":null,"ids":[],"sources":[0]},{"stage":"PREPRINT","title":"T","date":null,"venue":null,"type":null,"ids":[],"sources":[0,5]}]}' }, 'the column details of the work work:0000002: versions[1].sources names the source 5, and the work has 1, counted from 0: correct the works, and make the tables of them anew'],
    [{ details: '{"conflicts":[{"field":"TITLE","shown":"x","values":[{"value":"q","sources":[99]}]}]}' }, 'conflicts[0].values[0].sources names the source 99, and the work has 1, counted from 0'],
    [listing({ author_details: '{"confidence":2}' }), 'confidence is 2, which is not a number from 0 to 1'],
    [listing({ author_details: '{"confidence":1,"displayName":9}' }), 'displayName is 9, which is not a name'],
    [listing({ author_details: '{"confidence":1,"disambiguator":[]}' }), 'of the author list of the work work:0000002: disambiguator is [], which is not a text'],
    [listing({ external_ids: '{"orcid":["0000-0002-1825-0097"]}' }), 'the column external_ids of an entry ("Ada \\"One\\"") of the author list of the work work:0000002: orcid is ["0000-0002-1825-0097"], which is not a text'],
  ])('are refused when they are packed: %j', async (strange, message) => {
    await expect(packedOf(strange)).rejects.toThrow(message);
  }, 30_000);

  it('are noted with what is left out: affiliations without a name, days that do not exist', async () => {
    const strange = { year: 2020, date: '2020-02-31', ...listing({ affiliations: '[{"name":"MIT"},{"ror":"042nb2s44"},{"name":" "},"",{}]' }) };
    const served = await servedFiles(await packedOf(strange));
    expect(await served.get('corpus.problems.nodes', '{ corpus { problems(first: 9) { nodes { kind field value reason record } } } }')).toEqual([
      { kind: 'INVALID_DATE', field: 'date', value: '2020-02-31', reason: 'The date does not exist: month 2 of 2020 has no day 31, only year and month are kept.', record: 'work:0000002' },
      ...['{"ror":"042nb2s44"}', '{"name":" "}', '""'].map((value) => ({ kind: 'MISSING_NAME', field: 'authorships[0].affiliations', value, reason: 'An affiliation has no name and is left out.', record: 'work:0000002' })),
    ]);
  }, 30_000);

  it('are taken with names that are unknown or null', async () => {
    await expect(packedOf({ details: '{"links":null,"later":[1]}', external_ids: '{"doi":null}', ...listing({ name_parts: '{"given":null,"family":"One"}', details: '{"later":1}', author_details: '{"confidence":1,"disambiguator":null}' }) })).resolves.toContain('packed');
  }, 30_000);
});
