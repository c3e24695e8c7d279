/** What a picture tells of each author and collaboration beside its place: career, field, component, growth. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { graphInUse } from '../../src/graphql/graph-in-use.js';
import { drawnPicture } from '../../src/graphql/reads/network-picture.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

interface Drawn {
  readonly nodes: ReadonlyArray<{ readonly author: { readonly id: string; readonly displayName: string }; readonly component: number | null; readonly firstYear: number | null; readonly lastYear: number | null; readonly field: string | null }>;
  readonly edges: ReadonlyArray<{ readonly source: number; readonly target: number; readonly paperCount: number; readonly firstYear: number | null; readonly lastYear: number | null; readonly paperYears: readonly number[] }>;
}

const QUERY = `query ($n: Int!, $graph: GraphSpec) {
  network(scope: { top: { metric: PAPER_COUNT, n: $n } }, graph: $graph, maxNodes: $n, layout: { iterations: 0 }) {
    nodes { author { id displayName } component firstYear lastYear field }
    edges { source target paperCount firstYear lastYear paperYears }
  }
}`;

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

const draw = async (graph: object | null = null) => {
  const { nodes, edges } = await corpus.get<Drawn>('network', QUERY, { n: 20, graph });
  const name = (place: number) => nodes[place].author.displayName.split(' ')[0];
  return {
    nodes: Object.fromEntries(nodes.map(({ author, component, firstYear, lastYear, field }) => [author.displayName.split(' ')[0], [component, firstYear, lastYear, field]])),
    edges: Object.fromEntries(edges.map(({ source, target, paperYears }) => [[name(source), name(target)].toSorted().join(' '), paperYears])),
  };
};

describe('a picture', () => {
  it('tells years, field and component of each author', async () => {
    const { nodes } = await draw();
    expect(nodes).toMatchObject({
      Ann: [0, 2016, 2021, 'LG'],
      Bob: [0, 2015, 2018, 'LG'],
      // One paper of each field: the one whose name comes first stays.
      Cy: [0, 2016, 2018, 'CL'],
      // A paper of 2018 with a field, one of 2018 and one without a year have none.
      Dee: [0, 2018, 2018, 'CL'],
      Eve: [0, null, null, null],
      // Of two components of two authors the one with the smaller author comes first: papers stand in order of date.
      Flo: [1, 2014, 2014, null],
    });
    expect([nodes['Ian'], nodes['Jo']]).toEqual([[2, 2020, 2020, null], [2, 2020, 2020, null]]);
  });

  it('tells them of the papers of its graph alone', async () => {
    const { nodes, edges } = await draw({ years: { from: 2017 } });
    expect(nodes).toMatchObject({ Ann: [0, 2017, 2021, 'CL'], Bob: [0, 2017, 2018, 'CL'], Cy: [0, 2018, 2018, 'CL'] });
    expect(nodes).not.toHaveProperty('Flo');
    expect(edges).toMatchObject({ 'Ann Bob': [2017] });
  });

  it('tells how each collaboration grew; papers of unknown year are in no year', async () => {
    const { edges } = await draw();
    expect(edges).toMatchObject({ 'Ann Bob': [2016, 2017], 'Ann Cy': [2016], 'Dee Eve': [], 'Ian Jo': [2020] });
    const collaborators = '{ author(name: "Bob Beta") { collaborators { edges { node { displayName } paperYears } } } }';
    expect(await corpus.get('author.collaborators.edges', collaborators)).toContainEqual({ node: { displayName: 'Ann Alpha' }, paperYears: [2016, 2017] });
  });

  it('agrees with the authors’ own papers, on a larger corpus', async () => {
    const large = await servedCorpus(syntheticPapers({ papers: 800 }));
    const drawn = await large.get<Drawn>('network', QUERY, { n: 120, graph: null });
    const members = new Map<number, Set<string>>();
    const components = await large.get<Array<{ id: number; members: { nodes: Array<{ id: string }> } }>>('communities.nodes', '{ communities(algorithm: COMPONENTS, first: 200) { nodes { id members(first: 200) { nodes { id } } } } }');
    for (const { id, members: { nodes } } of components) members.set(id, new Set(nodes.map((node) => node.id)));
    for (const { author, component, firstYear, lastYear, field } of drawn.nodes) {
      const own = await large.get<{ firstYear: number; lastYear: number; topFields: { groups: Array<{ key: string }> } }>(
        'author', 'query ($id: ID!) { author(id: $id) { firstYear lastYear topFields(limit: 1) { groups { key } } } }', { id: author.id },
      );
      expect([author.id, firstYear, lastYear, field]).toEqual([author.id, own.firstYear, own.lastYear, own.topFields.groups[0]?.key ?? null]);
      const listed = members.get(component ?? -1) ?? new Set();
      // Of the giant component only a page is listed.
      expect([author.id, listed.size === 200 || listed.has(author.id)]).toEqual([author.id, true]);
    }
    expect(drawn.edges.length).toBeGreaterThan(100);
    for (const { paperCount, firstYear, lastYear, paperYears } of drawn.edges) {
      expect([paperYears.length, paperYears.at(0), paperYears.at(-1)]).toEqual([paperCount, firstYear, lastYear]);
      expect([...paperYears].toSorted((a, b) => a - b)).toEqual(paperYears);
    }
  });

  it('is laid out once, however many nodes ask while it is on its way', async () => {
    const { snapshot } = await servedCorpus(syntheticPapers({ papers: 1_500 }));
    const graph = await graphInUse(snapshot, DEFAULT_SPEC, []);
    const authors = [...graph.selection.nodes].slice(0, 800);
    const picture = await drawnPicture(graph, { authors, distances: null }, { maxNodes: 800, maxEdges: 20_000, seed: 1, iterations: 0 });
    const asked = picture.positions();
    expect(asked).toBeInstanceOf(Promise);
    expect(picture.positions()).toBe(asked);
    const at = await asked;
    expect(await picture.positions()).toBe(at);
    expect(new Set(authors.map((_, place) => `${at(place).x} ${at(place).y}`)).size).toBeGreaterThan(700);
  });
});
