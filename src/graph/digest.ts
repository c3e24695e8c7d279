/**
 * Names of graphs by their content: equal arrays give equal names, whichever snapshot holds them. What was computed from
 * arrays of one name holds, bit for bit, for all of that name.
 */
import { createHash, type Hash } from 'node:crypto';
import type { TypedArray } from './shared-arrays.js';
import type { Counting, CsrGraph, Incidence, Selection } from './types.js';

/** Elements hashed at once: OpenSSL takes less than 2 GiB. */
const PIECE_ELEMENTS = 2 ** 26;

function arrayInto(hash: Hash, name: string, array: TypedArray): void {
  hash.update(`${name} ${array.length}\n`);
  for (let at = 0; at < array.length; at += PIECE_ELEMENTS) {
    const { buffer, byteOffset, byteLength } = array.subarray(at, at + PIECE_ELEMENTS);
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
}

/** Of collaborations alone: who they are between, their papers' number and strength, in the order of the nodes. sha256 in hexadecimal; O(n + m). */
export function digestOfCollaborations({ offsets, neighbours, paperCount, strength }: CsrGraph): string {
  const hash = createHash('sha256');
  for (const [name, array] of Object.entries({ offsets, neighbours, paperCount, strength })) arrayInto(hash, name, array);
  return hash.digest('hex');
}

/** Of papers, their facts and their authors, and which of them are selected. sha256 in hexadecimal; O(papers + authorships). */
export function digestOfPapers(incidence: Incidence, { paperMask, nodes }: Pick<Selection, 'paperMask' | 'nodes'>): string {
  const { authorCount, paperCount, ...arrays } = incidence;
  const hash = createHash('sha256').update(`${authorCount} ${paperCount}\n`);
  for (const [name, array] of Object.entries(arrays).toSorted(([a], [b]) => (a < b ? -1 : 1))) arrayInto(hash, name, array);
  for (const [name, array] of Object.entries({ paperMask, nodes })) arrayInto(hash, name, array);
  return hash.digest('hex');
}

/** What a metric reads. */
export interface ReadArrays {
  readonly incidence: Incidence;
  readonly selection: Pick<Selection, 'paperMask' | 'nodes'>;
  readonly graph: CsrGraph;
  readonly papersAsEdges?: Counting;
}

/**
 * Of everything that a metric reads.
 * @param readsGraphAlone whether that is the collaborations alone
 */
export function digestOfInput({ incidence, selection, graph, papersAsEdges }: ReadArrays, readsGraphAlone: boolean): string {
  const edges = digestOfCollaborations(graph);
  return readsGraphAlone ? edges : `${edges} ${digestOfPapers(incidence, selection)} ${papersAsEdges ?? ''}`;
}
