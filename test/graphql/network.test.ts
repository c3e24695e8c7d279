import { beforeAll, describe, expect, it, vi } from 'vitest';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
const ids: Record<string, string> = {};
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
  for (const { id, displayName } of await corpus.get<Array<{ id: string; displayName: string }>>('authors.nodes', '{ authors { nodes { id displayName } } }')) ids[displayName.split(' ')[0]] = id;
});

describe('collaborators', () => {
  it('carry the facts of each collaboration on the edge', async () => {
    const collaborators = await corpus.get(
      'author.collaborators',
      `{ author(name: "Ann Alpha") { collaborators { totalCount graph { counting incompleteAuthorLists } edges {
        node { displayName } paperCount strength firstYear lastYear papers { totalCount nodes { title } } similarity(kind: JACCARD)
        metric(id: INCLUSION) { value method parameters { name } metric { id } graph { counting } snapshotId }
      } } } }`,
    );
    expect(collaborators).toEqual({
      totalCount: 2,
      graph: { counting: 'FULL', incompleteAuthorLists: 1 },
      edges: [
        {
          node: { displayName: 'Bob Beta' }, paperCount: 2, strength: 2, firstYear: 2016, lastYear: 2017,
          papers: { totalCount: 2, nodes: [{ title: 'Beta results' }, { title: 'Alpha methods for beginners' }] },
          similarity: 2 / 6,
          metric: { value: 0.5, method: 'EXACT', parameters: [], metric: { id: 'INCLUSION' }, graph: { counting: 'FULL' }, snapshotId: corpus.snapshot.id },
        },
        {
          node: { displayName: 'Cy Gamma' }, paperCount: 1, strength: 1, firstYear: 2016, lastYear: 2016,
          papers: { totalCount: 1, nodes: [{ title: 'Alpha methods for beginners' }] },
          similarity: 1 / 5,
          metric: { value: 0.5, method: 'EXACT', parameters: [], metric: { id: 'INCLUSION' }, graph: { counting: 'FULL' }, snapshotId: corpus.snapshot.id },
        },
      ],
    });
  });

  it.each([
    ['FULL', 2],
    ['FRACTIONAL', 1 / 2 + 1],
    ['FRACTIONAL_REFINED', 1 / 3 + 1],
    ['HARMONIC', (1 / (11 / 6)) * (1 / 2 / (11 / 6)) + (2 / 3) * (1 / 3)],
  ])('are counted under %s', async (counting, strength) => {
    const edges = await corpus.get<Array<{ strength: number }>>('author.collaborators.edges', `{ author(name: "Ann Alpha") { collaborators(first: 1, graph: { counting: ${counting} }) { edges { strength } } } }`);
    expect(edges[0].strength).toBeCloseTo(strength, 12);
  });

  it('follow the graph, filters and order that are asked for', async () => {
    const names = async (args: string) =>
      (await corpus.get<Array<{ displayName: string }>>('author.collaborators.nodes', `{ author(name: "Bob Beta") { collaborators(${args}) { nodes { displayName } } } }`)).map(({ displayName }) => displayName);
    expect(await names('graph: { maxAuthors: 2 }')).not.toContain('Cy Gamma');
    expect(await names('graph: { minStrength: 2 }')).toEqual(['Ann Alpha']);
    expect(await names('graph: { years: { to: 2015 } }')).toEqual(['Wei Wang']);
    expect(await names('graph: { venues: ["workshop"], fields: [] }')).toEqual(['Dee Delta']);
    expect(await names('graph: { types: [DATASET] }')).toEqual([]);
    expect(await names('orderBy: [{ field: NAME, direction: DESC }]')).toEqual(['Wei Wang', 'Dee Delta', 'Cy Gamma', 'Ann Alpha']);
    expect(await names('orderBy: [{ field: FIRST_YEAR, direction: ASC }], first: 1')).toEqual(['Wei Wang']);
    expect(await names('orderBy: [{ metric: DEGREE }, { field: NAME }], first: 1')).toEqual(['Dee Delta']);
    expect(await names('where: { lastYear: { gte: 2017 }, author: { paperCount: { gt: 3 } } }')).toEqual(['Ann Alpha']);
    expect(await names('where: { strength: { gt: 1 } }')).toEqual(['Ann Alpha']);
  });
});

