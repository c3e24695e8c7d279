/** Compiled code says byte for byte what graphql-js says: over the queries of the pages and the playground, those of this file, and random ones. */
import { HeaderMap, type ApolloServer } from '@apollo/server';
import * as fc from 'fast-check';
import { buildSchema, print } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../../src/explorer/playground/examples/all.js';
import { findFacts, type CorpusFacts } from '../../../src/explorer/playground/examples/corpus-facts.js';
import { textOf } from '../../../src/explorer/playground/examples/example.js';
import { createEngine } from '../../../src/graphql/apollo.js';
import { RequestContext } from '../../../src/graphql/context.js';
import { KnownOperations } from '../../../src/graphql/execution/known-operations.js';
import { CompiledQueries } from '../../../src/graphql/execution/compiled-queries.js';
import { schemaText } from '../../../src/graphql/schema.js';
import { syntheticPapers } from '../../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../../helpers/served-corpus.js';
import { SMALL_CORPUS } from '../small-corpus.js';
import { ASKED, standInsOf } from '../page-operations.js';
import { randomQuestion } from './random-documents.js';

const RANDOM_DOCUMENTS = Number(process.env['RANDOM_DOCUMENTS'] ?? 150);

let corpus: ServedCorpus;
let small: ServedCorpus;
let plain: ApolloServer<RequestContext>;
let compiled: ApolloServer<RequestContext>;
const warnings: string[] = [];
/** How many questions had data and no errors, and how many answers compiled code gave. */
let whole = 0;
const answers = vi.spyOn(CompiledQueries.prototype, 'answer');
/** Of those without Apollo's pipeline. */
const withoutPipeline = vi.spyOn(KnownOperations.prototype, 'answer');

beforeAll(async () => {
  corpus = await servedCorpus(syntheticPapers({ papers: 300 }));
  small = await servedCorpus(SMALL_CORPUS);
  const logger = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
  [plain, compiled] = await Promise.all([createEngine({ logger, introspection: true, compiles: false }), createEngine({ logger, introspection: true })]);
}, 60_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([plain, compiled].map((engine) => engine.stop()));
});

/** Status, headers and body, as clients get them. */
async function answered(engine: ApolloServer<RequestContext>, { provider }: ServedCorpus, query: string, variables: Readonly<Record<string, unknown>>, operationName?: string): Promise<string> {
  const headers = new HeaderMap([['content-type', 'application/json'], ['accept', 'application/graphql-response+json']]);
  const context = new RequestContext(provider.acquire());
  try {
    const answer = await engine.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body: { query, variables, ...(operationName === undefined ? {} : { operationName }) } }, context: () => Promise.resolve(context),
    });
    if (answer.body.kind !== 'complete') throw new Error('an answer in parts');
    // Of what is broken inside, only the number under which it is logged may differ.
    return `${answer.status} ${JSON.stringify([...answer.headers])} ${answer.body.string.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'UUID')}`;
  } finally {
    context.release();
  }
}

/** Answers of compiled code that differ from graphql-js's: it is asked three times, and compiled code answers from the second. */
async function differences(of: ServedCorpus, query: string, variables: Readonly<Record<string, unknown>> = {}, operationName?: string): Promise<string[]> {
  // Once unwatched: what is computed for the first answer may be at hand for the second.
  await answered(plain, of, query, variables, operationName);
  const expected = await answered(plain, of, query, variables, operationName);
  if (expected.includes(' {"data":{')) whole += 1;
  const differing: string[] = [];
  for (let time = 1; time <= 3; time++) {
    const said = await answered(compiled, of, query, variables, operationName);
    if (said !== expected) differing.push(`time ${time}: ${query} ${JSON.stringify(variables)}\nplain:    ${expected}\ncompiled: ${said}`);
  }
  return differing;
}

