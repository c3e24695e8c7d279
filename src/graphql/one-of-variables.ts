/**
 * Variables in input objects of which exactly one field is given: each must be one that can't be null (GraphQL, 5.8.5, "All
 * Variable Usages Are Allowed"). graphql-js 16 has this rule, but does not see such an object where a value is required (`scope: NetworkScope!`).
 */
import { GraphQLError, isInputObjectType, isNonNullType, isNullableType, typeFromAST, type ASTVisitor, type GraphQLInputType, type ValidationContext } from 'graphql';

/** A validation rule. O(uses of variables), for each operation. */
export function variablesOfOneOf(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: {
      leave(operation) {
        const defined = new Map((operation.variableDefinitions ?? []).map((definition) => [definition.variable.name.value, definition]));
        for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
          const object = requiredOneOf(parentType);
          const definition = defined.get(node.name.value);
          const type = definition === undefined ? undefined : typeFromAST(context.getSchema(), definition.type);
          if (object === null || definition === undefined || !isNullableType(type)) continue;
          context.reportError(new GraphQLError(`Variable "$${node.name.value}" is of type "${type.toString()}" but must be non-nullable to be used for OneOf Input Object "${object}".`, { nodes: [definition, node] }));
        }
      },
    },
  };
}

/** Its name; null for what is no required object of one field. */
function requiredOneOf(type: GraphQLInputType | null | undefined): string | null {
  if (!isNonNullType(type)) return null;
  const object = type.ofType;
  return isInputObjectType(object) && object.isOneOf ? object.name : null;
}
