/** From mentions to authors: identity resolves, this module writes down what it found. */
import type { CorpusStore } from '../corpus/store.js';
import { BlockOutcomes } from '../identity/block-outcomes.js';
import { hasBeenFull, type IdentityMode } from '../identity/mode.js';
import type { Reason } from '../identity/similarity/compare.js';
import type { SimilarityCounts } from '../identity/similarity-step.js';
import type { Resolution, ResolvedAuthor } from '../identity/author.js';
import type { Suppressions } from '../identity/suppressions.js';
import { resolveAuthors } from '../identity/resolve.js';
import { authorIdOf } from '../records/public-ids.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { ledgerProblems } from './ledger-problems.js';
import { titleKey } from '../records/titles.js';
import { importProblem } from '../sources/problems.js';
import { groupAuthors } from './group-authors.js';
import { nameKeysOf } from './name-keys.js';
import type { NamedAuthor } from './possible-duplicates.js';
import type { PaperTable } from './paper-table.js';
import { WRITTEN_BETWEEN_WAITS, type Key, type RecordsWriter } from './records-writer.js';
import type { NameVariant } from './types.js';

export interface AssembledPeople {
  readonly authorCount: number;
  /** Of these, the persons: they come first, groups that are authors behind them. */
  readonly personCount: number;
  /** Author of each mention per paper, −1 for groups that are no authors; parallel to the table's mentions. */
  readonly authorOf: (paper: number) => ArrayLike<number>;
  /** What a curator said that could not be done. */
  readonly problems: readonly ImportProblem[];
  /** How much similarity had to decide; null in the mode IDS_ONLY. */
  readonly similarity: SimilarityCounts | null;
  /** Every variant of every author's name, in author order. */
  names(): Iterable<readonly string[]>;
  /** What weighs two persons by all that is known of their mentions, once: it is large, and nothing here keeps it afterwards. Null where similarity was not asked. */
  takeWeigher(): Resolution['weigh'];
  /** An author as it is compared with others. */
  readonly authorAt: (author: number) => NamedAuthor;
  /** Whether a curator told two authors apart. */
  readonly areDistinct: (a: number, b: number) => boolean;
  /** What is shown of an author's name as written: itself, unless a curator suppressed it. */
  readonly shownName: (author: number, rawName: string) => string;
  readonly suppressions: Suppressions;
  /** Writes the authors to the records. */
  write(records: RecordsWriter): Promise<void>;
}

export interface PeopleOptions {
  readonly mode: IdentityMode;
  /** Where outcomes of similarity are kept from one build to the next; null keeps none. */
  readonly outcomesPath: string | null;
}

/** Resolves the authors of the table's papers under the corpus's person records and the ledger's entries in force. */
export function assemblePeople(store: CorpusStore, table: PaperTable, ledger: readonly LedgerEntry[], { mode, outcomesPath }: PeopleOptions): AssembledPeople {
  const outcomes = new BlockOutcomes(mode === 'IDS_ONLY' ? null : outcomesPath);
  const { weigh, ...resolution } = resolveAuthors(table.mentions, store.persons(), ledger, {
    mode, outcomes, mentionKeys: hasBeenFull(store), paperKeyOf: (reference) => table.paperKeyOf(reference),
  });
  outcomes.save();
  const { suppressions } = resolution;
  let weigher = weigh === null || suppressions.isEmpty ? weigh : withoutNames(weigh, suppressions);
  const groups = groupAuthors(table.groupMentions, (paper) => resolution.authorOf(paper), resolution.authorCount);
  const otherSpellings = spellingsOfOtherRecords(table, resolution);
  const apart = toldApart(resolution);
  const variantsOf = (author: ResolvedAuthor, index: number): NameVariant[] => {
    const known = new Set(author.nameVariants.map(({ name }) => name));
    const others = [...(otherSpellings.get(index) ?? [])].filter((name) => !known.has(name) && !suppressions.hides(index, name));
    return [...author.nameVariants, ...others.map((name) => ({ name, count: 0 }))];
  };
  return {
    authorCount: resolution.authorCount + groups.count,
    personCount: resolution.authorCount,
    authorOf: (paper) => groups.authorOf(paper),
    problems: [...ledgerProblems(resolution), ...uncomparedPairs(resolution)],
    similarity: resolution.similarity,
    suppressions,
    takeWeigher() {
      const taken = weigher;
      weigher = null;
      return taken;
    },
    authorAt(index) {
      const author = resolution.authors[index];
      return { displayName: author.displayName, names: variantsOf(author, index).map(({ name }) => name), externalIds: author.externalIds, ...(author.meantParts === undefined ? {} : { meantParts: author.meantParts }) };
    },
    areDistinct: (a, b) => apart.get(resolution.authors[a].key)?.has(resolution.authors[b].key) === true,
    shownName: (author, rawName) =>
      author < resolution.authorCount && suppressions.hides(author, rawName) ? (suppressions.replacementFor(author, rawName) ?? resolution.authors[author].displayName) : rawName,
    *names() {
      for (const [index, author] of resolution.authors.entries()) yield [author.displayName, ...variantsOf(author, index).map(({ name }) => name)];
      yield* groups.names();
    },
    async write(records) {
      const shared = sharedNames(resolution.authors);
      for (const [index, author] of resolution.authors.entries()) {
        writeAuthor(records, index, author, { nameVariants: variantsOf(author, index), isShared: shared.has(titleKey(author.displayName)), mentionKeys: resolution.mentionKeysOf(index), distinctFrom: [...(apart.get(author.key) ?? [])].map(authorIdOf).toSorted() });
        if (index % WRITTEN_BETWEEN_WAITS === 0) await records.drained();
      }
      groups.write(records);
    },
  };
}

