/**
 * The ACL Anthology: its XML (`data/xml/2020.acl.xml`, also the volumes of before 2020, `P19.xml`) and its lists of
 * people's names (acl-names.ts). The mapping of papers is in acl-mapping.ts.
 */
import type { SourceItem } from '../records/record.js';
import { aclPaper, anthologyId } from './acl-mapping.js';
import type { AclVolume } from './acl-mapping.js';
import { detectAclNames, readAclNames } from './acl-names.js';
import { RecordNotes } from './record-notes.js';
import type { Source, SourceInput } from './source.js';
import { readXml } from './xml.js';
import type { XmlVocabulary } from './xml.js';
import { xmlRoot } from './xml-element.js';

const PAPER_RECORDS = new Set(['paper', 'meta', 'frontmatter', 'event']);

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const [start, bytes] = await peek(input.bytes);
  yield* /^[^<]*[-\w]/.test(start) ? readAclNames({ ...input, bytes }) : readPapers({ ...input, bytes });
}

async function* readPapers(input: SourceInput): AsyncGenerator<SourceItem> {
  let volume: AclVolume = { collection: '', id: '', type: '', meta: null };
  const vocabulary: XmlVocabulary = {
    records: PAPER_RECORDS,
    keyOf({ name, attributes }) {
      const id = name === 'paper' ? anthologyId(volume.collection, volume.id, attributes.id ?? '') : null;
      return id === null ? null : `acl:${id}`;
    },
  };
  let found = false;
  for await (const batch of readXml(input, vocabulary)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        found = true;
        yield item;
      } else if (item.kind === 'open') {
        volume = entered(volume, item.name, item.attributes);
      } else if (item.element.name === 'meta') {
        volume = { ...volume, meta: item.element };
      } else if (item.element.name === 'event') {
        // Many files of the Anthology only say which volumes were presented together.
        found = true;
      } else if (item.element.name === 'paper') {
        found = true;
        const notes = new RecordNotes(input.file, item.element.line, null);
        const record = aclPaper(item.element, volume, notes);
        for (const problem of notes.problems()) yield { kind: 'problem', problem };
        if (record !== null) yield { kind: 'paper', record };
      }
    }
  }
  if (found) return;
  const notes = new RecordNotes(input.file, 1, null);
  notes.add('NO_RECORDS', 'paper', null, 'The file holds no paper of the ACL Anthology: expected elements paper within volume within collection.');
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
}

/** Where reading stands after the start tag of a collection or a volume. */
function entered(volume: AclVolume, element: string, attributes: Readonly<Record<string, string>>): AclVolume {
  const id = (attributes.id ?? '').trim();
  if (element === 'collection') return { collection: id, id: '', type: '', meta: null };
  if (element !== 'volume') return volume;
  // The oldest files have the collection as a volume and their papers numbered "1001" right within it.
  if (volume.collection === '' && /^[A-Z]\d\d$/.test(id)) return { collection: id, id: '', type: '', meta: null };
  return { collection: volume.collection, id, type: attributes.type ?? '', meta: null };
}

/** The beginning of the file as text, and all of its bytes. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<[string, AsyncIterable<Uint8Array>]> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let start = '';
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    seen.push(next.value);
    start += Buffer.from(next.value.subarray(0, 256)).toString('latin1').replaceAll('\0', '');
    if (start.trim().length > 8) break;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return [start, all()];
}

/** The ACL Anthology source. Memory: one record. */
export const acl: Source = {
  id: 'acl',
  title: 'ACL Anthology XML and name lists',
  extensions: ['xml', 'yaml'],
  reads: 'the XML volumes, name_variants.yaml',
  detect(head) {
    const root = xmlRoot(head);
    if (root === null) return detectAclNames(head);
    const isAnthologyId = /\sid\s*=\s*["'](?:\d{4}\.[a-z0-9_]+|[A-Z]\d\d)["']/.test(root.attributes);
    return (root.name === 'collection' || root.name === 'volume') && isAnthologyId ? 1 : 0;
  },
  read,
};
