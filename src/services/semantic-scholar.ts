/**
 * Semantic Scholar's Academic Graph (https://api.semanticscholar.org/api-docs/graph): papers of an author, batches of
 * papers by id, bulk search. Lists show a limited number of authors per paper without saying so: where a number looks like
 * a limit the paper's own list of authors is asked for.
 */
import { normalizePaperId, parsePaperId, parsePersonId } from '../records/ids.js';
import type { PaperIdScheme } from '../records/record.js';
import { isLimited } from '../records/years.js';
import { UnusableAnswer } from './errors.js';
import { firstYear, isObject, objectOf, objectsOf, parsedJson, textValue, type JsonObject } from './json.js';
import { runsOf, labelOf, type Answer, type AuthorSeen, type Completion, type PaperSeen, type Service, type ServiceRequest, type YearRange } from './service.js';

/** Most ids of a batch. */
const IDS_PER_BATCH = 500;
/** An answer may have 10 MB; abstracts make a thousand papers too many. */
const PAGE_SIZE = 500;
const AUTHORS_PER_PAGE = 1000;
/** Lists of authors have been seen to be cut at multiples of this. */
const CUT_AT_MULTIPLES_OF = 100;

const FIELDS = [
  'paperId', 'corpusId', 'externalIds', 'url', 'title', 'abstract', 'venue', 'publicationVenue', 'year', 'publicationDate', 'publicationTypes',
  'journal', 'authors', 'citationCount', 'fieldsOfStudy', 's2FieldsOfStudy', 'isOpenAccess', 'openAccessPdf',
].join(',');

/** How the API spells the ids of others. */
const PREFIXES: ReadonlyArray<readonly [PaperIdScheme, string]> = [
  ['doi', 'DOI:'], ['arxiv', 'ARXIV:'], ['acl', 'ACL:'], ['pmid', 'PMID:'], ['pmcid', 'PMCID:'], ['mag', 'MAG:'],
];

function years({ from, to }: YearRange, separator: string): string {
  return from === to ? String(from) : `${from ?? ''}${separator}${to ?? ''}`;
}

function authorsOf(value: unknown): AuthorSeen[] {
  return objectsOf(value).map((author) => {
    const id = textValue(author['authorId']);
    return { ids: id === null ? [] : [id], name: textValue(author['name']) ?? '' };
  });
}

function paperOf(paper: JsonObject, asked: string | null): PaperSeen | null {
  const id = textValue(paper['paperId']);
  if (id === null) return null;
  const authors = authorsOf(paper['authors']);
  const isSuspicious = authors.length > 0 && authors.length % CUT_AT_MULTIPLES_OF === 0;
  const year = firstYear(paper['publicationDate'], paper['year']);
  return { id, ids: asked === null ? [id] : [id, asked], authors, year, recordKey: `s2:${id}`, completion: isSuspicious ? completionOf(id, paper) : null };
}

function completionOf(id: string, paper: JsonObject): Completion {
  const request: ServiceRequest = {
    path: `/graph/v1/paper/${encodeURIComponent(id)}/authors?fields=authorId,name,affiliations,externalIds&limit=${AUTHORS_PER_PAGE}&offset=0`,
    label: `authors-${id}`, page: 0, asks: [],
  };
  return {
    request,
    read(body) {
      const page = pageOf(body);
      return { authors: authorsOf(page['data']), next: nextByOffset(request, page) };
    },
    compose: (bodies) => Buffer.from(JSON.stringify({ data: [{ ...paper, authors: bodies.flatMap((body) => objectsOf(pageOf(body)['data'])) }] })),
  };
}

function pageOf(body: Buffer): JsonObject {
  const page = parsedJson(body);
  if (!isObject(page) || !Array.isArray(page['data'])) throw new UnusableAnswer('JSON that is no page of a list');
  return page;
}

/** The API states the offset of the next page, and leaves it out on the last one. */
function nextByOffset(request: ServiceRequest, page: JsonObject): ServiceRequest | null {
  const { next } = page;
  const offset = Number(/offset=(\d+)/.exec(request.path)?.[1] ?? 0);
  // Onwards alone, or there would be no end.
  if (typeof next !== 'number' || !Number.isSafeInteger(next) || next <= offset || objectsOf(page['data']).length === 0) return null;
  return { ...request, path: request.path.replace(/offset=\d+/, `offset=${next}`), page: request.page + 1 };
}

