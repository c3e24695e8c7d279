/** Collaborations in and out of the graph; preprints and published versions counted together and apart. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { mention, paperRecord } from '../helpers/records.js';

const GROUP = (name: string) => mention(name, { kind: 'GROUP' });
const PAPERS = [
  paperRecord('Search for something heavy', ['Ann Lee', 'Bo Ek', GROUP('The ATLAS Collaboration')], { date: { year: 2012, month: null, day: null } }),
  paperRecord('Search for something light', ['Ann Lee', GROUP('ATLAS Collaboration'), GROUP('CMS Collaboration'), GROUP('the ATLAS collaboration')], { date: { year: 2014, month: null, day: null } }),
  paperRecord('Alone at last in a quiet room', ['Cy Dee'], { date: { year: 2015, month: null, day: null } }),
];
const ASK = '{ corpus { groupMode versionMode authorCount collaborationCount } papers(orderBy: [{ field: YEAR, direction: ASC }]) { nodes { title authorsCount authors { nodes { displayName kind } } authorships { nodes { rawName kind author { displayName } } } } } }';

interface Answer {
  readonly corpus: { groupMode: string; versionMode: string; authorCount: number; collaborationCount: number };
  readonly papers: { nodes: { title: string; authorsCount: number; authors: { nodes: { displayName: string; kind: string }[] }; authorships: { nodes: { rawName: string; kind: string; author: { displayName: string } | null }[] } }[] };
}

describe('groups', () => {
  let out: Answer;
  let asAuthors: ServedCorpus;
  let within: Answer;
  beforeAll(async () => {
    out = (await (await servedCorpus(PAPERS)).ask(ASK)).data as unknown as Answer;
    asAuthors = await servedCorpus(PAPERS, [], { groups: 'AUTHORS' });
    within = (await asAuthors.ask(ASK)).data as unknown as Answer;
  });

  it('stand on the paper and in no graph unless asked', () => {
    expect(out.corpus).toEqual({ groupMode: 'OUT', versionMode: 'TOGETHER', authorCount: 3, collaborationCount: 1 });
    const [first] = out.papers.nodes;
    expect([first.authorsCount, first.authors.nodes.map(({ displayName }) => displayName)]).toEqual([2, ['Ann Lee', 'Bo Ek']]);
    expect(first.authorships.nodes).toContainEqual({ rawName: 'The ATLAS Collaboration', kind: 'GROUP', author: null });
  });

  it('are one author per name where the corpus wants them as authors, once per paper', () => {
    // Ann–Bo, Ann–ATLAS, Bo–ATLAS, Ann–CMS, ATLAS–CMS.
    expect(within.corpus).toEqual({ groupMode: 'AUTHORS', versionMode: 'TOGETHER', authorCount: 5, collaborationCount: 5 });
    expect(within.papers.nodes[1].authors.nodes).toEqual([
      { displayName: 'Ann Lee', kind: 'PERSON' }, { displayName: 'ATLAS Collaboration', kind: 'GROUP' }, { displayName: 'CMS Collaboration', kind: 'GROUP' },
    ]);
    expect(within.papers.nodes[1].authorships.nodes.map(({ rawName, author }) => [rawName, author?.displayName ?? null])).toEqual([
      ['Ann Lee', 'Ann Lee'], ['ATLAS Collaboration', 'ATLAS Collaboration'], ['CMS Collaboration', 'CMS Collaboration'], ['the ATLAS collaboration', null],
    ]);
  });

  it('are found by name, with every spelling', async () => {
    const found = await asAuthors.ask('{ author(name: "the atlas collaboration") { displayName kind paperCount nameVariants { name count } collaborators { totalCount } } }');
    expect(found.data).toEqual({
      author: { displayName: 'ATLAS Collaboration', kind: 'GROUP', paperCount: 2, nameVariants: [{ name: 'ATLAS Collaboration', count: 1 }, { name: 'The ATLAS Collaboration', count: 1 }, { name: 'the ATLAS collaboration', count: 1 }], collaborators: { totalCount: 3 } },
    });
  });
});

describe('versions', () => {
  const preprint = paperRecord('Kites considered at great length', ['Ann Lee', 'Bo Ek'], {
    key: 'arxiv:1811.01234', externalIds: { arxiv: '1811.01234' }, type: 'PREPRINT', venue: 'arXiv', date: { year: 2018, month: 11, day: 3 }, relatedIds: [{ scheme: 'doi', value: '10.5555/kites', relation: 'PUBLISHED' }],
  });
  const published = paperRecord('Kites, considered at great length', ['Ann Lee', 'Bo Ek'], { key: 'doi:10.5555/kites', externalIds: { doi: '10.5555/kites' }, type: 'ARTICLE', venue: 'J. Kites', date: { year: 2019, month: null, day: null } });
  const query = '{ corpus { versionMode } papers(orderBy: [{ field: YEAR, direction: ASC }]) { nodes { title doi versions { stage publicationDate venue externalIds { scheme value } sources { line } } otherVersions { title } conflicts { field shown rule values { value sources { file } } } } } }';

  it('count once by default, each told', async () => {
    const { data } = await (await servedCorpus([preprint, published])).ask(query);
    expect(data).toMatchObject({
      corpus: { versionMode: 'TOGETHER' },
      papers: {
        nodes: [{
          doi: '10.5555/kites', otherVersions: [],
          versions: [
            { stage: 'PUBLISHED', publicationDate: '2019', venue: 'J. Kites', externalIds: [{ scheme: 'doi', value: '10.5555/kites' }] },
            { stage: 'PREPRINT', publicationDate: '2018-11-03', venue: 'arXiv', externalIds: [{ scheme: 'arxiv', value: '1811.01234' }] },
          ],
        }],
      },
    });
    const { conflicts } = (data as unknown as { papers: { nodes: { conflicts: { field: string; shown: string; rule: string }[] }[] } }).papers.nodes[0];
    expect(conflicts.map(({ field, shown }) => [field, shown])).toEqual([['TITLE', 'Kites, considered at great length'], ['DATE', '2019'], ['VENUE', 'J. Kites'], ['TYPE', 'ARTICLE']]);
    expect(conflicts[2].rule).toBe("The preferred record's venue.");
  });

  it('keep every id of one scheme, the preferred record\'s first', async () => {
    const facts = { date: { year: 2019, month: null, day: null } };
    const corpus = await servedCorpus([
      paperRecord('Kites considered at great length', ['Ann Lee'], { ...facts, key: 'doi:10.1101/kites', externalIds: { doi: '10.1101/kites', pmid: '11406024' }, type: 'PREPRINT', venue: 'bioRxiv' }),
      paperRecord('Kites considered at great length', ['Ann Lee'], { ...facts, key: 'doi:10.5555/kites', externalIds: { doi: '10.5555/kites', pmid: '11034741' }, type: 'ARTICLE' }),
    ]);
    const { data } = await corpus.ask('{ papers { nodes { doi externalIds { scheme value url } } } }');
    expect(data).toEqual({ papers: { nodes: [{ doi: '10.5555/kites', externalIds: [
      { scheme: 'doi', value: '10.5555/kites', url: 'https://doi.org/10.5555/kites' },
      { scheme: 'doi', value: '10.1101/kites', url: 'https://doi.org/10.1101/kites' },
      { scheme: 'pmid', value: '11034741', url: 'https://pubmed.ncbi.nlm.nih.gov/11034741/' },
      { scheme: 'pmid', value: '11406024', url: 'https://pubmed.ncbi.nlm.nih.gov/11406024/' },
    ] }] } });
  });

  it('count apart where the corpus wants them so, and name each other', async () => {
    const corpus = await servedCorpus([preprint, published], [], { versions: 'SEPARATE' });
    const { data } = await corpus.ask(query);
    expect(data).toMatchObject({
      corpus: { versionMode: 'SEPARATE' },
      papers: { nodes: [
        { doi: null, versions: [{ stage: 'PREPRINT' }], otherVersions: [{ title: published.title }], conflicts: [] },
        { doi: '10.5555/kites', versions: [{ stage: 'PUBLISHED' }], otherVersions: [{ title: preprint.title }], conflicts: [] },
      ] },
    });
    const found = await corpus.ask('{ a: paper(id: "doi:10.5555/kites") { title } b: paper(id: "arxiv:1811.01234") { title } }');
    expect(found.data).toEqual({ a: { title: published.title }, b: { title: preprint.title } });
  });
});

describe('a choice', () => {
  it('is kept by later imports, and changing it builds another snapshot', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'in'));
    const file = join(dir, 'in', 'a.bib');
    writeFileSync(file, '@article{a, title={Search for something heavy}, author={Ann Lee and {ATLAS Collaboration}}, year=2012}\n');
    const dataDir = join(dir, 'data');
    const first = await importFiles([file], { dataDir, threads: 1 });
    const second = await importFiles([file], { dataDir, threads: 1, groups: 'AUTHORS' });
    const third = await importFiles([file], { dataDir, threads: 1 });
    expect([first, second, third].map(({ manifest, snapshotBuilt }) => [manifest?.groupMode, manifest?.counts.authors, snapshotBuilt])).toEqual([['OUT', 1, true], ['AUTHORS', 2, true], ['AUTHORS', 2, false]]);
  });
});