describe('collaborationPath', () => {
  const path = (args: string) =>
    corpus.get<Record<string, unknown>>('collaborationPath', `{ collaborationPath(${args}) { from { displayName } distance cost pathCount truncated { reason limit total } graph { counting } paths { authors { displayName } collaborations { source { displayName } target { displayName } paperCount strength papers { nodes { title } } } } } }`);

  it('lists all shortest ways, each step with its papers', async () => {
    const answer = await path(`from: "${ANN}", to: "${ids['Eve']}"`);
    expect(answer).toMatchObject({ from: { displayName: 'Ann Alpha' }, distance: 3, cost: 3, pathCount: 2, truncated: null });
    const paths = answer['paths'] as Array<{ authors: Array<{ displayName: string }>; collaborations: Array<{ papers: { nodes: unknown[] } }> }>;
    expect(paths.map(({ authors }) => authors.map(({ displayName }) => displayName.split(' ')[0]).join(' ')).toSorted()).toEqual(['Ann Bob Dee Eve', 'Ann Cy Dee Eve']);
    for (const { collaborations } of paths) {
      expect(collaborations).toHaveLength(3);
      for (const { papers } of collaborations) expect(papers.nodes.length).toBeGreaterThan(0);
    }
  });

  it('prefers strong ties where costs are asked for', async () => {
    const answer = await path(`from: "${ANN}", to: "${ids['Eve']}", distance: INVERSE_STRENGTH`);
    expect(answer).toMatchObject({ distance: 3, cost: 2.5, pathCount: 1 });
  });

  it('says when ways are not listed', async () => {
    expect(await path(`from: "${ANN}", to: "${ids['Eve']}", first: 1`)).toMatchObject({ pathCount: 2, truncated: { limit: 1, total: 2 } });
  });

  it('answers without a way, and to oneself', async () => {
    expect(await path(`from: "${ANN}", to: "${ids['Ian']}"`)).toMatchObject({ distance: null, cost: null, pathCount: 0, paths: [], truncated: null });
    expect(await path(`from: "${ANN}", to: "${ANN}"`)).toMatchObject({ distance: 0, cost: 0, pathCount: 1, paths: [{ authors: [{ displayName: 'Ann Alpha' }], collaborations: [] }] });
    expect(await path(`from: "${ANN}", to: "${ids['Eve']}", graph: { minStrength: 2 }`)).toMatchObject({ distance: null, pathCount: 0 });
    expect(await path(`from: "${ANN}", to: "${ids['Bob']}", graph: { minStrength: 2 }`)).toMatchObject({ distance: 1, cost: 1 });
  });
});

