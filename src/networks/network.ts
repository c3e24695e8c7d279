/** What a network file is read to, and the contract of a format. */
import type { CsrGraph } from '../graph/types.js';
import type { NetworkBuilder } from './builder.js';

/**
 * How the attribute of an edge is read: as a strength (larger is closer), as a cost (larger is farther; strength =
 * 1 / cost), or not at all (every edge has strength 1).
 */
export const WEIGHT_READINGS = ['STRENGTH', 'COST', 'NONE'] as const;
export type WeightReading = (typeof WEIGHT_READINGS)[number];

/** Attributes taken for an edge's strength or cost where the caller names none, the most preferred first. */
export const USUAL_WEIGHT_ATTRIBUTES = ['weight', 'value', 'strength', 'collaboration_strength'] as const;

/** How nodes are called in the file. */
export interface NodeNames {
  readonly count: number;
  /** What edges call the node by. */
  idOf(node: number): string;
  /** What people call it: its label, or its id where it has none. */
  labelOf(node: number): string;
}

/**
 * A network file as a simple undirected graph. Of what the file states, stated = loops + duplicates + reciprocal +
 * graph.edgeCount.
 *
 * Several statements of one pair are one edge. Those in the same direction (in an undirected file: all) are duplicates:
 * their strengths are added up, as strengths of parallel ties are; read as costs, the cheapest counts, since a path takes
 * one of them. Where a pair is stated in both directions the stronger direction counts, so that a symmetric listing of an
 * undirected network is read as that network. `paperCount` of an edge is the number of its statements in the direction
 * that has more.
 */
export interface Network {
  readonly graph: CsrGraph;
  readonly labels: NodeNames;
  /** Id of the format that it was read as. */
  readonly format: string;
  /** Whether the file calls its edges (or some of them) directed. */
  readonly directed: boolean;
  /** Name of the attribute that strengths come from; null where every statement counted 1. */
  readonly strengthAttribute: string | null;
  /** Edges as the file states them. */
  readonly stated: number;
  /** Statements of an edge from a node to itself; left out. */
  readonly loops: number;
  /** Statements merged into an earlier one of the same pair and direction. */
  readonly duplicates: number;
  /** Pairs stated in both directions. */
  readonly reciprocal: number;
  /** What else was done with the file that its owner may not expect, a sentence each. */
  readonly notes: readonly string[];
}

/** A file's text, piece by piece; read once. */
export interface NetworkText {
  /** File name as the caller gave it, for sentences. */
  readonly file: string;
  /** Decoded text in pieces of any length. With `xml`, in the encoding that an XML declaration names. */
  pieces(options?: { readonly xml?: boolean }): AsyncIterable<string>;
}

export interface NetworkFormat {
  /** Short id used by `--format`. */
  readonly id: string;
  readonly title: string;
  /** Usual endings without the dot and without `.gz`. */
  readonly extensions: readonly string[];
  /** How sure the format is of a file that begins with `head`: 0 no, 1 certain. */
  detect(head: string): number;
  /**
   * Hands nodes and edges to `build` in the file's order, in the memory of one record. Throws a RangeError naming file,
   * line, value and remedy where the content is no network that can be read truly.
   */
  read(text: NetworkText, build: NetworkBuilder): Promise<void>;
}

/** Longest line, string or stretch without a tag, in UTF-16 code units: beyond it a file is refused. */
export const MAX_STRETCH = 16 << 20;

/** Most nodes that a file may promise by a number alone: beyond it a few bytes would cost gigabytes. */
export const MAX_PROMISED_NODES = 2 ** 27;

/** The error of a place in a file: `FILE:LINE: sentence`. */
export function networkError(file: string, line: number | null, sentence: string): RangeError {
  return new RangeError(`${line === null ? file : `${file}:${line}`}: ${sentence}`);
}

/** A value as it stands in a sentence. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
