/**
 * Joins of identity nodes under the constraints that no evidence overrides: never two mentions of one paper in one
 * author, never two ORCIDs, never what a curator told apart. Two dblp pids or two ACL ids are joined by the curator's ledger alone: both are given by hand,
 * one per person. Several OpenAlex, Semantic Scholar or other ids of one scheme are common of one person and may meet where
 * stronger evidence (a shared id, a person record, the ledger) binds them; similarity never joins them.
 */
import { DisjointSets } from '../corpus/disjoint-sets.js';
import { PERSON_ID_SCHEMES } from '../records/record.js';
import type { IdentityNodes } from './nodes.js';
import { PairSet } from './pair-set.js';

const ORCID = PERSON_ID_SCHEMES.indexOf('orcid');
const EXCLUSIVE = [ORCID, PERSON_ID_SCHEMES.indexOf('dblp'), PERSON_ID_SCHEMES.indexOf('acl')];
const SCHEMES = [...EXCLUSIVE, ...Array.from(PERSON_ID_SCHEMES.keys()).filter((scheme) => !EXCLUSIVE.includes(scheme))];

/** Who asks for a join: evidence that states it, a curator, or a likeness. */
export type JoinedBy = 'STATEMENT' | 'CURATOR' | 'SIMILARITY';

export type Refusal =
  | { readonly kind: 'SAME_PAPER'; readonly paper: number }
  | { readonly kind: 'TWO_IDS'; readonly nodes: readonly [number, number] }
  | { readonly kind: 'KEPT_APART'; readonly entryId: string };

/** Where mentions hang: node and paper of each mention, node −1 for a group; the papers' keys, for stable examples. */
export interface Attachments {
  readonly nodeOfMention: Int32Array;
  readonly paperOfMention: Uint32Array;
  readonly paperKeys: readonly string[];
}

/**
 * Union–find over nodes whose clusters carry the set of papers they occur on. A join walks the papers of the cluster
 * with fewer mentions: O(M log M) over all joins for M mentions.
 */
export class ConstrainedUnion {
  readonly #sets: DisjointSets;
  readonly #papers: PairSet;
  readonly #paperOfMention: Uint32Array;
  /** Name of a root's paper set in #papers; a cluster keeps that of its larger part. */
  readonly #label: Uint32Array;
  /** Mentions of a label as a linked list. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #count: Uint32Array;
  readonly #next: Int32Array;
  /** Per scheme, the exclusive ones first, and root an id node of the cluster, or −1. */
  readonly #owners: Int32Array[];

  readonly #paperKeys: readonly string[];
  /** Per root and entry of the ledger that tells persons apart: which of them the cluster is. Few clusters are any. */
  readonly #sides = new Map<number, Map<string, number>>();