/** Similarity knows mentions as they are written; what it says of them is read by everybody. */
function withoutNames(weigh: NonNullable<Resolution['weigh']>, suppressions: Suppressions): NonNullable<Resolution['weigh']> {
  const shown = (reasons: readonly Reason[]): Reason[] => reasons.map((reason) => ({ ...reason, words: suppressions.scrub(reason.words) }));
  return (a, b) => {
    const { speaksFor, speaksAgainst, ...rest } = weigh(a, b);
    return { ...rest, speaksFor: shown(speaksFor), speaksAgainst: shown(speaksAgainst) };
  };
}

/** By key the keys of those from whom one entry of the ledger tells an author apart: they are not proposed as one. */
function toldApart({ ledger }: Pick<Resolution, 'ledger'>): ReadonlyMap<string, ReadonlySet<string>> {
  const apart = new Map<string, Set<string>>();
  for (const { entry, authorKeys } of ledger) {
    if (entry.op !== 'distinct' && entry.op !== 'split') continue;
    for (const key of authorKeys) {
      const others = apart.get(key) ?? new Set();
      for (const other of authorKeys) if (other !== key) others.add(other);
      apart.set(key, others);
    }
  }
  return apart;
}

/** Display names that several authors bear, folded. */
function sharedNames(authors: readonly ResolvedAuthor[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { displayName } of authors) {
    const key = titleKey(displayName);
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}

interface AuthorExtras {
  readonly nameVariants: readonly NameVariant[];
  /** Whether another author is shown by the same name. */
  readonly isShared: boolean;
  readonly mentionKeys: readonly string[];
  readonly distinctFrom: readonly string[];
}

function writeAuthor(records: RecordsWriter, index: number, author: ResolvedAuthor, { nameVariants, isShared, mentionKeys, distinctFrom }: AuthorExtras): void {
  const { displayName, externalIds, affiliations, evidence, confidence, mentionCount } = author;
  const [firstId] = Object.entries(externalIds).map(([scheme, values]) => `${scheme}:${values[0]}`);
  const disambiguator = author.disambiguator ?? (isShared ? (firstId ?? null) : null);
  const ambiguous = author.ambiguous || (isShared && disambiguator === null);
  const id = authorIdOf(author.key);
  const reported = author.reported.map(({ figure, source }) => ({ ...figure, source }));
  records.author(
    { index, id, displayName, disambiguator, kind: 'PERSON' },
    { nameVariants, externalIds, affiliations, reportedFields: author.fields, reported, evidence, confidence, ambiguous, mentionCount, ...(distinctFrom.length === 0 ? {} : { distinctFrom }) },
    keysOf(id, author, mentionKeys),
    nameKeysOf([displayName, ...nameVariants.map(({ name }) => name)], author.meantParts),
  );
}

function keysOf(id: string, author: ResolvedAuthor, mentionKeys: readonly string[]): Key[] {
  const ids = Object.entries(author.externalIds).flatMap(([scheme, values]) => values.map((value) => `${scheme}:${value}`));
  return [
    { key: id, redirect: false },
    ...ids.map((key) => ({ key, redirect: false })),
    ...[...author.mergedKeys, ...mentionKeys].map((key) => ({ key: authorIdOf(key), redirect: true })),
  ];
}

/** How a paper's other records spell its authors, by author. */
function spellingsOfOtherRecords(table: PaperTable, resolution: Omit<Resolution, 'weigh'>): Map<number, Set<string>> {
  const spellings = new Map<number, Set<string>>();
  for (const { paper, at, names } of table.otherSpellings) {
    const author = resolution.authorOf(paper)[at];
    if (author < 0) continue;
    const known = spellings.get(author) ?? new Set();
    for (const name of names) known.add(name);
    spellings.set(author, known);
  }
  return spellings;
}

function uncomparedPairs({ similarity }: Pick<Resolution, 'similarity'>): ImportProblem[] {
  if (similarity === null || similarity.uncompared === 0) return [];
  return [importProblem({
    file: '', kind: 'NAMES_NOT_COMPARED', field: 'authors', value: String(similarity.uncompared),
    reason: 'So many mentions have a family name and an initial in common that those without a co-author, venue, affiliation or rare word in common were not compared in pairs; some of them may be one person. A ledger entry can say so.',
  })];
}
