/** One paper as six services and tools write it: one paper, one set of authors, whatever the order. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { authorKeysOf } from '../../src/corpus/duplicates-authors.js';
import { findDuplicates } from '../../src/corpus/duplicates.js';
import { mergeRecords, type MergedPaper } from '../../src/corpus/merge.js';
import type { PaperRecord } from '../../src/records/record.js';
import { titleKey } from '../../src/records/titles.js';
import { sourceById } from '../../src/sources/registry.js';
import { itemsOf } from '../helpers/source-items.js';

const DOI = '10.5555/kites.2019.7';
const INPUTS: Readonly<Record<string, string>> = {
  bibtex: `@article{kites19, title={Kites over {K}{\\"o}ln: a survey}, author={M{\\"u}ller, J. and van den Berg, A. and {\\L}uczak, Zofia and {Kite Working Group}}, journal={J. Kites}, year=2019}`,
  openalex: JSON.stringify({
    id: 'https://openalex.org/W7700000001', doi: `https://doi.org/${DOI}`, title: 'Kites over Köln: A Survey', publication_date: '2019-05-01', publication_year: 2019, type: 'article', cited_by_count: 12,
    primary_location: { source: { display_name: 'Journal of Kites', type: 'journal' } },
    authorships: ['Jürgen Müller', 'Anna van den Berg', 'Zofia Łuczak'].map((name, at) => ({ author: { id: `https://openalex.org/A500000000${at}`, display_name: name }, raw_author_name: name, institutions: [] })),
  }),
  dblp: `<?xml version="1.0"?><dblp><article key="journals/kites/MuellerBL19"><author>J&uuml;rgen M&uuml;ller 0003</author><author>Anna van den Berg</author><author>Zofia Luczak</author><title>Kites over K&ouml;ln: A Survey.</title><year>2019</year><journal>J. Kites</journal><ee>https://doi.org/${DOI}</ee></article></dblp>`,
  crossref: JSON.stringify({
    message: {
      DOI, type: 'journal-article', title: ['Kites over Koeln: A survey'], 'container-title': ['Journal of Kites'], issued: { 'date-parts': [[2019, 5]] }, 'is-referenced-by-count': 9, indexed: { 'date-time': '2024-01-05T00:00:00Z' },
      author: [{ given: 'Juergen', family: 'Mueller', sequence: 'first', ORCID: 'https://orcid.org/0000-0002-1825-0097' }, { given: 'Anna', family: 'van den Berg' }, { given: 'Zofia', family: 'Luczak' }],
    },
  }),
  pubmed: `<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31234567</PMID><Article><Journal><JournalIssue><PubDate><Year>2019</Year><Month>May</Month></PubDate></JournalIssue><Title>Journal of kites</Title></Journal><ArticleTitle>Kites over Köln: a survey.</ArticleTitle><AuthorList CompleteYN="Y"><Author><LastName>Müller</LastName><ForeName>J</ForeName><Initials>J</Initials></Author><Author><LastName>van den Berg</LastName><ForeName>A</ForeName><Initials>A</Initials></Author><Author><LastName>Łuczak</LastName><ForeName>Z</ForeName><Initials>Z</Initials></Author><Author><CollectiveName>The Kite Working Group</CollectiveName></Author></AuthorList></Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">${DOI}</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>`,
  arxiv: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/1811.01234v2</id><published>2018-11-03T00:00:00Z</published><updated>2019-01-01T00:00:00Z</updated><title>Flying things above cathedrals</title><summary>On kites.</summary><author><name>Jürgen Müller</name></author><author><name>Anna van den Berg</name></author><author><name>Zofia Łuczak</name></author><arxiv:doi>${DOI}</arxiv:doi><arxiv:primary_category term="physics.soc-ph"/><category term="physics.soc-ph"/></entry></feed>`,
};
const FORMATS = Object.keys(INPUTS);

let records: PaperRecord[] = [];
beforeAll(async () => {
  const read = await Promise.all(FORMATS.map((format) => itemsOf(sourceById(format), INPUTS[format], 1 << 16, `${format}.in`)));
  records = read.flatMap(({ papers }) => papers);
});

function mergedIn(order: readonly PaperRecord[]): MergedPaper[] {
  const { clusterOf, clusterCount } = findDuplicates(order.map((record, index) => ({
    index, externalIds: record.externalIds, titleKey: titleKey(record.title), year: record.date?.year ?? null, authorKeys: authorKeysOf(record.mentions),
    authorListComplete: record.authorListComplete, ...(record.relatedIds === undefined ? {} : { relatedIds: record.relatedIds }),
  })));
  return Array.from({ length: clusterCount }, (_, cluster) => mergeRecords(order.filter((__, record) => clusterOf[record] === cluster)));
}

describe('one paper in six formats', () => {
  it('is read from each', () => {
    expect(records.map(({ source }) => source.format)).toEqual(FORMATS);
  });

  it('is one paper with six sources, the same whatever the order of import', () => {
    const first = mergedIn(records);
    expect(first).toHaveLength(1);
    expect(first[0].sources.map(({ source }) => source.format)).toEqual(['crossref', 'pubmed', 'openalex', 'dblp', 'bibtex', 'arxiv']);
    fc.assert(fc.property(fc.shuffledSubarray(records, { minLength: 6 }), (order) => { expect(mergedIn(order)).toEqual(first); }), { numRuns: 60 });
  });

  it('has one set of authors, written out where any record does, with every spelling and id', () => {
    const [{ mentions, unlistedMentions }] = mergedIn(records);
    expect(mentions.map(({ position, rawName, kind }) => [position, rawName, kind])).toEqual([
      [1, 'Jürgen Müller', 'PERSON'], [2, 'Anna van den Berg', 'PERSON'], [3, 'Zofia Łuczak', 'PERSON'], [4, 'The Kite Working Group', 'GROUP'],
    ]);
    expect(unlistedMentions).toEqual([]);
    expect(mentions[0].alsoWritten).toEqual(expect.arrayContaining(['Juergen Mueller', 'Jürgen Müller 0003', 'Müller, J.']));
    expect(mentions[0].externalIds).toEqual({ orcid: '0000-0002-1825-0097', openalex: 'A5000000000' });
    expect(mentions[3].alsoWritten).toEqual(['Kite Working Group']);
  });

  it('keeps what the records say differently, with who says it', () => {
    const [{ conflicts, title, date, externalIds, sources }] = mergedIn(records);
    expect([title, date, externalIds.doi, externalIds.arxiv]).toEqual(['Kites over Koeln: A survey', { year: 2019, month: 5, day: 1 }, DOI, '1811.01234']);
    const saying = (field: string) => conflicts.filter((each) => each.field === field).map(({ shown, values }) => [shown, values.map(({ value, sources: by }) => `${value} (${by.map((at) => sources[at].source.format).join(', ')})`)]);
    expect(saying('DATE')).toEqual([['2019-05-01', ['2019-05 (crossref, pubmed)', '2019-05-01 (openalex)', '2019 (dblp, bibtex)', '2018-11-03 (arxiv)']]]);
    expect(saying('CITATIONS')).toEqual([['9 by crossref as of 2024-01-05', ['9 by crossref as of 2024-01-05 (crossref)', '12 by openalex (openalex)']]]);
    expect(saying('TYPE')).toEqual([['ARTICLE', ['ARTICLE (crossref, openalex, dblp, bibtex)', 'PREPRINT (arxiv)']]]);
    expect(saying('AUTHORS')).toEqual([]);
    expect(saying('TITLE')[0][1]).toContain('Flying things above cathedrals (arxiv)');
  });

  it('tells the published version from the preprint, joined under another title by the DOI that arXiv states', () => {
    const [{ versions }] = mergedIn(records);
    expect(versions.map(({ stage, title, date, venue }) => [stage, title, date?.year, venue])).toEqual([
      ['PUBLISHED', 'Kites over Koeln: A survey', 2019, 'Journal of Kites'], ['PREPRINT', 'Flying things above cathedrals', 2018, 'arXiv'],
    ]);
    expect(versions[1].ids).toEqual([{ scheme: 'arxiv', value: '1811.01234' }]);
  });
});

describe('a stated relation', () => {
  const base = (): PaperRecord => ({ ...records[5], relatedIds: [{ scheme: 'doi', value: DOI, relation: 'PUBLISHED' }] });
  const strangers = (record: PaperRecord): PaperRecord => ({ ...record, mentions: record.mentions.map((mention, at) => ({ ...mention, rawName: `Quill Stranger${String.fromCodePoint(97 + at)}` })) });

  it('joins nothing where neither an author nor half of the title is common', () => {
    expect(mergedIn([records[3], base()])).toHaveLength(1);
    expect(mergedIn([records[3], strangers(base())])).toHaveLength(2);
    expect(mergedIn([records[3], { ...strangers(base()), title: 'Kites over Koeln' }])).toHaveLength(1);
  });

  it("to a volume's DOI, stated by papers of different titles, joins none of them", () => {
    const papers = ['One thing', 'Another matter', 'Third affair'].map((title, at): PaperRecord => ({ ...base(), key: `arxiv:1811.0000${at}`, externalIds: { arxiv: `1811.0000${at}` }, title }));
    expect(mergedIn([records[3], ...papers])).toHaveLength(4);
  });
});
