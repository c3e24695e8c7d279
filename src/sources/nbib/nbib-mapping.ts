/**
 * MEDLINE's display format (PubMed's "PubMed" and .nbib exports) to paper records. Tags:
 * https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format. Authors come in blocks: `FAU`, `AU`, then their `AUID` and `AD`.
 */
import type { Mention, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { AuthorDrafts } from '../people/author-drafts.js';
import type { AuthorDraft, NameReading } from '../people/author-drafts.js';
import { bareInitialsParts, invertedParts } from '../people/written-names.js';
import { withoutMarkup } from '../markup.js';
import { withoutFullStop } from '../full-stops.js';
import type { RecordNotes } from '../record-notes.js';
import { addStatedId } from '../stated-facts.js';
import type { PaperIdDraft } from '../stated-facts.js';
import type { TaggedRecord } from '../tagged/tagged-record.js';
import { textDate } from '../text-dates.js';

/** `PT` in lower case, the most telling first: a paper has several, and "Journal Article" says least. Others leave the type to the next. */
const TYPES: ReadonlyArray<readonly [string, PaperType]> = [
  ['preprint', 'PREPRINT'], ['dataset', 'DATASET'], ['systematic review', 'REVIEW'], ['review', 'REVIEW'], ['editorial', 'EDITORIAL'], ['letter', 'LETTER'],
  ['congress', 'CONFERENCE_PAPER'], ['meeting abstract', 'CONFERENCE_PAPER'], ['technical report', 'REPORT'], ['academic dissertation', 'DISSERTATION'],
  ['book chapter', 'BOOK_CHAPTER'], ['books & documents', 'BOOK'], ['book', 'BOOK'],
  ['published erratum', 'OTHER'], ['retraction of publication', 'OTHER'], ['news', 'OTHER'], ['biography', 'OTHER'], ['journal article', 'ARTICLE'],
];

/** Maps one record; null (and noted) where it has no title or is too long. */
export function nbibPaper(raw: TaggedRecord, notes: RecordNotes): PaperRecord | null {
  if (raw.isRefused) return notes.drop('REFUSED', 'PMID', raw.text('PMID'), 'The record is longer than 16 MiB and is left out.');
  const ids = paperIds(raw, notes);
  if (ids.pmid !== undefined) notes.key = `pmid:${ids.pmid}`;
  const title = notes.title(plainTitle(withoutMarkup(raw.text('TI') || raw.text('BTI') || raw.text('TT'))), 'TI');
  if (title === null) return null;
  notes.key ??= localRecordKey('nbib', '', title);
  const { mentions, complete } = nbibAuthors(raw, notes);
  if (mentions.length === 0 && complete) notes.missingAuthors('FAU');
  const abstract = notes.text(withoutMarkup(raw.text('AB')), 'AB');
  const venue = notes.text(raw.text('JT') || raw.text('TA') || (raw.text('TI') === '' ? '' : raw.text('BTI')), 'JT');
  return {
    key: notes.key,
    externalIds: ids,
    title,
    abstract,
    date: dateOf(raw, notes),
    venue,
    type: typeOf(raw),
    fields: [],
    mentions,
    authorListComplete: complete,
    citationCount: null,
    links: [],
    scores: [],
    source: notes.source('nbib'),
  };
}

/** Titles end in a full stop that is not their own; those translated into English stand in brackets. */
function plainTitle(text: string): string {
  const title = withoutFullStop(text);
  return /^\[[^[\]]+\]$/.test(title) ? withoutFullStop(title.slice(1, -1)) : title;
}

function typeOf(raw: TaggedRecord): PaperType | null {
  const stated = new Set(raw.all('PT').map((type) => type.replaceAll('\n', ' ').trim().toLowerCase()));
  if (stated.size === 0) return null;
  return TYPES.find(([name]) => stated.has(name))?.[1] ?? 'ARTICLE';
}

/** `DP` is the date of the issue (`2006 Mar 1`, `1998 Dec-1999 Jan`), `DEP` that of the electronic publication before it. */
function dateOf(raw: TaggedRecord, notes: RecordNotes): PartialDate | null {
  const issue = raw.text('DP');
  if (issue !== '') return textDate(issue, null, 'DP', notes);
  const electronic = raw.text('DEP');
  return electronic === '' ? null : textDate(electronic, null, 'DEP', notes);
}

function paperIds(raw: TaggedRecord, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: PaperIdDraft = {};
  addStatedId(ids, 'pmid', raw.text('PMID'), 'PMID', notes);
  addStatedId(ids, 'pmcid', raw.text('PMC'), 'PMC', notes);
  for (const [tag, values] of [['LID', raw.all('LID')], ['AID', raw.all('AID')]] as const) {
    for (const value of values) {
      const doi = /^(\S+)\s*\[doi\]$/i.exec(value.replaceAll('\n', '').trim());
      if (doi !== null) addStatedId(ids, 'doi', doi[1], tag, notes);
    }
  }
  return ids;
}

const readFullName = (name: string): NameReading => ({ parts: invertedParts(name) ?? bareInitialsParts(name), kind: 'PERSON' });
const readGroup = (): NameReading => ({ parts: null, kind: 'GROUP' });

/**
 * The authors in order. `AU` after `FAU` abbreviates the same name; alone it is an author. `AD` before all authors is the
 * first author's, as MEDLINE had it until 2013. `CN` is a group; `FIR` (its members), `FED` and `ED` are no authors.
 */
function nbibAuthors(raw: TaggedRecord, notes: RecordNotes): { mentions: Mention[]; complete: boolean } {
  const drafts = new AuthorDrafts(notes, 'FAU', 'AD');
  const early: string[] = [];
  let last: AuthorDraft | null = null;
  let fullName = false;
  let hasAuthors = false;
  let isInvestigator = false;
  for (const { tag, value } of raw.fields) {
    const text = value.replaceAll('\n', ' ').trim();
    if (text === '') continue;
    switch (tag) {
      case 'FAU':
      case 'CN':
        last = drafts.add(text, tag === 'CN' ? readGroup : readFullName);
        fullName = tag === 'FAU';
        hasAuthors = true;
        isInvestigator = false;
        break;
      case 'AU':
        if (!fullName) last = drafts.add(text, readFullName);
        fullName = false;
        hasAuthors = true;
        isInvestigator = false;
        break;
      case 'FIR':
      case 'FED':
      case 'FPS':
        isInvestigator = true;
        break;
      case 'AUID':
        if (last !== null && !isInvestigator) addPersonId(text, last, notes);
        break;
      case 'AD':
        if (isInvestigator) break;
        if (hasAuthors) last?.addAffiliation(text);
        else early.push(text);
        break;
      default:
    }
  }
  for (const text of early) drafts.list[0]?.addAffiliation(text);
  return { mentions: drafts.mentions(), complete: drafts.complete };
}

/** `ORCID: 0000-0002-…`; other kinds (`ISNI`, `GND`) are none that we know. */
function addPersonId(text: string, author: AuthorDraft, notes: RecordNotes): void {
  const orcid = /^ORCID:\s*(\S+)$/i.exec(text);
  if (orcid !== null) notes.personId(author.ids, 'orcid', orcid[1].replace(/^http:\/\/orcid\.org\//, ''), 'AUID');
}
