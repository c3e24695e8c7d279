/** What a download's address asks of a network and its drawing. */
import { DRAWING_BOUNDS, type DrawingOptions } from '../../exports/drawing.js';
import type { ExportFormat } from '../../exports/format.js';
import { partNames } from '../../exports/open-export.js';
import type { GraphSpec } from '../generated/resolvers.js';
import { MAX_DOWNLOAD_VALUES, MAX_NETWORK_NODES } from '../limits.js';
import { DEFAULT_ROUNDS_NS, MAX_ROUNDS, MAX_ROUNDS_NS } from '../reads/layout-rounds.js';
import { DRAWN_BY_FACTS, drawnBy, metricsFromAddress } from './asked-metrics.js';
import { communitiesFromAddress, graphFromAddress, MAX_SEED, scopeFromAddress } from './graph-address.js';
import type { GivenPositions } from './given-positions.js';
import { EDGE_FACTS, NODE_FACTS, type AskedMetric, type LayoutQuestion, type NetworkQuestion } from './network-question.js';
import type { Parameters } from './parameters.js';

export interface NetworkAddress {
  readonly graph: Partial<GraphSpec>;
  readonly question: NetworkQuestion;
  readonly drawing: Partial<DrawingOptions>;
  /** One file of a format that has several; null for all of them. */
  readonly part: string | null;
}

/** What drawings are sized and coloured by where nothing is said. */
const USUAL_SIZE = 'papers';
const USUAL_COLOUR = 'community';
const MAX_COUNT = 2 ** 31 - 1;

/** Reads all parameters of `/export/network.…`; `given` came beside them. @throws GraphQLError BAD_USER_INPUT */
export function networkFromAddress(parameters: Parameters, format: ExportFormat, given: GivenPositions | null = null): NetworkAddress {
  const graph = graphFromAddress(parameters);
  const communities = communitiesFromAddress(parameters);
  const scope = scopeFromAddress(parameters, communities);
  const isDrawing = format.kind === 'DRAWING';
  const asked = metricsFromAddress(parameters);
  const { drawing, metrics } = drawingFromAddress(parameters, asked, isDrawing);
  const facts = factsFromAddress(parameters, drawing, isDrawing);
  const question: NetworkQuestion = {
    scope, communities, ...facts,
    maxNodes: parameters.whole('maxNodes', 1, MAX_COUNT), maxEdges: parameters.whole('maxEdges', 0, MAX_COUNT),
    authorMetrics: [...asked, ...metrics].filter(({ metric }) => metric.scope === 'AUTHOR'),
    collaborationMetrics: asked.filter(({ metric }) => metric.scope === 'COLLABORATION'),
    layout: layoutFromAddress(parameters, communities.seed ?? null, isDrawing, format.holdsPositions, given),
    until: drawing.until ?? null,
    limits: { authors: MAX_NETWORK_NODES, values: MAX_DOWNLOAD_VALUES },
  };
  const part = partFromAddress(parameters, format);
  parameters.text('format');
  parameters.refuseUnknown();
  return { graph, question, drawing, part };
}

/** One file of a format that has several; null for all of them. @throws GraphQLError BAD_USER_INPUT */
export function partFromAddress(parameters: Parameters, format: ExportFormat): string | null {
  const part = parameters.text('part');
  const names = partNames(format);
  if (part === null || names.includes(part)) return part;
  throw parameters.problem('part', part, names.length === 0 ? `but ${format.title} is one file: leave the part out` : `but must be one of ${names.join(', ')}`);
}

function layoutFromAddress(parameters: Parameters, seed: number | null, isDrawing: boolean, holdsPositions: boolean, given: GivenPositions | null): LayoutQuestion | null {
  const wanted = parameters.word('layout', ['1', '0', 'forceatlas2', 'none', 'true', 'false']);
  const own = parameters.whole('layoutSeed', 0, MAX_SEED);
  const iterations = parameters.whole('iterations', 0, MAX_ROUNDS);
  const isWanted = given !== null || wanted === null ? isDrawing || given !== null : wanted === '1' || wanted === 'true' || wanted === 'forceatlas2';
  if (!isWanted || !holdsPositions) return null;
  return { seed: own ?? seed ?? 1, iterations, budget: { mostNs: MAX_ROUNDS_NS, openNs: DEFAULT_ROUNDS_NS }, given };
}

function drawingFromAddress(parameters: Parameters, asked: readonly AskedMetric[], isDrawing: boolean): { drawing: Partial<DrawingOptions>; metrics: AskedMetric[] } {
  const by = (name: string, usual: string) => {
    const text = parameters.text(name);
    const found = drawnBy(text ?? usual, asked);
    if (found === undefined) throw parameters.problem(name, text ?? usual, `but must be a metric of authors, none, or one of ${DRAWN_BY_FACTS.join(', ')}`);
    return found;
  };
  const [size, colour] = [by('sizeBy', USUAL_SIZE), by('colourBy', USUAL_COLOUR)];
  const { width, height, labels, scale } = DRAWING_BOUNDS;
  const given = {
    width: parameters.whole('width', width.least, width.most), height: parameters.whole('height', height.least, height.most), labels: parameters.whole('labels', labels.least, labels.most),
    until: parameters.whole('until', -32_767, 32_767), theme: parameters.word('theme', ['light', 'dark']), transparent: parameters.flag('transparent'), scale: parameters.number('scale', (value) => value >= scale.least && value <= scale.most, `a number from ${scale.least} to ${scale.most}`),
  };
  if (!isDrawing) return { drawing: {}, metrics: [] };
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Partial<DrawingOptions>;
  const added = [size.metric, colour.metric].filter((metric) => metric !== null);
  const metrics = added.filter(({ metric }, at) => added.findIndex((other) => other.metric === metric) === at);
  return { drawing: { ...stated, sizeBy: size.column, colourBy: colour.column }, metrics };
}

/** Every fact unless `columns` names some; a drawing has those that it shows. */
function factsFromAddress(parameters: Parameters, { sizeBy, colourBy, until = null }: Partial<DrawingOptions>, isDrawing: boolean): Pick<NetworkQuestion, 'nodeFacts' | 'edgeFacts'> {
  const named = parameters.words('columns', [...new Set([...NODE_FACTS, ...EDGE_FACTS]), 'none']);
  if (isDrawing) return { nodeFacts: new Set(NODE_FACTS.filter((fact) => fact === sizeBy || fact === colourBy || (until !== null && fact === 'first_year'))), edgeFacts: new Set() };
  if (named.length === 0) return { nodeFacts: new Set(NODE_FACTS), edgeFacts: new Set(EDGE_FACTS) };
  return { nodeFacts: new Set(NODE_FACTS.filter((fact) => named.includes(fact))), edgeFacts: new Set(EDGE_FACTS.filter((fact) => named.includes(fact))) };
}
