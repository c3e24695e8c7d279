/**
 * GEXF 1.2draft (https://gexf.net/schema.html): Gephi, Gephi Lite, sigma, networkx. Version 1.2 rather than 1.3, since
 * networkx before 3.0 and much else knows no newer one. Titles of columns are attribute titles; what they mean has no place
 * beside them and stands in the description. What is unknown has no `attvalue`, infinity is INF. Characters that XML 1.0
 * forbids become U+FFFD. Positions are `viz:position`, and
 * sizes and colours, where they are asked for, `viz:size` and `viz:color` as in drawings, as Gephi and the primer have it; the published XSD puts that element
 * into the wrong namespace.
 */
import { colouring } from './drawing-colours.js';
import { sizing } from './drawing-sizes.js';
import { columnAt, DEFAULT_DRAWING, type DrawingOptions } from './drawing.js';
import type { Column, ColumnType, ExportedNetwork, Value } from './network.js';
import { columnLines, known, metadataLines } from './network.js';
import { textFormat } from './text-format.js';
import { xmlNumber, xmlText } from './xml-text.js';

const TYPES: Readonly<Record<ColumnType, string>> = { TEXT: 'string', INTEGER: 'long', DOUBLE: 'double', BOOLEAN: 'boolean' };

function attributes(kind: 'node' | 'edge', columns: readonly Column[]): string {
  if (columns.length === 0) return '';
  const lines = columns.map(({ name, title, type }) => `      <attribute id="${name}" title="${xmlText(title)}" type="${TYPES[type]}"/>\n`);
  return `    <attributes class="${kind}">\n${lines.join('')}    </attributes>\n`;
}

function attvalues(columns: readonly Column[], values: readonly Value[]): string {
  let cells = '';
  for (let at = 0; at < columns.length; at++) {
    const value = known(values[at]);
    if (value !== null) cells += `<attvalue for="${columns[at].name}" value="${typeof value === 'number' ? xmlNumber(value) : xmlText(String(value))}"/>`;
  }
  return cells === '' ? '' : `<attvalues>${cells}</attvalues>`;
}

/** xs:date wants a whole one; what is not is left to the description. */
function modified(date: string): string {
  const day = /^\d{4}-\d\d-\d\d/.exec(date)?.[0];
  return day === undefined ? '' : ` lastmodifieddate="${day}"`;
}

/** Nodes as they are drawn, `viz:color` before and `viz:size` after the position; the radius in pixels is the size. Null where nothing is asked for. */
function looksOf(network: ExportedNetwork, { sizeBy = null, colourBy = null }: Partial<DrawingOptions>): ((at: number) => { readonly colour: string; readonly size: string }) | null {
  if (sizeBy === null && colourBy === null) return null;
  const nodes = [...network.nodes()];
  const [size, colour] = [columnAt(network, { sizeBy, colourBy }, 'sizeBy'), columnAt(network, { sizeBy, colourBy }, 'colourBy')];
  const { radiusOf } = sizing(nodes, size, network.nodeColumns, DEFAULT_DRAWING);
  const { colourOf } = colouring(nodes, colour, network.nodeColumns, 'light', radiusOf);
  return (at) => {
    const [r, g, b] = [1, 3, 5].map((start) => Number.parseInt(colourOf(at).slice(start, start + 2), 16));
    return { colour: colour < 0 ? '' : `<viz:color r="${r}" g="${g}" b="${b}"/>`, size: size < 0 ? '' : `<viz:size value="${xmlNumber(Math.round(radiusOf(at) * 100) / 100)}"/>` };
  };
}

function* write(network: ExportedNetwork, drawing: Partial<DrawingOptions>): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  const remarks = [...metadataLines(metadata), ...columnLines(nodeColumns), ...columnLines(edgeColumns)];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
    + `  <meta${modified(metadata.date)}>\n    <creator>${xmlText(metadata.creator)}</creator>\n    <description>${xmlText(remarks.join('\n'))}</description>\n  </meta>\n`
    + '  <graph mode="static" defaultedgetype="undirected">\n'
    + attributes('node', nodeColumns) + attributes('edge', edgeColumns)
    + `    <nodes count="${network.nodeCount}">\n`;
  const looks = looksOf(network, drawing);
  const ids: string[] = [];
  for (const { id, label, values, position } of network.nodes()) {
    const look = looks?.(ids.length) ?? { colour: '', size: '' };
    ids.push(id);
    const place = position === null ? '' : `<viz:position x="${xmlNumber(position.x)}" y="${xmlNumber(position.y)}" z="0"/>`;
    yield `      <node id="${xmlText(id)}" label="${xmlText(label)}">${attvalues(nodeColumns, values)}${look.colour}${place}${look.size}</node>\n`;
  }
  yield `    </nodes>\n    <edges count="${network.edgeCount}">\n`;
  let number = 0;
  for (const { source, target, strength, values } of network.edges()) {
    yield `      <edge id="${number++}" source="${xmlText(ids[source])}" target="${xmlText(ids[target])}" weight="${xmlNumber(strength)}">${attvalues(edgeColumns, values)}</edge>\n`;
  }
  yield '    </edges>\n  </graph>\n</gexf>\n';
}

/** An edge's weight is its strength. Memory: the nodes' ids; with sizes or colours, the nodes. */
export const gexf = textFormat({
  id: 'gexf', title: 'GEXF 1.2', readBy: 'Gephi, Gephi Lite, networkx', leavesOut: null, holdsPositions: true, holdsLooks: true,
  parts: [{ part: '', extension: 'gexf', mediaType: 'application/gexf+xml', write }],
});
