/** What is carried off is what the API answers: the same nodes, edges and numbers. */
import { describe, expect, it } from 'vitest';
import type { ExportedNetwork } from '../../src/exports/network.js';
import { graphOf } from '../../src/graphql/arguments/graph-spec.js';
import { RequestContext } from '../../src/graphql/context.js';
import { columnName } from '../../src/graphql/downloads/column.js';
import { EDGE_FACTS, NODE_FACTS, type NetworkQuestion } from '../../src/graphql/downloads/network-question.js';
import { networkOf } from '../../src/graphql/downloads/network.js';
import { papersOf } from '../../src/graphql/downloads/papers.js';
import { strongestOnly } from '../../src/graphql/downloads/strongest.js';
import type { GraphSpec, NetworkScope } from '../../src/graphql/generated/resolvers.js';
import { metricById } from '../../src/metrics/registry.js';
import { resolveParameters } from '../../src/metrics/parameters.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

const corpus = await servedCorpus(SMALL_CORPUS);
const asked = (id: string, parameters = {}) => ({ metric: metricById(id), parameters: resolveParameters(metricById(id), parameters) });
const BUDGET = { mostNs: 2e9, openNs: 0.8e9 };

const PLAIN: NetworkQuestion = {
  scope: null, maxNodes: null, maxEdges: null, nodeFacts: new Set(NODE_FACTS), edgeFacts: new Set(EDGE_FACTS), authorMetrics: [], collaborationMetrics: [],
  communities: { algorithm: 'LOUVAIN', seed: 1, resolution: 1 }, layout: null, limits: null,
};

interface Read {
  readonly network: ExportedNetwork;
  readonly leftOut: readonly string[];
  readonly nodes: readonly Record<string, unknown>[];
  readonly edges: readonly Record<string, unknown>[];
}

/** The network as records with the columns' names as keys. */
async function exported(question: Partial<NetworkQuestion>, spec: Partial<GraphSpec> = {}): Promise<Read> {
  const context = new RequestContext(corpus.provider.acquire());
  try {
    const { network, leftOut } = await networkOf(context, await graphOf(context, spec), { ...PLAIN, ...question });
    const named = (columns: ExportedNetwork['nodeColumns'], values: readonly unknown[]) => Object.fromEntries(columns.map(({ name }, at) => [name, values[at]]));
    const nodes = Array.from(network.nodes(), ({ id, label, position, values }) => ({ id, label, position, ...named(network.nodeColumns, values) }));
    const edges = Array.from(network.edges(), ({ source, target, strength, values }) => ({ source: nodes[source].id, target: nodes[target].id, strength, ...named(network.edgeColumns, values) }));
    return { network, leftOut, nodes, edges };
  } finally {
    context.release();
  }
}

const QUERY = `query($scope: NetworkScope!, $graph: GraphSpec, $maxNodes: Int, $maxEdges: Int) {
  network(scope: $scope, graph: $graph, maxNodes: $maxNodes, maxEdges: $maxEdges, layout: { seed: 7 }) {
    nodes { x y distance community author { id displayName  } pagerank: metric(id: PAGERANK) { value normalized rank } citations: metric(id: CITATION_COUNT) { value } betweenness: metric(id: BETWEENNESS, parameters: [{ name: "distance", value: "INVERSE_STRENGTH" }]) { value normalized rank } }
    edges { source target paperCount strength firstYear lastYear similarity bridge: metric(id: BRIDGE) { value } }
  }
}`;

interface Told {
  readonly nodes: readonly { x: number; y: number; distance: number | null; community: number; author: Record<string, unknown> & { id: string }; pagerank: Record<string, number>; citations: { value: number | null }; betweenness: Record<string, number> }[];
  readonly edges: readonly { source: number; target: number; paperCount: number; strength: number; firstYear: number | null; lastYear: number | null; similarity: number; bridge: { value: number } }[];
}

const ids = Object.fromEntries(
  (await corpus.get<{ id: string; displayName: string; disambiguator: string | null }[]>('authors.nodes', '{ authors(first: 50) { nodes { id displayName } } }')).map(({ id, displayName }) => [displayName, id]),
);

