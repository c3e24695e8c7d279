/**
 * ORCID records in XML 3.0, as in the public data file and the API's answers; also lists of works, and single works. Read
 * section by section, each turned into ORCID's JSON (orcid-json.ts) and mapped as that is.
 * Memory: a person's section and one group of works, however many there are.
 */
import type { SourceItem } from '../../records/record.js';
import { OrcidReader } from '../json/orcid.js';
import { NOBODY, orcidPerson, ownerOf } from '../json/orcid-owner.js';
import type { OrcidOwner } from '../json/orcid-owner.js';
import { orcidWork } from '../json/orcid-work.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { readXml, XML_ENDINGS } from '../xml.js';
import type { XmlVocabulary } from '../xml.js';
import { childElements, childrenNamed, textOf, xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { orcidJson } from './orcid-json.js';
import type { OrcidJson } from './orcid-json.js';

const VOCABULARY: XmlVocabulary = {
  // Fundings and reviews have groups too: they are taken whole so that these are not taken for works.
  records: new Set(['orcid-identifier', 'person', 'employments', 'educations', 'group', 'work', 'error', 'fundings', 'peer-reviews', 'research-resources']),
  keyOf: () => null,
  skipped: new Set(['biography', 'keywords', 'researcher-urls', 'emails', 'addresses', 'citation']),
  isPrefixed: true,
};

/** The sections of one record as they come; the person is known when the works begin, or the record ends. */
class SectionReader {
  readonly #works = new OrcidReader();
  #record: { line: number; json: { [section: string]: unknown }; activities: { [section: string]: unknown } } | null = null;
  /** Null while the person of the record in hand is not told yet. */
  #owner: OrcidOwner | null = null;

  constructor(readonly file: string) {}

  /** A start tag around sections: another record begins, or a list of works says whose it is. */
  * enter(name: string, path: string | undefined, line: number): Generator<SourceItem> {
    if (name !== 'record' && (name !== 'works' || this.#record !== null)) return;
    yield* this.end();
    const activities = {};
    this.#record = { line, json: { path, 'activities-summary': activities }, activities };
    // A list of works names nobody: its owner is known by the path alone.
    if (name === 'works') this.#owner = ownerOf({ path }, new RecordNotes(this.file, line, null));
  }

  * section(element: XmlElement): Generator<SourceItem> {
    switch (element.name) {
      case 'orcid-identifier':
      case 'person':
        if (this.#record !== null) this.#record.json[element.name] = orcidJson(element);
        break;
      case 'employments':
      case 'educations':
        if (this.#record !== null) this.#record.activities[element.name] = orcidJson(element);
        break;
      case 'group':
        yield* this.#told();
        yield* this.#group(element);
        break;
      case 'work':
        for (const item of this.#works.items(orcidJson(element), { file: this.file, line: element.line, byte: null, layout: 'LINES' })) yield ofXml(item);
        break;
      case 'error':
        yield* this.#noted(element.line, (notes) => notes.drop('SERVICE_ERROR', 'error', childElements(element).map(textOf).join(' ').trim(), 'ORCID answers with an error instead of a record (it may be locked, closed or not public).'));
        break;
      default:
    }
  }

  /** The record in hand is whole: what was not told of it yet. */
  * end(): Generator<SourceItem> {
    yield* this.#told();
    this.#record = null;
    this.#owner = null;
  }

  * #told(): Generator<SourceItem> {
    if (this.#record === null || this.#owner !== null) return;
    const { json, line } = this.#record;
    let owner = NOBODY;
    yield* this.#noted(line, (notes) => {
      owner = ownerOf(json, notes);
      const record = orcidPerson(json, owner, notes);
      return record === null ? null : { kind: 'person', record };
    });
    this.#owner = owner;
  }

  * #group(group: XmlElement): Generator<SourceItem> {
    // Of several versions the owner prefers that of the highest index; what they were grouped by holds for each.
    const summaries = childrenNamed(group, 'work-summary').toSorted((a, b) => indexOf(b) - indexOf(a));
    const versions: OrcidJson[] = summaries.map(orcidJson);
    const shared = orcidJson(group)['external-ids'];
    yield* this.#noted((summaries[0] ?? group).line, (notes) => {
      if (versions.length === 0) return notes.drop('UNSUPPORTED_RECORD', 'work-summary', null, 'This group of works holds none; it is left out.');
      const record = orcidWork(shared === undefined ? versions : [...versions, { 'external-ids': shared }], this.#owner ?? NOBODY, notes);
      return record === null ? null : { kind: 'paper', record };
    });
  }

  * #noted(line: number, map: (notes: RecordNotes) => SourceItem | null): Generator<SourceItem> {
    const notes = new RecordNotes(this.file, line, null);
    const item = map(notes);
    for (const problem of notes.problems()) yield { kind: 'problem', problem };
    if (item !== null) yield ofXml(item);
  }
}

function indexOf({ attributes }: XmlElement): number {
  const index = Number(attributes['display-index'] ?? 0);
  return Number.isFinite(index) ? index : 0;
}

/** The mapping is that of JSON; the record comes from XML. */
function ofXml(item: SourceItem): SourceItem {
  if (item.kind === 'paper') return { kind: 'paper', record: { ...item.record, source: { ...item.record.source, format: 'orcid-xml' } } };
  if (item.kind === 'person') return { kind: 'person', record: { ...item.record, source: { ...item.record.source, format: 'orcid-xml' } } };
  return item;
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const reader = new SectionReader(input.file);
  let isWhole = true;
  let found = false;
  for await (const batch of readXml(input, VOCABULARY)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        isWhole &&= !XML_ENDINGS.has(item.problem.kind);
        found = true;
        yield item;
        continue;
      }
      for (const made of item.kind === 'open' ? reader.enter(item.name, item.attributes.path, item.line) : reader.section(item.element)) {
        found = true;
        yield made;
      }
    }
  }
  // Of a record that was cut off, a person whose works had not begun may lack half of what is said of them.
  if (isWhole) {
    for (const made of reader.end()) {
      found = true;
      yield made;
    }
  }
  if (found) return;
  const notes = new RecordNotes(input.file, 1, null);
  notes.add('NO_RECORDS', 'record', null, 'The file holds no ORCID record: expected an element record or work.');
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
}

/** The source of ORCID records in XML. Memory: a person's section and one group of works. */
export const orcidXml: Source = {
  id: 'orcid-xml',
  title: 'ORCID record (XML)',
  extensions: ['xml'],
  detect(head) {
    const root = xmlRoot(head);
    if (root === null || !/orcid\.org\/ns\//.test(head)) return 0;
    return /^(?:record|work|works|bulk|error|activities-summary)$/.test(root.name.replace(/^.*:/, '')) ? 1 : 0;
  },
  read,
};
