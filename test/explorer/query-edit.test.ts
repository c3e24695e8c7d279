import { buildSchema, parse, print, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { newBranch, newField, selectedAt, toggled, withArgument, withOperation, type Path } from '../../src/explorer/playground/query-edit.js';

const schema = buildSchema('type Query { a(x: Int!, y: [E!], z: Int = 3): A, n: N } type A implements N { name: String, id: ID, deep: A } enum E { ONE TWO } interface N { id: ID }');
const operationOf = (text: string) => parse(text, { noLocation: true }).definitions[0] as OperationDefinitionNode;
const flat = (operation: OperationDefinitionNode) => print(operation).replaceAll(/\s+/g, ' ');
const at = (...names: string[]): Path => names.map((name) => ({ kind: 'field', name }));
const fieldA = schema.getQueryType()?.getFields()['a'];
if (!fieldA) throw new Error('no field a');

describe('editing a query by its tree', () => {
  it('takes a field in with what it can’t do without, and out again', () => {
    const taken = toggled(operationOf('{ n { id } }'), at('a'), newField(fieldA));
    expect(flat(taken)).toBe('{ n { id } a(x: 0) { id } }');
    expect(flat(toggled(taken, at('a'), newField(fieldA)))).toBe('{ n { id } }');
  });

  it('sets, changes and takes out arguments, lists among them', () => {
    const operation = operationOf('{ a(x: 1) { name } }');
    const y = fieldA.args[1];
    expect(flat(withArgument(operation, at('a'), y, '[ONE, TWO]'))).toBe('{ a(x: 1, y: [ONE, TWO]) { name } }');
    expect(flat(withArgument(operation, at('a'), y, ''))).toBe('{ a(x: 1, y: []) { name } }');
    expect(flat(withArgument(operation, at('a'), fieldA.args[0], null))).toBe('{ a { name } }');
    expect(() => withArgument(operation, at('a'), y, '[ONE')).toThrow('Syntax Error');
  });

  it('narrows interfaces, finds what stands where, and leaves other operations alone', () => {
    const type = schema.getType('A');
    if (!type) throw new Error('no type A');
    const operation = operationOf('query One { n { id } } query Two { n { id } }');
    const path: Path = [...at('n'), { kind: 'type', name: 'A' }];
    const narrowed = toggled(operation, path, newBranch(type));
    expect(flat(narrowed)).toBe('query One { n { id ... on A { id } } }');
    expect([selectedAt(operation, path), selectedAt(narrowed, path)?.kind]).toEqual([null, 'InlineFragment']);
    expect(withOperation(parse('query One { n { id } } query Two { n { id } }'), 0, narrowed)).toContain('query Two {\n  n {\n    id\n  }\n}');
  });
});
