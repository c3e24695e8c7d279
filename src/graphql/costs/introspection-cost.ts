/**
 * What it costs to ask for the schema itself. graphql-js answers such questions in one go, without a turn for anybody
 * else, so that nothing but their cost bounds them: it is counted on the very schema, not estimated.
 */
import { Kind, type FragmentDefinitionNode, type GraphQLField, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { MAX_COST } from '../limits.js';

/** Characters of a text that count as one value: so many bytes of an answer are allowed for each value of the highest cost. */
const CHARACTERS_PER_VALUE = 32;
/** What each counts for, since nobody else gets a turn meanwhile: the whole schema comes to less than half of the highest cost. */
const WEIGHT = 5;
/** Values beyond which there is nothing to count. */
const MOST_STEPS = MAX_COST / WEIGHT;
/** Beyond any limit. */
const TOO_MUCH = Number.MAX_SAFE_INTEGER;

interface MetaField {
  readonly read: (part: unknown) => unknown;
  /** Name of the type that it answers with, or with a list of. */
  readonly answered: string;
}

/** Counts for one document; its own sums are kept for each selection set and each part of the schema that it stands on. */
export class IntrospectionCost {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<SelectionSetNode, Map<unknown, number>>();
  readonly #metaFields = new Map<string, MetaField | null>();
  #steps = 0;

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  /** Weighed values of one part of the schema. @see #of */
  of(type: string, set: SelectionSetNode, part: unknown): number {
    return Math.min(TOO_MUCH, WEIGHT * (1 + this.#of(type, set, part)));
  }

  /**
   * Values of the answer, texts by their length, for one part of the schema. What is deprecated, and what `@skip` or
   * `@include` may leave out, is counted in. Each selection is looked at once for each part of the schema, and a step of
   * the counting is at least one value of the answer: so it ends with Number.MAX_SAFE_INTEGER once it has taken MOST_STEPS.
   * @param type `__Schema`, `__Type` and the like
   * @param part the schema, or a type, field, argument, enum value or directive of it
   */
  #of(type: string, { selections }: SelectionSetNode, part: unknown): number {
    let cost = 0;
    for (const selection of selections) {
      this.#steps += 1;
      if (this.#steps > MOST_STEPS) return TOO_MUCH;
      if (selection.kind === Kind.INLINE_FRAGMENT) cost += this.#setOf(type, selection.selectionSet, part);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment) cost += this.#setOf(type, fragment.selectionSet, part);
      } else cost += this.#fieldOf(type, selection.name.value, selection.selectionSet, part);
    }
    // More than is answered, however it goes on.
    if (cost > MOST_STEPS) this.#steps = Infinity;
    return Math.min(TOO_MUCH, cost);
  }

  #setOf(type: string, set: SelectionSetNode, part: unknown): number {
    let ofSet = this.#known.get(set);
    if (!ofSet) this.#known.set(set, (ofSet = new Map()));
    let cost = ofSet.get(part);
    if (cost === undefined) {
      cost = this.#of(type, set, part);
      ofSet.set(part, cost);
    } else this.#steps += cost;
    return cost;
  }

  #fieldOf(type: string, name: string, set: SelectionSetNode | undefined, part: unknown): number {
    const field = this.#metaField(type, name);
    return field === null ? 1 : this.#valueOf(field.answered, set, field.read(part));
  }

  #valueOf(type: string, set: SelectionSetNode | undefined, value: unknown): number {
    if (Array.isArray(value)) {
      let cost = 1;
      for (const item of value) cost += this.#valueOf(type, set, item);
      return cost;
    }
    if (typeof value === 'string') return 1 + Math.floor(value.length / CHARACTERS_PER_VALUE);
    return value === null || value === undefined || !set ? 1 : 1 + this.#setOf(type, set, value);
  }

  /** Null for `__typename`. */
  #metaField(type: string, name: string): MetaField | null {
    const key = `${type}.${name}`;
    let found = this.#metaFields.get(key);
    if (found === undefined) {
      const named = this.#schema.getType(type);
      const field = named && 'getFields' in named ? (named.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>)[name] : undefined;
      // As graphql-js itself reads it; its own fields need no more of what resolvers are given than the schema.
      const info = { schema: this.#schema } as never;
      // `[__Field!]`: the word in it is the type.
      found = field ? { read: (part) => field.resolve?.(part, { includeDeprecated: true }, undefined, info), answered: String(field.type).replace(/\W/g, '') } : null;
      this.#metaFields.set(key, found);
    }
    return found;
  }
}
