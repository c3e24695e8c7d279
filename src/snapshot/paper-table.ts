/** The papers of a snapshot under construction: written to the records as they come, their bare facts kept for the graph. */
import { buildIncidence } from '../graph/incidence.js';
import {
  FLAG_AUTHOR_LIST_COMPLETE, FLAG_COUNTRY_KNOWN, FLAG_HAS_ABSTRACT, FLAG_HAS_CODE, FLAG_INTERNATIONAL, UNKNOWN, type Incidence,
} from '../graph/types.js';
import type { MergedPaper } from '../corpus/merge.js';
import { paperIdOf } from '../records/public-ids.js';
import { MeantParts } from '../identity/meant-parts.js';
import { parseName } from '../identity/names.js';
import { Suppressions } from '../identity/suppressions.js';
import { referencesOf, type LedgerEntry } from '../records/ledger-entry.js';
import { paperKeysOf, parsePersonReference } from '../records/person-reference.js';
import type { Mention } from '../records/record.js';
import type { AssembledPaper } from './assemble-papers.js';
import type { GroupMention } from './group-authors.js';
import { MentionSpool, type SpooledPaper } from './mention-spool.js';
import { WRITTEN_BETWEEN_WAITS, type Key, type RecordsWriter } from './records-writer.js';
import type { Vocabulary } from './types.js';
import { shownAffiliation, shownConflict } from './shown-names.js';
import { VocabularyBuilder } from './vocabulary.js';

/** What the graph and the authorships need of a paper once it is written. */
interface PaperFacts {
  readonly year: number | null;
  readonly monthDay: number;
  readonly type: number;
  readonly venue: number;
  readonly fields: readonly number[];
  readonly citations: number | null;
  readonly flags: number;
}

const MAX_YEAR = 9_999;
const MAX_COUNT = 2 ** 31 - 1;

export interface PaperTableOptions {
  /** Where mentions are kept while the table is in use. */
  readonly spoolPath: string;
  /** Whether groups are to be made authors. */
  readonly keepsGroups?: boolean;
  /** Whether identity asks for more than mentions: what papers are about, and their former keys. */
  readonly forSimilarity?: boolean;
  /** The entries in force: papers they refer to are found, names they suppress are not written. */
  readonly ledger?: readonly LedgerEntry[];
}

export class PaperTable {
  readonly #records: RecordsWriter;
  readonly #vocabulary = new VocabularyBuilder();
  readonly #facts: PaperFacts[] = [];
  readonly #ids = new Set<string>();
  readonly #papersOfKey = new Map<string, number>();
  /** Key, formats and mentions per paper: what identity reads. On disk, so that their number costs no memory. */
  readonly mentions: MentionSpool;
  /** Places of the persons among a paper's mentions, in list order, where they don't simply stand so. */
  readonly #listOrder = new Map<number, readonly number[]>();
  /** Other records' spellings of a paper's authors: paper, place of the mention, names. */
  readonly #spellings: { readonly paper: number; readonly at: number; readonly names: readonly string[] }[] = [];

  readonly #keepsGroups: boolean;
  /** Every group on a paper, where groups are to be made authors; else empty. */
  readonly groupMentions: GroupMention[] = [];
  readonly #forSimilarity: boolean;
  /** Keys of papers that the curator's ledger refers to, with the id of the paper once it has been met. */
  readonly #wanted = new Map<string, string | null>();
  readonly #foundByFormerKey = new Set<string>();
  readonly #suppressions: Suppressions;

  constructor(records: RecordsWriter, { spoolPath, keepsGroups = false, forSimilarity = false, ledger = [] }: PaperTableOptions) {
    this.#keepsGroups = keepsGroups;
    this.#records = records;
    this.#forSimilarity = forSimilarity;
    this.mentions = new MentionSpool(spoolPath);
    for (const reference of ledger.flatMap(papersOf)) for (const key of paperKeysOf(reference)) this.#wanted.set(key, null);
    this.#suppressions = Suppressions.of(ledger);
  }

  /** Gives back what the table keeps on disk. */
  close(): void {
    this.mentions.remove();
  }

  /** How other records of the papers spell their authors. */
  get otherSpellings(): readonly { readonly paper: number; readonly at: number; readonly names: readonly string[] }[] {
    return this.#spellings;
  }

  /** Id of the paper that a curator refers to; undefined where the corpus has none such. O(1) */
  paperKeyOf(reference: string): string | undefined {
    for (const key of paperKeysOf(reference)) {
      const id = this.#wanted.get(key);
      if (typeof id === 'string') return id;
    }
    return undefined;
  }

