/** An author's page as text. */
import { nameOf } from './author-name.js';
import type { AuthorAnswer } from './author-answer.js';
import { paperCells } from './papers.js';
import { formatNumber, formatYears, printFacts, printLine, printTable } from './output.js';

const MOST_AFFILIATIONS = 5;

type Facts = ReadonlyArray<readonly [label: string, value: string]>;

/** What each file reports, a line a file. */
function reportedFacts({ author }: AuthorAnswer): Facts {
  const byFile = new Map<string, string[]>();
  for (const { name, value, unit, source } of author.reported) {
    const figure = `${name.toLowerCase().replaceAll('_', ' ')} ${formatNumber(value)}${unit === 'percent' ? ' %' : ''}`;
    byFile.set(source.file, [...(byFile.get(source.file) ?? []), figure]);
  }
  return [...byFile].map(([file, figures]) => ['reported', `${figures.join(', ')} (by ${file})`]);
}

/** The first few: of somebody with hundreds of papers there are dozens. */
function affiliationsText({ author: { affiliations } }: AuthorAnswer): string {
  const more = affiliations.length - MOST_AFFILIATIONS;
  const names = affiliations.slice(0, MOST_AFFILIATIONS).map(({ name }) => name).join('; ');
  return more > 0 ? `${names}; and ${formatNumber(more)} more (--json lists all)` : names;
}

function printIdentity(found: AuthorAnswer): void {
  const { author } = found;
  const { identity } = author;
  const ids = Object.entries(author.externalIds).flatMap(([scheme, values]) => values.map((value) => `${scheme}:${value}`));
  const variants = author.nameVariants.map(({ name }) => name).filter((name) => name !== author.displayName);
  const facts: Facts = [
    ['author', nameOf(author)],
    ['id', [author.id, ...ids].join(', ')],
    ['also written', variants.join('; ')],
    ['at', affiliationsText(found)],
    ['fields', author.reportedFields.length === 0 ? '' : `${author.reportedFields.join(', ')} (as the source states them)`],
    ...reportedFacts(found),
    ['identity', `${formatNumber(identity.mentionCount)} ${identity.mentionCount === 1 ? 'mention' : 'mentions'}, confidence ${formatNumber(identity.confidence)}${identity.ambiguous ? ', ambiguous: others bear this name' : ''}`],
  ];
  printFacts(facts.filter(([, value]) => value !== ''));
}

/**
 * Titles of the metrics without a value, by why they have none. A reason that only widens another one (`no count is
 * known, or no year`) is that other one.
 */
function withoutValue({ metrics }: AuthorAnswer): Map<string, string[]> {
  const titles = new Map<string, string[]>();
  const missing = metrics.flatMap(({ value, title, whyNone }) => (value === null && whyNone !== null ? [{ title, whyNone }] : []));
  const reasons = [...new Set(missing.map(({ whyNone }) => whyNone))].toSorted((a, b) => a.length - b.length);
  for (const { title, whyNone } of missing) {
    const reason = reasons.find((shorter) => whyNone.startsWith(shorter)) ?? whyNone;
    titles.set(reason, [...(titles.get(reason) ?? []), title]);
  }
  return titles;
}

function printMetrics(found: AuthorAnswer): void {
  if (found.metrics.length === 0) return;
  const known = found.metrics.filter(({ value }) => value !== null);
  printLine('\nComputed');
  if (known.length > 0) {
    printTable(
      [{ title: 'metric' }, { title: 'value', align: 'right' }, { title: 'normalised', align: 'right' }, { title: 'rank', align: 'right' }],
      known.map(({ title, value, normalized, rank }) => [title, formatNumber(value), formatNumber(normalized), formatNumber(rank)]),
    );
    printLine(`  ${known.some(({ rank }) => rank !== null) ? 'rank 1 is the largest value; ' : ''}- is a form that the metric does not have`);
  }
  for (const { title, estimate } of known) if (estimate !== null) printLine(`  ${title} is ${estimate}`);
  for (const [reason, titles] of withoutValue(found)) printLine(`  no value, since ${reason}: ${titles.join(', ')}`);
}

function printMore(shown: number, total: number): void {
  if (shown < total) printLine(`  ${formatNumber(shown)} of ${formatNumber(total)}; -n shows more`);
}

/** Prints the page with at most `most` collaborators and papers. */
export function printAuthor(found: AuthorAnswer, most: number): void {
  printIdentity(found);
  printMetrics(found);
  printLine(`\nCollaborators: ${formatNumber(found.collaborators.length)}`);
  const collaborators = found.collaborators.slice(0, most);
  if (collaborators.length > 0) {
    printTable(
      [{ title: 'joint', align: 'right' }, { title: 'strength', align: 'right' }, { title: 'years' }, { title: 'id' }, { title: 'collaborator' }],
      collaborators.map((each) => [formatNumber(each.paperCount), formatNumber(each.strength), formatYears(each.firstYear, each.lastYear), each.id, nameOf(each)]),
    );
  }
  printMore(collaborators.length, found.collaborators.length);
  printLine(`\nPapers in the whole corpus: ${formatNumber(found.papers.length)}`);
  const papers = found.papers.slice(0, most);
  printTable(
    [{ title: 'year' }, { title: 'id' }, { title: 'title' }],
    papers.map(paperCells),
  );
  printMore(papers.length, found.papers.length);
}
