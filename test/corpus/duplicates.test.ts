import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { authorAgreement, authorKeysOf, familyKeyOf } from '../../src/corpus/duplicates-authors.js';
import { contradictingScheme, isPreprintDoi, stageOf, versionlessDoi, withImpliedIds } from '../../src/corpus/duplicates-ids.js';
import { contentWords, isDistinctiveTitle, titleOverlap } from '../../src/corpus/duplicates-titles.js';
import { disputedIds, findDuplicates } from '../../src/corpus/duplicates.js';
import type { RecordHead } from '../../src/corpus/record-head.js';
import { titleKey } from '../../src/records/titles.js';
import type { PaperIds } from '../../src/records/record.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

const TITLE = 'Deep fusion of networks';
const AUTHORS = ['mazzawi', 'gonzalvo', 'wunder'];

function head(more: Partial<Omit<RecordHead, 'titleKey'>> & { title?: string } = {}): RecordHead {
  const { title = TITLE, ...rest } = more;
  return { index: 0, externalIds: {}, titleKey: titleKey(title), year: 2020, authorKeys: AUTHORS, authorListComplete: true, ...rest };
}

const mention = (rawName: string, family: string | null = null) => ({ rawName, parts: family === null ? null : { given: null, particle: null, family, suffix: null } });
const list = (...authorKeys: string[]) => ({ authorKeys, authorListComplete: true });

/** Cluster numbers of heads, indexed as given. */
function clustersOf(...heads: RecordHead[]): number[] {
  return [...findDuplicates(heads.map((each, index) => ({ ...each, index }))).clusterOf];
}
const ONE = [0, 0];
const TWO = [0, 1];

describe('versions of one DOI', () => {
  const version = (number: number, more: Parameters<typeof head>[0] = {}) => head({ externalIds: { doi: `10.12688/f1000research.5555.${number}` }, ...more });

  it('join years apart and with a title that changed somewhat, and tell why', () => {
    const [first, third] = [version(1, { year: 2015 }), version(3, { index: 1, year: 2019, title: 'Deep fusion of many networks, revised' })];
    expect(findDuplicates([first, third])).toMatchObject({ clusterCount: 1, joins: [{ record: 1, joinedTo: 0, reason: { kind: 'DOI_VERSION', value: '10.12688/f1000research.5555.1' } }] });
  });

  it.each([
    ['another title', { title: 'On the theory of graphs' }],
    ['other authors', { authorKeys: ['okonkwo'], year: 2030 }],
    ['another arXiv paper', { externalIds: { doi: '10.12688/f1000research.5555.2', arxiv: '2001.00002' } }],
  ])('stay apart with %s', (_, more) => {
    expect(clustersOf(version(1, { externalIds: { doi: '10.12688/f1000research.5555.1', arxiv: '2001.00001' } }), version(2, more))).toEqual(TWO);
  });

  it('are one paper in any order', () => {
    const versions = [version(1), version(2, { year: 2022 }), version(3, { year: 2025 }), head({ externalIds: { doi: '10.12688/f1000research.55.1' }, year: 2025 })];
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
      const clusters = clustersOf(...order.map((at) => versions[at]));
      const clusterOf = (at: number) => clusters[order.indexOf(at)];
      expect([clusterOf(1), clusterOf(2), clusterOf(3) === clusterOf(0)]).toEqual([clusterOf(0), clusterOf(0), false]);
    }));
  });
});

