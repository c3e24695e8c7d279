/**
 * Crossref: answers of the REST API (a list of works, one work), bare lists of works, the public data file (`{"items":[…]}`
 * or JSON lines). The mapping is in crossref-mapping.ts.
 */
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, writtenOut } from '../json-values.js';
import type { Source, SourceInput } from '../source.js';
import { crossrefWork } from './crossref-mapping.js';
import { hasPath, jsonShape, textAt } from './json-head.js';
import { eachRecord, readRecords } from './json-records.js';

const LIST_PATHS = ['message.items', 'items'];
const PLACES = ['message.items[].', 'message.', 'items[].', '[].', ''];

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  return readRecords(input, LIST_PATHS, (value, place) => {
    const work = objectOf(objectOf(value)?.message) ?? value;
    return eachRecord([work], place, (each, notes) => {
      if (isObject(each) && (each.DOI !== undefined || each.title !== undefined || each.author !== undefined)) return crossrefWork(each, notes);
      return notes.drop('UNSUPPORTED_RECORD', 'message', writtenOut(each), 'This is no work of Crossref (members, journals, funders and other entities are not read); it is left out.');
    });
  });
}

/** The Crossref source. Memory: one work. */
export const crossref: Source = {
  id: 'crossref',
  title: 'Crossref works (JSON)',
  extensions: ['json', 'jsonl'],
  reads: 'answers of the REST API (lists of works, one work) and the public data file: names in parts, ORCIDs, affiliations, groups, citations',
  detect(head) {
    const shape = jsonShape(head);
    const isAnswer = shape.has('message-type') && shape.has('message-version');
    if (isAnswer) return textAt(shape, ['message-type'], '')?.startsWith('work') === true ? 1 : 0.9;
    const hasDoi = hasPath(shape, PLACES, 'DOI');
    // Crossref's titles are lists; the same fields with a plain title are CSL-JSON, as doi.org delivers them.
    if (hasDoi && hasPath(shape, PLACES, 'title[]')) return hasPath(shape, PLACES, 'is-referenced-by-count') || hasPath(shape, PLACES, 'member') ? 1 : 0.8;
    const isPlain = hasPath(shape, PLACES, 'title') && !hasPath(shape, PLACES, 'title[]');
    return hasDoi && !isPlain && ['is-referenced-by-count', 'container-title[]', 'deposited', 'reference-count'].some((name) => hasPath(shape, PLACES, name)) ? 0.8 : 0;
  },
  read,
};
