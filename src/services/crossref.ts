/**
 * Crossref's REST API (https://api.crossref.org/swagger-ui): `/works` with filters and cursors. Cursors expire after five
 * minutes, stay the same from page to page, and are given for the last page too: a short page is the last one.
 */
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import { ALL_YEARS } from '../records/years.js';
import { CROSSREF_DATES } from '../sources/json/crossref-mapping.js';
import { UnusableAnswer } from './errors.js';
import { firstYear, isObject, objectOf, objectsOf, parsedJson, textValue, type JsonObject } from './json.js';
import { labelOf, runsOf, type Answer, type AuthorSeen, type PaperSeen, type Service, type ServiceRequest, type YearRange } from './service.js';

const PAGE_SIZE = 200;
/** Filters of one kind are alternatives; addresses get long. */
const IDS_PER_REQUEST = 20;

function list(filters: readonly string[], label: string, asks: readonly string[], { from, to }: YearRange, query = ''): ServiceRequest {
  const all = [...filters, ...(from === null ? [] : [`from-pub-date:${from}`]), ...(to === null ? [] : [`until-pub-date:${to}`])];
  const filter = all.length === 0 ? '' : `filter=${encodeURIComponent(all.join(','))}&`;
  return { path: `/works?${filter}${query}rows=${PAGE_SIZE}&cursor=*`, label, page: 0, asks };
}

function single(doi: string): ServiceRequest {
  return { path: `/works/${encodeURIComponent(doi)}`, label: `work-${doi}`, page: 0, asks: [doi] };
}

function authorsOf(work: JsonObject): AuthorSeen[] {
  return objectsOf(work['author']).map((author) => {
    const orcid = normalizePersonId('orcid', textValue(author['ORCID']) ?? '');
    const name = textValue(author['name']) ?? [author['given'], author['family']].map(textValue).filter((part) => part !== null).join(' ');
    return { ids: orcid === null ? [] : [orcid], name };
  });
}

/** By the dates that the source of this format goes by, in its order. */
function yearOf(work: JsonObject): number | null {
  return firstYear(...CROSSREF_DATES.map((name) => {
    const parts = objectOf(work[name])?.['date-parts'];
    return Array.isArray(parts) ? (parts.flat() as unknown[])[0] : null;
  }));
}

function paperOf(work: JsonObject, asked: readonly string[]): PaperSeen | null {
  const doi = normalizePaperId('doi', textValue(work['DOI']) ?? '');
  return doi === null ? null : { id: doi, ids: [doi, ...asked], authors: authorsOf(work), year: yearOf(work), recordKey: `crossref:${doi}`, completion: null };
}

function read(request: ServiceRequest, body: Buffer): Answer {
  const answer = parsedJson(body);
  const message = isObject(answer) && answer['status'] === 'ok' ? objectOf(answer['message']) : null;
  if (message === null) throw new UnusableAnswer('JSON that is no answer about works');
  if (!request.path.startsWith('/works?')) {
    const paper = paperOf(message, request.asks);
    if (paper === null) throw new UnusableAnswer('JSON that is no work');
    return { papers: [paper], next: null, more: [], total: null, hasRecords: true };
  }
  if (!Array.isArray(message['items'])) throw new UnusableAnswer('JSON that is no list of works');
  const papers = objectsOf(message['items']).map((work) => paperOf(work, [])).filter((paper) => paper !== null);
  const cursor = textValue(message['next-cursor']);
  const isLast = cursor === null || message['items'].length < PAGE_SIZE;
  const total = message['total-results'];
  return {
    papers,
    next: isLast ? null : { ...request, path: request.path.replace(/cursor=[^&]*/, `cursor=${encodeURIComponent(cursor)}`), page: request.page + 1 },
    more: [],
    total: typeof total === 'number' ? total : null,
    hasRecords: papers.length > 0,
  };
}

export const crossref: Service = {
  id: 'crossref',
  title: 'Crossref',
  format: 'crossref',
  baseUrl: 'https://api.crossref.org',
  baseUrlVariable: 'COTERIE_CROSSREF_URL',
  keyVariables: ['CROSSREF_PLUS_TOKEN'],
  ending: 'json',
  // Lists: one a second for everybody, three for those who give an address (since December 2025,
  // https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/).
  pauseMs: ({ mailto }) => (mailto === null ? 1_000 : 334),
  identify({ mailto, key }, url, headers) {
    if (mailto !== null) url.searchParams.set('mailto', mailto);
    if (key !== null) headers['crossref-plus-api-token'] = `Bearer ${key}`;
  },
  cannot: {},
  idsHelp: 'ORCIDs, DOIs',
  author: (text) => normalizePersonId('orcid', text),
  paper: (text) => normalizePaperId('doi', text),
  authorsAreNames: false,
  ofAuthors: (ids, years) => runsOf(ids, IDS_PER_REQUEST).map((run) => list(run.map((id) => `orcid:${id}`), `works-${labelOf(run)}`, run, years)),
  ofPapers(ids) {
    // A comma ends a filter.
    const awkward = ids.filter((id) => id.includes(','));
    const plain = ids.filter((id) => !id.includes(','));
    return [...runsOf(plain, IDS_PER_REQUEST).map((run) => list(run.map((id) => `doi:${id}`), `works-${labelOf(run)}`, run, ALL_YEARS)), ...awkward.map(single)];
  },
  search: (text, years) => list([], `search-${text}`, [], years, `query.bibliographic=${encodeURIComponent(text)}&`),
  read,
};
