/** Variables in input objects of exactly one field, wherever these stand. */
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { variablesOfOneOf } from '../../src/graphql/one-of-variables.js';
import { schemaText } from '../../src/graphql/schema.js';

const schema = buildSchema(schemaText());
const faults = (query: string): string[] => validate(schema, parse(query), [...specifiedRules, variablesOfOneOf]).map(({ message }) => message);

describe('a variable for the only field of an object', () => {
  it('that may be null is refused where the object is required', () => {
    const message = 'Variable "$ego" is of type "EgoScope" but must be non-nullable to be used for OneOf Input Object "NetworkScope".';
    expect(faults('query Q($ego: EgoScope) { network(scope: { ego: $ego }) { __typename } }')).toEqual([message]);
    expect(faults('query Q($ego: EgoScope) { ...F } fragment F on Query { network(scope: { ego: $ego }) { __typename } }')).toEqual([message]);
    expect(faults('query Q($ego: EgoScope = { author: "A" }) { network(scope: { ego: $ego }) { __typename } }')).toEqual([message]);
  });

  it('that can not be null is none of its business, nor are unknown variables and objects as a whole', () => {
    expect(faults('query Q($ego: EgoScope!, $radius: Int) { network(scope: { ego: $ego }) { __typename } other: network(scope: { ego: { author: "A", radius: $radius } }) { __typename } }')).toEqual([]);
    expect(faults('query Q($scope: NetworkScope!) { network(scope: $scope) { __typename } }')).toEqual([]);
    expect(faults('{ network(scope: { ego: $nowhere }) { __typename } }')).toEqual(['Variable "$nowhere" is not defined.']);
  });

  it('is refused once where graphql-js sees it itself', () => {
    const small = buildSchema('input One @oneOf { a: Int, b: Int } type Query { f(one: One, list: [One!]): Int }');
    const all = (query: string) => validate(small, parse(query), [...specifiedRules, variablesOfOneOf]).map(({ message }) => message);
    expect(all('query Q($a: Int) { f(one: { a: $a }) }')).toHaveLength(1);
    expect(all('query Q($a: Int) { f(list: [{ a: $a }]) }')).toHaveLength(1);
    expect(all('query Q($a: Int!) { f(one: { a: $a }, list: [{ b: $a }]) }')).toEqual([]);
  });
});
