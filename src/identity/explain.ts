/** Why an author is who it is: the evidence that its mentions rest on, in words, and the confidence that follows. */
import { PERSON_ID_SCHEMES } from '../records/record.js';
import type { Evidence } from './author.js';
import type { AuthorKeys } from './author-keys.js';
import type { NumberedAuthors } from './authors.js';
import { confidenceOf, type Weight } from './confidence.js';
import { groupBy, itemsOf, type Groups } from './groups.js';
import type { Joins } from './joins.js';
import { told } from './ledger.js';
import { ATTACHED, type MentionTable } from './mentions.js';
import { NAME_SCHEME, type IdentityNodes } from './nodes.js';
import type { SimilarEvidence } from './similar-evidence.js';

const OPENALEX = PERSON_ID_SCHEMES.indexOf('openalex');
const S2 = PERSON_ID_SCHEMES.indexOf('s2');

/** Authors that a note of what is kept apart names. */
const OTHERS_NAMED = 3;

export interface Explanation {
  readonly evidence: Evidence[];
  readonly confidence: number;
}

/** Collects once what concerns each author, then explains authors one by one. */
export class Explainer {
  readonly #byId: Uint32Array;
  readonly #byPerson: Uint32Array;
  readonly #byName: Uint32Array;
  readonly #apart: Uint32Array;
  readonly #byLedger: Uint32Array;
  /** Per name node 1 where a unique bearer took it, 2 where the ledger names it. */
  readonly #joinedName: Uint8Array;
  readonly #joinsOf: Groups;
  readonly #keptApart = new Map<number, Evidence[]>();

