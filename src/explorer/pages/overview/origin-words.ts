/** What the corpus was made of, in words: of records that were imported, or of works that were packed without them. */
import { counted } from '../../design/numbers.js';

export interface Origin {
  readonly recordCount: number;
  readonly paperCount: number;
  readonly problemCount: number;
  readonly snapshot: { readonly product: string };
}

/** Whether the snapshot was packed from a pipeline's tables, as its maker's name says. */
export function isPacked({ snapshot: { product } }: Pick<Origin, 'snapshot'>): boolean {
  return /^coterie packer \d+$/.test(product);
}

/** `12 records became 11 papers.`; of a packed snapshot `11 papers from 11 works, with 0 problems noted in packing.` */
export function originWords(origin: Origin): string {
  const { recordCount, paperCount, problemCount } = origin;
  if (!isPacked(origin)) return `${counted(recordCount, 'record')} became ${counted(paperCount, 'paper')}.`;
  return `${counted(paperCount, 'paper')} from ${counted(recordCount, 'work')}, with ${counted(problemCount, 'problem')} noted in packing.`;
}
