/** GraphML (http://graphml.graphdrawing.org): igraph, networkx, graph-tool, Gephi, Cytoscape, yEd, Neo4j. */
import type { Column, ColumnType, ExportedNetwork, NetworkFormat, Value } from './network.js';
import { metadataLines } from './network.js';
import { xmlNumber, xmlText } from './xml-text.js';

const TYPES: Readonly<Record<ColumnType, string>> = { TEXT: 'string', INTEGER: 'long', DOUBLE: 'double', BOOLEAN: 'boolean' };

function keys(kind: 'node' | 'edge', columns: readonly Column[]): string {
  const prefix = kind === 'node' ? 'n' : 'e';
  return columns.map(({ name, type, description }) =>
    `  <key id="${prefix}_${name}" for="${kind}" attr.name="${name}" attr.type="${TYPES[type]}"><desc>${xmlText(description)}</desc></key>\n`).join('');
}

function data(prefix: 'n' | 'e', columns: readonly Column[], values: readonly Value[]): string {
  return columns.map(({ name }, at) => {
    const value = values[at];
    return value === null ? '' : `<data key="${prefix}_${name}">${typeof value === 'number' ? xmlNumber(value) : xmlText(String(value))}</data>`;
  }).join('');
}

const LABEL: Column = { name: 'label', title: 'Label', type: 'TEXT', description: 'The name for people.' };
const WEIGHT: Column = { name: 'weight', title: 'Weight', type: 'DOUBLE', description: 'Strength of the collaboration: larger means closer.' };
const POSITION: readonly Column[] = ['x', 'y'].map((name) => ({ name, title: name, type: 'DOUBLE', description: `${name} of the layout.` }));
const METADATA = ['creator', 'date', 'snapshot', 'graph'] as const;

function* write(network: ExportedNetwork): Generator<string> {
  const { metadata } = network;
  const nodeColumns = [LABEL, ...POSITION, ...network.nodeColumns];
  const edgeColumns = [WEIGHT, ...network.edgeColumns];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    + `  <desc>${xmlText(metadataLines(metadata).join('\n'))}</desc>\n`
    + METADATA.map((name) => `  <key id="g_${name}" for="graph" attr.name="${name}" attr.type="string"/>\n`).join('')
    + keys('node', nodeColumns) + keys('edge', edgeColumns)
    + '  <graph id="G" edgedefault="undirected">\n'
    + METADATA.map((name) => `    <data key="g_${name}">${xmlText(metadata[name])}</data>\n`).join('');
  const ids: string[] = [];
  for (const { id, label, values, position } of network.nodes()) {
    ids.push(id);
    yield `    <node id="${xmlText(id)}">${data('n', nodeColumns, [label, position?.x ?? null, position?.y ?? null, ...values])}</node>\n`;
  }
  for (const { source, target, strength, values } of network.edges()) {
    yield `    <edge source="${xmlText(ids[source])}" target="${xmlText(ids[target])}">${data('e', edgeColumns, [strength, ...values])}</edge>\n`;
  }
  yield '  </graph>\n</graphml>\n';
}

/** `weight` of an edge is its strength. Memory: the nodes' ids. */
export const graphml: NetworkFormat = {
  id: 'graphml', title: 'GraphML', readBy: 'igraph, networkx, graph-tool, Gephi, Cytoscape, yEd', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'graphml', mediaType: 'application/graphml+xml', write }],
};