  constructor(nodes: IdentityNodes, { nodeOfMention, paperOfMention, paperKeys }: Attachments) {
    const count = nodes.count;
    this.#paperKeys = paperKeys;
    this.#sets = new DisjointSets(count);
    this.#papers = new PairSet(nodeOfMention.length);
    this.#paperOfMention = paperOfMention;
    this.#label = Uint32Array.from({ length: count }, (_, at) => at);
    this.#first = new Int32Array(count).fill(-1);
    this.#last = new Int32Array(count).fill(-1);
    this.#count = new Uint32Array(count);
    this.#next = new Int32Array(nodeOfMention.length).fill(-1);
    for (let mention = 0; mention < nodeOfMention.length; mention++) {
      const node = nodeOfMention[mention];
      if (node < 0) continue;
      this.#papers.add(node, paperOfMention[mention]);
      if (this.#last[node] < 0) this.#first[node] = mention;
      else this.#next[this.#last[node]] = mention;
      this.#last[node] = mention;
      this.#count[node]++;
    }
    this.#owners = SCHEMES.map((scheme) => {
      const owner = new Int32Array(count).fill(-1);
      for (let node = 0; node < count; node++) if (nodes.schemeOf(node) === scheme) owner[node] = node;
      return owner;
    });
  }

  find(node: number): number {
    return this.#sets.find(node);
  }

  /** Mentions in the cluster of `node`. */
  mentionsOf(node: number): number {
    return this.#count[this.#label[this.#sets.find(node)]];
  }

  /** An id node of each scheme in the cluster of `node`, −1 for none: clusters that have different ones of a scheme are not joined by similarity. */
  idsPerScheme(node: number): number[] {
    const root = this.#sets.find(node);
    return this.#owners.map((owner) => owner[root]);
  }

  /** Pairs of these roots (by place) that must never meet: those that an entry puts on different sides. */
  apartAmong(roots: readonly number[]): Array<[number, number]> {
    const sided = roots.flatMap((root, at) => (this.#sides.has(root) ? [{ root, at }] : []));
    const pairs: Array<[number, number]> = [];
    for (const [place, { root, at }] of sided.entries()) {
      for (const other of sided.slice(place + 1)) if (this.#separation(root, other.root) !== null) pairs.push([at, other.at]);
    }
    return pairs;
  }

  /** Puts a cluster on a side of an entry: it never meets one of another side. False where it is on another side already. */
  putOnSide(node: number, entryId: string, side: number): boolean {
    const root = this.#sets.find(node);
    const known = this.#sides.get(root);
    if (known === undefined) this.#sides.set(root, new Map([[entryId, side]]));
    else if (!known.has(entryId)) known.set(entryId, side);
    return (this.#sides.get(root)?.get(entryId) ?? side) === side;
  }

  /** Joins the clusters of two nodes, or says why not. A curator lifts all but the ledger's, the ORCID and the same-paper rule; similarity has the most rules. */
  join(a: number, b: number, by: JoinedBy = 'STATEMENT'): Refusal | null {
    const left = this.#sets.find(a);
    const right = this.#sets.find(b);
    if (left === right) return null;
    const refusal = this.#separation(left, right) ?? this.#idConflict(left, right, by) ?? this.#paperConflict(left, right);
    if (refusal !== null) return refusal;
    const ids = this.#owners.map((owner) => (owner[left] >= 0 ? owner[left] : owner[right]));
    const label = this.#absorb(this.#label[left], this.#label[right]);
    const root = this.#sets.union(left, right);
    this.#label[root] = label;
    for (const [at, owner] of this.#owners.entries()) owner[root] = ids[at];
    if (this.#sides.size > 0) this.#uniteSides(left, right, root);
    return null;
  }

  #separation(left: number, right: number): Refusal | null {
    const sides = this.#sides.get(left);
    const others = this.#sides.get(right);
    if (sides === undefined || others === undefined) return null;
    for (const [entryId, side] of sides) if ((others.get(entryId) ?? side) !== side) return { kind: 'KEPT_APART', entryId };
    return null;
  }

  #uniteSides(left: number, right: number, root: number): void {
    const all = new Map([...(this.#sides.get(left) ?? []), ...(this.#sides.get(right) ?? [])]);
    this.#sides.delete(left);
    this.#sides.delete(right);
    if (all.size > 0) this.#sides.set(root, all);
  }

  #idConflict(left: number, right: number, by: JoinedBy): Refusal | null {
    for (const [at, owner] of this.#owners.entries()) {
      if (by === 'CURATOR' && SCHEMES[at] !== ORCID) continue;
      if (by === 'STATEMENT' && at >= EXCLUSIVE.length) break;
      if (owner[left] >= 0 && owner[right] >= 0) return { kind: 'TWO_IDS', nodes: [owner[left], owner[right]] };
    }
    return null;
  }

  #paperConflict(left: number, right: number): Refusal | null {
    const [small, large] = this.#bySize(this.#label[left], this.#label[right]);
    let example = -1;
    for (let mention = this.#first[small]; mention >= 0; mention = this.#next[mention]) {
      const paper = this.#paperOfMention[mention];
      if (!this.#papers.has(large, paper)) continue;
      if (example < 0 || this.#paperKeys[paper] < this.#paperKeys[example]) example = paper;
    }
    return example < 0 ? null : { kind: 'SAME_PAPER', paper: example };
  }

  #bySize(a: number, b: number): [number, number] {
    return this.#count[a] <= this.#count[b] ? [a, b] : [b, a];
  }

  #absorb(a: number, b: number): number {
    const [small, large] = this.#bySize(a, b);
    for (let mention = this.#first[small]; mention >= 0; mention = this.#next[mention]) this.#papers.add(large, this.#paperOfMention[mention]);
    if (this.#first[small] >= 0) {
      if (this.#last[large] < 0) this.#first[large] = this.#first[small];
      else this.#next[this.#last[large]] = this.#first[small];
      this.#last[large] = this.#last[small];
    }
    this.#count[large] += this.#count[small];
    return large;
  }
}
