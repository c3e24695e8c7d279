/** The examples of the playground and of the README fit the default budget, on a corpus of 100,000 papers too. */
import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/explorer/playground/examples/all.js';
import type { CorpusFacts } from '../../src/explorer/playground/examples/corpus-facts.js';
import { textOf } from '../../src/explorer/playground/examples/example.js';
import type { CorpusSize } from '../../src/graphql/corpus-size.js';
import { costOf } from '../../src/graphql/cost.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_DIRECTIVES, MAX_RECURSION, MAX_ROOT_FIELDS, MAX_TOKENS } from '../../src/graphql/limits.js';
import { shapeOf } from '../../src/graphql/query-limits.js';
import { deepestRecursion } from '../../src/graphql/recursion.js';
import { schemaText } from '../../src/graphql/schema.js';

const schema = buildSchema(schemaText());
const LARGE: CorpusSize = { papers: 100_000, authors: 150_000, authorships: 300_000, keepsGraph: () => false, entries: () => 2_600_000 };
const person = (id: string) => ({ id, displayName: `Person ${id}` });
const titled = { id: 'P1', title: 'A title' };
const FACTS = {
  snapshotId: 'S', hub: person('A1'), partner: person('A2'), far: { from: person('A3'), to: person('A4') }, soleName: 'Person A1', paper: titled, disputed: titled,
  years: { first: 1950, last: 2026 }, venue: 'A Venue', field: 'LG', type: 'ARTICLE',
} as unknown as CorpusFacts;

const README = readFileSync('README.md', 'utf8');
/** The request that the README sends by curl, as JSON. */
const SENT = JSON.parse(/-d '(\{"query":[^']*\})'/.exec(README)?.[1] ?? '{}') as { readonly query: string };

const costFor = (text: string, size: CorpusSize | null = LARGE): number => {
  const document = parse(text, { maxTokens: MAX_TOKENS });
  const operation = document.definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const { values, work } = costOf(schema, document, operation, {}, size);
  return values + work;
};

describe.each([...EXAMPLES.flatMap(({ examples }) => examples.map((example) => [example.name, textOf(example, FACTS)] as const)), ['of the README', SENT.query] as const])('the example %s', (_, text) => {
  it('fits the limits', () => {
    const document = parse(text, { maxTokens: MAX_TOKENS });
    expect(costFor(text)).toBeLessThanOrEqual(MAX_COST);
    const { depth, aliases, directives, rootFields } = shapeOf(document);
    expect([depth <= MAX_DEPTH, aliases <= MAX_ALIASES, directives <= MAX_DIRECTIVES, rootFields <= MAX_ROOT_FIELDS, deepestRecursion(schema, document).times <= MAX_RECURSION]).toEqual([true, true, true, true, true]);
  });
});

it('the README states the cost of its example', () => {
  const stated = Number(/"extensions":\{"cost":(\d+)/.exec(README)?.[1]);
  expect(costFor(SENT.query, null)).toBe(stated);
});
