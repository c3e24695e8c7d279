/** What similarity joined, and what it left apart, in words, author by author. */
import type { Evidence } from './author.js';
import type { NumberedAuthors } from './authors.js';
import { groupBy, itemsOf, type Groups } from './groups.js';
import type { MentionTable } from './mentions.js';
import type { SimilarityFindings } from './similarity-step.js';
import { probabilityText as shown, type SimilarJoin } from './similar-joins.js';
import type { Comparison, Reason } from './similarity/compare.js';

/** Joins told one by one, the least certain first; the others are told together. */
const JOINS_TOLD = 3;
/** Mentions of an author, the earliest, by which it is weighed against a namesake. */
const MENTIONS_WEIGHED = 16;
/** Namesakes, those with most mentions, of whom the likeliest is told. */
const NAMESAKES_WEIGHED = 4;

export class SimilarEvidence {
  readonly #joinsOf: Groups;
  /** [person mentions] author. */
  readonly #authorOf: Int32Array;
  readonly #mentionsOf: Groups;
  /** Per name the authors that bear it, where there are several. */
  readonly #bearers: ReadonlyMap<number, readonly number[]>;

  constructor(
    readonly findings: SimilarityFindings,
    readonly table: MentionTable,
    readonly authors: NumberedAuthors,
  ) {
    const { joins, corpus } = findings;
    this.#authorOf = Int32Array.from({ length: corpus.mentionCount }, (_, mention) => authors.ofMention[table.personMentions.at(mention)]);
    this.#mentionsOf = groupBy(this.#authorOf, authors.keys.length);
    this.#joinsOf = groupBy(Int32Array.from({ length: joins.count }, (_, join) => this.#authorOf[joins.at(join).a]), authors.keys.length);
    this.#bearers = sharedNames(corpus.mentionName, this.#authorOf, table);
  }

  /** The mean probability of the author's joins, each counting the mentions of its smaller side; null where there are none. */
  weightOf(author: number): number | null {
    let [sum, mentions] = [0, 0];
    for (const join of this.#joins(author)) {
      sum += join.probability * join.mentions;
      mentions += join.mentions;
    }
    return mentions === 0 ? null : sum / mentions;
  }

  /** True where another author has a mention written with the same full name. */
  sharesName(author: number): boolean {
    return this.#sharedName(author) !== null;
  }

