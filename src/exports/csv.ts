/** Tables of nodes and of edges as CSV (RFC 4180), UTF-8: R, Python, spreadsheets, Gephi's and Neo4j's importers. */
import type { Column, ExportedNetwork, NetworkFormat, Value } from './network.js';

/** A cell that a spreadsheet would take for a formula is defused with an apostrophe (OWASP, "CSV injection"). */
export function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function row(values: readonly Value[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function names(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}

function* writeNodes(network: ExportedNetwork): Generator<string> {
  yield row(['id', 'label', 'x', 'y', ...names(network.nodeColumns)]);
  for (const { id, label, position, values } of network.nodes()) yield row([id, label, position?.x ?? null, position?.y ?? null, ...values]);
}

function* writeEdges(network: ExportedNetwork): Generator<string> {
  const ids = Array.from(network.nodes(), ({ id }) => id);
  yield row(['source', 'target', 'weight', ...names(network.edgeColumns)]);
  for (const { source, target, strength, values } of network.edges()) yield row([ids[source], ids[target], strength, ...values]);
}

/** Memory: the nodes' ids. */
export const csv: NetworkFormat = {
  id: 'csv', title: 'CSV tables of nodes and edges', readBy: 'R, pandas, spreadsheets, Gephi, Neo4j', holdsPositions: true,
  leavesOut: 'where the network came from has no place in a CSV',
  parts: [
    { part: 'nodes', extension: 'csv', mediaType: 'text/csv', write: writeNodes },
    { part: 'edges', extension: 'csv', mediaType: 'text/csv', write: writeEdges },
  ],
};
