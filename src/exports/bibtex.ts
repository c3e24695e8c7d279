/** Papers as BibTeX, UTF-8 (biber, and BibTeX with inputenc): Zotero, JabRef, Mendeley, LaTeX. */
import { foldWords } from '../identity/fold.js';
import { isoDate, TYPE_NAMES, type CitedAuthor, type CitedPaper } from './paper.js';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', $: '\\$', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
};

/** Text as LaTeX prints it: its special characters escaped, letters of any script as they are. */
function latex(text: string): string {
  return text.replace(/[\\{}%&#_$~^]/g, (character) => SPECIAL[character]).replace(/\s+/g, ' ').trim();
}

/** An address: only what would end the field is touched, since `\url` takes the rest as it is. */
function verbatim(text: string): string {
  return text.replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));
}

/** A name in braces is one word to BibTeX: " and " or a comma within it divides nothing. */
function authorText({ parsed, name }: CitedAuthor): string {
  if (parsed === null) return `{${latex(name)}}`;
  const family = [...parsed.particles, ...parsed.family].join(' ');
  const part = (text: string): string => (/\band\b|,/i.test(text) ? `{${latex(text)}}` : latex(text));
  return [part(family), ...(parsed.suffix === null ? [] : [part(parsed.suffix)]), ...(parsed.given.length === 0 ? [] : [part(parsed.given.join(' '))])].join(', ');
}

/** `okonkwo2024lanterns`: family name, year, first long word of the title. */
function keyOf({ row, authors }: CitedPaper): string {
  const [first] = authors;
  const family = first === undefined ? '' : foldWords(first.parsed?.family.join(' ') ?? first.name).replaceAll(' ', '');
  const word = foldWords(row.title).split(' ').find((candidate) => candidate.length > 3) ?? '';
  return `${family}${row.date?.year ?? ''}${word}`.replace(/[^a-z0-9]/g, '') || row.id.toLowerCase();
}

/** `a`, `b`, …, `z`, `aa`, … for the second, third, … of one key. */
function letters(count: number): string {
  let text = '';
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCodePoint(97 + ((rest - 1) % 26)) + text;
  return text;
}

function fieldsOf(paper: CitedPaper): [string, string][] {
  const { row, authors, abstract } = paper;
  const { venue } = TYPE_NAMES[row.type ?? 'OTHER'];
  const fields: [string, string | null][] = [
    ['author', authors.length === 0 ? null : [...authors.map(authorText), ...(row.authorListComplete ? [] : ['others'])].join(' and ')],
    // The inner braces keep capitals as they are.
    ['title', `{${latex(row.title)}}`],
    [venue, row.venue === null ? null : latex(row.venue)],
    ['date', isoDate(row)],
    ['year', row.date === null ? null : String(row.date.year)],
    ['month', row.date?.month === null || row.date === null ? null : String(row.date.month)],
    ['doi', row.externalIds.doi ?? null],
    ['eprint', row.externalIds.arxiv ?? null],
    ['eprinttype', row.externalIds.arxiv === undefined ? null : 'arxiv'],
    ['pmid', row.externalIds.pmid ?? null],
    ['url', row.links.find(({ kind, url }) => kind === 'LANDING_PAGE' && url !== null)?.url ?? null],
    ['keywords', row.fields.length === 0 ? null : latex(row.fields.join(', '))],
    ['abstract', abstract === null ? null : latex(abstract)],
  ];
  return fields.flatMap(([name, value]) => (value === null ? [] : [[name, name === 'doi' || name === 'url' ? verbatim(value) : value]]));
}

/** Writes the papers one by one. Keys are made of family name, year and a word, told apart by letters. Memory: the keys. */
export async function* bibtexOf(papers: Iterable<CitedPaper> | AsyncIterable<CitedPaper>): AsyncGenerator<string> {
  const seen = new Map<string, number>();
  for await (const paper of papers) {
    const base = keyOf(paper);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    const lines = fieldsOf(paper).map(([name, value]) => `  ${name} = {${value}},\n`);
    yield `@${TYPE_NAMES[paper.row.type ?? 'OTHER'].bibtex}{${base}${letters(count)},\n${lines.join('')}}\n\n`;
  }
}
