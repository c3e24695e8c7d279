/** The graph as a whole: sizes of its components, and the snapshot that each answer names. */
import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

type Sizes = Array<{ size: number; componentCount: number }>;
const sizes = (of: ServedCorpus, spec = '{}') => of.get<Sizes>('corpus.graph.componentSizes', `{ corpus { graph(spec: ${spec}) { componentSizes { size componentCount } } } }`);

describe('sizes of components', () => {
  it('are counted, also of authors who are alone', async () => {
    expect(await sizes(corpus)).toEqual([{ size: 2, componentCount: 2 }, { size: 6, componentCount: 1 }]);
    expect(await sizes(corpus, '{ minStrength: 2 }')).toEqual([{ size: 1, componentCount: 8 }, { size: 2, componentCount: 1 }]);
    expect(await sizes(corpus, '{ types: [DATASET] }')).toEqual([]);
  });

  it('agree with the communities of COMPONENTS, on a larger corpus', async () => {
    const large = await servedCorpus(syntheticPapers({ papers: 500 }));
    const listed = await large.get<Array<{ size: number }>>('communities.nodes', '{ communities(algorithm: COMPONENTS, first: 200) { nodes { size } } }');
    const expected = new Map<number, number>();
    for (const { size } of listed) expected.set(size, (expected.get(size) ?? 0) + 1);
    expect(listed.length).toBeLessThan(200);
    expect((await sizes(large)).map(({ size, componentCount }) => [size, componentCount])).toEqual([...expected].toSorted(([a], [b]) => a - b));
  });
});

describe('every answer', () => {
  it.each([
    ['an answer', '{ corpus { paperCount } }'],
    ['one with an error', '{ author(id: "A00000000000") { id } }'],
    ['one to a document that does not fit', '{ nothing }'],
    ['one beyond the limits', `{ authors(first: 200) { nodes { collaborators(first: 200) { nodes { papers(first: 200) { nodes { title } } } } } } }`],
  ])('names its snapshot: %s', async (_, query) => {
    expect((await corpus.ask(query)).extensions).toMatchObject({ snapshot: corpus.snapshot.id });
  });

  it('names another one for another corpus, whose cursors are refused', async () => {
    const other = await servedCorpus(SMALL_CORPUS.slice(1));
    const { data, extensions } = await other.ask('{ papers(first: 1) { pageInfo { endCursor } } }');
    expect(extensions['snapshot']).not.toBe(corpus.snapshot.id);
    const { endCursor: after } = (data as unknown as { papers: { pageInfo: { endCursor: string } } }).papers.pageInfo;
    expect(await corpus.ask('query ($after: String) { papers(after: $after) { totalCount } }', { after })).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_EXPIRED', argument: 'after' } }],
      extensions: { snapshot: corpus.snapshot.id },
    });
  });
});
