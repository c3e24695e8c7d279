/**
 * DBLP (https://dblp.org/faq/How+to+use+the+dblp+search+API.html): a person's page and a record as XML, and a search whose
 * hits name records. ORCIDs and DOIs redirect to pages for people; the same page with .xml is the one for programs.
 */
import { normalizePaperId, normalizePersonId, parsePaperId } from '../records/ids.js';
import { UnusableAnswer } from './errors.js';
import { firstYear } from './json.js';
import type { Answer, AuthorSeen, PaperSeen, Service, ServiceRequest } from './service.js';
import { childNamed, childrenNamed, textOf, xmlDocument, type XmlElement } from './xml.js';

const PUBLICATIONS = ['article', 'inproceedings', 'proceedings', 'book', 'incollection', 'phdthesis', 'mastersthesis', 'data'];
const RECORDS = new Set([...PUBLICATIONS, 'www', 'person']);
/** Most hits of an answer. */
const HITS_PER_PAGE = 1000;
/** The search answers no hits beyond. */
const MOST_HITS = 10_000;

const ORCID = /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/;

/** Keys and pids have slashes of their own. */
function pathOf(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}

function ofRecord(id: string, asks: readonly string[]): ServiceRequest {
  const isDoi = id.startsWith('10.');
  const path = pathOf(id);
  return { path: isDoi ? `/doi/${path}` : `/rec/${path}.xml`, label: `record-${id}`, page: 0, asks };
}

function authorsOf(element: XmlElement): AuthorSeen[] {
  return childrenNamed(element, 'author').map((author) => {
    const pid = author.attributes['pid'];
    const orcid = normalizePersonId('orcid', author.attributes['orcid'] ?? '');
    return { ids: pid === undefined ? [] : [pid, ...(orcid === null ? [] : [orcid])], name: textOf(author) };
  });
}

function paperOf(element: XmlElement): PaperSeen | null {
  const key = element.attributes['key'];
  if (key === undefined) return null;
  const dois = childrenNamed(element, 'ee').map((link) => parsePaperId(textOf(link).trim())).filter((id) => id?.scheme === 'doi').map((id) => id?.value ?? '');
  return { id: key, ids: [key, ...dois], authors: authorsOf(element), year: firstYear(textOf(childNamed(element, 'year'))), recordKey: `dblp:${key}`, completion: null };
}

async function read(request: ServiceRequest, body: Buffer): Promise<Answer> {
  if (request.path.startsWith('/search/')) return readHits(request, body);
  const { records } = await xmlDocument(body, ['dblp', 'dblpperson'], RECORDS);
  const papers = records.filter(({ name }) => PUBLICATIONS.includes(name)).map(paperOf).filter((paper) => paper !== null);
  const isPerson = records.some(({ name }) => name === 'person' || name === 'www');
  if (papers.length === 0 && !isPerson) throw new UnusableAnswer('XML without any record');
  return { papers, next: null, more: [], total: null, known: request.asks, hasRecords: true };
}

async function readHits(request: ServiceRequest, body: Buffer): Promise<Answer> {
  const { records, around } = await xmlDocument(body, ['result'], new Set(['hit']));
  const total = Number(around.get('hits')?.['total']);
  const first = Number(/[?&]f=(\d+)/.exec(request.path)?.[1] ?? 0);
  const keys = records.map((hit) => textOf(childNamed(childNamed(hit, 'info') ?? hit, 'key')).trim()).filter((key) => key !== '');
  const end = first + records.length;
  const isOver = records.length === 0 || !(end < Math.min(total, MOST_HITS));
  return {
    papers: [],
    next: isOver ? null : { ...request, path: request.path.replace(/f=\d+/, `f=${end}`), page: request.page + 1 },
    more: keys.map((key) => ofRecord(key, [])),
    total: null,
    hasRecords: false,
    ...(total > MOST_HITS ? { note: `DBLP's search answers the first ${MOST_HITS} of these ${total} papers alone: ask for less at a time` } : {}),
  };
}

export const dblp: Service = {
  id: 'dblp',
  title: 'DBLP',
  format: 'dblp',
  baseUrl: 'https://dblp.org',
  baseUrlVariable: 'COTERIE_DBLP_URL',
  keyVariables: [],
  ending: 'xml',
  // "At least one or two seconds between two consecutive requests" (https://dblp.org/faq/Am+I+allowed+to+crawl+the+dblp+website.html).
  pauseMs: () => 2_000,
  identify() {
    // The User-Agent says it all.
  },
  redirected(location) {
    const url = new URL(location);
    if (/^\/(?:pid|rec)\//.test(url.pathname)) url.pathname = url.pathname.replace(/(?:\.html|\.xml)?$/, '.xml');
    return url;
  },
  cannot: {},
  idsHelp: 'persons (pid 81/1984), ORCIDs, record keys (conf/jcdl/OkonkwoN20), DOIs',
  author(text) {
    if (normalizePaperId('dblp', text) !== null || text.trim().startsWith('10.')) return null;
    return normalizePersonId('orcid', text) ?? normalizePersonId('dblp', text);
  },
  paper: (text) => normalizePaperId('dblp', text) ?? normalizePaperId('doi', text),
  authorsAreNames: false,
  ofAuthors: (ids) => ids.map((id) => ({ path: ORCID.test(id) ? `/orcid/${id}` : `/pid/${pathOf(id)}.xml`, label: `person-${id}`, page: 0, asks: [id] })),
  ofPapers: (ids) => ids.map((id) => ofRecord(id, [id])),
  search: (text) => ({ path: `/search/publ/api?q=${encodeURIComponent(text)}&format=xml&h=${HITS_PER_PAGE}&f=0`, label: `search-${text}`, page: 0, asks: [] }),
  read,
};
