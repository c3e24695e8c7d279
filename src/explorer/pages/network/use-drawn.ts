/** What an answer becomes on the page: rows, picture, scales and years, made anew only when something of them changes. */
import type { Present } from '../../api/ask.js';
import { useMemo, useRef } from 'preact/hooks';
import type { AskError } from '../../api/ask.js';
import type { Appearance, Picture } from '../../drawing/types.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { growthOf, rowsUntil, yearInRange, type Growth } from './growth.js';
import { appearanceOf, pictureOf } from './picture.js';
import { rowsOf, type Rows } from './rows.js';
import { centresOf } from './scope-words.js';
import type { NetworkState } from './state.js';
import { useLayout } from './use-layout.js';
import { announcement } from './words.js';

export interface Drawn {
  readonly network: NonNullable<NetworkPictureQuery['network']>;
  /** Of all years. */
  readonly rows: Rows;
  /** By the end of the slider's year. */
  readonly shown: Rows;
  readonly picture: Picture;
  readonly appearance: Appearance;
  readonly growth: Growth;
  /** The slider's year; null for all years. */
  readonly year: number | null;
  /** `12 authors, 30 collaborations`. */
  readonly words: string;
}

/**
 * Null before the first picture and where there is no data; the one before stays while the next is being laid out.
 * @param state of the address, whose looks apply at once
 */
export function useDrawn(state: NetworkState, data: Present<NetworkPictureQuery> | null, reducedMotion: boolean): { readonly drawn: Drawn | null; readonly failure: AskError | null; readonly retry: () => void } {
  const rows = useMemo(() => (data === null ? null : rowsOf(data)), [data]);
  const growth = useMemo(() => (rows === null ? null : growthOf(rows)), [rows]);
  const { placed, failure, retry } = useLayout(state, data, rows, reducedMotion);
  const isPapers = state.counting === 'FULL';
  const pinned = state.scope === 'authors' ? '' : state.authors.join(',');
  const centres = rows === null ? '' : [...centresOf(state, rows)].join(',');
  const picture = useMemo(
    () => (rows === null || placed === null ? null : pictureOf(rows, placed.places, placed.frame, { colour: state.colour, centres: new Set(centres.split(',')), pinned: new Set(pinned.split(',')), isPapers })),
    [rows, placed, state.colour, centres, pinned, isPapers],
  );
  const appearance = useMemo(() => (rows === null ? null : appearanceOf(rows, state.colour)), [rows, state.colour]);
  const year = yearInRange(state.year, growth?.range ?? null);
  const shown = useMemo(() => (rows === null ? null : rowsUntil(rows, year, isPapers)), [rows, year, isPapers]);
  const before = useRef<Drawn | null>(null);
  if (data === null || rows === null || growth === null || appearance === null || shown === null) before.current = null;
  else if (picture !== null) before.current = { network: data.network, rows, shown, picture, appearance, growth, year, words: announcement(shown.people.length, shown.pairs.length, year) };
  return { drawn: before.current, failure, retry };
}
