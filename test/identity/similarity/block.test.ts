/** Who is who in a block: what evidence joins, what parts, what nothing may join. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, boundByName, clustersIn, corpusOf, resolved, type TestPaper } from './corpus.js';

/** Two persons called Wei Wang, with an own team, venue and subject each. */
const TWO_PERSONS: readonly TestPaper[] = [
  { key: 'p1', authors: ['Wei Wang', 'Ada Kowalczyk', 'Tim Oduya'], title: 'Frequent itemset mining in transaction streams', venue: 'KDD', year: 2001 },
  { key: 'p2', authors: ['Ada Kowalczyk', 'Wei Wang'], title: 'Mining frequent itemset lattices', venue: 'KDD', year: 2003 },
  { key: 'p3', authors: ['Wei Wang', 'Ada Kowalczyk', 'Lu Okonkwo'], title: 'Lattices of transaction streams', venue: 'ICDM', year: 2004 },
  { key: 'q1', authors: ['Wei Wang', 'Boris Stellmach'], title: 'Perovskite photovoltaics at low temperature', venue: 'Solar Energy', year: 2002 },
  { key: 'q2', authors: ['Boris Stellmach', 'Wei Wang', 'Ines Quintero'], title: 'Degradation of perovskite photovoltaics', venue: 'Solar Energy', year: 2005 },
];

const full = (papers: readonly TestPaper[], name: string): string[] => {
  const corpus = corpusOf(papers);
  const block = blockOf(corpus, name);
  return clustersIn(corpus, block, resolved(corpus, block, 'FULL'));
};

const cautious = (papers: readonly TestPaper[], name: string): string[] => {
  const corpus = corpusOf(papers);
  const block = boundByName(corpus, blockOf(corpus, name));
  return clustersIn(corpus, block, resolved(corpus, block, 'CAUTIOUS'));
};

describe('resolveBlock, FULL', () => {
  it('tells two persons of one common name apart', () => {
    expect(full(TWO_PERSONS, 'Wei Wang')).toEqual(['p1: Wei Wang; p2: Wei Wang; p3: Wei Wang', 'q1: Wei Wang; q2: Wei Wang']);
  });

  it('leaves a rare name one person without any other evidence, and a common one apart', () => {
    const papers = (name: string): TestPaper[] => [
      { key: 'a', authors: [name, 'Ada Kowalczyk'], title: 'Frequent itemset mining' },
      { key: 'b', authors: [name], title: 'Notes' },
    ];
    expect(full(papers('Zebulon Qvistgaard'), 'Zebulon Qvistgaard')).toHaveLength(1);
    expect(full(papers('Wei Wang'), 'Wei Wang')).toHaveLength(2);
  });

  it('joins initials with the full name that shares co-authors', () => {
    const papers: TestPaper[] = [...TWO_PERSONS, { key: 'p4', authors: ['W. Wang', 'Ada Kowalczyk', 'Tim Oduya'], title: 'Itemset mining revisited', venue: 'KDD', year: 2005 }];
    expect(full(papers, 'Wei Wang')).toEqual(['p1: Wei Wang; p2: Wei Wang; p3: Wei Wang; p4: W. Wang', 'q1: Wei Wang; q2: Wei Wang']);
  });

  it('never joins names that exclude each other, though initials stand between them', () => {
    const same = { title: 'Frequent itemset mining', venue: 'KDD', year: 2001 };
    const papers: TestPaper[] = ['Wei Wang', 'W. Wang', 'Wen Wang'].map((name, at) => ({ key: `p${at}`, authors: [name, 'Ada Kowalczyk', 'Tim Oduya'], ...same }));
    const clusters = full(papers, 'Wei Wang');
    expect(clusters).toHaveLength(2);
    expect(clusters.some((cluster) => cluster.includes('Wei') && cluster.includes('Wen'))).toBe(false);
  });

  it('takes affiliations and domains of addresses into account', () => {
    const paper = (key: string, affiliation: string, domain: string): TestPaper => ({ key, authors: ['Wei Wang'], title: 'Notes', affiliations: [affiliation], domains: [domain] });
    const papers = [
      paper('a', 'Hydrology Institute, Lower Saxony', 'hydro.example'), paper('b', 'Institute of Hydrology, Lower Saxony', 'hydro.example'),
      paper('c', 'Saint Brendan Seismology Observatory', 'brendan.example'),
    ];
    expect(full(papers, 'Wei Wang')).toEqual(['a: Wei Wang; b: Wei Wang', 'c: Wei Wang']);
  });

  it('says for every join what spoke for it', () => {
    const corpus = corpusOf(TWO_PERSONS);
    const block = blockOf(corpus, 'Wei Wang');
    const { joins } = resolved(corpus, block, 'FULL');
    expect(joins.count).toBe(3);
    for (let join = 0; join < joins.count; join++) {
      const parts = joins.parts.subarray(join * 9, join * 9 + 9);
      expect(joins.logOdds[join]).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0), 3);
      expect(joins.logOdds[join]).toBeGreaterThan(0);
      // NAME is against (a common name), COAUTHORS for.
      expect(parts[0]).toBeLessThan(0);
      expect(parts[1]).toBeGreaterThan(3);
    }
  });
});

