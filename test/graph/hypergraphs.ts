/** Random small hypergraphs, and the slow plain ways to compute what src/graph computes fast. */
import * as fc from 'fast-check';
import { buildIncidence } from '../../src/graph/incidence.js';
import type { IncidencePaper } from '../../src/graph/incidence.js';
import { DEFAULT_SPEC, pairStrength } from '../../src/graph/spec.js';
import { COUNTINGS, FLAG_AUTHOR_LIST_COMPLETE, UNKNOWN } from '../../src/graph/types.js';
import type { Counting, GraphSpec, Incidence } from '../../src/graph/types.js';

export function paper(authors: readonly number[], facts: Partial<IncidencePaper> = {}): IncidencePaper {
  return {
    authors, year: 2000, type: 0, venue: UNKNOWN, fields: [], citations: null, flags: FLAG_AUTHOR_LIST_COMPLETE, ...facts,
  };
}

/** The incidence of papers given by their author lists alone. */
export function incidenceOf(authorCount: number, ...lists: readonly (readonly number[])[]): Incidence {
  return buildIncidence(lists.map((authors) => paper(authors)), authorCount);
}

export const everyPaper = (incidence: Incidence): Uint8Array => new Uint8Array(incidence.paperCount).fill(1);

export const specWith = (facts: Partial<GraphSpec>): GraphSpec => ({ ...DEFAULT_SPEC, ...facts });

export interface Hypergraph {
  readonly authorCount: number;
  readonly papers: readonly IncidencePaper[];
}

const arbitraryPaper = (authorCount: number): fc.Arbitrary<IncidencePaper> =>
  fc.record({
    authors: fc.uniqueArray(fc.nat(authorCount - 1), { maxLength: Math.min(authorCount, 6) }),
    year: fc.option(fc.integer({ min: 1990, max: 2000 })),
    type: fc.integer({ min: UNKNOWN, max: 2 }),
    venue: fc.integer({ min: UNKNOWN, max: 3 }),
    fields: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
    citations: fc.option(fc.nat(50)),
    flags: fc.nat(7),
  });

export const arbitraryHypergraph: fc.Arbitrary<Hypergraph> = fc
  .integer({ min: 1, max: 12 })
  .chain((authorCount) =>
    fc.record({ authorCount: fc.constant(authorCount), papers: fc.array(arbitraryPaper(authorCount), { maxLength: 14 }) }),
  );

export const arbitraryCounting: fc.Arbitrary<Counting> = fc.constantFrom(...COUNTINGS);

export const arbitrarySpec: fc.Arbitrary<GraphSpec> = fc.record({
  counting: arbitraryCounting,
  maxAuthors: fc.option(fc.integer({ min: 1, max: 6 })),
  yearFrom: fc.option(fc.integer({ min: 1988, max: 1996 }), { freq: 2 }),
  yearTo: fc.option(fc.integer({ min: 1996, max: 2002 }), { freq: 2 }),
  types: fc.array(fc.nat(3), { maxLength: 2 }),
  venues: fc.array(fc.nat(3), { maxLength: 2 }),
  fields: fc.array(fc.nat(3), { maxLength: 2 }),
  minStrength: fc.constant(0),
  component: fc.constant('ALL' as const),
  componentOf: fc.constant(null),
});

/** The holder's typed arrays that other threads could not read in place. */
export function unsharedArrays(holder: object): string[] {
  return Object.entries(holder).flatMap(([name, value]) =>
    ArrayBuffer.isView(value) && !(value.buffer instanceof SharedArrayBuffer) ? [name] : [],
  );
}

/** A copy of a typed array with one element changed. */
export function edited<T extends Uint32Array | Int8Array>(array: T, index: number, value: number): T {
  const copy = array.slice() as T;
  copy[index] = value;
  return copy;
}

/** `count` consecutive authors. */
export const crowd = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

export interface NaiveEdge {
  paperCount: number;
  strength: number;
}

/** The sum of positive terms, correctly rounded but for the last bit at most: the error-free partials of Shewchuk 1997. */
function exactSum(terms: readonly number[]): number {
  let partials: number[] = [];
  for (const term of terms) {
    const next: number[] = [];
    let high = term;
    for (const partial of partials) {
      const [large, small] = high > partial ? [high, partial] : [partial, high];
      high = large + small;
      const low = small - (high - large);
      if (low !== 0) next.push(low);
    }
    partials = [...next, high];
  }
  return partials.reduce((sum, partial) => sum + partial, 0);
}

/** Collaborations by `a-b` (both ways), straight from the definition. */
export function naiveProjection(papers: readonly IncidencePaper[], counting: Counting): Map<string, NaiveEdge> {
  const terms = new Map<string, number[]>();
  for (const { authors } of papers) {
    authors.forEach((a, i) =>
      authors.forEach((b, j) => {
        if (i === j) return;
        const known = terms.get(`${a}-${b}`) ?? [];
        terms.set(`${a}-${b}`, [...known, pairStrength(counting, authors.length, i + 1, j + 1)]);
      }),
    );
  }
  return new Map([...terms].map(([pair, each]) => [pair, { paperCount: each.length, strength: exactSum(each) }]));
}

/** The same edges, strengths equal but for their last bit. */
export function sameEdges(actual: ReadonlyMap<string, NaiveEdge>, expected: ReadonlyMap<string, NaiveEdge>): boolean {
  return (
    actual.size === expected.size &&
    [...expected].every(([pair, { paperCount, strength }]) => {
      const edge = actual.get(pair);
      return edge !== undefined && edge.paperCount === paperCount && Math.abs(edge.strength - strength) <= Number.EPSILON * strength;
    })
  );
}

/** All-pairs distances by Floyd and Warshall; Infinity where there is no path. */
export function floydWarshall(n: number, cost: (a: number, b: number) => number): number[][] {
  const d = Array.from({ length: n }, (_, a) => Array.from({ length: n }, (__, b) => (a === b ? 0 : cost(a, b))));
  for (let m = 0; m < n; m += 1) {
    for (let a = 0; a < n; a += 1) {
      for (let b = 0; b < n; b += 1) d[a][b] = Math.min(d[a][b], d[a][m] + d[m][b]);
    }
  }
  return d;
}

/** Every simple path from a to b whose cost is within `limit`, by trying all; lexicographic. */
export function everyPathWithin(
  n: number,
  cost: (a: number, b: number) => number,
  a: number,
  b: number,
  limit: number,
): number[][] {
  const found: number[][] = [];
  const extend = (path: number[], spent: number): void => {
    const last = path[path.length - 1];
    if (last === b) {
      found.push(path);
      return;
    }
    for (let next = 0; next < n; next += 1) {
      const total = spent + cost(last, next);
      if (total <= limit && !path.includes(next)) extend([...path, next], total);
    }
  };
  extend([a], 0);
  return found;
}
