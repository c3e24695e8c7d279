/**
 * The graph's shapes: the incidence (who is on which paper), the selection a graph spec makes of it, and the
 * projection (who writes with whom). All typed arrays, all shareable between threads.
 */

export const COUNTINGS = ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const;
/** How much strength a paper of k ≥ 2 authors gives each pair of them; the formulas are in spec.ts. */
export type Counting = (typeof COUNTINGS)[number];

/** Which co-authorship graph is meant. Every field has a neutral default (see DEFAULT_SPEC in spec.ts). */
export interface GraphSpec {
  readonly counting: Counting;
  /** Papers with more authors are left out of nodes, edges and strengths; null leaves none out. */
  readonly maxAuthors: number | null;
  /** Inclusive bounds on the publication year; with any bound set, papers of unknown year are left out. */
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  /** Keep papers of any of these types, venues, fields (indices into the incidence's vocabularies); empty keeps all. */
  readonly types: readonly number[];
  readonly venues: readonly number[];
  readonly fields: readonly number[];
  /** Drop collaborations of less strength (under `counting`); 0 keeps all. Authors stay as nodes. */
  readonly minStrength: number;
  /** ALL, or only the largest connected component. */
  readonly component: 'ALL' | 'GIANT';
  /** Only the component of this author (index); null for no such restriction. */
  readonly componentOf: number | null;
}

/** paperYear of a paper whose year is unknown. */
export const UNKNOWN_YEAR = -32768;
/** paperCitations of a paper whose citation count is unknown; also paperType/paperVenue of unknown ones. */
export const UNKNOWN = -1;
/** Bits of paperFlags. */
export const FLAG_AUTHOR_LIST_COMPLETE = 1;
export const FLAG_HAS_CODE = 2;
export const FLAG_HAS_ABSTRACT = 4;
/** Affiliations stated on the paper name a country; with INTERNATIONAL, at least two. */
export const FLAG_COUNTRY_KNOWN = 8;
export const FLAG_INTERNATIONAL = 16;

/**
 * The author × paper hypergraph, CSR both ways; A authors, P papers, I = Σ k incidences. Only persons are here
 * (groups stay on the paper's record). Authors of a paper stand in author-list order (unknown positions last),
 * each at most once; papers of an author stand in ascending index order.
 */
export interface Incidence {
  readonly authorCount: number;
  readonly paperCount: number;
  /** [P+1] into paperAuthors; the last entry equals its length. */
  readonly paperOffsets: Uint32Array;
  /** [I] author indices. */
  readonly paperAuthors: Uint32Array;
  /** [A+1] into authorPapers. */
  readonly authorOffsets: Uint32Array;
  /** [I] paper indices, ascending per author. */
  readonly authorPapers: Uint32Array;
  /** [P] publication year or UNKNOWN_YEAR. */
  readonly paperYear: Int16Array;
  /** [P] publication date as year · 10,000 + month · 100 + day, unknown month and day as 0; or UNKNOWN without a year. */
  readonly paperDate: Int32Array;
  /** [P] index into the type vocabulary or UNKNOWN. */
  readonly paperType: Int8Array;
  /** [P] index into the venue vocabulary or UNKNOWN. */
  readonly paperVenue: Int32Array;
  /** [P+1] into paperFields. */
  readonly paperFieldOffsets: Uint32Array;
  readonly paperFields: Uint32Array;
  /** [P] or UNKNOWN. */
  readonly paperCitations: Int32Array;
  /** [P] FLAG_ bits. */
  readonly paperFlags: Uint8Array;
}

/** What a spec's paper filters keep. Cost to make: O(P + I). */
export interface Selection {
  /** [P] 1 where the paper is kept. */
  readonly paperMask: Uint8Array;
  /** [n] author index of each node, ascending: every author of a kept paper. */
  readonly nodes: Uint32Array;
  /** [A] node of each author, or −1. */
  readonly nodeOf: Int32Array;
  readonly keptPapers: number;
  /** Papers that only `maxAuthors` kept out. */
  readonly hyperAuthoredExcluded: number;
  /** Kept papers whose author list is known to be incomplete: their strengths are computed from the listed authors. */
  readonly incompleteAuthorLists: number;
}

/** A simple undirected graph in CSR. Every edge stands twice; neighbours of a node ascend; no loops. */
export interface CsrGraph {
  readonly nodeCount: number;
  /** Undirected edges: neighbours.length / 2. */
  readonly edgeCount: number;
  /** [n+1]; the last entry equals neighbours.length. */
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  /** Joint papers, parallel to neighbours. */
  readonly paperCount: Uint32Array;
  /** Larger means closer; > 0; parallel to neighbours. */
  readonly strength: Float64Array;
}

/** The co-author graph under a spec. Node i is author nodes[i]. */
export interface Projection extends CsrGraph, Selection {
  readonly spec: GraphSpec;
}
