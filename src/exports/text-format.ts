/** Formats of networks as text: what each has of its own is its description and how its files are written. */
import type { DrawingOptions } from './drawing.js';
import { ExportError, type ExportFormat, type ExportInput, type ExportPart } from './format.js';
import { assertColumns, type ExportedNetwork } from './network.js';

/** One file of a text format. */
export interface TextPart extends Omit<ExportPart, 'open'> {
  /** Writes the file in pieces; memory does not grow with the network unless the format's head says so. */
  readonly write: (network: ExportedNetwork, drawing: Partial<DrawingOptions>) => Iterable<string>;
}

/** The network that a format called `title` is to write. @throws ExportError where there is none */
export function networkIn({ network }: ExportInput, title: string): ExportedNetwork {
  if (network === undefined) throw new ExportError(`${title} holds a network, and there is none to write.`);
  assertColumns(network);
  return network;
}

/** A network format from its description and its writers. */
export function textFormat({ parts, ...format }: Pick<ExportFormat, 'id' | 'title' | 'readBy' | 'leavesOut' | 'holdsPositions' | 'holdsLooks'> & { readonly parts: readonly TextPart[] }): ExportFormat {
  return {
    ...format, kind: 'NETWORK', isBinary: false,
    parts: parts.map(({ write, ...part }): ExportPart => ({ ...part, open: (input) => ({ chunks: write(networkIn(input, format.title), input.drawing ?? {}), notes: [] }) })),
  };
}
