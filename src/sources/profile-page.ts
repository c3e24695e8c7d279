/** The structure of a profile page: header, then papers as runs of lines. Lines become parts here, parts become records in profile.ts. */
import { MAX_AUTHOR_FIELD_LENGTH } from './limits.js';
import { fieldsOf, isFieldLine, listHeading, metaLine, statedFigure, unusableFigure } from './profile-lines.js';
import type { MetaLine, StatedFigure } from './profile-lines.js';

export interface PageLine {
  readonly number: number;
  readonly text: string;
}

export interface PaperPart {
  readonly meta: MetaLine;
  /** 1-based line of the meta line. */
  readonly line: number;
  readonly metaText: string;
  readonly title: PageLine | null;
  readonly authors: PageLine | null;
  readonly abstract: string | null;
}

export interface ProfilePage {
  readonly name: PageLine | null;
  readonly fields: readonly string[];
  readonly figures: readonly StatedFigure[];
  /** Header lines that give a figure no number can be read from. */
  readonly unusableFigures: readonly (PageLine & { readonly name: string })[];
  /** The count in the list's heading; null where the page has no such line. */
  readonly statedPapers: number | null;
  readonly headingLine: number | null;
  readonly papers: readonly PaperPart[];
  /** Lines after the heading and before the first paper, which mean nothing to us. */
  readonly stray: readonly PageLine[];
}

/** Takes a page apart. Linear in its length; any text gives a page, at worst an empty one. */
export function profilePage(text: string): ProfilePage {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, text: line.replace(/\s+/g, ' ').trim() }));
  const heading = lines.findIndex((line) => listHeading(line.text) !== null);
  const firstMeta = lines.findIndex((line, index) => dateOf(line.text) && index > 0);
  const headerEnd = heading >= 0 ? heading : firstMeta >= 0 ? firstMeta : lines.length;
  const header = lines.slice(0, headerEnd).filter((line) => line.text !== '');
  const body = lines.slice(heading >= 0 ? heading + 1 : headerEnd);
  const headingLine = heading >= 0 ? lines[heading] : undefined;
  return {
    ...headerParts(header),
    statedPapers: headingLine === undefined ? null : listHeading(headingLine.text),
    headingLine: headingLine?.number ?? null,
    ...paperParts(body),
  };
}

function dateOf(text: string): boolean {
  const meta = metaLine(text);
  return meta !== null && meta.dateText !== null;
}

function headerParts(header: readonly PageLine[]): Pick<ProfilePage, 'name' | 'fields' | 'figures' | 'unusableFigures'> {
  const figures: StatedFigure[] = [];
  const unusableFigures: (PageLine & { readonly name: string })[] = [];
  const fields: string[] = [];
  let firstFact = header.length;
  header.forEach((line, index) => {
    const unusable = unusableFigure(line.text);
    const figure = statedFigure(line.text);
    if (unusable !== null) unusableFigures.push({ ...line, name: unusable });
    else if (figure !== null) {
      if (!figures.some((known) => known.name === figure.name)) figures.push(figure);
    } else if (isFieldLine(line.text)) fields.push(...fieldsOf(line.text));
    else return;
    firstFact = Math.min(firstFact, index);
  });
  // Navigation stands above the name, the facts below it: the name is the last line before the first fact.
  const before = header.slice(0, firstFact);
  const name = before.findLast((line) => looksLikeName(line.text)) ?? null;
  return { name, fields: [...new Set(fields)], figures, unusableFigures };
}

function looksLikeName(text: string): boolean {
  return text.length <= 100 && /\p{L}/u.test(text) && !/[:|/@<>{}=]|https?|\d{2}/.test(text);
}

function paperParts(body: readonly PageLine[]): Pick<ProfilePage, 'papers' | 'stray'> {
  const starts = paperStarts(body);
  const stray = body.slice(0, starts[0] ?? body.length).filter((line) => line.text !== '');
  const papers = starts.map((start, index) => paperPart(body.slice(start, starts[index + 1] ?? body.length)));
  return { papers, stray };
}

/** A meta line starts a paper only where a blank line, or nothing, stands before it: abstracts may hold a lone `2019`. */
function paperStarts(body: readonly PageLine[]): number[] {
  const starts: number[] = [];
  body.forEach((line, index) => {
    if (line.text === '' || metaLine(line.text) === null) return;
    const previous = body[index - 1];
    if (previous === undefined || previous.text === '') starts.push(index);
  });
  return starts;
}

function paperPart(lines: readonly PageLine[]): PaperPart {
  const [metaPart, ...rest] = lines as readonly [PageLine, ...PageLine[]];
  const filled = rest.filter((line) => line.text !== '');
  const title = filled[0] ?? null;
  const second = filled[1];
  const authors = second !== undefined && looksLikeAuthors(second.text) ? second : null;
  const last = authors ?? title;
  const afterAuthors = last === null ? [] : rest.slice(rest.indexOf(last) + 1);
  return {
    meta: metaLine(metaPart.text) ?? { fields: [], year: null, month: null, day: null, dateText: null, hasCode: false },
    line: metaPart.number,
    metaText: metaPart.text,
    title,
    authors,
    abstract: paragraphs(afterAuthors),
  };
}

/** Names are short; a sentence of an abstract is not. A monstrous line is let through, to be refused as an author list. */
function looksLikeAuthors(text: string): boolean {
  if (text.length > MAX_AUTHOR_FIELD_LENGTH) return true;
  return text.split(/[,;]|\band\b/).every((part) => part.length <= 80 && part.trim().split(' ').length <= 8);
}

/** Lines joined into paragraphs that a blank line separates; null where there are none. */
function paragraphs(lines: readonly PageLine[]): string | null {
  const found: string[][] = [];
  let wasBlank = true;
  for (const { text } of lines) {
    const isBlank = text === '';
    // Not by a pattern over the joined text: of millions of blank lines it may run out of stack.
    if (!isBlank && wasBlank) found.push([text]);
    else if (!isBlank) found.at(-1)?.push(text);
    wasBlank = isBlank;
  }
  return found.length === 0 ? null : found.map((paragraph) => paragraph.join(' ')).join('\n\n');
}
