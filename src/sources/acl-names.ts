/**
 * The ACL Anthology's own statements about who is who: `name_variants.yaml` (a list of `canonical` names with variants)
 * and its successor `people.yaml` (a mapping from person id to `names`). Entries are cut out by their first column and
 * parsed one by one, so that one bad entry costs itself and memory is that of one. Comments on persons and degrees are
 * not taken over: they are remarks, not affiliations.
 */
import anyAscii from 'any-ascii';
import { parseDocument } from 'yaml';
import type { PersonRecord, SourceItem } from '../records/record.js';
import { addAclPersonId } from './acl-person-ids.js';
import { decodeXml } from './xml-decoding.js';
import { itemsOf } from './record-items.js';
import { RecordNotes } from './record-notes.js';
import type { SourceInput } from './source.js';

/** Longest entry, in UTF-16 code units. */
const MAX_ENTRY_LENGTH = 1 << 20;

/** How sure it is that a file beginning so is one of the two lists of names: 0 to 1. */
export function detectAclNames(head: string): number {
  const text = head.replace(/^(?:\uFEFF|\s|#.*|---)*/, '');
  if (/^-\s+canonical\s*:/m.test(text) && text.startsWith('- ')) return 1;
  return /^[a-z0-9-]+:[^\S\n]*\n(?:\s+[a-z]+:.*\n)*?\s+names:[^\S\n]*\n\s+-\s+(?:\{\s*)?(?:first|last)\s*:/.test(text) ? 0.9 : 0;
}

/** Reads either list. Never throws for content: a bad entry becomes a problem and reading goes on. */
export async function* readAclNames(input: SourceInput): AsyncGenerator<SourceItem> {
  for await (const entry of entriesOf(input)) {
    if ('problem' in entry) {
      yield { kind: 'problem', problem: entry.problem };
      continue;
    }
    const notes = new RecordNotes(input.file, entry.line, null);
    const record = entry.isWhole
      ? personOf(entry.text, notes)
      : notes.drop('TRUNCATED', 'entry', entry.text, 'The file ends within a line, so its last entry may be cut off and is left out; end the file with a line feed if it is whole.');
    yield* itemsOf(record, notes);
  }
}

type Entry =
  | { readonly text: string; readonly line: number; readonly isWhole: boolean }
  | { readonly problem: ReturnType<RecordNotes['problems']>[number] };

async function* entriesOf(input: SourceInput): AsyncGenerator<Entry> {
  let rest = '';
  let line = 0;
  let entry: { text: string; line: number } | null = null;
  for await (const piece of decodeXml(input.bytes)) {
    if (piece.kind !== 'text') {
      const notes = new RecordNotes(input.file, line + 1, piece.kind === 'invalid' ? piece.byte : null);
      notes.add('INVALID_UTF8', 'text', null, 'A byte is not valid UTF-8; it was read as the replacement character U+FFFD.');
      for (const problem of notes.problems()) yield { problem };
      continue;
    }
    const lines: string[] = (rest + piece.text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_ENTRY_LENGTH) break;
    for (const text of lines) {
      line += 1;
      if (/^(?:\s*#|---|\s*\r?$)/.test(text)) continue;
      if (entry !== null && /^\S/.test(text)) {
        yield { ...entry, isWhole: true };
        entry = null;
      }
      if (entry === null) entry = { text: `${text}\n`, line };
      else if (entry.text.length <= MAX_ENTRY_LENGTH) entry.text += `${text}\n`;
    }
  }
  if (rest.length > MAX_ENTRY_LENGTH) {
    const notes = new RecordNotes(input.file, line + 1, null);
    notes.drop('REFUSED', 'entry', null, `A line is longer than ${MAX_ENTRY_LENGTH} characters; nothing after it was read.`);
    for (const problem of notes.problems()) yield { problem };
    rest = '';
    entry = null;
  }
  if (/^\S/.test(rest) && entry !== null) {
    yield { ...entry, isWhole: true };
    entry = null;
  }
  const isComment = /^\s*(?:#.*)?$/.test(rest);
  const text = (entry?.text ?? '') + (isComment ? '' : rest);
  if (text !== '') yield { text, line: entry?.line ?? line + 1, isWhole: isComment || /[}\]]\s*$/.test(rest) };
}

function personOf(text: string, notes: RecordNotes): PersonRecord | null {
  if (text.length > MAX_ENTRY_LENGTH) return notes.drop('REFUSED', 'entry', text, `The entry is longer than ${MAX_ENTRY_LENGTH} characters and left out.`);
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return notes.drop('MALFORMED', 'entry', text, `The entry is no valid YAML and left out (${document.errors[0].message.split('\n', 1)[0].replace(/[:.]?$/, '')}).`);
  const parsed = plainValue(() => document.toJS({ maxAliasCount: 0 }) as unknown);
  const found = factsOf(parsed);
  if (found === null) return notes.drop('UNSUPPORTED_RECORD', 'entry', text, 'The entry has neither a canonical name nor a list of names and is left out.');
  const { id, facts } = found;
  notes.key = id === null ? null : `acl:${id}`;
  const written = [facts.canonical, ...listOf(facts.names), ...listOf(facts.variants), ...listOf(facts.variant)].filter((name) => name !== undefined);
  const names: string[] = [];
  for (const name of written) {
    const full = notes.name(fullName(name), 'names');
    if (full !== null && !names.includes(full)) names.push(full);
  }
  if (names.length === 0) return notes.drop('MISSING_NAME', 'canonical', null, 'The entry names nobody and is left out.');
  notes.key ??= `acl:${slug(names[0])}`;
  const ids = {};
  addAclPersonId(ids, id ?? undefined, 'id', notes);
  notes.personId(ids, 'orcid', typeof facts.orcid === 'string' ? facts.orcid : undefined, 'orcid');
  const institution = typeof facts.institution === 'string' ? notes.fold(facts.institution, 'institution') : '';
  return {
    key: notes.key,
    externalIds: ids,
    names,
    affiliations: institution === '' ? [] : [{ name: institution, ror: null, countryCode: null }],
    fields: [],
    reported: [],
    source: { format: 'acl', file: notes.file, line: notes.line, byte: null, retrievedAt: null, url: null },
  };
}

interface Facts {
  readonly [field: string]: unknown;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an entry of either list, and its id where it states one. */
function factsOf(parsed: unknown): { id: string | null; facts: Facts } | null {
  if (Array.isArray(parsed)) {
    const [facts] = parsed as unknown[];
    if (!isFacts(facts) || facts.canonical === undefined) return null;
    return { id: typeof facts.id === 'string' ? facts.id : null, facts };
  }
  if (!isFacts(parsed)) return null;
  const [id, facts] = Object.entries(parsed)[0] ?? [];
  return id === undefined || !isFacts(facts) || facts.names === undefined ? null : { id, facts };
}

function plainValue(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    // Aliases are refused: nothing in these lists needs them, and they can expand without end.
    return null;
  }
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function fullName(name: unknown): string {
  if (typeof name === 'string') return name;
  if (!isFacts(name)) return '';
  return [name.first, name.last, name.suffix].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** `Felicia Körner` to `felicia-korner`, as the Anthology forms the ids of people who need no id of their own. */
function slug(name: string): string {
  return anyAscii(name).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
