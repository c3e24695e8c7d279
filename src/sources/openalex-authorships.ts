/**
 * OpenAlex's authorships to mentions. Lists of the API cut author lists after 100 and then say `is_authors_truncated`;
 * single works and the snapshot are whole (https://docs.openalex.org/api-entities/authors/limitations). A list of exactly
 * 100 without that mark may have lost it (the API's `select` leaves it out): taken as whole, but noted.
 */
import type { Mention, PersonIdScheme } from '../records/record.js';
import { Affiliations } from './affiliation-text.js';
import type { JsonLayout } from './json-stream-scanner.js';
import { MAX_AUTHORS } from './limits.js';
import { isObject, objectOf, objectsOf, textValue } from './json-values.js';
import type { JsonObject } from './json-values.js';
import type { RecordNotes } from './record-notes.js';

/** How many authors a list of the API shows per work. */
const API_LIMIT = 100;

export interface OpenalexAuthors {
  readonly mentions: Mention[];
  readonly complete: boolean;
}

/** Maps `authorships`; entries that name nobody are noted, left out, and make the list incomplete. */
export function openalexAuthors(work: JsonObject, layout: JsonLayout, notes: RecordNotes): OpenalexAuthors {
  const listed = notedAuthorships(work, notes);
  if (listed === null) return { mentions: [], complete: false };
  if (listed.length === 0) notes.missingAuthors('authorships');
  let complete = work.is_authors_truncated !== true && listed.length <= MAX_AUTHORS;
  if (listed.length > MAX_AUTHORS) {
    notes.add('REFUSED', 'authorships', String(listed.length), `More than ${MAX_AUTHORS} authors: those beyond are left out and the list is marked incomplete.`);
  }
  if (listed.length === API_LIMIT && work.is_authors_truncated === undefined && layout !== 'LINES') {
    notes.add('POSSIBLY_TRUNCATED', 'authorships', String(API_LIMIT), 'The list has exactly 100 authors, where lists of the API are cut, but is not marked as cut: it is taken as whole.');
  }
  const mentions: Mention[] = [];
  for (const [index, authorship] of listed.slice(0, MAX_AUTHORS).entries()) {
    const mention = mentionOf(authorship, index + 1, notes);
    if (mention === null) complete = false;
    else mentions.push(mention);
  }
  return { mentions, complete };
}

/** The author list; null, and noted, where something else stands for it. */
export function notedAuthorships({ authorships }: JsonObject, notes: RecordNotes): readonly unknown[] | null {
  if (authorships === undefined || authorships === null) return [];
  if (Array.isArray(authorships)) return authorships;
  notes.add('MALFORMED_AUTHOR', 'authorships', JSON.stringify(authorships).slice(0, 400), 'The authorships are no list; the work is kept without authors.');
  return null;
}

/** Notes what of a mention's name and ids is not usable as it stands. @param field the mention's, in OpenAlex's words */
export function noteUnusableMention({ name, openalex, orcid }: { readonly name?: string; readonly openalex?: string; readonly orcid?: string }, field: string, notes: RecordNotes): void {
  if (name !== undefined) notes.name(name, field);
  notes.personId({}, 'openalex', openalex, `${field}.author.id`);
  notes.personId({}, 'orcid', orcid, `${field}.author.orcid`);
}

function mentionOf(authorship: unknown, position: number, notes: RecordNotes): Mention | null {
  const field = `authorships[${position - 1}]`;
  if (!isObject(authorship)) {
    notes.add('MALFORMED_AUTHOR', field, JSON.stringify(authorship).slice(0, 400), 'This entry of the author list is no object: it is left out and the list marked incomplete.');
    return null;
  }
  const author = objectOf(authorship.author);
  const rawName = notes.name(textValue(authorship.raw_author_name) ?? textValue(author?.display_name) ?? '', field);
  if (rawName === null) return null;
  const ids: { [scheme in PersonIdScheme]?: string } = {};
  notes.personId(ids, 'openalex', textValue(author?.id) ?? undefined, `${field}.author.id`);
  notes.personId(ids, 'orcid', textValue(author?.orcid) ?? undefined, `${field}.author.orcid`);
  const { is_corresponding: isCorresponding } = authorship;
  const affiliations = affiliationsOf(authorship, field, notes);
  return {
    rawName,
    parts: null,
    position,
    kind: 'PERSON',
    externalIds: ids,
    affiliations: affiliations.list,
    ...(affiliations.emailDomain === null ? {} : { emailDomain: affiliations.emailDomain }),
    isCorresponding: typeof isCorresponding === 'boolean' ? isCorresponding : null,
  };
}

/** The institutions that OpenAlex recognised. @param field the mention's, in OpenAlex's words */
export function institutionsOf(institutions: unknown, field: string, notes: RecordNotes): Affiliations {
  const affiliations = new Affiliations(notes, `${field}.affiliations`);
  for (const institution of objectsOf(institutions)) {
    const name = textValue(institution.display_name);
    const ror = /^(?:https?:\/\/ror\.org\/)?(0[a-z0-9]{8})$/i.exec(textValue(institution.ror) ?? '')?.[1].toLowerCase() ?? null;
    const country = textValue(institution.country_code)?.toUpperCase() ?? '';
    if (name !== null) affiliations.add(name, ror, /^[A-Z]{2}$/.test(country) ? country : null);
  }
  return affiliations;
}

/** The institutions that OpenAlex recognised, then the affiliations as written in which it recognised none. */
function affiliationsOf(authorship: JsonObject, field: string, notes: RecordNotes): Affiliations {
  const affiliations = institutionsOf(authorship.institutions, field, notes);
  const add = (written: unknown): void => {
    const text = textValue(written);
    if (text !== null) affiliations.add(text);
  };
  const written = objectsOf(authorship.affiliations);
  for (const affiliation of written) {
    const recognised = Array.isArray(affiliation.institution_ids) && affiliation.institution_ids.length > 0;
    if (!recognised) add(affiliation.raw_affiliation_string);
  }
  if (written.length === 0 && objectsOf(authorship.institutions).length === 0) {
    const raw: unknown[] = Array.isArray(authorship.raw_affiliation_strings) ? authorship.raw_affiliation_strings : [authorship.raw_affiliation_string];
    for (const text of raw) add(text);
  }
  return affiliations;
}
