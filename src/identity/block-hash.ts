/**
 * What a block's outcome depends on, as one hash: equal hashes, equal outcomes. Everything that stands with the block's
 * mentions goes in as text, so that the numbers given to tokens and papers, which other papers shift, don't matter; and of
 * the corpus only the statistics that resolveBlock reads, rounded as it rounds them.
 */
import { createHash } from 'node:crypto';
import type { BlockMentions, SimilarityMode } from './similarity/block.js';
import { rowOf, TOKEN_KINDS, type FeatureCorpus, type TokenKind } from './similarity/features.js';

/** Raised whenever resolveBlock would answer otherwise for the same input, so that outcomes kept from before don't count. */
const ENGINE_VERSION = 1;

/** Kinds of tokens that stand with the mention, and those that stand with its paper. */
const MENTION_KINDS: readonly TokenKind[] = ['AFFILIATION_WORD', 'EMAIL_DOMAIN'];
const PAPER_KINDS: readonly TokenKind[] = TOKEN_KINDS.filter((kind) => !MENTION_KINDS.includes(kind));

/** Bytes of a hash. */
export const HASH_BYTES = 16;

/** Hashes blocks of one corpus in one mode. */
export class BlockHasher {
  readonly #corpus: FeatureCorpus;
  readonly #head: string;
  /** Per kind and token the text and its step; made when first asked for. */
  readonly #tokens: { readonly [kind in TokenKind]: (string | undefined)[] };
  readonly #names: (string | undefined)[] = [];
  /** Per paper the hash of all that stands with it; made when first asked for. */
  readonly #papers: Uint8Array;
  readonly #isHashed: Uint8Array;

  /** @param step how frequencies are rounded */
  constructor(corpus: FeatureCorpus, mode: SimilarityMode, readonly step: (count: number) => number) {
    this.#corpus = corpus;
    this.#head = JSON.stringify([ENGINE_VERSION, mode, step(corpus.paperCount), step(corpus.mentionCount)]);
    this.#tokens = Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, []])) as unknown as { [kind in TokenKind]: (string | undefined)[] };
    this.#papers = new Uint8Array(corpus.paperCount * HASH_BYTES);
    this.#isHashed = new Uint8Array(corpus.paperCount);
  }

  /** HASH_BYTES bytes. O(what stands with the mentions, and with papers not met before). */
  hash({ mentions, unit, exclusiveIds, apart }: BlockMentions): Buffer {
    const corpus = this.#corpus;
    const hash = createHash('sha256').update(this.#head).update(JSON.stringify([apart, exclusiveIds.map((ids) => [...ids])]));
    for (const [at, mention] of mentions.entries()) {
      hash.update(this.#paper(corpus.mentionPaper[mention]));
      hash.update(this.#rows(MENTION_KINDS, mention, `${unit[at]} ${this.#name(corpus.mentionName[mention])}`));
    }
    return hash.digest().subarray(0, HASH_BYTES);
  }

  #paper(paper: number): Uint8Array {
    const found = this.#papers.subarray(paper * HASH_BYTES, (paper + 1) * HASH_BYTES);
    if (this.#isHashed[paper] === 0) {
      const { paperKeys, paperYear, paperNames } = this.#corpus;
      const names = Array.from(rowOf(paperNames, paper), (name) => this.#name(name));
      const text = this.#rows(PAPER_KINDS, paper, [paperKeys[paper], paperYear[paper], ...names].join('\u0000'));
      found.set(createHash('sha256').update(text).digest().subarray(0, HASH_BYTES));
      this.#isHashed[paper] = 1;
    }
    return found;
  }

  /** The tokens of a row of each kind, behind what else there is to say. */
  #rows(kinds: readonly TokenKind[], row: number, head: string): string {
    const parts = [head];
    for (const kind of kinds) {
      parts.push(kind);
      for (const token of rowOf(this.#corpus.rows[kind], row)) parts.push(this.#token(kind, token));
    }
    return parts.join('\u0000');
  }

  #name(name: number): string {
    const { names, nameFrequency, nameBlock, blockFrequency } = this.#corpus;
    const { key, parsed } = names[name];
    return (this.#names[name] ??= JSON.stringify([
      key, parsed.given, parsed.particles, parsed.family, parsed.suffix, this.step(nameFrequency[name]), this.step(blockFrequency[nameBlock[name]]),
    ]));
  }

  #token(kind: TokenKind, token: number): string {
    return (this.#tokens[kind][token] ??= `${this.#corpus.tokens[kind][token]} ${this.step(this.#corpus.frequency[kind][token])}`);
  }
}
