/** Asking for the schema costs what its answer holds: tools may ask for all of it, and nobody for a multiple. */
import { buildSchema, executeSync, getIntrospectionQuery, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { costOf } from '../../src/graphql/cost.js';
import { IntrospectionCost } from '../../src/graphql/costs/introspection-cost.js';
import { MAX_COST } from '../../src/graphql/limits.js';
import { schemaText } from '../../src/graphql/schema.js';

const schema = buildSchema(schemaText());

function costIn(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  return costOf(schema, document, operation, variables, null).values;
}

/** Objects, lists and leaves of an answer. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, each) => sum + valuesIn(each), 1);
}

const FULL = getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true });
const fragmentsOf = (count: number, field: string, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}: ${field}`).join(' ');
const BOMB = `{ ${fragmentsOf(49, '__schema { ...T }', 'a')} }
  fragment T on __Schema { ${fragmentsOf(50, 'types { ...U }', 'b')} }
  fragment U on __Type { name description fields(includeDeprecated: true) { name description args { name description type { name } } } }`;

describe('the cost of asking for the schema', () => {
  it('lets tools ask for all of it', () => {
    for (const query of [FULL, getIntrospectionQuery(), getIntrospectionQuery({ descriptions: false })]) {
      const cost = costIn(query);
      expect(cost).toBeGreaterThan(1_000);
      expect(cost).toBeLessThan(MAX_COST / 2);
    }
    expect(costIn('{ __schema { queryType { name } } }')).toBeLessThan(50);
  });

  it('is what the answer holds', () => {
    for (const query of ['{ __schema { types { kind fields { name isDeprecated args { name } type { kind ofType { kind } } } } } }', '{ __type(name: "Author") { fields { isDeprecated type { kind } } } }']) {
      const { data } = executeSync({ schema, document: parse(query) });
      // Each value counts for five; what is deprecated and was not asked for is counted, too.
      const times = costIn(query) / (5 * valuesIn(data));
      expect(times).toBeGreaterThanOrEqual(0.99);
      expect(times).toBeLessThan(1.1);
    }
  });

  it('counts the type that a variable names', () => {
    const asked = 'query ($name: String!) { __type(name: $name) { fields { name } } }';
    expect(costIn(asked, { name: 'Query' })).toBe(costIn('{ __type(name: "Query") { fields { name } } }'));
    expect(costIn(asked, { name: 'Query' })).toBeGreaterThan(costIn(asked, { name: 'PageInfo' }));
    expect(costIn(asked, { name: 'Nothing' })).toBe(1);
  });

  it('counts no further once it is too much', () => {
    const counting = vi.spyOn(IntrospectionCost.prototype, 'of');
    expect(costIn(BOMB)).toBeGreaterThan(MAX_COST);
    expect(counting).toHaveBeenCalledTimes(1);
    counting.mockRestore();
  });

  it('refuses multiples of it, by aliases, by fragments and by ways through it', () => {
    const fragmentsAt = FULL.indexOf('fragment FullType');
    const operation = FULL.slice(0, fragmentsAt).trim();
    const whole = operation.slice(operation.indexOf('__schema'), -1);
    expect(costIn(`{ ${fragmentsOf(50, whole, 'a')} } ${FULL.slice(fragmentsAt)}`)).toBeGreaterThan(MAX_COST);
    expect(costIn(BOMB)).toBeGreaterThan(MAX_COST);
    expect(costIn(`{ __schema { types { fields { ${fragmentsOf(90, 'args { name description type { name description ofType { name description } } }', 'c')} } } } }`)).toBeGreaterThan(MAX_COST);
  });
});
