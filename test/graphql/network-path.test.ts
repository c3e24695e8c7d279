/** The network scope `path`: everybody on a shortest way between two authors. */
import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

interface Drawn {
  readonly nodeCount: number;
  readonly truncated: ReadonlyArray<{ readonly limit: number; readonly total: number }>;
  readonly nodes: ReadonlyArray<{ readonly author: { readonly id: string; readonly displayName: string }; readonly distance: number | null; readonly degree: number }>;
  readonly edges: ReadonlyArray<{ readonly source: number; readonly target: number }>;
}

const QUERY = `query ($from: ID!, $to: ID!, $distance: Distance = UNWEIGHTED, $graph: GraphSpec, $maxNodes: Int = 500) {
  network(scope: { path: { from: $from, to: $to, distance: $distance } }, graph: $graph, maxNodes: $maxNodes, layout: { iterations: 0 }) {
    nodeCount truncated { limit total } nodes { author { id displayName } distance degree } edges { source target }
  }
}`;

/** From Ann to Zoe lead four ways of three steps, Ann–Bob–(Cy|Dan|Eve)–Zoe and Ann–Fay–Cy–Zoe. Gus hangs at Ann, Hal at nobody. */
const pair = (a: string, b: string, times = 1) => Array.from({ length: times }, (_, i) => paperRecord(`${a} and ${b} ${'abc'[i]}`, [a, b]));
const [ANN, BOB, CY, DAN, EVE, FAY, GUS, HAL, ZOE] = ['Ann Ayre', 'Bob Best', 'Cy Cole', 'Dan Dorn', 'Eve East', 'Fay Ford', 'Gus Gray', 'Hal Hope', 'Zoe Zorn'];
const RECORDS = [
  ...pair(ANN, BOB, 3), ...pair(BOB, CY), ...pair(BOB, DAN, 2), ...pair(BOB, EVE), ...pair(ANN, FAY), ...pair(FAY, CY),
  ...pair(CY, ZOE), ...pair(DAN, ZOE, 2), ...pair(EVE, ZOE), ...pair(ANN, GUS), ...pair(DAN, EVE), paperRecord('alone', [HAL]),
];

let corpus: ServedCorpus;
const ids: Record<string, string> = {};
beforeAll(async () => {
  corpus = await servedCorpus(RECORDS);
  for (const { id, displayName } of await corpus.get<Array<{ id: string; displayName: string }>>('authors.nodes', '{ authors { nodes { id displayName } } }')) ids[displayName] = id;
});

const draw = (from: string, to: string, more: Record<string, unknown> = {}) => corpus.get<Drawn>('network', QUERY, { from: ids[from], to: ids[to], ...more });
const names = ({ nodes }: Drawn) => nodes.map(({ author, distance }) => `${author.displayName.split(' ')[0]} ${distance}`);

describe('a picture of the ways between two authors', () => {
  it('shows everybody on one of them, nearest to the start first, and the collaborations among them', async () => {
    const drawn = await draw(ANN, ZOE);
    expect(names(drawn)[0]).toBe('Ann 0');
    expect(names(drawn).slice(1, 3).toSorted()).toEqual(['Bob 1', 'Fay 1']);
    expect(names(drawn).slice(3, 6).toSorted()).toEqual(['Cy 2', 'Dan 2', 'Eve 2']);
    expect(names(drawn).slice(6)).toEqual(['Zoe 3']);
    expect(drawn).toMatchObject({ nodeCount: 7, truncated: [] });
    // Dan and Eve have written together: no step of a shortest way, but a collaboration among those shown.
    expect(drawn.edges).toHaveLength(10);
  });

  it('keeps a whole way and then whoever most ways lead through, where there is not room for all', async () => {
    const four = await draw(ANN, ZOE, { maxNodes: 4 });
    expect(four).toMatchObject({ nodeCount: 7, truncated: [{ limit: 4, total: 7 }] });
    expect(four.nodes.map(({ distance }) => distance)).toEqual([0, 1, 2, 3]);
    expect(four.edges).toHaveLength(3);
    // Through Bob lead three of four ways, so that he stays whichever way comes first.
    const six = await draw(ANN, ZOE, { maxNodes: 6 });
    expect(six.nodes.map(({ distance }) => distance)).toEqual([...six.nodes].map(({ distance }) => distance).toSorted((a, b) => Number(a) - Number(b)));
    expect(names(six)).toEqual(expect.arrayContaining(['Ann 0', 'Bob 1', 'Zoe 3']));
  });

  it('follows costs where they are asked for', async () => {
    expect(names(await draw(ANN, ZOE, { distance: 'INVERSE_STRENGTH' }))).toEqual(['Ann 0', 'Bob 1', 'Dan 2', 'Zoe 3']);
  });

  it('follows the graph', async () => {
    expect(names(await draw(ANN, ZOE, { graph: { minStrength: 2 } }))).toEqual(['Ann 0', 'Bob 1', 'Dan 2', 'Zoe 3']);
  });

  it('shows the two alone where no way connects them, and one author for a way to oneself', async () => {
    expect(await draw(ANN, HAL)).toMatchObject({ nodeCount: 2, edges: [], nodes: [{ distance: 0 }, { author: { displayName: HAL }, distance: null }] });
    expect(names(await draw(ANN, ANN))).toEqual(['Ann 0']);
    expect(names(await draw(ANN, GUS))).toEqual(['Ann 0', 'Gus 1']);
  });

  it('names the end that nobody is found for', async () => {
    const { errors } = await corpus.ask(QUERY, { from: ids[ANN], to: 'A00000000000' });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: 'scope.path.to' } }]);
  });

  it.each(['UNWEIGHTED', 'INVERSE_STRENGTH'])('holds the authors of all listed ways, on a larger corpus (%s)', async (distance) => {
    const large = await servedCorpus(syntheticPapers({ papers: 1_200, seed: 5 }));
    const all = await large.get<Array<{ id: string }>>('authors.nodes', '{ authors(first: 12) { nodes { id } } }');
    let compared = 0;
    for (const [i, { id: from }] of all.entries()) {
      const to = all[(i * 5 + 7) % all.length].id;
      const ways = await large.get<{ pathCount: number; paths: Array<{ authors: Array<{ id: string }> }> }>(
        'collaborationPath',
        'query ($from: ID!, $to: ID!, $distance: Distance) { collaborationPath(from: $from, to: $to, distance: $distance, first: 200) { pathCount paths { authors { id } } } }',
        { from, to, distance },
      );
      if (ways.pathCount === 0 || ways.pathCount > 200) continue;
      const steps = new Map<string, number>();
      for (const { authors } of ways.paths) authors.forEach(({ id }, step) => steps.set(id, Math.min(step, steps.get(id) ?? Infinity)));
      const drawn = await large.get<Drawn>('network', QUERY, { from, to, distance });
      expect(Object.fromEntries(drawn.nodes.map(({ author, distance: at }) => [author.id, at]))).toEqual(Object.fromEntries(steps));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(5);
  });
});
