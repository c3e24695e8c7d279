/** How often one field is asked for within itself: collaborators of collaborators of collaborators. */
import { Kind, type DocumentNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from './fragments.js';

export interface Recursion {
  /** The field, as `Author.collaborators`; null where the document asks for none. */
  readonly field: string | null;
  /** How often it stands on one way from the root down: 1 where it is nowhere within itself. */
  readonly times: number;
}

const NONE: Recursion = { field: null, times: 0 };

/**
 * The field that stands most often on one way down through a document, of those whose answers have fields. Fragments must
 * have no cycles (validation has seen to that), and each is measured once: O(document × different fields). What is asked
 * of the schema itself (`ofType` within `ofType`) is not counted, since the schema bounds it.
 */
export function deepestRecursion(schema: GraphQLSchema, document: DocumentNode): Recursion {
  const fragments = fragmentsByName(document);
  const known = new Map<string, ReadonlyMap<string, number>>();

  /** How often each field stands at most on a way down from here. */
  const timesBelow = (type: string, set: SelectionSetNode): ReadonlyMap<string, number> => {
    const times = new Map<string, number>();
    const take = (more: ReadonlyMap<string, number>): void => {
      for (const [field, count] of more) times.set(field, Math.max(times.get(field) ?? 0, count));
    };
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) take(timesBelow(selection.typeCondition?.name.value ?? type, selection.selectionSet));
      else if (selection.kind === Kind.FRAGMENT_SPREAD) take(timesOfFragment(selection.name.value));
      else if (selection.selectionSet) {
        const answered = answeredType(schema, type, selection.name.value);
        if (answered === null) continue;
        const field = `${type}.${selection.name.value}`;
        const below = new Map(timesBelow(answered, selection.selectionSet));
        below.set(field, (below.get(field) ?? 0) + 1);
        take(below);
      }
    }
    return times;
  };
  const timesOfFragment = (name: string): ReadonlyMap<string, number> => {
    let times = known.get(name);
    if (!times) {
      const fragment = fragments.get(name);
      times = fragment ? timesBelow(fragment.typeCondition.name.value, fragment.selectionSet) : new Map();
      known.set(name, times);
    }
    return times;
  };

  let deepest = NONE;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const [field, times] of timesBelow(schema.getRootType(definition.operation)?.name ?? '', definition.selectionSet)) {
      if (times > deepest.times) deepest = { field, times };
    }
  }
  return deepest;
}

/** Null for `__schema` and `__type`, and for what the type has not. */
function answeredType(schema: GraphQLSchema, type: string, name: string): string | null {
  const named = schema.getType(type);
  const field = named && 'getFields' in named ? (named.getFields() as Readonly<Record<string, { readonly type: unknown }>>)[name] : undefined;
  return field === undefined ? null : String(field.type).replace(/\W/g, '');
}