describe('compiled answers are the same to the byte', () => {
  it.each(ASKED)('%s', async (_, document, variables) => {
    const told = await standInsOf(corpus);
    expect(await differences(corpus, print(document), told(variables))).toEqual([]);
  });

  describe('examples of the playground', () => {
    let facts: CorpusFacts;
    beforeAll(async () => {
      facts = await findFacts(async (query) => (await corpus.ask(query)).data ?? null);
    });
    it.each(EXAMPLES.flatMap(({ examples }) => examples.map((example) => [example.name, example] as const)))('%s', async (_, example) => {
      expect(await differences(corpus, textOf(example, facts))).toEqual([]);
    });
  });

  it.each([
    ['fragments that meet in one field', '{ authors(first: 3) { ...A ...B } } fragment A on AuthorConnection { nodes { id ...C } } fragment B on AuthorConnection { nodes { displayName id } totalCount } fragment C on Node { id __typename }'],
    ['an interface and a union', '{ search(query: "a", first: 5) { nodes { __typename ... on Author { id displayName } ... on Paper { id title } ... on Venue { displayName } ... on Node { x: id } } } }'],
    ['an error at a field', '{ a: author(id: "orcid:0000-0002-1825-0097") { id papers(first: 1000) { totalCount } } b: author(id: "A0") { id } corpus { paperCount } }'],
    ['errors in places of a list', '{ nodes(ids: ["A0", "nobody", "P0"]) { id } }'],
    ['an error that takes its parents with it', '{ corpus { paperCount } papers(first: 201) { nodes { id } } authors(first: 2) { nodes { id metric(id: DEGREE, parameters: [{ name: "x", value: "y" }]) { value } } } }'],
    ['several operations', 'query A { corpus { paperCount } } query B { corpus { authorCount } }'],
    ['an answer key that is a prototype', '{ __proto__: corpus { paperCount } }'],
    ['answer keys that objects inherit', '{ constructor: corpus { toString: paperCount hasOwnProperty: authorCount } }'],
    ['the schema', '{ __schema { queryType { name } types { name } } corpus { paperCount } }'],
    ['nothing left', '{ corpus @skip(if: true) { paperCount } }'],
    ['nothing left inside', '{ corpus { paperCount @skip(if: true) } }'],
    ['a fragment left out once and not twice', '{ corpus { ...F @skip(if: true) } again: corpus { ...F } } fragment F on Corpus { paperCount authorCount }'],
    ['text that code could take for its own', '{ search(query: "\\"); process.exit(1); (\\"`${1}\\u2028", first: 1) { totalCount } }'],
  ])('%s', async (_, query) => {
    expect(await differences(small, query)).toEqual([]);
    expect(await differences(corpus, query)).toEqual([]);
  });

  it('and what always fails is soon executed but once each time', async () => {
    const query = '{ corpus { paperCount } papers(first: 201) { totalCount } }';
    const spied = vi.spyOn(RequestContext.prototype, 'startAnew');
    for (let time = 1; time <= 40; time += 1) expect(await answered(compiled, small, query, {})).toContain('BAD_USER_INPUT');
    // Not at the first coming, three times in a row, and then after rests of 1, 2, 4, 8 and 16 comings.
    expect(spied).toHaveBeenCalledTimes(8);
    spied.mockRestore();
  });

  it('with an operation chosen by name, each its own', async () => {
    const query = 'query A { corpus { paperCount } } query B { corpus { authorCount } }';
    expect([...(await differences(corpus, query, {}, 'A')), ...(await differences(corpus, query, {}, 'B'))]).toEqual([]);
    expect(await answered(compiled, corpus, query, {}, 'B')).toContain('"authorCount"');
  });

  it.each([{ yes: true }, { yes: false }, { yes: null }, { yes: 'true' }, {}])('with what %o leaves out', async (variables) => {
    const query = 'query Q($yes: Boolean!) { corpus { paperCount ...F @include(if: $yes) } ... @skip(if: $yes) { corpus { authorCount } } } fragment F on Corpus { snapshotId }';
    expect(await differences(corpus, query, variables)).toEqual([]);
    expect(await differences(corpus, query.replace('Boolean!', 'Boolean = true'), variables)).toEqual([]);
  });

  it.each([
    [{ where: { OR: [{ year: { gte: 2000 } }, { NOT: { year: { isNull: true } } }] } }], [{ where: null }], [{}], [{ where: { nope: 1 } }], [{ where: { year: { gte: 'x' } } }], [{ where: 3 }],
    [{ where: { year: { in: 2001 } } }], [{ first: 2.5 }], [{ first: '2' }], [{ first: 2_147_483_648 }], [{ first: 3, where: { type: { eq: 'NOPE' } } }],
  ])('with variables %o, right or wrong', async (variables) => {
    expect(await differences(corpus, 'query Q($where: PaperFilter, $first: Int = 5) { papers(where: $where, first: $first) { totalCount nodes { id title } } }', variables)).toEqual([]);
  });

  it(`for ${RANDOM_DOCUMENTS} random documents`, async () => {
    const schema = buildSchema(schemaText());
    const nodes = await small.get<Array<{ id: string }>>('authors.nodes', '{ authors(first: 20) { nodes { id } } }');
    const papers = await small.get<Array<{ id: string }>>('papers.nodes', '{ papers(first: 20) { nodes { id } } }');
    const ids = [...nodes, ...papers].map(({ id }) => id);
    const before = whole;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9_999), { minLength: 40, maxLength: 400 }), async (tape) => {
        const { query, variables } = randomQuestion(schema, tape, ids);
        expect(await differences(small, query, variables)).toEqual([]);
      }),
      { numRuns: RANDOM_DOCUMENTS, endOnFailure: process.env['SHRINK'] === undefined },
    );
    // Most are answered, or little is shown by this.
    expect(whole - before).toBeGreaterThan(RANDOM_DOCUMENTS / 3);
  }, 600_000);

  it('and compiled code did answer: the second and third time nearly all that has no errors', async () => {
    const given = await Promise.all(answers.mock.results.map(({ value }) => value as ReturnType<CompiledQueries['answer']>));
    expect(given.filter((data) => data !== null).length / (2 * whole)).toBeGreaterThan(0.95);
    // The third time nothing is asked of Apollo.
    const direct = await Promise.all(withoutPipeline.mock.results.map(({ value }) => value as ReturnType<KnownOperations['answer']>));
    expect(direct.filter((answer) => answer !== null).length / whole).toBeGreaterThan(0.9);
    expect(warnings).toEqual([]);
  });
});
