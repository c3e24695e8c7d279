/** What was measured as people read it at a terminal: the head of a ranking, and figures of the whole. */
import type { KernelOutput, MetricDescriptor, MetricScope, Parameters } from '../../metrics/metric.js';
import { formatNumber, tableLines, type Column } from '../output.js';
import type { Measured } from './measure.js';
import type { Subject } from './subject.js';
import { edgeTable, namesInBatches, stepsOf } from './tables.js';

/** Columns of values that fit beside a name. */
const MAX_COLUMNS = 5;

/** The places of the `most` largest values, largest first, ties by place; undefined ones last. O(n log most). */
function largest(count: number, most: number, valueOf: (i: number) => number): number[] {
  const rank = (i: number): number => (Number.isNaN(valueOf(i)) ? -Infinity : valueOf(i));
  const comesBefore = (a: number, b: number): number => rank(b) - rank(a) || a - b;
  let kept: number[] = [];
  for (let i = 0; i < count; i += 1) {
    kept.push(i);
    if (kept.length >= 4 * most + 64) kept = kept.sort(comesBefore).slice(0, most);
  }
  return kept.sort(comesBefore).slice(0, most);
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function hiddenColumns(measured: readonly Measured[]): string[] {
  const hidden = measured.slice(MAX_COLUMNS).map(({ metric }) => metric.id.toLowerCase());
  return hidden.length === 0 ? [] : [`not shown for want of room: ${hidden.join(', ')} (-o FILE writes all)`];
}

function authorLines(subject: Subject, measured: readonly Measured[], top: number): string[] {
  const count = subject.input.selection.nodes.length;
  const shown = largest(count, top, (i) => measured[0].output.values[i]);
  const name = namesInBatches(subject);
  const rows = shown.map((node) => ({ node, ...name(node) }));
  const hasLabels = rows.some(({ id, label }) => id !== label);
  const seen = measured.slice(0, MAX_COLUMNS);
  const columns: Column[] = [{ title: 'label' }, ...(hasLabels ? [{ title: 'id' }] : []), ...seen.map(({ metric }): Column => ({ title: metric.title, align: 'right' }))];
  const cells = rows.map(({ node, id, label }) => [label, ...(hasLabels ? [id] : []), ...seen.map(({ output }) => formatNumber(finite(output.values[node])))]);
  return [
    ...tableLines(columns, cells),
    '',
    `${formatNumber(shown.length)} of ${formatNumber(count)} nodes shown, by ${measured[0].metric.title.toLowerCase()}, the largest value first`,
    ...hiddenColumns(measured),
  ];
}

function collaborationLines(subject: Subject, measured: readonly Measured[], top: number): string[] {
  const edges = edgeTable(subject.input.graph);
  const shown = largest(edges.count, top, (i) => measured[0].output.values[edges.slot[i]]);
  const name = namesInBatches(subject);
  const seen = measured.slice(0, MAX_COLUMNS);
  const columns: Column[] = [{ title: 'one' }, { title: 'other' }, ...seen.map(({ metric }): Column => ({ title: metric.title, align: 'right' }))];
  const cells = shown.map((i) => [name(edges.source[i]).label, name(edges.target[i]).label, ...seen.map(({ output }) => formatNumber(finite(output.values[edges.slot[i]])))]);
  return [
    ...tableLines(columns, cells),
    '',
    `${formatNumber(shown.length)} of ${formatNumber(edges.count)} edges shown, by ${measured[0].metric.title.toLowerCase()}, the largest value first`,
    ...hiddenColumns(measured),
  ];
}

/** Figures of the whole network, one per line. */
export function networkLines(measured: readonly Measured[]): string[] {
  const width = Math.max(0, ...measured.map(({ metric }) => metric.title.length));
  return measured.map(({ metric, output }) => `${metric.title.padEnd(width)}  ${formatNumber(finite(output.values[0]))}`);
}

/** Distributions: how many at each step, one per line, those of none last. */
export function distributionLines(measured: readonly Measured[]): string[] {
  return measured.flatMap((each) => {
    const { values, normalized } = each.output;
    const rows = stepsOf(each).map(({ at, place }) => [at === Infinity ? 'not connected' : String(at), formatNumber(finite(values[place])), formatNumber(normalized === null ? null : finite(normalized[place]))]);
    return [`${each.metric.title}:`, ...tableLines([{ title: 'hops', align: 'right' }, { title: 'pairs', align: 'right' }, { title: 'share', align: 'right' }], rows)];
  });
}

/** How much a normalised value of 1 is as a value; null where that can't be told. O(n). */
export function perNormalizedOf({ values, normalized }: Pick<KernelOutput, 'values' | 'normalized'>): number | null {
  const place = normalized?.findIndex((value) => value > 0) ?? -1;
  return normalized === null || place < 0 ? null : values[place] / normalized[place];
}

/** How values that are not exact were made, and how far off they may be; null for exact ones. `perNormalized`: see perNormalizedOf. */
export function estimateText(
  { normalization }: MetricDescriptor,
  { method, errorBound, standardError, perNormalized = null }: Pick<KernelOutput, 'method' | 'errorBound' | 'standardError'> & { readonly perNormalized?: number | null },
  { delta }: Parameters,
): string | null {
  if (method === 'SKETCHED') return `sketched, with a relative standard deviation of about ${formatNumber(standardError ?? null)} and no bound of the error`;
  if (method === 'SAMPLED') {
    const bound = normalization === null || errorBound === null || perNormalized === null ? '' : `${formatNumber(errorBound * perNormalized)}, `;
    return `sampled; with probability ${formatNumber(1 - Number(delta))} no value is off by more than ${bound}${normalization === null ? '' : 'normalised '}${formatNumber(errorBound)}`;
  }
  return null;
}

/** How the values were made, where that is more than "exactly". */
export function methodLines(measured: readonly Measured[]): string[] {
  return measured.flatMap(({ metric, parameters, output }) => {
    const estimate = estimateText(metric, { ...output, perNormalized: perNormalizedOf(output) }, parameters);
    const estimated = estimate === null ? [] : [`${metric.title}: ${estimate}`];
    const unfinished = output.converged === false ? [`${metric.title}: not converged after ${formatNumber(output.iterations)} iterations`] : [];
    return [...estimated, ...unfinished];
  });
}

/** The tables of each scope that was measured, as lines. */
export function readableLines(subject: Subject, measured: readonly Measured[], top: number): string[] {
  const of = (scope: MetricScope): Measured[] => measured.filter(({ metric }) => metric.scope === scope);
  const [authors, collaborations, network, distributions] = [of('AUTHOR'), of('COLLABORATION'), of('NETWORK'), of('DISTRIBUTION')];
  const blocks = [
    ...(authors.length > 0 ? [authorLines(subject, authors, top)] : []),
    ...(collaborations.length > 0 ? [collaborationLines(subject, collaborations, top)] : []),
    ...(network.length > 0 ? [networkLines(network)] : []),
    ...(distributions.length > 0 ? [distributionLines(distributions)] : []),
  ];
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}
