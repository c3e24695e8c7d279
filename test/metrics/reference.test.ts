/** Every table of data/reference: our values beside those of two independent tools. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { louvain } from '../../src/metrics/community/louvain.js';
import { modularity } from '../../src/metrics/community/modularity.js';
import type { Parameters } from '../../src/metrics/metric.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges, inputFromPapers, valueOf, valuesOf } from '../helpers/graphs.js';

const FOLDER = 'data/reference';
const TOOLS = ['networkx', 'igraph'] as const;

type Row<Values> = { readonly id: string; readonly parameters: Parameters } & { readonly [tool in (typeof TOOLS)[number]]: Values | null };
type ByTool = { readonly [tool in (typeof TOOLS)[number]]: number };

interface ReferenceTable {
  readonly tools: Readonly<Record<string, string>>;
  readonly labels: readonly string[];
  readonly edges: readonly Edge[];
  readonly papers?: readonly (readonly number[])[];
  readonly author: readonly Row<readonly (number | null)[]>[];
  readonly network: readonly Row<number>[];
  readonly collaboration: readonly Row<readonly number[]>[];
  readonly communities: {
    readonly labels: readonly number[];
    readonly weighted: ByTool;
    readonly unweighted: ByTool;
    readonly resolution2: ByTool;
    readonly louvainOfTwentySeeds: { readonly lowest: number; readonly median: number; readonly highest: number };
    readonly igraphMultilevel: number;
  };
}

function readTable(name: string): ReferenceTable {
  return JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')) as ReferenceTable;
}

/** Tools stop their iterations earlier than we do: eigenvectors and PageRank agree to nine digits, the rest to eleven. */
const tolerance = (id: string): number => (id === 'EIGENVECTOR' || id === 'PAGERANK' ? 1e-8 : 1e-10);

const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));

it('there are reference tables, each with its tools', () => {
  expect(names).toEqual(['davis', 'florentine', 'karate', 'les-miserables', 'pieces']);
  for (const name of names) expect(Object.keys(readTable(name).tools)).toEqual([...TOOLS]);
});

describe.each(names)('%s', (name) => {
  const table = readTable(name);
  const input =
    table.papers === undefined
      ? graphFromEdges(table.labels.length, table.edges)
      : inputFromPapers(table.labels.length, table.papers.map((authors) => ({ authors })), (k) => 1 / (k - 1));
  const byTool = <V>(rows: readonly Row<V>[]): { title: string; row: Row<V>; expected: V }[] =>
    rows.flatMap((row) =>
      TOOLS.flatMap((tool) => {
        const expected = row[tool];
        return expected === null ? [] : [{ title: `${row.id} ${Object.values(row.parameters).join(' ')} as ${tool}`, row, expected }];
      }),
    );

  it.each(byTool(table.author))('$title', ({ row, expected }) => {
    const values = valuesOf(row.id, input, row.parameters);
    expect(deviations(values, expected, { tolerance: tolerance(row.id), name: (node) => table.labels[node] })).toEqual([]);
  });

  it.each(byTool(table.network))('$title', ({ row, expected }) => {
    expect(valueOf(row.id, input, row.parameters)).toBeCloseTo(expected, 11);
  });

  it.each(byTool(table.collaboration))('$title', ({ row, expected }) => {
    const values = valuesOf(row.id, input, row.parameters);
    const slotOf = new Map<string, number>();
    for (let a = 0; a < input.graph.nodeCount; a++) {
      for (let slot = input.graph.offsets[a]; slot < input.graph.offsets[a + 1]; slot++) slotOf.set(`${a} ${input.graph.neighbours[slot]}`, slot);
    }
    table.edges.forEach(([a, b], i) => {
      const bothWays = [slotOf.get(`${a} ${b}`), slotOf.get(`${b} ${a}`)].map((slot) => values[slot ?? -1]);
      expect(deviations(bothWays, [expected[i], expected[i]])).toEqual([]);
    });
  });

  it.each(TOOLS)('modularity of a given partition as %s', (tool) => {
    const { labels, weighted, unweighted, resolution2 } = table.communities;
    expect(modularity(input.graph, labels, { weighted: true, resolution: 1 })).toBeCloseTo(weighted[tool], 11);
    expect(modularity(input.graph, labels, { weighted: false, resolution: 1 })).toBeCloseTo(unweighted[tool], 11);
    expect(modularity(input.graph, labels, { weighted: true, resolution: 2 })).toBeCloseTo(resolution2[tool], 11);
  });

  it('Louvain finds communities as good as networkx and igraph do', () => {
    const { lowest, median, highest } = table.communities.louvainOfTwentySeeds;
    const found = Array.from({ length: 20 }, (_, seed) => louvain(input.graph, { seed, resolution: 1, weighted: true }).modularity).toSorted((a, b) => a - b);
    expect(found[0]).toBeGreaterThanOrEqual(lowest - 0.02);
    expect(found[10]).toBeGreaterThanOrEqual(median - 0.005);
    expect(found[19]).toBeGreaterThanOrEqual(highest - 0.002);
    expect(found[10]).toBeGreaterThanOrEqual(table.communities.igraphMultilevel - 0.01);
  });
});