describe('a shared id', () => {
  it.each<[string, PaperIds, PaperIds]>([
    ['DOI', { doi: '10.1/a' }, { doi: '10.1/a' }],
    ['arXiv id with different DOIs', { doi: '10.1/a', arxiv: '2001.00001' }, { doi: '10.1/b', arxiv: '2001.00001' }],
    ['arXiv id that a DOI spells out', { doi: '10.48550/arxiv.2001.00001' }, { arxiv: '2001.00001' }],
    ['arXiv id that a dblp key spells out', { dblp: 'journals/corr/abs-2001-00001' }, { arxiv: '2001.00001' }],
    ['ACL id that a DOI spells out', { doi: '10.18653/v1/p19-1001' }, { acl: 'P19-1001' }],
    ['new-style ACL id that a DOI spells out', { doi: '10.18653/v1/2020.acl-main.1' }, { acl: '2020.acl-main.1' }],
  ])('joins: %s', (_, a, b) => {
    expect(clustersOf(head({ externalIds: a }), head({ externalIds: b, title: 'Deep fusion, renamed', year: 1999, authorKeys: ['other'] }))).toEqual(ONE);
  });

  it('is told as the reason', () => {
    const found = findDuplicates([head({ externalIds: { doi: '10.1/a' } }), head({ index: 1, externalIds: { doi: '10.1/a' } })]);
    expect(found).toMatchObject({ clusterCount: 1, joins: [{ record: 1, joinedTo: 0, reason: { kind: 'SHARED_ID', scheme: 'doi', value: '10.1/a' } }], conflicts: [] });
  });

  it('does not join entirely different titles, and reports them', () => {
    const found = findDuplicates([head({ externalIds: { doi: '10.1/a' } }), head({ index: 1, externalIds: { doi: '10.1/a' }, title: 'On the theory of graphs' })]);
    expect([...found.clusterOf]).toEqual(TWO);
    expect(found.conflicts).toEqual([{ record: 1, other: 0, scheme: 'doi', value: '10.1/a' }]);
    expect(disputedIds(found)).toEqual(new Set(['doi:10.1/a']));
  });

  it("that is a volume's does not join its papers because they share a word", () => {
    const titles = ['Learning deep trees quickly', 'Learning of plain grammars', 'Parsing with deep forests', 'Learning deep trees quickly (extended)'];
    const found = findDuplicates(titles.map((title, index) => head({ index, title, externalIds: { doi: '10.1/volume' }, authorKeys: [`a${index}`] })));
    expect([...found.clusterOf]).toEqual([0, 1, 2, 0]);
    expect(found.conflicts).toHaveLength(2);
  });

  it('of hundreds of titles joins equal titles alone', () => {
    const heads = Array.from({ length: 500 }, (_, index) => head({ index, title: `Learning about topic ${index >> 1} of many`, externalIds: { doi: '10.1/x' }, authorKeys: [`a${index}`] }));
    expect(findDuplicates(heads).clusterCount).toBe(250);
  });
});

