/** Requests that nobody means well with: valid questions, questions with something wrong in them, and what is no question at all. */
import * as fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { randomQuestion, type RandomQuestion } from '../graphql/execution/random-documents.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';

export interface RandomRequest {
  /** What kind of request it is, for counts. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** JSON that no serializer writes: numbers beyond every type, prototypes, halves of pairs, depth. */
const HOSTILE_JSON: readonly string[] = [
  '1e400', '-1e400', '-0', '9007199254740993', '2147483648', '-2147483649', '1e-400', '0.1e1', '1E5', '123456789012345678901234567890', '""', '"\\ud800"', '"\\u0000"', '"\\u202e"', 'null', 'true', '{}', '[]', '[[[[]]]]', '[null]',
  '{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":1}', '{"a":1,"a":2}', '{"gte":"x"}', '{"isNull":"yes"}', '{"NOT":{"NOT":{"NOT":{}}}}', '{"OR":[]}', '{"AND":[{},{},{}]}',
  `${'['.repeat(80)}${']'.repeat(80)}`, `${'{"NOT":'.repeat(70)}{}${'}'.repeat(70)}`, `${'['.repeat(5_000)}${']'.repeat(5_000)}`, `[${'1,'.repeat(3_000)}1]`, `"${'x'.repeat(20_000)}"`,
];

/** Pieces of documents that stand where others should. */
const HOSTILE_TOKENS: readonly string[] = [
  '{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '|', '&', '=', ',', '#', '"', '"""', '\\', '\0', '\ufeff', '\u202e', '\ud800', '1e400', '-0', '9007199254740993', '99999999999999999999', '1.', '-', '0x1', '"\\uD800"', '"\\u{110000}"', '"\\u{1F600}"', '"\\x"', '"""\\"""', 'null', 'true', 'on', 'fragment', 'query', 'mutation', 'subscription',
  '{ __schema { types { name fields { name args { name defaultValue } } } } }', '__type(name: "__proto__") { name }', '__typename', '@skip', '@skip(if: 1)', '@include(if: $nope)', '@deprecated', '@cost(weight: "1")', '@defer', '@stream(initialCount: 1)', '...Random', '$v1', '[[1]]', '{ __proto__: 1 }', '{ a: { a: { a: 1 } } }', 'query', 'fragment Loop on Query { ...Loop } { ...Loop }', '__proto__', 'constructor', 'hasOwnProperty',
  '{a:'.repeat(50), '['.repeat(300), '@skip(if: false) '.repeat(100), 'a: __typename '.repeat(120), '__typename '.repeat(6_000),
];

const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];
const TYPES = ['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-16', 'application/json; charset="', 'text/plain', 'application/graphql', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/graphql-response+json', 'APPLICATION/JSON', '', 'x', 'application/json, text/plain'];
const ACCEPTS = ['application/json', 'application/graphql-response+json', '*/*', 'text/html', 'multipart/mixed; deferSpec=20220824', 'text/event-stream', 'image/png;q=0', 'application/*', 'x', ''];
const ODD_HEADERS: ReadonlyArray<readonly [string, string]> = [
  ['prefer', 'wait=99999999999'], ['prefer', 'wait=0'], ['prefer', `wait${' '.repeat(2_000)}=x`], ['accept-encoding', 'br;q=NaN, gzip;q=-1'], ['accept-encoding', `${'gzip;q=0.1,'.repeat(300)}br`], ['content-encoding', 'gzip'], ['content-encoding', 'zstd, br'],
  ['authorization', 'Bearer'], ['authorization', 'Bearer coterie_x'], ['authorization', `Bearer ${'A'.repeat(8_000)}`], ['authorization', 'Basic Og=='], ['authorization', `Bearer ${' '.repeat(5_000)}x`], ['x-request-id', 'a"b{}'], ['x-forwarded-for', '127.0.0.1, evil, ::1'], ['forwarded', 'for="[::1'], ['if-none-match', '*'], ['if-none-match', 'W/"x",'.repeat(500)],
  ['apollo-require-preflight', '1'], ['origin', 'null'], ['sec-fetch-site', 'cross-site'], ['last-event-id', '__proto__'], ['range', 'bytes=0-0,1-1'], ['cookie', 'a=b; __proto__=1'], ['x-http-method-override', 'DELETE'],
];
const PATHS = ['/graphql', '/graphql/', '//graphql', '/GRAPHQL', '/health', '/health/ready', '/health/live', '/metrics', '/events/x', '/', '/author/', '/assets/', '/assets/../../package.json', '/export/', '/export/network.', '/embed/', '/favicon.ico', '/.env', '/%', '/%00', '/%ff', '/*', '/?', '/#'];
const SUBJECTS = ['network.gexf', 'network.graphml', 'network.csv', 'network.json', 'network.svg', 'network.net', 'network.zip', 'network.gml', 'papers.bib', 'papers.json', 'papers.csv', 'papers.ris', 'network.exe', 'papers.__proto__'];
const PARAMETERS = ['author', 'authors', 'from', 'to', 'community', 'n', 'top', 'radius', 'yearFrom', 'yearTo', 'venues', 'fields', 'types', 'papers', 'scope', 'format', 'counting', 'maxAuthors', 'columns', 'layout', 'width', 'height', 'labels', 'year', 'maxNodes', 'method', 'resolution', 'seed', 'abstracts', 'part', '__proto__', 'constructor'];

/** Requests of every kind. @param ids of what is in the corpus */
export function randomRequests(schema: GraphQLSchema, ids: readonly string[]): fc.Arbitrary<RandomRequest> {
  // Ids thrice, so that most questions are about something.
  const texts = [...ids, ...ids, ...ids, ...HOSTILE_TEXTS];
  const tape = fc.array(fc.nat(9_999), { minLength: 40, maxLength: 300 });
  const hostile = fc.constantFrom(...HOSTILE_TEXTS);
  // Half of them about nothing but what is there.
  const query = fc.tuple(tape, fc.boolean()).map(([numbers, isPlain]) => randomQuestion(schema, numbers, isPlain ? ids : texts));
  const mutation = tape.map((numbers) => randomQuestion(schema, numbers, texts, 'mutation'));
  const edits = fc.array(fc.record({ at: fc.nat(99_999), how: fc.constantFrom('cut', 'drop', 'double', 'swap', 'put', 'replace', 'letter'), token: fc.constantFrom(...HOSTILE_TOKENS), letter: fc.nat(0xffff) }), { minLength: 1, maxLength: 4 });
  const header = fc.constantFrom(...ODD_HEADERS);
  const headers = fc.record({ type: fc.constantFrom(...TYPES), accept: fc.constantFrom(...ACCEPTS), odd: fc.array(header, { maxLength: 2 }) })
    .map(({ type, accept, odd }) => ({ ...(type === '' ? {} : { 'content-type': type }), accept, ...Object.fromEntries(odd) }));

  const posted = (kind: string, { query: text, variables }: RandomQuestion, more: object = {}): RandomRequest => ({ kind, method: 'POST', path: '/graphql', headers: JSON_HEADERS, body: JSON.stringify({ query: text, variables, ...more }) });
  const valid = query.map((question) => posted('valid query', question));
  const changed = mutation.map((question) => posted('mutation', question));
  const byGet = fc.tuple(query, headers).map(([{ query: text, variables }, given]): RandomRequest => ({ kind: 'GET', method: 'GET', path: `/graphql?query=${escaped(text)}&variables=${escaped(JSON.stringify(variables))}`, headers: { 'apollo-require-preflight': '1', ...given } }));
  const broken = fc.tuple(query, edits).map(([question, changes]) => posted('broken document', { ...question, query: changes.reduce(edited, question.query) }));
  const brokenVariables = fc.tuple(query, fc.constantFrom(...HOSTILE_JSON), fc.nat(9)).map(([{ query: text, variables }, json, which]): RandomRequest => {
    const names = Object.keys(variables);
    const parts = names.map((name, i) => `${JSON.stringify(name)}:${i === which % names.length ? json : JSON.stringify(variables[name])}`);
    return { kind: 'broken variables', method: 'POST', path: '/graphql', headers: JSON_HEADERS, body: `{"query":${JSON.stringify(text)},"variables":${names.length === 0 ? json : `{${parts.join(',')}}`}}` };
  });
  const envelope = fc.tuple(fc.constantFrom(...HOSTILE_JSON), fc.constantFrom('{"query":#}', '{"query":"{__typename}","variables":#}', '{"query":"{__typename}","operationName":#}', '{"query":"{__typename}","extensions":#}', '[#,#]', '#', '{"query":"{__typename}","__proto__":#}', '{"extensions":{"persistedQuery":#}}', '{"query":"{__typename}"}#'), headers)
    .map(([json, frame, given]): RandomRequest => ({ kind: 'broken envelope', method: 'POST', path: '/graphql', headers: { ...given, ...JSON_HEADERS }, body: frame.replaceAll('#', () => json) }));
  const bytes = fc.tuple(fc.uint8Array({ maxLength: 400 }), headers).map(([body, given]): RandomRequest => ({ kind: 'bytes', method: 'POST', path: '/graphql', headers: given, body: Buffer.from(body) }));
  const typed = fc.tuple(query, headers).map(([question, given]): RandomRequest => ({ ...posted('odd headers', question), headers: given }));
  const asked = fc.tuple(fc.constantFrom('search(query: $t, first: 3) { totalCount nodes { __typename } }', 'author(name: $t) { id }', 'author(id: $i) { id }', 'paper(id: $i) { id }', 'nodes(ids: [$i]) { id }', 'authors(first: 2, where: { name: { contains: $t } }) { totalCount }', 'papers(first: 2, where: { title: { contains: $t } }) { totalCount }', 'papers(first: 2, after: $t) { totalCount }', 'shortestPath: paths(from: $i, to: $i) { __typename }'), hostile)
    .map(([field, text]) => posted('hostile text', { query: `query ($t: String!, $i: ID!) { a: author(id: $i) { id } s: search(query: $t) { totalCount } ${field} }`, variables: { t: text, i: text } }));
  const download = fc.tuple(fc.constantFrom(...SUBJECTS), fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), fc.oneof(hostile, fc.constantFrom(...ids), fc.constantFrom('1', '3', 'all', 'top', 'FULL', 'DEGREE', '2015'))), { maxLength: 3 }), fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST'))
    .map(([subject, given, method]): RandomRequest => ({ kind: 'download', method, path: `/export/${subject}?${given.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&')}`, headers: method === 'POST' ? JSON_HEADERS : {}, ...(method === 'POST' ? { body: '{"positions":[["x",1,2]]}' } : {}) }));
  const address = fc.tuple(fc.constantFrom(...PATHS), fc.oneof(hostile, fc.constant('')), fc.constantFrom(...METHODS), headers).map(([path, text, method, given]): RandomRequest => ({ kind: 'address', method, path: `${path}${escaped(text)}`, headers: given }));
  return fc.oneof({ arbitrary: valid, weight: 5 }, { arbitrary: broken, weight: 5 }, { arbitrary: brokenVariables, weight: 4 }, { arbitrary: asked, weight: 3 }, { arbitrary: changed, weight: 1 }, byGet, envelope, bytes, typed, { arbitrary: download, weight: 2 }, { arbitrary: address, weight: 2 });
}

