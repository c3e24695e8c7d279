/** Short hands to write papers, persons and ledger entries as tests read them. */
import type { LedgerEntry, Mention, PersonRecord, RecordSource } from '../../src/records/record.js';
import type { ResolvablePaper, Resolution, ResolvedAuthor } from '../../src/identity/author.js';

export function sourceOf(format: string): RecordSource {
  return { format, file: `test.${format}`, line: 1, byte: null, retrievedAt: null, url: null };
}

/** A mention from `Name`, `Name {orcid:…} {openalex:…}` or `[Group]`. */
export function mention(text: string, position = 1): Mention {
  const externalIds: { [scheme: string]: string } = {};
  for (const [, scheme, value] of text.matchAll(/\{(\w+):([^}]+)\}/g)) externalIds[scheme] = value;
  const bare = text.replace(/\{[^}]*\}/g, '').trim();
  const isGroup = bare.startsWith('[');
  return {
    rawName: isGroup ? bare.slice(1, -1) : bare, parts: null, position, kind: isGroup ? 'GROUP' : 'PERSON',
    externalIds, affiliations: [], isCorresponding: null,
  };
}

export function paper(key: string, names: readonly string[], formats: readonly string[] = ['bibtex']): ResolvablePaper {
  return { key, formats, mentions: names.map((name, at) => mention(name, at + 1)) };
}

export function person(key: string, names: readonly string[], more: Partial<PersonRecord> = {}): PersonRecord {
  return { key, externalIds: {}, names, affiliations: [], fields: [], reported: [], source: sourceOf(key.slice(0, key.indexOf(':'))), ...more };
}

export function merge(names: readonly string[], id = names.join('=')): LedgerEntry {
  return { id, op: 'merge', names, who: 'curator', when: '2025-01-01', why: 'known to be one', source: sourceOf('ledger') };
}

/** The author of the n-th mention (from 1) of the paper at an index. */
export function authorAt(resolution: Resolution, paperIndex: number, nth: number): ResolvedAuthor {
  return resolution.authors[resolution.authorOf(paperIndex)[nth - 1]];
}

const STATED = { who: 'curator', when: '2025-01-01', why: 'known', source: sourceOf('ledger') };

export function split(names: readonly string[], groups: readonly (readonly string[])[], id = 'split-1'): LedgerEntry {
  return { id, op: 'split', names, groups, ...STATED };
}

export function distinct(names: readonly string[], id = 'distinct-1'): LedgerEntry {
  return { id, op: 'distinct', names, ...STATED };
}

export function suppress(name: string, more: { replacement?: string; person?: string } = {}, id = 'suppress-1'): LedgerEntry {
  return { id, op: 'suppress', name, replacement: more.replacement ?? null, person: more.person ?? null, ...STATED };
}
