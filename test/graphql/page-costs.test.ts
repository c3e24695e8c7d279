/** What the explorer's pages ask at most fits the limits, on a corpus of 100,000 papers and on one of three million, and answers. */
import { buildSchema, print, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CorpusSize } from '../../src/graphql/corpus-size.js';
import { costOf } from '../../src/graphql/cost.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH } from '../../src/graphql/limits.js';
import { shapeOf } from '../../src/graphql/query-limits.js';
import { schemaText } from '../../src/graphql/schema.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ALL, ASKED, FILES, GRAPH, LARGEST, OPERATIONS, operationOf, standInsOf } from './page-operations.js';

const schema = buildSchema(schemaText());
const LARGE: CorpusSize = { papers: 100_000, authors: 150_000, authorships: 300_000, keepsGraph: () => false, entries: () => 2_600_000 };
const HUGE: CorpusSize = { papers: 3_000_000, authors: 1_000_000, authorships: 9_000_000, keepsGraph: () => false, entries: () => 30_000_000 };

/** The same question of the graph of all papers. */
function overAllPapers(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value === GRAPH ? null : value]));
}

describe('the operations of the pages', () => {
  it('have names that no two of them share', () => {
    const names = ALL.definitions.flatMap((definition) => ('name' in definition && definition.name ? [definition.name.value] : []));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names).toHaveLength(ALL.definitions.length);
    expect(FILES.length).toBeGreaterThan(10);
  });

  it('are each asked here with the most that pages ask', () => {
    const withVariables = Object.entries(OPERATIONS).filter(([, document]) => (operationOf(document)?.variableDefinitions ?? []).length > 0).map(([name]) => name);
    expect(withVariables.filter((name) => LARGEST[name] === undefined)).toEqual([]);
    expect(Object.keys(LARGEST).filter((name) => OPERATIONS[name] === undefined)).toEqual([]);
  });
});

describe.each(ASKED)('%s', (_, document, variables) => {
  // A graph of one's own of three million papers is more than a page may ask: the server says so, and what would fit.
  it.each([['100,000 papers', LARGE, variables], ['three million papers', HUGE, overAllPapers(variables)]] as const)('fits the limits on %s', (__, size, told) => {
    const { values, work } = costOf(schema, document, operationOf(document) as OperationDefinitionNode, told, size);
    expect(values + work).toBeLessThanOrEqual(MAX_COST);
    const { depth, aliases } = shapeOf(document);
    expect([depth <= MAX_DEPTH, aliases <= MAX_ALIASES]).toEqual([true, true]);
  });
});

describe('on a corpus', () => {
  let corpus: ServedCorpus;
  let told: Awaited<ReturnType<typeof standInsOf>>;
  beforeAll(async () => {
    corpus = await servedCorpus(syntheticPapers({ papers: 400 }));
    told = await standInsOf(corpus);
  }, 60_000);

  it.each(ASKED)('%s answers without an error', async (_, document, variables) => {
    const { errors, data } = await corpus.ask(print(document), told(variables));
    expect([errors, corpus.logged]).toEqual([[], []]);
    expect(Object.values(data ?? {})).not.toContain(null);
  });
});
