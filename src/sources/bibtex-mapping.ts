/** The vocabulary of BibTeX and BibLaTeX: which types and fields mean what in a record. */
import type { PaperIds, PaperIdScheme, PaperType } from '../records/record.js';
import { arxivIdOfDoi, normalizePaperId, parsePaperId } from '../records/ids.js';

/** Entry types (lower case) and the paper type each stands for; unknown types are OTHER. */
const TYPES: Readonly<Record<string, PaperType>> = {
  article: 'ARTICLE', suppperiodical: 'ARTICLE', periodical: 'PROCEEDINGS',
  inproceedings: 'CONFERENCE_PAPER', conference: 'CONFERENCE_PAPER', incollection: 'BOOK_CHAPTER',
  inbook: 'BOOK_CHAPTER', bookinbook: 'BOOK_CHAPTER', suppbook: 'BOOK_CHAPTER', suppcollection: 'BOOK_CHAPTER', chapter: 'BOOK_CHAPTER',
  book: 'BOOK', mvbook: 'BOOK', booklet: 'BOOK', collection: 'BOOK', mvcollection: 'BOOK', ebook: 'BOOK',
  proceedings: 'PROCEEDINGS', mvproceedings: 'PROCEEDINGS',
  phdthesis: 'DISSERTATION', mastersthesis: 'DISSERTATION', thesis: 'DISSERTATION', bachelorsthesis: 'DISSERTATION', mathesis: 'DISSERTATION',
  techreport: 'REPORT', report: 'REPORT', manual: 'REPORT', whitepaper: 'REPORT',
  reference: 'BOOK', mvreference: 'BOOK', inreference: 'REFERENCE_ENTRY', dictionary: 'REFERENCE_ENTRY',
  dataset: 'DATASET', data: 'DATASET',
  software: 'SOFTWARE', softwareversion: 'SOFTWARE', softwaremodule: 'SOFTWARE', codefragment: 'SOFTWARE', computer_program: 'SOFTWARE',
  standard: 'STANDARD', letter: 'LETTER', review: 'REVIEW', editorial: 'EDITORIAL',
  preprint: 'PREPRINT', online: 'OTHER', electronic: 'OTHER', www: 'OTHER', misc: 'OTHER', unpublished: 'OTHER', patent: 'OTHER',
};

/** The paper type of an entry; a `misc`, `online`, `unpublished` or `article` that is on arXiv and nowhere else is a preprint. */
export function paperType(entryType: string, onlyOnArxiv: boolean): PaperType {
  const type = TYPES[entryType] ?? 'OTHER';
  return onlyOnArxiv && (type === 'OTHER' || type === 'ARTICLE') ? 'PREPRINT' : type;
}

/** Entry types whose lack of authors is normal: they have editors, or nobody. */
export const AUTHORLESS_TYPES: ReadonlySet<string> = new Set(['proceedings', 'mvproceedings', 'collection', 'mvcollection', 'periodical', 'reference', 'mvreference']);

/** Types that are settings of a program and no publications. */
export const NO_PUBLICATION_TYPES: ReadonlySet<string> = new Set(['xdata', 'set', 'bibnote', 'control', 'ieeetranbstctl', 'options']);

/** Fields that name where a paper appeared, the most telling first. */
export const VENUE_FIELDS = ['journaltitle', 'journal', 'booktitle', 'eventtitle', 'maintitle', 'school', 'institution', 'howpublished'] as const;
const PUBLICATION_FIELDS = ['journaltitle', 'journal', 'booktitle'] as const;

/** The venue's field of an entry, or null. `howpublished` is one only where it is no address. */
export function venueField(fields: ReadonlyMap<string, string>): string | null {
  for (const name of VENUE_FIELDS) {
    const value = fields.get(name)?.trim() ?? '';
    if (value === '' || (name === 'howpublished' && /https?:|\\url|\\href|www\./.test(value))) continue;
    return name;
  }
  return null;
}

