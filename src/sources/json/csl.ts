/** CSL-JSON: a list of items or one, as Zotero, Mendeley, Pandoc, citeproc and doi.org write it. The mapping is in csl-mapping.ts. */
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, writtenOut } from '../json-values.js';
import type { Source, SourceInput } from '../source.js';
import { CSL_TYPES, cslItem } from './csl-mapping.js';
import { hasPath, jsonShape, textAt } from './json-head.js';
import { eachRecord, readRecords } from './json-records.js';

/** Zotero's API answers `{"items":[…]}`, Pandoc keeps `{"references":[…]}`. */
const LIST_PATHS = ['items', 'references'];
const PLACES = ['[].csljson.', 'items[].', 'references[].', '[].', ''];

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  return readRecords(input, LIST_PATHS, (value, place) =>
    eachRecord([objectOf(objectOf(value)?.csljson) ?? value], place, (item, notes) => {
      if (isObject(item)) return cslItem(item, notes);
      return notes.drop('UNSUPPORTED_RECORD', 'items', writtenOut(item), 'This is no JSON object and so no item; it is left out.');
    }));
}

/** The CSL-JSON source. Memory: one item. */
export const cslJson: Source = {
  id: 'csl-json',
  title: 'CSL-JSON',
  extensions: ['json'],
  reads: 'lists of items as Zotero, Mendeley, Pandoc, citeproc and doi.org write them: names in parts, particles, literal names as groups, keywords as fields',
  detect(head) {
    const shape = jsonShape(head);
    if (!hasPath(shape, PLACES, 'title') || hasPath(shape, PLACES, 'title[]') || hasPath(shape, PLACES, 'itemType')) return 0;
    const hasDate = ['issued.date-parts[]', 'issued.raw', 'issued.literal'].some((name) => hasPath(shape, PLACES, name));
    const hasNames = ['author', 'editor'].some((role) => ['family', 'literal', 'given'].some((part) => hasPath(shape, PLACES, `${role}[].${part}`)));
    if (!hasDate && !hasNames) return 0;
    const type = textAt(shape, PLACES, 'type');
    return type !== null && CSL_TYPES.has(type.toLowerCase()) ? 0.95 : 0.7;
  },
  read,
};
