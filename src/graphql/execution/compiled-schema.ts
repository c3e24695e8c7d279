/** The schema as compiled code runs it: the same types and resolvers, made safe for code that expects less than graphql-js does. */
import { defaultFieldResolver, extendSchema, getNamedType, isLeafType, isObjectType, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/** Type of the variables in compiled documents: they have been coerced before. */
export const COERCED = 'CoercedVariable';

/** Told when a value could not be completed after it had been awaited: the compiled query will never end. */
export interface Abandonable {
  abandon(error: unknown): void;
}

/** Resolvers get the request's context, which carries what watches over the compiled run. */
export const WATCHED = Symbol('watched by');

type Resolver = GraphQLFieldResolver<unknown, Readonly<Record<PropertyKey, unknown>>>;

/**
 * A copy of the schema. In it, fields that compiled code would read as plain properties, though they may be methods or
 * promises, have a resolver; and what goes wrong in code that continues from a promise ends the run, where it would
 * otherwise be an unhandled rejection and a run without an end.
 */
export function compiledSchema(schema: GraphQLSchema): GraphQLSchema {
  const copy = extendSchema(schema, parse(`"Coerced already." scalar ${COERCED}`));
  for (const type of Object.values(copy.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      // A leaf that is a method or a promise is no value of its type, which compiled code notices; an object is not looked at.
      if (field.resolve === undefined && isLeafType(getNamedType(field.type))) continue;
      field.resolve = guarded((field.resolve ?? defaultFieldResolver) as Resolver);
    }
  }
  return copy;
}

function guarded(resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    const value: unknown = resolve(parent, args, context, info);
    if (value instanceof Promise) return watched(value, context);
    if (Array.isArray(value) && value.some((item) => item instanceof Promise)) return value.map((item: unknown) => (item instanceof Promise ? watched(item, context) : item));
    return value;
  };
}

/** A promise as far as compiled code looks: its `then` is called once, with what continues and what notes a failure; where either fails, the run ends. */
function watched(promise: Promise<unknown>, context: Readonly<Record<PropertyKey, unknown>>): object {
  return {
    // oxlint-disable-next-line no-thenable -- compiled code calls it, and nothing awaits it
    then(onValue: (value: unknown) => void, onError: (error: unknown) => void) {
      const run = context[WATCHED] as Abandonable;
      promise.then(onValue, onError).catch((error: unknown) => run.abandon(error));
    },
  };
}
