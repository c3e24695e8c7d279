/** Which records take each other's place: those of one key in one format, and no others. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTransaction, openDatabase } from '../../src/corpus/database.js';
import { ingest } from '../../src/corpus/ingest.js';
import { globalKeyOf } from '../../src/corpus/prepared.js';
import { CORPUS_MIGRATIONS } from '../../src/corpus/schema.js';
import { corpusPath, CorpusStore } from '../../src/corpus/store.js';
import { storedText } from '../../src/corpus/stored-record.js';
import type { PaperRecord } from '../../src/records/record.js';
import { localRecordKey } from '../../src/records/titles.js';
import { paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';

function keyed(key: string, format: string, externalIds: PaperRecord['externalIds'] = {}): PaperRecord {
  const record = paperRecord('On graphs', ['A. One'], { key, externalIds });
  return { ...record, source: { ...record.source, format } };
}

describe('a record\'s key', () => {
  it.each([
    ['openalex:W1', 'openalex', { openalex: 'W1' }, 'openalex:W1'],
    ['openalex:W1', 'openalex-parquet', { openalex: 'W1' }, 'openalex:W1|openalex-parquet'],
    ['openalex:W1', 'coterie', { openalex: 'W1' }, 'openalex:W1|coterie'],
    ['crossref:10.5555/a', 'crossref', { doi: '10.5555/a' }, 'crossref:10.5555/a'],
    ['pmid:7', 'pubmed', { pmid: '7' }, 'pmid:7|pubmed'],
    ['pmid:7', 'nbib', { pmid: '7' }, 'pmid:7|nbib'],
    ['arxiv:1801.00001', 'arxiv', { arxiv: '1801.00001' }, 'arxiv:1801.00001'],
    ['arxiv:1801.00001', 'arxiv-json', { arxiv: '1801.00001' }, 'arxiv:1801.00001|arxiv-json'],
    ['inspire:12', 'inspire', { inspire: '12' }, 'inspire:12'],
    ['wos:000301', 'wos-tab', { wos: '000301' }, 'wos:000301|wos-tab'],
    ['orcid:0000-0002-1825-0097/801', 'orcid', {}, 'orcid:0000-0002-1825-0097/801'],
    ['orcid:0000-0002-1825-0097/work/801', 'orcid', {}, 'orcid:0000-0002-1825-0097/work/801'],
    ['orcid:0000-0002-1825-0097/work/801', 'orcid-xml', {}, 'orcid:0000-0002-1825-0097/work/801|orcid-xml'],
    ['zotero:users/123/ABCD2345', 'zotero', {}, 'zotero:users/123/ABCD2345'],
    ['zotero:users/local/aB3/ABCD2345', 'zotero', {}, 'zotero:users/local/aB3/ABCD2345'],
    ['zotero:groups/9/ABCD2345', 'zotero', {}, 'zotero:groups/9/ABCD2345'],
    ['s2:CorpusId:501', 's2', {}, 's2:CorpusId:501'],
    // A key of somebody's own, or of a title.
    ['bibtex:one:on graphs', 'bibtex', { doi: '10.5555/a' }, null],
    ['crossref:10.5555/b', 'crossref', { doi: '10.5555/a' }, null],
    ['crossref:10.5555/a', 'crossref', {}, null],
    ['zotero:ABCD2345:on graphs', 'zotero', {}, null],
    ['orcid:0000-0002-1825-0097:1984', 'orcid', {}, null],
  ] as const)('%s of %s means the same record in every file as it should', (key, format, externalIds, expected) => {
    expect(globalKeyOf(keyed(key, format, externalIds))).toBe(expected);
  });

  it('made of a title is never global', () => {
    const formats = fc.constantFrom('bibtex', 'ris', 'zotero', 'orcid', 's2', 'crossref', 'openalex', 'csl-json', 'coterie', 'pmid');
    const localKeys = fc.oneof(fc.string(), fc.constantFrom('', 'CorpusId', 'users/1/ABCD2345', '0000-0002-1825-0097', '0000-0002-1825-0097/work/1'));
    const titles = fc.oneof(fc.string(), fc.constantFrom('1984', '/work/1', '501'));
    fc.assert(fc.property(formats, localKeys, titles, (format, localKey, title) => {
      fc.pre(!(format === 's2' && localKey === 'CorpusId'));
      expect(globalKeyOf(keyed(localRecordKey(format, localKey, title), format))).toBeNull();
    }));
  });
});

const DOI = '10.5555/kites.7';
const PMID = '31234567';
const PUBMED = `<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>${PMID}</PMID><Article><Journal><JournalIssue><PubDate><Year>2019</Year></PubDate></JournalIssue><Title>Journal of kites</Title></Journal><ArticleTitle>Kites over hills.</ArticleTitle><AuthorList CompleteYN="Y"><Author><LastName>Lee</LastName><ForeName>Ann</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;
const NBIB = `PMID- ${PMID}\nDP  - 2019\nTI  - Kites over hills.\nFAU - Lee, Ann\nAU  - Lee A\nJT  - Journal of kites\n\n`;
const crossref = (venue: string): string => JSON.stringify({ status: 'ok', 'message-type': 'work', message: { DOI, type: 'journal-article', title: ['Kites over hills'], 'container-title': [venue], issued: { 'date-parts': [[2019]] }, author: [{ given: 'Ann', family: 'Lee', sequence: 'first' }] } });
const ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1811.01234v2</id><published>2018-11-03T00:00:00Z</published><title>Kites over hills</title><summary>On kites.</summary><author><name>Ann Lee</name></author></entry></feed>';
const DUMP = `${JSON.stringify({ id: '1811.01234', submitter: 'A', authors: 'Ann Lee', title: 'Kites over hills', abstract: 'On kites.', categories: 'physics.soc-ph', versions: [{ version: 'v1', created: 'Sat, 3 Nov 2018 00:00:00 GMT' }], update_date: '2018-11-03', authors_parsed: [['Lee', 'Ann', '']] })}\n`;

async function ingested(...imports: ReadonlyArray<readonly [name: string, content: string]>): Promise<PaperRecord[]> {
  const dir = tempDir();
  mkdirSync(join(dir, 'in'));
  const store = CorpusStore.open(join(dir, 'data'));
  try {
    for (const [name, content] of imports) {
      writeFileSync(join(dir, 'in', name), content);
      await ingest(store, [join(dir, 'in', name)], { format: null });
    }
    return [...store.papers()].map(({ record }) => record);
  } finally {
    store.close();
  }
}

describe('the same paper', () => {
  const FILES = [['a.xml', PUBMED], ['b.nbib', NBIB], ['c.json', crossref('Journal of Kites')], ['d.xml', ATOM], ['e.jsonl', DUMP]] as const;

  it.each([['in one order', FILES], ['in the other', FILES.toReversed()]] as const)('in five formats is five records, %s', async (_name, files) => {
    const records = await ingested(...files);
    expect(records.map(({ source }) => source.format).toSorted()).toEqual(['arxiv', 'arxiv-json', 'crossref', 'nbib', 'pubmed']);
    expect(records.filter(({ key }) => key === `pmid:${PMID}`)).toHaveLength(2);
  });

  it('in two files of Crossref\'s is one record, as the later says it', async () => {
    const records = await ingested(['1.json', crossref('Journal of Kites')], ['2.json', crossref('Journal of Kites and Lanterns')]);
    expect(records.map(({ key, venue, source }) => [key, venue, source.file])).toEqual([[`crossref:${DOI}`, 'Journal of Kites and Lanterns', '2.json']]);
  });

  it('in two files of Semantic Scholar\'s without its address is one record', async () => {
    const bulk = (title: string): string => `${JSON.stringify({ corpusid: 501, externalids: {}, url: null, title, authors: [{ authorId: '1', name: 'Ann Lee' }], venue: '', year: 2019, citationcount: 1 })}\n`;
    expect((await ingested(['1.jsonl', bulk('Kites')], ['2.jsonl', bulk('Kites over hills')])).map(({ key, title }) => [key, title])).toEqual([['s2:CorpusId:501', 'Kites over hills']]);
  });

  it('of ORCID, in summary and whole, is two records: neither takes anything from the other', async () => {
    const record = (work: object): string => JSON.stringify({
      'orcid-identifier': { path: '0000-0002-1825-0097', host: 'orcid.org' }, person: { name: { 'given-names': { value: 'Ada' }, 'family-name': { value: 'Okonkwo' } } },
      'activities-summary': { works: { group: [{ 'external-ids': { 'external-id': [] }, 'work-summary': [work] }] } },
    });
    const summary = { 'put-code': 801, title: { title: { value: 'Lanterns' } }, type: 'journal-article' };
    const whole = { ...summary, contributors: { contributor: [{ 'credit-name': { value: 'Ada Okonkwo' } }, { 'credit-name': { value: 'Bo Ek' } }] } };
    const records = await ingested(['fetched.json', record(whole)], ['downloaded.json', record(summary)], ['again.json', record(whole)]);
    expect(records.map(({ key, mentions, source }) => [key, mentions.length, source.file])).toEqual([
      ['orcid:0000-0002-1825-0097/work/801', 2, 'fetched.json'], ['orcid:0000-0002-1825-0097/801', 1, 'downloaded.json'],
    ]);
  });
});

describe('a corpus of an earlier version', () => {
  it('has its records where they are looked for now', () => {
    const dir = tempDir();
    const db = openDatabase(corpusPath(dir), CORPUS_MIGRATIONS.slice(0, 3));
    const records = [keyed('openalex:W1', 'openalex', { openalex: 'W1' }), keyed('openalex:W2', 'coterie', { openalex: 'W2' }), keyed('dblp:a/b/C', 'coterie', { dblp: 'a/b/C' }), keyed('bibtex:one:on graphs', 'bibtex')];
    inTransaction(db, () => {
      db.exec("INSERT INTO files(id, path, name, format, imported_at) VALUES (1, '/x', 'x', 'coterie', '2026-01-01')");
      for (const [at, record] of records.entries()) {
        const { json, hash } = storedText(record);
        // The third as the first version wrote records.
        db.prepare('INSERT INTO records(kind, slot, hash, file_id, json) VALUES (?, ?, ?, 1, ?)').run('paper', `paper|${record.key}${at === 3 ? '@1' : ''}`, hash, at === 2 ? JSON.stringify(record) : json);
      }
    });
    db.close();
    const store = CorpusStore.open(dir);
    for (const record of records) expect(store.putRecord('paper', 1, record, 1)).toBe('unchanged');
    expect(store.putRecord('paper', 1, keyed('openalex:W2', 'openalex', { openalex: 'W2' }), 1)).toBe('added');
    expect(store.recordCount()).toBe(5);
    store.close();
  });
});
