/**
 * Which column of a network stands where in VOSviewer's files. The first column that names groups (communities) becomes the cluster, a whole
 * number from 1 to 1,000. Numbers become weights (`weight<Papers>`: how large an item is drawn) where they say how much,
 * and scores (its colour) else; VOSviewer refuses a weight that is missing or negative, so a column with such a value is a
 * score. Text and yes/no columns stand in the description, which is HTML.
 */
import { known, type Column, type ExportedNetwork, type ExportedNode } from './network.js';
import { xmlText } from './xml-text.js';

export interface Layout {
  /** The cluster, from 1; null where no column of the network names groups. */
  readonly cluster: ((node: ExportedNode) => number | null) | null;
  /** What the cluster is, in a line, where there is one. */
  readonly clusterMeaning: string | null;
  readonly numbers: readonly { readonly title: string; readonly isWeight: boolean; readonly of: (node: ExportedNode) => number | null }[];
  readonly url: ((node: ExportedNode) => string | null) | null;
  /** What the description tells, in order. */
  readonly remarks: readonly { readonly title: string; readonly at: number }[];
  /** True where every node has a position: VOSviewer reads all coordinates or none. */
  readonly hasPositions: boolean;
}

const MAX_CLUSTER = 1000;

/** Counts and sums are weights (items are drawn larger); everything else, places in a ranking above all, is a score (a colour). */
function saysHowMuch({ name, isRank = false }: Column): boolean {
  return !isRank && /count|papers|strength|degree|collaborators|citations/.test(name);
}

function numberAt({ values }: ExportedNode, at: number): number | null {
  const value = values[at];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Reads the nodes once. */
export function layoutOf(network: ExportedNetwork): Layout {
  const { nodeColumns } = network;
  const fitsWeight = nodeColumns.map(({ type }) => type === 'INTEGER' || type === 'DOUBLE');
  const titles = nodeColumns.map(({ title }) => title.replace(/[<>\s]+/g, ' ').trim());
  // A metric may be a fact of the author as well (collaborators, degree): one number has one column.
  const first = titles.map((title) => titles.indexOf(title));
  const isAgain = first.map((at, own) => at !== own);
  let hasPositions = network.nodeCount > 0;
  for (const node of network.nodes()) {
    hasPositions &&= node.position !== null;
    for (let at = 0; at < fitsWeight.length; at++) {
      fitsWeight[at] &&= (numberAt(node, at) ?? -1) >= 0;
      isAgain[at] &&= node.values[at] === node.values[first[at]];
    }
  }
  const cluster = nodeColumns.findIndex(({ type, isLabel = false }) => type === 'INTEGER' && isLabel);
  const url = nodeColumns.findIndex(({ name, type }) => name === 'url' && type === 'TEXT');
  const columns = [...nodeColumns.entries()];
  return {
    cluster: cluster < 0 ? null : (node) => {
      const community = numberAt(node, cluster);
      return community === null || community < 0 || community >= MAX_CLUSTER ? null : community + 1;
    },
    clusterMeaning: cluster < 0 ? null : `cluster: ${nodeColumns[cluster].title} + 1. ${nodeColumns[cluster].description}`,
    numbers: columns.filter(([at, { type }]) => at !== cluster && !isAgain[at] && (type === 'INTEGER' || type === 'DOUBLE'))
      .map(([at, column]) => ({ title: first[at] === at ? titles[at] : `${titles[at]} (${column.name})`, isWeight: saysHowMuch(column) && fitsWeight[at], of: (node: ExportedNode) => numberAt(node, at) })),
    url: url < 0 ? null : ({ values }) => (values[url] === null ? null : String(values[url])),
    remarks: columns.filter(([at, { type }]) => at !== url && (type === 'TEXT' || type === 'BOOLEAN')).map(([at, { title }]) => ({ title, at })),
    hasPositions,
  };
}

/** The author's id and the columns that are no numbers, as HTML. */
export function descriptionOf({ id, values }: ExportedNode, { remarks }: Layout): string {
  const lines = remarks.flatMap(({ title, at }) => {
    const value = known(values[at]);
    return value === null ? [] : [`${title}: ${value === true ? 'yes' : value === false ? 'no' : String(value)}`];
  });
  return [`Author ${id}`, ...lines].map((line) => xmlText(line)).join('<br>');
}
