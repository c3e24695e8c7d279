import { beforeAll, describe, expect, it } from 'vitest';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

describe('paper', () => {
  it.each(['10.1234/alpha', 'https://doi.org/10.1234/ALPHA', 'doi:10.1234/alpha', 'arXiv:1608.00001'])('is found as %j, with all that is known', async (id) => {
    const paper = await corpus.get(
      'paper',
      `query ($id: ID!) { paper(id: $id) {
        title publicationYear publicationDate datePrecision venue type fields doi externalIds { scheme value url } abstract
        authorships { totalCount nodes { rawName position kind } } authors { nodes { displayName } } authorsCount authorListComplete
        citedByCount citationSource { source asOf } links { kind url } hasCode scores { name value unit source { file } }
        sources { format file line byte retrievedAt url } mergeReasons redirectedFrom
      } }`,
      { id },
    );
    expect(paper).toMatchObject({
      title: 'Alpha methods for beginners',
      publicationYear: 2016,
      publicationDate: '2016-08-07',
      datePrecision: 'DAY',
      venue: 'Journal of Çedillas',
      type: 'ARTICLE',
      fields: ['LG'],
      doi: '10.1234/alpha',
      externalIds: expect.arrayContaining([{ scheme: 'arxiv', value: '1608.00001', url: 'https://arxiv.org/abs/1608.00001' }]),
      abstract: 'We study quokkas at length.',
      authorships: { totalCount: 3, nodes: ['Ann Alpha', 'Bob Beta', 'Cy Gamma'].map((rawName, i) => ({ rawName, position: i + 1, kind: 'PERSON' })) },
      authors: { nodes: [{ displayName: 'Ann Alpha' }, { displayName: 'Bob Beta' }, { displayName: 'Cy Gamma' }] },
      authorsCount: 3,
      authorListComplete: true,
      citedByCount: 10,
      citationSource: { source: 'openalex', asOf: '2026-01-31' },
      links: [{ kind: 'CODE', url: null }],
      hasCode: true,
      scores: [{ name: 'NOVELTY', value: 53, unit: 'percent', source: { file: 'records.jsonl' } }],
      sources: [{ file: 'records.jsonl' }],
      mergeReasons: [],
    });
  });

  it('says null where nothing is known, never zero', async () => {
    const [paper] = await corpus.get<unknown[]>(
      'papers.nodes',
      '{ papers(where: { search: "review" }) { nodes { publicationYear publicationDate datePrecision venue type fields doi abstract citedByCount citationSource { source } hasCode authorListComplete } } }',
    );
    expect(paper).toEqual({
      publicationYear: null, publicationDate: null, datePrecision: null, venue: null, type: null, fields: [], doi: null,
      abstract: null, citedByCount: null, citationSource: null, hasCode: false, authorListComplete: false,
    });
  });

  it('shows groups on the author list, but not among the persons', async () => {
    const [paper] = await corpus.get<unknown[]>('papers.nodes', '{ papers(where: { search: "group" }) { nodes { authorsCount authorships { nodes { rawName kind author { displayName } } } authors { totalCount } } } }');
    expect(paper).toEqual({
      authorsCount: 1,
      authorships: { nodes: [{ rawName: 'Ann Alpha', kind: 'PERSON', author: { displayName: 'Ann Alpha' } }, { rawName: 'The Alpha Collaboration', kind: 'GROUP', author: null }] },
      authors: { totalCount: 1 },
    });
  });
});

