/** What a download's address asks of a network and its drawing. */
import { DRAWING_BOUNDS, type DrawingOptions } from '../../exports/drawing.js';
import type { ExportFormat } from '../../exports/format.js';
import { partNames } from '../../exports/open-export.js';
import type { GraphSpec } from '../../graphql/generated/resolvers.js';
import { MAX_DOWNLOAD_VALUES, MAX_NETWORK_NODES } from '../../graphql/limits.js';
import { DEFAULT_ROUNDS_NS, MAX_ROUNDS, MAX_ROUNDS_NS } from '../../graphql/reads/layout-rounds.js';
import { metricsFromAddress } from './metrics-address.js';
import { communitiesFromAddress, graphFromAddress, MAX_SEED, OF_THE_PAGE, scopeFromAddress, YEARS } from './graph-address.js';
import type { NetworkQuestion, GivenPositions } from '../../graphql/downloads/network-question.js';
import { COLUMN_WORDS, meantBy, type NetworkWish } from '../../graphql/downloads/network-wish.js';
import type { Parameters } from './parameters.js';

export interface NetworkAddress {
  readonly graph: Partial<GraphSpec>;
  readonly question: NetworkQuestion;
  readonly drawing: Partial<DrawingOptions>;
  /** One file of a format that has several; null for all of them. */
  readonly part: string | null;
  /** What the address says and changes nothing, a sentence each. */
  readonly notes: readonly string[];
}

const MAX_COUNT = 2 ** 31 - 1;

/** Reads all parameters of `/export/network.…`; `given` came beside them. @throws GraphQLError BAD_USER_INPUT */
export function networkFromAddress(parameters: Parameters, format: ExportFormat, given: GivenPositions | null = null): NetworkAddress {
  const graph = graphFromAddress(parameters);
  const communities = communitiesFromAddress(parameters);
  const wish: NetworkWish = {
    scope: scopeFromAddress(parameters, communities), communities,
    maxNodes: parameters.whole('maxNodes', 1, MAX_COUNT), maxEdges: parameters.whole('maxEdges', 0, MAX_COUNT),
    metrics: metricsFromAddress(parameters), columns: parameters.words('columns', COLUMN_WORDS),
    layout: layoutFromAddress(parameters), layoutSeed: parameters.whole('layoutSeed', 0, MAX_SEED), iterations: parameters.whole('iterations', 0, MAX_ROUNDS),
    budget: { mostNs: MAX_ROUNDS_NS, openNs: DEFAULT_ROUNDS_NS }, given,
    sizeBy: parameters.text('sizeBy'), colourBy: parameters.text('colourBy'), drawing: drawingFromAddress(parameters),
    limits: { authors: MAX_NETWORK_NODES, values: MAX_DOWNLOAD_VALUES },
  };
  const part = partFromAddress(parameters, format);
  parameters.pass(OF_THE_PAGE);
  parameters.refuseUnknown();
  const year = wish.drawing.until ?? null;
  const notes = year === null || format.kind === 'DRAWING' ? [] : [`${format.title} holds the network of all years: only a drawing shows it as of ${year}`];
  return { graph, part, notes, ...meantBy(wish, format) };
}

/** One file of a format that has several; null for all of them. @throws GraphQLError BAD_USER_INPUT */
export function partFromAddress(parameters: Parameters, format: ExportFormat): string | null {
  const part = parameters.text('part');
  const names = partNames(format);
  if (part === null || names.includes(part)) return part;
  throw parameters.problem('part', part, names.length === 0 ? `but ${format.title} is one file: leave the part out` : `but must be one of ${names.join(', ')}`);
}

function layoutFromAddress(parameters: Parameters): boolean | null {
  const wanted = parameters.word('layout', ['1', '0', 'forceatlas2', 'none', 'true', 'false']);
  return wanted === null ? null : wanted === '1' || wanted === 'true' || wanted === 'forceatlas2';
}

function drawingFromAddress(parameters: Parameters): NetworkWish['drawing'] {
  const { width, height, labels, scale } = DRAWING_BOUNDS;
  return {
    width: parameters.whole('width', width.least, width.most), height: parameters.whole('height', height.least, height.most), labels: parameters.whole('labels', labels.least, labels.most),
    scale: parameters.number('scale', (value) => value >= scale.least && value <= scale.most, `a number from ${scale.least} to ${scale.most}`),
    until: parameters.whole('until', YEARS.least, YEARS.most), theme: parameters.word('theme', ['light', 'dark']), transparent: parameters.flag('transparent'),
  };
}
