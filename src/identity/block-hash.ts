/**
 * What a block's outcome depends on, as one hash: equal hashes, equal outcomes. Tokens go in by their text, so that the
 * numbers given to them, which other papers shift, don't matter, and with the rarity that resolveBlock reads of them, as it
 * rounds it. Tokens that one mention of the block has alone are in no comparison: of them only the number counts, so that
 * their becoming more frequent elsewhere changes nothing.
 */
import { createHash } from 'node:crypto';
import type { PreparedSimilarity } from './similarity-engine.js';
import type { BlockMentions, SimilarityMode } from './similarity/block.js';
import { rowOf, TOKEN_KINDS, type FeatureCorpus, type TokenKind } from './similarity/features.js';

/** Kinds of tokens that stand with the mention; all others stand with its paper. */
const OF_MENTION: ReadonlySet<TokenKind> = new Set(['AFFILIATION_WORD', 'EMAIL_DOMAIN']);

/** Bytes of a hash. */
export const HASH_BYTES = 16;

/** The tokens of one kind: who has met them, and what is fed to the hash for them. */
interface KindState {
  readonly kind: TokenKind;
  readonly ofMention: boolean;
  /** [tokens] Twice the block's number where one mention of it has the token, one more where several have. */
  readonly met: Uint32Array;
  /** [tokens] Text and level; made when first asked for. */
  readonly texts: (string | undefined)[];
}

/** Hashes blocks of one corpus in one mode. */
export class BlockHasher {
  readonly #corpus: FeatureCorpus;
  readonly #similarity: PreparedSimilarity;
  readonly #head: string;
  readonly #kinds: readonly KindState[];
  readonly #names: (string | undefined)[] = [];
  #block = 0;

  constructor(corpus: FeatureCorpus, mode: SimilarityMode, similarity: PreparedSimilarity) {
    this.#corpus = corpus;
    this.#similarity = similarity;
    this.#head = JSON.stringify([similarity.version, mode]);
    this.#kinds = TOKEN_KINDS.map((kind) => ({ kind, ofMention: OF_MENTION.has(kind), met: new Uint32Array(corpus.tokens[kind].length), texts: [] }));
  }

  /** HASH_BYTES bytes. O(what stands with the mentions). */
  hash({ mentions, unit, exclusiveIds, apart, met }: BlockMentions): Buffer {
    const { mentionPaper, mentionName, paperKeys, paperYear, nameToken } = this.#corpus;
    this.#block += 1;
    for (const mention of mentions) for (const state of this.#kinds) this.#meet(state, mention);
    const hash = createHash('sha256').update(this.#head).update(JSON.stringify([apart, exclusiveIds.map((ids) => [...ids]), met === undefined ? null : [...met]]));
    for (const [at, mention] of mentions.entries()) {
      const paper = mentionPaper[mention];
      const name = mentionName[mention];
      const parts = [`\n${unit[at]}`, paperKeys[paper], String(paperYear[paper]), this.#name(name), this.#text(this.#coauthors, nameToken[name])];
      for (const state of this.#kinds) this.#feed(state, mention, parts);
      hash.update(parts.join('\u0000'));
    }
    return hash.digest().subarray(0, HASH_BYTES);
  }

  get #coauthors(): KindState {
    return this.#kinds[TOKEN_KINDS.indexOf('COAUTHOR')];
  }

  #row({ kind, ofMention }: KindState, mention: number): Uint32Array {
    return rowOf(this.#corpus.rows[kind], ofMention ? mention : this.#corpus.mentionPaper[mention]);
  }

  #meet(state: KindState, mention: number): void {
    const { met } = state;
    const [once, again] = [this.#block * 2, this.#block * 2 + 1];
    for (const token of this.#row(state, mention)) met[token] = met[token] >= once ? again : once;
  }

  /** How many tokens the mention has, and which of them another has too. */
  #feed(state: KindState, mention: number, parts: string[]): void {
    const row = this.#row(state, mention);
    const again = this.#block * 2 + 1;
    parts.push(`${state.kind} ${row.length}`);
    for (const token of row) if (state.met[token] === again) parts.push(this.#text(state, token));
    // Whether its own name, which is not its co-author's, is among them.
    if (state.kind === 'COAUTHOR') parts.push(row.includes(this.#corpus.nameToken[this.#corpus.mentionName[mention]]) ? '-' : '+');
  }

  #text({ kind, texts }: KindState, token: number): string {
    return (texts[token] ??= `${this.#corpus.tokens[kind][token]} ${this.#similarity.levelOf(kind, token)}`);
  }

  #name(name: number): string {
    const { key, parsed } = this.#corpus.names[name];
    return (this.#names[name] ??= JSON.stringify([key, parsed.given, parsed.particles, parsed.family, parsed.suffix, parsed.homonym, this.#similarity.commonnessOf(name), this.#similarity.perMillionOf(name)]));
  }
}
