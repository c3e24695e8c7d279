import { describe, expect, it } from 'vitest';
import { colourKey, groupNames, legendCounts } from '../../../src/explorer/pages/network/colours.js';
import { findPeople } from '../../../src/explorer/pages/network/find-people.js';
import { growthOf, rowsUntil, undatedWords, yearInRange } from '../../../src/explorer/pages/network/growth.js';
import { appearanceOf, pairWords, pictureOf } from '../../../src/explorer/pages/network/picture.js';
import { pairOf, pairsWith, rowsOf, type Rows } from '../../../src/explorer/pages/network/rows.js';
import { centresOf, pathEnds } from '../../../src/explorer/pages/network/scope-words.js';
import { INITIAL_STATE } from '../../../src/explorer/pages/network/state.js';
import { shownByYear } from '../../../src/explorer/pages/network/words.js';
import { pairValue, personValue } from '../../../src/explorer/pages/network/tables/values.js';
import { baseOf } from '../../../src/explorer/pages/network/use-layout.js';
import { NETWORK } from './some-network.js';

const rows = rowsOf({ network: NETWORK });
const [ann, bob, cy, wei] = rows.people;

describe('rows', () => {
  it('join the ends of a collaboration to its people', () => {
    expect(rows.pairs[0]).toMatchObject({ first: { name: 'Ann Alpha' }, second: { name: 'Bob Beta' }, paperCount: 3, firstYear: 2001 });
    expect(rows.byId.get('A3')).toBe(cy);
  });

  it('find a pair in either order, and somebody’s pairs strongest first', () => {
    expect(pairOf(rows, ['A2', 'A1'])?.index).toBe(0);
    expect(pairOf(rows, ['A2', 'A3'])).toBeUndefined();
    expect(pairsWith(rows, 'A1').map(({ second }) => second.id)).toEqual(['A2', 'A3']);
  });

  it('have a value in each column, null for the unknown', () => {
    expect(['NAME', 'SIZE', 'COMMUNITY', 'FIELD', 'FIRST_YEAR', 'DISTANCE'].map((column) => personValue(wei, column as 'NAME'))).toEqual(['王伟', null, null, null, null, null]);
    expect(['FIRST', 'PAPERS', 'STRENGTH', 'LAST_YEAR'].map((column) => pairValue(rows.pairs[1], column as 'FIRST'))).toEqual(['Ann Alpha', 1, 0.5, null]);
  });
});

describe('growth', () => {
  it('spans the years of people and collaborations, and counts what has none', () => {
    expect(growthOf(rows)).toEqual({ range: { first: 1999, last: 2012 }, undatedPeople: 1, undatedPairs: 1 });
  });

  it('has no range where there is one year only, or none', () => {
    expect(growthOf({ ...rows, people: [wei], pairs: [] })).toEqual({ range: null, undatedPeople: 1, undatedPairs: 0 });
    expect(growthOf({ ...rows, people: [{ ...ann, firstYear: 2000, lastYear: 2000 }], pairs: [] }).range).toBeNull();
  });

  const thereAt = (of: Rows, year: number | null) => {
    const { people, pairs } = rowsUntil(of, year, true);
    return { people: people.length, pairs: pairs.length };
  };

  it('counts collaborators, joint papers and the last year until then, where the years of papers are known', () => {
    const withYears: Rows = { ...rows, pairs: [{ ...rows.pairs[0], paperYears: [2001, 2005, 2012] }, rows.pairs[1]] };
    const then = rowsUntil(withYears, 2009, true);
    expect(then.pairs).toMatchObject([{ paperCount: 2, strength: 2, firstYear: 2001, lastYear: 2005 }]);
    expect(then.people.map(({ id, degree }) => [id, degree])).toEqual([['A1', 1], ['A2', 1], ['A4', 0]]);
    expect(pairWords(rowsUntil(withYears, 2009, false).pairs[0])).toBe('2 papers, strength 3 in all years, 2001–2005');
    expect(rowsUntil(rows, 2009, true).pairs).toMatchObject([{ paperCount: 3, lastYear: 2012 }]);
    expect(rowsUntil(withYears, null, true)).toBe(withYears);
  });

  it('says what of the picture is there by then, and what is not of that year', () => {
    expect(shownByYear(rows, rowsUntil(rows, 2001, true), 2001)).toBe('By the end of 2001: 3 of 4 authors and 1 of 2 collaborations of this picture. Sizes, metrics, communities, fields and people’s last years, and numbers of joint papers, are of all years.');
  });

  it('shows by the end of a year who had begun by then, and pairs once both are there', () => {
    expect(thereAt(rows, null)).toEqual({ people: 4, pairs: 2 });
    expect(thereAt(rows, 1999)).toEqual({ people: 2, pairs: 0 });
    expect(thereAt(rows, 2000)).toEqual({ people: 3, pairs: 0 });
    expect(thereAt(rows, 2001)).toEqual({ people: 3, pairs: 1 });
    // The pair without a year waits for Cy Gamma, who begins in 2010.
    expect(thereAt(rows, 2010)).toEqual({ people: 4, pairs: 2 });
  });

  it('takes the last year, and years outside of the picture, for all years', () => {
    const range = { first: 1999, last: 2012 };
    expect([1998, 1999, 2011, 2012, 2013, null].map((year) => yearInRange(year, range))).toEqual([null, 1999, 2011, null, null, null]);
    expect(yearInRange(2000, null)).toBeNull();
  });

  it('says what is without a year', () => {
    expect(undatedWords({ undatedPeople: 1, undatedPairs: 5 })).toBe('1 author and 5 collaborations without a known year: always shown.');
    expect(undatedWords({ undatedPeople: 0, undatedPairs: 0 })).toBeNull();
  });
});

