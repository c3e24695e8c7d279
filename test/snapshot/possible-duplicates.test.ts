import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { buildIncidence } from '../../src/graph/incidence.js';
import { UNKNOWN } from '../../src/graph/types.js';
import { ALL_PAIRS_LIMIT } from '../../src/snapshot/duplicate-candidates.js';
import { isOneLetterApart } from '../../src/snapshot/duplicate-names.js';
import { findPossibleDuplicates, LEAST_PROBABILITY, MOST_OF_ONE, type DuplicateInput, type DuplicatesFound } from '../../src/snapshot/possible-duplicates.js';

interface Paper {
  readonly by: readonly string[];
  readonly year?: number;
  readonly venue?: string;
}

/** Every name is an author of its own. */
function corpus(papers: readonly Paper[], more: { ids?: Readonly<Record<string, object>>; distinct?: readonly [string, string] } = {}) {
  const names = [...new Set(papers.flatMap(({ by }) => by))];
  const venues = [...new Set(papers.flatMap(({ venue }) => venue ?? []))];
  const rows = papers.map(({ by, year, venue }) => ({
    authors: by.map((name) => names.indexOf(name)), year: year ?? null, monthDay: 0, type: UNKNOWN, venue: venue === undefined ? UNKNOWN : venues.indexOf(venue), fields: [], citations: null, flags: 0,
  }));
  const input: DuplicateInput = {
    authorCount: names.length,
    authorAt: (at) => ({ displayName: names[at], names: [names[at]], externalIds: more.ids?.[names[at]] ?? {} }),
    incidence: buildIncidence(rows, names.length, { papers: rows.length }),
    venues,
    fields: [],
    areDistinct: (a, b) => more.distinct !== undefined && [names[a], names[b]].toSorted().join() === more.distinct.toSorted().join(),
  };
  const found: DuplicatesFound = findPossibleDuplicates(input);
  const pairs = found.pairs.map(({ a, b }) => [names[a], names[b]].toSorted().join(' = '));
  return { ...found, input, names, named: pairs, of: (one: string, other: string) => found.pairs[pairs.indexOf([one, other].toSorted().join(' = '))] };
}

/** Twenty papers of people who are nobody else. */
const FILL: readonly Paper[] = 'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform'.split(' ').map((name) => ({ by: [`Otto ${name}`], venue: `Annals of ${name}` }));

