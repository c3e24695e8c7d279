/**
 * DBLP XML: the dump (dblp.xml), extracts of it, single records (`/rec/….xml`) and person pages (`/pid/….xml`).
 * The mapping is in dblp-mapping.ts, that of person records in dblp-person.ts. No DTD is read: its entities are known.
 */
import type { SourceItem } from '../records/record.js';
import { DBLP_PAPER_TYPES, dblpPaper } from './dblp-mapping.js';
import { dblpPerson } from './dblp-person.js';
import { RecordNotes } from './record-notes.js';
import type { Source, SourceInput } from './source.js';
import { readXml } from './xml.js';
import type { XmlVocabulary } from './xml.js';
import { xmlRoot } from './xml-element.js';

const PERSON_ELEMENTS = new Set(['www', 'person']);

const VOCABULARY: XmlVocabulary = {
  records: new Set([...DBLP_PAPER_TYPES.keys(), ...PERSON_ELEMENTS]),
  keyOf: ({ attributes }) => (attributes.key === undefined ? null : `dblp:${attributes.key.replace(/^homepages\//, '')}`),
};

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  let records = 0;
  let hadProblem = false;
  for await (const batch of readXml(input, VOCABULARY)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        hadProblem = true;
        yield item;
      } else if (item.kind === 'open') {
        // What surrounds records (dblp, dblpperson, r, coauthors) has no key.
        if (item.attributes.key === undefined || item.name === 'dblp') continue;
        hadProblem = true;
        const notes = new RecordNotes(input.file, item.line, null);
        notes.key = `dblp:${item.attributes.key}`;
        notes.drop('UNSUPPORTED_RECORD', item.name, null, `Records of the kind ${item.name} are not known here and left out.`);
        for (const problem of notes.problems()) yield { kind: 'problem', problem };
      } else {
        records += 1;
        const { element } = item;
        const notes = new RecordNotes(input.file, element.line, null);
        const isPerson = PERSON_ELEMENTS.has(element.name);
        const record = isPerson ? dblpPerson(element, notes) : dblpPaper(element, notes);
        for (const problem of notes.problems()) yield { kind: 'problem', problem };
        if (record !== null) yield 'names' in record ? { kind: 'person', record } : { kind: 'paper', record };
      }
    }
  }
  if (records === 0 && !hadProblem) {
    const notes = new RecordNotes(input.file, 1, null);
    notes.add('NO_RECORDS', 'dblp', null, 'The file holds no DBLP record: expected elements such as article or inproceedings.');
    for (const problem of notes.problems()) yield { kind: 'problem', problem };
  }
}

/** The DBLP source. Memory: one record. */
export const dblp: Source = {
  id: 'dblp',
  title: 'DBLP XML',
  extensions: ['xml'],
  reads: 'all of dblp.xml.gz or extracts; entities, ORCIDs, homonym numbers, person records',
  detect(head) {
    const root = xmlRoot(head);
    if (root === null) return /^\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE\s+dblp\b/.test(head) ? 0.9 : 0;
    if (root.name === 'dblp' || root.name === 'dblpperson') return 1;
    return VOCABULARY.records.has(root.name) && /\skey\s*=\s*["'](?:journals|conf|books|phd|series|reference|tr|homepages|data)\//.test(root.attributes) ? 0.9 : 0;
  },
  read,
};
