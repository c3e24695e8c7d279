/** Distances from an author and suggested collaborators, as clients ask for them. */
import { parse, buildSchema, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { costOf } from '../../src/graphql/cost.js';
import { MAX_COST } from '../../src/graphql/limits.js';
import { schemaText } from '../../src/graphql/schema.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

// Ann–Bob (2), Ann–Cy, Bob–Cy, Cy–Dee, Dee–Eve, Bob–Wei 1, Bob–Dee; Ian–Jo; Wei 2–Flo.
let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

const ann = (fields: string): string => `{ author(id: "${ANN}") { ${fields} } }`;

describe('distances', () => {
  it('count authors by hops and list those at each', async () => {
    const answer = await corpus.get<Record<string, unknown>>(
      'author.distances',
      ann('distances { reachedCount unreachedCount meanDistance largestDistance counts { distance authorCount } graph { authorCount } one: authors(distance: 1) { nodes { displayName } } three: authors(distance: 3) { totalCount nodes { displayName } } self: authors(distance: 0) { nodes { displayName } } far: authors(distance: 99) { totalCount } }'),
    );
    expect(answer).toMatchObject({
      reachedCount: 5,
      unreachedCount: 4,
      meanDistance: (1 + 1 + 2 + 2 + 3) / 5,
      largestDistance: 3,
      counts: [{ distance: 1, authorCount: 2 }, { distance: 2, authorCount: 2 }, { distance: 3, authorCount: 1 }],
      graph: { authorCount: 10 },
      one: { nodes: [{ displayName: 'Bob Beta' }, { displayName: 'Cy Gamma' }] },
      three: { totalCount: 1, nodes: [{ displayName: 'Eve Epsilon' }] },
      self: { nodes: [{ displayName: 'Ann Alpha' }] },
      far: { totalCount: 0 },
    });
  });

  it('end where they are told to, follow the graph, and are null outside it', async () => {
    const at = (args: string) => corpus.get<unknown>('author.distances', ann(`distances(${args}) { reachedCount unreachedCount meanDistance counts { authorCount } }`));
    expect(await at('maxDistance: 1')).toEqual({ reachedCount: 2, unreachedCount: 7, meanDistance: 1, counts: [{ authorCount: 2 }] });
    expect(await at('maxDistance: 0')).toEqual({ reachedCount: 0, unreachedCount: 9, meanDistance: null, counts: [] });
    // Bob alone is that close, by the projection's edges.
    expect(await at('graph: { minStrength: 2 }')).toEqual({ reachedCount: 1, unreachedCount: 8, meanDistance: 1, counts: [{ authorCount: 1 }] });
    expect(await at('graph: { years: { from: 2018, to: 2018 } }')).toBeNull();
  });

  it('are pages with cursors and orders as other lists are', async () => {
    const page = (args: string) => corpus.get<{ nodes: unknown[]; pageInfo: { endCursor: string } }>('author.distances.authors', ann(`distances { authors(distance: 2, ${args}) { nodes { displayName } pageInfo { hasNextPage endCursor } } }`));
    const first = await page('first: 1, orderBy: [{ field: NAME, direction: ASC }]');
    expect(first).toMatchObject({ nodes: [{ displayName: 'Dee Delta' }], pageInfo: { hasNextPage: true } });
    expect(await page(`after: "${first.pageInfo.endCursor}", orderBy: [{ field: NAME, direction: ASC }]`)).toMatchObject({ nodes: [{ displayName: 'Wei Wang' }], pageInfo: { hasNextPage: false } });
    const { errors } = await corpus.ask(ann(`distances { authors(distance: 1, after: "${first.pageInfo.endCursor}") { totalCount } }`));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });

  it.each([
    ['distances(maxDistance: -1) { reachedCount }', 'maxDistance'],
    ['distances { authors(distance: -1) { totalCount } }', 'distance'],
    ['distances { authors(distance: 1, first: 201) { totalCount } }', 'first'],
  ])('%s is refused', async (fields, argument) => {
    expect((await corpus.ask(ann(fields))).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });

  it('filter authors', async () => {
    const names = async (hops: string, graph = '') => {
      const nodes = await corpus.get<Array<{ displayName: string }>>('authors.nodes', `{ authors(where: { distance: { from: "${ANN}", hops: { ${hops} } } }${graph}) { nodes { displayName } } }`);
      return nodes.map(({ displayName }) => displayName).toSorted();
    };
    expect(await names('eq: 0')).toEqual(['Ann Alpha']);
    expect(await names('lte: 1')).toEqual(['Ann Alpha', 'Bob Beta', 'Cy Gamma']);
    // Who is not connected is at no distance at all.
    expect(await names('gte: 3')).toEqual(['Eve Epsilon']);
    expect(await names('gte: 0', ', graph: { years: { from: 2018, to: 2018 } }')).toEqual([]);
    const { errors } = await corpus.ask('{ authors(where: { distance: { from: "nobody at all", hops: { eq: 1 } } }) { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { argument: 'where.distance.from' } }]);
  });
});

interface Suggested {
  readonly score: number;
  readonly witnessCount: number;
  readonly node: { readonly displayName: string };
  readonly witnesses: ReadonlyArray<{ readonly displayName: string }>;
}

describe('suggested collaborators', () => {
  const edges = (args: string) =>
    corpus.get<Suggested[]>('author.suggestedCollaborators.edges', ann(`suggestedCollaborators(${args}) { edges { score witnessCount node { displayName } witnesses(first: 5) { displayName } } }`));

  it('come with scores and witnesses', async () => {
    const found = await edges('method: RESOURCE_ALLOCATION');
    // Dee by Bob (of four collaborators) and Cy (of three); Wei by Bob alone.
    expect(found.map(({ node, score }) => [node.displayName, Math.round(score * 1e6)])).toEqual([['Dee Delta', Math.round(1e6 * (1 / 4 + 1 / 3))], ['Wei Wang', 250_000]]);
    // Bob and Cy are linked to Ann by two papers and one, to Dee by one each: a tie, by index.
    expect(found[0]).toMatchObject({ witnessCount: 2, witnesses: [{ displayName: 'Bob Beta' }, { displayName: 'Cy Gamma' }] });
    expect((await edges('method: PERSONALISED_PAGERANK')).map(({ node }) => node.displayName)).toContain('Eve Epsilon');
  });

  it('say how they were made', async () => {
    const answer = await corpus.get<unknown>('author.suggestedCollaborators', ann('suggestedCollaborators { method errorBound totalCount truncated { limit } nodes { displayName } graph { authorCount } pageInfo { hasNextPage } }'));
    expect(answer).toMatchObject({ method: 'ADAMIC_ADAR', errorBound: 0, totalCount: 2, truncated: null, graph: { authorCount: 10 }, pageInfo: { hasNextPage: false } });
  });

  it('follow the graph, and are nobody outside it', async () => {
    expect(await edges('graph: { years: { from: 2018, to: 2018 } }')).toEqual([]);
    expect((await edges('graph: { maxAuthors: 2 }')).map(({ node }) => node.displayName)).toEqual(['Dee Delta', 'Wei Wang']);
  });

  it('page on from a cursor of the same method and graph alone', async () => {
    const cursor = await corpus.get<string>('author.suggestedCollaborators.pageInfo.endCursor', ann('suggestedCollaborators(first: 1) { pageInfo { endCursor } }'));
    expect((await edges(`after: "${cursor}"`)).map(({ node }) => node.displayName)).toEqual(['Wei Wang']);
    expect((await corpus.ask(ann(`suggestedCollaborators(after: "${cursor}", method: JACCARD) { totalCount }`))).errors).toMatchObject([{ extensions: { argument: 'after' } }]);
    expect((await corpus.ask(ann('suggestedCollaborators { edges { witnesses(first: 201) { id } } }'))).errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } });
  });

  it('read everybody in batches, however many are suggested', async () => {
    const large = await servedCorpus(syntheticPapers({ papers: 450 }));
    const query = (first: number) => `{ authors(first: 3) { nodes { suggestedCollaborators(first: ${first}) { edges { node { displayName } witnesses { displayName } } } } } }`;
    await large.ask(query(2));
    const [narrow, wide] = [await large.ask(query(2)), await large.ask(query(25))];
    expect([...narrow.errors, ...wide.errors]).toEqual([]);
    expect(wide.reads).toEqual(narrow.reads);
  });
});

describe('their cost', () => {
  const schema = buildSchema(schemaText());
  const size = { papers: 100_000, authors: 150_000, authorships: 300_000, entries: () => 2_600_000, keepsGraph: () => false };
  const total = (query: string): number => {
    const document = parse(query);
    const { values, work } = costOf(schema, document, document.definitions[0] as OperationDefinitionNode, {}, size);
    return values + work;
  };
  const listed = (first: number, fields: string): string => `{ authors(first: ${first}) { nodes { ${fields} } } }`;

  it.each([
    'distances { reachedCount }',
    'distances { authors(distance: 3) { totalCount } }',
    'suggestedCollaborators { totalCount }',
    'suggestedCollaborators(method: PERSONALISED_PAGERANK) { totalCount }',
  ])('of %s counts once for every author of a list, and may be asked for alone', (fields) => {
    const one = total(listed(1, fields));
    expect(one).toBeGreaterThan(1_000);
    expect(one).toBeLessThan(MAX_COST / 4);
    expect(total(listed(10, fields))).toBeGreaterThan(9 * one);
  });

  it('of a list of walks is refused', () => {
    expect(total(listed(200, 'suggestedCollaborators(method: PERSONALISED_PAGERANK) { totalCount }'))).toBeGreaterThan(MAX_COST);
    expect(total('{ authors(where: { AND: [' + Array.from({ length: 90 }, (_, i) => `{ distance: { from: "A${i}", hops: { eq: 1 } } }`).join(' ') + '] }) { totalCount } }')).toBeGreaterThan(100_000);
  });
});
