/** A field's arguments as a function of a request's variables. */
import { Kind, valueFromASTUntyped, type FieldNode, type GraphQLField, type ValueNode } from 'graphql';
import type { Arguments } from '../work.js';

export type GivenArguments = (variables: Readonly<Record<string, unknown>>) => Arguments;

/**
 * All arguments of the field by name: as given literally or by variable, else their default, else undefined. They are not
 * checked: what does not fit its type is refused when the query is executed. Where no variable stands in them the same
 * object comes each time.
 */
export function givenArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): GivenArguments {
  const nodes = node.arguments ?? [];
  const valuesOf = (variables: Readonly<Record<string, unknown>>): Arguments =>
    Object.fromEntries(
      field.args.map(({ name, defaultValue }) => {
        const given = nodes.find((argument) => argument.name.value === name);
        const value: unknown = given && valueFromASTUntyped(given.value, variables);
        return [name, value === undefined ? defaultValue : value];
      }),
    );
  if (nodes.some(({ value }) => holdsVariable(value))) return valuesOf;
  const constant = valuesOf({});
  return () => constant;
}

function holdsVariable(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return value.values.some(holdsVariable);
    case Kind.OBJECT:
      return value.fields.some((field) => holdsVariable(field.value));
    default:
      return false;
  }
}
