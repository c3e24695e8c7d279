/** graphology with graphology-metrics as a peer, by the protocol of protocol.py. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { UndirectedGraph } from '../../../src/graph/graphology-modules.js';

const require = createRequire(import.meta.url);

type Graph = InstanceType<typeof UndirectedGraph<Record<string, never>, { strength: number; cost: number }>>;
type ByNode = Readonly<Record<string, number>>;
type Metric = (graph: Graph, options: Readonly<Record<string, unknown>>) => ByNode;
type Numbers = Readonly<Record<string, number>>;

const metric = (name: string): Metric => require(name) as Metric;
const betweenness = metric('graphology-metrics/centrality/betweenness');
const closeness = metric('graphology-metrics/centrality/closeness');
const pagerank = metric('graphology-metrics/centrality/pagerank');
const eigenvector = metric('graphology-metrics/centrality/eigenvector');
const louvain = metric('graphology-communities-louvain');

/** Tolerances are multiplied by the number of nodes before they bound the sum of absolute changes. */
const CALLS: Readonly<Record<string, (graph: Graph, parameters: Numbers) => ByNode>> = {
  betweenness: (graph) => betweenness(graph, { normalized: false, getEdgeWeight: null }),
  'betweenness-cost': (graph) => betweenness(graph, { normalized: false, getEdgeWeight: 'cost' }),
  closeness: (graph) => closeness(graph, { wassermanFaust: true }),
  pagerank: (graph, { damping, tolerance }) => pagerank(graph, { alpha: damping, tolerance: tolerance / graph.order, maxIterations: 10_000, getEdgeWeight: 'strength' }),
  eigenvector: (graph, { tolerance }) => eigenvector(graph, { tolerance: tolerance / graph.order, maxIterations: 10_000, getEdgeWeight: null }),
  louvain: (graph) => louvain(graph, { getEdgeWeight: 'strength', rng: seeded(1) }),
};

/** A small generator of its own (mulberry32), so that the peer shares nothing with what it is held against. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function load(file: string, nodeCount: number, edgeCount: number): Graph {
  const bytes = readFileSync(file);
  // A copy: what readFileSync gives need not start at a multiple of 8.
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const sources = new Uint32Array(buffer, 0, edgeCount);
  const targets = new Uint32Array(buffer, edgeCount * 4, edgeCount);
  const strengths = new Float64Array(buffer, edgeCount * 8, edgeCount);
  const graph: Graph = new UndirectedGraph();
  for (let node = 0; node < nodeCount; node += 1) graph.addNode(node);
  for (let edge = 0; edge < edgeCount; edge += 1) {
    graph.addEdge(sources[edge], targets[edge], { strength: strengths[edge], cost: 1 / strengths[edge] });
  }
  return graph;
}

interface Request {
  readonly op: 'load' | 'run';
  readonly file: string;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly metric: string;
  readonly parameters: Numbers;
  readonly out: string;
}

let graph: Graph | null = null;

function perform(request: Request): number {
  const started = performance.now();
  if (request.op === 'load') {
    graph = load(request.file, request.nodeCount, request.edgeCount);
    return performance.now() - started;
  }
  const held = graph;
  if (held === null) throw new Error('no graph is loaded');
  const found = CALLS[request.metric](held, request.parameters);
  const milliseconds = performance.now() - started;
  writeFileSync(request.out, Float64Array.from({ length: held.order }, (_, node) => found[node]));
  return milliseconds;
}

const answer = (message: unknown): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const { version } = require('graphology-metrics/package.json') as { version: string };
answer({ tool: 'graphology', version, metrics: Object.keys(CALLS) });
createInterface({ input: process.stdin }).on('line', (line) => {
  try {
    answer({ seconds: perform(JSON.parse(line) as Request) / 1000 });
  } catch (error) {
    answer({ error: String(error) });
  }
});