describe('possible duplicates', () => {
  it('are proposed with what speaks for them, the likelier first', () => {
    const { named, of } = corpus([...FILL, { by: ['Jörg Müller', 'Ann Lee'], year: 2015, venue: 'Graphs' }, { by: ['Joerg Mueller', 'Ann Lee'], year: 2016, venue: 'Graphs' }, { by: ['J. Müller', 'Cy Io'], year: 1970 }]);
    expect(named[0]).toBe('Joerg Mueller = Jörg Müller');
    const pair = of('Jörg Müller', 'Joerg Mueller');
    expect(pair.speaksFor.map(({ kind }) => kind)).toEqual(['COAUTHORS', 'NAME', 'VENUES']);
    expect(pair.speaksFor.map(({ words }) => words)).toEqual([
      '1 co-author in common: Ann Lee', 'Jörg Müller and Joerg Mueller may be one name (transliteration), though 3 authors here have this family name', '1 venue in common: Graphs',
    ]);
    expect(pair.probability).toBeCloseTo(1 / (1 + Math.exp(-pair.speaksFor.reduce((sum, { logOdds }) => sum + logOdds, 0))), 10);
    expect(of('Jörg Müller', 'J. Müller')?.speaksAgainst ?? []).toMatchObject([]);
  });

  it('never are two authors of one paper, two ORCIDs, or two persons whom a curator told apart', () => {
    const papers = [...FILL, { by: ['Ann Lee', 'Cy Io'] }, { by: ['A. Lee', 'Cy Io'] }];
    expect(corpus(papers).named).toEqual(['A. Lee = Ann Lee']);
    expect(corpus([...papers, { by: ['Ann Lee', 'A. Lee'] }]).named).toEqual([]);
    expect(corpus(papers, { ids: { 'Ann Lee': { orcid: ['1'] }, 'A. Lee': { orcid: ['2'] } } }).named).toEqual([]);
    expect(corpus(papers, { distinct: ['Ann Lee', 'A. Lee'] }).named).toEqual([]);
    expect(corpus(papers, { ids: { 'Ann Lee': { dblp: ['1'] }, 'A. Lee': { dblp: ['2'] } } }).named).toEqual([]);
  });

  it('never are two authors of one paper, however long its list', () => {
    const crowd = Array.from({ length: 150 }, (_, at) => `Q${'abcdefghij'[at % 10]}${'klmnopqrstuvwxy'[Math.floor(at / 10)]}orn Hadron${at}`);
    const papers = [...FILL, { by: ['Ann Lee', 'Cy Io'] }, { by: ['A. Lee', 'Cy Io'] }];
    expect(corpus([...papers, { by: [...crowd, 'Ann Lee'] }]).named).toContain('A. Lee = Ann Lee');
    expect(corpus([...papers, { by: [...crowd, 'Ann Lee', 'A. Lee'] }]).named).not.toContain('A. Lee = Ann Lee');
  });

  it('nor are those of whom similarity knows that they are on one paper', () => {
    const input = corpus([...FILL, { by: ['Ann Lee', 'Cy Io'] }, { by: ['A. Lee', 'Cy Io'] }]).input;
    const weighed = (feature: 'NAME' | 'SAME_PAPER') => findPossibleDuplicates({
      ...input, weigh: () => ({ logOdds: -Infinity, probability: 0, speaksFor: [], speaksAgainst: [{ feature, logOdds: -Infinity, words: 'as told' }] }),
    }).pairs.length;
    expect([weighed('NAME'), weighed('SAME_PAPER')]).toEqual([1, 0]);
  });

  it.each([
    ['Hans Müller', 'H. Müller'], ['Hans Müller', 'Johannes Müller'], ['Lisa Meitner', 'Elizabeth Meitner'], ['Igor Volkov', 'Igor Wolkow'], ['Igor Zhukov', 'Igor Zukov'], ['Ana García Márquez', 'Ana Márquez'], ['Noether', 'Emmy Noether'],
  ])('%s and %s are proposed where they have four co-authors in common', (a, b) => {
    const team = ['Ann Lee', 'Bo Ek', 'Cy Io', 'Di Um'];
    const { named } = corpus([...FILL, { by: [a, ...team] }, { by: [b, ...team] }]);
    expect(named).toEqual([[a, b].toSorted().join(' = ')]);
  });

  it('are found where words stand in another order, a letter is wrong, or a rare family name has another given name and common friends', () => {
    const friends = ['Ann Lee', 'Bo Ek', 'Cy Io'];
    const { named } = corpus([
      ...FILL, { by: ['Wang Wei', 'Ann Lee'] }, { by: ['Wei Wang', 'Bo Ek'] }, { by: ['Hanna Mazzawi'] }, { by: ['Hana Mazzawi'] },
      { by: ['Javier Gonzalvo', ...friends] }, { by: ['Xavi Gonzalvo', ...friends] }, { by: ['Fay Kowalska'] }, { by: ['Gus Kowalska'] },
    ]);
    expect(named.toSorted()).toEqual(['Hana Mazzawi = Hanna Mazzawi', 'Javier Gonzalvo = Xavi Gonzalvo', 'Wang Wei = Wei Wang']);
  });

  it('are less likely the commoner the family name, the longer the gap of years, and without a co-author in common', () => {
    const probability = (papers: readonly Paper[]) => corpus([...FILL, ...papers]).of('Hanna Mazzawi', 'Hana Mazzawi')?.probability ?? 0;
    const two = [{ by: ['Hanna Mazzawi'], year: 2000 }, { by: ['Hana Mazzawi'], year: 2001 }];
    const plain = probability(two);
    expect(plain).toBeGreaterThan(0.5);
    expect(probability([...two, ...['Bo', 'Cy', 'Di', 'Ed'].map((given) => ({ by: [`${given} Mazzawi`] }))])).toBeLessThan(plain);
    expect(probability([two[0], { by: ['Hana Mazzawi'], year: 2020 }])).toBeLessThan(plain);
    const crowd = (tag: string) => ['Uno', 'Due', 'Tre'].map((name) => `${name} ${tag}`);
    expect(probability([{ by: ['Hanna Mazzawi', ...crowd('Rossi')] }, { by: ['Hana Mazzawi', ...crowd('Bianchi')] }])).toBeLessThan(plain);
  });

  it('of large blocks are those that something links, and the others are counted', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const many = Array.from({ length: ALL_PAIRS_LIMIT + 10 }, (_, at) => `Q${letters[at % 26]}${letters[Math.floor(at / 26)]}xx Zhang`);
    const { named, uncompared, leftOut } = corpus([...many.map((name) => ({ by: [name] })), { by: ['Q. Zhang', 'Ann Lee', 'Bo Ek', 'Cy Io'] }, { by: [many[3], 'Ann Lee', 'Bo Ek', 'Cy Io'] }]);
    expect(named).toEqual([`Q. Zhang = ${many[3]}`]);
    const members = many.length + 1;
    expect([uncompared, leftOut]).toEqual([(members * (members - 1)) / 2 - 1, 0]);
  });

  it('of one author are the ten likeliest, and the others are counted', () => {
    const spellings = Array.from({ length: MOST_OF_ONE + 3 }, (_, at) => `Ann ${'ABCDEFGHIJKLM'[at]}. Xylander`);
    const { pairs, names, leftOut } = corpus([...FILL, ...spellings.map((name) => ({ by: [name] })), { by: ['Ann Xylander'] }]);
    const ann = names.indexOf('Ann Xylander');
    expect(pairs.filter(({ a, b }) => a === ann || b === ann)).toHaveLength(MOST_OF_ONE);
    expect(leftOut).toBe(3);
  });

  it('do not depend on the order of papers, are likely enough, and each pair comes once', () => {
    const person = fc.constantFrom('Ann Lee', 'A. Lee', 'Anne Lee', 'Lee Ann', 'Bo Ek', 'B. Ek', 'Wei Wang', 'Wang Wei', 'W. Wang', 'Jörg Müller', 'J. Mueller');
    const paper = fc.record({ by: fc.uniqueArray(person, { minLength: 1, maxLength: 4 }), year: fc.integer({ min: 1990, max: 2020 }), venue: fc.constantFrom('A', 'B', 'C') });
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (papers, random) => {
        const shuffled = papers.map((each) => ({ each, key: random.next().value as number })).toSorted((x, y) => x.key - y.key).map(({ each }) => each);
        const told = ({ named, pairs }: ReturnType<typeof corpus>) => named.map((name, at) => [name, pairs[at].probability.toFixed(9)].join(' ')).toSorted();
        const found = corpus(papers);
        expect(told(corpus(shuffled))).toEqual(told(found));
        expect(new Set(found.named).size).toBe(found.named.length);
        for (const { probability } of found.pairs) expect(probability).toBeGreaterThanOrEqual(LEAST_PROBABILITY);
      }),
      { numRuns: 60 },
    );
  });
});

describe('one letter', () => {
  it('more, less or another', () => {
    expect([isOneLetterApart('hanna', 'hana'), isOneLetterApart('hana', 'hanna'), isOneLetterApart('hanna', 'hanne'), isOneLetterApart('ab', 'abc')]).toEqual([true, true, true, true]);
    expect([isOneLetterApart('hanna', 'hanna'), isOneLetterApart('hanna', 'nahan'), isOneLetterApart('ab', 'abcd'), isOneLetterApart('aabb', 'abab')]).toEqual([false, false, false, false]);
  });
});