describe('network', () => {
  const picture = (args: string) =>
    corpus.get<{ nodes: Array<{ author: { displayName: string }; x: number; y: number; degree: number; distance: number | null }>; edges: Array<{ source: number; target: number }> }>(
      'network',
      `{ network(${args}) { nodeCount edgeCount truncated { limit total } quality { density modularity stress } graph { authorCount } nodes { author { displayName } x y degree distance community metric(id: DEGREE) { value } } edges { source target paperCount strength firstYear papers { totalCount } } } }`,
    );

  it('draws the network around an author, the same for the same seed', async () => {
    const args = `scope: { ego: { author: "${ANN}", radius: 1 } }, layout: { seed: 7 }`;
    const view = await picture(args);
    expect(view.nodes.map(({ author, degree, distance }) => [author.displayName, degree, distance])).toEqual([
      ['Ann Alpha', 2, 0],
      ['Bob Beta', 2, 1],
      ['Cy Gamma', 2, 1],
    ]);
    expect(view).toMatchObject({ nodeCount: 3, edgeCount: 3, truncated: [], quality: { density: 1 }, graph: { authorCount: 10 } });
    expect(view.edges).toHaveLength(3);
    expect(await picture(args)).toEqual(view);
    expect((await picture(args.replace('seed: 7', 'seed: 8'))).nodes.map(({ x }) => x)).not.toEqual(view.nodes.map(({ x }) => x));
    for (const { x, y } of view.nodes) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  });

  it('keeps the seeded places for no rounds at all', async () => {
    const places = async (seed: number, iterations: number) =>
      (await picture(`scope: { ego: { author: "${ANN}", radius: 1 } }, layout: { seed: ${seed}, iterations: ${iterations} }`)).nodes.map(({ x, y }) => [x, y]);
    const start = await places(7, 0);
    expect(await places(7, 0)).toEqual(start);
    expect(await places(8, 0)).not.toEqual(start);
    expect(await places(7, 20)).not.toEqual(start);
    expect((await corpus.ask(`{ network(scope: { ego: { author: "${ANN}" } }, layout: { iterations: -1 }) { nodeCount } }`)).errors).toMatchObject([{ message: expect.stringContaining('from 0 to 1000') }]);
  });

  it('says what it leaves out', async () => {
    const view = await picture(`scope: { ego: { author: "${ANN}", radius: 4 } }, maxNodes: 3, maxEdges: 1`);
    expect(view).toMatchObject({ nodeCount: 6, edgeCount: 3, truncated: [{ limit: 3, total: 6 }, { limit: 1, total: 3 }] });
    expect(view.edges).toMatchObject([{ paperCount: 2, papers: { totalCount: 2 } }]);
    const nodes = view.nodes.map(({ author }) => author.displayName);
    expect([nodes[view.edges[0].source], nodes[view.edges[0].target]].toSorted()).toEqual(['Ann Alpha', 'Bob Beta']);
  });

  it('keeps, of the equally near, those with the strongest ties under the graph, then those with most papers of it', async () => {
    const busy = ['Mo Many', 'Mo Many', 'Mo Many'];
    const ties = await servedCorpus([
      paperRecord('Together', ['Cee Centre', 'Sia Strong'], { date: { year: 2020, month: null, day: null } }),
      paperRecord('A crowd', ['Cee Centre', 'Mo Many', 'Wu Weak', 'Xi Crowd', 'Yo Crowd'], { date: { year: 2020, month: null, day: null } }),
      ...busy.map((name, i) => paperRecord(`Alone ${i}`, [name], { date: { year: 1990, month: null, day: null } })),
      paperRecord('Weak alone', ['Wu Weak'], { date: { year: 2021, month: null, day: null } }),
    ]);
    const kept = async (graph: string, maxNodes: number) => {
      const scope = await ties.get<string>('author.id', '{ author(name: "Cee Centre") { id } }');
      const nodes = await ties.get<Array<{ author: { displayName: string } }>>('network.nodes', `{ network(scope: { ego: { author: "${scope}" } }, maxNodes: ${maxNodes}, graph: { ${graph} }) { nodes { author { displayName } } } }`);
      return nodes.map(({ author }) => author.displayName);
    };
    // Under FULL counting the ties are equal, and papers decide: of the corpus Mo has four, since 2000 one.
    expect(await kept('counting: FULL', 3)).toEqual(['Cee Centre', 'Mo Many', 'Wu Weak']);
    expect(await kept('counting: FULL, years: { from: 2000 }', 2)).toEqual(['Cee Centre', 'Wu Weak']);
    expect(await kept('counting: FRACTIONAL', 3)).toEqual(['Cee Centre', 'Sia Strong', 'Mo Many']);
    // The same on the collaborations, where a bound drops some of them.
    expect(await kept('counting: FRACTIONAL, minStrength: 0.1, years: { from: 2000 }', 3)).toEqual(['Cee Centre', 'Sia Strong', 'Wu Weak']);
  });

  it('draws communities, the top of a metric and any authors', async () => {
    const community = await corpus.get<{ size: number; id: number }>('author.community', '{ author(name: "Ann Alpha") { community { id size } } }');
    expect((await picture(`scope: { community: { id: ${community.id} } }`)).nodes).toHaveLength(community.size);
    expect((await picture('scope: { top: { metric: BETWEENNESS, n: 2 } }')).nodes[0].author.displayName).toBe('Bob Beta');
    expect((await picture(`scope: { authors: ["${ANN}", "${ids['Ian']}", "${ANN}"] }`)).nodes.map(({ author, degree }) => [author.displayName, degree])).toEqual([['Ann Alpha', 0], ['Ian Island', 0]]);
    expect((await picture(`scope: { ego: { author: "${ANN}", radius: 2 } }, graph: { minStrength: 2 }`)).nodes).toHaveLength(2);
    expect(await picture('scope: { authors: [] }')).toMatchObject({ nodes: [], edges: [], nodeCount: 0 });
  });
});

describe('communities', () => {
  it('are told with their strengths, fields and members', async () => {
    const { nodes, totalCount } = await corpus.get<{ totalCount: number; nodes: Array<{ id: number; size: number; members: { totalCount: number } }> }>(
      'communities',
      '{ communities(algorithm: COMPONENTS) { totalCount modularity algorithm seed nodes { id size internalStrength externalStrength topAuthors(limit: 1) { displayName } topFields { groups { key count } unknownCount } members(first: 2, orderBy: [{ field: NAME, direction: ASC }]) { totalCount nodes { displayName } } } } }',
    );
    expect(totalCount).toBe(3);
    expect(nodes[0]).toEqual({
      id: 0, size: 6, internalStrength: 8, externalStrength: 0,
      topAuthors: [{ displayName: 'Bob Beta' }],
      topFields: { groups: [{ key: 'CL', count: 2 }, { key: 'LG', count: 2 }], unknownCount: 5 },
      members: { totalCount: 6, nodes: [{ displayName: 'Ann Alpha' }, { displayName: 'Bob Beta' }] },
    });
    const louvain = await corpus.get<Array<{ internalStrength: number; externalStrength: number }>>('communities.nodes', '{ communities(resolution: 2, seed: 3) { nodes { internalStrength externalStrength } } }');
    const twice = louvain.reduce((sum, { internalStrength, externalStrength }) => sum + 2 * internalStrength + externalStrength, 0);
    expect(twice).toBeCloseTo(2 * 10, 10);
  });
});

