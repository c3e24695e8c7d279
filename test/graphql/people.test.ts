import { beforeAll, describe, expect, it } from 'vitest';
import { mention, paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS, WEI_ONE } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

describe('author', () => {
  it('answers by name, whatever its case, accents and order, with all that is known', async () => {
    const author = await corpus.get<Record<string, unknown>>(
      'author',
      `{ author(name: "ALPHA, ánn") {
        displayName orcid disambiguator nameVariants { name count } externalIds { scheme value url } affiliations { name ror countryCode }
        paperCount citedByCount hIndex firstYear lastYear countsByYear { year paperCount citedByCount }
        topFields { groups { key count } unknownCount } identity { confidence ambiguous mentionCount evidence { kind } }
      } }`,
    );
    expect(author).toMatchObject({
      displayName: 'Ann Alpha',
      orcid: ANN,
      nameVariants: [{ name: 'Ann Alpha', count: 4 }],
      externalIds: [{ scheme: 'orcid', value: ANN, url: `https://orcid.org/${ANN}` }],
      affiliations: [{ name: 'Institute of Alphas', ror: '00wry3a77', countryCode: 'DE' }],
      paperCount: 4,
      citedByCount: 13,
      hIndex: 2,
      firstYear: 2016,
      lastYear: 2021,
      countsByYear: [
        { year: 2016, paperCount: 1, citedByCount: 10 },
        { year: 2017, paperCount: 1, citedByCount: 3 },
        { year: 2019, paperCount: 1, citedByCount: 0 },
        { year: 2021, paperCount: 1, citedByCount: null },
      ],
      topFields: { groups: [{ key: 'LG', count: 2 }, { key: 'CL', count: 1 }], unknownCount: 2 },
      identity: { mentionCount: 4, evidence: [{ kind: 'EXPLICIT_ID' }] },
    });
  });

  it('tells ids in one order of schemes, whatever order papers state them in, and by the strongest who of one name is meant', async () => {
    const ids = [{ s2: '4711', dblp: '12/3456' }, { dblp: '12/3456', scopus: '7004212771' }, { scopus: '7004212771', orcid: ANN }, { orcid: ANN, openalex: 'A5000000001' }];
    const [one, other] = [ids, ids.toReversed()].map((order) => [
      ...order.map((externalIds, i) => paperRecord(`Paper ${i}`, [mention('Ann Alpha', { position: 1, externalIds })], { date: { year: 2001 + i, month: null, day: null } })),
      paperRecord('By a namesake', [mention('Ann Alpha', { position: 1, externalIds: { orcid: WEI_ONE } })]),
    ]);
    for (const papers of [one, other]) {
      const { data } = await (await servedCorpus(papers)).ask('query ($id: ID!) { author(id: $id) { disambiguator externalIds { scheme } } }', { id: ANN });
      expect(data).toEqual({ author: { disambiguator: `orcid:${ANN}`, externalIds: ['orcid', 'openalex', 'dblp', 's2', 'scopus'].map((scheme) => ({ scheme })) } });
    }
  });

  it.each([ANN, `https://orcid.org/${ANN}`, `orcid:${ANN}`, ANN.replaceAll('-', ''), ` ORCID:${ANN} `])('accepts the id as %j', async (id) => {
    expect(await corpus.get('author.displayName', 'query ($id: ID!) { author(id: $id) { displayName } }', { id })).toBe('Ann Alpha');
    expect(await corpus.get('node.__typename', 'query ($id: ID!) { node(id: $id) { __typename } }', { id })).toBe('Author');
  });

  it('accepts its public id in any case', async () => {
    const id = await corpus.get<string>('author.id', '{ author(name: "Ann Alpha") { id } }');
    expect(id).toMatch(/^A[0-9A-Z]+$/);
    expect(await corpus.get('author.id', 'query ($id: ID!) { author(id: $id) { id } }', { id: id.toLowerCase() })).toBe(id);
  });

  it('answers a name that two people bear with the candidates, not with a guess', async () => {
    const { data, errors } = await corpus.ask('{ author(name: "Wei Wang") { id } }');
    expect(data).toEqual({ author: null });
    expect(errors[0].extensions).toMatchObject({
      code: 'AMBIGUOUS_AUTHOR',
      total: 2,
      candidates: expect.arrayContaining([
        expect.objectContaining({ displayName: 'Wei Wang', paperCount: 1, firstYear: 2015, lastYear: 2015, venues: ['Proceedings A'], topCoauthors: ['Bob Beta'] }),
        expect.objectContaining({ displayName: 'Wei Wang', paperCount: 1, firstYear: 2014, venues: ['Proceedings B'], topCoauthors: ['Flo Phi'] }),
      ]),
    });
    expect(await corpus.get('author.firstYear', 'query ($id: ID!) { author(id: $id) { firstYear } }', { id: WEI_ONE })).toBe(2015);
  });

  it('lists mentions as written, latest paper first', async () => {
    const mentions = await corpus.get(
      'author.mentions',
      '{ author(name: "Ann Alpha") { mentions(first: 2) { totalCount nodes { rawName position kind isCorresponding paper { title } author { displayName } affiliations { name } } } } }',
    );
    expect(mentions).toEqual({
      totalCount: 4,
      nodes: ['With a group', 'Solo work'].map((title) => ({
        rawName: 'Ann Alpha',
        position: 1,
        kind: 'PERSON',
        isCorresponding: true,
        paper: { title },
        author: { displayName: 'Ann Alpha' },
        affiliations: [{ name: 'Institute of Alphas' }],
      })),
    });
  });

  it('gives metric values with how they were made', async () => {
    const metric = await corpus.get(
      'author.metric',
      `{ author(name: "Dee Delta") { metric(id: BETWEENNESS, parameters: [{ name: "distance", value: "UNWEIGHTED" }]) {
        value normalized rank percentile nodeCount method converged errorBound parameters { name value } snapshotId metric { id title } graph { counting authorCount }
      } } }`,
    );
    // Every way to Eve leads through Dee: from Ann, Bob, Cy and the Wei of Bob's paper.
    expect(metric).toMatchObject({
      value: 4,
      normalized: 4 / 36,
      nodeCount: 10,
      method: 'EXACT',
      converged: null,
      snapshotId: corpus.snapshot.id,
      metric: { id: 'BETWEENNESS' },
      graph: { counting: 'FULL', authorCount: 10 },
    });
    expect((metric as { parameters: unknown[] }).parameters).toContainEqual({ name: 'distance', value: 'UNWEIGHTED' });
  });
});