describe('papers', () => {
  const titles = async (args: string) =>
    (await corpus.get<Array<{ title: string }>>('papers.nodes', `{ papers(${args}) { nodes { title } } }`)).map(({ title }) => title);

  it.each([
    ['year: { gte: 2019, lt: 2021 }', ['Solo work', 'Island life']],
    ['year: { in: [2014, 2015] }', ['First of a name', 'Second of a name']],
    ['year: { isNull: true }', ['Delta review']],
    ['year: { ne: 2018, gt: 2017 }', ['Solo work', 'Island life', 'With a group']],
    ['authorCount: { gte: 3 }', ['Alpha methods for beginners']],
    ['citedByCount: { gt: 3 }', ['Alpha methods for beginners']],
    ['citedByCount: { isNull: false }', ['Alpha methods for beginners', 'Beta results', 'Solo work']],
    ['type: { in: [ARTICLE, BOOK] }', ['Alpha methods for beginners', 'Solo work']],
    ['type: { eq: CONFERENCE_PAPER }', ['Beta results']],
    ['type: { isNull: false, notIn: [BOOK] }', ['Alpha methods for beginners', 'Beta results']],
    ['venue: { eq: "journal of cedillas" }', ['Alpha methods for beginners', 'Beta results']],
    ['venue: { in: ["Proceedings A", "Workshop"] }', ['First of a name', 'Gamma notes', 'Beta and delta']],
    ['field: { contains: "c" }', ['Beta results', 'Gamma notes']],
    ['hasCode: true', ['Alpha methods for beginners']],
    ['hasAbstract: true', ['Alpha methods for beginners']],
    ['authorListComplete: false', ['Delta review']],
    ['search: "quokkas"', ['Alpha methods for beginners']],
    ['search: "\\"beta results\\""', ['Beta results']],
    [`author: "${ANN}", AND: [{ authorCount: { eq: 2 } }]`, ['Beta results']],
    ['OR: [{ hasCode: true }, { type: { eq: BOOK } }]', ['Alpha methods for beginners', 'Solo work']],
    ['NOT: { OR: [{ year: { gte: 2015 } }, { year: { isNull: true } }] }', ['Second of a name']],
    ['year: { in: [] }', []],
  ])('where: { %s }', async (where, expected) => {
    expect((await titles(`where: { ${where} }`)).toSorted()).toEqual(expected.toSorted());
  });

  it('come latest first unless ordered otherwise, unknown dates last', async () => {
    const all = await titles('first: 200');
    expect(all[0]).toBe('With a group');
    expect(all.at(-1)).toBe('Delta review');
    expect((await titles('orderBy: [{ field: PUBLICATION_DATE, direction: ASC }]')).at(-1)).toBe('Delta review');
    expect((await titles('orderBy: [{ field: CITED_BY_COUNT }], first: 2'))).toEqual(['Alpha methods for beginners', 'Beta results']);
    expect((await titles('orderBy: [{ field: TITLE, direction: ASC }], first: 2'))).toEqual(['Alpha methods for beginners', 'Beta and delta']);
    expect((await titles('orderBy: [{ field: AUTHOR_COUNT }, { field: YEAR }], first: 2'))).toEqual(['Alpha methods for beginners', 'Island life']);
  });

  it('count an imprecise date as its first day, and break ties by index', async () => {
    const date = (year: number, month: number | null = null, day: number | null = null) => ({ year, month, day });
    const dates = [date(2020, 1, 2), date(2020), date(2020, 1), date(2020, 1, 1), date(2019, 12, 31), date(2020, 2), date(2020, 1, 31), null];
    const dated = await servedCorpus(dates.map((each, i) => paperRecord(`Dated ${i}`, [`Author ${'abcdefgh'[i]}x`, 'Zed Always'], { date: each, key: `k${i}` })));
    const nodes = await dated.get<Array<{ title: string }>>('papers.nodes', '{ papers { nodes { title publicationDate } } }');
    const order = nodes.map(({ title }) => Number(title.split(' ')[1]));
    expect([order.slice(0, 3), new Set(order.slice(3, 6)), order.slice(6)]).toEqual([[5, 6, 0], new Set([1, 2, 3]), [4, 7]]);
    // The ties stand in the same order whichever way the list goes, and on an author's page.
    const ascending = await dated.get<Array<{ title: string }>>('papers.nodes', '{ papers(orderBy: [{ field: PUBLICATION_DATE, direction: ASC }]) { nodes { title } } }');
    expect(ascending.map(({ title }) => Number(title.split(' ')[1]))).toEqual([4, ...order.slice(3, 6), 0, 6, 5, 7]);
    expect(await dated.get('author.papers.nodes', '{ author(name: "Zed Always") { papers { nodes { title publicationDate } } } }')).toEqual(nodes);
  });

  it.each([
    ['YEAR', [{ key: '2018', count: 2 }, { key: '2014', count: 1 }], 1],
    ['TYPE', [{ key: 'ARTICLE', count: 1 }, { key: 'BOOK', count: 1 }], 7],
    ['VENUE', [{ key: 'Journal of Çedillas', count: 2 }, { key: 'Workshop', count: 2 }], 4],
    ['FIELD', [{ key: 'CL', count: 2 }, { key: 'LG', count: 2 }], 7],
    ['AUTHOR_COUNT', [{ key: '2', count: 7 }, { key: '1', count: 2 }], 0],
    ['HAS_CODE', [{ key: 'false', count: 9 }, { key: 'true', count: 1 }], 0],
    ['HAS_ABSTRACT', [{ key: 'false', count: 9 }, { key: 'true', count: 1 }], 0],
    ['AUTHOR_LIST_COMPLETE', [{ key: 'true', count: 9 }, { key: 'false', count: 1 }], 0],
  ])('divide by %s', async (by, groups, unknownCount) => {
    expect(await corpus.get('papers.groupBy', `{ papers(first: 0) { groupBy(by: ${by}, limit: 2) { groups { key count } unknownCount } } }`)).toEqual({ groups, unknownCount });
  });
});

describe('search', () => {
  it('lists authors, then papers, with totals, and pages across both', async () => {
    const query = 'query ($after: String) { search(query: "alpha", first: 1, after: $after) { totalCount authorCount paperCount truncated { reason } pageInfo { hasNextPage endCursor } edges { cursor score node { __typename ... on Author { displayName } ... on Paper { title } } } } }';
    const first = await corpus.get<Record<string, never>>('search', query);
    expect(first).toMatchObject({ totalCount: 2, authorCount: 1, paperCount: 1, truncated: [], pageInfo: { hasNextPage: true }, edges: [{ node: { __typename: 'Author', displayName: 'Ann Alpha' } }] });
    const { endCursor } = first['pageInfo'] as { endCursor: string };
    const second = await corpus.get('search', query, { after: endCursor });
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { __typename: 'Paper', title: 'Alpha methods for beginners' } }] });
  });

  it('looks for the types asked for, in that order', async () => {
    expect(await corpus.get('search', '{ search(query: "beta", types: [PAPER]) { totalCount authorCount paperCount } }')).toEqual({ totalCount: 2, authorCount: null, paperCount: 2 });
    const both = await corpus.get<Array<{ __typename: string }>>('search.nodes', '{ search(query: "beta", types: [PAPER, AUTHOR]) { nodes { __typename } } }');
    expect(both.map(({ __typename }) => __typename)).toEqual(['Paper', 'Paper', 'Author']);
  });

  it.each(['', '   ', '"', 'NEAR(', '*', '\u0000', '😀', "'; DROP TABLE papers; --"])('takes %j as words, not as syntax', async (query) => {
    const { errors } = await corpus.ask('query ($q: String!) { search(query: $q) { totalCount } }', { q: query });
    expect(errors).toEqual([]);
  });
});
