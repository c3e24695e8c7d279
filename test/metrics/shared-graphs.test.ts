/**
 * The published co-authorship networks that lie beside the project (../shared/data/graphs): our values at a fixed
 * sample of nodes, and sums over all, beside those of two independent tools (data/reference/shared-graphs).
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../src/metrics/metric.js';
import { metricById } from '../../src/metrics/registry.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, readEdgeList, readGml, valueOf, valuesOf } from '../helpers/graphs.js';

const TABLES = 'data/reference/shared-graphs';
const GRAPHS = '../shared/data/graphs';
const TOOLS = ['igraph', 'graph-tool', 'networkx'] as const;
type Tool = (typeof TOOLS)[number];

interface Described {
  /** At the table's sample, in its order; null where undefined. */
  readonly sample: ReadonlyArray<number | null>;
  readonly sum: number;
  readonly squares: number;
  readonly largest: number;
  readonly undefined: number;
}

type Row = { readonly id: string; readonly parameters: Parameters } & { readonly [tool in Tool]?: Described };

interface Table {
  readonly file: string;
  readonly tools: Readonly<Record<Tool, string>>;
  /** Ids of nodes in the file. */
  readonly sample: readonly number[];
  readonly author: readonly Row[];
  readonly collaboration: readonly Row[];
  readonly network: ReadonlyArray<{ readonly id: string } & { readonly [tool in Tool]?: number }>;
  readonly distances: { readonly distances: readonly number[]; readonly unreachable: number };
}

const NAMES = ['netscience', 'erdos971', 'ca-GrQc', 'ca-HepTh'];
const tableOf = (name: string): Table => JSON.parse(readFileSync(`${TABLES}/${name}.json`, 'utf8')) as Table;

interface SharedGraph {
  readonly input: MetricInput;
  /** The node of an id of the file. */
  readonly nodeOf: (id: number) => number;
}

function readGraph({ file }: Table): SharedGraph {
  const path = `${GRAPHS}/${file}`;
  if (file.endsWith('.gml')) {
    const { labels, fields, edges } = readGml(path);
    const node = new Map(fields.map(({ id }, i) => [Number(id), i]));
    const isWeighted = edges.every(([, , strength = NaN]) => strength > 0);
    return { input: graphFromEdges(labels.length, edges.map(([a, b, strength]): Edge => [a, b, isWeighted ? strength : 1])), nodeOf: (id) => node.get(id) ?? -1 };
  }
  const { nodeCount, edges } = readEdgeList(path);
  const node = new Map<number, number>();
  for (const word of readFileSync(path, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).flatMap((line) => line.trim().split(/\s+/))) {
    if (!node.has(Number(word))) node.set(Number(word), node.size);
  }
  return { input: graphFromEdges(nodeCount, edges), nodeOf: (id) => node.get(id) ?? -1 };
}

/** Tools stop their iterations earlier than we do. */
const toleranceOf = (id: string): number => (id === 'EIGENVECTOR' || id === 'PAGERANK' ? 1e-7 : 1e-9);

/** What differs, a line each. */
function differences(found: Described, expected: Described, tolerance: number): string[] {
  const scale = Math.max(expected.largest, 1e-6);
  const isNear = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= tolerance * size;
  const sampled = expected.sample.flatMap((value, i) => {
    const own = found.sample[i];
    return own === value || (own !== null && value !== null && isNear(own, value, scale)) ? [] : [`sample ${i}: ${own} beside ${value}`];
  });
  const totals = (['sum', 'squares', 'largest'] as const).flatMap((name) => (isNear(found[name], expected[name], Math.max(expected[name], 1e-6)) ? [] : [`${name}: ${found[name]} beside ${expected[name]}`]));
  return [...sampled, ...totals, ...(found.undefined === expected.undefined ? [] : [`${found.undefined} undefined beside ${expected.undefined}`])];
}

function described(values: readonly number[], sample: readonly number[]): Described {
  const defined = values.filter((value) => !Number.isNaN(value));
  return {
    sample: sample.map((node) => (Number.isNaN(values[node]) ? null : values[node])),
    sum: defined.reduce((sum, value) => sum + value, 0),
    squares: defined.reduce((sum, value) => sum + value * value, 0),
    largest: defined.reduce((most, value) => Math.max(most, value), -Infinity),
    undefined: values.length - defined.length,
  };
}

/** Each edge's value once. */
function onceEach({ graph }: MetricInput, values: readonly number[]): number[] {
  const once: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) if (graph.neighbours[slot] > node) once.push(values[slot]);
  }
  return once;
}

const titleOf = ({ id, parameters }: Row): string => [id, ...Object.values(parameters).map(String)].join(' ');
const toolsOf = (row: { readonly [tool in Tool]?: unknown }): Tool[] => TOOLS.filter((tool) => row[tool] !== undefined);

it('every row is by two tools, whose versions are named', () => {
  for (const name of NAMES) {
    const { author, collaboration, network, tools } = tableOf(name);
    expect(Object.keys(tools)).toEqual([...TOOLS]);
    for (const row of [...author, ...collaboration, ...network]) expect(toolsOf(row)).toHaveLength(2);
    for (const { id } of [...author, ...collaboration, ...network]) expect(metricById(id).id).toBe(id);
  }
});

describe.each(NAMES)('%s', (name) => {
  const table = tableOf(name);
  const present = existsSync(`${GRAPHS}/${table.file}`);
  const { input, nodeOf }: SharedGraph = present ? readGraph(table) : { input: graphFromEdges(0, []), nodeOf: () => -1 };
  const missing = present ? '' : ` (skipped: ${GRAPHS}/${table.file} is not there)`;

  it.skipIf(!present).each(table.author.map((row) => ({ title: titleOf(row), row })))(`$title${missing}`, { timeout: 60_000 }, ({ row }) => {
    const found = described(valuesOf(row.id, input, row.parameters), table.sample.map(nodeOf));
    for (const tool of toolsOf(row)) expect({ tool, differs: differences(found, row[tool] as Described, toleranceOf(row.id)) }).toEqual({ tool, differs: [] });
  });

  it.skipIf(!present).each(table.collaboration.map((row) => ({ title: titleOf(row), row })))(`$title${missing}`, { timeout: 60_000 }, ({ row }) => {
    const found = described(onceEach(input, valuesOf(row.id, input, row.parameters)), []);
    for (const tool of toolsOf(row)) expect({ tool, differs: differences(found, row[tool] as Described, toleranceOf(row.id)) }).toEqual({ tool, differs: [] });
  });

  it.skipIf(!present).each(table.network.map((row) => ({ title: row.id, row })))(`$title${missing}`, ({ row }) => {
    const found = valueOf(row.id, input);
    const expected = toolsOf(row).map((tool) => row[tool] as number);
    expect(deviations(expected.map(() => found), expected)).toEqual([]);
  });

  it.skipIf(!present)(`DISTANCE_DISTRIBUTION${missing}`, () => {
    expect(valuesOf('DISTANCE_DISTRIBUTION', input)).toEqual([table.distances.unreachable, ...table.distances.distances]);
  });
});
