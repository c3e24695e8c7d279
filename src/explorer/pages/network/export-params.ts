/** What the download endpoint is asked for: for a drawing what is on the screen, for a file the network that it is of. */
import type { Theme } from '../../drawing/types.js';
import { authorsAsked, isMetricColour, laidOutBy, scopeKind } from './question.js';
import { FILTER_NAMES, isFiltered, MOST_AUTHORS, NETWORK_PARAMS, type ColourProperty, type NetworkState } from './state.js';

/** The endpoint's names of what nodes are coloured by. */
const COLUMNS: Readonly<Record<ColourProperty, string>> = { COMMUNITY: 'community', FIRST_YEAR: 'first_year', FIELD: 'top_field', COMPONENT: 'component' };

function scopeParams(state: NetworkState): Readonly<Record<string, string>> {
  switch (scopeKind(state)) {
    case 'ego':
      return { author: state.author, radius: String(state.radius) };
    case 'path':
      return { from: state.from, to: state.to, distance: state.distance };
    case 'community':
      return { community: String(state.community), algorithm: state.algorithm, resolution: String(state.resolution), seed: String(state.seed) };
    case 'top':
      return { top: state.metric, n: String(state.n) };
    default:
      return { authors: NETWORK_PARAMS.authors.format(state.authors) };
  }
}

/** Of the picture: whose places go into a file. */
interface Placed {
  readonly nodes: ReadonlyArray<{ readonly id: string; readonly x: number; readonly y: number }>;
}

/** Where the screen has everybody, by id. Seven digits are more than a screen has. */
export function positionsOf({ nodes }: Placed): Readonly<Record<string, readonly [number, number]>> {
  return Object.fromEntries(nodes.map(({ id, x, y }) => [id, [Number(x.toPrecision(7)), Number(y.toPrecision(7))]]));
}

/** True where the server, asked for the same network, would draw everybody at the same places. */
export function isPlacedByServer(state: NetworkState): boolean {
  return laidOutBy(state) === 'server' && !isFiltered(state);
}

/** Of what the page shows. */
interface Shown {
  /** That the slider shows; null for all years. */
  readonly year?: number | null;
  /** Authors of the scope; null where not known. */
  readonly nodeCount?: number | null;
}

/** The parameters of `/export/network.…` for a state of the view. A network of more authors than are laid out goes into files without positions. */
export function exportParams(state: NetworkState, theme: Theme, { year = null, nodeCount = null }: Shown = {}): URLSearchParams {
  const isMetric = isMetricColour(state.colour);
  const params = new URLSearchParams({ scope: scopeKind(state), ...scopeParams(state) });
  for (const name of FILTER_NAMES) {
    const { initial, format } = NETWORK_PARAMS[name] as { readonly initial: unknown; readonly format: (value: unknown) => string };
    const value: unknown = state[name];
    if (value !== null && JSON.stringify(value) !== JSON.stringify(initial)) params.set(name, format(value));
  }
  const looks = {
    maxNodes: String(authorsAsked(state)), maxEdges: String(state.maxEdges), layoutSeed: String(state.layoutSeed), labels: String(state.labels), theme,
    sizeBy: state.size, colourBy: isMetric ? state.colour : COLUMNS[state.colour as ColourProperty], metrics: isMetric && state.colour !== state.size ? `${state.size},${state.colour}` : state.size,
  };
  for (const [name, value] of Object.entries(looks)) params.set(name, value);
  if (year !== null) params.set('until', String(year));
  if (nodeCount !== null && nodeCount > MOST_AUTHORS) params.set('layout', '0');
  return params;
}
