/** Where the picture's people are drawn: laid out in a worker, or at the server where they are many. */
import type { Present } from '../../api/ask.js';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AskError } from '../../api/ask.js';
import { layOutNetwork } from '../../drawing/layout/layout-run.js';
import type { LayoutInput, Places } from '../../drawing/layout/layout.js';
import { frameAround, frameOf, isMostlyAmong, placeAmong, type Place } from '../../drawing/layout/placement.js';
import type { Frame } from '../../drawing/types.js';
import { NetworkPositionsDocument, type NetworkPictureQuery, type NetworkPositionsQueryVariables } from '../../generated/graphql.js';
import { laidOutBy, positionsQuestion } from './question.js';
import type { Rows } from './rows.js';
import { isFiltered, type NetworkState } from './state.js';
import { useAwaited } from './use-awaited.js';

export interface PlacedPeople {
  /** Parallel to the rows' people. */
  readonly places: readonly Place[];
  /** All that is drawn, and of a filtered picture that stands as the one without filters, that as well: nothing moves as filters change. */
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
}

/** The network whose layout holds: the one without filters where there is one, unless the filters leave mostly other people. */
export function baseOf({ base, network }: Present<NetworkPictureQuery>, seed: number): Base {
  const unfiltered = base == null ? null : new Set(base.nodes.map(({ author }) => author.id));
  const { nodes, edges } = base == null || unfiltered === null || !isMostlyAmong(unfiltered, network.nodes.map(({ author }) => author.id)) ? network : base;
  const ids = nodes.map(({ author }) => author.id);
  const key = `${seed} ${ids.join()} ${edges.map(({ source, target, strength }) => `${source},${target},${strength}`).join(';')}`;
  return { key, input: { ids, edges: edges.map(({ source, target, strength }) => ({ source, target, strength })), seed, start: null } };
}

function byId({ ids }: LayoutInput, { xs, ys }: Places): ReadonlyMap<string, Place> {
  return new Map(ids.map((id, i) => [id, { x: xs[i], y: ys[i] }]));
}

/** Positions made here, by id; null until the first are known. */
function useOwnLayout(base: Base | null, reducedMotion: boolean): ReadonlyMap<string, Place> | null {
  const [laidOut, setLaidOut] = useState<{ readonly key: string; readonly places: ReadonlyMap<string, Place> } | null>(null);
  const known = base === null ? null : (kept.get(base.key) ?? null);
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

interface ServerLayout {
  /** By id; null until they are known. */
  readonly places: ReadonlyMap<string, Place> | null;
  readonly failure: AskError | null;
  readonly retry: () => void;
}

function useServerPlaces(question: NetworkPositionsQueryVariables | null): ServerLayout {
  const { data, isStale, failure, retry } = useAwaited(NetworkPositionsDocument, question);
  const places = useMemo(() => (data === null ? null : new Map(data.network.nodes.map(({ author, x, y }) => [author.id, { x, y }]))), [data]);
  return { places: isStale ? null : places, failure, retry };
}

/** The server's positions: those without filters, or those of the filtered picture where the others lack most of its people. */
function useServerLayout(state: NetworkState, ids: readonly string[]): ServerLayout {
  const usual = useServerPlaces(positionsQuestion(state));
  const isOther = useMemo(() => isFiltered(state) && usual.places !== null && !isMostlyAmong(usual.places, ids), [state, usual.places, ids]);
  const own = useServerPlaces(isOther ? positionsQuestion(state, true) : null);
  return isOther ? own : usual;
}

const NO_IDS: readonly string[] = [];

/** Places for the rows of an answer; null while they are being worked out. `failure`: why the server did not lay out; `retry` asks it once more. */
export function useLayout(state: NetworkState, data: Present<NetworkPictureQuery> | null, rows: Rows | null, reducedMotion: boolean): { readonly placed: PlacedPeople | null; readonly failure: AskError | null; readonly retry: () => void } {
  const isOwn = laidOutBy(state) === 'browser';
  const base = useMemo(() => (data === null || !isOwn ? null : baseOf(data, state.layoutSeed)), [data, state.layoutSeed, isOwn]);
  const own = useOwnLayout(base, reducedMotion);
  const ids = useMemo(() => rows?.people.map(({ id }) => id) ?? NO_IDS, [rows]);
  const { places: theirs, failure, retry } = useServerLayout(state, ids);
  const places = isOwn ? own : theirs;
  const placed = useMemo(() => {
    if (rows === null || places === null) return null;
    const all = placeAmong(places, ids, rows.pairs);
    return { places: all, frame: frameAround(frameOf(places.values()), frameOf(all)) };
  }, [rows, places, ids]);
  return { placed, failure: isOwn ? null : failure, retry };
}