/** Changes, and looks at them, with variables for whatever they take. */
const CHANGES: readonly string[] = [
  'mutation ($a: [String!]!, $t: String!) { mergeAuthors(input: { authors: $a, why: $t, dryRun: true }) { outcome problems { reason } } }',
  'mutation ($a: [String!]!, $t: String!) { mergeAuthors(input: { authors: $a, why: $t, who: $t }) { outcome snapshotId entry { id } } }',
  'mutation ($a: [String!]!, $t: String!) { markDistinct(input: { authors: $a, why: $t }) { outcome problems { reason } effects { __typename } } }',
  'mutation ($t: String!, $g: [[ID!]!]!) { splitAuthor(input: { author: $t, groups: $g, why: "x" }) { outcome problems { reason } } }',
  'mutation ($t: String!) { suppressName(input: { name: $t, replacement: $t, person: $t, why: $t }) { outcome } }',
  'mutation ($t: String!) { suppressName(input: { name: $t, why: "x", dryRun: true }) { outcome } }',
  'mutation ($i: ID!, $t: String!) { undoLedgerEntry(input: { id: $i, why: $t }) { outcome } }',
  'mutation ($a: [String!]!) { importFiles(input: { files: $a }) { id state files fileCount } }',
  'mutation ($a: [String!]!, $t: String) { importFiles(input: { files: $a, format: $t }) { id error problems { reason } } }',
  'mutation ($i: ID!) { cancelImport(id: $i) { state isCancelAsked } }',
  'query ($i: ID!) { importJob(id: $i) { state problems { reason } } importJobs { id state } }',
  'query ($t: String, $n: Int) { ledger(first: $n, after: $t) { nodes { id } pageInfo { endCursor } } }',
];

