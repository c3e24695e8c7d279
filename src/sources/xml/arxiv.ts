/**
 * arXiv's metadata: the API's Atom feed (https://info.arxiv.org/help/api), the daily Atom feeds, and OAI-PMH answers in the formats arXiv, arXivRaw
 * and oai_dc (https://info.arxiv.org/help/oa). The mappings are in arxiv-atom.ts and arxiv-oai.ts.
 */
import type { SourceItem } from '../../records/record.js';
import type { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import type { XmlVocabulary } from '../xml.js';
import { textOf, xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { arxivEntry, arxivIdOfEntry } from './arxiv-atom.js';
import { arxivOaiRecord, arxivIdOfHeader } from './arxiv-oai.js';
import { paperItems, readXmlRecords } from './xml-records.js';

const VOCABULARY: XmlVocabulary = {
  // responseDate and updated stand before the records and say when these were retrieved.
  records: new Set(['entry', 'record', 'error', 'responseDate', 'updated']),
  keyOf(element) {
    const id = element.name === 'entry' ? arxivIdOfEntry(element) : element.name === 'record' ? arxivIdOfHeader(element) : null;
    return id === null ? null : `arxiv:${id}`;
  },
  isPrefixed: true,
};

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  let retrievedAt: string | null = null;
  const map = (element: XmlElement, notes: RecordNotes): SourceItem[] => {
    switch (element.name) {
      case 'entry': return paperItems(arxivEntry(element, retrievedAt, notes));
      case 'record': return paperItems(arxivOaiRecord(element, retrievedAt, notes));
      case 'error':
        notes.add('SERVICE_ERROR', 'error', textOf(element), `arXiv answered with an error (${element.attributes.code ?? 'no code'}) instead of records: ask again.`);
        return [];
      default:
        retrievedAt = /^\d{4}-\d\d-\d\d/.exec(textOf(element).trim())?.[0] ?? null;
        return [];
    }
  };
  return readXmlRecords(input, VOCABULARY, map, { field: 'entry', reason: 'The file holds no arXiv record: the search found nothing, or this is no answer of arXiv\'s API.' });
}

/** The arXiv source. Memory: one record. */
export const arxiv: Source = {
  id: 'arxiv',
  title: 'arXiv (Atom feed, OAI-PMH)',
  extensions: ['xml', 'atom'],
  reads: "the API's Atom feed and OAI-PMH answers (arXiv, arXivRaw, oai_dc): affiliations, collaborations, categories as fields, DOIs",
  detect(head) {
    const root = xmlRoot(head)?.name.replace(/^.*:/, '');
    // Other feeds and repositories may mention papers of arXiv: what counts is whose records these are.
    if (root === 'feed' || root === 'entry') return /arxiv\.org\/schemas\/atom|arxiv\.org\/api\/|<(?:\w+:)?id>\s*(?:oai:arXiv\.org:|https?:\/\/arxiv\.org\/abs\/)/i.test(head) ? 1 : 0;
    if (!/^(?:OAI-PMH|arXiv|arXivRaw|record|ListRecords|GetRecord)$/.test(root ?? '')) return 0;
    return /\boai:arXiv\.org:|arxiv\.org\/oai/i.test(head) ? 1 : 0;
  },
  read,
};