describe('colours', () => {
  it('are groups, years or the values of a metric; null where unknown', () => {
    expect(['COMMUNITY', 'FIRST_YEAR', 'FIELD', 'COMPONENT', 'PAGERANK'].map((colour) => colourKey(ann, colour))).toEqual(['0', 1999, 'Physics', '0', 0.25]);
    expect(['COMMUNITY', 'FIRST_YEAR', 'FIELD', 'PAGERANK'].map((colour) => colourKey(wei, colour))).toEqual([null, null, null, null]);
  });

  it('name a community after its largest member in the picture', () => {
    expect([...groupNames(rows.people, 'COMMUNITY')]).toEqual([['0', '0: Ann Alpha'], ['1', '1: Cy Gamma']]);
    expect(groupNames(rows.people, 'FIELD').size).toBe(0);
  });

  it('count in the legend who is shown, those of other groups together', () => {
    const legend = [{ key: '0', count: 5 }, { key: '1', count: 1 }, { key: undefined, count: 9 }, { key: null, count: 2 }, { key: 7, count: null }];
    expect(legendCounts(legend, ['0', '0', '8', '9', '9', null])).toEqual([2, 0, 3, 1, null]);
  });

  it('have a legend by group, with the unknown apart; years without thousands’ commas', () => {
    expect(appearanceOf(rows, 'COMMUNITY').colour.legend.map(({ label, count }) => [label, count])).toEqual([['0: Ann Alpha', 2], ['1: Cy Gamma', 1], ['Unknown', 1]]);
    expect(appearanceOf(rows, 'FIRST_YEAR').colour.legend.map(({ label }) => label)[0]).toBe('1999');
  });
});

describe('the picture', () => {
  const picture = pictureOf(rows, rows.people.map((_, i) => ({ x: i, y: -i })), null, { colour: 'FIELD', centres: new Set(['A1']), pinned: new Set(['A3']) });

  it('says who is in the middle, who is pinned, and what an edge is called', () => {
    expect(picture.nodes.map(({ label, x, y, colour, isCentre, isPinned }) => [label, x, y, colour, isCentre, isPinned])).toEqual([
      ['Ann Alpha', 0, -0, 'Physics', true, false], ['Bob Beta', 1, -1, 'Physics', false, false], ['Cy Gamma', 2, -2, 'Chemistry', false, true], ['王伟', 3, -3, null, false, false],
    ]);
    expect(picture.edges[0]).toEqual({ source: 0, target: 1, strength: 3, firstYear: 2001, label: 'Ann Alpha and Bob Beta: 3 papers, 2001–2012' });
  });

  it('tells the strength where it is no number of papers, and no years where none is known', () => {
    expect(pairWords({ paperCount: 1, strength: 0.5, firstYear: null, lastYear: null })).toBe('1 paper, strength 0.5');
  });
});

