/** What a change of the ledger changed in the graph: facts of the authors concerned, before and after. */

/** An author in one snapshot, under the default graph. */
export interface AuthorState {
  /** Public id in that snapshot. */
  readonly id: string;
  readonly displayName: string;
  readonly paperCount: number;
  /** People with a joint paper. */
  readonly collaboratorCount: number;
  /** Betweenness by hops: pairs of others on whose shortest paths the author lies; null where it was not known in time or is undefined. */
  readonly betweenness: number | null;
  /** The same as a share of all pairs of others, in [0, 1]; null where `betweenness` is. */
  readonly betweennessNormalized: number | null;
  /** 1 for the largest; null where betweenness is. */
  readonly betweennessRank: number | null;
  /** Authors of the community (Louvain, seed 1, resolution 1), this one included; null where not known in time. */
  readonly communitySize: number | null;
}

/** An author of the snapshot after the change, with what became of the community. */
export interface ChangedAuthor extends AuthorState {
  /** Ids of the authors before whose mentions this one has. */
  readonly was: readonly string[];
  /**
   * Other members of the community who were not in that of the author whom this one goes on from: of those in `was` the one
   * of this name, else of this id, else with most papers. Authors whom the change concerns are not counted. Null where a
   * community is not known, and for an author whom the change made.
   */
  readonly communityJoined: number | null;
  /** Other members of that earlier community who are not in this one's now; null where `communityJoined` is. */
  readonly communityLeft: number | null;
}

export interface LedgerEffects {
  readonly snapshotBefore: string;
  readonly snapshotAfter: string;
  /** Authors of the whole corpus. */
  readonly authorsBefore: number;
  readonly authorsAfter: number;
  /** Pairs of collaborators in the whole corpus; null where they were not counted. */
  readonly collaborationsBefore: number | null;
  readonly collaborationsAfter: number | null;
  /** The authors concerned, most papers first. */
  readonly before: readonly AuthorState[];
  readonly after: readonly ChangedAuthor[];
  /** What could not be said and why, a sentence each. */
  readonly notes: readonly string[];
}
