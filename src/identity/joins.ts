/** Applies evidence to clusters, stronger before weaker, and keeps the books: what was joined, what was refused, why. */
import { PERSON_ID_SCHEMES } from '../records/record.js';
import type { EvidenceKind } from './author.js';
import type { IdentityNodes } from './nodes.js';
import type { MentionTable } from './mentions.js';
import { ConstrainedUnion, type Refusal } from './union.js';

export interface JoinRecord {
  readonly a: number;
  readonly b: number;
  readonly kind: EvidenceKind;
  readonly detail: string;
  readonly ledgerEntryId: string | null;
  readonly mentions: number;
}

export interface RefusedJoin extends JoinRecord {
  readonly reason: string;
  /** The ledger's entry that forbids it; null where another rule does. */
  readonly refusedBy: string | null;
}

/** Two nodes that a curator told apart. */
export interface Separation {
  readonly a: number;
  readonly b: number;
  readonly ledgerEntryId: string;
  readonly reason: string;
}

export class Joins {
  readonly accepted: JoinRecord[] = [];
  readonly refused: RefusedJoin[] = [];
  /** What must never meet, whatever evidence comes later: each pair once. */
  readonly separations: Separation[] = [];
  readonly #separated = new Set<string>();
  readonly #union: ConstrainedUnion;

  constructor(readonly nodes: IdentityNodes, readonly table: MentionTable) {
    this.#union = new ConstrainedUnion(nodes, { nodeOfMention: table.node.view(), paperOfMention: table.paper.view(), paperKeys: table.paperKeys });
  }

  find(node: number): number {
    return this.#union.find(node);
  }

  mentionsOf(node: number): number {
    return this.#union.mentionsOf(node);
  }

  /** Per exclusive scheme (ORCID, dblp, ACL) the id node in the cluster of `node`, −1 for none. */
  exclusiveIds(node: number): number[] {
    return this.#union.exclusiveIds(node);
  }

  /** Tries a join; true where the two are in one cluster afterwards. Statements about what is joined already are kept too. */
  attempt(join: JoinRecord): boolean {
    const refusal = this.#union.join(join.a, join.b, join.kind === 'LEDGER');
    if (refusal === null) this.accepted.push(join);
    else this.#refuse(join, refusal);
    return refusal === null;
  }

  /**
   * Joins what similarity found; only refusals are written down here, the reasons of joins stand in SimilarityJoins.
   * True where the two are in one cluster afterwards.
   */
  unite(a: number, b: number, mentions: number, detail: () => string): boolean {
    const refusal = this.#union.join(a, b);
    if (refusal !== null) this.#refuse({ a, b, kind: 'SIMILARITY', detail: detail(), ledgerEntryId: null, mentions }, refusal);
    return refusal === null;
  }

  /** Keeps two nodes apart from now on; false where they are one author already. */
  keepApart(a: number, b: number, ledgerEntryId: string, reason: string): boolean {
    if (!this.#union.keepApart(a, b, ledgerEntryId)) return false;
    const pair = `${Math.min(a, b)} ${Math.max(a, b)} ${ledgerEntryId}`;
    if (!this.#separated.has(pair)) this.separations.push({ a, b, ledgerEntryId, reason });
    this.#separated.add(pair);
    return true;
  }

  #refuse(join: JoinRecord, refusal: Refusal): void {
    this.refused.push({ ...join, reason: this.#inWords(refusal), refusedBy: refusal.kind === 'KEPT_APART' ? refusal.entryId : null });
  }

  #inWords(refusal: Refusal): string {
    if (refusal.kind === 'KEPT_APART') return `the ledger's entry ${refusal.entryId} says that they are different persons`;
    if (refusal.kind === 'SAME_PAPER') return `both are authors of ${this.table.paperKeys[refusal.paper]}`;
    const [a, b] = refusal.nodes.toSorted((x, y) => this.nodes.compare(x, y));
    const scheme = PERSON_ID_SCHEMES[this.nodes.schemeOf(a)];
    return `two ${scheme} ids, ${this.nodes.valueOf(a)} and ${this.nodes.valueOf(b)}`;
  }
}