describe('resolveBlock, CAUTIOUS', () => {
  it('never parts equal names', () => {
    expect(cautious(TWO_PERSONS, 'Wei Wang')).toEqual(['p1: Wei Wang; p2: Wei Wang; p3: Wei Wang; q1: Wei Wang; q2: Wei Wang']);
  });

  it('joins initials where near certain, not where the evidence is thin or two names could be meant', () => {
    const team = ['Ada Kowalczyk', 'Tim Oduya', 'Lu Okonkwo'];
    const subject = { title: 'Lattices of transaction streams', venue: 'KDD', year: 2004 };
    const sure: TestPaper[] = [{ key: 'a', authors: ['Henrik Tveit', ...team], ...subject }, { key: 'b', authors: ['H. Tveit', ...team], ...subject }];
    expect(cautious(sure, 'Henrik Tveit')).toHaveLength(1);
    const thin: TestPaper[] = [{ key: 'a', authors: ['Henrik Tveit', ...team], ...subject }, { key: 'b', authors: ['H. Tveit'], title: 'Notes' }];
    expect(cautious(thin, 'Henrik Tveit')).toHaveLength(2);
    const either: TestPaper[] = [...sure, { key: 'c', authors: ['Hanna Tveit', ...team], ...subject }];
    expect(cautious(either, 'Henrik Tveit')).toHaveLength(3);
  });
});

describe('units of one name, CAUTIOUS', () => {
  it('are joined by evidence alone: that they are two has a reason', () => {
    const corpus = corpusOf(TWO_PERSONS);
    const block = blockOf(corpus, 'Wei Wang', { unit: Int32Array.of(0, 0, 0, 1, 1) });
    expect(clustersIn(corpus, block, resolved(corpus, block, 'CAUTIOUS'))).toEqual(['p1: Wei Wang; p2: Wei Wang; p3: Wei Wang', 'q1: Wei Wang; q2: Wei Wang']);
  });
});

