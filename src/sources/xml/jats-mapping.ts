/**
 * JATS front matter to paper records (https://jats.nlm.nih.gov/archiving/tag-library, practice after https://jats4r.niso.org).
 * Authors are in jats-authors.ts. The date shown is that of the first publication: electronic before print before the issue;
 * when a copy was deposited (pmc-release) comes last.
 */
import { normalizePaperId } from '../../records/ids.js';
import type { Link, PaperIds, PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { isoDate } from '../iso-dates.js';
import type { RecordNotes } from '../record-notes.js';
import { writtenDate } from '../written-dates.js';
import { childElements, childNamed, childrenNamed, descend, elementsWithin, readableText, textOf } from '../xml-element.js';
import type { TextRules, XmlElement } from '../xml-element.js';
import { jatsAuthors } from './jats-authors.js';

/** `article-type` → type; those not here say nothing that we have a word for. */
const ARTICLE_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['research-article', 'ARTICLE'], ['article', 'ARTICLE'], ['brief-report', 'ARTICLE'], ['case-report', 'ARTICLE'], ['rapid-communication', 'ARTICLE'],
  ['methods-article', 'ARTICLE'], ['protocol', 'ARTICLE'], ['study-protocol', 'ARTICLE'], ['data-paper', 'ARTICLE'], ['clinical-trial', 'ARTICLE'],
  ['review-article', 'REVIEW'], ['systematic-review', 'REVIEW'], ['editorial', 'EDITORIAL'], ['letter', 'LETTER'], ['reply', 'LETTER'],
  ['preprint', 'PREPRINT'], ['dissertation', 'DISSERTATION'], ['chapter-article', 'BOOK_CHAPTER'], ['conference-paper', 'CONFERENCE_PAPER'],
  ['proceedings', 'PROCEEDINGS'], ['report', 'REPORT'], ['technical-report', 'REPORT'], ['dataset', 'DATASET'], ['software', 'SOFTWARE'],
]);

/** `pub-id-type` → scheme. */
const ARTICLE_IDS: ReadonlyMap<string, PaperIdScheme> = new Map<string, PaperIdScheme>([
  ['doi', 'doi'], ['pmid', 'pmid'], ['pmc', 'pmcid'], ['pmcid', 'pmcid'], ['arxiv', 'arxiv'],
]);

/** `pub-type`, or `date-type` and `publication-format`, the preferred first. */
const DATES: ReadonlyArray<(attributes: Readonly<Record<string, string>>) => boolean> = [
  (date) => /^(?:epub|epreprint|epub-ppub)$/.test(date['pub-type'] ?? ''),
  (date) => date['date-type'] === 'pub' && date['publication-format'] === 'electronic',
  (date) => date['pub-type'] === 'ppub' || (date['date-type'] === 'pub' && date['publication-format'] === 'print'),
  (date) => date['date-type'] === 'pub' || date['pub-type'] === 'pub',
  (date) => date['pub-type'] === 'collection' || date['date-type'] === 'collection',
  (date) => date['pub-type'] === undefined && date['date-type'] === undefined,
  () => true,
];

/** Text for readers: notes and alternatives of formulas are none. */
const TITLE: TextRules = { without: new Set(['xref', 'fn', 'tex-math', 'annotation', 'label']), blocks: new Set(['break']) };
const ABSTRACT: TextRules = { without: TITLE.without, blocks: new Set(['p', 'title', 'sec', 'list', 'list-item', 'disp-formula', 'break', 'disp-quote']) };
/** Abstracts that are not the abstract: pictures, teasers, highlights. */
const OTHER_ABSTRACTS = /graphical|teaser|toc|web-summary|key-?point|highlight|precis|video|editor|plain-language|lay-summary|author-summary/i;

/** Maps one article. Null (and noted) where it has no front matter or no title. */
export function jatsArticle(element: XmlElement, notes: RecordNotes): PaperRecord | null {
  const front = childNamed(element, 'front');
  const meta = descend(front, 'article-meta');
  if (meta === null) return notes.drop('UNSUPPORTED_RECORD', 'article-meta', null, 'An article without front matter (front/article-meta) describes no paper and is left out.');
  const externalIds = jatsIds(element, notes);
  const title = notes.title(titleOf(meta), 'article-title');
  if (title === null) return null;
  const localKey = externalIds.doi ?? externalIds.pmcid ?? (externalIds.pmid === undefined ? '' : `pmid-${externalIds.pmid}`);
  notes.key = localRecordKey('jats', localKey, title);
  const authors = jatsAuthors(meta, notes);
  const venue = notes.text(venueOf(front, meta), 'journal-title');
  const written = (element.attributes['article-type'] ?? '').trim().toLowerCase();
  return {
    key: notes.key,
    externalIds,
    title,
    abstract: abstractOf(meta, notes),
    date: dateOf(meta, notes),
    venue,
    type: written === '' ? null : ARTICLE_TYPES.get(written) ?? 'OTHER',
    fields: fieldsOf(meta, notes),
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: linksOf(meta),
    scores: [],
    source: notes.source('jats'),
  };
}

