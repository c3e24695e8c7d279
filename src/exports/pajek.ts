/** Pajek (de Nooy, Mrvar, Batagelj, 3rd ed. 2018): .net for the network alone, .paj for a project with its vectors and partitions. */
import type { Column, ExportedNetwork, NetworkFormat } from './network.js';
import { metadataLines } from './network.js';

/** Pajek has no way to write a quotation mark within a label: it becomes an apostrophe. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', "'").replace(/\s+/g, ' ')}"`;
}

function* vertices(network: ExportedNetwork): Generator<string> {
  yield `*Vertices ${network.nodeCount}\n`;
  let number = 1;
  for (const { label, position } of network.nodes()) {
    yield `${number++} ${quoted(label)}${position === null ? '' : ` ${position.x} ${position.y}`}\n`;
  }
}

function* edges(network: ExportedNetwork): Generator<string> {
  yield '*Edges\n';
  for (const { source, target, strength } of network.edges()) yield `${source + 1} ${target + 1} ${strength}\n`;
}

function* write(network: ExportedNetwork): Generator<string> {
  yield* vertices(network);
  yield* edges(network);
}

/** Whole numbers that name groups are partitions, other numbers vectors. */
function isPartition({ name, type }: Column): boolean {
  return type === 'INTEGER' && /community|component|cluster/.test(name);
}

function* writeProject(network: ExportedNetwork): Generator<string> {
  yield `*Network ${network.metadata.title.replace(/\s+/g, ' ')}\n`;
  yield* write(network);
  for (const [at, column] of network.nodeColumns.entries()) {
    if (column.type !== 'INTEGER' && column.type !== 'DOUBLE') continue;
    const partition = isPartition(column);
    yield `*${partition ? 'Partition' : 'Vector'} ${column.name}\n*Vertices ${network.nodeCount}\n`;
    for (const { values } of network.nodes()) {
      const value = values[at];
      // Pajek's own mark of a missing value; class 0 is "in no class".
      yield `${value === null ? (partition ? '0' : '999999998') : partition ? Number(value) + 1 : String(value)}\n`;
    }
  }
  yield `*Comment\n${metadataLines(network.metadata).join('\n')}\n`;
}

/** Memory: one node. */
export const pajek: NetworkFormat = {
  id: 'pajek', title: 'Pajek .net', readBy: 'Pajek, VOSviewer, Gephi, igraph, networkx', holdsPositions: true,
  leavesOut: 'metrics, ids of authors and where the network came from have no place in a .net file (pajek-project holds the numbers)',
  parts: [{ part: '', extension: 'net', mediaType: 'text/plain', write }],
};

/** A class is the number of the community + 1; missing numbers are 999999998. Memory: one node. */
export const pajekProject: NetworkFormat = {
  id: 'pajek-project', title: 'Pajek project .paj', readBy: 'Pajek', holdsPositions: true,
  leavesOut: 'text columns, edge columns and ids of authors have no place in a Pajek project',
  parts: [{ part: '', extension: 'paj', mediaType: 'text/plain', write: writeProject }],
};
