/** Rows as the drawing takes them, with the scales that its legend is read from. */
import { counted, measure, years } from '../../design/numbers.js';
import { groupColours, sequentialColours, sizeScale, widthScale } from '../../drawing/appearance.js';
import type { Place } from '../../drawing/layout/placement.js';
import type { Appearance, Frame, Picture } from '../../drawing/types.js';
import { colourKey, groupNames, isGrouped } from './colours.js';
import { pairUntil, shareBy } from './growth.js';
import type { PairRow, Rows } from './rows.js';

export interface Looks {
  /** As the address's `colour`. */
  readonly colour: string;
  /** Ids with a ring: the middle of an ego network, the ends of a path. */
  readonly centres: ReadonlySet<string>;
  readonly pinned: ReadonlySet<string>;
  /** Strength is the number of joint papers; so it is unless said otherwise. */
  readonly isPapers?: boolean;
}

/** `3 papers, 2019–2024`; with a strength that is no number of papers, that as well. */
export function pairWords({ paperCount, strength, isStrengthOfAllYears, firstYear, lastYear }: Pick<PairRow, 'paperCount' | 'strength' | 'isStrengthOfAllYears' | 'firstYear' | 'lastYear'>): string {
  const parts = [counted(paperCount, 'paper')];
  if (isStrengthOfAllYears === true || strength !== paperCount) parts.push(`strength ${measure(strength, 3)}${isStrengthOfAllYears === true ? ' in all years' : ''}`);
  if (firstYear !== null || lastYear !== null) parts.push(years(firstYear, lastYear));
  return parts.join(', ');
}

function pairLabel(pair: PairRow): string {
  return `${pair.first.name} and ${pair.second.name}: ${pairWords(pair)}`;
}

/**
 * The picture of rows. O(people + pairs).
 * @param places parallel to the people
 * @param frame what is fitted to the window; null: the extent of the places
 */
export function pictureOf({ people, pairs }: Rows, places: readonly Place[], frame: Frame | null, { colour, centres, pinned, isPapers = true }: Looks): Picture {
  return {
    ...(frame === null ? {} : { frame }),
    nodes: people.map((person, i) => ({
      id: person.id,
      label: person.name,
      x: places[i].x,
      y: places[i].y,
      size: person.size,
      colour: colourKey(person, colour),
      firstYear: person.firstYear,
      isCentre: centres.has(person.id),
      isPinned: pinned.has(person.id),
    })),
    edges: pairs.map((pair) => ({
      source: pair.source,
      target: pair.target,
      strength: pair.strength,
      firstYear: pair.firstYear,
      ...(pair.paperYears === undefined ? {} : { shareBy: (year: number) => shareBy(pair, year), labelBy: (year: number) => pairLabel(pairUntil(pair, year, isPapers)) }),
      label: pairLabel(pair),
    })),
  };
}

/** Scales of sizes, colours and widths for a picture. */
export function appearanceOf({ people, pairs }: Rows, colour: string): Appearance {
  const keys = people.map((person) => colourKey(person, colour));
  const names = groupNames(people, colour);
  return {
    size: sizeScale(people.map(({ size }) => size), people.length),
    colour: isGrouped(colour) ? groupColours(keys, (key) => names.get(key) ?? key, colour !== 'FIELD') : sequentialColours(keys, colour === 'FIRST_YEAR' ? String : undefined),
    width: widthScale(pairs.map(({ strength }) => strength)),
  };
}
