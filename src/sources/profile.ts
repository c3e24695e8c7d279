/** The text of one scholar's profile page, copied from a browser: header figures, then papers with date, names and abstract. */
import type { ImportProblem, Mention, PaperRecord, PersonRecord, RecordSource, SourceItem } from '../records/record.js';
import { localRecordKey, titleKey } from '../records/titles.js';
import { checkedDate } from './dates.js';
import { readWholeText } from './decode.js';
import { MAX_AUTHOR_FIELD_LENGTH, MAX_AUTHORS, MAX_PAGE_BYTES, MAX_STATED_COUNT } from './limits.js';
import { importProblem } from './problems.js';
import { listHeading, metaLine, statedFigure } from './profile-lines.js';
import { profilePage } from './profile-page.js';
import type { PaperPart, ProfilePage } from './profile-page.js';
import type { Source, SourceInput } from './source.js';

/** The `profile` source. One page is read whole. */
export const profile: Source = {
  id: 'profile',
  title: 'Scholar profile page (text)',
  extensions: ['txt'],
  reads: 'its text, as copied from a browser: header figures, papers, "et al."',
  detect,
  read,
};

function detect(head: string): number {
  if (/^\s*[[{<@%]/.test(head)) return 0;
  let figures = 0;
  let metas = 0;
  let heading = false;
  for (const raw of head.split(/\r\n|\n|\r/)) {
    const line = raw.replace(/\s+/g, ' ').trim();
    if (line === '') continue;
    if (listHeading(line) !== null) heading = true;
    else if (statedFigure(line) !== null) figures += 1;
    else if (metaLine(line)?.dateText !== null && metaLine(line) !== null) metas += 1;
  }
  if (heading && metas > 0) return figures > 0 ? 0.95 : 0.8;
  return figures > 1 && (heading || metas > 0) ? 0.7 : 0;
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const { text, problems, failure } = await readWholeText(file, input.bytes, MAX_PAGE_BYTES);
  yield* problems.map(asItem);
  const page = profilePage(text);
  const report = (facts: Omit<Parameters<typeof importProblem>[0], 'file'>): SourceItem => asItem(importProblem({ file, ...facts }));

  if (page.name === null && text.trim() !== '') {
    yield report({ kind: 'MISSING_NAME', line: 1, field: 'name', reason: 'No line above the figures looks like the name of the page\'s owner; papers are read, their owner stays unknown.' });
  } else if (page.name !== null) {
    yield { kind: 'person', record: owner(page, page.name.text, place(file, page.name.number)) };
  }
  for (const figure of page.unusableFigures) {
    yield report({ kind: 'INVALID_VALUE', line: figure.number, field: figure.name, value: figure.text, reason: `Line ${figure.number} gives the figure ${figure.name} without a number from 0 to ${MAX_STATED_COUNT}; it is taken as unknown.` });
  }
  for (const part of page.papers) yield* paper(part, page, file);
  for (const line of page.stray.slice(0, 1)) {
    yield report({ kind: 'UNREAD_TEXT', line: line.number, value: line.text, reason: `${page.stray.length} line(s) before the first paper were not understood and left out.` });
  }
  const unmarked = missingLastAbstract(page);
  if (unmarked !== null) yield report({ kind: 'TRUNCATED', line: unmarked.line, field: 'abstract', reason: 'The page ends with a paper that has no abstract although others have one; it may have been cut off.' });
  if (page.statedPapers === null && text.trim() !== '') {
    yield report({ kind: 'MISSING_HEADING', reason: 'The page has no line such as "11 Papers", so nothing tells whether it is complete.' });
  } else if (page.statedPapers !== null && page.statedPapers !== page.papers.length) {
    yield report({
      kind: 'PAPER_COUNT_MISMATCH', line: page.headingLine, field: 'Papers', value: String(page.statedPapers),
      reason: `The page states ${page.statedPapers} paper(s) but ${page.papers.length} were found; it may have been copied in part.`,
    });
  }
  if (failure !== null) throw failure;
}

function asItem(problem: ImportProblem): SourceItem {
  return { kind: 'problem', problem };
}

function place(file: string, line: number): RecordSource {
  return { format: 'profile', file, line, byte: null, retrievedAt: null, url: null };
}

function owner(page: ProfilePage, name: string, source: RecordSource): PersonRecord {
  return {
    key: `profile:${titleKey(name)}`,
    externalIds: {},
    names: [name],
    affiliations: [],
    fields: page.fields,
    reported: page.figures,
    source,
  };
}

function missingLastAbstract(page: ProfilePage): PaperPart | null {
  const last = page.papers.at(-1);
  return last?.abstract === null && page.papers.some((part) => part.abstract !== null) ? last : null;
}

function* paper(part: PaperPart, page: ProfilePage, file: string): Generator<SourceItem> {
  const { meta, title } = part;
  if (title === null) {
    yield asItem(importProblem({ file, line: part.line, kind: 'MISSING_TITLE', value: part.metaText, recordDropped: true, reason: `No title follows the date in line ${part.line}; the paper was left out.` }));
    return;
  }
  const key = localRecordKey('profile', '', title.text);
  const report = (kind: string, field: string, value: string | null, reason: string, line: number, recordDropped = false): SourceItem =>
    asItem(importProblem({ file, line, kind, record: key, field, value, reason, recordDropped }));

  const names = part.authors === null ? NO_NAMES : shownNames(part.authors.text);
  if (names.refused) {
    yield report('REFUSED', 'authors', part.authors?.text ?? null, `The author line is longer than ${MAX_AUTHOR_FIELD_LENGTH} characters or ${MAX_AUTHORS} names; the paper was left out.`, part.line, true);
    return;
  }
  const checked = meta.year === null ? null : checkedDate(meta.year, meta.month, meta.day);
  if (checked === null) yield report('MISSING_DATE', 'date', null, `The paper in line ${part.line} has no date; it was kept without one.`, part.line);
  else if (checked.dropped !== null) yield report('INVALID_DATE', 'date', meta.dateText, `The date "${meta.dateText ?? ''}" does not exist: ${checked.dropped}.`, part.line);

  if (names.shown.length === 0) yield report('MISSING_AUTHORS', 'authors', null, `No author line follows the title in line ${title.number}; the page's owner is taken as an author.`, title.number);
  const ownerName = page.name?.text ?? null;
  const ownerShown = ownerName !== null && names.shown.some((name) => titleKey(name) === titleKey(ownerName));
  const ownerAdded = ownerName !== null && !ownerShown;
  if (ownerAdded && !names.cut && names.shown.length > 0) {
    yield report('OWNER_NOT_LISTED', 'authors', part.authors?.text ?? null, `${ownerName} is not among the authors shown, yet the list does not end in "et al."; she or he was added without a position and the list is taken as incomplete.`, part.authors?.number ?? part.line);
  }
  const shown = names.shown.map((name, index) => mention(name, index + 1));
  const record: PaperRecord = {
    key,
    externalIds: {},
    title: title.text,
    abstract: part.abstract,
    date: checked?.date ?? null,
    venue: null,
    type: null,
    fields: meta.fields,
    mentions: ownerAdded ? [...shown, mention(ownerName, null)] : shown,
    authorListComplete: names.shown.length > 0 && !names.cut && !ownerAdded,
    citationCount: null,
    links: meta.hasCode ? [{ kind: 'CODE', url: null }] : [],
    scores: [],
    source: place(file, part.line),
  };
  yield { kind: 'paper', record };
}

interface ShownNames {
  readonly shown: readonly string[];
  /** True where the line ends in "et al.". */
  readonly cut: boolean;
  readonly refused: boolean;
}

const NO_NAMES: ShownNames = { shown: [], cut: false, refused: false };

function shownNames(line: string): ShownNames {
  if (line.length > MAX_AUTHOR_FIELD_LENGTH) return { shown: [], cut: false, refused: true };
  const cut = /[\s,]et al\.?$|^et al\.?$|(?:…|\.\.\.)$/i.test(line);
  const listed = line.replace(/(?:,|(?<!\s))\s*(?:et al\.?|…|\.\.\.)$/i, '');
  const shown = listed.split(/[,;]\s*(?:and\s+|&\s*)?|(?<!\s)\s+(?:and|&)\s+/).map((name) => name.trim()).filter((name) => name !== '');
  return { shown, cut, refused: shown.length > MAX_AUTHORS };
}

function mention(rawName: string, position: number | null): Mention {
  return { rawName, parts: null, position, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null };
}
