/** What the graph knows of each author, as sets to be compared. */
import type { Incidence } from '../graph/types.js';
import { UNKNOWN, UNKNOWN_YEAR } from '../graph/types.js';
import { foldWords } from '../identity/fold.js';
import { parseName, type ParsedName } from '../identity/names.js';
import { blockKeysOf, type BlockKeys } from '../identity/similarity/blocking.js';
import { comparable, type ComparableName } from '../identity/similarity/name-compatibility.js';
import type { DuplicateInput, NamedAuthor } from './possible-duplicates.js';

/** A class, since V8 makes a hidden class for each object that has a getter of its own, and keeps it until the whole heap is collected. */
export class ProfiledName {
  /** The blocks in which it is compared. */
  readonly keys: BlockKeys;
  /** The words that are no initials, sorted: equal for "Wang Wei" and "Wei Wang". */
  readonly words: readonly string[];
  readonly #parsed: ParsedName;
  #comparable: ComparableName | null = null;

  /** @param raw as written */
  constructor(readonly raw: string, words: readonly string[], parsed: ParsedName) {
    this.keys = blockKeysOf(parsed);
    this.words = words.filter((word) => word.length > 1).toSorted();
    this.#parsed = parsed;
  }

  /** Made when it is first asked for. */
  get comparable(): ComparableName {
    return (this.#comparable ??= comparable(this.#parsed));
  }
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

/** Profiles kept at once: blocks follow each other, and what is compared with one is seldom compared with others. */
const MOST_KEPT = 50_000;

/** Profiles by author, each made when it is first asked for: most authors have no namesakes and are never compared. */
export class AuthorProfiles {
  readonly #kept = new Map<number, AuthorProfile>();

  constructor(readonly input: Pick<DuplicateInput, 'authorAt' | 'incidence'>) {}

  /** The distinct names of an author, not kept. */
  namesOf(author: number): ProfiledName[] {
    const { displayName, names, meantParts } = this.input.authorAt(author);
    return profiledNames([displayName, ...names], meantParts);
  }

  of(author: number): AuthorProfile {
    let profile = this.#kept.get(author);
    if (profile === undefined) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      profile = { names: this.namesOf(author), ...setsOf(this.input.incidence, author) };
      this.#kept.set(author, profile);
    }
    return profile;
  }

  /** Co-authors of an author counted once per paper: how little it says to have worked with them. O(papers). */
  connectionsOf(author: number): number {
    const { authorOffsets, authorPapers, paperOffsets } = this.input.incidence;
    let count = 0;
    for (const paper of authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1])) count += paperOffsets[paper + 1] - paperOffsets[paper] - 1;
    return count;
  }
}

function profiledNames(names: readonly string[], meantParts?: NamedAuthor['meantParts']): ProfiledName[] {
  const found = new Map<string, ProfiledName>();
  for (const raw of names) {
    if (found.size === MOST_NAMES) break;
    const words = foldWords(raw).split(' ');
    const key = words.toSorted().join(' ');
    if (!found.has(key)) found.set(key, new ProfiledName(raw, words, parseName(raw, meantParts?.get(raw))));
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
