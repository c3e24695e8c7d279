/**
 * GML (M. Himsolt, "GML: A portable graph file format", 1997): igraph, networkx, graph-tool, Gephi, Cytoscape. 7-bit text, as
 * its grammar and networkx want: other characters, and the backslash that graph-tool takes for an escape, are numeric entities (`&#322;`), which networkx and Gephi turn back and
 * igraph and graph-tool show as they are. Keys are letters and digits: `paper_count` is `paperCount`. No null, no infinity
 * (both are left out), no booleans (0 and 1). networkx tells nodes apart by label unless told otherwise: persons of one name
 * bear their ids there, and `displayName` holds everybody's name as it is.
 */
import { decimal } from './decimal.js';
import { homonymsOf } from './homonyms.js';
import type { Column, ColumnType, ExportedNetwork, Value } from './network.js';
import { columnLines, known, metadataLines } from './network.js';
import { textFormat } from './text-format.js';

/** igraph knows these two by name alone. */
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;' };

/** Controls that no reader wants within a string, and halves of surrogate pairs, which are no characters. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

/** What needs no look: most ids and names. */
const PLAIN = /^[ !#-%'-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return `"${text.replace(FORBIDDEN, '\ufffd').replace(/[&"\\]|[^\u0020-\u007e]/gu, (character) => NAMED[character] ?? `&#${character.codePointAt(0) ?? 0xfffd};`)}"`;
}

function cell(type: ColumnType, raw: Value): string | null {
  const value = known(raw);
  if (value === null) return null;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (!Number.isFinite(value)) return null;
  return type === 'DOUBLE' ? real(value) : String(value);
}

/** "1e-7" and "2" are no reals in GML, "1.0e-7" and "2.0" are: readers take a column's type from its values. */
function real(value: number): string {
  const text = decimal(value);
  if (text.includes('.')) return text;
  return text.includes('e') ? text.replace('e', '.0e') : `${text}.0`;
}

function keyOf({ name }: Column): string {
  return name.replace(/(?<!_)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('_', '');
}

function cells(columns: readonly Column[], keys: readonly string[], values: readonly Value[]): string {
  let lines = '';
  for (let at = 0; at < columns.length; at++) {
    const text = cell(columns[at].type, values[at]);
    if (text !== null) lines += `    ${keys[at]} ${text}\n`;
  }
  return lines;
}

/** What every node, and every edge, says of itself. */
const OF_NODES: readonly string[] = ['id', 'label', 'name', 'displayName', 'graphics'];
const OF_EDGES: readonly string[] = ['source', 'target', 'weight'];

/** Two names may come to one key (`a_b`, `ab` do not, `a_1` and `a1` do): the later ones are numbered. */
function keysOf(columns: readonly Column[], reserved: readonly string[]): string[] {
  const taken = new Set(reserved);
  return columns.map((column) => {
    let key = keyOf(column);
    for (let number = 2; taken.has(key); number++) key = `${keyOf(column)}N${number}`;
    taken.add(key);
    return key;
  });
}

function* write(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  const nodeKeys = keysOf(nodeColumns, OF_NODES);
  const edgeKeys = keysOf(edgeColumns, OF_EDGES);
  const remarks = [
    ...metadataLines(metadata),
    ...columnLines(nodeColumns, (column) => nodeKeys[nodeColumns.indexOf(column)]), ...columnLines(edgeColumns, (column) => edgeKeys[edgeColumns.indexOf(column)]),
  ];
  yield `Creator ${quoted(metadata.creator)}\ngraph [\n  comment ${quoted(remarks.join('; '))}\n  directed 0\n`;
  const isHomonym = homonymsOf(network, quoted);
  let node = 0;
  for (const { id, label, values, position } of network.nodes()) {
    const place = position === null ? '' : `    graphics [\n      x ${real(position.x)}\n      y ${real(position.y)}\n    ]\n`;
    yield `  node [\n    id ${node++}\n    label ${quoted(isHomonym(label) ? `${label} [${id}]` : label)}\n    name ${quoted(id)}\n    displayName ${quoted(label)}\n${cells(nodeColumns, nodeKeys, values)}${place}  ]\n`;
  }
  for (const { source, target, strength, values } of network.edges()) {
    yield `  edge [\n    source ${source}\n    target ${target}\n    weight ${real(strength)}\n${cells(edgeColumns, edgeKeys, values)}  ]\n`;
  }
  yield ']\n';
}

/** Nodes are numbered from 0; `name` holds the author's id, `displayName` the name. Memory: 8 bytes per node. */
export const gml = textFormat({
  id: 'gml', title: 'GML', readBy: 'igraph, networkx, graph-tool, Gephi', holdsPositions: true,
  leavesOut: 'GML is 7-bit text: letters beyond ASCII are written as numbers, which igraph and graph-tool show as they are; infinite values are left out; true and false are 1 and 0; labels of persons of one name bear their ids, displayName holds the name alone',
  parts: [{ part: '', extension: 'gml', mediaType: 'text/plain', write }],
});
