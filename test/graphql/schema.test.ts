import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLEnumType, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';
import { getNamedType, isLeafType, isNonNullType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { COUNTINGS } from '../../src/graph/types.js';
import { ERROR_CODES } from '../../src/graphql/errors.js';
import { schemaText } from '../../src/graphql/schema.js';
import { metricText } from '../../src/metrics/metric-text.js';
import { SUGGESTION_METHODS } from '../../src/metrics/recommendation/ranking.js';
import { AUTHOR_METRICS, COLLABORATION_METRICS, metricById, METRICS, NETWORK_METRICS } from '../../src/metrics/registry.js';
import { LEDGER_OPS } from '../../src/records/ledger-entry.js';
import { DUPLICATE_REASON_KINDS } from '../../src/snapshot/possible-duplicates.js';
import { PAPER_ID_SCHEMES, PAPER_TYPES, PERSON_ID_SCHEMES } from '../../src/records/record.js';
import { SOURCES } from '../../src/sources/registry.js';
import { formatLedgerEntry } from '../../src/sources/jsonl-write.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

const schema = buildSchema(schemaText());
const valuesOf = (name: string) => (schema.getType(name) as GraphQLEnumType).getValues().map(({ name: value }) => value);
const ownTypes = Object.values(schema.getTypeMap()).filter(({ name, astNode }) => !name.startsWith('__') && astNode);

describe('the schema', () => {
  it.each([
    ['AuthorMetric', AUTHOR_METRICS.map(({ id }) => id)],
    ['CollaborationMetric', COLLABORATION_METRICS.map(({ id }) => id)],
    ['NetworkMetric', NETWORK_METRICS.map(({ id }) => id)],
    ['MetricScope', [...new Set(METRICS.map(({ scope }) => scope))]],
    ['MetricFamily', [...new Set(METRICS.map(({ family }) => family))]],
    ['Counting', [...COUNTINGS]],
    ['PaperType', [...PAPER_TYPES]],
    ['SuggestionMethod', [...SUGGESTION_METHODS]],
    ['ErrorCode', [...ERROR_CODES]],
    ['DuplicateReasonKind', [...DUPLICATE_REASON_KINDS]],
    ['LedgerOp', LEDGER_OPS.map((op) => op.toUpperCase())],
  ])('has the enum %s equal to what the code knows', (name, known) => {
    expect(valuesOf(name).toSorted()).toEqual(known.toSorted());
  });

  it('describes each metric in its enum as the registry defines it', () => {
    const folded = (text: string) => text.replace(/\s+/g, ' ').trim();
    for (const name of ['AuthorMetric', 'CollaborationMetric', 'NetworkMetric']) {
      for (const { name: id, description } of (schema.getType(name) as GraphQLEnumType).getValues()) {
        expect(folded(description ?? '')).toBe(folded(metricText(metricById(id))));
      }
    }
  });

  it('names in its descriptions, as data/README.md does, the formats and schemes that there are, in their order', () => {
    const field = (type: string, name: string) => (schema.getType(type) as GraphQLObjectType).getFields()[name];
    const namedIn = (text: string | null | undefined) => [...(text ?? '').matchAll(/`([a-z0-9-]+):?`/g)].map(([, name]) => name);
    expect(namedIn(field('RecordSource', 'format').description)).toEqual([...SOURCES.map(({ id }) => id), 'works']);
    expect(namedIn(field('ExternalId', 'scheme').description)).toEqual([...PAPER_ID_SCHEMES, ...PERSON_ID_SCHEMES]);
    expect(namedIn(field('Query', 'paper').args[0].description)).toEqual([...PAPER_ID_SCHEMES]);
    expect(namedIn(field('Query', 'author').args[0].description)).toEqual([...PERSON_ID_SCHEMES]);
    expect(namedIn(field('Author', 'externalIds').description)).toEqual([...PERSON_ID_SCHEMES]);
    expect(namedIn(field('Paper', 'externalIds').description).slice(0, PAPER_ID_SCHEMES.length)).toEqual([...PAPER_ID_SCHEMES]);
    const rows = readFileSync('data/README.md', 'utf8').split('\n').filter((row) => row.startsWith('| `externalIds` |'));
    expect(rows.map((row) => namedIn(row.split('|')[4]))).toEqual([[...PAPER_ID_SCHEMES], [...PERSON_ID_SCHEMES]]);
  });

  it('says of what goes by the order of authors that it does, and of no index that nobody is shown', () => {
    const described = ownTypes.flatMap((type) => [
      type.description, ...(isObjectType(type) ? Object.values(type.getFields()).flatMap(({ description, args }) => [description, ...args.map((argument) => argument.description)]) : []),
      ...(isInputObjectType(type) ? Object.values(type.getFields()) : isEnumType(type) ? type.getValues() : []).map(({ description }) => description),
    ]);
    const texts = [...described, ...METRICS.flatMap(({ definition, parameters }) => [definition, ...parameters.map(({ description }) => description)])].map((text) => text?.replace(/\s+/g, ' ') ?? '');
    expect(texts.filter((text) => text.includes('same seed') && !text.includes('same order'))).toEqual([]);
    expect(texts.filter((text) => /\b(?:author|paper)(?:'s)? index\b/.test(text))).toEqual([]);
  });

  it('says when Louvain ends as the parameter of metrics does', () => {
    const { description } = (schema.getType('CommunityAlgorithm') as GraphQLEnumType).getValue('LOUVAIN') ?? {};
    const [end] = /ends when[^.]*\.005[^.]*/.exec(description?.replace(/\s+/g, ' ') ?? '') ?? [];
    expect(end).toMatch(/climbed anew first$/);
    expect(metricById('COMMUNITY').parameters.find(({ name }) => name === 'algorithm')?.description).toContain(end);
  });

  it('documents every type, field, argument, input and value', () => {
    const missing: string[] = [];
    const check = (where: string, described: { description?: string | null | undefined }) => {
      if (!described.description?.trim()) missing.push(where);
    };
    for (const type of ownTypes) {
      check(type.name, type);
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          check(`${type.name}.${field.name}`, field);
          for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('has the roots of the design', () => {
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(['node', 'nodes', 'author', 'authors', 'paper', 'papers', 'search', 'collaborationPath', 'network', 'communities', 'metrics', 'corpus']),
    );
  });
});

const MERGE = formatLedgerEntry({
  id: '', op: 'merge', names: ['Bob Beta', 'Robert Beta'], who: 'a test', when: '2026-01-01', why: 'to have an entry',
  source: { format: 'coterie', file: 'records.jsonl', line: null, byte: null, retrievedAt: null, url: null },
});

describe('every field of every type', () => {
  let corpus: ServedCorpus;
  beforeAll(async () => {
    corpus = await servedCorpus(SMALL_CORPUS, [MERGE]);
  }, 60_000);

  /** Arguments that a field can't do without. */
  const GIVEN: Readonly<Record<string, string>> = {
    'Query.venue': '(name: "Workshop")',
    'Query.node': `(id: "${ANN}")`,
    'Query.nodes': `(ids: ["${ANN}"])`,
    'Query.author': '(name: "Bob Beta")',
    'Query.paper': '(id: "10.1234/alpha")',
    'Query.search': '(query: "alpha")',
    'Query.collaborationPath': `(from: "${ANN}", to: "${ANN}")`,
    'AuthorDistances.authors': '(distance: 1)',
    'Query.computation': '(id: "of no computation")',
    'Query.network': '(scope: { top: { metric: DEGREE, n: 4 } })',
  };
  const requiredArgument: Readonly<Record<string, string>> = { AuthorMetric: 'DEGREE', CollaborationMetric: 'JACCARD', NetworkMetric: 'DENSITY', PaperFacet: 'FIELD', AuthorFacet: 'VENUE' };

  function argumentsOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): string {
    const given = GIVEN[`${type.name}.${field.name}`];
    if (given) return given;
    const needed = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
    if (needed.length === 0) return '';
    return `(${needed.map((argument) => `${argument.name}: ${argument.name === 'ids' ? `[${requiredArgument[getNamedType(argument.type).name]}]` : requiredArgument[getNamedType(argument.type).name]}`).join(', ')})`;
  }

  /** Everything below a type: its own leaves, and `depth` levels of objects. */
  function selection(type: GraphQLNamedType, depth: number): string {
    if (isUnionType(type)) return `{ __typename ${type.getTypes().map((each) => `... on ${each.name} ${selection(each, depth)}`).join(' ')} }`;
    if (!isObjectType(type) && !isInterfaceType(type)) return '';
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [`${field.name}${argumentsOf(type, field)}`];
      return depth === 0 ? [] : [`${field.name}${argumentsOf(type, field)} ${selection(inner, depth - 1)}`];
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  // Imports over the API are told to admins alone: import-jobs.test.ts asks as one.
  const FOR_ADMINS: ReadonlySet<string> = new Set(['importJob', 'importJobs']);

  it.each(Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !FOR_ADMINS.has(name)))('under Query.$name answers without an error', async (field) => {
    const query = schema.getQueryType();
    if (!query) throw new Error('no Query');
    const seen = await corpus.ask(`{ ${field.name}${argumentsOf(query, field)} ${selection(getNamedType(field.type), 2)} }`);
    expect([...seen.errors.map(({ message, path }) => `${path?.join('.')}: ${message}`), ...corpus.logged]).toEqual([]);
    expect(seen.data?.[field.name]).not.toBeNull();
  });

  it('also three levels below an author, where the facts are', async () => {
    const author = schema.getType('Author');
    if (!isObjectType(author)) throw new Error('no Author');
    for (const field of Object.values(author.getFields())) {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) continue;
      const { errors } = await corpus.ask(`{ author(name: "Bob Beta") { ${field.name}${argumentsOf(author, field)} ${selection(inner, 2)} } }`);
      expect([field.name, ...errors.map(({ message, path }) => `${path?.join('.')}: ${message}`), ...corpus.logged]).toEqual([field.name]);
    }
  });

  it('of the registry tells what a metric means', async () => {
    const metrics = await corpus.get<Array<{ id: string; parameters: unknown[] }>>('metrics', '{ metrics { id scope family title definition range normalization nullMeaning complexity reference parameters { name description default accepts minimum maximum } } }');
    expect(metrics.map(({ id }) => id)).toEqual(METRICS.map(({ id }) => id));
    expect(metrics.find(({ id }) => id === 'PAGERANK')?.parameters).toContainEqual(expect.objectContaining({ name: 'damping', default: '0.85', accepts: null, minimum: expect.any(Number) }));
    const scoped = await corpus.get<unknown[]>('metrics', '{ metrics(scope: NETWORK) { scope } }');
    expect(scoped).toHaveLength(NETWORK_METRICS.length);
    const central = await corpus.get<Array<{ id: string }>>('metrics', '{ metrics(family: CENTRALITY) { id family } }');
    expect(central.map(({ id }) => id)).toEqual(METRICS.filter(({ family }) => family === 'CENTRALITY').map(({ id }) => id));
    expect((await corpus.ask('{ metrics(family: CENTRALTY) { id } }')).errors).toMatchObject([{ message: expect.stringContaining('Did you mean the enum value "CENTRALITY"') }]);
  });

  it('of the corpus tells where everything came from', async () => {
    const told = await corpus.get(
      'corpus',
      '{ corpus { snapshot { id formatVersion } paperCount authorCount recordCount sources { totalCount nodes { file format paperCount problemCount completed } } problems { totalCount } problemKinds { key } ledger { who names } types { groups { key count } unknownCount } venues(contains: "proc") { groups { key } groupCount } fields { groups { key count } } service { maxPageSize errorCodes } } }',
    );
    expect(told).toMatchObject({
      snapshot: { id: corpus.snapshot.id },
      paperCount: 10,
      authorCount: 10,
      recordCount: 10,
      sources: { totalCount: 1, nodes: [{ file: 'records.jsonl', format: 'coterie', paperCount: 10, completed: true }] },
      ledger: [{ who: 'a test', names: ['Bob Beta', 'Robert Beta'] }],
      types: { unknownCount: 7 },
      venues: { groupCount: 2 },
      fields: { groups: [{ key: 'CL', count: 2 }, { key: 'LG', count: 2 }] },
      service: { maxPageSize: 200 },
    });
  });
});
