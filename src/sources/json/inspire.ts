/** INSPIRE's literature API: a page of a search (`{hits: {hits: [{metadata}]}}`), one record, lists and lines of records. The mapping is in inspire-mapping.ts. */
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, writtenOut } from '../json-values.js';
import type { Source, SourceInput } from '../source.js';
import { inspireRecord } from './inspire-mapping.js';
import { hasPath, jsonShape, textAt } from './json-head.js';
import { eachRecord, readRecords } from './json-records.js';

const LIST_PATHS = ['hits.hits'];
const PLACES = ['hits.hits[].metadata.', '[].metadata.', 'metadata.', '[].', ''];

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  return readRecords(input, LIST_PATHS, (value, place) => eachRecord([value], place, (hit, notes) => {
    const metadata = objectOf(objectOf(hit)?.metadata) ?? hit;
    if (isObject(metadata) && Array.isArray(metadata.titles)) return inspireRecord(metadata, objectOf(hit) ?? {}, notes);
    return notes.drop('UNSUPPORTED_RECORD', 'titles', writtenOut(metadata), 'This is no record of INSPIRE\'s literature (authors, institutions, conferences and others are not read); it is left out.');
  }));
}

/** The INSPIRE source. Memory: one record. */
export const inspire: Source = {
  id: 'inspire',
  title: 'INSPIRE literature (JSON)',
  extensions: ['json'],
  reads: 'answers of the literature API and single records: names in parts, ORCIDs and INSPIRE ids, affiliations, collaborations as groups, citations',
  detect(head) {
    const shape = jsonShape(head);
    if (shape.size === 0) return 0;
    if (textAt(shape, PLACES, '$schema')?.endsWith('/schemas/records/hep.json') === true) return 1;
    if (hasPath(shape, PLACES, 'titles[].title') && ['control_number', 'document_type[]', 'authors[].full_name', 'arxiv_eprints[]', 'inspire_categories[]'].some((name) => hasPath(shape, PLACES, name))) return 0.95;
    // A list of thousands of authors may fill the head.
    if (hasPath(shape, PLACES, 'authors[].full_name') && ['control_number', 'authors[].signature_block', 'authors[].uuid', 'authors[].record'].some((name) => hasPath(shape, PLACES, name))) return 0.9;
    // An empty page of a search, or records of INSPIRE that are no literature.
    return shape.has('hits.total') && /inspirehep\.net/.test(head) ? 0.7 : 0;
  },
  read,
};
