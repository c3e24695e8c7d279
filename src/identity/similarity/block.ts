/**
 * Who is who within one block: all mentions whose names could be one person's. Pure: the outcome depends on what stands
 * with the block's own mentions, on what is bound and kept apart, and on the corpus's statistics rounded to steps.
 */
import type { FeatureCorpus } from './features.js';

/** CAUTIOUS never parts equal full names and joins others only where near certain; FULL is the best estimate of both. */
export type SimilarityMode = 'CAUTIOUS' | 'FULL';

/** The features by which a comparison is explained, in the order of `BlockJoins.parts`. */
export const EVIDENCE_FEATURES = [
  'NAME', 'COAUTHORS', 'VENUE', 'FIELDS', 'TITLE_WORDS', 'ABSTRACT_WORDS', 'AFFILIATION', 'EMAIL_DOMAIN', 'YEARS',
] as const;
export type EvidenceFeature = (typeof EVIDENCE_FEATURES)[number];

/** The mentions of a block and what is settled about them beforehand. */
export interface BlockMentions {
  /** Mentions as numbers of the feature corpus. */
  readonly mentions: Uint32Array;
  /** [mentions of the block] What is one person already (by id, person record, ledger): equal numbers from 0 up. */
  readonly unit: Int32Array;
  /** Per exclusive scheme (orcid, dblp, acl) the number of each unit's id, −1 for none: units with different numbers stay apart. */
  readonly exclusiveIds: readonly Int32Array[];
  /** Pairs of units that a curator keeps apart. */
  readonly apart: readonly (readonly [number, number])[];
}

/** The joins made, in order; with `unit` they span the clusters. */
export interface BlockJoins {
  readonly count: number;
  /** [joins] The two mentions (numbers of the feature corpus) that speak most for the join. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** [joins] Log-odds (natural logarithm) that the two sides are one person. */
  readonly logOdds: Float32Array;
  /** [joins × EVIDENCE_FEATURES] What each feature added to the log-odds; negative speaks against. */
  readonly parts: Float32Array;
}

export interface BlockOutcome {
  /** [mentions of the block] Cluster, numbered from 0 by first mention in the block's order. */
  readonly clusterOf: Int32Array;
  readonly joins: BlockJoins;
  /** Pairs of units that were never compared, because nothing links them and the block is too large for all pairs; 0 in most blocks. */
  readonly uncompared: number;
}

export interface Reason {
  readonly feature: EvidenceFeature;
  /** Natural logarithm of how much likelier this is of one person than of two; negative speaks against. */
  readonly logOdds: number;
  /** In words: `3 co-authors in common: A. Muster, …`. */
  readonly words: string;
}

export interface Comparison {
  /** Sum of the reasons' and of the prior. */
  readonly logOdds: number;
  /** Of being one person, in (0, 1). */
  readonly probability: number;
  readonly speaksFor: readonly Reason[];
  readonly speaksAgainst: readonly Reason[];
}

/** Clusters the mentions of one block. */
export type ResolveBlock = (block: BlockMentions, corpus: FeatureCorpus, options: { readonly mode: SimilarityMode }) => BlockOutcome;

/** Weighs two clusters of mentions against each other, in words; for explanations and suggested duplicates. */
export type CompareClusters = (a: Uint32Array, b: Uint32Array, corpus: FeatureCorpus) => Comparison;