describe('authors', () => {
  const names = (answer: Array<{ displayName: string }>) => answer.map(({ displayName }) => displayName);
  const listed = async (args: string) => names(await corpus.get('authors.nodes', `{ authors(${args}) { nodes { displayName } } }`));

  it('orders by any metric, largest first, undefined last', async () => {
    expect((await listed('orderBy: [{ metric: BETWEENNESS }], first: 2'))[0]).toBe('Bob Beta');
    const byCitations = await corpus.get<Array<{ citedByCount: number | null }>>('authors.nodes', '{ authors(orderBy: [{ metric: CITATION_COUNT, direction: ASC }]) { nodes { citedByCount } } }');
    const counts = byCitations.map(({ citedByCount }) => citedByCount);
    expect(counts.slice(0, 3)).toEqual([10, 13, 13]);
    expect(counts.slice(3).every((count) => count === null)).toBe(true);
  });

  it('orders by name and by years', async () => {
    const all = await listed('orderBy: [{ field: NAME, direction: ASC }]');
    expect(all).toEqual(all.toSorted());
    expect(await listed('orderBy: [{ field: FIRST_YEAR, direction: ASC }, { field: NAME, direction: ASC }], first: 2')).toEqual(['Flo Phi', 'Wei Wang']);
    expect((await listed('orderBy: [{ field: LAST_YEAR }], first: 1'))[0]).toBe('Ann Alpha');
  });

  it.each([
    ['paperCount: { gte: 3 }', ['Ann Alpha', 'Bob Beta', 'Dee Delta']],
    ['collaboratorCount: { eq: 4 }', ['Bob Beta']],
    ['firstYear: { isNull: true }', ['Eve Epsilon']],
    ['lastYear: { lt: 2015 }', ['Wei Wang', 'Flo Phi']],
    ['venue: { contains: "cedilla" }', ['Ann Alpha', 'Bob Beta', 'Cy Gamma']],
    ['field: { eq: "cl" }, paperCount: { lt: 3 }', ['Cy Gamma']],
    ['name: "isl"', ['Ian Island', 'Jo Island']],
    [`id: ["${ANN}"]`, ['Ann Alpha']],
    [`collaboratorOf: "${ANN}"`, ['Bob Beta', 'Cy Gamma']],
    ['metric: [{ id: BETWEENNESS, rank: { eq: 1 } }]', ['Bob Beta']],
    ['OR: [{ name: "flo" }, { name: "eve" }]', ['Eve Epsilon', 'Flo Phi']],
    ['NOT: { paperCount: { lte: 2 } }, AND: [{ name: "a" }]', ['Ann Alpha']],
    ['OR: []', []],
  ])('where: { %s }', async (where, expected) => {
    expect((await listed(`where: { ${where} }`)).toSorted()).toEqual(expected.toSorted());
  });

  it.each(['{}', '{ minStrength: 2 }', '{ years: { to: 2016 } }', '{ maxAuthors: 2 }', '{ counting: FRACTIONAL, minStrength: 0.6 }'])('where: collaboratorOf means the collaborators of the same graph: %s', async (graph) => {
    for (const name of ['Ann Alpha', 'Bob Beta']) {
      const { id, collaborators } = await corpus.get<{ id: string; collaborators: { nodes: Array<{ displayName: string }> } }>('author', `{ author(name: "${name}") { id collaborators(graph: ${graph}) { nodes { displayName } } } }`);
      expect((await listed(`where: { collaboratorOf: "${id}" }, graph: ${graph}`)).toSorted()).toEqual(collaborators.nodes.map(({ displayName }) => displayName).toSorted());
    }
    expect(await listed(`where: { collaboratorOf: "${ANN}" }, graph: { minStrength: 2 }`)).toEqual(['Bob Beta']);
  });

  it('lists the nodes of the graph that is meant, and says what that leaves out', async () => {
    expect((await listed('graph: { years: { from: 2018, to: 2018 } }')).toSorted()).toEqual(['Bob Beta', 'Cy Gamma', 'Dee Delta']);
    expect((await listed('graph: { component: GIANT }')).length).toBe(6);
    const graph = await corpus.get('corpus.graph', '{ corpus { graph(spec: { maxAuthors: 2 }) { paperCount papersExcluded hyperAuthoredPapersExcluded incompleteAuthorLists collaborationCount } } }');
    expect(graph).toEqual({ paperCount: 9, papersExcluded: 1, hyperAuthoredPapersExcluded: 1, incompleteAuthorLists: 1, collaborationCount: 7 });
  });

  it('divides the whole list by a property', async () => {
    const grouping = await corpus.get('authors.groupBy', '{ authors(first: 1) { groupBy(by: PAPER_COUNT, limit: 2) { groups { key count } groupCount truncated { limit total } } } }');
    expect(grouping).toEqual({ groups: [{ key: '1', count: 6 }, { key: '4', count: 2 }], groupCount: 4, truncated: { limit: 2, total: 4 } });
  });
});
