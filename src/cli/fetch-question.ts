/** What a `coterie fetch` asks for, out of its arguments, files of ids, and options. */
import { readFileSync } from 'node:fs';
import { parsePersonId, parsePaperId } from '../records/ids.js';
import type { YearRange } from '../records/years.js';
import type { CrawlQuestion } from '../services/crawl-types.js';
import type { Service } from '../services/service.js';
import { CliError, EXIT } from './errors.js';

export interface QuestionOptions {
  readonly dois?: string;
  readonly search?: string;
  readonly radius: string;
  readonly maxAuthors: string;
  readonly maxPapers: string;
  readonly from?: string;
  readonly to?: string;
}

export interface ReadQuestion {
  readonly question: CrawlQuestion;
  /** Lines of the file of ids that are none: not asked for, but said. */
  readonly unreadable: readonly string[];
}

const LONGEST_LIST = 100_000;

/** A whole number option. @throws CliError (usage) */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new CliError(`${name} must be a whole number from ${least} to ${most}, not "${text}"`, EXIT.usage);
  return value;
}

/**
 * Reads the question. An argument that the service can't be asked for is the caller's to mend; a line of a long list
 * that is no id is left out and said.
 * @throws CliError (usage)
 */
export function readQuestion(service: Service, args: readonly string[], options: QuestionOptions): ReadQuestion {
  const authors = new Set<string>();
  const papers = new Set<string>();
  const take = (text: string): boolean => {
    const author = service.author(text);
    const paper = author === null ? service.paper(text) : null;
    if (author !== null) authors.add(author);
    if (paper !== null) papers.add(paper);
    return author !== null || paper !== null;
  };
  for (const text of args) if (!take(text)) throw notAskable(service, text);
  const unreadable = options.dois === undefined ? [] : idLines(options.dois).filter(({ text }) => !take(text)).map(({ place }) => place);
  const search = options.search?.trim() ?? '';
  if (options.search !== undefined && search === '') throw new CliError('--search is empty: say what to look for', EXIT.usage);
  if (search !== '' && service.cannot.search !== undefined) throw new CliError(service.cannot.search, EXIT.usage);
  if (authors.size + papers.size === 0 && search === '') {
    const why = unreadable.length > 0 ? `${options.dois} holds no id that ${service.title} can be asked for` : 'nothing is asked for';
    throw new CliError(`${why}: give ids (${service.idsHelp})${service.cannot.search === undefined ? ', --dois FILE or --search WORDS' : ''}`, EXIT.usage, { unreadable });
  }
  return {
    question: {
      authors: [...authors],
      papers: [...papers],
      search: search === '' ? null : search,
      radius: wholeNumber('--radius', options.radius, 0, 10),
      years: yearsOf(options),
      maxAuthors: wholeNumber('--max-authors', options.maxAuthors, 0, 1_000_000),
      maxPapers: wholeNumber('--max-papers', options.maxPapers, 1, 10_000_000),
    },
    unreadable,
  };
}

function notAskable({ title, idsHelp, cannot }: Service, text: string): CliError {
  const why = parsePersonId(text)?.scheme === 'orcid' ? cannot.orcid : parsePaperId(text)?.scheme === 'doi' ? cannot.doi : undefined;
  const hint = cannot.search === undefined ? '; for words there is --search' : '';
  return new CliError(why ?? `"${text}" is nothing that ${title} can be asked for: it takes ${idsHelp}${hint}`, EXIT.usage);
}

function yearsOf({ from, to }: QuestionOptions): YearRange {
  const range = {
    from: from === undefined ? null : wholeNumber('--from', from, 1000, 9999),
    to: to === undefined ? null : wholeNumber('--to', to, 1000, 9999),
  };
  if (range.from !== null && range.to !== null && range.from > range.to) throw new CliError(`--from ${from} lies after --to ${to}`, EXIT.usage);
  return range;
}

/** The ids of a file, one a line; `-` is stdin. Empty lines and those that begin with # are none. */
function idLines(file: string): Array<{ text: string; place: string }> {
  const name = file === '-' ? 'stdin' : file;
  let content: string;
  try {
    content = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${name} can't be read: ${(error as Error).message}`, EXIT.usage);
  }
  const lines = content
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ text: plainId(line), place: `${name}:${index + 1}: ${line.trim().slice(0, 100)}` }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  if (lines.length > LONGEST_LIST) throw new CliError(`${name} holds ${lines.length} ids: ask for ${LONGEST_LIST} at most at a time`, EXIT.usage);
  return lines;
}

/** Spreadsheets leave quotes around an id and separators behind it. */
function plainId(line: string): string {
  return line.trim().replace(/(?<![,;])[,;]+$/, '').replace(/^"(.*)"$/, '$1').trim();
}