describe('an equal title', () => {
  it.each<[string, Partial<RecordHead>, Partial<RecordHead>, number[]]>([
    ['joins with equal authors and year', {}, {}, ONE],
    ['joins a year apart', { year: 2020 }, { year: 2021 }, ONE],
    ['does not join two years apart', { year: 2020 }, { year: 2022 }, TWO],
    ['joins with authors in another order', {}, { authorKeys: AUTHORS.toReversed() }, ONE],
    ['does not join with another author', {}, { authorKeys: ['mazzawi', 'gonzalvo', 'yak'] }, TWO],
    ['does not join with one author less', {}, { authorKeys: ['mazzawi', 'gonzalvo'] }, TWO],
    ['joins a cut list that shows part of the other', {}, { authorKeys: ['mazzawi', 'wunder'], authorListComplete: false }, ONE],
    ['does not join a cut list that shows another', {}, { authorKeys: ['mazzawi', 'yak'], authorListComplete: false }, TWO],
    ['joins two cut lists with the same leading names', { authorKeys: [...AUTHORS, 'dherin'], authorListComplete: false }, { authorKeys: [...AUTHORS, 'avelin'], authorListComplete: false }, ONE],
    ['does not join two cut lists that begin differently', { authorKeys: ['yak', 'dherin'], authorListComplete: false }, { authorKeys: ['mazzawi', 'yak'], authorListComplete: false }, TWO],
    ['does not join where nobody is listed', { authorKeys: [] }, { authorKeys: [] }, TWO],
    ['joins an unknown year where both lists are complete and equal', { year: null }, {}, ONE],
    ['joins two unknown years likewise', { year: null }, { year: null }, ONE],
    ['does not join an unknown year with a cut list', { year: null }, { authorKeys: ['mazzawi'], authorListComplete: false }, TWO],
    ['joins ids of different schemes', { externalIds: { doi: '10.1/a' } }, { externalIds: { openalex: 'W1000' } }, ONE],
    ['does not join two published DOIs', { externalIds: { doi: '10.1/a' } }, { externalIds: { doi: '10.1/b' } }, TWO],
    ['joins a preprint DOI with a published one', { externalIds: { doi: '10.48550/arxiv.2001.00001' } }, { externalIds: { doi: '10.1/b' } }, ONE],
    ['joins preprint and published with different OpenAlex ids', { externalIds: { doi: '10.48550/arxiv.2001.00001', openalex: 'W1000' } }, { externalIds: { doi: '10.1/b', openalex: 'W2000' } }, ONE],
    ['does not join two OpenAlex ids otherwise', { externalIds: { openalex: 'W1000' } }, { externalIds: { openalex: 'W2000' } }, TWO],
    ['joins dblp: CoRR with the conference', { externalIds: { dblp: 'journals/corr/abs-2001-00001' } }, { externalIds: { dblp: 'conf/icml/X20' } }, ONE],
    ['does not join dblp: conference with journal', { externalIds: { dblp: 'conf/icml/X20' } }, { externalIds: { dblp: 'journals/jmlr/X20' } }, TWO],
    ['does not join two arXiv ids', { externalIds: { arxiv: '2001.00001' } }, { externalIds: { arxiv: '2001.00002' } }, TWO],
    ['joins versions of one preprint', { externalIds: { doi: '10.21203/rs.3.rs-1/v1' } }, { externalIds: { doi: '10.21203/rs.3.rs-1/v2' } }, ONE],
    ['joins versions of one preprint that are numbered alone', { externalIds: { doi: '10.1002/essoar.10504562.1', openalex: 'W1000' } }, { year: 2021, externalIds: { doi: '10.1002/essoar.10504562.2', openalex: 'W2000' } }, ONE],
    ['joins what a repository versions', { externalIds: { doi: '10.26686/wgtn.17068523', openalex: 'W1000' } }, { externalIds: { doi: '10.26686/wgtn.17068523.v1', openalex: 'W2000' } }, ONE],
    ['does not join numbered DOIs of a publisher', { externalIds: { doi: '10.1002/asi.10504562.1' } }, { externalIds: { doi: '10.1002/asi.10504562.2' } }, TWO],
    ['does not join two preprints of one server', { externalIds: { doi: '10.2139/ssrn.1' } }, { externalIds: { doi: '10.2139/ssrn.2' } }, TWO],
    ['joins one preprint on two servers', { externalIds: { doi: '10.2139/ssrn.1' } }, { externalIds: { doi: '10.1101/2020.01.01' } }, ONE],
  ])('%s', (_, a, b, expected) => {
    expect(clustersOf(head(a), head(b))).toEqual(expected);
    expect(clustersOf(head(b), head(a))).toEqual(expected);
  });

  it.each(['Editorial', 'Introduction', 'Preface', 'Message from the General Chair', 'Table of Contents', 'Editorial 12', 'Preface II', 'Deep nets'])('never joins by "%s" alone', (title) => {
    expect(clustersOf(head({ title }), head({ title }))).toEqual(TWO);
    expect(clustersOf(head({ title, externalIds: { doi: '10.1/a' } }), head({ title, externalIds: { doi: '10.1/a' } }))).toEqual(ONE);
  });

  it('joins a preprint with the earlier of two published papers, which stay apart, in any order', () => {
    const conference = head({ year: 2020, externalIds: { dblp: 'conf/icml/X20' } });
    const journal = head({ year: 2021, externalIds: { dblp: 'journals/jmlr/X21' } });
    const preprint = head({ year: 2020, externalIds: { dblp: 'journals/corr/abs-2001-00001' } });
    expect(clustersOf(conference, journal, preprint)).toEqual([0, 1, 0]);
    expect(clustersOf(preprint, journal, conference)).toEqual([0, 1, 0]);
    expect(clustersOf(journal, preprint, conference)).toEqual([0, 1, 1]);
  });

  it('does not chain a report of every year into one paper', () => {
    const years = [2001, 2002, 2003, 2004, 2005, 2006].map((year) => head({ title: 'Annual report of the committee', year }));
    const clusters = clustersOf(...years);
    for (const cluster of new Set(clusters)) expect(clusters.filter((each) => each === cluster).length).toBeLessThanOrEqual(3);
  });

  it('is told as the reason', () => {
    const found = findDuplicates([head(), head({ index: 1 })]);
    expect(found.joins).toEqual([{ record: 1, joinedTo: 0, reason: { kind: 'TITLE', titleKey: titleKey(TITLE) } }]);
  });
});

