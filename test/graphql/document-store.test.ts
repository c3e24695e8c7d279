/** Documents are read and looked at once; what is kept of them has an end. */
import { HeaderMap, type ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import { RequestContext } from '../../src/graphql/context.js';
import { DocumentStore, tokensOf } from '../../src/graphql/document-store.js';

let engine: ApolloServer<RequestContext>;
beforeAll(async () => {
  engine = await createEngine({ logger: pino({ level: 'silent' }), introspection: true });
});
afterAll(() => engine.stop());

interface Asked {
  readonly status: number | undefined;
  readonly body: string;
  /** Whether the document had to be read for it. */
  readonly isRead: boolean;
}

async function ask(query: string, accept = 'application/json'): Promise<Asked> {
  const context = new RequestContext(null);
  const { status, body } = await engine.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: new HeaderMap([['content-type', 'application/json'], ['accept', accept]]), search: '', body: { query } },
    context: () => Promise.resolve(context),
  });
  return { status, body: body.kind === 'complete' ? body.string : '', isRead: context.notes.parsedAt !== null };
}

describe('a document that comes again', () => {
  it.each([
    ['is answered', '{ __schema { queryType { name } } }', '"Query"'],
    ['is refused for fields that are too many to compare', `{ __schema { ${'types { name } '.repeat(600)} } }`, 'COST_LIMIT'],
    ['is refused for its only fault', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is refused for its cost', `{ __schema { types { ${Array.from({ length: 90 }, (_, i) => `a${i}: fields { type { name kind } args { name } }`).join(' ')} } } }`, 'COST_LIMIT'],
  ])('%s without being read again, in the same words', async (_what, query, says) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const text = `${query} # ${accept}`;
      const first = await ask(text, accept);
      expect(first.body).toContain(says);
      expect(first.isRead).toBe(true);
      expect(await ask(text, accept)).toEqual({ ...first, isRead: false });
    }
  });

  it.each([
    ['has several faults', '{ nothing nowhere }'],
    ['asks for changes', 'mutation { nothing }'],
  ])('is read again where it %s, and says the same', async (_what, query) => {
    const first = await ask(query);
    expect(await ask(query)).toEqual(first);
    expect(first.isRead).toBe(true);
  });
});

describe('what is kept of documents', () => {
  it('is weighed by its tokens', () => {
    expect(tokensOf(parse('{ a(b: 1) # no token\n }'))).toBe('SOF { a ( b : 1 ) # } EOF'.split(' ').length);
    expect(tokensOf(parse('{ a }', { noLocation: true }))).toBe(0);
  });

  it('has an end, refusals included', async () => {
    const store = new DocumentStore(100);
    const hashOf = (at: number) => String(at).padStart(64, '0');
    const document = () => parse('{ a b c d e }');
    for (let at = 0; at < 50; at++) {
      await store.set(`schema:${hashOf(at)}`, document());
      store.refuse(hashOf(100 + at), document(), []);
      expect(store.weight).toBeLessThanOrEqual(100);
    }
    expect(await store.get(`schema:${hashOf(0)}`)).toBeUndefined();
    expect(await store.get(`schema:${hashOf(49)}`)).toBeDefined();
    await store.delete(`schema:${hashOf(49)}`);
    expect(await store.get(hashOf(49))).toBeUndefined();
  });
});
