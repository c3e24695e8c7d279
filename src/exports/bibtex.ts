/**
 * Papers as BibTeX in UTF-8 (O. Patashnik, "BibTeXing", 1988; biblatex 3.20, https://ctan.org/pkg/biblatex, for its fields
 * and for `dataset` and `software`, which BibTeX itself prints as `misc`): LaTeX, Zotero, JabRef, Mendeley. BibTeX has no
 * types for reviews, editorials and letters (they are articles), nor for preprints and standards (`misc`).
 */
import { foldWords } from '../identity/fold.js';
import { isoDate, TYPE_NAMES, type CitedAuthor, type CitedPaper } from './paper.js';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', $: '\\$', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
};

/** Text as LaTeX prints it: its special characters escaped (braces by name, since BibTeX counts `\\{` as one that is to be closed), letters of any script as they are, controls left out. */
function latex(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{Cc}|\p{Surrogate}/gu, '').replace(/[\\{}%&#_$~^]/g, (character) => SPECIAL[character]).trim();
}

/** An address: only what would end the field is touched, since `\url` takes the rest as it is. */
function verbatim(text: string): string {
  return text.replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));
}

/** A field of study as a keyword: in braces where a comma or semicolon within would divide it. */
function keyword(field: string): string {
  return /[,;]/.test(field) ? `{${latex(field)}}` : latex(field);
}

/** A name in braces is one word to BibTeX: " and " or a comma within it divides nothing. */
function authorText({ parsed, name }: CitedAuthor): string {
  if (parsed === null) return `{${latex(name)}}`;
  const part = (words: readonly string[]): string => {
    const text = words.join(' ');
    return /\b(?:and|others)\b|,/i.test(text) ? `{${latex(text)}}` : latex(text);
  };
  const family = part([...parsed.particles, ...parsed.family]);
  const given = part(parsed.given);
  if (family === '') return given === '' ? `{${latex(name)}}` : given;
  return [family, ...(parsed.suffix === null ? [] : [part([parsed.suffix])]), ...(given === '' ? [] : [given])].join(', ');
}

/** `okonkwo2024lanterns`: family name, year, first long word of the title, in ASCII. */
function keyOf({ row, authors }: CitedPaper): string {
  const [first] = authors;
  const family = first === undefined ? '' : foldWords(first.parsed?.family.join(' ') ?? first.name).replaceAll(' ', '');
  const word = foldWords(row.title).split(' ').find((candidate) => candidate.length > 3) ?? '';
  return `${family}${row.date?.year ?? ''}${word}`.replace(/[^a-z0-9]/g, '').slice(0, 60) || row.id;
}

/** BibTeX's own macros, which styles print in their language. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

function fieldsOf(paper: CitedPaper): [name: string, value: string][] {
  const { row, authors, abstract } = paper;
  const { date, externalIds, links } = row;
  const { venue } = TYPE_NAMES[row.type ?? 'OTHER'];
  const linkOf = (kind: 'LANDING_PAGE' | 'PDF' | 'CODE'): string | null => links.find((link) => link.kind === kind && link.url !== null)?.url ?? null;
  const braced = (text: string | null): string | null => (text === null || text === '' ? null : `{${text}}`);
  const address = (text: string | null | undefined): string | null => braced(text === null || text === undefined ? null : verbatim(text));
  const month = date?.month ?? null;
  const fields: [string, string | null][] = [
    ['author', authors.length === 0 ? null : braced([...authors.map(authorText), ...(row.authorListComplete ? [] : ['others'])].join(' and '))],
    // The inner braces keep capitals as they are.
    ['title', `{{${latex(row.title)}}}`],
    [venue, row.venue === null ? null : braced(latex(row.venue))],
    // `date` alone holds the day; BibTeX itself knows year and month.
    ['date', (date?.day ?? null) === null ? null : braced(isoDate(row))],
    ['year', date === null ? null : braced(String(date.year))],
    ['month', month === null ? null : MONTHS[month - 1]],
    ['doi', address(externalIds.doi)],
    ['eprint', address(externalIds.arxiv)],
    ['archiveprefix', externalIds.arxiv === undefined ? null : '{arXiv}'],
    ['pmid', address(externalIds.pmid)],
    ['pmcid', address(externalIds.pmcid)],
    ['openalex', address(externalIds.openalex)],
    ['url', address(linkOf('LANDING_PAGE'))],
    ['pdf', address(linkOf('PDF'))],
    ['repository', address(linkOf('CODE'))],
    ['keywords', row.fields.length === 0 ? null : braced(row.fields.map(keyword).join(', '))],
    ['abstract', abstract === null ? null : braced(latex(abstract))],
  ];
  return fields.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

/**
 * Writes the papers one by one. Keys are made of family name, year and a word; where a second paper comes to the same key,
 * its id is added, so that it keeps its key whatever else is exported. Memory: the keys.
 */
export async function* bibtexOf(papers: Iterable<CitedPaper> | AsyncIterable<CitedPaper>): AsyncGenerator<string> {
  const seen = new Set<string>();
  for await (const paper of papers) {
    const base = keyOf(paper);
    const key = seen.has(base) ? `${base}-${paper.row.id}` : base;
    seen.add(base);
    const lines = fieldsOf(paper).map(([name, value]) => `  ${name} = ${value},\n`);
    yield `@${TYPE_NAMES[paper.row.type ?? 'OTHER'].bibtex}{${key},\n${lines.join('')}}\n\n`;
  }
}