  constructor(
    readonly nodes: IdentityNodes,
    readonly table: MentionTable,
    readonly joins: Joins,
    readonly authors: NumberedAuthors,
    readonly guesses: { readonly similar: SimilarEvidence | null; readonly authorKeys: AuthorKeys },
  ) {
    const count = (): Uint32Array => new Uint32Array(nodes.count);
    [this.#byId, this.#byPerson, this.#byName, this.#apart, this.#byLedger] = [count(), count(), count(), count(), count()];
    const counters = {
      [ATTACHED.BY_ID]: this.#byId, [ATTACHED.BY_PERSON_RECORD]: this.#byPerson, [ATTACHED.BY_NAME]: this.#byName,
      [ATTACHED.APART]: this.#apart, [ATTACHED.BY_LEDGER]: this.#byLedger,
    };
    for (let mention = 0; mention < table.node.length; mention++) {
      const attached = table.attached.at(mention);
      if (attached !== ATTACHED.GROUP) counters[attached as keyof typeof counters][table.node.at(mention)]++;
    }
    this.#joinedName = new Uint8Array(nodes.count);
    for (const { a, b, kind } of joins.accepted) {
      if (kind === 'UNIQUE_NAME_OF_ID') this.#joinedName[b] = 1;
      if (kind === 'LEDGER') for (const node of [a, b]) this.#joinedName[node] = 2;
    }
    this.#joinsOf = groupBy(Int32Array.from(joins.accepted, ({ a }) => authors.ofNode[a]), authors.keys.length);
    this.#collectKeptApart();
  }

  /** Explains one author from its nodes. O(its nodes and joins). */
  explain(author: number, nodesOfAuthor: Uint32Array, ambiguous: boolean): Explanation {
    const { similar, authorKeys } = this.guesses;
    const similarity = similar?.weightOf(author) ?? null;
    const evidence: Evidence[] = [];
    const weights = new Map<Weight, number>();
    const add = (kind: Evidence['kind'], detail: string, mentions: number, weight: Weight, ledgerEntryId: string | null = null): void => {
      if (mentions === 0) return;
      evidence.push({ kind, detail, ledgerEntryId, mentions });
      weights.set(weight, (weights.get(weight) ?? 0) + mentions);
    };
    const single = nodesOfAuthor.filter((node) => this.nodes.isMention(node));
    for (const node of Array.from(nodesOfAuthor).filter((one) => !this.nodes.isMention(one)).toSorted((a, b) => this.nodes.compare(a, b))) {
      const scheme = this.nodes.schemeOf(node);
      if (scheme < NAME_SCHEME) {
        const key = this.nodes.keyOf(node);
        add('EXPLICIT_ID', key, this.#byId[node], scheme === OPENALEX || scheme === S2 ? 'ALGORITHMIC_ID' : 'CURATED_ID');
        add('PERSON_RECORD', `${key} lists the name as written`, this.#byPerson[node], 'PERSON_RECORD');
        continue;
      }
      const name = this.nodes.valueOf(node);
      const split = this.#byLedger[node] === 0 ? undefined : this.table.splits.entryOf(name);
      if (split !== undefined) add('LEDGER', told(split), this.#byLedger[node], 'LEDGER', split.id);
      add('PERSON_RECORD', `a person record with the preferred name ${name} lists the name as written`, this.#byPerson[node], 'PERSON_RECORD');
      add('KEPT_APART', `${name} stands alone: the key names nobody, or another mention of the paper has the id`, this.#apart[node], 'FULL_NAME');
      const joined = this.#joinedName[node];
      // The mentions of a name that its unique bearer took are told by that join, below.
      if (joined === 1) this.#weigh(weights, node, 'UNIQUE_NAME_OF_ID', similarity);
      else add('FULL_NAME', name, this.#byName[node], joined === 2 ? 'LEDGER' : this.#weightOfName(node, 'FULL_NAME', similarity));
    }
    for (const [name, { mentions, byLedger }] of this.#namesOfMentions(single)) {
      if (byLedger > 0) add('FULL_NAME', name, byLedger, 'LEDGER');
      add('FULL_NAME', name, mentions - byLedger, similarity === null ? 'FULL_NAME' : 'SIMILARITY');
    }
    evidence.push(...this.#joined(author), ...(similar?.joined(author) ?? []), ...(this.#keptApart.get(author) ?? []));
    const isFull = authorKeys.mode === 'FULL';
    const rejected = isFull && single.length > 0 ? (similar?.rejected(author) ?? null) : null;
    if (rejected !== null) evidence.push(rejected.evidence);
    // In FULL what similarity says has weighed how common the name is.
    return { evidence, confidence: confidenceOf(weights, ambiguous && !isFull, similarity ?? undefined, rejected?.probability) };
  }

  /** The joins told one by one; what one ledger entry joined mention by mention is told once. */
  #joined(author: number): Evidence[] {
    const byReason = new Map<string, Evidence>();
    for (const at of itemsOf(this.#joinsOf, author)) {
      const { kind, detail, ledgerEntryId, mentions } = this.joins.accepted[at];
      const key = ledgerEntryId === null ? String(at) : `entry ${ledgerEntryId}`;
      const known = byReason.get(key);
      byReason.set(key, { kind, detail, ledgerEntryId, mentions: mentions + (known?.mentions ?? 0) });
    }
    return [...byReason.values()];
  }

  /** Per name the mentions with nodes of their own, and how many of them the ledger placed. By name. */
  #namesOfMentions(single: Uint32Array): [string, { mentions: number; byLedger: number }][] {
    const names = new Map<string, { mentions: number; byLedger: number }>();
    for (const node of single) {
      const name = this.table.names.keys[this.nodes.nameOfMention(node)];
      const known = names.get(name) ?? { mentions: 0, byLedger: 0 };
      names.set(name, { mentions: known.mentions + 1, byLedger: known.byLedger + (this.#joinedName[node] === 2 ? 1 : 0) });
    }
    return [...names].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Initials, and a name of one mention, are worth little by themselves; where similarity placed them, what it says counts. */
  #weightOfName(node: number, weight: Weight, similarity: number | null): Weight {
    if (similarity !== null && (this.#isInitials(node) || this.#byName[node] === 1)) return 'SIMILARITY';
    return this.#isInitials(node) ? 'INITIALS' : weight;
  }

  #weigh(weights: Map<Weight, number>, node: number, weight: Weight, similarity: number | null): void {
    const kind = this.#weightOfName(node, weight, similarity);
    weights.set(kind, (weights.get(kind) ?? 0) + this.#byName[node]);
  }

  #isInitials(node: number): boolean {
    const name = this.table.names.find(this.nodes.valueOf(node));
    return name !== undefined && this.table.names.initialsOnly[name];
  }

  /** One note per author, which names some of those it was told from. */
  #noteSeparation(sides: readonly (readonly number[])[], reason: string, ledgerEntryId: string): void {
    const { ofNode, keys } = this.authors;
    const authorsOf = sides.map((nodes) => new Set(nodes.map((node) => ofNode[node]).filter((author) => author >= 0)));
    for (const [side, authors] of authorsOf.entries()) {
      const others = [...new Set(authorsOf.flatMap((each, at) => (at === side ? [] : [...each])))].toSorted((a, b) => a - b);
      for (const author of authors) {
        const named = others.filter((other) => other !== author);
        if (named.length === 0) continue;
        const more = named.length > OTHERS_NAMED ? ` and ${named.length - OTHERS_NAMED} more` : '';
        const detail = `not joined with ${named.slice(0, OTHERS_NAMED).map((other) => keys[other]).join(', ')}${more}: ${reason}`;
        const list = this.#keptApart.get(author) ?? [];
        list.push({ kind: 'KEPT_APART', detail, ledgerEntryId, mentions: this.joins.mentionsOf(this.authors.canonicalNode[author]) });
        this.#keptApart.set(author, list);
      }
    }
  }

  #collectKeptApart(): void {
    const { ofNode, keys } = this.authors;
    const noted = new Set<string>();
    const note = (a: number, b: number, text: string, mentions: number, ledgerEntryId: string | null): void => {
      const [left, right] = [ofNode[a], ofNode[b]];
      if (left === right) return;
      for (const [own, other] of [[left, right], [right, left]]) {
        if (own < 0) continue;
        const name = other < 0 ? this.nodes.keyOf(own === left ? b : a) : keys[other];
        const detail = `not joined with ${name}: ${text}`;
        // Where each mention has a node of its own, one statement may concern many: it is told once.
        if (noted.has(`${own} ${detail}`)) continue;
        noted.add(`${own} ${detail}`);
        const list = this.#keptApart.get(own);
        if (list === undefined) this.#keptApart.set(own, [{ kind: 'KEPT_APART', detail, ledgerEntryId, mentions }]);
        else list.push({ kind: 'KEPT_APART', detail, ledgerEntryId, mentions });
      }
    };
    for (const { a, b, reason, mentions, ledgerEntryId } of this.joins.refused) note(a, b, reason, mentions, ledgerEntryId);
    for (const { sides, reason, ledgerEntryId } of this.joins.separations.values()) this.#noteSeparation(sides, reason, ledgerEntryId);
    for (const { node, wanted, papers, example } of displacements(this.table)) {
      const more = papers === 1 ? '' : ` and ${papers - 1} more`;
      note(node, wanted, `both are authors of ${example}${more}`, papers, null);
    }
    for (const list of this.#keptApart.values()) list.sort((a, b) => (a.detail < b.detail ? -1 : 1));
  }
}

/** Displaced mentions per pair of nodes, with the first paper by key as the example. */
function displacements(table: MentionTable): { node: number; wanted: number; papers: number; example: string }[] {
  const byNode = new Map<number, { node: number; wanted: number; papers: number; example: string }>();
  for (const { node, wanted, paper } of table.displaced) {
    const key = table.paperKeys[paper];
    const known = byNode.get(node);
    if (known === undefined) byNode.set(node, { node, wanted, papers: 1, example: key });
    else {
      known.papers++;
      if (key < known.example) known.example = key;
    }
  }
  return [...byNode.values()];
}
