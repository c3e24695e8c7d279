/** Venues as things to find. */
import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus([
    ...SMALL_CORPUS,
    paperRecord('Another spelling', ['Zoë Zorn', 'Ann Alpha'], { date: { year: 2012, month: null, day: null }, venue: 'Journal of Cedillas' }),
    paperRecord('A lone talk', ['Zoë Zorn'], { venue: 'Workshop on Journals' }),
  ]);
});

const VENUE = `query ($name: String!) { venue(name: $name) {
  name paperCount authorCount citedByCount firstYear lastYear countsByYear { year paperCount citedByCount }
  topFields { groups { key count } unknownCount } topAuthors(limit: 2) { author { displayName } paperCount }
  papers(first: 2) { totalCount nodes { title } groupBy(by: YEAR) { groupCount } }
} }`;
const found = async (query: string) =>
  (await corpus.get<Array<{ name: string }>>('search.nodes', 'query ($query: String!) { search(query: $query, types: [VENUE]) { nodes { ... on Venue { name } } } }', { query })).map(({ name }) => name);

describe('a venue', () => {
  it.each(['Journal of Çedillas', 'journal of cedillas', 'JOURNAL OF CEDILLAS.'])('is found by any spelling of its name, and told: %s', async (name) => {
    expect(await corpus.get('venue', VENUE, { name })).toEqual({
      name: 'Journal of Çedillas', paperCount: 3, authorCount: 4, citedByCount: 13, firstYear: 2012, lastYear: 2017,
      countsByYear: [{ year: 2012, paperCount: 1, citedByCount: null }, { year: 2016, paperCount: 1, citedByCount: 10 }, { year: 2017, paperCount: 1, citedByCount: 3 }],
      topFields: { groups: [{ key: 'LG', count: 2 }, { key: 'CL', count: 1 }], unknownCount: 1 },
      topAuthors: [{ author: { displayName: 'Ann Alpha' }, paperCount: 3 }, { author: { displayName: 'Bob Beta' }, paperCount: 2 }],
      papers: { totalCount: 3, nodes: [{ title: 'Beta results' }, { title: 'Alpha methods for beginners' }], groupBy: { groupCount: 3 } },
    });
  });

  it('knows neither years nor citations where no paper does, and takes conditions', async () => {
    expect(await corpus.get('venue', VENUE, { name: 'workshop on journals' })).toMatchObject({ paperCount: 1, citedByCount: null, firstYear: null, lastYear: null, countsByYear: [] });
    expect(await corpus.get('venue.papers', '{ venue(name: "Workshop") { papers(where: { search: "gamma" }, orderBy: [{ field: TITLE, direction: ASC }]) { totalCount nodes { title } } } }')).toEqual({ totalCount: 1, nodes: [{ title: 'Gamma notes' }] });
  });

  it('is refused in a sentence where nobody names it so', async () => {
    expect((await corpus.ask(VENUE, { name: 'Nature' })).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: 'name', value: 'Nature' } }]);
    expect((await corpus.ask(VENUE, { name: ' ' })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'name' } }]);
    expect((await corpus.ask('{ venue(name: "Workshop") { topAuthors(limit: 0) { paperCount } } }')).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'limit' } }]);
  });
});

describe('searching venues', () => {
  it('takes beginnings of words in any order; the name itself first, then names that begin so, then by papers', async () => {
    expect(await found('jour')).toEqual(['Journal of Çedillas', 'Workshop on Journals']);
    expect(await found('çed jo')).toEqual(['Journal of Çedillas']);
    expect(await found('workshop')).toEqual(['Workshop', 'Workshop on Journals']);
    expect(await found('edillas')).toEqual([]);
    expect(await found('…')).toEqual([]);
  });

  it('lists them among other kinds where they are asked for, page by page', async () => {
    const query = 'query ($after: String, $types: [SearchType!]) { search(query: "jo", types: $types, first: 2, after: $after) { totalCount authorCount paperCount venueCount nodes { __typename } pageInfo { endCursor hasNextPage } } }';
    interface Page { readonly nodes: Array<{ __typename: string }>; readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean } }
    const first = await corpus.get<Page>('search', query, { types: ['VENUE', 'AUTHOR'] });
    expect(first).toMatchObject({ totalCount: 3, authorCount: 1, paperCount: null, venueCount: 2, nodes: [{ __typename: 'Venue' }, { __typename: 'Venue' }], pageInfo: { hasNextPage: true } });
    expect(await corpus.get('search', query, { types: ['VENUE', 'AUTHOR'], after: first.pageInfo.endCursor })).toMatchObject({ nodes: [{ __typename: 'Author' }], pageInfo: { hasNextPage: false } });
    expect(await corpus.get('search', query)).toMatchObject({ venueCount: null, nodes: [{ __typename: 'Author' }] });
  });

  it('offers other spellings where nothing was found, and only there', async () => {
    const suggestions = (query: string, types = '[AUTHOR, PAPER, VENUE]') => corpus.get<string[]>('search.suggestions', `{ search(query: ${JSON.stringify(query)}, types: ${types}) { suggestions } }`);
    expect(await suggestions('ann alhpa')).toEqual(['ann alpha']);
    expect(await suggestions('ann alpha')).toEqual([]);
    expect(await suggestions('ann alhpa', '[PAPER]')).toEqual([]);
    expect(await suggestions('zzzzzz')).toEqual([]);
  });

  it('agrees with the filter of papers by venue, on a larger corpus', async () => {
    const papersIn = [...syntheticPapers({ papers: 400 })].map((paper, i) => ({ ...paper, venue: i % 5 === 0 ? null : `Venue ${'abcdefghijkl'[(i * 7) % 12]}` }));
    const large = await servedCorpus(papersIn);
    const venues = await large.get<Array<{ key: string; count: number }>>('corpus.venues.groups', '{ corpus { venues(limit: 1000) { groups { key count } } } }');
    expect(venues).toHaveLength(12);
    const both = 'query ($key: String!) { venue(name: $key) { paperCount papers(first: 5) { totalCount nodes { id } } } papers(where: { venue: { eq: $key } }, first: 5) { totalCount nodes { id } } }';
    for (const { key, count } of venues) {
      const { data } = await large.ask(both, { key });
      const { venue, papers } = data as unknown as { venue: { paperCount: number; papers: unknown }; papers: unknown };
      expect(venue.paperCount).toBe(count);
      expect(venue.papers).toEqual(papers);
    }
  });
});