function read(request: ServiceRequest, body: Buffer): Answer {
  if (request.body !== undefined) return readBatch(request, body);
  const page = pageOf(body);
  const papers = objectsOf(page['data']).map((paper) => paperOf(paper, null)).filter((paper) => paper !== null);
  const token = textValue(page['token']);
  const next = token === null
    ? nextByOffset(request, page)
    : { ...request, path: `${request.path.replace(/&token=[^&]*/, '')}&token=${encodeURIComponent(token)}`, page: request.page + 1 };
  const { total } = page;
  // An author without papers is known all the same.
  return { papers, next, more: [], total: typeof total === 'number' ? total : null, known: request.asks, hasRecords: papers.length > 0 };
}

/** A batch answers in the order of its ids, with null for what it does not know. */
function readBatch(request: ServiceRequest, body: Buffer): Answer {
  const list = parsedJson(body);
  if (!Array.isArray(list) || list.length !== request.asks.length) throw new UnusableAnswer('JSON that does not answer the ids one by one');
  const papers = request.asks
    .map((asked, index) => {
      const paper = objectOf(list[index]);
      return paper === null ? null : paperOf(paper, asked);
    })
    .filter((paper) => paper !== null);
  return { papers, next: null, more: [], total: null, hasRecords: papers.length > 0 };
}

export const semanticScholar: Service = {
  id: 'semanticscholar',
  title: 'Semantic Scholar',
  format: 's2',
  baseUrl: 'https://api.semanticscholar.org',
  baseUrlVariable: 'COTERIE_SEMANTICSCHOLAR_URL',
  keyVariables: ['S2_API_KEY', 'SEMANTIC_SCHOLAR_API_KEY'],
  ending: 'json',
  // "1 request per second, cumulative across all endpoints" for a key; without one the pool is shared by everybody (https://www.semanticscholar.org/product/api).
  pauseMs: () => 1_000,
  identify({ key }, _url, headers) {
    if (key !== null) headers['x-api-key'] = key;
  },
  cannot: { orcid: 'Semantic Scholar can\'t be asked by ORCID: look the author\'s number up on semanticscholar.org (…/author/NAME/NUMBER)' },
  idsHelp: 'authors (1741101), papers (sha, CorpusId:NUMBER), DOIs, arXiv, ACL, PubMed ids',
  author(text) {
    const found = parsePersonId(text);
    if (found?.scheme === 's2') return found.value;
    return /^\d{1,12}$/.test(text.trim()) ? text.trim() : null;
  },
  paper(text) {
    const corpus = /^corpusid:\s*(\d+)$/i.exec(text.trim())?.[1];
    if (corpus !== undefined) return `CorpusId:${corpus}`;
    if (/^[0-9a-f]{40}$/i.test(text.trim())) return text.trim().toLowerCase();
    const found = parsePaperId(text);
    if (found?.scheme === 's2') return normalizePaperId('s2', text);
    const prefix = PREFIXES.find(([scheme]) => scheme === found?.scheme)?.[1];
    return found === null || prefix === undefined ? null : prefix + found.value;
  },
  authorsAreNames: false,
  ofAuthors: (ids, range) =>
    ids.map((id) => {
      const filter = isLimited(range) ? `&publicationDateOrYear=${years(range, ':')}` : '';
      return { path: `/graph/v1/author/${encodeURIComponent(id)}/papers?fields=${FIELDS}${filter}&limit=${PAGE_SIZE}&offset=0`, label: `papers-${id}`, page: 0, asks: [id] };
    }),
  ofPapers: (ids) => runsOf(ids, IDS_PER_BATCH).map((run) => ({ path: `/graph/v1/paper/batch?fields=${FIELDS}`, body: { ids: run }, label: `batch-${labelOf(run)}`, page: 0, asks: run })),
  search(text, range) {
    const filter = isLimited(range) ? `&year=${years(range, '-')}` : '';
    return { path: `/graph/v1/paper/search/bulk?query=${encodeURIComponent(text)}&fields=${FIELDS}${filter}`, label: `search-${text}`, page: 0, asks: [] };
  },
  read,
};
