/** Whom the arguments of `coterie identity` mean, as the ledger can keep it. */
import { userInfo } from 'node:os';
import { parsePersonId } from '../records/ids.js';
import { parsePersonReference } from '../records/person-reference.js';
import type { LedgerEntry } from '../records/record.js';
import { ClaimError, statedToday, type Claim, type PersonMeant } from '../snapshot/ledger-claims.js';
import { personsMeant, referenceTo } from '../snapshot/persons-meant.js';
import type { Snapshot } from '../snapshot/types.js';
import { CliError, EXIT } from './errors.js';
import { findAuthor, printNote } from './find-author.js';

export interface Said {
  readonly who?: string;
  readonly why?: string;
}

/** Who says so: as given, else the user of this machine. */
export function whoSays({ who }: Said): string {
  if (who !== undefined && who.trim() !== '') return who.trim();
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

export function whySays({ why }: Said): string {
  return why === undefined || why.trim() === '' ? 'no reason was given' : why.trim();
}

/** The claim as an entry of today. @throws CliError for a claim that can't be meant */
export function stated(claim: () => Claim, said: Said): LedgerEntry {
  try {
    return statedToday(claim(), { who: whoSays(said), why: whySays(said) }, 'command line');
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    throw new CliError(error.message, error.kind === 'NOT_FOUND' ? EXIT.notFound : EXIT.usage, { argument: error.value });
  }
}

/** One author and the reference by which the ledger keeps them: a full name or an external id as it was typed, else what outlives this snapshot. */
export function personNamed(snapshot: Snapshot, text: string): PersonMeant {
  if (parsePersonReference(text).kind === 'MENTION') {
    const [index] = personsMeant(snapshot, text);
    if (index === undefined) throw new CliError(`nobody is written so on that paper: "${text}"`, EXIT.notFound, { argument: text });
    return { index, reference: text.trim() };
  }
  const found = findAuthor(snapshot, text);
  printNote(found);
  // A name that others are written with too would mean them all in the ledger.
  const isKept = (found.matchedBy === 'name' && found.note === null) || parsePersonId(text) !== null;
  return { index: found.index, reference: isKept ? text.trim() : referenceTo(snapshot, found.index) };
}

/** Papers as they are typed: ids in one argument between commas. */
export function listed(text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
}
