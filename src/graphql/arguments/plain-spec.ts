/** The graph that an argument means, as far as that is told without looking anything up: for estimates made beforehand. */
import { DEFAULT_SPEC, validateSpec } from '../../graph/spec.js';
import type { GraphSpec } from '../../graph/types.js';

/** Null for what is no valid spec, and for specs that name types, venues, fields or an author. O(1). */
export function plainSpec(input: unknown): GraphSpec | null {
  if (typeof input !== 'object' || input === null) return null;
  const { counting, maxAuthors, years, minStrength, component, ...named } = input as Readonly<Record<string, unknown>>;
  if (Object.values(named).some((value) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))) return null;
  const { from, to } = (years ?? {}) as Readonly<Record<string, unknown>>;
  // Not yet held against the schema: validateSpec is.
  const spec = {
    ...DEFAULT_SPEC,
    counting: counting ?? DEFAULT_SPEC.counting, maxAuthors: maxAuthors ?? null, yearFrom: from ?? null, yearTo: to ?? null,
    minStrength: minStrength ?? 0, component: component ?? 'ALL',
  } as GraphSpec;
  try {
    validateSpec(spec);
    return spec;
  } catch {
    return null;
  }
}
