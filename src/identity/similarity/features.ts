/**
 * What is known of mentions and papers, as numbers. Tokens of each kind (words, venues, names, affiliations) are
 * interned; lists lie in flat arrays, one row per paper or mention, so that a million mentions cost megabytes, not objects.
 */
import type { ParsedName } from '../names.js';

/** Lists of numbers, row after row: row r is `values[offsets[r] … offsets[r + 1])`. */
export interface Rows {
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

/** The kinds of tokens that stand with a paper or a mention. */
export const TOKEN_KINDS = ['COAUTHOR', 'TITLE_WORD', 'ABSTRACT_WORD', 'VENUE', 'FIELD', 'AFFILIATION_WORD', 'EMAIL_DOMAIN'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** Everything that similarity reads. Built by FeatureBuilder (gather.ts); never changed afterwards. */
export interface FeatureCorpus {
  readonly paperCount: number;
  readonly mentionCount: number;
  /** [papers] The paper's key: unique, and what ties are broken by. */
  readonly paperKeys: readonly string[];
  /** [papers] Year of publication, 0 where unknown. */
  readonly paperYear: Int16Array;
  /** Per paper the names on it, in the order of its author list; groups are left out. */
  readonly paperNames: Rows;
  /** Per kind the rows of tokens, ascending: per paper for co-authors (all authors of it), words of title and abstract, venue and fields; per mention for affiliations and domains. */
  readonly rows: { readonly [kind in TokenKind]: Rows };
  /** Per kind and token the folded text. */
  readonly tokens: { readonly [kind in TokenKind]: readonly string[] };
  /** Per kind and token how many papers (or mentions) have it. */
  readonly frequency: { readonly [kind in TokenKind]: Uint32Array };
  /** [mentions] */
  readonly mentionPaper: Uint32Array;
  /** [mentions] An index into `names`. */
  readonly mentionName: Uint32Array;
  /** One per name key. */
  readonly names: readonly NameFeatures[];
  /** [names] Mentions with this name. */
  readonly nameFrequency: Uint32Array;
  /** [names] The COAUTHOR token by which the name stands in others' lists. */
  readonly nameToken: Uint32Array;
  /** [names] The number of the key of the block in which the name is at home (blocking.ts). */
  readonly nameBlock: Uint32Array;
  /** Per block key its text. */
  readonly blockKeys: readonly string[];
  /** By name the keys of the blocks in which names of several homes meet, its own home among them where guests come; most names have none. */
  readonly guestKeys: ReadonlyMap<number, readonly string[]>;
}

/** A name, once per name key. */
export interface NameFeatures {
  /** As nameKey() gives it. */
  readonly key: string;
  readonly parsed: ParsedName;
}

/** The values of a row (a view). */
export function rowOf({ offsets, values }: Rows, row: number): Uint32Array {
  return values.subarray(offsets[row], offsets[row + 1]);
}