const SCOPES: readonly (readonly [name: string, scope: NetworkScope, graph: Partial<GraphSpec>, limits: { maxNodes?: number; maxEdges?: number }])[] = [
  ['an ego network', { ego: { author: `orcid:${ANN}`, radius: 2 } }, {}, {}],
  ['an ego network under another graph', { ego: { author: `orcid:${ANN}`, radius: 4 } }, { counting: 'FRACTIONAL', years: { from: 2016, to: 2018 } }, {}],
  ['strong collaborations alone', { ego: { author: `orcid:${ANN}`, radius: 3 } }, { minStrength: 2 }, {}],
  ['a community', { community: { id: 0, algorithm: 'LOUVAIN', seed: 1, resolution: 1 } }, {}, {}],
  ['the first by a metric', { top: { metric: 'DEGREE', n: 5 } }, {}, {}],
  ['listed authors', { authors: [ids['Dee Delta'] ?? '', ids['Bob Beta'] ?? '', ids['Ian Island'] ?? ''] }, { counting: 'HARMONIC' }, {}],
  ['a path', { path: { from: ids['Eve Epsilon'] ?? '', to: `orcid:${ANN}`, distance: 'UNWEIGHTED' } }, {}, {}],
  ['fewer nodes and edges than there are', { ego: { author: `orcid:${ANN}`, radius: 3 } }, {}, { maxNodes: 5, maxEdges: 3 }],
];

describe('a network carried off is the network that the API answers', () => {
  it.each(SCOPES)('%s', async (_name, scope, graph, { maxNodes = 500, maxEdges = 20_000 }) => {
    const told = await corpus.get<Told>('network', QUERY, { scope, graph: { component: 'ALL', ...graph }, maxNodes, maxEdges });
    const read = await exported({
      scope, maxNodes, maxEdges, layout: { seed: 7, iterations: null, budget: BUDGET },
      authorMetrics: [asked('PAGERANK'), asked('BETWEENNESS', { distance: 'INVERSE_STRENGTH' })], collaborationMetrics: [asked('BRIDGE')],
    }, graph);
    // The same order, too: the centre of an ego network first.
    expect(read.nodes.map(({ id, label }) => [id, label])).toEqual(told.nodes.map(({ author }) => [author.id, author['displayName']]));
    expect(read.nodes.map(({ position, community, citations }) => ({ position, community, citations }))).toEqual(told.nodes.map(({ x, y, community, citations }) => ({ position: { x, y }, community, citations: citations?.value ?? null })));
    expect(read.nodes.map((node) => [node['pagerank'], node['pagerank_rank'], node['betweenness_inverse_strength'], node['betweenness_inverse_strength_normalized'], node['betweenness_inverse_strength_rank']]))
      .toEqual(told.nodes.map(({ pagerank, betweenness }) => [pagerank['value'], pagerank['rank'], betweenness['value'], betweenness['normalized'], betweenness['rank']]));
    expect(read.nodes.map((node) => node['distance'] ?? null)).toEqual(told.nodes.map(({ distance }) => distance));
    const pair = (a: string, b: string) => [a, b].toSorted().join(' ');
    const edgesTold = new Map(told.edges.map((edge) => [pair(told.nodes[edge.source].author.id, told.nodes[edge.target].author.id), edge]));
    const edgesRead = new Map(read.edges.map((edge) => [pair(String(edge['source']), String(edge['target'])), edge]));
    expect([...edgesRead.keys()].toSorted()).toEqual([...edgesTold.keys()].toSorted());
    for (const [key, edge] of edgesRead) {
      const { paperCount, strength, firstYear, lastYear, similarity, bridge } = edgesTold.get(key) ?? told.edges[0];
      expect(edge).toMatchObject({ papers: paperCount, strength, first_year: firstYear, last_year: lastYear, association_strength: similarity, bridge: bridge.value });
    }
  });

  it('as a whole has every author and collaboration of the graph', async () => {
    const facts = await corpus.get<{ authorCount: number; collaborationCount: number }>('corpus.graph', '{ corpus { graph { authorCount: metric(id: NETWORK_AUTHORS) { value } collaborationCount: metric(id: NETWORK_COLLABORATIONS) { value } } } }');
    const { network, nodes, edges, leftOut } = await exported({});
    expect([nodes.length, edges.length, network.nodeCount, network.edgeCount]).toEqual([10, 9, 10, 9]);
    expect(facts).toEqual({ authorCount: { value: 10 }, collaborationCount: { value: 9 } });
    expect(leftOut).toEqual(['1 paper of the graph has an author list known to be incomplete: whoever is not listed is not here']);
    const sources = Array.from(network.edges(), ({ source, target }) => [source, target]);
    expect(sources).toEqual(sources.toSorted(([a, b], [c, d]) => a - c || b - d));
    expect(sources.every(([source, target]) => source < target)).toBe(true);
  });
});

