/**
 * Zotero's vocabulary (https://api.zotero.org/schema): item types, and which of the creators are an item's authors. The
 * first creator type of each item type is the one that citations name (programmer, presenter, …).
 */
import type { PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { objectOf, textValue } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { RecordNotes } from '../record-notes.js';
import { addExtraIds } from './extra-ids.js';
import { authorsOf } from './json-authors.js';
import { LinkList, PaperIdList, plainAbstract, plainText, plainTitle } from './json-facts.js';
import { looseDate } from './loose-dates.js';

/** What is not here is OTHER. */
const TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['journalArticle', 'ARTICLE'], ['magazineArticle', 'ARTICLE'], ['newspaperArticle', 'ARTICLE'], ['conferencePaper', 'CONFERENCE_PAPER'],
  ['preprint', 'PREPRINT'], ['book', 'BOOK'], ['bookSection', 'BOOK_CHAPTER'], ['thesis', 'DISSERTATION'], ['report', 'REPORT'],
  ['dataset', 'DATASET'], ['computerProgram', 'SOFTWARE'], ['standard', 'STANDARD'], ['encyclopediaArticle', 'REFERENCE_ENTRY'],
  ['dictionaryEntry', 'REFERENCE_ENTRY'], ['letter', 'LETTER'],
]);

/** The creator type that stands for authors where it is not `author`. */
const FIRST_CREATORS: ReadonlyMap<string, string> = new Map([
  ['computerProgram', 'programmer'], ['presentation', 'presenter'], ['patent', 'inventor'], ['map', 'cartographer'], ['artwork', 'artist'],
  ['audioRecording', 'performer'], ['film', 'director'], ['videoRecording', 'director'], ['tvBroadcast', 'director'], ['radioBroadcast', 'director'],
  ['podcast', 'podcaster'], ['interview', 'interviewee'], ['bill', 'sponsor'], ['hearing', 'contributor'],
]);

/** Item types that are parts of other items. */
export const ZOTERO_ATTACHED_TYPES: ReadonlySet<string> = new Set(['attachment', 'note', 'annotation']);

/** Where an item appeared, the most telling first. */
const VENUES = [
  'publicationTitle', 'proceedingsTitle', 'bookTitle', 'encyclopediaTitle', 'dictionaryTitle', 'conferenceName', 'meetingName', 'university', 'institution',
  'repository', 'websiteTitle', 'blogTitle', 'forumTitle', 'series', 'organization', 'publisher', 'company',
] as const;

/** Maps the data of one item; `envelope` is what the API puts around them (key, library, meta). Null (and noted) where it has no title. */
export function zoteroItem(item: JsonObject, envelope: JsonObject, notes: RecordNotes): PaperRecord | null {
  const itemType = textValue(item.itemType) ?? '';
  const itemKey = /^[A-Z0-9]{8}$/.exec(textValue(envelope.key) ?? textValue(item.key) ?? textValue(item.itemKey) ?? '')?.[0] ?? '';
  const globalKey = globalKeyOf(item, envelope, itemKey);
  if (globalKey !== null) notes.key = `zotero:${globalKey}`;
  const title = plainTitle([item.title, item.caseName, item.nameOfAct, item.subject], 'title', notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('zotero', itemKey || (plainText(item.citationKey, 'citationKey', notes)?.slice(0, 500) ?? ''), title);
  const first = FIRST_CREATORS.get(itemType) ?? 'author';
  const authors = authorsOf(item.creators, 'creators', notes, (creator) => {
    const role = textValue(creator.creatorType) ?? 'author';
    if (role !== first && role !== 'author') return 'EDITOR';
    const isWhole = textValue(creator.firstName) === null && textValue(creator.lastName) === null;
    return { name: isWhole ? { whole: creator.name, kind: 'GROUP' } : { given: creator.firstName, family: creator.lastName } };
  });
  if (authors.mentions.length === 0 && authors.complete) notes.missingAuthors('creators', authors.hasEditors);
  const venue = VENUES.map((name) => plainText(item[name], name, notes)).find((text) => text !== null) ?? null;
  const links = new LinkList();
  links.add(/\.pdf$/i.test(textValue(item.url) ?? '') ? 'PDF' : 'LANDING_PAGE', item.url);
  return {
    key: notes.key,
    externalIds: idsOf(item, notes),
    title,
    abstract: plainAbstract(item.abstractNote, notes),
    date: dateOf(item, envelope, notes),
    venue,
    // Before it had preprints, Zotero took arXiv's papers for articles of a journal "arXiv:1706.03762 [cs]".
    type: itemType === 'journalArticle' && venue !== null && /^arxiv\b/i.test(venue) ? 'PREPRINT' : TYPES.get(itemType) ?? 'OTHER',
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: links.list,
    scores: [],
    source: { format: 'zotero', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

/** `users/123/ABCD2345`: an item's key is unique within its library only. */
function globalKeyOf(item: JsonObject, envelope: JsonObject, itemKey: string): string | null {
  const library = objectOf(envelope.library);
  const [type, id] = [textValue(library?.type), textValue(library?.id)];
  if (itemKey !== '' && (type === 'user' || type === 'group') && id !== null && /^\d{1,12}$/.test(id)) return `${type}s/${id}/${itemKey}`;
  const uri = /zotero\.org\/((?:users\/(?:local\/)?|groups\/)\w{1,20})\/items\/([A-Z0-9]{8})$/.exec(textValue(item.uri)?.slice(0, 300) ?? '');
  return uri === null ? null : `${uri[1]}/${uri[2]}`;
}

function idsOf(item: JsonObject, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids = new PaperIdList(notes);
  ids.add('doi', item.DOI, 'DOI');
  ids.add('pmid', item.PMID, 'PMID');
  ids.add('pmcid', item.PMCID, 'PMCID');
  ids.find(item.archiveID, ['arxiv']);
  ids.find(item.archiveLocation, ['arxiv']);
  ids.find(item.reportNumber, ['arxiv']);
  ids.find(textValue(item.publicationTitle)?.split('[', 1)[0].trimEnd(), ['arxiv']);
  ids.find(item.url);
  addExtraIds(item.extra, ids);
  return ids.all();
}

/** The date as Zotero's server read it, else as typed. */
function dateOf(item: JsonObject, envelope: JsonObject, notes: RecordNotes): PartialDate | null {
  const text = textValue(objectOf(envelope.meta)?.parsedDate) ?? textValue(item.date) ?? textValue(item.dateEnacted) ?? textValue(item.dateDecided) ?? textValue(item.issueDate);
  return text === null ? null : looseDate(text, 'date', notes);
}
