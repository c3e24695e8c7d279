/** GEXF 1.2 (https://gexf.net): Gephi, Gephi Lite, sigma, networkx. Version 1.2 rather than 1.3, since networkx before 3.0 and much else knows no newer one. */
import type { Column, ColumnType, ExportedNetwork, NetworkFormat, Value } from './network.js';
import { metadataLines } from './network.js';
import { xmlNumber, xmlText } from './xml-text.js';

const TYPES: Readonly<Record<ColumnType, string>> = { TEXT: 'string', INTEGER: 'long', DOUBLE: 'double', BOOLEAN: 'boolean' };

function attributes(kind: 'node' | 'edge', columns: readonly Column[]): string {
  if (columns.length === 0) return '';
  const lines = columns.map(({ name, title, type }) => `      <attribute id="${name}" title="${xmlText(title)}" type="${TYPES[type]}"/>\n`);
  return `    <attributes class="${kind}">\n${lines.join('')}    </attributes>\n`;
}

function attvalues(columns: readonly Column[], values: readonly Value[]): string {
  const cells = columns.flatMap(({ name }, at) => {
    const value = values[at];
    return value === null ? [] : [`<attvalue for="${name}" value="${typeof value === 'number' ? xmlNumber(value) : xmlText(String(value))}"/>`];
  });
  return cells.length === 0 ? '' : `<attvalues>${cells.join('')}</attvalues>`;
}

function* write(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
    + `  <meta lastmodifieddate="${metadata.date.slice(0, 10)}">\n    <creator>${xmlText(metadata.creator)}</creator>\n    <description>${xmlText(metadataLines(metadata).join('\n'))}</description>\n  </meta>\n`
    + '  <graph mode="static" defaultedgetype="undirected">\n'
    + attributes('node', nodeColumns) + attributes('edge', edgeColumns)
    + `    <nodes count="${network.nodeCount}">\n`;
  const ids: string[] = [];
  for (const { id, label, values, position } of network.nodes()) {
    ids.push(id);
    const place = position === null ? '' : `<viz:position x="${xmlNumber(position.x)}" y="${xmlNumber(position.y)}" z="0"/>`;
    yield `      <node id="${xmlText(id)}" label="${xmlText(label)}">${attvalues(nodeColumns, values)}${place}</node>\n`;
  }
  yield `    </nodes>\n    <edges count="${network.edgeCount}">\n`;
  let number = 0;
  for (const { source, target, strength, values } of network.edges()) {
    yield `      <edge id="${number++}" source="${xmlText(ids[source])}" target="${xmlText(ids[target])}" weight="${xmlNumber(strength)}">${attvalues(edgeColumns, values)}</edge>\n`;
  }
  yield '    </edges>\n  </graph>\n</gexf>\n';
}

/** An edge's weight is its strength. Memory: the nodes' ids. */
export const gexf: NetworkFormat = {
  id: 'gexf', title: 'GEXF 1.2', readBy: 'Gephi, Gephi Lite, networkx', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'gexf', mediaType: 'application/gexf+xml', write }],
};
