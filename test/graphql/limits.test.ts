/** Every limit of a request: met exactly it is answered, gone beyond by one it is refused with 4xx, a code and a sentence. */
import type { ApolloServer } from '@apollo/server';
import { buildSchema, Lexer, parse, Source, TokenKind } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import type { RequestContext } from '../../src/graphql/context.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_DIRECTIVES, MAX_RECURSION, MAX_ROOT_FIELDS, MAX_TOKENS, MAX_VARIABLE_DEPTH, MAX_VARIABLE_VALUES } from '../../src/graphql/limits.js';
import { shapeOf } from '../../src/graphql/query-limits.js';
import { deepestRecursion } from '../../src/graphql/recursion.js';
import { answerText, isLongerThan } from '../../src/graphql/response-size.js';
import { schemaText } from '../../src/graphql/schema.js';
import { answerOf } from '../helpers/engine-answers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

const ACCEPTED = ['application/json', 'application/graphql-response+json', '*/*'];
const MAX_BYTES = 2_000;

let corpus: ServedCorpus;
let engine: ApolloServer<RequestContext>;
let narrow: ApolloServer<RequestContext>;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
  const logger = pino({ level: 'silent' });
  engine = await createEngine({ introspection: true, logger });
  narrow = await createEngine({ introspection: true, logger, maxResponseBytes: MAX_BYTES });
}, 60_000);
afterAll(async () => {
  await engine.stop();
  await narrow.stop();
});

const many = (count: number, part: (at: number) => string) => Array.from({ length: count }, (_, at) => part(at)).join(' ');
const NESTED_FILTER = (depth: number) => Array.from({ length: depth }).reduce<Record<string, unknown>>((inner) => ({ NOT: inner }), {});
const tokensOf = (text: string): number => {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return tokens;
};
/** Years to look for in three lists, of which each holds no more than one may. */
const ofTokens = (count: number): string => {
  const query = (rest: number) => `{ papers(where: { OR: [${[800, 800, rest].map((years) => `{ year: { in: [${'2001 '.repeat(years)}] } }`).join(' ')}] }) { totalCount } }`;
  return query(count - tokensOf(query(0)));
};
const ofType = (times: number): string => (times === 0 ? 'name' : `name ofType { ${ofType(times - 1)} }`);
const collaborators = (times: number): string => (times === 0 ? 'id' : `collaborators(first: 1) { nodes { ${collaborators(times - 1)} } }`);
/** `__schema { types { fields { type { ofType …`: five levels and one for each further. */
const deep = (depth: number) => `{ __schema { types { fields { type { ${ofType(depth - 5)} } } } } }`;

const LIMITS: ReadonlyArray<readonly [what: string, limit: number, fact: string | null, ask: (value: number) => { query: string; variables?: Record<string, unknown> }]> = [
  ['tokens', MAX_TOKENS, null, (value) => ({ query: ofTokens(value) })],
  ['levels', MAX_DEPTH, 'depth', (value) => ({ query: deep(value) })],
  ['aliases', MAX_ALIASES, 'aliases', (value) => ({ query: `{ corpus { ${many(value, (at) => `a${at}: paperCount`)} } }` })],
  ['directives', MAX_DIRECTIVES, 'directives', (value) => ({ query: `{ corpus { ${many(value, (at) => `paperCount @skip(if: ${at > 0})`)} } }` })],
  ['fields of the root', MAX_ROOT_FIELDS, 'rootFields', (value) => ({ query: `{ ...F ${many(value / 2 - (value % 2) / 2, () => '__typename')} } fragment F on Query { ${many(value / 2 + (value % 2) / 2, () => '__typename')} }` })],
  ['collaborators of collaborators', MAX_RECURSION, 'recursion', (value) => ({ query: `{ author(name: "Bob Beta") { ${collaborators(value)} } }` })],
  ['levels of variables', MAX_VARIABLE_DEPTH, null, (value) => ({ query: 'query ($where: PaperFilter) { papers(where: $where) { totalCount } }', variables: { where: NESTED_FILTER(value - 1) } })],
  ['values of variables', MAX_VARIABLE_VALUES, null, (value) => ({ query: '{ __typename }', variables: { list: Array.from({ length: value - 1 }, () => 1) } })],
];

describe.each(LIMITS)('a request of too many %s', (_, limit, fact, ask) => {
  it('is answered at the limit', async () => {
    const { status, errors, extensions } = await answerOf(engine, corpus.provider, ask(limit));
    expect([status, errors]).toEqual([200, []]);
    expect(extensions['cost']).toBeLessThan(MAX_COST);
  });

  it.each(ACCEPTED)('is refused beyond it with 400, a code and one sentence under %s', async (accept) => {
    const { status, errors, data } = await answerOf(engine, corpus.provider, ask(limit + 1), { accept });
    expect([status, data]).toEqual([400, undefined]);
    expect(errors).toMatchObject([{ message: expect.stringContaining(limit.toLocaleString('en')), extensions: { code: 'COST_LIMIT', limit, ...(fact === null ? {} : { [fact]: limit + 1 }) } }]);
    expect(errors[0].message).toMatch(/^The .+: .+\.$/);
  });
});

