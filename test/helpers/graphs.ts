/** Graphs for tests: built from edges or papers by plain maps (nothing of src/graph), and read from GML and edge lists. */
import { readFileSync } from 'node:fs';
import type { CsrGraph, Incidence, Selection } from '../../src/graph/types.js';
import { FLAG_AUTHOR_LIST_COMPLETE, FLAG_COUNTRY_KNOWN, FLAG_INTERNATIONAL, UNKNOWN, UNKNOWN_YEAR } from '../../src/graph/types.js';
import type { KernelInput, Parameters } from '../../src/metrics/metric.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';

/** What a metric reads, but its parameters. */
export type MetricInput = Omit<KernelInput, 'parameters'>;
/** [a, b] or [a, b, strength]; strength 1 unless given. */
export type Edge = readonly [number, number, number?];

export interface TestPaper {
  readonly authors: readonly number[];
  readonly year?: number;
  readonly citations?: number;
  /** True unless given. */
  readonly complete?: boolean;
  /** Number of countries that its affiliations name; 0 unless given. */
  readonly countries?: number;
  /** Kept by the selection; true unless given. */
  readonly kept?: boolean;
}

/** A simple graph; loops are dropped and of repeated edges the last one counts. */
export function csrFromEdges(nodeCount: number, edges: Iterable<Edge>, joint: (a: number, b: number) => number = () => 1): CsrGraph {
  const rows = Array.from({ length: nodeCount }, () => new Map<number, number>());
  for (const [a, b, strength = 1] of edges) {
    if (a === b) continue;
    rows[a].set(b, strength);
    rows[b].set(a, strength);
  }
  const sorted = rows.map((row, a) => [...row].toSorted(([x], [y]) => x - y).map(([b, strength]) => [a, b, strength] as const));
  const slots = sorted.flat();
  const offsets = new Uint32Array(nodeCount + 1);
  for (let node = 0; node < nodeCount; node++) offsets[node + 1] = offsets[node] + sorted[node].length;
  return {
    nodeCount,
    edgeCount: slots.length / 2,
    offsets,
    neighbours: Uint32Array.from(slots, ([, b]) => b),
    paperCount: Uint32Array.from(slots, ([a, b]) => joint(a, b)),
    strength: Float64Array.from(slots, ([, , strength]) => strength),
  };
}

/** A graph whose every edge is a paper of two authors, and every isolated node the author of a paper of its own. */
export function graphFromEdges(nodeCount: number, edges: readonly Edge[]): MetricInput {
  const graph = csrFromEdges(nodeCount, edges);
  const papers: TestPaper[] = [];
  for (let a = 0; a < nodeCount; a++) {
    if (graph.offsets[a] === graph.offsets[a + 1]) papers.push({ authors: [a] });
    for (let slot = graph.offsets[a]; slot < graph.offsets[a + 1]; slot++) {
      if (graph.neighbours[slot] > a) papers.push({ authors: [a, graph.neighbours[slot]] });
    }
  }
  return { graph, ...incidenceFromPapers(nodeCount, papers) };
}

/** Incidence, selection and the projection under FULL counting (or the strength that `perPair` gives a paper of k). */
export function inputFromPapers(authorCount: number, papers: readonly TestPaper[], perPair: (k: number) => number = () => 1): MetricInput {
  const { incidence, selection } = incidenceFromPapers(authorCount, papers);
  const strengths = new Map<string, number>();
  const joint = new Map<string, number>();
  for (const { authors, kept } of papers) {
    if (kept === false) continue;
    for (const a of authors) {
      for (const b of authors) {
        if (a >= b) continue;
        const key = `${selection.nodeOf[a]} ${selection.nodeOf[b]}`;
        strengths.set(key, (strengths.get(key) ?? 0) + perPair(authors.length));
        joint.set(key, (joint.get(key) ?? 0) + 1);
      }
    }
  }
  const edges = [...strengths].map(([key, strength]): Edge => {
    const [a, b] = key.split(' ').map(Number);
    return [a, b, strength];
  });
  const graph = csrFromEdges(selection.nodes.length, edges, (a, b) => joint.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? 0);
  return { graph, incidence, selection };
}

function offsetsOf(lists: readonly (readonly number[])[]): Uint32Array {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = offsets[i] + list.length));
  return offsets;
}