describe.each(['FULL', 'CAUTIOUS'] as const)('constraints, %s', (mode) => {
  const twins: TestPaper[] = [1, 2, 3].map((at) => ({
    key: `p${at}`, authors: ['Zebulon Qvistgaard', 'Ada Kowalczyk', 'Tim Oduya'], title: 'Lattices of transaction streams', venue: 'KDD', year: 2004,
  }));

  it('two mentions of a paper are never one person', () => {
    const corpus = corpusOf([...twins, { key: 'p4', authors: ['Zebulon Qvistgaard', 'Z. Qvistgaard', 'Ada Kowalczyk'], title: 'Lattices', venue: 'KDD', year: 2004 }]);
    const all = blockOf(corpus, 'Zebulon Qvistgaard');
    const block = mode === 'CAUTIOUS' ? boundByName(corpus, all) : all;
    const clusters = clustersIn(corpus, block, resolved(corpus, block, mode));
    expect(clusters).toHaveLength(2);
    expect(clusters.filter((cluster) => cluster.includes('p4: Zeb') && cluster.includes('p4: Z.'))).toEqual([]);
  });

  it('contradicting ids are never one person, and what a curator keeps apart stays apart', () => {
    const corpus = corpusOf(twins);
    const ids = blockOf(corpus, 'Zebulon Qvistgaard', { exclusiveIds: [Int32Array.of(0, 1, -1)] });
    expect(clustersIn(corpus, ids, resolved(corpus, ids, mode)).filter((cluster) => cluster.includes('p1') && cluster.includes('p2'))).toEqual([]);
    const apart = blockOf(corpus, 'Zebulon Qvistgaard', { apart: [[1, 2]] });
    expect(clustersIn(corpus, apart, resolved(corpus, apart, mode)).filter((cluster) => cluster.includes('p2') && cluster.includes('p3'))).toEqual([]);
  });

  it('what is bound stays bound, against all evidence', () => {
    const corpus = corpusOf(TWO_PERSONS);
    const block = blockOf(corpus, 'Wei Wang', { unit: Int32Array.of(0, 1, 2, 0, 3) });
    const cluster = clustersIn(corpus, block, resolved(corpus, block, mode)).find((candidate) => candidate.includes('p1'));
    expect(cluster).toContain('q1');
  });
});

describe('determinism', () => {
  const names = ['Wei Wang', 'W. Wang', 'Wen Wang', 'W. X. Wang'];
  const others = ['Ada Kowalczyk', 'Tim Oduya', 'Lu Okonkwo', 'Boris Stellmach', 'Ines Quintero'];
  const words = ['lattice', 'stream', 'mining', 'perovskite', 'solar', 'itemset'];
  const paper = fc.record({
    own: fc.constantFrom(...names), co: fc.uniqueArray(fc.constantFrom(...others), { maxLength: 3 }), title: fc.uniqueArray(fc.constantFrom(...words), { maxLength: 4 }),
    venue: fc.constantFrom('KDD', 'ICDM', 'Solar Energy', undefined), year: fc.option(fc.integer({ min: 1990, max: 2020 }), { nil: undefined }),
  });
  const papers = fc.array(paper, { minLength: 2, maxLength: 14 }).map((list) =>
    list.map(({ own, co, title, venue, year }, at): TestPaper => ({ key: `p${at}`, authors: [own, ...co], title: title.join(' '), venue, year })));

  it.each(['FULL', 'CAUTIOUS'] as const)('%s: the order of papers makes no difference', (mode) => {
    fc.assert(
      fc.property(papers.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
        const clusters = [list, shuffled].map((order) => {
          const corpus = corpusOf(order);
          const all = blockOf(corpus, order[0].authors[0]);
          const block = mode === 'CAUTIOUS' ? boundByName(corpus, all) : all;
          return clustersIn(corpus, block, resolved(corpus, block, mode));
        });
        expect(clusters[1]).toEqual(clusters[0]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a large block', () => {
  // 40 teams of 20 papers each under one name: 800 clusters to start from, of which the teams are to be found.
  const papers: TestPaper[] = Array.from({ length: 800 }, (_, at) => {
    const team = `${'abcdfghqru'[at % 10]}${'klmn'[Math.floor(at / 10) % 4]}`;
    return { key: `p${at}`, authors: ['Wei Wang', `Ada Kowal${team}czyk`, `Tim O${team}duya`], title: 'Notes', venue: `Venue ${team}` };
  });

  it('is resolved by what links its clusters, and says how much was not compared', () => {
    const corpus = corpusOf(papers);
    const block = blockOf(corpus, 'Wei Wang');
    const outcome = resolved(corpus, block, 'FULL');
    expect(new Set(outcome.clusterOf).size).toBe(40);
    expect(outcome.uncompared).toBe((800 * 799) / 2 - (40 * 20 * 19) / 2);
  });
});
