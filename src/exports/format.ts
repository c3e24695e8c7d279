/**
 * What the formats have in common, so that the command line, the download address and the explorer's menu need no case
 * per format: each is written by `openExport` (open-export.ts) as a stream of chunks.
 */
import type { DrawingOptions } from './drawing.js';
import type { ExportedNetwork } from './network.js';
import type { CitedPaper } from './paper.js';

/** What a format carries: a network (and is given one), papers, or the picture of a network. */
export type FormatKind = 'NETWORK' | 'PAPERS' | 'DRAWING';

/** A piece of a file: text (to be encoded as UTF-8) or bytes. */
export type Chunk = string | Uint8Array;

/** What is to be written: `network` for networks and drawings, `papers` for papers. */
export interface ExportInput {
  readonly network?: ExportedNetwork;
  /** Read once, in this order. */
  readonly papers?: Iterable<CitedPaper> | AsyncIterable<CitedPaper>;
  /** How to draw; what is left out is as in DEFAULT_DRAWING. Only drawings look at it, and at sizes and colours formats that hold looks. */
  readonly drawing?: Partial<DrawingOptions>;
}

/** A part that was begun. */
export interface OpenedPart {
  readonly chunks: Iterable<Chunk> | AsyncIterable<Chunk>;
  /** What of this very input the file doesn't show, a sentence each; known before the first chunk. */
  readonly notes: readonly string[];
}

/** One file of a format. */
export interface ExportPart {
  /** Goes before the extension where a format has several files: `nodes`, `edges`; empty for the only one. */
  readonly part: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Begins to write. Throws ExportError where the input has nothing to write or too much to draw. */
  open(input: ExportInput): OpenedPart | Promise<OpenedPart>;
}

export interface ExportFormat {
  /** For `--format` and the download address: lower-case letters and `-`. */
  readonly id: string;
  readonly title: string;
  readonly kind: FormatKind;
  /** Programs that read it. */
  readonly readBy: string;
  readonly parts: readonly ExportPart[];
  /** What the format has no place for or writes otherwise, in words; null where it holds all. */
  readonly leavesOut: string | null;
  /** True where the positions of a layout are part of the file, so that one is worth computing. */
  readonly holdsPositions: boolean;
  /** True where sizes and colours of nodes are part of the format, beside the columns that they stand for. */
  readonly holdsLooks?: boolean;
  /** True where the files are bytes that no terminal can show. */
  readonly isBinary: boolean;
}

/** What somebody asked that can't be had: each surface has a name of its own for the argument. */
export interface RefusedValue {
  readonly argument: keyof DrawingOptions | 'format' | 'part';
  readonly value: unknown;
  /** Continues "ARGUMENT is VALUE, ", without a full stop. */
  readonly reason: string;
}

/** The input can't be written in this format; the message says why and what to do, in words for whoever asked. */
export class ExportError extends Error {
  override readonly name = 'ExportError';

  constructor(
    message: string,
    /** The argument to blame; null where none is. */
    readonly refused: RefusedValue | null = null,
  ) {
    super(message);
  }
}