/** Identifiers of the article; with `notes`, those that can't be one are told. */
export function jatsIds(element: XmlElement, notes: RecordNotes | null): PaperIds {
  const ids: { [scheme in PaperIdScheme]?: string } = {};
  const meta = descend(element, 'front', 'article-meta');
  for (const id of meta === null ? [] : childrenNamed(meta, 'article-id')) {
    const scheme = ARTICLE_IDS.get((id.attributes['pub-id-type'] ?? '').trim().toLowerCase());
    const written = textOf(id).trim();
    if (scheme === undefined || written === '') continue;
    const value = normalizePaperId(scheme, scheme === 'pmcid' ? written.replace(/^(?=\d)/, 'PMC').replace(/\.\d+$/, '') : written);
    if (value !== null) ids[scheme] ??= value;
    else notes?.add('INVALID_IDENTIFIER', 'article-id', written, `This is no valid ${scheme} identifier; the paper is kept without it.`);
  }
  return ids;
}

function titleOf(meta: XmlElement): string {
  const group = childNamed(meta, 'title-group') ?? meta;
  const title = readableText(childNamed(group, 'article-title'), TITLE).trim();
  const subtitle = readableText(childNamed(group, 'subtitle'), TITLE).trim();
  return title === '' || subtitle === '' ? title : `${title}${/[:?!.]$/.test(title) ? '' : ':'} ${subtitle}`;
}

function venueOf(front: XmlElement | null, meta: XmlElement): string {
  const journal = descend(front, 'journal-meta');
  const stated = [descend(journal, 'journal-title-group', 'journal-title'), descend(journal, 'journal-title'), descend(meta, 'conference', 'conf-name')];
  const named = stated.map(textOf).find((text) => text.trim() !== '');
  if (named !== undefined || journal === null) return named ?? '';
  const ids = childrenNamed(journal, 'journal-id');
  return textOf(ids.find(({ attributes }) => attributes['journal-id-type'] === 'nlm-ta') ?? ids[0] ?? null);
}

function abstractOf(meta: XmlElement, notes: RecordNotes): string | null {
  const abstracts = childrenNamed(meta, 'abstract');
  const abstract = abstracts.find(({ attributes }) => attributes['abstract-type'] === undefined)
    ?? abstracts.find(({ attributes }) => !OTHER_ABSTRACTS.test(attributes['abstract-type']));
  if (abstract === undefined) return null;
  // Its own heading ("Abstract") says nothing; those of its sections do.
  const parts = childElements(abstract).filter(({ name }) => name !== 'title').map((part) => (part.name === 'sec' ? sectionText(part) : readableText(part, ABSTRACT)));
  return notes.text(parts.length > 0 ? parts.join(' ') : readableText(abstract, ABSTRACT), 'abstract');
}

function sectionText(section: XmlElement): string {
  const heading = readableText(childNamed(section, 'title'), ABSTRACT).trim();
  const text = childElements(section).filter(({ name }) => name !== 'title').map((part) => readableText(part, ABSTRACT)).join(' ');
  return heading === '' ? text : `${heading}${/[:.?!]$/.test(heading) ? '' : ':'} ${text}`;
}

function dateOf(meta: XmlElement, notes: RecordNotes): PartialDate | null {
  const dates = childrenNamed(meta, 'pub-date');
  const chosen = DATES.map((fits) => dates.find(({ attributes }) => fits(attributes))).find((date) => date !== undefined);
  if (chosen === undefined) return null;
  const part = (name: string): string => textOf(childNamed(chosen, name));
  if (part('year').trim() === '') return isoDate(chosen.attributes['iso-8601-date'] ?? '', 'pub-date/@iso-8601-date', notes);
  return writtenDate(part('year'), part('month'), part('month').trim() === '' ? '' : part('day'), notes);
}

/** Subjects of the groups that name disciplines; those of headings ("Research Article") name kinds of articles. */
function fieldsOf(meta: XmlElement, notes: RecordNotes): string[] {
  const groups = elementsWithin(childNamed(meta, 'article-categories'), 'subj-group')
    .filter(({ attributes }) => /discipline|subject-area|^subject$|hwp-journal-coll/i.test(attributes['subj-group-type'] ?? ''));
  return [...new Set(groups.flatMap((group) => elementsWithin(group, 'subject')).map((subject) => notes.fold(textOf(subject), 'subject')).filter((text) => text !== ''))];
}

function linksOf(meta: XmlElement): Link[] {
  const links: Link[] = [];
  for (const uri of childrenNamed(meta, 'self-uri')) {
    const url = (uri.attributes.href ?? '').trim() || textOf(uri).trim();
    if (!/^https?:\/\/\S+$/.test(url) || links.some((link) => link.url === url)) continue;
    links.push({ kind: /pdf/i.test(uri.attributes['content-type'] ?? '') || /\.pdf$/i.test(url) ? 'PDF' : 'LANDING_PAGE', url });
  }
  return links;
}
