/**
 * OpenAlex (https://developers.openalex.org): `/works` with filters and cursors. Lists show 100 authors per work and mark
 * those that are cut (`is_authors_truncated`); the single work is whole.
 */
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import { ALL_YEARS } from '../records/years.js';
import { UnusableAnswer } from './errors.js';
import { firstYear, isObject, objectOf, objectsOf, parsedJson, textValue, type JsonObject } from './json.js';
import { labelOf, runsOf, type Answer, type AuthorSeen, type PaperSeen, type Service, type ServiceRequest, type YearRange } from './service.js';

/** Most values that a filter takes, joined by `|`, is 100; addresses get long before that. */
const IDS_PER_REQUEST = 50;
/** Largest page since 2026; it was 200 before. */
const PAGE_SIZE = 100;
/** How many authors a list shows per work. */
const SHOWN_AUTHORS = 100;

const AUTHOR_ID = /^A\d+$/;
const WORK_ID = /^W\d+$/;

function list(filter: string, label: string, asks: readonly string[], years: YearRange, extra = ''): ServiceRequest {
  const filters = [filter, yearFilter(years)].filter((part) => part !== '').join(',');
  const query = filters === '' ? '' : `filter=${encodeURIComponent(filters)}&`;
  return { path: `/works?${query}${extra}per_page=${PAGE_SIZE}&cursor=*`, label, page: 0, asks };
}

function yearFilter({ from, to }: YearRange): string {
  if (from === null && to === null) return '';
  return from === to ? `publication_year:${from}` : `publication_year:${from ?? ''}-${to ?? ''}`;
}

function single(id: string): ServiceRequest {
  const path = WORK_ID.test(id) ? id : `https://doi.org/${id.split('/').map(encodeURIComponent).join('/')}`;
  return { path: `/works/${path}`, label: `work-${id}`, page: 0, asks: [id] };
}

function authorsOf(work: JsonObject): AuthorSeen[] {
  return objectsOf(work['authorships']).map((authorship) => {
    const author = objectOf(authorship['author']);
    const id = normalizePersonId('openalex', textValue(author?.['id']) ?? '');
    const orcid = normalizePersonId('orcid', textValue(author?.['orcid']) ?? '');
    const name = textValue(author?.['display_name']) ?? textValue(authorship['raw_author_name']) ?? '';
    return { ids: [id, orcid].filter((known) => known !== null), name };
  });
}

function paperOf(work: JsonObject, isSingle: boolean): PaperSeen | null {
  const id = normalizePaperId('openalex', textValue(work['id']) ?? '');
  if (id === null) return null;
  const doi = normalizePaperId('doi', textValue(work['doi']) ?? '');
  const authors = authorsOf(work);
  // Older answers lack the mark: then a full list may have been cut.
  const mark = work['is_authors_truncated'];
  const isCut = !isSingle && (mark === true || (mark === undefined && authors.length === SHOWN_AUTHORS));
  const completion = !isCut ? null : {
    request: { ...single(id), asks: [] },
    read: (body: Buffer) => ({ authors: authorsOf(workOf(body)), next: null }),
    compose: null,
  };
  const year = firstYear(work['publication_date'], work['publication_year']);
  return { id, ids: doi === null ? [id] : [id, doi], authors, year, recordKey: `openalex:${id}`, completion };
}

function workOf(body: Buffer): JsonObject {
  const work = parsedJson(body);
  if (!isObject(work) || normalizePaperId('openalex', textValue(work['id']) ?? '') === null) throw new UnusableAnswer('JSON that is no work');
  return work;
}

function read(request: ServiceRequest, body: Buffer): Answer {
  if (!request.path.startsWith('/works?')) {
    const paper = paperOf(workOf(body), true);
    // A merged work answers under its new id.
    const papers = paper === null ? [] : [{ ...paper, ids: [...paper.ids, ...request.asks] }];
    return { papers, next: null, more: [], total: null, hasRecords: true };
  }
  const page = parsedJson(body);
  const meta = isObject(page) ? objectOf(page['meta']) : null;
  if (!isObject(page) || meta === null || !Array.isArray(page['results'])) throw new UnusableAnswer('JSON that is no page of works');
  const papers = objectsOf(page['results']).map((work) => paperOf(work, false)).filter((paper) => paper !== null);
  const cursor = textValue(meta['next_cursor']);
  const { count } = meta;
  return {
    papers,
    next: cursor === null ? null : { ...request, path: request.path.replace(/cursor=[^&]*/, `cursor=${encodeURIComponent(cursor)}`), page: request.page + 1 },
    more: [],
    total: typeof count === 'number' ? count : null,
    hasRecords: papers.length > 0,
  };
}

export const openalex: Service = {
  id: 'openalex',
  title: 'OpenAlex',
  format: 'openalex',
  baseUrl: 'https://api.openalex.org',
  baseUrlVariable: 'COTERIE_OPENALEX_URL',
  keyVariables: ['OPENALEX_API_KEY'],
  ending: 'json',
  // Ten requests a second was the limit of the polite pool; today's is 100 (https://developers.openalex.org/api-reference/authentication).
  pauseMs: () => 100,
  identify({ mailto, key }, url) {
    if (mailto !== null) url.searchParams.set('mailto', mailto);
    if (key !== null) url.searchParams.set('api_key', key);
  },
  cannot: {},
  idsHelp: 'authors (A5023888391), ORCIDs, works (W2741809807), DOIs',
  author: (text) => normalizePersonId('openalex', text) ?? normalizePersonId('orcid', text),
  paper: (text) => normalizePaperId('openalex', text) ?? normalizePaperId('doi', text),
  authorsAreNames: false,
  ofAuthors(ids, years) {
    const byId = ids.filter((id) => AUTHOR_ID.test(id));
    const byOrcid = ids.filter((id) => !AUTHOR_ID.test(id));
    return [
      ...runsOf(byId, IDS_PER_REQUEST).map((run) => list(`authorships.author.id:${run.join('|')}`, `works-${labelOf(run)}`, run, years)),
      ...runsOf(byOrcid, IDS_PER_REQUEST).map((run) => list(`authorships.author.orcid:${run.join('|')}`, `works-${labelOf(run)}`, run, years)),
    ];
  },
  ofPapers(ids) {
    // A comma ends a filter and a bar a value, so that a DOI with one of them has to be asked for by itself.
    const awkward = ids.filter((id) => /[,|]/.test(id));
    const works = ids.filter((id) => WORK_ID.test(id));
    const dois = ids.filter((id) => !WORK_ID.test(id) && !awkward.includes(id));
    return [
      ...runsOf(works, IDS_PER_REQUEST).map((run) => list(`ids.openalex:${run.join('|')}`, `works-${labelOf(run)}`, run, ALL_YEARS)),
      ...runsOf(dois, IDS_PER_REQUEST).map((run) => list(`doi:${run.join('|')}`, `works-${labelOf(run)}`, run, ALL_YEARS)),
      ...awkward.map(single),
    ];
  },
  search: (text, years) => list('', `search-${text}`, [], years, `search=${encodeURIComponent(text)}&`),
  read,
};
