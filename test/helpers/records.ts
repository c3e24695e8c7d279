import type { Mention, PaperRecord } from '../../src/records/record.js';
import { localRecordKey } from '../../src/records/titles.js';

/** A mention with every fact unknown but those given. */
export function mention(rawName: string, facts: Partial<Mention> = {}): Mention {
  return { rawName, parts: null, position: null, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null, ...facts };
}

/** A paper record with every fact unknown but title, authors and those given. */
export function paperRecord(title: string, authors: readonly (string | Mention)[], facts: Partial<PaperRecord> = {}): PaperRecord {
  return {
    key: localRecordKey('coterie', '', title),
    externalIds: {},
    title,
    abstract: null,
    date: null,
    venue: null,
    type: null,
    fields: [],
    mentions: authors.map((author, i) => (typeof author === 'string' ? mention(author, { position: i + 1 }) : author)),
    authorListComplete: true,
    citationCount: null,
    links: [],
    scores: [],
    source: { format: 'coterie', file: 'test.jsonl', line: 1, byte: null, retrievedAt: null, url: null },
    ...facts,
  };
}
