/** What is known of records while it is decided which of them are one paper, and what can be said of two of them. */
import type { PaperIds, PaperIdScheme, RelatedId } from '../records/record.js';

/** What deciding needs of a record. */
export interface RecordHead {
  /** 0 … n−1, each once. */
  readonly index: number;
  readonly externalIds: PaperIds;
  /** comparedTitle(record), stated-titles.ts: empty where the record states no title. */
  readonly titleKey: string;
  readonly year: number | null;
  /** authorKeysOf(mentions), duplicates-authors.ts. */
  readonly authorKeys: readonly string[];
  readonly authorListComplete: boolean;
  /** Ids of other versions that the record states; absent where it states none. */
  readonly relatedIds?: readonly Pick<RelatedId, 'scheme' | 'value'>[];
}

export type JoinReason =
  | { readonly kind: 'SHARED_ID'; readonly scheme: PaperIdScheme; readonly value: string }
  | { readonly kind: 'RELATED_ID'; readonly scheme: PaperIdScheme; readonly value: string }
  /** `value` is the DOI of the other version. */
  | { readonly kind: 'DOI_VERSION'; readonly value: string }
  | { readonly kind: 'TITLE'; readonly titleKey: string };

/** Two records found to be one paper. There are exactly n − clusterCount joins: a spanning forest of the clusters. */
export interface DuplicateJoin {
  readonly record: number;
  readonly joinedTo: number;
  readonly reason: JoinReason;
}

/** Two records that share an id under entirely different titles; the id did not join them. */
export interface IdConflict {
  readonly record: number;
  readonly other: number;
  readonly scheme: PaperIdScheme;
  readonly value: string;
}
