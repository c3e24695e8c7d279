import { parse, buildSchema, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { costOf } from '../../src/graphql/cost.js';
import { MAX_COST } from '../../src/graphql/limits.js';
import { schemaText } from '../../src/graphql/schema.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('orders', () => {
  it.each([
    ['authors', 'query ($by: [AuthorOrder!]) { authors(orderBy: $by) { totalCount } }', { field: 'NAME' }],
    ['papers', 'query ($by: [PaperOrder!]) { papers(orderBy: $by) { totalCount } }', { field: 'TITLE' }],
    ['papers of an author', `query ($by: [PaperOrder!]) { author(id: "${ANN}") { papers(orderBy: $by) { totalCount } } }`, { field: 'TITLE' }],
    ['collaborators', `query ($by: [CollaboratorOrder!]) { author(id: "${ANN}") { collaborators(orderBy: $by) { totalCount } } }`, { field: 'NAME' }],
    ['members', 'query ($by: [AuthorOrder!]) { communities(first: 1) { nodes { members(orderBy: $by) { totalCount } } } }', { field: 'NAME' }],
  ])('of %s are at most 8', async (_, query, order) => {
    expect((await corpus.ask(query, { by: many(8, order) })).errors).toEqual([]);
    const { errors } = await corpus.ask(query, { by: many(4_500, order) });
    expect(errors).toMatchObject([{ message: expect.stringContaining('"orderBy" is "4500 orders", but at most 8'), extensions: { code: 'BAD_USER_INPUT', argument: 'orderBy' } }]);
  });

  it('that repeat change nothing: the first of them decides', async () => {
    const names = (by: string) => corpus.get<unknown>('authors', `{ authors(orderBy: [${by}]) { nodes { displayName } pageInfo { endCursor } } }`);
    expect(await names('{ field: NAME, direction: ASC }, { field: NAME }, { field: NAME }')).toEqual(await names('{ field: NAME, direction: ASC }'));
    expect(await names('{ field: NAME, direction: ASC }')).not.toEqual(await names('{ field: NAME }'));
  });
});

