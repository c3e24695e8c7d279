/** BibTeX and BibLaTeX: from raw entries to paper records. The vocabulary is in bibtex-mapping.ts. */
import type { Mention, PaperRecord, SourceItem } from '../records/record.js';
import { localRecordKey } from '../records/titles.js';
import { entryDate } from './bibtex-dates.js';
import { rawEntries } from './bibtex-entries.js';
import type { BrokenEntry } from './bibtex-raw.js';
import { Inheritance } from './bibtex-inheritance.js';
import type { ResolvedEntry } from './bibtex-inheritance.js';
import { LatexDecoder } from './bibtex-latex.js';
import { AUTHORLESS_TYPES, identifiers, isOnlyOnArxiv, KEYWORD_FIELDS, NO_PUBLICATION_TYPES, paperType, venueField } from './bibtex-mapping.js';
import { links } from './bibtex-links.js';
import { mentionOf, splitAuthors, wantName } from './bibtex-names.js';
import type { AuthorList } from './bibtex-names.js';
import { entryName, EntryReport } from './bibtex-report.js';
import { readWholeText } from './decode.js';
import { KEYWORDS_KEPT, keywordPieces, keywordsOf } from './keywords.js';
import { MAX_AUTHOR_FIELD_LENGTH, MAX_AUTHORS, MAX_WHOLE_FILE_BYTES } from './limits.js';
import { problemItem } from './problems.js';
import type { Source, SourceInput } from './source.js';

/** The `bibtex` source. A file is read whole, since `crossref` parents may stand after their children. */
export const bibtex: Source = {
  id: 'bibtex',
  title: 'BibTeX / BibLaTeX',
  extensions: ['bib', 'bibtex', 'biblatex'],
  reads: 'exports of Zotero, JabRef, Mendeley, dblp, …; LaTeX accents, crossref, @string, "and others", braced group names, keywords as fields',
  detect,
  read,
};

