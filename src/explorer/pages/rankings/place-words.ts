import { count } from '../../design/numbers.js';

/** `3`, or `3=` where others share the place, be they listed beside it or not; a dash where there is no place. */
export function placeWords(figure: { readonly rank: number | null; readonly tieCount: number | null } | null): string {
  if (figure === null || figure.rank === null) return '–';
  return (figure.tieCount ?? 1) > 1 ? `${count(figure.rank)}=` : count(figure.rank);
}
