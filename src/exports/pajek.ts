/**
 * Pajek's .net for the network alone, .paj for a project with its vectors and partitions (A. Mrvar, V. Batagelj, "Pajek
 * manual", http://mrvar.fdv.uni-lj.si/pajek/pajekman.pdf; W. de Nooy, A. Mrvar, V. Batagelj, "Exploratory Social Network
 * Analysis with Pajek", 3rd ed. 2018). UTF-8 without a byte order mark, which igraph would not read: Pajek itself is to be
 * told "UTF-8" in its options. Labels can't hold quotation marks, backslashes or line ends. Vertices are told apart by number, but
 * networkx goes by label: persons of one name bear their ids.
 */
import { decimal } from './decimal.js';
import { homonymsOf } from './homonyms.js';
import type { Column, ExportedNetwork } from './network.js';
import { columnLines, metadataLines } from './network.js';
import { textFormat } from './text-format.js';
import { unitSquare } from './unit-square.js';

/**
 * Pajek has no way to write a quotation mark within a label, and takes what follows a backslash for a command (networkx for
 * an escape): they become an apostrophe and a slash.
 */
function plain(text: string): string {
  return flat(text).replaceAll('"', "'").replaceAll('\\', '/');
}

/** Controls and line ends are blanks. */
function flat(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
}

/** Lines that begin with `%` are for people. */
function comment(lines: readonly string[]): string {
  return lines.map((line) => `% ${flat(line)}\n`).join('');
}

function* vertices(network: ExportedNetwork): Generator<string> {
  const isHomonym = homonymsOf(network, plain);
  const place = unitSquare(network);
  yield `*Vertices ${network.nodeCount}\n`;
  let number = 1;
  for (const { id, label, position } of network.nodes()) {
    const at = position === null ? null : place(position);
    yield `${number++} "${plain(isHomonym(label) ? `${label} [${id}]` : label)}"${at === null ? '' : ` ${at.x.toFixed(6)} ${at.y.toFixed(6)}`}\n`;
  }
}

function* edges(network: ExportedNetwork): Generator<string> {
  yield '*Edges\n';
  for (const { source, target, strength } of network.edges()) yield `${source + 1} ${target + 1} ${decimal(strength)}\n`;
}

function* write(network: ExportedNetwork): Generator<string> {
  yield comment(metadataLines(network.metadata));
  yield* vertices(network);
  yield* edges(network);
}

/** Whole numbers that name groups are partitions, other numbers vectors. */
function isPartition({ type, isLabel = false }: Column): boolean {
  return type === 'INTEGER' && isLabel;
}

/** The column as its numbers stand in the file. */
function asWritten(column: Column): Column {
  return isPartition(column) ? { ...column, description: `${column.description} In this file the class is that number + 1: number 0 is class 1, and class 0 means none.` } : column;
}

/** Pajek's mark of a number that is missing. */
const MISSING = '999999998';

function* writeProject(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns } = network;
  const numbers = nodeColumns.filter(({ type }) => type === 'INTEGER' || type === 'DOUBLE');
  yield comment([...metadataLines(metadata), ...columnLines(numbers.map(asWritten))]);
  yield `*Network ${flat(metadata.title)}\n`;
  yield* vertices(network);
  yield* edges(network);
  for (const [at, column] of nodeColumns.entries()) {
    if (!numbers.includes(column)) continue;
    const partition = isPartition(column);
    yield `*${partition ? 'Partition' : 'Vector'} ${column.name}\n*Vertices ${network.nodeCount}\n`;
    for (const { values } of network.nodes()) {
      const value = values[at];
      const isKnown = value !== null && Number.isFinite(value);
      // Class 0 is "in no class", so classes begin with 1.
      yield `${isKnown ? (partition ? Number(value) + 1 : decimal(Number(value))) : partition ? '0' : MISSING}\n`;
    }
  }
}

/** Memory: 8 bytes per node. */
export const pajek = textFormat({
  id: 'pajek', title: 'Pajek .net', readBy: 'Pajek, VOSviewer, Gephi, igraph, networkx', holdsPositions: true,
  leavesOut: 'columns of nodes and edges and most ids of authors have no place in a .net file (pajek-project holds the numbers); quotation marks in names become apostrophes, backslashes slashes; positions are scaled to the unit square',
  parts: [{ part: '', extension: 'net', mediaType: 'text/plain', write }],
});

/** A class is the number of the community + 1; missing numbers are 999999998. Memory: 8 bytes per node; the nodes are read once per column. */
export const pajekProject = textFormat({
  id: 'pajek-project', title: 'Pajek project .paj', readBy: 'Pajek', holdsPositions: true,
  leavesOut: 'classes of a partition are the numbers of communities and components + 1; text and yes/no columns, columns of edges and most ids of authors have no place in a Pajek project; infinite values are written as missing; quotation marks in names become apostrophes, backslashes slashes; positions are scaled to the unit square',
  parts: [{ part: '', extension: 'paj', mediaType: 'text/plain', write: writeProject }],
});