describe('filters', () => {
  const papers = 'query ($where: PaperFilter) { papers(where: $where) { totalCount } }';
  const authors = 'query ($where: AuthorFilter) { authors(where: $where) { totalCount } }';
  const collaborators = `query ($where: CollaboratorFilter) { author(id: "${ANN}") { collaborators(where: $where) { totalCount } } }`;
  const year = { year: { gte: 2016 } };

  it.each<[string, string, unknown, string]>([
    ['many searches', papers, { OR: many(3_000, { search: 'the' }) }, '3000 conditions, but at most 100'],
    ['nine searches', papers, { OR: [{ AND: many(4, { search: 'the' }) }, ...many(4, { search: 'a' })], search: 'b' }, '9 conditions on search or name, but at most 8'],
    ['many names', authors, { OR: many(9, { name: 'a' }) }, '9 conditions'],
    ['many conditions on several levels', papers, { ...year, AND: many(50, { NOT: year }), OR: many(50, year) }, '101 conditions, but at most 100'],
    ['many empty filters', papers, { OR: many(3_000, {}) }, '3000 conditions'],
    ['many filters of nothing', papers, { OR: many(3_000, { AND: [] }) }, '3000 conditions'],
    ['many metrics', authors, { metric: many(101, { id: 'DEGREE', value: { gt: 0 } }) }, '101 conditions'],
    ['many ids', authors, { id: many(1_001, ANN) }, '1001 values in one list, but at most 1000'],
    ['many years', papers, { NOT: { year: { in: many(1_001, 2016) } } }, '1001 values'],
    ['names of collaborators', collaborators, { author: { OR: many(9, { name: 'a' }) } }, '9 conditions'],
  ])('of %s are refused with the numbers', async (_, query, where, part) => {
    const { errors } = await corpus.ask(query, { where });
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'where' });
    // The value is quoted in the message.
    expect(errors[0].message.replaceAll(/[\\"]/g, '')).toContain(part);
  });

  it('up to the limits are answered', async () => {
    for (const [query, where] of [
      [papers, { AND: many(100, year) }],
      [papers, { OR: many(8, { search: 'alpha' }) }],
      [papers, { year: { in: many(1_000, 2016) } }],
      [authors, { id: many(1_000, ANN), OR: many(8, { name: 'ann' }) }],
    ] as const) {
      const { errors, data } = await corpus.ask(query, { where });
      expect(errors).toEqual([]);
      expect(Object.values(data ?? {})).toEqual([{ totalCount: expect.any(Number) }]);
    }
  });

  it('and orders have their cost, which grows with the corpus', () => {
    const schema = buildSchema(schemaText());
    const size = { papers: 100_000, authors: 150_000, authorships: 300_000, entries: () => 2_600_000, keepsGraph: () => false };
    const work = (query: string) => {
      const document = parse(query);
      return costOf(schema, document, document.definitions[0] as OperationDefinitionNode, {}, size).work;
    };
    const aliased = (count: number, field: (i: number) => string) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join(' ')} }`;
    expect(work('{ papers { totalCount } authors { totalCount } }')).toBe(0);
    const one = work('{ papers(where: { search: "the" }) { totalCount } }');
    expect(one).toBeGreaterThan(10_000);
    expect(one).toBeLessThan(MAX_COST / 8);
    expect(work(aliased(20, (i) => `papers(where: { search: "w${i}" }) { totalCount }`))).toBeGreaterThan(MAX_COST);
    expect(work(aliased(100, () => `papers(where: { AND: [${many(40, '{ hasCode: true }').join(' ')}] }) { totalCount }`))).toBeGreaterThan(MAX_COST);
    expect(work(aliased(100, (i) => `authors(orderBy: [{ field: NAME }, { metric: DEGREE }], graph: { years: { from: ${1900 + i} } }) { totalCount }`))).toBeGreaterThan(MAX_COST);
    expect(work(aliased(20, (i) => `authors(orderBy: [{ metric: ${['DEGREE', 'STRENGTH', 'PAGERANK'][i % 3]} }]) { totalCount }`))).toBeLessThan(MAX_COST);
  });
});

describe('operations other than queries and mutations', () => {
  it.each(['subscription'])('a %s is the client\'s error, which nobody logs', async (kind) => {
    const before = corpus.logged.length;
    const { errors } = await corpus.ask(`${kind} { x }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(`has no ${kind}`), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(corpus.logged.slice(before)).toEqual([]);
  });
});

describe('sums of citations', () => {
  it('beyond the range of Int are whole', async () => {
    const cited = (title: string) => paperRecord(title, ['Cia Cited', 'Bo Beside'], { date: { year: 2020, month: null, day: null }, citationCount: { value: 2_147_483_647, source: 'openalex', asOf: null } });
    const large = await servedCorpus(['One thing', 'Another matter', 'Third of all'].map(cited));
    const author = await large.get<unknown>('author', '{ author(name: "Cia Cited") { citedByCount hIndex countsByYear { citedByCount } figures { name computed } } }');
    expect(author).toMatchObject({ citedByCount: 6_442_450_941, hIndex: 3, countsByYear: [{ citedByCount: 6_442_450_941 }] });
  });
});

describe('parameters of metrics', () => {
  it.each([
    ['named __proto__', '{ name: "__proto__", value: "1" }', 'no parameter "__proto__"'],
    ['named constructor', '{ name: "constructor", value: "1" }', 'no parameter "constructor"'],
    ['given twice', '{ name: "damping", value: "0.5" }, { name: "damping", value: "0.6" }', 'parameter "damping" is given twice'],
  ])('%s are refused', async (_, parameters, part) => {
    const { errors } = await corpus.ask(`{ author(id: "${ANN}") { metric(id: PAGERANK, parameters: [${parameters}]) { value } } }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(part), extensions: { code: 'BAD_USER_INPUT', argument: 'parameters' } }]);
  });
});
