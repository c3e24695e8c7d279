/** What was measured as one JSON value, in pieces: the whole may be longer than a string can be. */
import type { Measured, Failed } from './measure.js';
import type { Subject } from './subject.js';
import { edgeTable, stepsOf } from './tables.js';

const BATCH = 4096;

export interface JsonAnswer {
  readonly subject: Subject;
  readonly measured: readonly Measured[];
  readonly failed: readonly Failed[];
  /** Ids of metrics that were left out, being about papers. */
  readonly left: readonly string[];
  readonly notes: readonly string[];
  readonly threads: number;
  /** Version of this program. */
  readonly version: string;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Items of a JSON array, in batches. */
function* array(count: number, item: (i: number) => string): Generator<string> {
  yield '[';
  for (let from = 0; from < count; from += BATCH) {
    const items: string[] = [];
    for (let i = from; i < Math.min(count, from + BATCH); i += 1) items.push(item(i));
    yield `${from === 0 ? '' : ','}${items.join(',')}`;
  }
  yield ']';
}

const number = (value: number): string => (Number.isFinite(value) ? String(value) : 'null');

function* numbers(values: Float64Array | null): Generator<string> {
  if (values === null) yield 'null';
  else yield* array(values.length, (i) => number(values[i]));
}

function* nodes(subject: Subject): Generator<string> {
  const count = subject.input.selection.nodes.length;
  yield '[';
  for (let from = 0; from < count; from += BATCH) {
    yield `${from === 0 ? '' : ','}\n    ${subject.nodes(from, Math.min(count, from + BATCH)).map(({ id, label }) => JSON.stringify({ id, label })).join(',\n    ')}`;
  }
  yield '\n  ]';
}

function* metric(subject: Subject, measured: Measured): Generator<string> {
  const { metric: { id, scope, title, normalization }, parameters, output, seconds } = measured;
  const { values, normalized, method, iterations, converged, errorBound, standardError = null } = output;
  const head = JSON.stringify({ id, scope, title, parameters, method, iterations, converged, errorBound, standardError, normalization, seconds });
  yield `\n    ${head.slice(0, -1)}`;
  if (scope === 'NETWORK') {
    yield `,"value":${number(values[0])},"normalized":${number(normalized?.[0] ?? NaN)}}`;
    return;
  }
  if (scope === 'DISTRIBUTION') {
    const steps = stepsOf(measured);
    const column = (name: string, item: (i: number) => string) => [`,"${name}":`, ...array(steps.length, item)];
    yield* column('at', (i) => number(steps[i].at));
    yield* column('values', (i) => number(values[steps[i].place]));
    yield* column('normalized', (i) => number(normalized?.[steps[i].place] ?? NaN));
    yield '}';
    return;
  }
  yield ',"values":';
  if (scope === 'AUTHOR') yield* numbers(values);
  else {
    const { count, slot, back } = edgeTable(subject.input.graph);
    yield* array(count, (i) => number(values[slot[i]]));
    yield ',"valuesBack":';
    yield* array(count, (i) => number(values[back[i]]));
  }
  yield ',"normalized":';
  yield* scope === 'AUTHOR' ? numbers(normalized) : numbers(null);
  yield '}';
}

/**
 * The pieces of the answer. Values of authors stand in the order of `nodes`; values of collaborations in the order of
 * `edges` (pairs of places in `nodes`), `valuesBack` for the other direction; values of distributions in that of their `at`,
 * null for those of none; undefined values are null.
 */
export function* jsonAnswer({ subject, measured, failed, left, notes, threads, version, seconds }: JsonAnswer): Generator<string> {
  const head = { program: `coterie ${version}`, subject: { kind: subject.kind, name: subject.name }, graph: subject.facts };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "nodes": `;
  yield* nodes(subject);
  if (measured.some((each) => each.metric.scope === 'COLLABORATION')) {
    const { count, source, target } = edgeTable(subject.input.graph);
    yield ',\n  "edges": ';
    yield* array(count, (i) => `[${source[i]},${target[i]}]`);
  }
  yield ',\n  "metrics": [';
  for (const [place, each] of measured.entries()) {
    if (place > 0) yield ',';
    yield* metric(subject, each);
  }
  const tail = { failed: failed.map((each) => ({ id: each.metric.id, reason: each.reason })), aboutPapers: left, notes, threads, seconds };
  yield `\n  ],\n${JSON.stringify(tail, null, 2).slice(2)}\n`;
}
