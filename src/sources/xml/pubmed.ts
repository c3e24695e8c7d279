/**
 * PubMed XML (`PubmedArticleSet` of E-utilities, the baseline and its updates). The mapping is in pubmed-mapping.ts. No DTD
 * is read.
 */
import type { SourceItem } from '../../records/record.js';
import { pubmedArticle, pubmedBook, pubmedId } from './pubmed-mapping.js';
import type { RecordNotes } from '../record-notes.js';
import type { Source } from '../source.js';
import { paperItems, readXmlRecords } from './xml-records.js';
import type { XmlVocabulary } from '../xml.js';
import { childElements, textOf, xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';

const VOCABULARY: XmlVocabulary = {
  records: new Set(['PubmedArticle', 'PubmedBookArticle', 'DeleteCitation', 'DeleteDocument']),
  keyOf(element) {
    const pmid = pubmedId(element);
    return pmid === null ? null : `pmid:${pmid}`;
  },
  // Long lists of which nothing is kept; references have ids of their own that must not be taken for the paper's.
  skipped: new Set(['ReferenceList', 'MeshHeadingList', 'ChemicalList', 'CommentsCorrectionsList', 'DataBankList', 'GrantList']),
  isPrefixed: true,
};

function itemsOf(element: XmlElement, notes: RecordNotes): SourceItem[] {
  if (element.name.startsWith('Delete')) {
    for (const child of childElements(element)) {
      const pmid = textOf(child).trim();
      notes.add('DELETED_RECORD', element.name, pmid, `PubMed says that its record ${pmid} is withdrawn; a record of an earlier import stays until you remove it.`);
    }
    return [];
  }
  return paperItems(element.name === 'PubmedArticle' ? pubmedArticle(element, notes) : pubmedBook(element, notes));
}

/** The PubMed source. Memory: one article. */
export const pubmed: Source = {
  id: 'pubmed',
  title: 'PubMed XML',
  extensions: ['xml'],
  reads: 'answers of E-utilities, the baseline and its updates: full names, ORCIDs, affiliations and mail domains of each author, collective names as groups',
  detect(head) {
    const root = xmlRoot(head)?.name.replace(/^.*:/, '');
    return root !== undefined && /^(?:Pubmed(?:Article|BookArticle)(?:Set)?|BookDocumentSet)$/.test(root) ? 1 : 0;
  },
  read: (input) => readXmlRecords(input, VOCABULARY, itemsOf, {
    field: 'PubmedArticle', reason: 'The file holds no PubMed record: expected elements PubmedArticle or PubmedBookArticle.',
  }),
};