/** True where the only place a paper is said to have appeared is arXiv (or CoRR). */
export function isOnlyOnArxiv(fields: ReadonlyMap<string, string>, ids: PaperIds): boolean {
  const venue = PUBLICATION_FIELDS.map((name) => fields.get(name)).find((value) => value !== undefined && value.trim() !== '');
  if (venue === undefined) return ids.arxiv !== undefined;
  return /^[\s{]*(?:arxiv|corr\b|computing research repository)/i.test(venue);
}

/** Fields that hold keywords: BibTeX's, a common slip, and Scopus's. */
export const KEYWORD_FIELDS = ['keywords', 'keyword', 'author_keywords'] as const;

const STANDARD_MACROS: Readonly<Record<string, string>> = {
  jan: 'January', feb: 'February', mar: 'March', apr: 'April', may: 'May', jun: 'June',
  jul: 'July', aug: 'August', sep: 'September', sept: 'September', oct: 'October', nov: 'November', dec: 'December',
  january: 'January', february: 'February', march: 'March', april: 'April', june: 'June', july: 'July', august: 'August',
  september: 'September', october: 'October', november: 'November', december: 'December',
  acmcs: 'ACM Computing Surveys', acta: 'Acta Informatica', cacm: 'Communications of the ACM',
  ibmjrd: 'IBM Journal of Research and Development', ibmsj: 'IBM Systems Journal', ieeese: 'IEEE Transactions on Software Engineering',
  ieeetc: 'IEEE Transactions on Computers', ieeetcad: 'IEEE Transactions on Computer-Aided Design of Integrated Circuits',
  ipl: 'Information Processing Letters', jacm: 'Journal of the ACM', jcss: 'Journal of Computer and System Sciences',
  scp: 'Science of Computer Programming', sicomp: 'SIAM Journal on Computing', tocs: 'ACM Transactions on Computer Systems',
  tods: 'ACM Transactions on Database Systems', tog: 'ACM Transactions on Graphics', toms: 'ACM Transactions on Mathematical Software',
  toois: 'ACM Transactions on Office Information Systems', toplas: 'ACM Transactions on Programming Languages and Systems',
  tcs: 'Theoretical Computer Science',
};

/** A macro that BibTeX's standard styles define (`jan`, `cacm`), case-insensitive; null for any other word. */
export function standardMacro(word: string): string | null {
  const name = word.toLowerCase();
  return Object.hasOwn(STANDARD_MACROS, name) ? STANDARD_MACROS[name] ?? null : null;
}

/** Fields that hold one identifier of a known scheme, with the spellings that exports use. */
const ID_FIELDS: ReadonlyArray<readonly [field: string, scheme: PaperIdScheme]> = [
  ['doi', 'doi'], ['arxivid', 'arxiv'], ['arxiv', 'arxiv'], ['pmid', 'pmid'], ['pubmed-id', 'pmid'], ['pmcid', 'pmcid'], ['openalex', 'openalex'],
];
/** Fields whose address may name an identifier. */
const URL_FIELDS = ['url', 'ee', 'biburl', 'doi', 'howpublished', 'bdsk-url-1'] as const;

const EPRINT_SCHEMES: Readonly<Record<string, PaperIdScheme>> = {
  arxiv: 'arxiv', 'arxiv.org': 'arxiv', pubmed: 'pmid', pmid: 'pmid', pmcid: 'pmcid', pmc: 'pmcid',
};

export interface InvalidId {
  readonly field: string;
  readonly value: string;
  readonly scheme: PaperIdScheme;
}

/** All identifiers of an entry: from its own fields, its addresses, and a key as dblp exports it. Fields come undecoded. */
export function identifiers(key: string, fields: ReadonlyMap<string, string>): { ids: PaperIds; invalid: InvalidId[] } {
  const ids: { -readonly [S in PaperIdScheme]?: string } = {};
  const invalid: InvalidId[] = [];
  for (const [field, scheme] of ID_FIELDS) {
    const text = plainId(fields.get(field));
    if (text === '') continue;
    const value = normalizePaperId(scheme, text);
    if (value !== null) ids[scheme] ??= value;
    else if (parsePaperId(text) === null) invalid.push({ field, value: text, scheme });
  }
  const eprint = plainId(fields.get('eprint'));
  const archive = plainId(fields.get('archiveprefix') ?? fields.get('eprinttype')).toLowerCase();
  const scheme = EPRINT_SCHEMES[archive] ?? (/^(?:arxiv:|\d{4}\.\d{4,5}(?:v\d+)?$|[a-z-]+(?:\.[a-z]{2})?\/\d{7})/i.test(eprint) ? 'arxiv' : null);
  if (eprint !== '' && scheme !== null) {
    const value = normalizePaperId(scheme, eprint);
    if (value !== null) ids[scheme] ??= value;
    else if (parsePaperId(eprint) === null) invalid.push({ field: 'eprint', value: eprint, scheme });
  }
  for (const field of URL_FIELDS) {
    for (const address of plainId(fields.get(field)).match(/https?:\/\/[^\s{}|]+/g) ?? []) {
      const found = parsePaperId(address.replace('/rec/bib/', '/rec/').replace(/(?<![.,;)])[.,;)]+$/, ''));
      if (found !== null) ids[found.scheme] ??= found.value;
    }
  }
  // Google Scholar and arXiv write "arXiv preprint arXiv:1706.03762" as the journal.
  const named = /arxiv:\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})/i.exec(`${fields.get('journal') ?? ''} ${fields.get('volume') ?? ''} ${fields.get('number') ?? ''}`);
  if (named !== null) ids.arxiv ??= normalizePaperId('arxiv', named[1] ?? '') ?? undefined;
  ids.arxiv ??= arxivIdOfDoi(ids.doi) ?? undefined;
  const dblp = /^(?:dblp:)?((?:conf|journals|books|phd|series|reference|tr)\/[^\s/]+\/[^\s]+)$/i.exec(key);
  if (dblp !== null) ids.dblp ??= normalizePaperId('dblp', dblp[1] ?? '') ?? undefined;
  return { ids: Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined)), invalid };
}

/** Every field that a record is made of; all others are passed over. */
export const USED_FIELDS: ReadonlySet<string> = new Set([
  'editor', 'translator',
  'title', 'subtitle', 'author', 'date', 'year', 'month', 'day', 'crossref', 'xdata', 'ids', 'eprint', 'archiveprefix', 'eprinttype', 'volume', 'number', 'repository', 'pdf',
  ...KEYWORD_FIELDS, ...VENUE_FIELDS, ...ID_FIELDS.map(([field]) => field), ...URL_FIELDS,
]);

/** An identifier as typed, freed of braces and of the escapes that LaTeX users put before `_`, `%`, `&`, `#`. */
export function plainId(text: string | undefined): string {
  return (text ?? '').replace(/\\url\s*/g, '').replace(/\\([_%&#$~{}])/g, '$1').replace(/[{}]/g, '').trim();
}