describe('the columns of nodes', () => {
  it('tell facts, and nothing where nothing is known', async () => {
    const { nodes, network } = await exported({});
    expect(nodes.find(({ label }) => label === 'Ann Alpha')).toEqual({
      id: ids['Ann Alpha'], label: 'Ann Alpha', position: null, orcid: ANN, url: `https://orcid.org/${ANN}`, disambiguator: null, other_names: null,
      papers: 4, collaborators: 2, first_year: 2016, last_year: 2021, top_field: 'LG', citations: 13, community: 0, component: 0,
    });
    expect(nodes.find(({ label }) => label === 'Eve Epsilon')).toMatchObject({ orcid: null, url: null, papers: 1, first_year: null, last_year: null, top_field: null, citations: null });
    expect(nodes.find(({ label }) => label === 'Jo Island')).toMatchObject({ component: 2 });
    expect(network.nodeColumns.map(({ name }) => name)).toEqual(Object.keys(nodes[0]).slice(3));
    expect(network.nodeColumns.every(({ name, title, description }) => /^[a-z][a-z0-9_]*$/.test(name) && title !== '' && description.endsWith('.'))).toBe(true);
  });

  it('are those asked for', async () => {
    const { network } = await exported({ nodeFacts: new Set(['papers']), edgeFacts: new Set() });
    expect([network.nodeColumns.map(({ name }) => name), network.edgeColumns]).toEqual([['papers'], []]);
  });

  it('are named by what differs from the defaults, each name once', async () => {
    expect(columnName(asked('PAGERANK'))).toBe('pagerank');
    expect(columnName(asked('PAGERANK', { damping: 0.5 }))).toBe('pagerank_damping_0_5');
    const { network } = await exported({ nodeFacts: new Set(['community']), authorMetrics: [asked('COMMUNITY'), asked('H_INDEX'), asked('H_INDEX')] });
    expect(network.nodeColumns.map(({ name }) => name)).toEqual(['community', 'h_index', 'h_index_rank', 'h_index_2', 'h_index_rank_2']);
  });
});

describe('the metadata', () => {
  it('says of which graph and how everything was made', async () => {
    const { network: { metadata } } = await exported(
      { authorMetrics: [asked('PAGERANK')], layout: { seed: 3, iterations: 20, budget: BUDGET }, communities: { algorithm: 'LEIDEN', seed: 5, resolution: 0.5 } },
      { counting: 'FRACTIONAL', maxAuthors: 2, years: { from: 2015, to: null }, fields: ['LG', 'CL'], minStrength: 0.5 },
    );
    expect(metadata).toMatchObject({
      title: 'The co-authorship network', snapshot: corpus.snapshot.id, creator: 'coterie 0.2.0', date: corpus.snapshot.manifest.builtAt,
      graph: 'fractional counting (a paper of k authors adds 1/(k − 1)); papers of at most 2 authors; years from 2015; fields LG or CL; collaborations of strength 0.5 or more',
      notes: expect.arrayContaining([expect.stringMatching(/^\d+ of the \d+ papers of the corpus are not in this graph$/), '1 paper with more authors than the graph allows is left out']) as string[],
    });
    expect(metadata.methods).toEqual([
      'community: leiden, seed 5, resolution 0.5, on the whole graph',
      expect.stringMatching(/^pagerank: PageRank; exact, \d+ iterations, converged, error bound [\d.e-]+; damping 0\.85; read from collaborations$/),
      'association_strength: Association strength; exact; read from collaborations',
      'positions: ForceAtlas2, 20 rounds, seed 3',
    ]);
  });

  it('says what was left out because it was asked for', async () => {
    const { leftOut, nodes, edges } = await exported({ maxNodes: 4, maxEdges: 2 });
    expect(leftOut.slice(0, 2)).toEqual(['only 4 of the 10 authors of this scope are here, as was asked for', 'only the 2 strongest of the 5 collaborations among these authors are here, as was asked for']);
    expect([nodes.length, edges.length]).toEqual([4, 2]);
    // Those with most collaborators.
    expect(nodes.map(({ collaborators }) => collaborators)).toEqual([4, 3, 3, 2]);
  });

  it('says what the graph leaves out of the corpus, whatever leaves it out', async () => {
    const notes = async (spec: Parameters<typeof exported>[1], question: Parameters<typeof exported>[0] = {}) => (await exported(question, spec)).leftOut;
    const { incidence } = corpus.snapshot;
    const undated = incidence.paperYear.filter((year) => year === -32768).length;
    expect(undated).toBeGreaterThan(0);
    expect(await notes({ years: { from: 1900, to: null } })).toEqual(expect.arrayContaining([
      `${undated} of the ${incidence.paperCount} papers of the corpus ${undated === 1 ? 'is' : 'are'} not in this graph`, expect.stringMatching(/^\d+ papers? of unknown year (is|are) left out, since years are bounded$/),
    ]));
    expect(await notes({ component: 'GIANT' })).toEqual(expect.arrayContaining(['4 authors of the corpus are not in this graph', '4 of them are outside of the component asked for']));
    // Ann and Bob alone wrote two papers together: eight of nine collaborations go.
    expect(await notes({ minStrength: 2 })).toContain('8 collaborations of a strength under 2 are left out');
    expect((await notes({})).join()).not.toContain('not in this graph');
  });

  it('says who is here without being in the graph, and where equals are parted', async () => {
    const alone = await exported({ scope: { ego: { author: ids['Ian Island'] } } }, { component: 'GIANT' });
    expect(alone.leftOut[0]).toBe(`the author Ian Island (${ids['Ian Island']}) is not in this graph: none of the author's papers is`);
    const { leftOut } = await exported({ scope: { top: { metric: 'DEGREE', n: 2 } } });
    expect(leftOut[0]).toMatch(/^place 2 is shared by 2 authors, of whom only 1 is here: the first 3 authors would be all of them$/);
    expect((await exported({ scope: { top: { metric: 'DEGREE', n: 3 } } })).leftOut.join()).not.toContain('shared by');
    const cut = await corpus.get('network.truncated', '{ network(scope: { top: { metric: DEGREE, n: 2 } }) { truncated { reason limit total } } }');
    expect(cut).toEqual([{ reason: 'Place 2 is shared by 2 authors, of whom 1 belong to the scope: raise "scope.top.n" to 3 for all of them.', limit: 2, total: 3 }]);
  });

  it('is refused where it is more than may be downloaded', async () => {
    await expect(exported({ limits: { authors: 10, values: 100 } })).rejects.toMatchObject({ extensions: { code: 'COST_LIMIT', limit: 100 } });
    await expect(exported({ layout: { seed: 1, iterations: null, budget: BUDGET }, limits: { authors: 9, values: 1e6 } })).rejects.toMatchObject({ extensions: { code: 'COST_LIMIT', limit: 9 } });
    await expect(exported({ scope: { top: { metric: 'DEGREE', n: 11 } }, limits: { authors: 10, values: 1e6 } })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'scope.top.n' } });
  });
});

