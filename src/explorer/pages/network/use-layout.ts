/** Where the picture's people are drawn: laid out in a worker, or at the server where they are many. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { layOutNetwork, layoutMadeBy } from '../../drawing/layout/layout-run.js';
import type { LayoutInput, Places } from '../../drawing/layout/layout.js';
import { frameOf, placeAmong, type Place } from '../../drawing/layout/placement.js';
import type { Frame } from '../../drawing/types.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { authorsAsked } from './question.js';
import type { Rows } from './rows.js';
import type { NetworkState } from './state.js';

export interface PlacedPeople {
  /** Parallel to the rows' people. */
  readonly places: readonly Place[];
  /** Of the picture without filters. */
  readonly frame: Frame | null;
}

/** A layout that settles before one's eyes is worth watching from so many people on. */
const WATCHED_FROM = 300;
/** Layouts kept for going back and forth between filters. */
const KEPT = 6;
const kept = new Map<string, ReadonlyMap<string, Place>>();

function keep(key: string, base: ReadonlyMap<string, Place>): void {
  kept.set(key, base);
  const oldest = kept.keys().next();
  if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
}

interface Base {
  /** Equal for equal layouts. */
  readonly key: string;
  readonly input: LayoutInput;
  /** The server's positions; null where the layout is made here. */
  readonly fromServer: ReadonlyMap<string, Place> | null;
}

/** The network whose layout holds: the one without filters where there is one. */
export function baseOf(data: NetworkPictureQuery, seed: number, madeBy: 'browser' | 'server'): Base {
  const { nodes, edges } = data.base ?? data.network;
  const ids = nodes.map(({ author }) => author.id);
  const fromServer = madeBy === 'browser' ? null : new Map(nodes.map(({ author, x, y }) => [author.id, { x: x ?? 0, y: y ?? 0 }]));
  const key = `${seed} ${ids.join()} ${edges.map(({ source, target, strength }) => `${source},${target},${strength}`).join(';')}`;
  return { key, input: { ids, edges, seed, start: null }, fromServer };
}

function byId({ ids }: LayoutInput, { xs, ys }: Places): ReadonlyMap<string, Place> {
  return new Map(ids.map((id, i) => [id, { x: xs[i], y: ys[i] }]));
}

/** Positions of the base by id; null until the first are known. */
function useBase(base: Base | null, reducedMotion: boolean): ReadonlyMap<string, Place> | null {
  const [laidOut, setLaidOut] = useState<{ readonly key: string; readonly places: ReadonlyMap<string, Place> } | null>(null);
  const known = base === null ? null : (base.fromServer ?? kept.get(base.key) ?? null);
  useEffect(() => {
    if (base === null || known !== null) return undefined;
    const { key, input } = base;
    const isWatched = !reducedMotion && input.ids.length >= WATCHED_FROM;
    const run = layOutNetwork(input, isWatched ? (places) => setLaidOut({ key, places: byId(input, places) }) : undefined);
    const finish = (places: Places): void => {
      keep(key, byId(input, places));
      setLaidOut({ key, places: byId(input, places) });
    };
    // Where workers can't be started the page itself lays out, and waits.
    run.places.catch(async () => (await import('../../drawing/layout/layout.js')).layOutAtOnce(input)).then(finish, () => undefined);
    return () => run.cancel();
  }, [base?.key, known === null]);
  return known ?? (laidOut !== null && laidOut.key === base?.key ? laidOut.places : null);
}

/** Places for the rows of an answer; null while they are being worked out. */
export function useLayout(state: NetworkState, data: NetworkPictureQuery | null, rows: Rows | null, reducedMotion: boolean): PlacedPeople | null {
  const madeBy = layoutMadeBy(authorsAsked(state));
  const base = useMemo(() => (data === null ? null : baseOf(data, state.layoutSeed, madeBy)), [data, state.layoutSeed, madeBy]);
  const places = useBase(base, reducedMotion);
  return useMemo(() => (rows === null || places === null ? null : {
    places: placeAmong(places, rows.people.map(({ id }) => id), rows.pairs),
    frame: frameOf(places.values()),
  }), [rows, places]);
}
