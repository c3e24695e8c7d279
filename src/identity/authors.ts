/** Clusters of nodes become numbered authors: canonical keys, ascending, so that numbers follow from keys alone. */
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';

export interface NumberedAuthors {
  /** Ascending. */
  readonly keys: readonly string[];
  /** The node whose key it is. */
  readonly canonicalNode: Int32Array;
  /** [nodes] author, or −1 for a node in no author with a mention. */
  readonly ofNode: Int32Array;
  /** [mentions] author, or −1 for a group. */
  readonly ofMention: Int32Array;
}

/** Numbers every cluster that has a mention. O(nodes + mentions + A log A). */
export function numberAuthors(nodes: IdentityNodes, table: MentionTable, joins: Joins): NumberedAuthors {
  const best = new Int32Array(nodes.count).fill(-1);
  for (let node = 0; node < nodes.count; node++) {
    const root = joins.find(node);
    if (best[root] < 0 || nodes.compare(node, best[root]) < 0) best[root] = node;
  }
  const found: { key: string; node: number }[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (joins.find(node) === node && joins.mentionsOf(node) > 0) found.push({ key: nodes.keyOf(best[node]), node: best[node] });
  }
  found.sort((a, b) => (a.key < b.key ? -1 : 1));
  const ofRoot = new Int32Array(nodes.count).fill(-1);
  for (const [author, { node }] of found.entries()) ofRoot[joins.find(node)] = author;
  const ofNode = new Int32Array(nodes.count);
  for (let node = 0; node < nodes.count; node++) ofNode[node] = ofRoot[joins.find(node)];
  const nodeOfMention = table.node.view();
  const ofMention = new Int32Array(nodeOfMention.length);
  for (let at = 0; at < nodeOfMention.length; at++) ofMention[at] = nodeOfMention[at] < 0 ? -1 : ofNode[nodeOfMention[at]];
  return { keys: found.map(({ key }) => key), canonicalNode: Int32Array.from(found, ({ node }) => node), ofNode, ofMention };
}
