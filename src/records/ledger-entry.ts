/**
 * The curator's statements. Each says who is who in terms that outlive an import: names as written, prefixed ids, names
 * on papers (person-reference.ts), never places in a list or ids of one snapshot's authors.
 */
import { createHash } from 'node:crypto';
import type { RecordSource } from './record.js';

export const LEDGER_OPS = ['merge', 'split', 'distinct', 'suppress'] as const;
export type LedgerOp = (typeof LEDGER_OPS)[number];

interface Statement {
  /** Stable id of the statement: hash of its content. */
  readonly id: string;
  readonly who: string;
  /** ISO date. */
  readonly when: string;
  readonly why: string;
  readonly source: RecordSource;
}

/** These are one person. */
export interface MergeEntry extends Statement {
  readonly op: 'merge';
  /** Two or more references to persons, the preferred name first. */
  readonly names: readonly string[];
}

/** One author is several persons: the mentions on each group of papers are a person of their own. */
export interface SplitEntry extends Statement {
  readonly op: 'split';
  /** How the author is written on these papers, and ids that stand with the mentions there: any of them tells the mention. */
  readonly names: readonly string[];
  /** Papers, by any form of id, one list per person who is to be told from the rest. */
  readonly groups: readonly (readonly string[])[];
}

/** These are different persons, whatever else speaks for one. */
export interface DistinctEntry extends Statement {
  readonly op: 'distinct';
  /** Two or more references to persons, each another person. */
  readonly names: readonly string[];
}

/** A name that a person no longer uses: shown and searchable nowhere. */
export interface SuppressEntry extends Statement {
  readonly op: 'suppress';
  /** The name, as a full name. */
  readonly name: string;
  /** What is shown where the name was written; null takes the best of the person's other names. */
  readonly replacement: string | null;
  /** Whose name: a reference to one person; null means everybody who bears it. */
  readonly person: string | null;
}

/** A curator's statement, kept in the ledger. */
export type LedgerEntry = MergeEntry | SplitEntry | DistinctEntry | SuppressEntry;

/** What an entry states, without its id and where it stands. */
export type LedgerStatement = LedgerEntry extends infer E ? (E extends LedgerEntry ? Omit<E, 'id' | 'source'> : never) : never;

/** A statement without who made it, when and why. */
export type Claim = LedgerStatement extends infer S ? (S extends LedgerStatement ? Omit<S, 'who' | 'when' | 'why'> : never) : never;

/** The part of a statement that says who is who, without who said so, when and why: equal claims change nothing twice. */
export function claimOf(statement: LedgerStatement | LedgerEntry): readonly unknown[] {
  switch (statement.op) {
    case 'split':
      return [statement.op, statement.names, statement.groups];
    case 'suppress':
      return [statement.op, statement.name, statement.replacement, statement.person];
    case 'merge':
    case 'distinct':
      return [statement.op, statement.names];
    default:
      // An operation that is new has to say here what its claim is, else it would be hashed without its fields.
      return statement satisfies never;
  }
}

/** Stable id of a statement: 16 hex digits of the SHA-256 of its content. */
export function ledgerEntryId(statement: LedgerStatement | LedgerEntry): string {
  const { who, when, why } = statement;
  return createHash('sha256').update(JSON.stringify([...claimOf(statement), who, when, why])).digest('hex').slice(0, 16);
}

/** The statement as an entry of the ledger. */
export function ledgerEntry(statement: LedgerStatement, source: RecordSource): LedgerEntry {
  return { id: ledgerEntryId(statement), ...statement, source };
}

/** Every reference to a person that an entry makes, in its order; a suppressed name is no reference. */
export function referencesOf(entry: LedgerStatement | LedgerEntry): readonly string[] {
  return entry.op === 'suppress' ? (entry.person === null ? [] : [entry.person]) : entry.names;
}