describe('a paper of 3,000 authors', () => {
  const AUTHORS = 3_000;
  const letters = (n: number) => String(n).padStart(4, '0').replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);
  const crowd = Array.from({ length: AUTHORS }, (_, i) => `Member${letters(i)} Crowd${letters((i * 7) % AUTHORS)}`);
  let big: ServedCorpus;
  let id = '';
  beforeAll(async () => {
    big = await servedCorpus([paperRecord('A very large detector', crowd), paperRecord('A small talk', [crowd[0], 'Only Friend'])]);
    id = await big.get<string>('author.id', 'query ($name: String!) { author(name: $name) { id } }', { name: crowd[1] });
  }, 60_000);

  it('has each of them, with everybody else as a collaborator', async () => {
    const author = await big.get('author', 'query ($id: ID!) { author(id: $id) { displayName paperCount collaborators(first: 200) { totalCount nodes { displayName } } metrics(ids: [DEGREE, STRENGTH]) { value } } }', { id });
    expect(author).toMatchObject({ displayName: crowd[1], paperCount: 1, collaborators: { totalCount: AUTHORS - 1 }, metrics: [{ value: AUTHORS - 1 }, { value: AUTHORS - 1 }] });
  });

  it('has what its nine million pairs are needed for once that is computed', async () => {
    const core = async () => big.ask('query ($id: ID!) { author(id: $id) { metric(id: CORE_NUMBER) { value } } }', { id });
    await vi.waitFor(async () => {
      const { data, errors } = await core();
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ author: { metric: { value: AUTHORS - 1 } } });
    }, { timeout: 55_000, interval: 250 });
  }, 60_000);

  it('pages through the author list, in its order, to the end', async () => {
    const query = 'query ($after: String) { papers(where: { search: "detector" }) { nodes { authorsCount authorships(first: 200, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { rawName position } } } } }';
    const seen: Array<{ rawName: string; position: number }> = [];
    for (let after: string | null = null, more = true; more; ) {
      const [paper]: Array<{ authorships: { totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: typeof seen } }> = await big.get('papers.nodes', query, { after });
      expect(paper).toMatchObject({ authorsCount: AUTHORS, authorships: { totalCount: AUTHORS } });
      seen.push(...paper.authorships.nodes);
      ({ endCursor: after, hasNextPage: more } = paper.authorships.pageInfo);
    }
    expect(seen).toEqual(crowd.map((rawName, i) => ({ rawName, position: i + 1 })));
  });

  it('is drawn in part, and says so', async () => {
    const query = 'query ($id: ID!) { network(scope: { ego: { author: $id } }) { nodeCount edgeCount nodes { x y distance } edges { source } truncated { limit total } } }';
    const view = await big.get<{ nodes: unknown[]; edges: unknown[] }>('network', query, { id });
    expect([view.nodes.length, view.edges.length]).toEqual([500, 20_000]);
    expect(view).toMatchObject({ nodeCount: AUTHORS, edgeCount: (500 * 499) / 2, truncated: [{ limit: 500, total: AUTHORS }, { limit: 20_000, total: (500 * 499) / 2 }] });
  });

  it('is one step of a way', async () => {
    const friends = await big.get<Array<{ id: string }>>('search.nodes', '{ search(query: "only friend", types: [AUTHOR]) { nodes { ... on Author { id } } } }');
    for (const distance of ['UNWEIGHTED', 'INVERSE_STRENGTH']) {
      const path = await big.get('collaborationPath', `query ($from: ID!, $to: ID!) { collaborationPath(from: $from, to: $to, distance: ${distance}) { distance pathCount paths { authors { displayName } collaborations { papers { nodes { title } } } } } }`, { from: id, to: friends[0].id });
      expect(path).toEqual({
        distance: 2,
        pathCount: 1,
        paths: [
          {
            authors: [crowd[1], crowd[0], 'Only Friend'].map((displayName) => ({ displayName })),
            collaborations: ['A very large detector', 'A small talk'].map((title) => ({ papers: { nodes: [{ title }] } })),
          },
        ],
      });
    }
  });
});
