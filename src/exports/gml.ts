/** GML (Himsolt 1997): igraph, networkx, graph-tool, Gephi, Cytoscape. 7-bit text, other characters as numeric entities, as its grammar wants. */
import type { Column, ExportedNetwork, NetworkFormat, Value } from './network.js';
import { metadataLines } from './network.js';

/** igraph knows these two by name alone. */
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;' };

function quoted(text: string): string {
  return `"${text.replace(/[&"]|[^\u0020-\u007e]/gu, (character) => NAMED[character] ?? `&#${character.codePointAt(0) ?? 0xfffd};`)}"`;
}

/** GML knows no null, no booleans, no infinity: the first is left out, the second is 0 or 1, the third is left out too. */
function cell(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Number.isFinite(value) ? real(value) : null;
}

function real(value: number): string {
  const text = String(value);
  // "1e-7" is no number in GML, "1.0e-7" is.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** Keys are letters and digits alone. */
function keyOf({ name }: Column): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function cells(columns: readonly Column[], values: readonly Value[], indent: string): string {
  return columns.map((column, at) => {
    const text = cell(values[at]);
    return text === null ? '' : `${indent}${keyOf(column)} ${text}\n`;
  }).join('');
}

function* write(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  yield `Creator ${quoted(metadata.creator)}\ngraph [\n  comment ${quoted(metadataLines(metadata).join('; '))}\n  directed 0\n`;
  let node = 0;
  for (const { id, label, values, position } of network.nodes()) {
    const place = position === null ? '' : `    graphics [\n      x ${real(position.x)}\n      y ${real(position.y)}\n    ]\n`;
    yield `  node [\n    id ${node++}\n    label ${quoted(label)}\n    name ${quoted(id)}\n${cells(nodeColumns, values, '    ')}${place}  ]\n`;
  }
  for (const { source, target, strength, values } of network.edges()) {
    yield `  edge [\n    source ${source}\n    target ${target}\n    weight ${real(strength)}\n${cells(edgeColumns, values, '    ')}  ]\n`;
  }
  yield ']\n';
}

/** Nodes are numbered from 0; `name` holds the author's id. Memory: one node. */
export const gml: NetworkFormat = {
  id: 'gml', title: 'GML', readBy: 'igraph, networkx, graph-tool, Gephi', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'gml', mediaType: 'text/plain', write }],
};
