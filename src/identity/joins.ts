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

/** What an entry of the ledger tells apart. */
export interface Separation {
  readonly ledgerEntryId: string;
  readonly reason: string;
  /** The nodes of each person. */
  readonly sides: readonly (readonly number[])[];
}

export class Joins {
  readonly accepted: JoinRecord[] = [];
  readonly refused: RefusedJoin[] = [];
  /** What must never meet, whatever evidence comes later, by entry. */
  readonly separations = new Map<string, Separation>();
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

  /** Per scheme an id node in the cluster of `node`, −1 for none: similarity joins no two clusters with different ones. */
  idsPerScheme(node: number): number[] {
    return this.#union.idsPerScheme(node);
  }

  /** Pairs of these clusters (by place) that a curator keeps apart. O(clusters) where the ledger keeps nothing apart. */
  apartAmong(roots: readonly number[]): Array<[number, number]> {
    return this.separations.size === 0 ? [] : this.#union.apartAmong(roots);
  }

  /** Tries a join; true where the two are in one cluster afterwards. Statements about what is joined already are kept too. */
  attempt(join: JoinRecord): boolean {
    const refusal = this.#union.join(join.a, join.b, join.kind === 'LEDGER' ? 'CURATOR' : 'STATEMENT');
    if (refusal === null) this.accepted.push(join);
    else this.refused.push({ ...join, reason: this.#inWords(refusal), refusedBy: byEntry(refusal) });
    return refusal === null;
  }

  /** Keeps the nodes of each side apart from those of the others from now on. Answers the sides that have a part in an earlier one already. */
  keepApart(separation: Separation): number[] {
    this.separations.set(separation.ledgerEntryId, separation);
    return separation.sides.flatMap((nodes, side) => {
      const free = nodes.filter((node) => this.#union.putOnSide(node, separation.ledgerEntryId, side));
      return free.length === nodes.length ? [] : [side];
    });
  }

  /**
   * Joins what similarity found; only refusals are written down here, the reasons of joins stand in SimilarityJoins.
   * True where the two are in one cluster afterwards.
   */
  unite(a: number, b: number, mentions: number, detail: () => string): boolean {
    const refusal = this.#union.join(a, b, 'SIMILARITY');
    if (refusal !== null) this.refused.push({ a, b, kind: 'SIMILARITY', detail: detail(), ledgerEntryId: null, mentions, reason: this.#inWords(refusal), refusedBy: byEntry(refusal) });
    return refusal === null;
  }

  #inWords(refusal: Refusal): string {
    if (refusal.kind === 'KEPT_APART') return `the ledger's entry ${refusal.entryId} says that they are different persons`;
    if (refusal.kind === 'SAME_PAPER') return `both are authors of ${this.table.paperKeys[refusal.paper]}`;
    const [a, b] = refusal.nodes.toSorted((x, y) => this.nodes.compare(x, y));
    const scheme = PERSON_ID_SCHEMES[this.nodes.schemeOf(a)];
    return `two ${scheme} ids, ${this.nodes.valueOf(a)} and ${this.nodes.valueOf(b)}`;
  }
}

function byEntry(refusal: Refusal): string | null {
  return refusal.kind === 'KEPT_APART' ? refusal.entryId : null;
}
