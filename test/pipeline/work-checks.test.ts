/** Works that another wrote are held to what TABLES.works says, in the first step: by work and column. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { asCliError, EXIT } from '../../src/cli/errors.js';
import type { WorkMention, WorkRow } from '../../src/pipeline/works-file.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, mention, rowsOf, tablesOf, work } from './made-tables.js';

const QUICK = { labelRounds: 1, tolerance: 1e-3 };

async function run(file: string) {
  return tablesOf({ inputs: [{ path: file, kind: 'WORKS' }], parameters: QUICK });
}

async function refusal(file: string): Promise<Error> {
  return run(file).then(() => expect.unreachable(), (error: unknown) => error as Error);
}

/** Works of which the second is written otherwise. */
async function worksWith(strange: Partial<WorkRow>): Promise<string> {
  return fileOf([work(1, { authors: [1, 2] }), { ...work(2, { authors: [1, 2] }), ...strange }]);
}

/** The same with a column in whatever type and value DuckDB writes. */
async function worksBy(select: string): Promise<string> {
  const dir = tempDir();
  const [plain, file] = [await worksWith({}), join(dir, 'others.parquet')];
  const engine = await openDuckdb({ temporaryFolder: dir });
  try {
    await engine.run(`COPY (SELECT * REPLACE (${select}) FROM read_parquet('${plain}')) TO '${file}' (FORMAT parquet)`);
  } finally {
    await engine.close();
  }
  return file;
}

const OF_SECOND = (value: string, other = 'NULL'): string => `CASE WHEN work_id = 'work:0000002' THEN ${value} ELSE ${other} END`;
const listing = (more: Partial<WorkMention>): Partial<WorkRow> => ({ mentions: [mention(1, 1), { ...mention(2, 2), ...more }] });

