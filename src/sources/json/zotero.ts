/**
 * Zotero's own JSON: items of its API (`[{key, version, library, data}]`), bare items, and what Better BibTeX exports
 * (`{items: […]}`). Attachments, notes and items in the trash are counted and passed over. The mapping is in zotero-mapping.ts.
 */
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, textValue, writtenOut } from '../json-values.js';
import { problemItem } from '../problems.js';
import type { Source, SourceInput } from '../source.js';
import { hasPath, jsonShape } from './json-head.js';
import { eachRecord, readRecords } from './json-records.js';
import { ZOTERO_ATTACHED_TYPES, zoteroItem } from './zotero-mapping.js';

const PLACES = ['[].data.', 'items[].data.', 'data.', 'items[].', '[].', ''];

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  let passedOver = 0;
  yield* readRecords(input, ['items'], (value, place) => {
    const item = objectOf(objectOf(value)?.data) ?? value;
    if (isObject(item) && (ZOTERO_ATTACHED_TYPES.has(textValue(item.itemType) ?? '') || item.deleted === 1 || item.deleted === true)) {
      passedOver += 1;
      return [];
    }
    return eachRecord([item], place, (each, notes) => {
      if (isObject(each) && textValue(each.itemType) !== null) return zoteroItem(each, objectOf(value) ?? each, notes);
      return notes.drop('UNSUPPORTED_RECORD', 'itemType', writtenOut(each), 'This is no item of Zotero (it has no itemType); it is left out.');
    });
  });
  if (passedOver > 0) {
    yield problemItem({ file: input.file, kind: 'IGNORED_ITEMS', field: 'itemType', value: String(passedOver), reason: `${passedOver} attachment(s), note(s) and item(s) in the trash are no publications and were passed over.` });
  }
}

/** The Zotero source. Memory: one item. */
export const zotero: Source = {
  id: 'zotero',
  title: 'Zotero items (JSON)',
  extensions: ['json'],
  reads: "items of Zotero's API and exports of Better BibTeX: names in parts or one field, ids in Extra; attachments and notes passed over",
  detect(head) {
    const shape = jsonShape(head);
    if (!hasPath(shape, PLACES, 'itemType')) return 0;
    return ['creators', 'creators[]', 'title', 'key', 'itemKey', 'parentItem'].some((name) => hasPath(shape, PLACES, name)) ? 1 : 0.8;
  },
  read,
};
