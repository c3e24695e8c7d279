/** From a curator's reference to authors of a snapshot, and back: what people say, and what outlives the snapshot. */
import { nameKey, parseName } from '../identity/names.js';
import { mentionReference, paperKeysOf, parsePersonReference } from '../records/person-reference.js';
import { PAPER_ID_SCHEMES, PERSON_ID_SCHEMES } from '../records/record.js';
import type { Snapshot } from './types.js';

const PUBLIC_AUTHOR_ID = /^A[0-9A-HJKMNP-TV-Z]{12}$/i;

/** Index of the paper that any form of id means; null where the snapshot has none such. */
export function paperMeant({ records }: Snapshot, text: string): number | null {
  return records.papersByPublicId(paperKeysOf(text)).find((found) => found !== null)?.index ?? null;
}

/** The author of a name on a paper; null where nobody, or more than one, is written so there. */
function authorOnPaper(snapshot: Snapshot, paper: number, name: string): number | null {
  const key = nameKey(parseName(name));
  const [rows] = snapshot.records.authorships([paper]);
  const found = rows.filter(({ author, rawName }) => author !== null && nameKey(parseName(rawName)) === key);
  return found.length === 1 ? found[0].author : null;
}

/**
 * The authors that a reference means: by a public id, an external id, a name on a paper, or every bearer of a full
 * name, most papers first.
 */
export function personsMeant(snapshot: Snapshot, text: string): number[] {
  const { records } = snapshot;
  if (PUBLIC_AUTHOR_ID.test(text.trim())) {
    const [found] = records.authorsByPublicId([text.trim().toUpperCase()]);
    if (found) return [found.index];
  }
  const reference = parsePersonReference(text);
  switch (reference.kind) {
    case 'ID': {
      const [index] = records.authorsByExternalId([reference]);
      return index === null ? [] : [index];
    }
    case 'MENTION': {
      const paper = paperMeant(snapshot, reference.paper);
      const author = paper === null ? null : authorOnPaper(snapshot, paper, reference.name);
      return author === null ? [] : [author];
    }
    default:
      return records.authorsByName(reference.name);
  }
}

/**
 * The authors whom a full name means, most papers first: its one bearer who is shown by just this name, whoever else is
 * somewhere written so; else every bearer, those shown by it first.
 */
export function bearersMeant({ records }: Pick<Snapshot, 'records'>, name: string): number[] {
  const bearers = records.authorsByName(name);
  if (bearers.length < 2) return bearers;
  const key = nameKey(parseName(name));
  const shownSo = new Set(records.authors(bearers).filter(({ displayName }) => nameKey(parseName(displayName)) === key).map(({ index }) => index));
  return shownSo.size === 1 ? [...shownSo] : [...bearers.filter((each) => shownSo.has(each)), ...bearers.filter((each) => !shownSo.has(each))];
}

/** How a paper is best referred to: its strongest external id, else its public id, both of which keep resolving. */
export function paperReference({ records }: Snapshot, paper: number): string {
  const [{ id, externalIds }] = records.papers([paper]);
  const scheme = PAPER_ID_SCHEMES.find((each) => externalIds[each] !== undefined);
  return scheme === undefined ? id : `${scheme}:${externalIds[scheme]}`;
}

/**
 * A reference to an author that means the same person after further imports: the strongest external id; a name that
 * nobody else bears; else the name on one of the papers.
 */
export function referenceTo(snapshot: Snapshot, author: number): string {
  const { records, incidence } = snapshot;
  const [details] = records.authorDetails([author]);
  for (const scheme of PERSON_ID_SCHEMES) {
    const value = details.externalIds[scheme]?.[0];
    if (value !== undefined) return `${scheme}:${value}`;
  }
  const [{ displayName }] = records.authors([author]);
  const isCurated = details.evidence.some(({ kind, ledgerEntryId }) => kind === 'LEDGER' && ledgerEntryId !== null);
  const isWrittenSo = details.nameVariants.some(({ name, count }) => count > 0 && nameKey(parseName(name)) === nameKey(parseName(displayName)));
  if (!isCurated && isWrittenSo && records.authorsByName(displayName).length === 1) return displayName;
  for (const paper of incidence.authorPapers.subarray(incidence.authorOffsets[author], incidence.authorOffsets[author + 1])) {
    const rawName = records.authorships([paper])[0].find((row) => row.author === author)?.rawName;
    if (rawName !== undefined && authorOnPaper(snapshot, paper, rawName) === author) return mentionReference(rawName, paperReference(snapshot, paper));
  }
  return displayName;
}