function incidenceFromPapers(authorCount: number, papers: readonly TestPaper[]): { incidence: Incidence; selection: Selection } {
  const papersOf = Array.from({ length: authorCount }, (): number[] => []);
  papers.forEach(({ authors }, paper) => authors.forEach((author) => papersOf[author].push(paper)));
  const keptAuthors = new Set(papers.filter(({ kept }) => kept !== false).flatMap(({ authors }) => authors));
  const nodes = Uint32Array.from([...keptAuthors].toSorted((a, b) => a - b));
  const nodeOf = new Int32Array(authorCount).fill(-1);
  nodes.forEach((author, node) => (nodeOf[author] = node));
  const authorLists = papers.map(({ authors }) => authors);
  return {
    incidence: {
      authorCount,
      paperCount: papers.length,
      paperOffsets: offsetsOf(authorLists),
      paperAuthors: Uint32Array.from(authorLists.flat()),
      authorOffsets: offsetsOf(papersOf),
      authorPapers: Uint32Array.from(papersOf.flat()),
      paperYear: Int16Array.from(papers, ({ year }) => year ?? UNKNOWN_YEAR),
      paperDate: Int32Array.from(papers, ({ year }) => (year === undefined || year === null ? UNKNOWN : year * 10_000)),
      paperType: new Int8Array(papers.length).fill(UNKNOWN),
      paperVenue: new Int32Array(papers.length).fill(UNKNOWN),
      paperFieldOffsets: new Uint32Array(papers.length + 1),
      paperFields: new Uint32Array(0),
      paperCitations: Int32Array.from(papers, ({ citations }) => citations ?? UNKNOWN),
      paperFlags: Uint8Array.from(
        papers,
        ({ complete, countries = 0 }) =>
          (complete === false ? 0 : FLAG_AUTHOR_LIST_COMPLETE) | (countries > 0 ? FLAG_COUNTRY_KNOWN : 0) | (countries > 1 ? FLAG_INTERNATIONAL : 0),
      ),
    },
    selection: {
      paperMask: Uint8Array.from(papers, ({ kept }) => (kept === false ? 0 : 1)),
      nodes,
      nodeOf,
      keptPapers: papers.filter(({ kept }) => kept !== false).length,
      hyperAuthoredExcluded: 0,
      incompleteAuthorLists: papers.filter(({ kept, complete }) => kept !== false && complete === false).length,
    },
  };
}

/** The values of a metric, by id. */
export function valuesOf(id: string, input: MetricInput, parameters: Parameters = {}): number[] {
  return [...runMetric(metricById(id), input, parameters).values];
}

/** The value of a NETWORK metric, by id. */
export function valueOf(id: string, input: MetricInput, parameters: Parameters = {}): number {
  return valuesOf(id, input, parameters)[0];
}

export interface GmlGraph {
  readonly labels: readonly string[];
  /** The other fields of each node, as written. */
  readonly fields: ReadonlyArray<Readonly<Record<string, string>>>;
  /** Between 0-based nodes; the strength is the edge's `value`. */
  readonly edges: readonly Edge[];
}

/** Reads the flat part of GML: `node [ … ]` and `edge [ … ]` with `key value` lines. */
export function readGml(path: string): GmlGraph {
  const nodes: Record<string, string>[] = [];
  const edges: Record<string, string>[] = [];
  let block: Record<string, string> = {};
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, key, quoted, bare] = line.match(/^\s*(\w+)(?:\s+(?:"(.*)"|(\S+)))?\s*$/) ?? [];
    if (key === 'node') nodes.push((block = {}));
    else if (key === 'edge') edges.push((block = {}));
    else if (key !== undefined) block[key] = quoted ?? bare ?? '';
  }
  const index = new Map(nodes.map(({ id }, i) => [id, i]));
  const nodeOf = (id: string): number => index.get(id) ?? Number.NaN;
  return {
    labels: nodes.map(({ label }) => label),
    fields: nodes,
    edges: edges.map(({ source, target, value }): Edge => [nodeOf(source), nodeOf(target), Number(value)]),
  };
}

/** Reads `a b` lines (comments start with #); nodes are numbered by first appearance. */
export function readEdgeList(path: string): { nodeCount: number; edges: Edge[]; loops: number } {
  const index = new Map<string, number>();
  const nodeOf = (name: string): number => {
    const node = index.get(name) ?? index.size;
    index.set(name, node);
    return node;
  };
  const edges = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Edge => {
      const [a, b] = line.trim().split(/\s+/);
      return [nodeOf(a), nodeOf(b)];
    });
  return { nodeCount: index.size, edges, loops: edges.filter(([a, b]) => a === b).length };
}
