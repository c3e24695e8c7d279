import { count } from '../../design/numbers.js';

/** `3`, or `3=` where others listed beside it share the place; a dash where there is no value. */
export function placeWords(rank: number | null | undefined, neighbours: ReadonlyArray<number | null | undefined>): string {
  if (rank === null || rank === undefined) return '–';
  return neighbours.includes(rank) ? `${count(rank)}=` : count(rank);
}
