/** What a colour stands for: the key of a node's group or its value, and what the key is called. */
import type { ColourMark } from '../../drawing/types.js';
import type { PersonRow } from './rows.js';
import { COLOUR_PROPERTIES, type ColourProperty } from './state.js';

export type ColourKey = string | number | null;

/** True for colours that stand for groups; the others are values from few to many. */
export function isGrouped(colour: string): boolean {
  return colour === 'COMMUNITY' || colour === 'FIELD' || colour === 'COMPONENT';
}

function isProperty(colour: string): colour is ColourProperty {
  return COLOUR_PROPERTIES.some((property) => property === colour);
}

/** A person's group (text) or value (number); null where unknown. */
export function colourKey(person: PersonRow, colour: string): ColourKey {
  if (!isProperty(colour)) return person.colour;
  switch (colour) {
    case 'COMMUNITY':
      return person.community === null ? null : String(person.community);
    case 'COMPONENT':
      return person.component === null ? null : String(person.component);
    case 'FIELD':
      return person.field;
    default:
      return person.firstYear;
  }
}

const PROPERTY_TITLES: Readonly<Record<ColourProperty, string>> = {
  COMMUNITY: 'Community',
  FIRST_YEAR: 'Year of the first paper',
  FIELD: 'Most frequent field',
  COMPONENT: 'Connected component',
};

/** @param titles of metrics by id */
export function colourTitle(colour: string, titles: ReadonlyMap<string, string>): string {
  return isProperty(colour) ? PROPERTY_TITLES[colour] : (titles.get(colour) ?? colour);
}

/** What null means under a colour, in the legend's words. */
export function unknownMeaning(colour: string): string {
  switch (colour) {
    case 'COMMUNITY':
    case 'COMPONENT':
      return 'in none';
    case 'FIELD':
      return 'no field known';
    case 'FIRST_YEAR':
      return 'no year known';
    default:
      return 'no value';
  }
}

/**
 * Groups by what people recognise: a community or component by its largest member in the picture, as `2: Ann Alpha`.
 * O(people).
 */
export function groupNames(people: readonly PersonRow[], colour: string): ReadonlyMap<string, string> {
  if (!isGrouped(colour) || colour === 'FIELD') return new Map();
  const heads = new Map<string, PersonRow>();
  for (const person of people) {
    const key = colourKey(person, colour);
    if (key === null) continue;
    const head = heads.get(String(key));
    if (head === undefined || weight(person) > weight(head)) heads.set(String(key), person);
  }
  return new Map(Array.from(heads, ([key, { name }]) => [key, `${key}: ${name}`]));
}

function weight({ size, degree }: PersonRow): number {
  return size ?? degree / 1e9;
}

/**
 * How many people each line of a legend stands for, where not all are shown; null for lines that are not counted.
 * @param keys of the people shown. O(lines + people).
 */
export function legendCounts(legend: ReadonlyArray<Pick<ColourMark, 'key' | 'count'>>, keys: readonly ColourKey[]): ReadonlyArray<number | null> {
  const own = new Set(legend.map(({ key }) => key));
  const lineOf = (key: ColourKey) => (own.has(key) ? key : undefined);
  const counts = new Map<ColourKey | undefined, number>();
  for (const key of keys) counts.set(lineOf(key), (counts.get(lineOf(key)) ?? 0) + 1);
  return legend.map(({ key, count }) => (count === null ? null : (counts.get(key) ?? 0)));
}
