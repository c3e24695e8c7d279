/**
 * Papers as CSL-JSON 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html; schema
 * https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json): Zotero, pandoc, citeproc. Names
 * are in parts, groups literal; editorials are journal articles, for which CSL has no type. An incomplete author list ends
 * in the literal name "et al.", since CSL has no other word for it.
 */
import { TYPE_NAMES, type CitedAuthor, type CitedPaper } from './paper.js';

interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly 'non-dropping-particle'?: string;
  readonly literal?: string;
}

function nameOf({ parsed, name }: CitedAuthor): CslName {
  if (parsed === null || (parsed.family.length === 0 && parsed.given.length === 0)) return { literal: name };
  const part = (key: keyof CslName, words: readonly string[]): CslName => (words.length === 0 ? {} : { [key]: words.join(' ') });
  return {
    ...part('family', parsed.family), ...part('given', parsed.given), ...part('non-dropping-particle', parsed.particles),
    ...(parsed.suffix === null ? {} : { suffix: parsed.suffix }),
  };
}

const OTHERS: CslName = { literal: 'et al.' };

/** Keywords in one text: divided by commas, or by semicolons where one of them holds a comma. */
function keywordText(fields: readonly string[]): string | undefined {
  if (fields.length === 0) return undefined;
  if (!fields.some((field) => field.includes(','))) return fields.join(', ');
  // Of a single one the semicolon alone says that its comma divides nothing.
  return fields.length === 1 ? `${fields[0]};` : fields.join('; ');
}

function itemOf({ row, authors, abstract }: CitedPaper): Record<string, unknown> {
  const { date, externalIds, links } = row;
  const parts = date === null ? null : [date.year, ...(date.month === null ? [] : [date.month]), ...(date.month === null || date.day === null ? [] : [date.day])];
  const url = links.find((link) => link.kind === 'LANDING_PAGE' && link.url !== null)?.url ?? links.find((link) => link.kind === 'PDF' && link.url !== null)?.url;
  return {
    id: row.id,
    type: TYPE_NAMES[row.type ?? 'OTHER'].csl,
    title: row.title,
    author: authors.length === 0 ? undefined : [...authors.map(nameOf), ...(row.authorListComplete ? [] : [OTHERS])],
    'container-title': row.venue ?? undefined,
    issued: parts === null ? undefined : { 'date-parts': [parts] },
    DOI: externalIds.doi,
    PMID: externalIds.pmid,
    PMCID: externalIds.pmcid,
    number: externalIds.arxiv === undefined ? undefined : `arXiv:${externalIds.arxiv}`,
    URL: url ?? undefined,
    keyword: keywordText(row.fields),
    abstract: abstract ?? undefined,
  };
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
