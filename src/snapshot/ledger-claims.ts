/** From what somebody asks for to what the ledger can keep: checked against a snapshot, in words that outlive it. */
import { nameKey, parseName } from '../identity/names.js';
import { ledgerEntry, type Claim, type LedgerEntry } from '../records/ledger-entry.js';
import { parsePersonReference } from '../records/person-reference.js';
import type { RecordSource } from '../records/record.js';
import { paperMeant, paperReference } from './persons-meant.js';
import type { Snapshot } from './types.js';

export type { Claim };

/** Somebody whom an argument means. */
export interface PersonMeant {
  readonly index: number;
  /** As the ledger keeps it. */
  readonly reference: string;
}

/** What is asked for can't be meant; the message is a sentence without its full stop. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
  constructor(
    readonly kind: 'INVALID' | 'NOT_FOUND',
    /** The value that is wrong. */
    readonly value: string,
    message: string,
  ) {
    super(message);
  }
}

/** The claim as an entry of today. `place` is where it was said: `api`, `command line`. */
export function statedToday(claim: Claim, { who, why }: { readonly who: string; readonly why: string }, place: string): LedgerEntry {
  const source: RecordSource = { format: 'coterie', file: place, line: null, byte: null, retrievedAt: null, url: null };
  return ledgerEntry({ ...claim, who, when: new Date().toISOString().slice(0, 10), why }, source);
}

/** @throws ClaimError where fewer than two are named */
export function mergeClaim(persons: readonly PersonMeant[]): Claim {
  const names = [...new Set(persons.map(({ reference }) => reference))];
  if (names.length < 2) throw new ClaimError('INVALID', names.join(', '), 'a merge needs two different names or ids');
  return { op: 'merge', names };
}

/**
 * Two names of one author may be told apart, as guesses may have joined them; one name can't.
 * @throws ClaimError where two of them are one name of one author, or fewer than two are named
 */
export function distinctClaim(persons: readonly PersonMeant[]): Claim {
  if (persons.length < 2) throw new ClaimError('INVALID', persons.map(({ reference }) => reference).join(', '), 'two names or ids are needed to tell persons apart');
  const twice = persons.find((person, at) => persons.slice(0, at).some((other) => other.index === person.index && nameOf(other) === nameOf(person)));
  if (twice !== undefined) {
    throw new ClaimError('INVALID', twice.reference, `"${twice.reference}" is one author with another of these: a split tells the papers of one person from those of another`);
  }
  return { op: 'distinct', names: persons.map(({ reference }) => reference) };
}

/** What of a reference can be told apart from others of its author. */
function nameOf({ reference }: PersonMeant): string {
  const parsed = parsePersonReference(reference);
  return parsed.kind === 'ID' ? `${parsed.scheme}:${parsed.value}` : nameKey(parseName(parsed.name));
}

/**
 * The mentions of an author on each group of papers are a person of their own.
 * @throws ClaimError for a paper that is unknown, named twice, or not the author's, and where no paper would be left
 */
export function splitClaim(snapshot: Snapshot, author: number, groups: ReadonlyArray<readonly string[]>): Claim {
  const { records, incidence } = snapshot;
  const names = new Set<string>();
  const seen = new Set<number>();
  const papers = groups.map((group) =>
    group.map((text) => {
      const paper = paperMeant(snapshot, text);
      if (paper === null) throw new ClaimError('NOT_FOUND', text, `no paper here has the id "${text}"`);
      if (seen.has(paper)) throw new ClaimError('INVALID', text, `the paper "${text}" is named twice`);
      seen.add(paper);
      const mention = records.authorships([paper])[0].find((row) => row.author === author);
      if (mention === undefined) {
        const [{ displayName }] = records.authors([author]);
        throw new ClaimError('INVALID', text, `${displayName} is no author of "${text}" (${records.papers([paper])[0].title})`);
      }
      names.add(mention.rawName);
      return paperReference(snapshot, paper);
    }),
  );
  if (papers.length === 0 || papers.some((group) => group.length === 0)) throw new ClaimError('INVALID', '', 'each person who is to be told apart needs at least one paper');
  if (seen.size === incidence.authorOffsets[author + 1] - incidence.authorOffsets[author]) {
    throw new ClaimError('INVALID', '', 'these are all papers of the author: nobody would be left to be told from; name the papers of the other person alone');
  }
  return { op: 'split', names: [...names], groups: papers };
}

/**
 * A name that a person no longer uses.
 * @throws ClaimError where the author is nowhere written so, or would be left without a name
 */
export function suppressClaim({ records }: Snapshot, name: string, person: PersonMeant, replacement: string | null): Claim {
  const [{ nameVariants }] = records.authorDetails([person.index]);
  const key = nameKey(parseName(name));
  const keys = nameVariants.map((variant) => nameKey(parseName(variant.name)));
  if (!keys.includes(key)) throw new ClaimError('NOT_FOUND', name, `the author is nowhere written "${name}"`);
  if (replacement === null && keys.every((each) => each === key)) throw new ClaimError('INVALID', name, 'the author is known by no other name: give the one to be shown in its place');
  if (replacement !== null && nameKey(parseName(replacement)) === key) throw new ClaimError('INVALID', replacement, 'the replacement is the suppressed name itself');
  return { op: 'suppress', name: name.trim(), replacement, person: person.reference };
}
