/**
 * arXiv's API (https://info.arxiv.org/help/api/user-manual.html): Atom feeds of a query. Authors have no ids there and are
 * asked for by name, so that namesakes come along; identity tells them apart as well as it can.
 */
import { normalizePaperId, parsePersonId } from '../records/ids.js';
import { UnusableAnswer } from './errors.js';
import { firstYear } from './json.js';
import { runsOf, labelOf, type Answer, type PaperSeen, type Service, type ServiceRequest, type YearRange } from './service.js';
import { childNamed, childrenNamed, textOf, xmlDocument, type XmlElement } from './xml.js';

/** The manual asks for slices of 2,000 at most; large ones often fail. */
const PAGE_SIZE = 200;
const IDS_PER_REQUEST = 100;
const RECORDS = new Set(['entry', 'opensearch:totalResults', 'id', 'title', 'updated']);

function query(text: string, label: string, asks: readonly string[], { from, to }: YearRange, order: string): ServiceRequest {
  const isOpen = from === null && to === null;
  const dates = isOpen ? '' : ` AND submittedDate:[${from ?? 1990}01010000 TO ${to ?? 9999}12312359]`;
  const whole = isOpen ? text : `(${text})${dates}`;
  return { path: `/api/query?search_query=${encodeURIComponent(whole)}&start=0&max_results=${PAGE_SIZE}${order}`, label, page: 0, asks };
}

/** The order in which papers came stays the same while the pages are fetched. */
const BY_DATE = '&sortBy=submittedDate&sortOrder=ascending';

function paperOf(entry: XmlElement): PaperSeen | null {
  const address = textOf(childNamed(entry, 'id')).trim();
  if (address.includes('/api/errors')) throw new UnusableAnswer(`an error instead of papers: ${textOf(childNamed(entry, 'summary')).trim().slice(0, 200)}`);
  const id = normalizePaperId('arxiv', address);
  if (id === null) return null;
  const names = childrenNamed(entry, 'author').map((author) => textOf(childNamed(author, 'name')).replace(/\s+/g, ' ').trim());
  const published = textOf(childNamed(entry, 'published'));
  const year = firstYear(published.trim() === '' ? textOf(childNamed(entry, 'updated')) : published);
  return { id, ids: [id], year, authors: names.filter((name) => name !== '').map((name) => ({ ids: [name], name })), recordKey: `arxiv:${id}`, completion: null };
}

async function read(request: ServiceRequest, body: Buffer): Promise<Answer> {
  const { records } = await xmlDocument(body, ['feed'], RECORDS);
  const papers = records.filter(({ name }) => name === 'entry').map(paperOf).filter((paper) => paper !== null);
  // An address of ids repeats how many were asked for, not how many there are.
  const isQuery = request.path.includes('search_query=');
  const stated = Number(textOf(records.find(({ name }) => name === 'opensearch:totalResults') ?? null));
  const total = isQuery && Number.isInteger(stated) ? stated : null;
  const start = Number(/[?&]start=(\d+)/.exec(request.path)?.[1] ?? 0);
  // Pages in the midst of a list come empty now and then; asked again they are not.
  if (total !== null && papers.length === 0 && start < total) throw new UnusableAnswer(`an empty page of ${total} papers`);
  const end = start + papers.length;
  return {
    papers,
    next: total === null || end >= total ? null : { ...request, path: request.path.replace(/start=\d+/, `start=${end}`), page: request.page + 1 },
    more: [],
    total,
    known: papers.length > 0 && isQuery ? request.asks : [],
    hasRecords: papers.length > 0,
  };
}

export const arxiv: Service = {
  id: 'arxiv',
  title: 'arXiv',
  format: 'arxiv',
  baseUrl: 'https://export.arxiv.org',
  baseUrlVariable: 'COTERIE_ARXIV_URL',
  keyVariables: [],
  ending: 'xml',
  // "No more than one request every three seconds" (https://info.arxiv.org/help/api/tou.html).
  pauseMs: () => 3_000,
  identify() {
    // Nobody needs to say who they are.
  },
  cannot: {
    orcid: 'arXiv\'s API can\'t be asked by ORCID: give the author\'s name',
    doi: 'arXiv\'s API knows no DOIs but its own (10.48550/arXiv.…): give arXiv ids',
  },
  idsHelp: 'arXiv ids (1706.03762), authors\' names ("Ada Okonkwo")',
  author(text) {
    const name = text.replace(/["\s]+/g, ' ').trim();
    const isName = /\p{L}{2}/u.test(name) && !/[:/\d@]/.test(name) && parsePersonId(name)?.scheme !== 'orcid';
    if (!isName) return null;
    const [family, given] = name.split(/,\s*/, 2);
    return given === undefined ? name : `${given} ${family}`;
  },
  paper(text) {
    const own = /10\.48550\/arxiv\.(\S+)$/i.exec(text.trim())?.[1];
    return normalizePaperId('arxiv', own ?? text);
  },
  authorsAreNames: true,
  ofAuthors: (ids, years) => ids.map((name) => query(`au:"${name}"`, `papers-${name}`, [name], years, BY_DATE)),
  ofPapers: (ids) =>
    runsOf(ids, IDS_PER_REQUEST).map((run) => ({ path: `/api/query?id_list=${run.map(encodeURIComponent).join(',')}&max_results=${run.length}`, label: `papers-${labelOf(run)}`, page: 0, asks: run })),
  // Words are looked for anywhere unless the text names fields itself (ti:, au:, cat:, …).
  search: (text, years) => query(/\b(?:ti|au|abs|co|jr|cat|rn|id|all):/.test(text) ? text : text.split(/\s+/).map((word) => `all:${word}`).join(' AND '), `search-${text}`, [], years, ''),
  read,
};
