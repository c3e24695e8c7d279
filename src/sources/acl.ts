/**
 * The ACL Anthology: its XML (`data/xml/2020.acl.xml`, also the volumes of before 2020, `P19.xml`) and its lists of
 * people's names (acl-names.ts). The mapping of papers is in acl-mapping.ts.
 */
import type { SourceItem } from '../records/record.js';
import { aclPaper, anthologyId } from './acl-mapping.js';
import type { AclVolume } from './acl-mapping.js';
import { detectAclNames, readAclNames } from './acl-names.js';
import type { RecordNotes } from './record-notes.js';
import type { Source, SourceInput } from './source.js';
import type { XmlVocabulary } from './xml.js';
import { xmlRoot } from './xml-element.js';
import type { XmlElement } from './xml-element.js';
import { paperItems, readXmlRecords } from './xml/xml-records.js';

const PAPER_RECORDS = new Set(['paper', 'meta', 'frontmatter', 'event']);

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const [start, bytes] = await peek(input.bytes);
  yield* /^[^<]*[-\w]/.test(start) ? readAclNames({ ...input, bytes }) : readPapers({ ...input, bytes });
}

function readPapers(input: SourceInput): AsyncGenerator<SourceItem> {
  let volume: AclVolume = { collection: '', id: '', type: '', meta: null };
  let hasEvents = false;
  const vocabulary: XmlVocabulary = {
    records: PAPER_RECORDS,
    keyOf({ name, attributes }) {
      const id = name === 'paper' ? anthologyId(volume.collection, volume.id, attributes.id ?? '') : null;
      return id === null ? null : `acl:${id}`;
    },
  };
  const map = (element: XmlElement, notes: RecordNotes): SourceItem[] => {
    if (element.name === 'meta') volume = { ...volume, meta: element };
    else if (element.name === 'event') hasEvents = true;
    return element.name === 'paper' ? paperItems(aclPaper(element, volume, notes)) : [];
  };
  return readXmlRecords(input, vocabulary, map, {
    field: 'paper', reason: 'The file holds no paper of the ACL Anthology: expected elements paper within volume within collection.',
    // Many files of the Anthology only say which volumes were presented together.
    isProblem: () => !hasEvents,
  }, (element, attributes) => {
    volume = entered(volume, element, attributes);
  });
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
