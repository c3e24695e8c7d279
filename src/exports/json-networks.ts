/** Networks as JSON: Cytoscape's elements and the node-link form of networkx and d3. Written piece by piece. */
import type { Column, ExportedNetwork, NetworkFormat, Value } from './network.js';

/** The values under their names; null where unknown. Infinity, which JSON has no word for, is null too. */
function record(columns: readonly Column[], values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(columns.map(({ name }, at) => [name, values[at]]));
}

function* list<T>(items: Iterable<T>, text: (item: T) => string): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield `${separator}${text(item)}`;
    separator = ',\n';
  }
}

function* writeCytoscape(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  const ids: string[] = [];
  yield `{"format_version":"1.0","generated_by":${JSON.stringify(metadata.creator)},"target_cytoscapejs_version":"~3.0","data":${JSON.stringify({ name: metadata.title, ...metadata })},"elements":{"nodes":[`;
  yield* list(network.nodes(), ({ id, label, values, position }) => {
    ids.push(id);
    const data = { id, name: label, label, ...record(nodeColumns, values) };
    return JSON.stringify(position === null ? { data } : { data, position });
  });
  yield '\n],"edges":[';
  let number = 0;
  yield* list(network.edges(), ({ source, target, strength, values }) =>
    JSON.stringify({ data: { id: `e${number++}`, source: ids[source], target: ids[target], weight: strength, ...record(edgeColumns, values) } }));
  yield '\n]}}\n';
}

function* writeNodeLink(network: ExportedNetwork): Generator<string> {
  const { metadata, nodeColumns, edgeColumns } = network;
  const ids: string[] = [];
  yield `{"directed":false,"multigraph":false,"graph":${JSON.stringify(metadata)},"nodes":[`;
  yield* list(network.nodes(), ({ id, label, values, position }) => {
    ids.push(id);
    return JSON.stringify({ id, label, ...position, ...record(nodeColumns, values) });
  });
  yield '\n],"links":[';
  yield* list(network.edges(), ({ source, target, strength, values }) =>
    JSON.stringify({ source: ids[source], target: ids[target], weight: strength, ...record(edgeColumns, values) }));
  yield '\n]}\n';
}

/** Memory: the nodes' ids. */
export const cytoscape: NetworkFormat = {
  id: 'cytoscape', title: 'Cytoscape JSON', readBy: 'Cytoscape, Cytoscape.js', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'cyjs', mediaType: 'application/json', write: writeCytoscape }],
};

/** Memory: the nodes' ids. */
export const nodeLink: NetworkFormat = {
  id: 'node-link', title: 'node-link JSON', readBy: 'networkx (node_link_graph), d3', leavesOut: null, holdsPositions: true,
  parts: [{ part: '', extension: 'json', mediaType: 'application/json', write: writeNodeLink }],
};
