/**
 * ORCID's public API 3.0 (https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/): a
 * person's record lists works without their contributors; the works themselves, up to a hundred at a time, have them.
 */
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import { versionsInOrder } from '../sources/json/orcid-json.js';
import { UnusableAnswer } from './errors.js';
import { firstYear, isObject, objectOf, objectsOf, parsedJson, textValue, type JsonObject } from './json.js';
import { runsOf, type Answer, type AuthorSeen, type PaperSeen, type Service, type ServiceRequest } from './service.js';

/** The API takes a hundred; records with long lists of contributors make large answers. */
const WORKS_PER_REQUEST = 50;

function readRecord(request: ServiceRequest, record: JsonObject): Answer {
  const id = normalizePersonId('orcid', textValue(objectOf(record['orcid-identifier'])?.['path']) ?? '');
  if (id === null) throw new UnusableAnswer('JSON that is no record of a person');
  // Of a group the version that the source goes by.
  const codes = groupsOf(record).map((group) => codeOf(versionsInOrder(group)[0])).filter((code) => code !== null);
  const requests = runsOf(codes, WORKS_PER_REQUEST).map((run, index) => ({ path: `/v3.0/${id}/works/${run.join(',')}`, label: `works-${id}-${index + 1}`, page: 0, asks: [] }));
  const papersIn = (body: Buffer): PaperSeen[] => worksIn(body).map((work) => paperOf(work, id)).filter((paper) => paper !== null);
  const compose = (bodies: readonly Buffer[]): Buffer => Buffer.from(JSON.stringify(withWorks(record, bodies.flatMap(worksIn))));
  return { papers: [], next: null, more: [], total: null, known: [...request.asks, id], hasRecords: true, ...(requests.length > 0 ? { assembly: { requests, read: papersIn, compose } } : {}) };
}

function groupsOf(record: JsonObject): JsonObject[] {
  return objectsOf(objectOf(objectOf(record['activities-summary'])?.['works'])?.['group']);
}

function codeOf(work: JsonObject | undefined): string | null {
  return /^\d+$/.exec(textValue(work?.['put-code']) ?? '')?.[0] ?? null;
}

/** The record with what is known of each work in the place of its summary, so that one file names the owner and the contributors. */
function withWorks(record: JsonObject, works: readonly JsonObject[]): JsonObject {
  const whole = new Map(works.map((work) => [codeOf(work), work]));
  const group = groupsOf(record).map((each) => ({
    ...each,
    'work-summary': objectsOf(each['work-summary']).map((summary) => ({ ...summary, ...whole.get(codeOf(summary)) })),
  }));
  const activities = objectOf(record['activities-summary']);
  return { ...record, 'activities-summary': { ...activities, works: { ...objectOf(activities?.['works']), group } } };
}

/** The works of an answer to several put-codes; errors in the place of works are not among them. */
function worksIn(body: Buffer): JsonObject[] {
  const answer = parsedJson(body);
  if (!isObject(answer) || !Array.isArray(answer['bulk'])) throw new UnusableAnswer('JSON that is no list of works');
  return objectsOf(answer['bulk']).map((entry) => objectOf(entry['work'])).filter((work) => work !== null);
}

function contributorsOf(work: JsonObject): AuthorSeen[] {
  return objectsOf(objectOf(work['contributors'])?.['contributor']).map((contributor) => {
    const orcid = normalizePersonId('orcid', textValue(objectOf(contributor['contributor-orcid'])?.['path']) ?? '');
    return { ids: orcid === null ? [] : [orcid], name: textValue(objectOf(contributor['credit-name'])?.['value']) ?? '' };
  });
}

function paperOf(work: JsonObject, owner: string): PaperSeen | null {
  const code = codeOf(work);
  if (code === null) return null;
  // The same work has another code in every contributor's record; its DOI tells that it is the same.
  const doi = objectsOf(objectOf(work['external-ids'])?.['external-id'])
    .filter((id) => id['external-id-type'] === 'doi' && id['external-id-relationship'] !== 'part-of')
    .map((id) => normalizePaperId('doi', textValue(id['external-id-value']) ?? ''))
    .find((id) => id !== null) ?? null;
  const year = firstYear(objectOf(objectOf(work['publication-date'])?.['year'])?.['value']);
  return { id: doi ?? `work ${code}`, ids: doi === null ? [] : [doi], authors: contributorsOf(work), year, recordKey: `orcid:${owner}/${work['contributors'] === undefined ? '' : 'work/'}${code}`, completion: null };
}

function read(request: ServiceRequest, body: Buffer): Answer {
  const answer = parsedJson(body);
  if (!isObject(answer)) throw new UnusableAnswer('JSON that is no object');
  return readRecord(request, answer);
}

export const orcid: Service = {
  id: 'orcid',
  title: 'ORCID',
  format: 'orcid',
  baseUrl: 'https://pub.orcid.org',
  baseUrlVariable: 'COTERIE_ORCID_URL',
  keyVariables: ['ORCID_TOKEN'],
  ending: 'json',
  // Twelve requests a second (https://info.orcid.org/ufaqs/what-are-the-api-limits/).
  pauseMs: () => 84,
  identify({ key }, _url, headers) {
    if (key !== null) headers['authorization'] = `Bearer ${key}`;
  },
  cannot: {
    search: 'ORCID keeps records of people, not of papers: give ORCIDs, or search another service',
    doi: 'ORCID keeps records of people, not of papers: give ORCIDs, or ask Crossref or OpenAlex for DOIs',
  },
  idsHelp: 'ORCIDs (0000-0002-1825-0097)',
  author: (text) => normalizePersonId('orcid', text),
  paper: () => null,
  authorsAreNames: false,
  ofAuthors: (ids) => ids.map((id) => ({ path: `/v3.0/${id}/record`, label: `record-${id}`, page: 0, asks: [id] })),
  ofPapers: () => [],
  search: () => {
    throw new RangeError('ORCID can\'t be searched for papers');
  },
  read,
};
