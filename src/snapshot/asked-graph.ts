/** A graph spec as one asks for it: the names that indices stand for, and nothing of what is at its default. */
import { DEFAULT_SPEC } from '../graph/spec.js';
import type { GraphSpec } from '../graph/types.js';
import type { Vocabulary } from './types.js';

/** The fields are those of the API's argument `graph`. */
export interface AskedGraph {
  readonly counting?: GraphSpec['counting'];
  readonly maxAuthors?: number;
  readonly years?: { readonly from?: number; readonly to?: number };
  readonly types?: readonly string[];
  readonly venues?: readonly string[];
  readonly fields?: readonly string[];
  readonly minStrength?: number;
  readonly component?: GraphSpec['component'];
  /** The id of an author. */
  readonly componentOf?: string;
}

/** @param authorId the public id of an author by their index. O(terms named) */
export function askedGraph(spec: GraphSpec, { types, venues, fields }: Vocabulary, authorId: (author: number) => string): AskedGraph {
  const named = (indices: readonly number[], names: readonly string[]): string[] => [...new Set(indices)].toSorted((x, y) => x - y).map((index) => names[index]);
  const { counting, maxAuthors, yearFrom, yearTo, minStrength, component, componentOf } = spec;
  return {
    ...(counting === DEFAULT_SPEC.counting ? {} : { counting }),
    ...(maxAuthors === null ? {} : { maxAuthors }),
    ...(yearFrom === null && yearTo === null ? {} : { years: { ...(yearFrom === null ? {} : { from: yearFrom }), ...(yearTo === null ? {} : { to: yearTo }) } }),
    ...(spec.types.length === 0 ? {} : { types: named(spec.types, types) }),
    ...(spec.venues.length === 0 ? {} : { venues: named(spec.venues, venues) }),
    ...(spec.fields.length === 0 ? {} : { fields: named(spec.fields, fields) }),
    ...(minStrength === DEFAULT_SPEC.minStrength ? {} : { minStrength }),
    ...(component === DEFAULT_SPEC.component ? {} : { component }),
    ...(componentOf === null ? {} : { componentOf: authorId(componentOf) }),
  };
}