  /** Why its mentions were joined: the least certain joins one by one, the others together. */
  joined(author: number): Evidence[] {
    const joins = this.#joins(author);
    const inOrder = joins.toSorted((x, y) => x.probability - y.probability);
    const told = inOrder.slice(0, JOINS_TOLD).map((join): Evidence => this.#tell(join, this.#sidesOf(author, join, joins.slice(0, joins.indexOf(join)))));
    const others = inOrder.slice(JOINS_TOLD);
    if (others.length === 0) return told;
    const mentions = others.reduce((sum, join) => sum + join.mentions, 0);
    const detail = `${others.length} more joins, of probability ${shown(others[0].probability)} or more`;
    return [...told, { kind: 'SIMILARITY', detail, ledgerEntryId: null, mentions }];
  }

  /** Weighs two authors against each other by their earliest mentions. */
  weigh(a: number, b: number): Comparison {
    return this.findings.similarity.compareClusters(this.#sample(a), this.#sample(b));
  }

  /** The likeliest of the others who bear its name: what spoke against one person, and how likely it is; null where nobody bears it. */
  rejected(author: number): { readonly evidence: Evidence; readonly probability: number } | null {
    const name = this.#sharedName(author);
    if (name === null) return null;
    const others = (this.#bearers.get(name) ?? []).filter((other) => other !== author);
    const { nearest, comparison: { speaksFor, speaksAgainst, probability } } = this.#nearestOf(author, others);
    const many = others.length === 1 ? '' : ` (${others.length} other authors bear the name)`;
    const why = speaksAgainst.length > 0 ? words(speaksAgainst) : speaksFor.length > 0 ? `too little in common: ${words(speaksFor)}` : 'nothing in common';
    const detail = `not joined with ${this.authors.keys[nearest]}${many}: ${why}; probability of one person ${shown(probability)}`;
    return { evidence: { kind: 'KEPT_APART', detail, ledgerEntryId: null, mentions: this.#count(author) }, probability };
  }

  #joins(author: number): SimilarJoin[] {
    return Array.from(itemsOf(this.#joinsOf, author), (join) => this.findings.joins.at(join));
  }

  #count(author: number): number {
    return this.#mentionsOf.offsets[author + 1] - this.#mentionsOf.offsets[author];
  }

  #sample(author: number): Uint32Array {
    return itemsOf(this.#mentionsOf, author).subarray(0, MENTIONS_WEIGHED);
  }

  /** The likeliest of the NAMESAKES_WEIGHED others with most mentions. */
  #nearestOf(author: number, others: readonly number[]): { readonly nearest: number; readonly comparison: Comparison } {
    const largest = others.length <= NAMESAKES_WEIGHED ? others : others.toSorted((x, y) => this.#count(y) - this.#count(x) || x - y).slice(0, NAMESAKES_WEIGHED);
    const weighed = largest.map((nearest) => ({ nearest, comparison: this.weigh(author, nearest) }));
    return weighed.reduce((best, other) => (other.comparison.probability > best.comparison.probability ? other : best));
  }

  /** The two sides of a join as they were when it was made: mentions of the block, with all that earlier joins had brought together. */
  #sidesOf(author: number, { a, b }: SimilarJoin, earlier: readonly SimilarJoin[]): [Uint32Array, Uint32Array] {
    const { unitOf, corpus: { nameBlock, mentionName } } = this.findings;
    const into = new Map<number, number>();
    const root = (mention: number): number => {
      let unit = unitOf[mention];
      for (let next = into.get(unit); next !== undefined; next = into.get(unit)) unit = next;
      return unit;
    };
    const blockOf = (mention: number): number => nameBlock[mentionName[mention]];
    for (const join of earlier) {
      const [left, right] = [root(join.a), root(join.b)];
      if (blockOf(join.a) === blockOf(a) && left !== right) into.set(right, left);
    }
    const members = itemsOf(this.#mentionsOf, author).filter((mention) => blockOf(mention) === blockOf(a));
    const [left, right] = [root(a), root(b)];
    return [members.filter((mention) => root(mention) === left), members.filter((mention) => root(mention) === right)];
  }

  #tell({ a, b, probability, mentions }: SimilarJoin, [ofA, ofB]: [Uint32Array, Uint32Array]): Evidence {
    const { corpus, similarity } = this.findings;
    const { speaksFor, speaksAgainst } = similarity.compareClusters(ofA, ofB);
    const why = [...(speaksFor.length > 0 ? [words(speaksFor)] : []), ...(speaksAgainst.length > 0 ? [`against it ${words(speaksAgainst)}`] : [])].join('; ');
    const [left, right] = [a, b].map((mention) => corpus.names[corpus.mentionName[mention]].key);
    const who = left === right ? left : `${left} = ${right}`;
    return { kind: 'SIMILARITY', detail: `${who}: ${why || 'compatible names'}; probability ${shown(probability)}`, ledgerEntryId: null, mentions };
  }

  /** The name of the author's earliest mention that another author bears too. */
  #sharedName(author: number): number | null {
    if (this.#bearers.size === 0) return null;
    for (const mention of itemsOf(this.#mentionsOf, author)) {
      const name = this.findings.corpus.mentionName[mention];
      if (this.#bearers.has(name)) return name;
    }
    return null;
  }
}

/** Each reason with what it adds to the log-odds (natural logarithm). */
function words(reasons: readonly Reason[]): string {
  return reasons.map(({ words: told, logOdds }) => `${told} (${logOdds < 0 ? '−' : '+'}${Math.abs(logOdds).toFixed(1)})`).join('; ');
}

/** Names that several authors bear, with their bearers ascending. Names of nobody are left out. O(mentions log mentions). */
function sharedNames(mentionName: Uint32Array, authorOf: Int32Array, table: MentionTable): Map<number, readonly number[]> {
  const byName = groupBy(Int32Array.from(mentionName), table.names.nameCount);
  const shared = new Map<number, readonly number[]>();
  for (let name = 0; name < table.names.nameCount; name++) {
    const mentions = itemsOf(byName, name);
    if (mentions.length < 2 || table.names.nobody[name]) continue;
    const first = authorOf[mentions[0]];
    if (mentions.every((mention) => authorOf[mention] === first)) continue;
    shared.set(name, [...new Set(Array.from(mentions, (mention) => authorOf[mention]))].toSorted((a, b) => a - b));
  }
  return shared;
}
