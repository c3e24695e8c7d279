/** What a fetch did, in words and as JSON. */
import { isLimited, yearsInWords, type YearRange } from '../records/years.js';
import type { Service } from '../services/service.js';
import type { Fetched } from './fetching.js';
import { counted } from './import-report.js';
import { formatNumber, printable } from './output.js';

const EXAMPLES_SHOWN = 10;

function some(items: readonly string[]): string {
  const left = items.length - EXAMPLES_SHOWN;
  return `${items.slice(0, EXAMPLES_SHOWN).join(', ')}${left > 0 ? ` and ${formatNumber(left)} more` : ''}`;
}

/** Lines for people: what came, and everything that did not. */
export function fetchLines(service: Service, fetched: Fetched, unreadable: readonly string[], years: YearRange): string[] {
  const { papers, authors, authorsAsked, authorListsCompleted, requests, leftOut, limits, notFound, notes, missing, dir } = fetched;
  const lines = [
    `fetched   ${counted(papers, 'paper', 'papers')} of ${counted(authors, 'author', 'authors')} from ${service.title}${authorsAsked > 0 ? `, ${counted(authorsAsked, 'author', 'authors')} asked for` : ''}`,
    `requests  ${formatNumber(requests.requests)}${requests.retries > 0 ? ` (${formatNumber(requests.retries)} of them repeated)` : ''}, ${counted(requests.fromCache, 'answer', 'answers')} from the cache in ${dir}`,
  ];
  if (authorListsCompleted > 0) lines.push(`completed ${counted(authorListsCompleted, 'list of authors', 'lists of authors')} that the service had cut`);
  const left = [leftOut.outsideYears > 0 ? `${counted(leftOut.outsideYears, 'paper', 'papers')} of other years` : '', leftOut.undated > 0 ? `${counted(leftOut.undated, 'paper', 'papers')} without a year` : ''].filter((part) => part !== '');
  if (left.length > 0) lines.push(`left out  ${left.join(' and ')}: --from and --to ask for papers ${yearsInWords(years)}`);
  for (const { reason } of limits) lines.push(`limit     ${reason}`);
  if (notFound.length > 0) lines.push(`unknown   to ${service.title}${isLimited(years) ? `, or without papers ${yearsInWords(years)}` : ''}: ${some(notFound)}`);
  if (unreadable.length > 0) lines.push(`left out  ${counted(unreadable.length, 'line', 'lines')} without an id that ${service.title} takes: ${some(unreadable)}`);
  if (missing.length > 0) lines.push(`missing   ${counted(missing.length, 'answer', 'answers')} not in the cache, left out because of --offline: ${some(missing)}`);
  for (const note of notes) lines.push(`note      ${note}`);
  return lines.map(printable);
}

/** The same for programs. */
export function fetchFacts(service: Service, fetched: Fetched, unreadable: readonly string[]): Record<string, unknown> {
  const { files, requests, ...rest } = fetched;
  return {
    service: service.id, requests: requests.requests, retries: requests.retries, fromCache: requests.fromCache, ...rest, unreadable,
    files: files.map(({ path, url, retrievedAt }) => ({ path, url, retrievedAt })),
  };
}
