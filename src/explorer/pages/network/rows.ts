/** The picture's people and collaborations as rows: what drawing, tables and panels are made of. */
import type { Present } from '../../api/ask.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly disambiguator: string | null;
  /** Collaborations within the picture. */
  readonly degree: number;
  /** Steps from the middle or the start of the path; null elsewhere. */
  readonly distance: number | null;
  readonly community: number | null;
  readonly component: number | null;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  readonly field: string | null;
  /** Value of the size's metric; null where undefined or still being computed. */
  readonly size: number | null;
  /** Value of the colour's metric; null also where the colour is no metric. */
  readonly colour: number | null;
}

export interface PairRow {
  /** Place among the picture's collaborations. */
  readonly index: number;
  /** Places among the people. */
  readonly source: number;
  readonly target: number;
  readonly first: PersonRow;
  readonly second: PersonRow;
  readonly paperCount: number;
  readonly strength: number;
  /** True where the rest is that of some years and the strength is not: see `rowsUntil`. */
  readonly isStrengthOfAllYears?: boolean;
  /** Years of the joint papers, ascending, those that are known; undefined where nobody asked. */
  readonly paperYears?: readonly number[] | undefined;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

export interface Rows {
  readonly people: readonly PersonRow[];
  readonly pairs: readonly PairRow[];
  readonly byId: ReadonlyMap<string, PersonRow>;
}

/** The rows of an answer, in its order. O(nodes + edges). */
export function rowsOf({ network }: Pick<Present<NetworkPictureQuery>, 'network'>): Rows {
  const people = network.nodes.map(({ author, degree, distance, community, component, firstYear, lastYear, field, size, colour }): PersonRow => ({
    id: author.id,
    name: author.displayName,
    disambiguator: author.disambiguator ?? null,
    degree,
    distance: distance ?? null,
    community: community ?? null,
    component: component ?? null,
    firstYear: firstYear ?? null,
    lastYear: lastYear ?? null,
    field: field ?? null,
    size: size?.value ?? null,
    colour: colour?.value ?? null,
  }));
  const pairs = network.edges.map(({ source, target, paperCount, strength, firstYear, lastYear, paperYears }, index): PairRow => ({
    index, source, target, first: people[source], second: people[target], paperCount, strength, firstYear: firstYear ?? null, lastYear: lastYear ?? null, paperYears,
  }));
  return { people, pairs, byId: new Map(people.map((person) => [person.id, person])) };
}

/** The collaboration of two people in the picture, whichever comes first; undefined where none is drawn. */
export function pairOf(rows: Rows, ids: readonly string[]): PairRow | undefined {
  const [a, b] = ids;
  return rows.pairs.find(({ first, second }) => (first.id === a && second.id === b) || (first.id === b && second.id === a));
}

/** Somebody's collaborations in the picture, strongest first. */
export function pairsWith(rows: Rows, id: string): readonly PairRow[] {
  return rows.pairs.filter(({ first, second }) => first.id === id || second.id === id);
}
