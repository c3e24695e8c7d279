/**
 * VOSviewer's files: a map of items and a network of links, tab-delimited
 * (https://app.vosviewer.com/docs/file-types/map-and-network-file-type), and the JSON of VOSviewer Online
 * (https://app.vosviewer.com/docs/file-types/json-file-type). Columns are laid out in vosviewer-layout.ts. VOSviewer refuses
 * networks of less than three items.
 */
import type { ExportedNetwork } from './network.js';
import { metadataLines } from './network.js';
import { textFormat } from './text-format.js';
import { descriptionOf, layoutOf, type Layout } from './vosviewer-layout.js';

/** Tabs and line ends divide cells; a cell with a comma, a semicolon or a quotation mark stands in quotes, which are doubled within. */
function cellOf(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const flat = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return /[",;]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}

function* writeMap(network: ExportedNetwork): Generator<string> {
  const layout = layoutOf(network);
  const header = [
    'id', 'label', 'description', ...(layout.url === null ? [] : ['url']), ...(layout.hasPositions ? ['x', 'y'] : []),
    ...(layout.cluster === null ? [] : ['cluster']), ...layout.numbers.map(({ title, isWeight }) => `${isWeight ? 'weight' : 'score'}<${title}>`),
  ];
  yield `${header.map((name) => cellOf(name)).join('\t')}\n`;
  let number = 1;
  for (const node of network.nodes()) {
    const { label, position } = node;
    const cells = [
      String(number++), cellOf(label), cellOf(descriptionOf(node, layout)),
      ...(layout.url === null ? [] : [cellOf(layout.url(node) ?? '')]),
      ...(layout.hasPositions ? [String(position?.x), String(position?.y)] : []),
      ...(layout.cluster === null ? [] : [String(layout.cluster(node) ?? '')]),
      ...layout.numbers.map(({ of }) => String(of(node) ?? '')),
    ];
    yield `${cells.join('\t')}\n`;
  }
}

function* writeNetwork(network: ExportedNetwork): Generator<string> {
  for (const { source, target, strength } of network.edges()) yield `${source + 1}\t${target + 1}\t${strength}\n`;
}

const TERMINOLOGY = { item: 'Author', items: 'Authors', link: 'Collaboration', links: 'Collaborations', link_strength: 'Strength', total_link_strength: 'Total strength' };

function record(numbers: Layout['numbers'], values: (of: Layout['numbers'][number]['of']) => number | null): Record<string, number> {
  return Object.fromEntries(numbers.flatMap(({ title, of }) => {
    const value = values(of);
    return value === null ? [] : [[title, value]];
  }));
}

function* writeJson(network: ExportedNetwork): Generator<string> {
  const layout = layoutOf(network);
  const { metadata } = network;
  const weights = layout.numbers.filter(({ isWeight }) => isWeight);
  const scores = layout.numbers.filter(({ isWeight }) => !isWeight);
  yield `{"config":${JSON.stringify({ terminology: TERMINOLOGY })},"info":${JSON.stringify({ title: metadata.title, description: [...metadataLines(metadata).slice(1), ...(layout.clusterMeaning === null ? [] : [layout.clusterMeaning])].join('; ') })},"network":{"items":[`;
  let separator = '\n';
  let number = 1;
  for (const node of network.nodes()) {
    const cluster = layout.cluster?.(node) ?? null;
    const url = layout.url?.(node) ?? null;
    yield separator + JSON.stringify({
      id: number++, label: node.label, description: descriptionOf(node, layout),
      ...(url === null ? {} : { url }), ...(layout.hasPositions ? node.position : {}), ...(cluster === null ? {} : { cluster }),
      weights: record(weights, (of) => of(node)), scores: record(scores, (of) => of(node)),
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

const LEFT_OUT = 'clusters are the numbers of communities + 1; columns of edges have no place in VOSviewer files; infinite values and the numbers of communities beyond the thousandth are left out; positions are left out unless every author has one';

/** Map and network, two files. Memory: one node; the nodes are read twice. */
export const vosviewer = textFormat({
  id: 'vosviewer', title: 'VOSviewer map and network', readBy: 'VOSviewer, VOSviewer Online', holdsPositions: true,
  leavesOut: `${LEFT_OUT}; where the network came from has no place in map and network files`,
  parts: [
    { part: 'map', extension: 'txt', mediaType: 'text/tab-separated-values', write: writeMap },
    { part: 'network', extension: 'txt', mediaType: 'text/tab-separated-values', write: writeNetwork },
  ],
});

/** One file. Memory: one node; the nodes are read twice. */
export const vosviewerJson = textFormat({
  id: 'vosviewer-json', title: 'VOSviewer JSON', readBy: 'VOSviewer, VOSviewer Online', leavesOut: LEFT_OUT, holdsPositions: true,
  parts: [{ part: '', extension: 'json', mediaType: 'application/json', write: writeJson }],
});
