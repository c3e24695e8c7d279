/** What the graph knows of each author, as sets to be compared. */
import type { Incidence } from '../graph/types.js';
import { UNKNOWN, UNKNOWN_YEAR } from '../graph/types.js';
import { parseName } from '../identity/names.js';
import { blockKeyOf } from '../identity/similarity/blocking.js';
import { comparable, type ComparableName } from '../identity/similarity/name-compatibility.js';
import type { DuplicateInput } from './possible-duplicates.js';

export interface ProfiledName extends ComparableName {
  readonly block: string;
  /** As written. */
  readonly raw: string;
}

export interface AuthorProfile {
  /** Distinct names by their keys. */
  readonly names: readonly ProfiledName[];
  readonly coauthors: ReadonlySet<number>;
  readonly venues: ReadonlySet<number>;
  readonly fields: ReadonlySet<number>;
  /** UNKNOWN_YEAR where no paper's year is known. */
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Names of one author that are compared. */
const MOST_NAMES = 8;
/** Lists longer than this are of collaborations whose members are no evidence of each other. */
const LONGEST_LIST = 100;
const NOBODY: ReadonlySet<number> = new Set();

/** Profiles, each made when it is first asked for: most authors have no namesakes and are never compared. */
export function authorProfiles({ authors, incidence }: DuplicateInput): AuthorProfile[] {
  return authors.map(({ displayName, names }, author): AuthorProfile => {
    let sets: ReturnType<typeof setsOf> | null = null;
    const known = (): ReturnType<typeof setsOf> => (sets ??= setsOf(incidence, author));
    return {
      names: profiledNames([displayName, ...names]),
      get coauthors() {
        return known().coauthors;
      },
      get venues() {
        return known().venues;
      },
      get fields() {
        return known().fields;
      },
      get firstYear() {
        return known().firstYear;
      },
      get lastYear() {
        return known().lastYear;
      },
    };
  });
}

function profiledNames(names: readonly string[]): ProfiledName[] {
  const found = new Map<string, ProfiledName>();
  for (const raw of names) {
    if (found.size === MOST_NAMES) break;
    const parsed = parseName(raw);
    const name = comparable(parsed);
    if (!found.has(name.key)) found.set(name.key, { ...name, block: blockKeyOf(parsed), raw });
  }
  return [...found.values()];
}

function setsOf(incidence: Incidence, author: number) {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors, paperVenue, paperYear, paperFieldOffsets, paperFields } = incidence;
  const coauthors = new Set<number>();
  const venues = new Set<number>();
  const fields = new Set<number>();
  let [firstYear, lastYear] = [UNKNOWN_YEAR, UNKNOWN_YEAR];
  for (const paper of authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1])) {
    const list = paperAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1]);
    if (list.length <= LONGEST_LIST) for (const other of list) if (other !== author) coauthors.add(other);
    if (paperVenue[paper] !== UNKNOWN) venues.add(paperVenue[paper]);
    for (const field of paperFields.subarray(paperFieldOffsets[paper], paperFieldOffsets[paper + 1])) fields.add(field);
    const year = paperYear[paper];
    if (year === UNKNOWN_YEAR) continue;
    firstYear = firstYear === UNKNOWN_YEAR ? year : Math.min(firstYear, year);
    lastYear = lastYear === UNKNOWN_YEAR ? year : Math.max(lastYear, year);
  }
  return { coauthors: coauthors.size === 0 ? NOBODY : coauthors, venues, fields, firstYear, lastYear };
}