const KNOWN_ENTRY = /(?:^|\}|\n)[ \t]*@\s*(?:article|book|booklet|collection|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|online|phdthesis|proceedings|report|software|techreport|thesis|unpublished|dataset|patent|electronic|www)\s*[{(]/i;
const OTHER_BLOCK = /(?:^|\}|\n)[ \t]*@\s*(?:string|preamble|comment)\s*[{("]/i;
const ANY_ENTRY = /(?:^|\}|\n)[ \t]*@\s*[a-z]+\s*[{(][^,{}=]*,\s*[\w-]+\s*=/i;

function detect(head: string, fileName: string): number {
  if (/^\s*(?:\{\s*"|\[\s*[{"\]]|<[?!a-z])/i.test(head)) return 0;
  if (KNOWN_ENTRY.test(head)) return 0.98;
  if (ANY_ENTRY.test(head)) return 0.9;
  if (OTHER_BLOCK.test(head)) return 0.8;
  // A library without entries yet is still a library.
  return /\.bib(?:la)?(?:tex)?(?:\.gz)?$/i.test(fileName) ? 0.3 : 0;
}

// JabRef's `% Encoding: ISO8859_1` and Emacs's `coding:`.
function declaredEncoding(head: string): string | null {
  return /^(?:%\s*|[^\S\n\r\u2028\u2029]*)Encoding:\s*(\S+)/im.exec(head)?.[1] ?? /-\*-.*?coding:\s*([\w-]+)/i.exec(head)?.[1] ?? null;
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const { text, problems, failure } = await readWholeText(file, input.bytes, MAX_WHOLE_FILE_BYTES, declaredEncoding);
  for (const problem of problems) yield { kind: 'problem', problem };
  const blocks = [...rawEntries(text)];
  const inheritance = new Inheritance(blocks.filter((block) => block.kind === 'entry'));
  const decoder = new LatexDecoder();
  const seen = new Map<string, number>();
  for (let from = 0; from < blocks.length; from += BATCH) {
    const drafts = blocks.slice(from, from + BATCH).map((block) => (block.kind === 'broken' ? block : draftOf(inheritance.resolve(block), decoder)));
    decoder.decode();
    for (const draft of drafts) {
      if (draft === null) continue;
      if (draft.kind === 'broken') yield brokenItem(draft, file);
      else yield* paperItems(draft, decoder, new EntryReport(file, draft.entry, seen));
    }
  }
  if (blocks.length === 0 && text.trim() !== '') {
    yield problemItem({ file, kind: 'NO_RECORDS', reason: `${file} holds no BibTeX entry.` });
  }
  if (failure !== null) throw failure;
}

// Large enough that a call of the parser library costs little per value, small enough that decoded batches stay small.
const BATCH = 256;

interface Draft extends ResolvedEntry {
  readonly kind: 'draft';
  /** Raw title: the title proper and the subtitle. */
  readonly title: readonly string[];
  readonly venue: string | null;
  readonly authors: AuthorList | null;
  /** Raw keywords. */
  readonly keywords: readonly string[];
}

const DECODED_FIELDS = ['date', 'year', 'month', 'day'] as const;

/** Reads what can be read without LaTeX and announces the rest to the decoder; null for entries that are no publications. */
function draftOf(resolved: ResolvedEntry, decoder: LatexDecoder): Draft | null {
  const { entry, fields } = resolved;
  if (NO_PUBLICATION_TYPES.has(entry.type)) return null;
  const ownTitle = fields.get('title') ?? '';
  const titleField = ownTitle.trim() === '' && AUTHORLESS_TYPES.has(entry.type) ? 'booktitle' : 'title';
  const title = [fields.get(titleField) ?? '', fields.get('subtitle') ?? ''].filter((part) => part.trim() !== '');
  const venueName = venueField(fields);
  const venue = venueName === null || venueName === titleField ? null : fields.get(venueName) ?? null;
  const field = fields.get('author') ?? '';
  const authors = field.length > MAX_AUTHOR_FIELD_LENGTH ? null : splitAuthors(field);
  const keywords = KEYWORD_FIELDS.flatMap((name) => keywordPieces(fields.get(name) ?? '', true));
  for (const part of [...title, ...keywords]) decoder.wantText(part);
  if (venue !== null) decoder.wantText(venue);
  for (const name of DECODED_FIELDS) decoder.wantText(fields.get(name) ?? '');
  if (authors !== null && authors.names.length <= MAX_AUTHORS) {
    for (const name of authors.names) wantName(name, decoder);
  }
  return { kind: 'draft', ...resolved, title, venue, authors, keywords };
}

/** What a problem calls a record whose title isn't known: the beginning of its key, or null where even that is missing. */
function incompleteKey(citationKey: string): string | null {
  return citationKey === '' ? null : `bibtex:${citationKey}`;
}

function brokenItem(broken: BrokenEntry, file: string): SourceItem {
  return problemItem({
    file, line: broken.line, kind: broken.problem, record: incompleteKey(broken.key), value: broken.excerpt, recordDropped: true,
    reason: `The entry ${entryName(broken)} in line ${broken.line} was left out: ${broken.reason}; reading went on at the next entry.`,
  });
}

function* paperItems(draft: Draft, decoder: LatexDecoder, report: EntryReport): Generator<SourceItem> {
  const { entry, fields, authors } = draft;
  const titleParts = draft.title.map((raw) => decoder.text(raw));
  const title = joinedTitle(titleParts.map((part) => part.value));
  if (title === '') {
    report.record = incompleteKey(entry.key);
    yield* report.syntaxNotes();
    yield report.item('MISSING_TITLE', 'title', null, 'has no title and was left out', true);
    return;
  }
  const key = localRecordKey('bibtex', entry.key, title);
  report.record = key;
  yield* report.syntaxNotes();
  if (authors === null || authors.names.length > MAX_AUTHORS) {
    const size = authors === null ? `${fields.get('author')?.length ?? 0} characters` : `${authors.names.length} names`;
    yield report.item('REFUSED', 'author', fields.get('author') ?? null, `has an author field of ${size}, more than ${MAX_AUTHOR_FIELD_LENGTH} characters or ${MAX_AUTHORS} names, and was left out`, true);
    return;
  }
  yield* report.duplicate();
  if (titleParts.some((part) => !part.ok)) yield report.item('INVALID_LATEX', 'title', draft.title.join(' '), 'has a title whose LaTeX is not balanced; it was read with the commands taken out');
  if (draft.circular) yield report.item('CIRCULAR_CROSSREF', 'crossref', fields.get('crossref') ?? null, 'inherits from itself; nothing was inherited there');

  const { date, problem } = entryDate((name) => {
    const raw = fields.get(name);
    return raw === undefined || raw.trim() === '' ? null : decoder.text(raw).value;
  });
  if (problem !== null) yield report.item(problem.kind, problem.field, problem.value, `has the ${problem.field} "${problem.value.slice(0, 60)}": ${problem.what}`);
  const { ids, invalid } = identifiers(entry.key, fields);
  for (const bad of invalid) yield report.item('INVALID_ID', bad.field, bad.value, `has a ${bad.field} that is no ${bad.scheme} identifier; it was left out`);

  for (const { part, reading } of authors.doubtful) yield report.item(DOUBTS[reading].kind, 'author', part, DOUBTS[reading].what);
  const mentions = mentionsOf(authors.names, decoder);
  for (const name of mentions.unread) yield report.item('INVALID_NAME', 'author', name, 'has a name that could not be read; it was left out and the author list is taken as incomplete');
  if (mentions.list.length === 0) {
    // Not the inherited ones: those are of the volume.
    const hasEditors = ['editor', 'translator'].some((name) => (entry.fields.get(name) ?? '').trim() !== '');
    if (hasEditors) yield report.item('MISSING_AUTHORS', 'author', null, 'names editors alone (or translators), who are no authors; it was kept without any');
    else if (!AUTHORLESS_TYPES.has(entry.type)) yield report.item('MISSING_AUTHORS', 'author', null, 'has no authors; it was kept without any');
  }

  const venue = draft.venue === null ? '' : decoder.text(draft.venue).value;
  if (draft.missingParents.length > 0 && (date === null || venue === '' || mentions.list.length === 0)) {
    yield report.item('MISSING_PARENT', 'crossref', draft.missingParents.join(', '), 'refers to an entry that this file does not have; what it would have inherited is unknown');
  }
  const keywords = keywordsOf(draft.keywords.map((raw) => decoder.text(raw).value));
  if (keywords.leftOut > 0) yield report.item('EXCESS_KEYWORDS', 'keywords', draft.keywords.join(','), `has ${keywords.leftOut} keywords too long or too many, which were left out: ${KEYWORDS_KEPT}`);
  const record: PaperRecord = {
    key,
    externalIds: ids,
    title,
    abstract: null,
    date,
    venue: venue === '' ? null : venue,
    type: paperType(entry.type, isOnlyOnArxiv(fields, ids)),
    fields: keywords.list,
    mentions: mentions.list,
    authorListComplete: authors.complete && mentions.unread.length === 0,
    citationCount: null,
    links: links(fields),
    scores: [],
    source: { format: 'bibtex', file: report.file, line: entry.line, byte: null, retrievedAt: null, url: null },
  };
  yield { kind: 'paper', record };
}

/** `Title: Subtitle`, unless the title ends in a mark of its own or already says it. */
function joinedTitle(parts: readonly string[]): string {
  const [title = '', subtitle = ''] = parts.filter((part) => part !== '');
  if (subtitle === '' || title.toLowerCase().includes(subtitle.toLowerCase())) return title;
  return /[:?!.–—]$/.test(title) ? `${title} ${subtitle}` : `${title}: ${subtitle}`;
}

const DOUBTS = {
  NAMES: { kind: 'MISSEPARATED_AUTHORS', what: 'separates authors without "and"; they were split at its commas or semicolons' },
  PAIRS: { kind: 'MISSEPARATED_AUTHORS', what: 'separates authors without "and"; its parts between commas were read as pairs of family and given names' },
  AMBIGUOUS_NAME: { kind: 'AMBIGUOUS_NAME', what: 'has a name of three parts whose middle one is no suffix such as "Jr."; it was read as BibTeX reads it, as the family name, suffix and given name of one person' },
} as const;

function mentionsOf(names: readonly string[], decoder: LatexDecoder): { list: Mention[]; unread: string[] } {
  const list: Mention[] = [];
  const unread: string[] = [];
  names.forEach((name, index) => {
    const mention = mentionOf(name, index + 1, decoder);
    if (mention === null) unread.push(name);
    else list.push(mention);
  });
  return { list, unread };
}

