/** The map of communities. */
import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

interface Mapped {
  readonly communityCount: number;
  readonly linkCount: number;
  readonly seed: number;
  readonly resolution: number | null;
  readonly truncated: ReadonlyArray<{ readonly limit: number; readonly total: number }>;
  readonly nodes: ReadonlyArray<{ readonly x: number; readonly y: number; readonly community: { readonly id: number; readonly size: number; readonly externalStrength: number } }>;
  readonly links: ReadonlyArray<{ readonly source: number; readonly target: number; readonly collaborationCount: number; readonly strength: number; readonly paperCount: number }>;
}

const FIELDS = '{ communityCount linkCount seed resolution truncated { limit total } nodes { x y community { id size externalStrength } } links { source target collaborationCount strength paperCount } }';
const mapOf = (corpus: ServedCorpus, args = '') => corpus.get<Mapped>('communityMap', `{ communityMap${args} ${FIELDS} }`);

/** Three teams of four, three and two who write everything together; two papers join the first two, one of them with two pairs; one paper joins the first and third. */
const A = ['Ann Ayre', 'Amy Abel', 'Abe Ahl', 'Art Aue'];
const B = ['Bob Best', 'Ben Bohr', 'Bea Burn'];
const C = ['Cy Cole', 'Cat Crow'];
const team = (members: readonly string[], times: number) => Array.from({ length: times }, (_, i) => paperRecord(`By ${members[0]} ${'abcdefgh'[i]}`, members));
const RECORDS = [
  ...team(A, 6), ...team(B, 6), ...team(C, 6),
  paperRecord('Bridge one', [A[0], B[0]]),
  paperRecord('Bridge two', [A[1], B[1], B[2]]),
  paperRecord('Bridge three', [A[0], C[0]]),
  paperRecord('Alone', ['Zoe Zorn']),
];

describe('the map of communities', () => {
  let corpus: ServedCorpus;
  beforeAll(async () => {
    corpus = await servedCorpus(RECORDS);
  });

  it('counts what links them, strongest first', async () => {
    const map = await mapOf(corpus);
    expect(map).toMatchObject({ communityCount: 4, linkCount: 2, seed: 1, resolution: 1, truncated: [] });
    expect(map.nodes.map(({ community: { id, size } }) => [id, size])).toEqual([[0, 4], [1, 3], [2, 2], [3, 1]]);
    expect(map.links).toEqual([
      { source: 0, target: 1, collaborationCount: 3, strength: 3, paperCount: 2 },
      { source: 0, target: 2, collaborationCount: 1, strength: 1, paperCount: 1 },
    ]);
    expect(map.nodes.map(({ community }) => community.externalStrength)).toEqual([4, 3, 1, 0]);
  });

  it('follows the graph', async () => {
    const { links } = await mapOf(corpus, '(graph: { counting: FRACTIONAL })');
    // One pair of a paper of two, and two pairs of a paper of three, each worth a half.
    expect(links[0]).toEqual({ source: 0, target: 1, collaborationCount: 3, strength: 2, paperCount: 2 });
    expect((await mapOf(corpus, '(graph: { minStrength: 2 })')).links).toEqual([]);
    expect(await mapOf(corpus, '(algorithm: COMPONENTS)')).toMatchObject({ communityCount: 2, linkCount: 0, resolution: null });
  });

  it('says what it leaves out, without moving what stays for fewer links', async () => {
    expect(await mapOf(corpus, '(maxCommunities: 2)')).toMatchObject({ communityCount: 4, linkCount: 1, truncated: [{ limit: 2, total: 4 }] });
    const few = await mapOf(corpus, '(maxLinks: 1)');
    expect(few).toMatchObject({ linkCount: 2, truncated: [{ limit: 1, total: 2 }], links: [{ source: 0, target: 1 }] });
    expect(few.nodes).toEqual((await mapOf(corpus)).nodes);
  });

  it('draws each at a place of its own within bounds, the same for the same seed', async () => {
    const { nodes } = await mapOf(corpus);
    for (const { x, y } of nodes) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
    const other = await servedCorpus(RECORDS);
    expect((await mapOf(other)).nodes).toEqual(nodes);
    expect((await mapOf(corpus, '(seed: 2)')).nodes.map(({ x }) => x)).not.toEqual(nodes.map(({ x }) => x));
  });

  it('refuses bounds that are none, in a sentence', async () => {
    for (const [args, argument] of [['(maxCommunities: 501)', 'maxCommunities'], ['(maxCommunities: 0)', 'maxCommunities'], ['(maxLinks: 10001)', 'maxLinks'], ['(resolution: 0)', 'resolution']]) {
      expect((await corpus.ask(`{ communityMap${args} { linkCount } }`)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
  });

  it('is empty for a graph without authors', async () => {
    expect(await mapOf(corpus, '(graph: { types: [DATASET] })')).toMatchObject({ communityCount: 0, linkCount: 0, nodes: [], links: [], truncated: [] });
  });
});

it('agrees with a count by hand, on a larger corpus under a counting', async () => {
  const papers = [...syntheticPapers({ papers: 700 })];
  const corpus = await servedCorpus(papers);
  const spec = 'graph: { counting: HARMONIC, maxAuthors: 12 }';
  const map = await mapOf(corpus, `(${spec}, resolution: 2, maxCommunities: 60, maxLinks: 10000)`);
  const collaborators = `{ authors(${spec}, first: 200) { nodes { id community(${spec}, resolution: 2) { id } collaborators(first: 200, ${spec}) { totalCount edges { strength node { id community(${spec}, resolution: 2) { id } } } } } pageInfo { endCursor hasNextPage } } }`;
  type Page = { nodes: Array<{ id: string; community: { id: number }; collaborators: { totalCount: number; edges: Array<{ strength: number; node: { id: string; community: { id: number } } }> } }>; pageInfo: { endCursor: string; hasNextPage: boolean } };
  const expected = new Map<string, { collaborations: number; strength: number }>();
  for (let after: string | null = null, more = true; more; ) {
    const page: Page = await corpus.get<Page>('authors', collaborators.replace('first: 200)', `first: 200${after === null ? '' : `, after: "${after}"`})`));
    for (const { id, community, collaborators: { totalCount, edges } } of page.nodes) {
      expect(edges).toHaveLength(totalCount);
      for (const { strength, node } of edges) {
        if (node.id <= id || node.community.id === community.id || Math.max(node.community.id, community.id) >= 60) continue;
        const key = [community.id, node.community.id].toSorted((a, b) => a - b).join(' ');
        const link = expected.get(key) ?? { collaborations: 0, strength: 0 };
        expected.set(key, { collaborations: link.collaborations + 1, strength: link.strength + strength });
      }
    }
    [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  expect(map.links.length).toBeGreaterThan(20);
  expect(new Map(map.links.map(({ source, target, collaborationCount }) => [`${source} ${target}`, collaborationCount]))).toEqual(new Map([...expected].map(([key, { collaborations }]) => [key, collaborations])));
  for (const { source, target, strength } of map.links) expect(strength).toBeCloseTo(expected.get(`${source} ${target}`)?.strength ?? 0, 9);
  expect(map.links.map(({ strength }) => strength)).toEqual(map.links.map(({ strength }) => strength).toSorted((a, b) => b - a));
}, 60_000);