describe('the cost of a request', () => {
  const asked = (nodes: number, rest: number) => `{ papers(first: ${nodes}) { nodes { authors(first: 200) { nodes { papers(first: 10) { nodes { ${many(rest, (at) => `a${at}: title`)} } } } } } } }`;

  it('is answered below the limit and refused above, and stated with its parts', async () => {
    const below = await answerOf(engine, corpus.provider, { query: asked(20, 22) });
    expect([below.status, below.errors]).toEqual([200, []]);
    const { cost, costParts } = below.extensions as { cost: number; costParts: { values: number; work: number; limit: number } };
    expect(costParts).toEqual({ values: cost, work: 0, limit: MAX_COST });
    expect(cost).toBeGreaterThan(MAX_COST * 0.9);
    const above = await answerOf(engine, corpus.provider, { query: asked(20, 26) });
    expect([above.status, above.data]).toEqual([400, undefined]);
    expect(above.errors).toMatchObject([{ message: expect.stringContaining('ask for smaller pages'), extensions: { code: 'COST_LIMIT', limit: MAX_COST, cost: expect.any(Number) } }]);
  });
});

describe('a page', () => {
  it('has up to 200 items, and the field refuses more', async () => {
    expect((await corpus.ask('{ papers(first: 200) { totalCount } }')).errors).toEqual([]);
    expect((await corpus.ask('{ papers(first: 201) { totalCount } }')).errors).toMatchObject([{ path: ['papers'], extensions: { code: 'BAD_USER_INPUT', argument: 'first', value: '201' } }]);
  });
});

describe('an answer of too many bytes', () => {
  const texts = (count: number) => ({ query: `{ papers(first: 10) { nodes { ${many(count, (at) => `a${at}: title`)} } } }` });

  it('is refused whole with 422, whatever type of answer is asked for, and given in full up to the limit', async () => {
    const whole = await answerOf(narrow, corpus.provider, texts(4));
    expect([whole.status, whole.errors, Buffer.byteLength(whole.text) <= MAX_BYTES]).toEqual([200, [], true]);
    for (const accept of ACCEPTED) {
      const { status, errors, data } = await answerOf(narrow, corpus.provider, texts(20), { accept });
      expect([accept, status, data]).toEqual([accept, 422, undefined]);
      expect(errors).toMatchObject([{ message: 'The answer has more than 2,000 bytes, which is the most that is sent: ask for fewer fields, or for smaller pages ("first").', extensions: { code: 'RESPONSE_TOO_LARGE', limit: MAX_BYTES } }]);
    }
  });

  it('is measured by the byte, accents and escapes included', () => {
    for (const value of ['é'.repeat(100), '"\n\u0001'.repeat(30), 'a'.repeat(300), '😀'.repeat(40)]) {
      const result = { data: { value } };
      const bytes = Buffer.byteLength(JSON.stringify(result)) + 1;
      expect(Buffer.byteLength(answerText(result, bytes))).toBe(bytes);
      expect(() => answerText(result, bytes - 1)).toThrow('more than');
    }
  });

  it('is noticed before its text is made, and nothing that fits is taken for one', () => {
    const result = { data: { list: Array.from({ length: 50 }, (_, at) => ({ at, text: 'é"'.repeat(at), nothing: null, truth: true, left: undefined, empty: [], none: {} })) }, extensions: { cost: 1_000_000 } };
    expect(isLongerThan(result, Buffer.byteLength(JSON.stringify(result)))).toBe(false);
    expect(isLongerThan(result, 1_000)).toBe(true);
    const shared = { text: 'x'.repeat(1_000_000) };
    // As text it would be longer than any string can be.
    expect(() => answerText({ data: Array.from({ length: 2_000 }, () => shared), extensions: { cost: 10_000 } } as never)).toThrow('more than');
  });
});

describe('the shape of a document', () => {
  const schema = buildSchema(schemaText());

  it('counts fragments where they are spread, and measures each once', () => {
    const bomb = parse(`{ ...F0 } ${many(50, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F50 on Query { a: __typename b: __typename @skip(if: false) }`);
    expect(shapeOf(bomb)).toEqual({ depth: 1, aliases: 2, directives: 1, rootFields: 2 ** 51 });
    expect(deepestRecursion(schema, bomb)).toEqual({ field: null, times: 0 });
  });

  it('finds what stands within itself through fragments, types apart and the schema\'s own types aside', () => {
    const recursion = (query: string) => deepestRecursion(schema, parse(query));
    expect(recursion('{ author(id: "A") { ...C } } fragment C on Author { collaborators { nodes { ...D } } } fragment D on Author { collaborators { edges { node { id } } } }')).toEqual({ field: 'Author.collaborators', times: 2 });
    expect(recursion('{ a: author(id: "A") { collaborators { totalCount } } b: author(id: "B") { collaborators { totalCount } } }').times).toBe(1);
    expect(recursion('{ author(id: "A") { papers { nodes { authors { nodes { papers { totalCount } } } } } paperCount } }')).toEqual({ field: 'Author.papers', times: 2 });
    expect(recursion(deep(20))).toEqual({ field: null, times: 0 });
  });
});