describe('the layout', () => {
  const edges = [{ source: 0, target: 1, strength: 1 }];
  const base = { nodes: ['A9', 'A1', 'A2'].map((id) => ({ author: { id } })), edges };

  it('is that of the network without filters', () => {
    expect(baseOf({ corpus: { authorCount: 9 }, network: NETWORK, base }, 7).input).toEqual({ ids: ['A9', 'A1', 'A2'], edges, seed: 7, start: null });
    expect(baseOf({ corpus: { authorCount: 9 }, network: NETWORK }, 7).input.ids).toEqual(['A1', 'A2', 'A3', 'A4']);
  });

  it('is its own where fewer than half of its people are in the network without filters', () => {
    const strangers = { nodes: ['A9', 'A1', 'A8'].map((id) => ({ author: { id } })), edges };
    expect(baseOf({ corpus: { authorCount: 9 }, network: NETWORK, base: strangers }, 7).input.ids).toEqual(['A1', 'A2', 'A3', 'A4']);
  });

  it('is another one for another seed, other people or other strengths', () => {
    const keyOf = (of: typeof base, seed = 7) => baseOf({ corpus: { authorCount: 9 }, network: NETWORK, base: of }, seed).key;
    expect(new Set([keyOf(base), keyOf(base, 8), keyOf({ ...base, nodes: base.nodes.toReversed() }), keyOf({ ...base, edges: [{ ...edges[0], strength: 2 }] })]).size).toBe(4);
    expect(keyOf(structuredClone(base))).toBe(keyOf(base));
  });
});

describe('finding people', () => {
  it.each([
    ['ann', ['Ann Alpha']],
    ['alpha an', ['Ann Alpha']],
    ['Álpha', ['Ann Alpha']],
    ['eta', []],
    ['王', ['王伟']],
    ['伟', ['王伟']],
    ['  ', []],
  ])('by %j gives %j', (typed, names) => {
    expect(findPeople(rows.people, typed).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ["O'Neill, Shaun", ['oneill', 'neill', 'o’neill', 'o neill', "shaun o'n"]],
    ['Jean-Pierre Œuvrard', ['jean-pierre', 'pierre oeuv', 'œuvrard', 'JEAN PIERRE']],
    ['Þórður Ægisson', ['thor', 'þór', 'aegis', 'ægisson, þ']],
  ])('finds %s however letters and marks are typed', (name, typed) => {
    expect(typed.map((text) => findPeople([{ ...ann, name }], text).length)).toEqual(typed.map(() => 1));
  });
});

describe('ends of a path', () => {
  const path = { ...INITIAL_STATE, scope: 'path' as const, from: 'A1', to: 'orcid:1' };
  const at = (distances: ReadonlyArray<number | null>) => {
    const people = rows.people.slice(0, distances.length).map((person, i) => ({ ...person, distance: distances[i] }));
    return { people, pairs: [], byId: new Map(people.map((person) => [person.id, person])) };
  };

  it('are the first and the farthest, also where no way leads there', () => {
    expect([...centresOf(path, at([0, 1, 2, 1]))]).toEqual(['A1', 'A3']);
    expect([...centresOf(path, at([0, null]))]).toEqual(['A1', 'A2']);
    expect(pathEnds(path, at([0])).to).toBeUndefined();
  });

  it('are who the address names', () => {
    expect(pathEnds({ to: 'A2' }, at([0, 1, 2])).to?.id).toBe('A2');
    expect([...centresOf({ ...INITIAL_STATE, scope: 'ego', author: 'A1' }, rows)]).toEqual(['A1']);
    expect(centresOf(INITIAL_STATE, rows).size).toBe(0);
  });

  it('uses everybody of the fixture', () => {
    expect([ann.id, bob.id, cy.id, wei.id]).toEqual(['A1', 'A2', 'A3', 'A4']);
  });
});
