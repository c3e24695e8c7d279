import { describe, expect, it } from 'vitest';
import { readState } from '../../src/explorer/address/params.js';
import type { Present } from '../../src/explorer/api/ask.js';
import type { RankingQuery } from '../../src/explorer/generated/graphql.js';
import { exportsOf } from '../../src/explorer/pages/rankings/ranking-exports.js';
import { filterOf, graphOf, RANKING_PARAMS, rankingAddress } from '../../src/explorer/pages/rankings/ranking-state.js';
import { placeWords } from '../../src/explorer/pages/rankings/place-words.js';

const stateOf = (query: string) => readState(RANKING_PARAMS, new URLSearchParams(query)).state;

describe('the state of a ranking', () => {
  it('asks for nothing but the metric where the address says no more', () => {
    const state = stateOf('metric=PAGERANK');
    expect([filterOf(state), graphOf(state)]).toEqual([null, null]);
    expect(rankingAddress(state)).toBe('/rankings?metric=PAGERANK');
  });

  it('narrows within a facet by any, between facets by all, and leaves a facet out of its own counts', () => {
    const state = stateOf('name=haz&field=LG,CL&venue=Nature,, Science&firstYear=2019,2020');
    expect(filterOf(state)).toEqual({ name: 'haz', field: { in: ['LG', 'CL'] }, venue: { in: ['Nature, Science'] }, firstYear: { in: [2019, 2020] } });
    expect(filterOf(state, 'field')).toEqual({ name: 'haz', venue: { in: ['Nature, Science'] }, firstYear: { in: [2019, 2020] } });
  });

  it('has the graph under the names of all addresses, and one open end of the years', () => {
    expect(graphOf(stateOf('counting=FRACTIONAL&maxAuthors=25&yearFrom=2010&types=ARTICLE,BOOK&venues=A&fields=B'))).toEqual({
      counting: 'FRACTIONAL', maxAuthors: 25, years: { from: 2010, to: null }, types: ['ARTICLE', 'BOOK'], venues: ['A'], fields: ['B'],
    });
  });

  it('begins at the first page whenever something else changes', () => {
    const state = stateOf('metric=STRENGTH&after=abc');
    expect(rankingAddress(state, { field: ['LG'] })).toBe('/rankings?metric=STRENGTH&field=LG');
    expect(rankingAddress(state, { after: 'def' })).toBe('/rankings?metric=STRENGTH&after=def');
  });

  it('takes along who is on the screen, under the graph of the screen, and all of a ranking that nothing narrows', () => {
    const answer = (totalCount: number) => ({ authors: { totalCount, nodes: [{ id: 'A1' }, { id: 'A2' }] } }) as Present<RankingQuery>;
    const offers = (query: string, totalCount: number) => exportsOf(stateOf(query), answer(totalCount)).map(({ kind, title, params }) => [kind, title, String(params)]);
    const ofPage = 'counting=HARMONIC&scope=authors&authors=A1%2CA2&metrics=STRENGTH';
    expect(offers('metric=STRENGTH&counting=HARMONIC&field=LG', 2)).toEqual([['TABLE', 'The 2 authors of this page', ofPage], ['NETWORK', 'Network of the 2 authors of this page', ofPage]]);
    expect(offers('metric=STRENGTH&yearFrom=2010', 12)[0]).toEqual(['TABLE', 'All 12 authors, ranked', 'yearFrom=2010&scope=top&top=STRENGTH&n=12&metrics=STRENGTH']);
    expect(offers('metric=STRENGTH', 12_000)[0]).toEqual(['TABLE', 'The first 5,000 of 12,000 authors, by the largest values', 'scope=top&top=STRENGTH&n=5000&metrics=STRENGTH']);
    expect(exportsOf(stateOf('metric=STRENGTH'), null)).toEqual([]);
  });
});

describe('a place', () => {
  it('tells of ties, listed beside it or not, and of no value', () => {
    expect([placeWords({ rank: 6, tieCount: 2 }), placeWords({ rank: 1204, tieCount: 1 }), placeWords({ rank: null, tieCount: null })]).toEqual(['6=', '1,204', '–']);
  });
});
