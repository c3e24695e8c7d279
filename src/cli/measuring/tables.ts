/** What was measured as tables of full-precision numbers, and as CSV (RFC 4180, lines ended by LF). */
import type { CsrGraph } from '../../graph/types.js';
import { isSameValue } from '../../metrics/same-value.js';
import type { Measured } from './measure.js';
import type { NodeRow, Subject } from './subject.js';

/** Rows that are named and written at a time. */
const BATCH = 4096;

/** A number to its last digit in the shortest form; empty where undefined. */
function cell(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface ValueColumn {
  readonly title: string;
  at(row: number): number;
}

function columnsOf(measured: readonly Measured[], withNormalized: boolean): ValueColumn[] {
  return measured.flatMap(({ metric, output }) => {
    const title = metric.id.toLowerCase();
    const { values, normalized } = output;
    const raw = { title, at: (row: number) => values[row] };
    return withNormalized && normalized !== null ? [raw, { title: `${title}_normalized`, at: (row: number) => normalized[row] }] : [raw];
  });
}

/** One row per node: id, label, a column per metric. */
export function* authorCsv(subject: Subject, measured: readonly Measured[], withNormalized: boolean): Generator<string> {
  const columns = columnsOf(measured, withNormalized);
  yield `${['id', 'label', ...columns.map(({ title }) => title)].join(',')}\n`;
  const count = subject.input.selection.nodes.length;
  for (let from = 0; from < count; from += BATCH) {
    const rows = subject.nodes(from, Math.min(count, from + BATCH));
    yield rows.map(({ id, label }, i) => `${[quotedCell(id), quotedCell(label), ...columns.map((column) => cell(column.at(from + i)))].join(',')}\n`).join('');
  }
}

/** One row per metric: its name, value and normalised value. */
export function* networkCsv(measured: readonly Measured[]): Generator<string> {
  yield 'metric,value,normalized\n';
  for (const { metric, output } of measured) yield `${metric.id.toLowerCase()},${cell(output.values[0])},${cell(output.normalized?.[0] ?? NaN)}\n`;
}

/** What the values of a distribution are of, in ascending order: 1, 2, …, and infinity for those of none, which stand at 0. */
export function stepsOf({ output: { values } }: Measured): Array<{ readonly at: number; readonly place: number }> {
  const steps = Array.from({ length: values.length - 1 }, (_, i) => ({ at: i + 1, place: i + 1 }));
  return [...steps, { at: Infinity, place: 0 }];
}

/** One row per metric and step: its name, the step (inf for none), how many, and the share. */
export function* distributionCsv(measured: readonly Measured[]): Generator<string> {
  yield 'metric,at,value,normalized\n';
  for (const each of measured) {
    const { values, normalized } = each.output;
    for (const { at, place } of stepsOf(each)) yield `${each.metric.id.toLowerCase()},${at === Infinity ? 'inf' : at},${cell(values[place])},${cell(normalized?.[place] ?? NaN)}\n`;
  }
}

/** Calls `visit` with each edge a < b and its two slots, the one of a's row first. O(n + m). */
function eachEdge({ nodeCount, offsets, neighbours }: CsrGraph, visit: (a: number, b: number, slot: number, back: number) => void): void {
  // Rows are walked in ascending order, so the entry of (b, a) is the next unvisited one of row b.
  const cursor = offsets.slice(0, -1);
  for (let a = 0; a < nodeCount; a += 1) {
    for (let slot = offsets[a]; slot < offsets[a + 1]; slot += 1) {
      const b = neighbours[slot];
      const back = cursor[b]++;
      if (b > a) visit(a, b, slot, back);
    }
  }
}

/** Edges as parallel arrays: ends, and the slot of either direction. */
export interface EdgeTable {
  readonly count: number;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly slot: Uint32Array;
  readonly back: Uint32Array;
}

export function edgeTable(graph: CsrGraph): EdgeTable {
  const [source, target, slot, back] = [0, 0, 0, 0].map(() => new Uint32Array(graph.edgeCount)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let count = 0;
  eachEdge(graph, (a, b, there, here) => {
    source[count] = a;
    target[count] = b;
    slot[count] = there;
    back[count] = here;
    count += 1;
  });
  return { count, source, target, slot, back };
}

/** Whether an array per slot says the same of both directions of every edge, but for rounding. */
export function isSymmetric(values: Float64Array, { count, slot, back }: EdgeTable): boolean {
  for (let i = 0; i < count; i += 1) {
    const [there, here] = [values[slot[i]], values[back[i]]];
    if (!isSameValue(there, here) && !(Number.isNaN(there) && Number.isNaN(here))) return false;
  }
  return true;
}

/** One row per edge: its ends, a column per metric, or two where a metric differs by direction. */
export function* collaborationCsv(subject: Subject, measured: readonly Measured[]): Generator<string> {
  const edges = edgeTable(subject.input.graph);
  const columns = measured.flatMap(({ metric, output: { values } }): ValueColumn[] => {
    const title = metric.id.toLowerCase();
    const there = { title, at: (row: number) => values[edges.slot[row]] };
    return isSymmetric(values, edges) ? [there] : [there, { title: `${title}_back`, at: (row) => values[edges.back[row]] }];
  });
  yield `${['source', 'target', 'source_label', 'target_label', ...columns.map(({ title }) => title)].join(',')}\n`;
  const names = namesInBatches(subject);
  for (let from = 0; from < edges.count; from += BATCH) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(edges.count, from + BATCH); row += 1) {
      const [a, b] = [names(edges.source[row]), names(edges.target[row])];
      lines.push(`${[quotedCell(a.id), quotedCell(b.id), quotedCell(a.label), quotedCell(b.label), ...columns.map((column) => cell(column.at(row)))].join(',')}\n`);
    }
    yield lines.join('');
  }
}

/** Names of single nodes, read a batch at a time and kept. */
export function namesInBatches(subject: Subject): (node: number) => NodeRow {
  const count = subject.input.selection.nodes.length;
  const batches = new Map<number, NodeRow[]>();
  return (node) => {
    const from = node - (node % BATCH);
    let rows = batches.get(from);
    if (rows === undefined) batches.set(from, (rows = subject.nodes(from, Math.min(count, from + BATCH))));
    return rows[node - from];
  };
}
