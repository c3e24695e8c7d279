/** Author lists of JSON records: from the entries of a list to mentions with places, whatever the entries are called. */
import type { Affiliation, Mention, NameParts, PersonIdScheme, PersonIds } from '../../records/record.js';
import { nameInOrder } from '../../records/scripts.js';
import { isCjkPersonName, isGroupName, isOthersName } from '../group-names.js';
import { isObject, textValue, writtenOut } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { MAX_AUTHORS } from '../limits.js';
import { withoutMarkup } from '../markup.js';
import { MAX_NAME_LENGTH } from '../record-notes.js';
import type { RecordNotes } from '../record-notes.js';

/** What a format reads from one entry. Names as written; RecordNotes and this file clean them. */
export interface AuthorDraft {
  readonly name: DraftName;
  readonly externalIds?: PersonIds;
  readonly affiliations?: readonly Affiliation[];
  readonly emailDomain?: string;
  readonly isCorresponding?: boolean | null;
}

/** A name in parts (`written` as it stands where that is not "Given Family"), or whole: of a person whose parts the source does not tell, or of a group. */
export type DraftName =
  | { readonly written?: unknown; readonly given?: unknown; readonly particle?: unknown; readonly family?: unknown; readonly suffix?: unknown }
  | { readonly whole: unknown; readonly kind: Mention['kind'] };

/** EDITOR: an editor, translator, adviser: somebody who is no author. */
export type ReadAuthor = (entry: JsonObject, field: string, notes: RecordNotes) => AuthorDraft | 'EDITOR';

export interface AuthorsFound {
  readonly mentions: Mention[];
  /** False where entries were unreadable, too many, or stand for others. */
  readonly complete: boolean;
  /** Whether the list names editors or others who are no authors. */
  readonly hasEditors: boolean;
}

/**
 * Maps a list of entries. What is no list, no object or no name is noted, left out, and makes the list incomplete, as do
 * "et al." and entries beyond 20,000. An absent list is empty and complete: what that means is the format's to say.
 */
export function authorsOf(listed: unknown, field: string, notes: RecordNotes, read: ReadAuthor): AuthorsFound {
  if (listed === undefined || listed === null) return { mentions: [], complete: true, hasEditors: false };
  if (!Array.isArray(listed)) {
    notes.add('MALFORMED_AUTHOR', field, writtenOut(listed), `${field} is no list; the record is kept without these authors.`);
    return { mentions: [], complete: false, hasEditors: false };
  }
  const entries: readonly unknown[] = listed;
  let complete = entries.length <= MAX_AUTHORS;
  if (!complete) notes.add('REFUSED', field, String(entries.length), `More than ${MAX_AUTHORS} authors: those beyond are left out and the list is marked incomplete.`);
  const mentions: Mention[] = [];
  let hasEditors = false;
  let position = 0;
  for (const [index, entry] of entries.slice(0, MAX_AUTHORS).entries()) {
    const place = `${field}[${index}]`;
    if (!isObject(entry)) {
      notes.add('MALFORMED_AUTHOR', place, writtenOut(entry), 'This entry of the author list is no object: it is left out and the list marked incomplete.');
      complete = false;
      position += 1;
      continue;
    }
    const draft = read(entry, place, notes);
    if (draft === 'EDITOR') {
      hasEditors = true;
      continue;
    }
    const mention = mentionOf(draft, position + 1, place, notes);
    if (mention !== 'OTHERS') position += 1;
    if (mention === null || mention === 'OTHERS') complete = false;
    else mentions.push(mention);
  }
  return { mentions, complete, hasEditors };
}

/** One mention; null (noted) where it has no usable name, OTHERS where it stands for authors left out. */
export function mentionOf(draft: AuthorDraft, position: number | null, field: string, notes: RecordNotes): Mention | null | 'OTHERS' {
  const named = 'whole' in draft.name
    ? wholeName(draft.name)
    : nameInParts(draft.name, field, notes);
  if (named.rawName.length <= MAX_NAME_LENGTH && isOthersName(named.rawName)) return 'OTHERS';
  const rawName = notes.name(named.rawName, field);
  if (rawName === null) return null;
  return {
    rawName,
    parts: named.parts,
    position,
    kind: named.kind,
    externalIds: draft.externalIds ?? {},
    affiliations: draft.affiliations ?? [],
    ...(draft.emailDomain === undefined ? {} : { emailDomain: draft.emailDomain }),
    isCorresponding: draft.isCorresponding ?? null,
  };
}

/** `Given particle Family, Suffix` (王小明 in an unspaced script) and its parts, as far as they are given. A collaboration in the place of a family name is a group. */
function nameInParts(name: Exclude<DraftName, { readonly whole: unknown }>, field: string, notes: RecordNotes): Pick<Mention, 'rawName' | 'parts' | 'kind'> {
  // Too long a part is refused as the whole name is, with one note.
  const part = (value: unknown): string | null => {
    const text = cleanWhole(value);
    return (text.length > MAX_NAME_LENGTH ? text : notes.fold(text, field)) || null;
  };
  const parts: NameParts = { given: part(name.given), particle: part(name.particle), family: part(name.family), suffix: part(name.suffix) };
  if (parts.given === null && parts.family !== null && isGroupName(parts.family)) return { rawName: parts.family, parts: null, kind: 'GROUP' };
  const plain = nameInOrder(parts.given, [parts.particle, parts.family].filter((each) => each !== null).join(' '));
  const written = part(name.written);
  if (written !== null) return { rawName: written, parts, kind: 'PERSON' };
  return { rawName: parts.suffix === null || plain === '' ? plain : `${plain}, ${parts.suffix}`, parts, kind: 'PERSON' };
}

/** A whole name; of a field meant for institutions, one in Chinese, Japanese or Korean characters may be a person's. */
function wholeName({ whole, kind }: Extract<DraftName, { readonly whole: unknown }>): Pick<Mention, 'rawName' | 'parts' | 'kind'> {
  const rawName = cleanWhole(whole);
  return { rawName, parts: null, kind: kind === 'GROUP' && rawName.length < 20 && isCjkPersonName(rawName) ? 'PERSON' : kind };
}

function cleanWhole(value: unknown): string {
  return withoutMarkup(textValue(value) ?? '');
}

/** The person's identifiers of which the text is not blank, each checked and noted where it can't be one. */
export function personIds(notes: RecordNotes, field: string, stated: { readonly [scheme in PersonIdScheme]?: unknown }): PersonIds {
  const ids: { [scheme in PersonIdScheme]?: string } = {};
  for (const [scheme, value] of Object.entries(stated) as [PersonIdScheme, unknown][]) {
    const text = textValue(value);
    if (text !== null) notes.personId(ids, scheme, text.replace(/[\p{Cc}\p{Cs}]/gu, ''), `${field}.${scheme}`);
  }
  return ids;
}