describe('works', () => {
  it.each<readonly [Partial<WorkRow>, string]>([
    [{ citations: -5 }, 'citations "-5", which is not a whole number from 0 to 2147483647'],
    [{ citations: 2_147_483_648 }, 'citations "2147483648", which is not a whole number'],
    [{ year: 12_345 }, 'year "12345", which is not a whole number from -9999 to 9999'],
    [{ country_count: -3 }, 'country_count "-3", which is not'],
    [{ type: 'NO_SUCH' }, 'type "NO_SUCH", which is not one of ARTICLE, CONFERENCE_PAPER,'],
    [{ citations_as_of: 'yesterday' }, 'citations_as_of "yesterday", which is not an ISO date such as 2020-05-17'],
    [{ year: 2020, date: 'May 2020' }, 'date "May 2020", which is not a date such as 2020, 2020-05'],
    [{ year: 2019, date: '2020-05' }, 'date "2020-05", which is not of its year (2019)'],
    [{ date: '2020-05' }, 'date "2020-05", which is not of its year (null)'],
    [{ fields: '"x"' }, 'fields ""x"", which is not a JSON list of names (write null where nothing is known)'],
    [{ fields: '' }, 'fields "", which is not a JSON list'],
    [{ fields: '["Physics", 7]' }, 'fields "["Physics", 7]", which is not a JSON list of names'],
    [{ fields: '[{"name":"Physics"}]' }, 'which is not a JSON list of names'],
    [{ fields: '["a", null]' }, 'which is not a JSON list of names'],
    [listing({ affiliations: '[{"name":"MIT"}, 7]' }), 'affiliations "[{"name":"MIT"}, 7]", which is not a JSON list of objects with a name, or names'],
    [listing({ affiliations: '[[]]' }), 'which is not a JSON list of objects'],
    [{ details: '{"a":' }, 'details "{"a":", which is not a JSON object'],
    [{ details: '{"a":[NaN]}' }, 'details "{"a":[NaN]}", which is not a JSON object'],
    [{ details: '{"a":1,}' }, 'details "{"a":1,}", which is not a JSON object'],
    [{ details: 'null' }, 'details "null", which is not a JSON object'],
    [{ external_ids: '[]' }, 'external_ids "[]", which is not a JSON object'],
    [{ author_list_complete: null as unknown as boolean }, 'author_list_complete null, which is not true or false'],
    [listing({ author_key: '' }), 'an entry of its author list with author_key "", which is not the key of somebody (write null where nobody is known)'],
    [{ citations_as_of: '2020-13-45' }, 'citations_as_of "2020-13-45", which is not an ISO date'],
    [{ citations_as_of: '2021-02-29' }, 'citations_as_of "2021-02-29", which is not an ISO date'],
    [{ citations_as_of: '1900-02-29T00:00:00' }, 'citations_as_of "1900-02-29T00:00:00", which is not an ISO date'],
    [{ citations_as_of: '2020-04-31' }, 'citations_as_of "2020-04-31", which is not an ISO date'],
    [listing({ author_key: '\u200b' }), 'which is not the key of somebody'],
    [listing({ author_key: ' ' }), 'author_key " ", which is not the key of somebody'],
    [listing({ position: Number('9223372036854774784') }), 'an entry of its author list with position "9223372036854774784", which is not a whole number from 1 to 2147483647'],
    [listing({ position: 0 }), 'position "0", which is not'],
    [listing({ is_group: null as unknown as boolean }), 'is_group null, which is not true or false'],
    [listing({ affiliations: '{"name":"MIT"}' }), 'affiliations "{"name":"MIT"}", which is not a JSON list'],
    [listing({ details: 'x' }), 'details "x", which is not a JSON object'],
  ])('that can\'t be meant are refused at once, as bad input: %j', async (strange, fault) => {
    const file = await worksWith(strange);
    const error = await refusal(file);
    expect(error.message).toContain(fault);
    expect(error.message).toContain(`${file}: the work work:0000002 has `);
    expect(error.message).toContain(': correct the works, and begin anew with --restart');
    expect(asCliError(error).exitCode).toBe(EXIT.usage);
  }, 30_000);

  it.each([
    [`${OF_SECOND('\'NaN\'::DOUBLE')} AS citations`, 'citations "nan"'], [`${OF_SECOND('\'Infinity\'::DOUBLE')} AS citations`, 'citations "inf"'], [`${OF_SECOND('2.5::DOUBLE')} AS citations`, 'citations "2.5"'],
    [`${OF_SECOND('9223372036854775807')} AS citations`, 'citations "9223372036854775807"'], [`${OF_SECOND('2.5::DECIMAL(9,2)')} AS citations`, 'citations "2.50"'], [`${OF_SECOND('\'many\'')} AS citations`, 'citations "many"'],
    [`${OF_SECOND('\'2020.5\'')} AS year`, 'year "2020.5"'], [`${OF_SECOND('\'maybe\'', '\'true\'')} AS has_code`, 'has_code "maybe", which is not true or false'],
  ])('are refused too where columns are of other types: %s', async (select, fault) => {
    expect((await refusal(await worksBy(select))).message).toContain(`the work work:0000002 has ${fault}`);
  }, 30_000);

  it('are taken in whatever type says the same', async () => {
    const whole = await worksBy(`${OF_SECOND('7.0::DOUBLE')} AS citations, ${OF_SECOND('\'2020\'')} AS year, ${OF_SECOND('DATE \'2020-05-17\'')} AS date, 'false' AS has_code, 0 AS country_count, ${OF_SECOND('{\'doi\': \'10.1234/x\'}::JSON')} AS external_ids`);
    const { out } = await run(whole);
    expect((await rowsOf(out, 'papers'))[1]).toMatchObject({ citations: 7, year: 2020, date: '2020-05-17', has_code: false, country_count: null, external_ids: '{"doi":"10.1234/x"}' });
    // Texts within JSON may hold whatever looks like a mistake.
    const { out: other } = await run(await worksWith({ details: '{"a \\"": "NaN, ]", "b": "[1,]"}', fields: '["a, [b]", "c {d\\"" ]', ...listing({ affiliations: '["MIT", {"name": "É]{"}]' }) }));
    expect((await rowsOf(other, 'papers'))[1].details).toBe('{"a \\"": "NaN, ]", "b": "[1,]"}');
  }, 30_000);

  it.each(['2020', '2020-02', '2020-02-29', '2000-02-29T10:00:00Z', '2021-12-31', '2021-11-30'])('are taken with counts as of a day that there is: %s', async (day) => {
    const { out } = await run(await worksWith({ citations: 7, citations_as_of: day }));
    expect((await rowsOf(out, 'papers'))[1].citations_as_of).toBe(day);
  }, 30_000);

  it('have control characters taken out of titles and names, which is counted; who then has no name is left out', async () => {
    const names = ['Nul\0Name', '\0', '\u200b\u200b', ' Bo\u00a0 Two ', 'x'.repeat(2_001)];
    const strange = { title: 'A\u0001  title', mentions: names.map((name, at) => mention(at, at + 1, name)) };
    const { out, manifest } = await run(await worksWith(strange));
    expect(manifest.leftOut).toEqual({ untitled: 0, unnamed: 3, repeated: 0, cleaned: 3 });
    expect((await rowsOf(out, 'papers'))[1]).toMatchObject({ title: 'A title', author_count: 2, author_list_complete: false });
    expect((await rowsOf(out, 'authorships')).slice(2).map(({ raw_name }) => raw_name)).toEqual(['NulName', 'Bo Two']);
  }, 30_000);

  it('of a page of OpenAlex\'s API are refused with how to get them one a line; ids of few digits with how they look', async () => {
    const file = join(tempDir(), 'page.json');
    const refused = async (record: object): Promise<string> => {
      writeFileSync(file, `${JSON.stringify(record)}\n`);
      return tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }] }).then(() => 'none', (error: Error) => error.message);
    };
    expect(await refused({ meta: { count: 1 }, results: [{ id: 'https://openalex.org/W2000001', title: 'A' }] }))
      .toMatch(/^.*page\.json holds 1 record of no OpenAlex works .*: works of OpenAlex are read one a line: .*\(`jq -c '\.results\[\]' page\.json > works\.jsonl`\).*`coterie import` and `coterie works`/);
    expect(await refused({ id: 'W101', title: 'A' })).toContain('(their ids are W and four digits or more;');
  }, 30_000);
});
