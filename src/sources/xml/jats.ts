/**
 * Articles in JATS and in the NLM DTDs before it (https://jats.nlm.nih.gov/archiving): one article, or many within
 * `pmc-articleset`, `articles`, or the answers of an OAI-PMH service. Only the front matter is read; bodies, reference lists
 * and sub-articles are passed over. The mapping is in jats-mapping.ts.
 */
import type { SourceItem } from '../../records/record.js';
import type { RecordNotes } from '../record-notes.js';
import type { Source } from '../source.js';
import type { XmlVocabulary } from '../xml.js';
import { xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { jatsArticle, jatsIds } from './jats-mapping.js';
import { paperItems, readXmlRecords } from './xml-records.js';

const VOCABULARY: XmlVocabulary = {
  records: new Set(['article']),
  keyOf(element) {
    const { doi, pmcid, pmid } = jatsIds(element, null);
    return doi ?? pmcid ?? (pmid === undefined ? null : `pmid:${pmid}`);
  },
  skipped: new Set(['body', 'back', 'floats-group', 'floats-wrap', 'sub-article', 'response', 'ref-list', 'processing-meta', 'kwd-group', 'funding-group', 'permissions', 'custom-meta-group', 'custom-meta-wrap']),
  isPrefixed: true,
};

function itemsOf(element: XmlElement, notes: RecordNotes): SourceItem[] {
  return paperItems(jatsArticle(element, notes));
}

/** The JATS source. Memory: the front matter of one article. */
export const jats: Source = {
  id: 'jats',
  title: 'JATS / NLM article XML',
  extensions: ['xml', 'nxml', 'jats'],
  reads: 'front matter of articles, one or many: names in parts, ORCIDs, affiliations with ROR and country, corresponding authors, collaborations',
  detect(head) {
    const root = xmlRoot(head);
    if (root === null) return 0;
    const name = root.name.replace(/^.*:/, '');
    if (name === 'pmc-articleset') return 1;
    const declared = /JATS|NLM\/\/DTD|journalpublishing|archivearticle|jats\.nlm\.nih\.gov/i.test(head);
    const hasFront = /<(?:[\w.-]+:)?(?:article-meta|journal-meta)[\s>]/.test(head);
    if (name === 'article') return hasFront ? 1 : declared || /\s(?:article-type|dtd-version)\s*=/.test(root.attributes) ? 0.8 : 0;
    return hasFront && /<(?:[\w.-]+:)?article[\s>]/.test(head) ? 0.9 : 0;
  },
  read: (input) => readXmlRecords(input, VOCABULARY, itemsOf, { field: 'article', reason: 'The file holds no JATS article: expected elements article with front and article-meta.' }),
};
