/** The graphs of the benchmarks: generated ones by name, and network files. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { CsrGraph } from '../../src/graph/types.js';
import type { ShapeName } from '../../src/synthetic/options.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { graphFromEdges, readEdgeList, readGml } from '../helpers/graphs.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';

/** Papers of a generated corpus by how many authors it comes to, about. */
const SIZES: Readonly<Record<string, number>> = { '1k': 2_000, '5k': 9_500, '20k': 38_000, '50k': 95_000, '100k': 190_000, '300k': 565_000, '4M': 7_600_000 };
/** Authors per paper differ by shape. */
const SHAPES: Readonly<Record<string, { readonly shape: ShapeName; readonly papersPerSize: number }>> = {
  '': { shape: 'DBLP', papersPerSize: 1 },
  '-condmat': { shape: 'CONDMAT', papersPerSize: 0.71 },
  '-hyper': { shape: 'HYPER', papersPerSize: 0.8 },
};
const FILES = path.resolve(import.meta.dirname, '../../../shared/data/graphs');

/** The projection's own limit guards servers; here everything is built. */
const MOST_ENTRIES = 2 ** 32 - 1;

export interface BenchGraph {
  readonly name: string;
  readonly input: MetricInput;
  /** How long it took to have it, in words. */
  readonly made: string;
}

/** Names of all generated graphs. */
export const GENERATED: readonly string[] = Object.keys(SIZES).flatMap((size) => Object.keys(SHAPES).map((suffix) => size + suffix));

function generated(name: string): BenchGraph {
  const [, size = '', suffix = ''] = /^([0-9]+[kM])(.*)$/.exec(name) ?? [];
  const { shape, papersPerSize } = SHAPES[suffix];
  const papers = Math.round(SIZES[size] * papersPerSize);
  const started = performance.now();
  const incidence = syntheticIncidence({ papers, shape });
  const grown = performance.now();
  const graph = project(incidence, DEFAULT_SPEC, undefined, { maxEntries: MOST_ENTRIES });
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(2)} s`;
  return { name, input: { incidence, selection: graph, graph }, made: `generated in ${seconds(started, grown)} (${papers} papers, shape ${shape}, seed 1), projected in ${seconds(grown, performance.now())}` };
}

function fromGml(file: string): { nodeCount: number; edges: readonly Edge[] } {
  const { labels, edges } = readGml(file);
  return { nodeCount: labels.length, edges };
}

function fromFile(file: string): BenchGraph {
  const started = performance.now();
  const { nodeCount, edges } = file.endsWith('.gml') ? fromGml(file) : readEdgeList(file);
  return { name: path.basename(file), input: graphFromEdges(nodeCount, edges), made: `read from ${file} in ${((performance.now() - started) / 1000).toFixed(2)} s` };
}

const isFile = (name: string): boolean => /\.(?:txt|gml)$/.test(name);

/** Throws a RangeError for a name that is neither a generated graph nor that of a network file. */
export function requireGraphs(names: readonly string[]): void {
  const unknown = names.find((name) => !GENERATED.includes(name) && !isFile(name));
  if (unknown !== undefined) throw new RangeError(`there is no graph "${unknown}"; there are ${GENERATED.join(', ')}, and files *.txt (SNAP edge lists) and *.gml`);
}

/**
 * The graph of a name: a generated one (see GENERATED), or a SNAP edge list or GML file, by its path or by its name among the
 * shared data. Null where such a file is not there. Throws a RangeError for what is neither.
 */
export function graphNamed(name: string): BenchGraph | null {
  requireGraphs([name]);
  if (!isFile(name)) return generated(name);
  const file = [name, path.join(FILES, name)].find((candidate) => existsSync(candidate));
  return file === undefined ? null : fromFile(file);
}

/** The largest component, with the strengths that its papers give under full counting. */
export function giantOf({ incidence }: MetricInput): MetricInput {
  const graph = project(incidence, { ...DEFAULT_SPEC, component: 'GIANT' }, undefined, { maxEntries: MOST_ENTRIES });
  return { incidence, selection: graph, graph };
}

/** The same graph with strengths rounded up to powers of two, whose costs have exact sums. O(m). */
export function withExactCosts(input: MetricInput): MetricInput {
  const strength = input.graph.strength.map((value) => 2 ** Math.ceil(Math.log2(value)));
  return { ...input, graph: { ...input.graph, strength } };
}

/** Writes each edge once, as the protocol of the peers wants it. O(n + m). */
export function writeEdges(file: string, { nodeCount, edgeCount, offsets, neighbours, strength }: CsrGraph): void {
  const buffer = new ArrayBuffer(edgeCount * 16);
  const source = new Uint32Array(buffer, 0, edgeCount);
  const target = new Uint32Array(buffer, edgeCount * 4, edgeCount);
  const weight = new Float64Array(buffer, edgeCount * 8, edgeCount);
  let edge = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot += 1) {
      if (neighbours[slot] <= node) continue;
      source[edge] = node;
      target[edge] = neighbours[slot];
      weight[edge++] = strength[slot];
    }
  }
  writeFileSync(file, new Uint8Array(buffer));
}
