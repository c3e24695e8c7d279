/** Whom the arguments of `coterie identity` mean, as the ledger can keep it. */
import { userInfo } from 'node:os';
import { ledgerEntry, type LedgerEntry, type LedgerStatement } from '../records/ledger-entry.js';
import { parsePersonId } from '../records/ids.js';
import { parsePersonReference } from '../records/person-reference.js';
import type { RecordSource } from '../records/record.js';
import { paperMeant, paperReference, personsMeant, referenceTo } from '../snapshot/persons-meant.js';
import type { Snapshot } from '../snapshot/types.js';
import { nameOf } from './author-name.js';
import { CliError, EXIT } from './errors.js';
import { findAuthor, printNote } from './find-author.js';

const COMMAND_LINE: RecordSource = { format: 'coterie', file: 'command line', line: null, byte: null, retrievedAt: null, url: null };

export interface Said {
  readonly who?: string;
  readonly why?: string;
}

type Claim = LedgerStatement extends infer S ? (S extends LedgerStatement ? Omit<S, 'who' | 'when' | 'why'> : never) : never;

/** Who says so: as given, else the user of this machine. */
export function whoSays({ who }: Said): string {
  if (who !== undefined && who.trim() !== '') return who.trim();
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** The claim as an entry of today. */
export function stated(claim: Claim, said: Said): LedgerEntry {
  const when = new Date().toISOString().slice(0, 10);
  return ledgerEntry({ ...claim, who: whoSays(said), when, why: said.why?.trim() || 'no reason was given' }, COMMAND_LINE);
}

/** One author and the reference by which the ledger keeps them: a full name or an external id as it was typed, else what outlives this snapshot. */
export function personNamed(snapshot: Snapshot, text: string): { index: number; reference: string } {
  if (parsePersonReference(text).kind === 'MENTION') {
    const [index] = personsMeant(snapshot, text);
    if (index === undefined) throw new CliError(`nobody is written so on that paper: "${text}"`, EXIT.notFound, { argument: text });
    return { index, reference: text.trim() };
  }
  const found = findAuthor(snapshot, text);
  printNote(found);
  const isKept = found.matchedBy === 'name' || parsePersonId(text) !== null;
  return { index: found.index, reference: isKept ? text.trim() : referenceTo(snapshot, found.index) };
}

/** The papers (any form of id, several in one argument between commas) on which an author is. @throws CliError for one where the author is not */
export function papersNamed(snapshot: Snapshot, author: number, args: readonly string[]): { papers: string[]; names: string[] } {
  const { records, incidence } = snapshot;
  const names = new Set<string>();
  const papers = new Map<number, string>();
  for (const text of args.flatMap((argument) => argument.split(',')).map((part) => part.trim()).filter((part) => part !== '')) {
    const paper = paperMeant(snapshot, text);
    if (paper === null) throw new CliError(`no paper here has the id "${text}"`, EXIT.notFound, { argument: text });
    const mention = records.authorships([paper])[0].find((row) => row.author === author);
    if (mention === undefined) {
      throw new CliError(`${nameOf(records.authors([author])[0])} is no author of ${text} (${records.papers([paper])[0].title})`, EXIT.usage, { argument: text });
    }
    names.add(mention.rawName);
    papers.set(paper, paperReference(snapshot, paper));
  }
  if (papers.size === 0) throw new CliError('--papers names no paper', EXIT.usage);
  if (papers.size === incidence.authorOffsets[author + 1] - incidence.authorOffsets[author]) {
    throw new CliError('these are all papers of the author: nobody would be left to be told from; name the papers of the other person alone', EXIT.usage);
  }
  return { papers: [...papers.values()], names: [...names] };
}
