/**
 * Networks as JSON (RFC 8259), written piece by piece: Cytoscape's elements (https://js.cytoscape.org/#notation/elements-json)
 * and the node-link form of networkx and d3 (https://networkx.org/documentation/stable/reference/readwrite/json_graph.html).
 * Both bear the metadata and the columns with titles and descriptions. What is unknown is null, so that each node has each
 * key; infinity, which JSON has no word for, is null too.
 */
import type { Column, ExportedNetwork, Value } from './network.js';
import { textFormat } from './text-format.js';

function record(columns: readonly Column[], values: readonly Value[]): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (let at = 0; at < columns.length; at++) found[columns[at].name] = values[at];
  return found;
}

function* list<T>(items: Iterable<T>, text: (item: T) => string): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield `${separator}${text(item)}`;
    separator = ',\n';
  }
}

function about({ metadata, nodeColumns, edgeColumns }: ExportedNetwork): Record<string, unknown> {
  return { ...metadata, node_columns: nodeColumns, edge_columns: edgeColumns };
}

function* writeCytoscape(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  const ids: string[] = [];
  yield `{"format_version":"1.0","generated_by":${JSON.stringify(metadata.creator)},"target_cytoscapejs_version":"~3.0","data":${JSON.stringify({ name: metadata.title, ...about(network) })},"elements":{"nodes":[`;
  yield* list(network.nodes(), ({ id, label, values, position }) => {
    ids.push(id);
    const data = { id, name: label, label, ...record(nodeColumns, values) };
    // Cytoscape's y grows downwards.
    return JSON.stringify(position === null ? { data } : { data, position: { x: position.x, y: position.y === 0 ? 0 : -position.y } });
  });
  yield '\n],"edges":[';
  let number = 0;
  yield* list(network.edges(), ({ source, target, strength, values }) =>
    JSON.stringify({ data: { id: `e${number++}`, source: ids[source], target: ids[target], weight: strength, ...record(edgeColumns, values) } }));
  yield '\n]}}\n';
}

function* writeNodeLink(network: ExportedNetwork): Generator<string> {
  const { nodeColumns, edgeColumns } = network;
  const ids: string[] = [];
  yield `{"directed":false,"multigraph":false,"graph":${JSON.stringify(about(network))},"nodes":[`;
  yield* list(network.nodes(), ({ id, label, values, position }) => {
    ids.push(id);
    return JSON.stringify({ id, label, x: position?.x, y: position?.y, ...record(nodeColumns, values) });
  });
  yield '\n],"links":[';
  yield* list(network.edges(), ({ source, target, strength, values }) =>
    JSON.stringify({ source: ids[source], target: ids[target], weight: strength, ...record(edgeColumns, values) }));
  yield '\n]}\n';
}

const LEFT_OUT = 'infinite values are null, as unknown ones are: JSON has no word for them';

/** Memory: the nodes' ids. */
export const cytoscape = textFormat({
  id: 'cytoscape', title: 'Cytoscape JSON', readBy: 'Cytoscape, Cytoscape.js', leavesOut: LEFT_OUT, holdsPositions: true,
  parts: [{ part: '', extension: 'cyjs', mediaType: 'application/json', write: writeCytoscape }],
});

/** Memory: the nodes' ids. */
export const nodeLink = textFormat({
  id: 'node-link', title: 'node-link JSON', readBy: 'networkx (node_link_graph), d3', leavesOut: LEFT_OUT, holdsPositions: true,
  parts: [{ part: '', extension: 'json', mediaType: 'application/json', write: writeNodeLink }],
});
