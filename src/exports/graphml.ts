/**
 * GraphML 1.0 (http://graphml.graphdrawing.org/specification.html), with the attributes and parseinfo extensions: igraph,
 * networkx, graph-tool, Gephi, Cytoscape, yEd, Neo4j. Holds everything: what is unknown has no `data` element, infinity is
 * INF. Characters that XML 1.0 forbids (controls, halves of surrogate pairs) become U+FFFD.
 */
import type { Column, ColumnType, ExportedNetwork, Value } from './network.js';
import { known, metadataLines } from './network.js';
import { textFormat } from './text-format.js';
import { xmlNumber, xmlText } from './xml-text.js';

const TYPES: Readonly<Record<ColumnType, string>> = { TEXT: 'string', INTEGER: 'long', DOUBLE: 'double', BOOLEAN: 'boolean' };

function keys(kind: 'node' | 'edge', columns: readonly Column[]): string {
  const prefix = kind === 'node' ? 'n' : 'e';
  return columns.map(({ name, title, type, description }) =>
    `  <key id="${prefix}_${name}" for="${kind}" attr.name="${name}" attr.type="${TYPES[type]}"><desc>${xmlText(`${title}. ${description}`)}</desc></key>\n`).join('');
}

function data(prefix: 'n' | 'e', columns: readonly Column[], values: readonly Value[]): string {
  let text = '';
  for (let at = 0; at < columns.length; at++) {
    const value = known(values[at]);
    if (value !== null) text += `<data key="${prefix}_${columns[at].name}">${typeof value === 'number' ? xmlNumber(value) : xmlText(String(value))}</data>`;
  }
  return text;
}

const LABEL: Column = { name: 'label', title: 'Label', type: 'TEXT', description: 'The name for people.' };
const WEIGHT: Column = { name: 'weight', title: 'Weight', type: 'DOUBLE', description: 'Strength of the collaboration: larger means closer.' };
const POSITION: readonly Column[] = ['x', 'y'].map((name) => ({ name, title: name, type: 'DOUBLE', description: `${name} of the layout.` }));
const METADATA = ['title', 'creator', 'date', 'snapshot', 'graph'] as const;

function* write(network: ExportedNetwork): Generator<string> {
  const { metadata } = network;
  const nodeColumns = [LABEL, ...POSITION, ...network.nodeColumns];
  const edgeColumns = [WEIGHT, ...network.edgeColumns];
  const ofGraph: [string, string][] = [...METADATA.map((name): [string, string] => [name, metadata[name]]), ['methods', metadata.methods.join('\n')]];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    + `  <desc>${xmlText(metadataLines(metadata).join('\n'))}</desc>\n`
    + ofGraph.map(([name]) => `  <key id="g_${name}" for="graph" attr.name="${name}" attr.type="string"/>\n`).join('')
    + keys('node', nodeColumns) + keys('edge', edgeColumns)
    + `  <graph id="G" edgedefault="undirected" parse.nodes="${network.nodeCount}" parse.edges="${network.edgeCount}" parse.order="nodesfirst">\n`
    + ofGraph.map(([name, text]) => `    <data key="g_${name}">${xmlText(text)}</data>\n`).join('');
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
export const graphml = textFormat({
  id: 'graphml', title: 'GraphML', readBy: 'igraph, networkx, graph-tool, Gephi, Cytoscape, yEd', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'graphml', mediaType: 'application/graphml+xml', write }],
});
