/**
 * Tables of nodes and of edges as CSV (RFC 4180), UTF-8 without a byte order mark: R, Python, spreadsheets, Gephi's and
 * Neo4j's importers. A third file says what the columns mean and where the network came from, in the vocabulary of CSV on
 * the Web (https://www.w3.org/TR/tabular-metadata/).
 */
import { known, type Column, type ColumnType, type ExportedNetwork, type Value } from './network.js';
import { textFormat } from './text-format.js';

/** What spreadsheets take for the beginning of a formula, the full-width forms that East Asian ones read alike included. */
const FORMULA = /^[=+@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** A text that begins with a minus is a formula, too, unless all of it is a number. */
const NEGATIVE = /^-(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** A cell that a spreadsheet would take for a formula is defused with an apostrophe (OWASP, "CSV injection"). */
export function csvCell(raw: Value): string {
  const value = known(raw);
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const clean = value.replaceAll('\0', '\ufffd');
  const isFormula = FORMULA.test(clean) || (clean.startsWith('-') && !NEGATIVE.test(clean));
  const text = isFormula ? `'${clean}` : clean;
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

const DATATYPES: Readonly<Record<ColumnType, string>> = { TEXT: 'string', INTEGER: 'integer', DOUBLE: 'double', BOOLEAN: 'boolean' };

type Described = Pick<Column, 'name' | 'title' | 'type' | 'description'>;

const OF_NODES: readonly Described[] = [
  { name: 'id', title: 'Id', type: 'TEXT', description: 'The author\'s public id.' }, { name: 'label', title: 'Label', type: 'TEXT', description: 'The name for people.' },
  { name: 'x', title: 'x', type: 'DOUBLE', description: 'x of the layout.' }, { name: 'y', title: 'y', type: 'DOUBLE', description: 'y of the layout.' },
];
const OF_EDGES: readonly Described[] = [
  { name: 'source', title: 'Source', type: 'TEXT', description: 'Id of the one author.' }, { name: 'target', title: 'Target', type: 'TEXT', description: 'Id of the other author.' },
  { name: 'weight', title: 'Weight', type: 'DOUBLE', description: 'Strength of the collaboration: larger means closer.' },
];

function table(file: string, columns: readonly Described[]): Record<string, unknown> {
  return { url: file, tableSchema: { columns: columns.map(({ name, title, type, description }) => ({ name, titles: name, 'dc:title': title, 'dc:description': description, datatype: DATATYPES[type] })) } };
}

function* writeMetadata({ metadata, nodeColumns, edgeColumns }: ExportedNetwork): Generator<string> {
  const { title, creator, date, snapshot, graph, methods, notes = [] } = metadata;
  yield `${JSON.stringify({
    '@context': 'http://www.w3.org/ns/csvw', 'dc:title': title, 'dc:creator': creator, 'dc:date': date, 'dc:identifier': snapshot, 'dc:description': [graph, ...methods], ...(notes.length === 0 ? {} : { 'rdfs:comment': notes }),
    dialect: { lineTerminators: ['\r\n'] }, tables: [table('nodes.csv', [...OF_NODES, ...nodeColumns]), table('edges.csv', [...OF_EDGES, ...edgeColumns])],
  }, null, 2)}\n`;
}

/** Memory: the nodes' ids. */
export const csv = textFormat({
  id: 'csv', title: 'CSV tables of nodes and edges', readBy: 'R, pandas, spreadsheets, Gephi, Neo4j', holdsPositions: true,
  leavesOut: 'text that a spreadsheet would take for a formula begins with an apostrophe; a table has no place for where the network came from and what the columns mean: the part metadata is a file of its own for that',
  parts: [
    { part: 'nodes', extension: 'csv', mediaType: 'text/csv', write: writeNodes },
    { part: 'edges', extension: 'csv', mediaType: 'text/csv', write: writeEdges },
    { part: 'metadata', extension: 'json', mediaType: 'application/csvm+json', write: writeMetadata },
  ],
});