describe('strongestOnly', () => {
  it('keeps the strongest edges, of equals those of lower nodes, both ways', () => {
    // A square with a diagonal: 0-1 (2), 0-2 (1), 0-3 (1), 1-2 (1), 2-3 (3).
    const graph = {
      nodeCount: 4, edgeCount: 5, offsets: Uint32Array.of(0, 3, 5, 8, 10), neighbours: Uint32Array.of(1, 2, 3, 0, 2, 0, 1, 3, 0, 2),
      paperCount: Uint32Array.of(2, 1, 1, 2, 1, 1, 1, 3, 1, 3), strength: Float64Array.of(2, 1, 1, 2, 1, 1, 1, 3, 1, 3),
    };
    const kept = strongestOnly(graph, 3);
    expect({ ...kept }).toEqual({
      nodeCount: 4, edgeCount: 3, offsets: Uint32Array.of(0, 2, 3, 5, 6), neighbours: Uint32Array.of(1, 2, 0, 0, 3, 2),
      paperCount: Uint32Array.of(2, 1, 2, 1, 3, 3), strength: Float64Array.of(2, 1, 2, 1, 3, 3),
    });
    expect(strongestOnly(graph, 0)).toMatchObject({ edgeCount: 0, offsets: Uint32Array.of(0, 0, 0, 0, 0) });
  });
});

describe('papers carried off', () => {
  it('are refused where they are more than may be downloaded', async () => {
    const context = new RequestContext(corpus.provider.acquire());
    try {
      const graph = await graphOf(context, {});
      await expect(papersOf(context, graph, { scope: null, withAbstracts: true, limits: { authors: 10, values: 100 } })).rejects.toMatchObject({ message: expect.stringContaining('These are 10 papers, but at most 5 are downloaded at once') as string });
    } finally {
      context.release();
    }
  });

  it('are those of the graph and of the authors, latest first, with their authors and abstracts', async () => {
    const context = new RequestContext(corpus.provider.acquire());
    try {
      const graph = await graphOf(context, { years: { from: 2016, to: null } });
      const { title, count, papers } = await papersOf(context, graph, { scope: { authors: [ids['Bob Beta'] ?? ''] }, withAbstracts: true, limits: null });
      const read = [];
      for await (const { row, authors, abstract } of papers) read.push([row.title, authors.map(({ name }) => name), abstract]);
      expect([title, count]).toEqual(['Papers of Bob Beta (years from 2016)', 3]);
      expect(read).toEqual([
        ['Beta and delta', ['Bob Beta', 'Dee Delta'], null],
        ['Beta results', ['Ann Alpha', 'Bob Beta'], null],
        ['Alpha methods for beginners', ['Ann Alpha', 'Bob Beta', 'Cy Gamma'], 'We study quokkas at length.'],
      ]);
    } finally {
      context.release();
    }
  });
});