/**
 * Changes, and looks at them, as somebody with a key asks for them: with variables of their types, and of others.
 * @param names of authors, papers and files that there are
 */
export function randomChanges(schema: GraphQLSchema, names: readonly string[], keys: readonly string[]): fc.Arbitrary<RandomRequest> {
  const text = fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 3 }, fc.constantFrom(...HOSTILE_TEXTS));
  const key = fc.constantFrom(...keys);
  const posted = (kind: string, bearer: string, body: string): RandomRequest => ({ kind, method: 'POST', path: '/graphql', headers: { ...JSON_HEADERS, authorization: `Bearer ${bearer}` }, body });
  const plain = fc.tuple(key, fc.constantFrom(...CHANGES), fc.array(text, { minLength: 1, maxLength: 3 }), text, fc.constantFrom(1, 200, 0, -1, 2_147_483_647))
    .map(([bearer, query, a, t, n]) => posted('change', bearer, JSON.stringify({ query, variables: { a, t, i: t, g: [a, [t]], n } })));
  const wrong = fc.tuple(key, fc.constantFrom(...CHANGES), fc.constantFrom(...HOSTILE_JSON), fc.constantFrom('a', 't', 'i', 'g', 'n'), text)
    .map(([bearer, query, json, name, t]) => posted('change of a wrong type', bearer, `{"query":${JSON.stringify(query)},"variables":{"a":[${JSON.stringify(t)}],"t":"x","i":"x","g":[],"n":1,${JSON.stringify(name)}:${json}}}`));
  const many = fc.tuple(key, fc.constantFrom(...CHANGES), text, fc.constantFrom(101, 1_001, 9_000))
    .map(([bearer, query, t, count]) => posted('change of many', bearer, JSON.stringify({ query, variables: { a: Array.from({ length: count }, (_, at) => `${t.slice(0, 5)}${at}`), t: t.repeat(Math.ceil(20_000 / (t.length + 1))).slice(0, 20_000), i: '9'.repeat(count), g: [Array.from({ length: count }, (_, at) => `doi:10.1234/${at}`)], n: 1 } })));
  const random = fc.tuple(key, fc.array(fc.nat(9_999), { minLength: 40, maxLength: 300 })).map(([bearer, tape]) => posted('random change', bearer, JSON.stringify(randomQuestion(schema, tape, [...names, ...names, ...HOSTILE_TEXTS], 'mutation'))));
  return fc.oneof({ arbitrary: plain, weight: 4 }, { arbitrary: wrong, weight: 2 }, many, { arbitrary: random, weight: 2 });
}

/** As an address has it; halves of pairs, which it can't have, as what stands for them. */
function escaped(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

interface Edit {
  readonly at: number;
  readonly how: string;
  readonly token: string;
  readonly letter: number;
}

function edited(document: string, { at, how, token, letter }: Edit): string {
  if (how === 'cut') return document.slice(0, at % (document.length + 1));
  if (how === 'letter') {
    const place = at % (document.length + 1);
    return document.slice(0, place) + String.fromCharCode(letter) + document.slice(place + 1);
  }
  const tokens = document.match(/"(?:[^"\\]|\\.)*"|[\w$@]+|\s+|./g) ?? [''];
  const here = at % tokens.length;
  const there = (at * 7 + letter) % tokens.length;
  const changed = [...tokens];
  if (how === 'drop') changed.splice(here, 1);
  else if (how === 'double') changed.splice(here, 0, tokens[here]);
  else if (how === 'swap') [changed[here], changed[there]] = [tokens[there], tokens[here]];
  else changed.splice(here, how === 'put' ? 0 : 1, token);
  return changed.join('');
}
