/** Papers as CSL-JSON (https://citationstyles.org): Zotero, pandoc, citeproc. */
import { TYPE_NAMES, type CitedAuthor, type CitedPaper } from './paper.js';

interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly 'non-dropping-particle'?: string;
  readonly literal?: string;
}

function nameOf({ parsed, name }: CitedAuthor): CslName {
  if (parsed === null) return { literal: name };
  const part = (key: keyof CslName, words: readonly string[]): CslName => (words.length === 0 ? {} : { [key]: words.join(' ') });
  return {
    ...part('family', parsed.family), ...part('given', parsed.given), ...part('non-dropping-particle', parsed.particles),
    ...(parsed.suffix === null ? {} : { suffix: parsed.suffix }),
  };
}

function itemOf({ row, authors, abstract }: CitedPaper): Record<string, unknown> {
  const { date, externalIds } = row;
  const parts = date === null ? null : [date.year, ...(date.month === null ? [] : [date.month]), ...(date.day === null ? [] : [date.day])];
  const url = row.links.find((link) => link.kind === 'LANDING_PAGE' && link.url !== null)?.url;
  const item: Record<string, unknown> = {
    id: row.id,
    type: TYPE_NAMES[row.type ?? 'OTHER'].csl,
    title: row.title,
    author: authors.length === 0 ? undefined : authors.map(nameOf),
    // CSL has no word for "et al.": what is missing is said where people read it.
    note: row.authorListComplete ? undefined : 'author list incomplete',
    'container-title': row.venue ?? undefined,
    issued: parts === null ? undefined : { 'date-parts': [parts] },
    DOI: externalIds.doi,
    PMID: externalIds.pmid,
    PMCID: externalIds.pmcid,
    number: externalIds.arxiv === undefined ? undefined : `arXiv:${externalIds.arxiv}`,
    URL: url ?? undefined,
    abstract: abstract ?? undefined,
  };
  return item;
}

/** Writes the papers as one JSON list, piece by piece. Memory: one paper. */
export async function* cslJsonOf(papers: Iterable<CitedPaper> | AsyncIterable<CitedPaper>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const paper of papers) {
    yield separator + JSON.stringify(itemOf(paper));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