  /** Notes which papers the ledger means. What a paper was called before its title was corrected is another's if one is called so now. */
  #find(id: string, keys: readonly Key[], former: readonly string[]): void {
    for (const { key } of keys) {
      const found = this.#wanted.get(key);
      if (found === undefined || (found !== null && !this.#foundByFormerKey.has(key))) continue;
      this.#wanted.set(key, id);
      this.#foundByFormerKey.delete(key);
    }
    for (const key of former) {
      if (this.#wanted.get(key) !== null) continue;
      this.#wanted.set(key, id);
      this.#foundByFormerKey.add(key);
    }
  }

  get paperCount(): number {
    return this.#facts.length;
  }

  vocabulary(): Vocabulary {
    return this.#vocabulary.finish();
  }

  /** Writes the paper and gives it the next index. */
  add({ paper, mergeReasons, otherVersions }: AssembledPaper): void {
    const index = this.#facts.length;
    const id = this.#uniqueId(paper.key);
    const { mentions, unlistedMentions, abstract, sources, mergedKeys, formerKeys = [], key, versions, ...shown } = paper;
    const keys = keysOf(id, key, mergedKeys, paper);
    const former = formerKeys.map(paperIdOf).filter((one) => !keys.some(({ key: known }) => known === one));
    if (this.#wanted.size > 0) this.#find(id, keys, former);
    this.#records.paper(
      {
        ...shown,
        index,
        id,
        conflicts: paper.conflicts.map((conflict) => shownConflict(conflict, this.#suppressions)),
        unlistedNames: unlistedMentions.map(({ rawName }) => this.#suppressions.shownBeside(rawName)),
        groups: mentions.filter(({ kind }) => kind === 'GROUP').map(({ rawName }) => rawName),
        mentionCount: mentions.length,
        sources: sources.map(({ source }) => this.#suppressions.shownSource(source)),
        mergeReasons,
        // Of a single record the paper itself is the one version.
        versions: sources.length === 1 ? [] : versions,
        otherVersions,
      },
      abstract,
      [...keys, ...former.map((one) => ({ key: one, redirect: true }))],
    );
    this.mentions.add({
      key: id, mentions, formats: [...new Set(sources.map(({ source }) => source.format))],
      ...(this.#forSimilarity ? readBySimilarity(paper, id) : {}),
    });
    if (this.#keepsGroups) for (const [at, { kind, rawName }] of mentions.entries()) if (kind === 'GROUP') this.groupMentions.push({ paper: index, at, name: rawName });
    const order = inListOrder(mentions);
    if (order !== null) this.#listOrder.set(index, order);
    for (const [at, { alsoWritten }] of mentions.entries()) if (alsoWritten.length > 0) this.#spellings.push({ paper: index, at, names: alsoWritten });
    this.#facts.push({
      year: withinRange(paper.date?.year ?? null, -MAX_YEAR, MAX_YEAR),
      monthDay: (paper.date?.month ?? 0) * 100 + (paper.date?.day ?? 0),
      type: paper.type === null ? UNKNOWN : this.#vocabulary.type(paper.type),
      venue: paper.venue === null ? UNKNOWN : this.#vocabulary.venue(paper.venue),
      fields: this.#vocabulary.fields(paper.fields),
      citations: withinRange(paper.citationCount?.value ?? null, 0, MAX_COUNT),
      flags:
        (paper.authorListComplete ? FLAG_AUTHOR_LIST_COMPLETE : 0) |
        (paper.links.some(({ kind }) => kind === 'CODE') ? FLAG_HAS_CODE : 0) |
        (abstract === null ? 0 : FLAG_HAS_ABSTRACT) |
        countryFlags(countryCount(mentions)),
    });
  }

  /**
   * The author × paper graph.
   * @param authorOf authors of a paper's mentions, in their order; −1 for groups
   */
  incidence(authorOf: (paper: number) => ArrayLike<number>, authorCount: number): Incidence {
    const facts = this.#facts;
    const order = this.#listOrder;
    function* papers() {
      for (let paper = 0; paper < facts.length; paper++) {
        yield { ...facts[paper], authors: listedAuthors(authorOf(paper), order.get(paper)) };
      }
    }
    return buildIncidence(papers(), authorCount, { papers: facts.length });
  }

  /** Writes every paper's author list, in list order. @param shownName what is shown of an author's name as written */
  async writeAuthorships(authorOf: (paper: number) => ArrayLike<number>, shownName: (author: number, rawName: string) => string): Promise<void> {
    const meant = new MeantParts();
    let paper = 0;
    for (const { mentions } of this.mentions) {
      const authors = authorOf(paper);
      const row = (at: number) => {
        const { rawName, parts, position, kind, affiliations, isCorresponding, alsoWritten, alsoWrittenIn } = mentions[at];
        const author = authors[at];
        const shown = (name: string): string => (author < 0 ? name : shownName(author, name));
        const spellings = alsoWritten.map((name, nth) => ({ name: shown(name), source: alsoWrittenIn[nth] }));
        const said = kind === 'GROUP' ? null : meant.of(rawName, parts);
        // Parts may spell out what the text shortens: where either is hidden, they are.
        const isHidden = said !== null && [rawName, parseName(rawName, said).display].some((name) => shown(name) !== name);
        return { author: author < 0 ? null : author, rawName: shown(rawName), parts: isHidden ? null : said, position, kind, affiliations: this.#suppressions.isEmpty ? affiliations : affiliations.map((each) => shownAffiliation(each, this.#suppressions)), isCorresponding, alsoWritten: spellings };
      };
      this.#records.authorships(paper, (this.#listOrder.get(paper) ?? mentions.map((_, at) => at)).map(row));
      paper += 1;
      if (paper % WRITTEN_BETWEEN_WAITS === 0) await this.#records.drained();
    }
  }

  /** Two papers can share a local key (a citation key and a title) and still be two; the later one's id tells so. */
  #uniqueId(key: string): string {
    let id = idOf(key, 1);
    if (this.#ids.has(id)) {
      let nth = this.#papersOfKey.get(key) ?? 2;
      while (this.#ids.has(idOf(key, nth))) nth += 1;
      this.#papersOfKey.set(key, nth);
      id = idOf(key, nth);
    }
    this.#ids.add(id);
    return id;
  }
}

/** The papers that an entry refers to, as it does. */
function papersOf(entry: LedgerEntry): string[] {
  const mentioned = referencesOf(entry).flatMap((name) => {
    const reference = parsePersonReference(name);
    return reference.kind === 'MENTION' ? [reference.paper] : [];
  });
  return entry.op === 'split' ? [...mentioned, ...entry.groups.flat()] : mentioned;
}

function readBySimilarity({ title, abstract, venue, date, fields, sources, key, mergedKeys, formerKeys: corrected = [] }: MergedPaper, id: string): Pick<SpooledPaper, 'content' | 'formerKeys' | 'isMerged'> {
  const formerKeys = [...new Set([key, ...mergedKeys, ...corrected].map(paperIdOf))].filter((one) => one !== id);
  return { content: { title, abstract, venue, year: date?.year ?? null, fields }, formerKeys, isMerged: sources.length > 1 || corrected.length > 0 };
}

/**
 * A number as the graph's arrays can hold it, else null. Readers refuse such values; one that comes through all the
 * same (from a corpus that an older program wrote) must not keep every other paper from being served.
 */
function withinRange(value: number | null, least: number, greatest: number): number | null {
  return value === null || !Number.isInteger(value) || value < least || value > greatest ? null : value;
}

/** How many countries the affiliations of everybody on a list, groups included, name. */
export function countryCount(mentions: ReadonlyArray<Pick<Mention, 'affiliations'>>): number {
  return new Set(mentions.flatMap(({ affiliations }) => affiliations.flatMap(({ countryCode }) => countryCode?.toUpperCase() ?? []))).size;
}

/** What so many countries say of a paper, as bits of the incidence's `paperFlags`. */
export function countryFlags(countries: number): number {
  return (countries > 0 ? FLAG_COUNTRY_KNOWN : 0) | (countries > 1 ? FLAG_INTERNATIONAL : 0);
}

function idOf(key: string, nth: number): string {
  return paperIdOf(nth === 1 ? key : `${key}~${nth}`);
}

/** Places of the mentions in list order: by position, unknown positions last. Null where they stand so already. */
function inListOrder(mentions: MergedPaper['mentions']): number[] | null {
  const rank = (at: number) => mentions[at].position ?? Infinity;
  let sorted = true;
  for (let at = 1; at < mentions.length && sorted; at++) sorted = rank(at - 1) <= rank(at);
  if (sorted) return null;
  return mentions.map((_, at) => at).toSorted((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
}

function listedAuthors(authors: ArrayLike<number>, order: readonly number[] | undefined): number[] {
  const listed: number[] = [];
  for (let place = 0; place < authors.length; place++) {
    const author = authors[order === undefined ? place : order[place]];
    if (author >= 0) listed.push(author);
  }
  return listed;
}

function keysOf(id: string, key: string, mergedKeys: readonly string[], paper: MergedPaper): Key[] {
  const ids = Object.entries(paper.externalIds).map(([scheme, value]) => `${scheme}:${value}`);
  const others = paper.otherIds.map(({ scheme, value }) => `${scheme}:${value}`);
  return [
    { key: id, redirect: false },
    ...ids.map((one) => ({ key: one, redirect: false })),
    ...others.map((one) => ({ key: one, redirect: true })),
    // Whatever the paper was called before its records met still leads here.
    ...[key, ...mergedKeys].map(paperIdOf).filter((one) => one !== id).map((one) => ({ key: one, redirect: true })),
  ];
}
