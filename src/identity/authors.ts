/** Clusters of nodes become numbered authors: canonical keys, ascending, so that numbers follow from keys alone. */
import type { AuthorKeys } from './author-keys.js';
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';

export interface NumberedAuthors {
  /** Ascending. */
  readonly keys: readonly string[];
  /** The node that stands for the author. */
  readonly canonicalNode: Int32Array;
  /** [nodes] author, or −1 for a node in no author with a mention. */
  readonly ofNode: Int32Array;
  /** [mentions] author, or −1 for a group. */
  readonly ofMention: Int32Array;
}

/** Numbers every cluster that has a mention. O(nodes + mentions + A log A). */
export function numberAuthors(nodes: IdentityNodes, table: MentionTable, joins: Joins, authorKeys: AuthorKeys): NumberedAuthors {
  const found: { key: string; node: number }[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (joins.find(node) === node && joins.mentionsOf(node) > 0) found.push({ key: authorKeys.keyOf(node), node: authorKeys.nodeOf(node) });
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