describe('findDuplicates', () => {
  it('numbers clusters by their first record, whatever order the heads come in', () => {
    const heads = [head({ title: 'First of all titles' }), head(), head({ title: 'Third of all titles' }), head()].map((each, index) => ({ ...each, index }));
    expect([...findDuplicates(heads).clusterOf]).toEqual([0, 1, 2, 1]);
    expect([...findDuplicates(heads.toReversed()).clusterOf]).toEqual([0, 1, 2, 1]);
    expect(findDuplicates([])).toMatchObject({ clusterCount: 0, joins: [] });
  });

  it.each([[[0, 0]], [[0, 2]], [[-1]], [[0.5]]])('refuses indices %j', (indices) => {
    expect(() => findDuplicates(indices.map((index) => head({ index })))).toThrow(/0 … n−1/);
  });

  const anyHead = fc.record({
    externalIds: fc.constantFrom<PaperIds>({}, {}, { doi: '10.1/a' }, { doi: '10.1/b' }, { doi: '10.48550/arxiv.2001.00001' }, { arxiv: '2001.00001', doi: '10.1/b' }, { dblp: 'conf/x/A20' }, { dblp: 'journals/corr/abs-2001-00001' }, { openalex: 'W1000' }, { openalex: 'W2000', doi: '10.1/a' }),
    titleKey: fc.constantFrom('deep fusion of networks', 'deep fusion of networks', 'shallow fusion of networks', 'theory of graphs and trees', 'editorial'),
    year: fc.constantFrom(2019, 2020, 2021, 2023, null),
    authorKeys: fc.constantFrom(['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'b'], ['c', 'a', 'b'], ['d'], []),
    authorListComplete: fc.boolean(),
  });

  it('gives the same clusters for any order of the records', () => {
    fc.assert(
      fc.property(fc.array(anyHead, { maxLength: 9 }).chain((heads) => fc.tuple(fc.constant(heads), fc.shuffledSubarray([...heads.keys()], { minLength: heads.length }))), ([heads, order]) => {
        const straight = findDuplicates(heads.map((each, index) => ({ ...each, index }))).clusterOf;
        const shuffled = findDuplicates(order.map((from, index) => ({ ...heads[from], index }))).clusterOf;
        // Records that say the same are interchangeable: compare the multiset of what each cluster holds.
        const contents = (clusters: Uint32Array, at: (index: number) => number): string[] => {
          const held = new Map<number, string[]>();
          for (const [index, cluster] of clusters.entries()) held.set(cluster, [...(held.get(cluster) ?? []), JSON.stringify(heads[at(index)])]);
          return [...held.values()].map((texts) => texts.toSorted().join('\n')).toSorted();
        };
        expect(contents(shuffled, (index) => order[index])).toEqual(contents(straight, (index) => index));
      }),
      { numRuns: 500 },
    );
  });

  it('reports every id that records of two clusters have', () => {
    fc.assert(
      fc.property(fc.array(anyHead, { maxLength: 12 }), (heads) => {
        const found = findDuplicates(heads.map((each, index) => ({ ...each, index })));
        const claimed = new Map<string, Set<number>>();
        for (const [index, { externalIds }] of heads.entries()) {
          for (const [scheme, value] of Object.entries(externalIds)) {
            const id = `${scheme}:${value}`;
            claimed.set(id, (claimed.get(id) ?? new Set()).add(found.clusterOf[index]));
          }
        }
        const disputed = [...claimed].filter(([, clusters]) => clusters.size > 1).map(([id]) => id);
        for (const id of disputed) expect(disputedIds(found)).toContain(id);
      }),
      { numRuns: 300 },
    );
  });

  it('has one join less than records in each cluster', () => {
    fc.assert(
      fc.property(fc.array(anyHead, { maxLength: 20 }), (heads) => {
        const found = findDuplicates(heads.map((each, index) => ({ ...each, index })));
        expect(found.joins.length).toBe(heads.length - found.clusterCount);
        for (const { record, joinedTo } of found.joins) expect(found.clusterOf[record]).toBe(found.clusterOf[joinedTo]);
      }),
    );
  });

  it('compares within bounds on giant blocks, and says where it did not compare all', async () => {
    const many = 20_000;
    const heads = Array.from({ length: many }, (_, index) => [
      head({ index: index * 3, title: 'Editorial', authorKeys: [`a${index}`] }),
      head({ index: index * 3 + 1, title: 'Report of the general assembly', authorKeys: ['same'], externalIds: { doi: `10.1/${index}` } }),
      head({ index: index * 3 + 2, title: 'Minutes of the last meeting', authorKeys: ['same', `b${index % 7}`] }),
    ]).flat();
    let found: ReturnType<typeof findDuplicates> | undefined;
    expect(await processorSeconds(() => (found = findDuplicates(heads)))).toBeLessThan(HANGING_SECONDS);
    expect(found?.clusterCount).toBe(2 * many + 7);
    expect(found?.oversizedTitles).toEqual([{ titleKey: 'report of the general assembly', records: many }]);
  });
});

describe('family keys', () => {
  it.each([
    ['Javier Gonzalvo', 'gonzalvo'], ['Gonzalvo, Javier', 'gonzalvo'], ['Jan van der Berg', 'berg'], ['van der Berg, Jan', 'berg'], ['Sammy Davis, Jr.', 'davis'],
    ['Davis, Jr., Sammy', 'davis'], ['Hal Daumé III', 'daume'], ['Wei Wang 0001', 'wang'], ['王 伟', 'wangwei'], ['王伟', 'wangwei'], ['Mausam', 'mausam'], ['Łukasz Müller', 'muller'],
  ])('%s → %s', (raw, key) => expect(familyKeyOf(mention(raw))).toBe(key));

  it('take the stated family name, unless it is a homonym number', () => {
    expect(familyKeyOf(mention('Oier Lopez de Lacalle', 'Lopez de Lacalle'))).toBe('lacalle');
    expect(familyKeyOf(mention('Wei Wang 0001', '0001'))).toBe('wang');
  });

  it('leave groups out', () => {
    const base = { parts: null, position: 1, externalIds: {}, affiliations: [], isCorresponding: null };
    expect(authorKeysOf([{ ...base, rawName: 'The ATLAS Collaboration', kind: 'GROUP' }, { ...base, rawName: 'Ann Lee', kind: 'PERSON' }])).toEqual(['lee']);
  });

  it('agree as multisets', () => {
    expect(authorAgreement(list('li', 'li', 'wu'), list('li', 'wu', 'li'))).toBe('FULL');
    expect(authorAgreement(list('li', 'li', 'wu'), list('li', 'wu', 'wu'))).toBe('NONE');
  });
});

describe('ids', () => {
  it.each([
    ['10.1002/essoar.10504562.2', '10.1002/essoar.10504562'], ['10.26686/wgtn.17068523.v1', '10.26686/wgtn.17068523'], ['10.21203/rs.3.rs-1/v12', '10.21203/rs.3.rs-1'],
    ['10.26434/chemrxiv-2021-abc-v2', '10.26434/chemrxiv-2021-abc'], ['10.31234/osf.io/ab1_v3', '10.31234/osf.io/ab1'], ['10.12688/f1000research.5555.2', '10.12688/f1000research.5555'],
    ['10.7554/elife.85012.3', '10.7554/elife.85012'], ['10.7554/elife.00012.001', '10.7554/elife.00012.001'], ['10.17504/protocols.io.bxyz.v4', '10.17504/protocols.io.bxyz'],
    ['10.1182/blood.v99.12.1', '10.1182/blood.v99.12.1'], ['10.1145/journal.v3', '10.1145/journal.v3'], ['10.1038/s41586.12.2', '10.1038/s41586.12.2'],
  ])('%s is a version of %s', (doi, stem) => {
    expect(versionlessDoi(doi)).toBe(stem);
  });

  it.each([['10.48550/arxiv.2001.00001', true], ['10.1101/2020.01.01', true], ['10.2139/ssrn.3', true], ['10.21203/rs.3.rs-1/v1', true], ['10.1145/1.2', false], ['10.1002/asi.1', false]])('%s is a preprint: %s', (doi, preprint) => {
    expect(isPreprintDoi(doi)).toBe(preprint);
  });
  it('tell the stage', () => {
    expect([{ doi: '10.1/a', arxiv: '1' }, { acl: 'P19-1001' }, { dblp: 'journals/corr/X' }, { arxiv: '2001.00001' }, { pmid: '1' }, { openalex: 'W1000' }, {}].map(stageOf)).toEqual(['PUBLISHED', 'PUBLISHED', 'PREPRINT', 'PREPRINT', 'PUBLISHED', 'UNKNOWN', 'UNKNOWN']);
  });
  it('add only what they spell out', () => {
    const plain = { doi: '10.1/a' };
    expect(withImpliedIds(plain)).toBe(plain);
    expect(withImpliedIds({ doi: '10.48550/arxiv.2001.00001v2' })).toEqual({ doi: '10.48550/arxiv.2001.00001v2', arxiv: '2001.00001' });
  });
  it('contradict scheme by scheme', () => {
    expect(contradictingScheme({ doi: '10.1/a', acl: 'P19-1001' }, { doi: '10.1/a', acl: 'P19-1002' })).toBe('acl');
    expect(contradictingScheme({ doi: '10.1/a' }, { acl: 'P19-1002' })).toBeNull();
  });
});

describe('titles', () => {
  it('are distinctive by three words or fifteen characters', () => {
    expect(['on deep nets', 'backpropagation', 'deep nets', 'editorial', 'guest editorial 3'].map(isDistinctiveTitle)).toEqual([true, true, false, false, false]);
  });
  it('overlap in content words', () => {
    expect(titleOverlap(contentWords('a theory of graphs'), contentWords('the sound of music'))).toBe(0);
    expect(titleOverlap(contentWords('a theory of graphs'), contentWords('graphs'))).toBe(1);
    expect(titleOverlap(contentWords(''), contentWords('graphs'))).toBe(1);
    expect(contentWords('to be of')).toEqual(new Set(['be']));
  });
});
