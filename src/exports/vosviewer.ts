/**
 * VOSviewer's files (manual 1.6.20, chapter 5): a map of items and a network of links, tab-delimited, and the JSON that
 * VOSviewer Online reads. Numbers become weights (`weight<Documents>`) where they say how much, scores else; a column
 * that names communities becomes the cluster.
 */
import type { Column, ExportedNetwork, ExportedNode, NetworkFormat } from './network.js';

interface Layout {
  /** Place of the cluster among the columns, −1 where there is none. */
  readonly cluster: number;
  readonly numbers: readonly { readonly at: number; readonly header: string; readonly title: string; readonly isWeight: boolean }[];
  readonly urls: number;
}

/** Counts and sums are weights (items are drawn larger); everything else is a score (a colour). */
function isWeight({ name }: Column): boolean {
  return /count|papers|strength|degree|collaborators|citations/.test(name);
}

function layoutOf(columns: readonly Column[]): Layout {
  const cluster = columns.findIndex(({ name, type }) => type === 'INTEGER' && /community|cluster/.test(name));
  const numbers = columns.flatMap((column, at) => {
    if (at === cluster || (column.type !== 'INTEGER' && column.type !== 'DOUBLE')) return [];
    const weight = isWeight(column);
    return [{ at, header: `${weight ? 'weight' : 'score'}<${column.title.replace(/[<>\t]/g, ' ')}>`, title: column.title, isWeight: weight }];
  });
  return { cluster, numbers, urls: columns.findIndex(({ name }) => name === 'url') };
}

/** Tabs and line ends divide cells; a quotation mark is doubled within quotes. */
function cellOf(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /[",]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}

function clusterOf({ values }: ExportedNode, { cluster }: Layout): number | null {
  const value = cluster < 0 ? null : values[cluster];
  return value === null ? null : Number(value) + 1;
}

function* writeMap(network: ExportedNetwork): Generator<string> {
  const layout = layoutOf(network.nodeColumns);
  yield `${['id', 'label', 'x', 'y', ...(layout.cluster < 0 ? [] : ['cluster']), ...layout.numbers.map(({ header }) => header), 'author_id'].join('\t')}\n`;
  let number = 1;
  for (const node of network.nodes()) {
    const { position } = node;
    const cells = [
      String(number++), cellOf(node.label), position === null ? '' : String(position.x), position === null ? '' : String(position.y),
      ...(layout.cluster < 0 ? [] : [String(clusterOf(node, layout) ?? '')]),
      ...layout.numbers.map(({ at }) => String(node.values[at] ?? '')), node.id,
    ];
    yield `${cells.join('\t')}\n`;
  }
}

function* writeNetwork(network: ExportedNetwork): Generator<string> {
  for (const { source, target, strength } of network.edges()) yield `${source + 1}\t${target + 1}\t${strength}\n`;
}

function* writeJson(network: ExportedNetwork): Generator<string> {
  const layout = layoutOf(network.nodeColumns);
  yield `{"config":{"terminology":{"item":"Author","items":"Authors","link":"Collaboration","links":"Collaborations","link_strength":"Strength","total_link_strength":"Total strength"}},"info":${JSON.stringify({ title: network.metadata.title, description: `snapshot ${network.metadata.snapshot}; ${network.metadata.graph}; ${network.metadata.creator}` })},"network":{"items":[`;
  let separator = '\n';
  let number = 1;
  for (const node of network.nodes()) {
    const of = (wanted: boolean): Record<string, number> =>
      Object.fromEntries(layout.numbers.flatMap(({ at, title, isWeight: weight }) => (weight === wanted && node.values[at] !== null ? [[title, Number(node.values[at])]] : [])));
    const cluster = clusterOf(node, layout);
    const url = layout.urls < 0 ? null : node.values[layout.urls];
    yield separator + JSON.stringify({
      id: number++, label: node.label, ...node.position, ...(cluster === null ? {} : { cluster }), ...(url === null ? {} : { url }),
      description: node.id, weights: of(true), scores: of(false),
    });
    separator = ',\n';
  }
  yield '\n],"links":[';
  separator = '\n';
  for (const { source, target, strength } of network.edges()) {
    yield `${separator}{"source_id":${source + 1},"target_id":${target + 1},"strength":${strength}}`;
    separator = ',\n';
  }
  yield '\n]}}\n';
}

const LEFT_OUT = 'edge columns, text columns and how the metrics were made have no place in VOSviewer files';

/** Map and network, two files. Memory: one node. */
export const vosviewer: NetworkFormat = {
  id: 'vosviewer', title: 'VOSviewer map and network', readBy: 'VOSviewer', leavesOut: LEFT_OUT, holdsPositions: true,
  parts: [
    { part: 'map', extension: 'txt', mediaType: 'text/tab-separated-values', write: writeMap },
    { part: 'network', extension: 'txt', mediaType: 'text/tab-separated-values', write: writeNetwork },
  ],
};

/** One file. Memory: one node. */
export const vosviewerJson: NetworkFormat = {
  id: 'vosviewer-json', title: 'VOSviewer JSON', readBy: 'VOSviewer, VOSviewer Online', leavesOut: LEFT_OUT, holdsPositions: true,
  parts: [{ part: '', extension: 'json', mediaType: 'application/json', write: writeJson }],
};
