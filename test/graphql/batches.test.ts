import { beforeAll, describe, expect, it } from 'vitest';
import { formatLedgerEntry } from '../../src/sources/jsonl-write.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(syntheticPapers({ papers: 900 }));
});

/** The most prolific author's collaborators, their papers, those papers' authors: thousands of objects. */
const NESTED = `query ($first: Int) {
  authors(first: 1) { nodes {
    displayName
    collaborators(first: $first) { edges { paperCount node {
      displayName
      metrics(ids: [DEGREE, BETWEENNESS, PAGERANK, CORE_NUMBER, LOCAL_CLUSTERING]) { value rank }
      papers(first: 5) { nodes { title abstract authors(first: 10) { nodes { displayName orcid } } authorships(first: 10) { nodes { rawName author { displayName } } } } }
    } } }
  } }
}`;

describe('reads of the store', () => {
  it('are one batch per kind and level of a nested query, however wide it is', async () => {
    await corpus.ask(NESTED, { first: 1 });
    const narrow = await corpus.ask(NESTED, { first: 4 });
    const wide = await corpus.ask(NESTED, { first: 25 });
    expect(wide.errors).toEqual([]);
    expect(JSON.stringify(wide.data).length).toBeGreaterThan(5 * JSON.stringify(narrow.data).length);
    // Authors: the root, its collaborators, the papers' authors. Details: of authors who are known by then, and of the others.
    expect(wide.reads).toEqual({ authors: 3, papers: 1, abstracts: 1, authorships: 1, authorDetails: 2 });
    expect(narrow.reads).toEqual(wide.reads);
  });

  it('are none for what is in memory', async () => {
    const { reads, errors } = await corpus.ask('{ corpus { paperCount graph { authorCount metrics(ids: [DENSITY]) { value } } } papers(first: 0) { totalCount groupBy(by: YEAR) { groupCount } } metrics { id } }');
    expect(errors).toEqual([]);
    expect(reads).toEqual({});
  });

  it.each([
    ['the default order', 'papers { nodes { title } }', { authors: 1, papers: 1 }],
    ['titles', 'papers(orderBy: [{ field: TITLE }]) { nodes { title } }', { authors: 1, papers: 1 }],
    ['mentions', 'mentions { nodes { rawName } }', { authors: 1, authorships: 1 }],
    // Of collaborators who are known by then, and of the others.
    ['joint papers', 'collaborators { edges { papers { nodes { title } } } }', { authors: 2, papers: 2 }],
    ['names', 'collaborators(orderBy: [{ field: NAME }]) { nodes { displayName } }', { authors: 2 }],
  ])('do not grow with the number of lists: %s', async (_, fields, expected) => {
    const { reads, errors } = await corpus.ask(`{ authors(first: 200) { nodes { ${fields} } } }`);
    expect(errors).toEqual([]);
    expect(reads).toEqual(expected);
  });

  it('read the ledger once, however many authors it joined', async () => {
    const families = ['Alpha', 'Beta', 'Gamma', 'Delta'];
    const joined = await servedCorpus(
      families.flatMap((family) => [paperRecord(`By Bob ${family}`, [`Bob ${family}`]), paperRecord(`By Robert ${family}`, [`Robert ${family}`])]),
      families.map((family) =>
        formatLedgerEntry({
          id: '', op: 'merge', names: [`Bob ${family}`, `Robert ${family}`], who: `a friend of ${family}`, when: '2026-01-01', why: 'to have entries',
          source: { format: 'coterie', file: 'records.jsonl', line: null, byte: null, retrievedAt: null, url: null },
        }),
      ),
    );
    const { data, reads } = await joined.ask('{ authors { nodes { identity { evidence { ledgerEntry { who } } } } } }');
    for (const family of families) expect(JSON.stringify(data)).toContain(`a friend of ${family}`);
    expect(reads).toEqual({ authors: 1, authorDetails: 1, ledger: 1 });
  });

  it('are shared by all ids of a request', async () => {
    const ids = (await corpus.get<Array<{ id: string }>>('authors.nodes', '{ authors(first: 50) { nodes { id } } }')).map(({ id }) => id);
    const { reads, errors } = await corpus.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors).toEqual([]);
    expect(reads).toMatchObject({ authorsByPublicId: 1, authors: 1 });
  });

  it('are as many for a page of 50 collaborators with five metrics each as for a page of one', async () => {
    const readsOf = async (first: number) => {
      const { errors, reads } = await corpus.ask(`{ authors(first: 1) { nodes { collaborators(first: ${first}) { edges { strength node { displayName metrics(ids: [DEGREE, BETWEENNESS, PAGERANK, CORE_NUMBER, LOCAL_CLUSTERING]) { value } } } } } } }`);
      expect(errors).toEqual([]);
      return reads;
    };
    const reads = await readsOf(50);
    expect(reads).toEqual({ authors: 2 });
    expect(await readsOf(1)).toEqual(reads);
  });
});
