/**
 * ORCID: a person's record (version 3, and 2 where it is alike), its works (`{group: […]}`), works asked for by themselves
 * (`{bulk: [{work}]}`), a single work. The mapping is in orcid-record.ts and orcid-work.ts.
 */
import { MAX_NAME_LENGTH, namesSomething } from '../../records/bounds.js';
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, objectsOf, textValue, valueAt, writtenOut } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { orcidPerson } from '../orcid-record.js';
import type { OrcidOrigin, OrcidOwner } from '../orcid-record.js';
import { orcidWorkItems } from '../orcid-work.js';
import type { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { hasPath, jsonShape } from './json-head.js';
import { itemsOf } from '../record-items.js';
import { notesAt, readRecords } from './json-records.js';
import type { JsonPlace } from './json-records.js';
import { NOBODY, orcidOfPath, ownerOf, versionsInOrder, workOf } from './orcid-json.js';

const PLACES = ['[].', ''];

/** Reads the values of one file; of owners whom works name in passing (as their source), it remembers the last. */
class OrcidReader {
  readonly #origin: OrcidOrigin;
  #owner: OrcidOwner = NOBODY;

  constructor(file: string) {
    this.#origin = { format: 'orcid', file };
  }

  * items(value: unknown, place: JsonPlace): Generator<SourceItem> {
    const notes = notesAt(place);
    const work = objectOf(objectOf(value)?.work) ?? objectOf(value);
    if (work !== null && objectOf(work.title) !== null && (work['put-code'] !== undefined || work['external-ids'] !== undefined)) {
      yield* orcidWorkItems(workOf([work], place, true), this.#ownerOfWork(work), this.#origin);
    } else if (isObject(value) && (value['orcid-identifier'] !== undefined || objectOf(value.person) !== null)) {
      const owner = ownerOf(value, notes);
      yield* itemsOf(orcidPerson(owner, this.#origin, notes), notes);
      if (notes.key !== null) yield* this.#groups(valueAt(value, 'activities-summary', 'works'), owner, place);
    } else if (isObject(value) && Array.isArray(value.group)) {
      yield* this.#groups(value, null, place);
    } else {
      yield* itemsOf(refused(value, notes), notes);
    }
  }

  * #groups(works: unknown, owner: OrcidOwner | null, place: JsonPlace): Generator<SourceItem> {
    for (const group of objectsOf(valueAt(works, 'group'))) {
      const versions = versionsInOrder(group);
      const [first] = versions;
      if (first === undefined) {
        const notes = notesAt(place);
        yield* itemsOf(notes.drop('UNSUPPORTED_RECORD', 'work-summary', writtenOut(group), 'This group of works holds none; it is left out.'), notes);
      } else {
        yield* orcidWorkItems(workOf(versions, place, false, group), owner ?? this.#ownerOfWork(first), this.#origin);
      }
    }
  }

  /** The owner by the work's path; the name where the owner entered the work, or did in an earlier one. */
  #ownerOfWork(work: JsonObject): OrcidOwner {
    const orcid = orcidOfPath(work.path);
    if (orcid === '') return NOBODY;
    const creditName = [['source-orcid', 'source-name'], ['assertion-origin-orcid', 'assertion-origin-name']]
      .filter(([id]) => textValue(valueAt(work.source, id, 'path')) === orcid)
      .map(([, name]) => textValue(valueAt(work.source, name, 'value'))?.trim() ?? '')
      .find((name) => namesSomething(name) && name.length <= MAX_NAME_LENGTH);
    if (creditName !== undefined) this.#owner = { ...NOBODY, orcid, creditName };
    return this.#owner.orcid === orcid ? this.#owner : { ...NOBODY, orcid };
  }
}

function refused(value: unknown, notes: RecordNotes): null {
  const message = valueAt(value, 'error', 'developer-message') ?? valueAt(value, 'error', 'user-message') ?? valueAt(value, 'developer-message');
  if (message !== undefined) return notes.drop('SERVICE_ERROR', 'error', writtenOut(message), 'ORCID answers with an error instead of a record or a work (it may be locked, closed or not public).');
  return notes.drop('UNSUPPORTED_RECORD', 'orcid-identifier', writtenOut(value), 'This is neither a person\'s record nor a work of ORCID; it is left out.');
}

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  const reader = new OrcidReader(input.file);
  return readRecords(input, ['bulk'], (value, place) => reader.items(value, place));
}

/** The ORCID source. Memory: one person's record, or one work of a bulk answer. */
export const orcid: Source = {
  id: 'orcid',
  title: 'ORCID records (JSON)',
  extensions: ['json'],
  reads: "a person's record and its works: the person's names, ids and employments; works with the co-authors that they state",
  detect(head) {
    const shape = jsonShape(head);
    if (hasPath(shape, PLACES, 'orcid-identifier.path') || hasPath(shape, PLACES, 'orcid-identifier.uri')) return 1;
    if (shape.has('bulk[].work') || hasPath(shape, PLACES, 'group[].work-summary')) return 1;
    if (shape.has('bulk[].error')) return 0.9;
    if (hasPath(shape, PLACES, 'title.title.value') && hasPath(shape, PLACES, 'put-code')) return 0.9;
    // A record of a person without works: group is empty.
    return shape.has('last-modified-date') && shape.has('group') && shape.has('path') ? 0.8 : 0;
  },
  read,
};
