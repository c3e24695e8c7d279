/**
 * Which key an author is known by. An external id before any name: the strongest scheme (ORCID first), then the
 * older-looking value. Without one:
 *
 * IDS_ONLY: the first of its name keys by letters; the order in which papers arrived changes nothing.
 * CAUTIOUS: the name key under which its earliest mention stands, by order of arrival: a spelling that joins later
 *   renames nobody.
 * FULL: `name:<nameKey>` of its earliest mention where that is the earliest of all mentions so named, else that
 *   mention's own key, `name:<nameKey>@<paper key>`. So of several bearers of a name the first to arrive keeps the bare
 *   key, and more papers rename nobody.
 *
 * A key moves only where an author gains a stronger id, where two authors are joined (the later one's key then leads to
 * the earlier), where a mention that was the earliest goes over to another author, and where its paper gets another key.
 * In FULL, the key of each single mention leads to whoever has the mention, so what an author was called before is found.
 */
import type { IdentityMode } from './mode.js';
import type { Joins } from './joins.js';
import { ATTACHED, type MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';

const NONE = 0xffff_ffff;

/** Keys by cluster and by name, as the mode has them. */
export class AuthorKeys {
  /** [names] The earliest mention so named that may bear the bare name key, NONE where there is none. */
  readonly #firstOfName: Uint32Array;
  /** [nodes] For a root its earliest mention; NONE for a cluster without mentions. */
  readonly #firstOfRoot: Uint32Array;
  /** [nodes] For a root the node of its cluster that comes first by IdentityNodes.compare. */
  readonly #bestNode: Int32Array;

  /** O(nodes + mentions). */
  constructor(readonly mode: IdentityMode, readonly nodes: IdentityNodes, readonly table: MentionTable, readonly joins: Joins) {
    this.#bestNode = bestNodes(nodes, joins);
    this.#firstOfName = new Uint32Array(table.names.nameCount).fill(NONE);
    this.#firstOfRoot = new Uint32Array(nodes.count).fill(NONE);
    for (let mention = 0; mention < table.node.length; mention++) {
      const attached = table.attached.at(mention);
      if (attached === ATTACHED.GROUP) continue;
      const root = joins.find(table.node.at(mention));
      const first = this.#firstOfRoot[root];
      const name = table.nameOf(mention);
      // What stands apart has a key of its own, which is an author's only where there is no other.
      if (isApart(attached)) {
        if (first === NONE) this.#firstOfRoot[root] = mention;
        continue;
      }
      if (first === NONE || isApart(table.attached.at(first))) this.#firstOfRoot[root] = mention;
      if (this.#firstOfName[name] === NONE) this.#firstOfName[name] = mention;
    }
  }

  /** The node that stands for a cluster: its strongest id, else as the mode says. */
  nodeOf(root: number): number {
    const best = this.#bestNode[root];
    if (this.mode === 'IDS_ONLY' || this.nodes.isId(best) || this.#firstOfRoot[root] === NONE) return best;
    return this.table.node.at(this.#firstOfRoot[root]);
  }

  /** The key of a cluster that has mentions. */
  keyOf(root: number): string {
    const node = this.nodeOf(root);
    if (this.mode !== 'FULL' || this.nodes.isId(node)) return this.nodes.keyOf(node);
    const first = this.#firstOfRoot[root];
    if (isApart(this.table.attached.at(first))) return this.nodes.keyOf(node);
    const name = this.table.nameOf(first);
    return this.#firstOfName[name] === first ? `name:${this.table.names.keys[name]}` : this.table.mentionKey(first);
  }

  /** FULL: the node of the earliest mention so named, whose author the bare name key means; −1 where none may have it. */
  ownerOfName(name: number): number {
    const first = this.#firstOfName[name];
    return first === NONE ? -1 : this.table.node.at(first);
  }
}

/** Names of nobody, second mentions with an id, and mentions that a curator told apart. */
export function isApart(attached: number): boolean {
  return attached === ATTACHED.APART || attached === ATTACHED.BY_LEDGER;
}

function bestNodes(nodes: IdentityNodes, joins: Joins): Int32Array {
  const best = new Int32Array(nodes.count).fill(-1);
  for (let node = 0; node < nodes.count; node++) {
    const root = joins.find(node);
    // Of single mentions the key is never asked here: the first stands for all of them.
    if (best[root] < 0 || !nodes.areMentions(node, best[root]) && nodes.compare(node, best[root]) < 0) best[root] = node;
  }
  return best;
}
