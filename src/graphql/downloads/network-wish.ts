/** What is asked of a network, in plain values, and the one question that they mean: the address and the command line only read. */
import type { DrawingOptions } from '../../exports/drawing.js';
import type { ExportFormat } from '../../exports/format.js';
import { badUserInput } from '../errors.js';
import type { NetworkScope } from '../generated/resolvers.js';
import { DRAWN_BY_FACTS, drawnBy } from './drawn-by.js';
import { EDGE_FACTS, NODE_FACTS, type AskedMetric, type DownloadLimits, type FoundCommunities, type NetworkQuestion, type RoundsBudget, type GivenPositions } from './network-question.js';

/** What drawings are sized and coloured by where nothing is said, and how communities are found. */
const USUAL_SIZE = 'papers';
const USUAL_COLOUR = 'community';
const USUAL_COMMUNITIES: FoundCommunities = { algorithm: 'LOUVAIN', seed: 1, resolution: 1 };

/** Every word that `columns` takes. */
export const COLUMN_WORDS = [...new Set([...NODE_FACTS, ...EDGE_FACTS]), 'none'] as const;

/** Null and what is absent mean that nothing was said. */
export interface NetworkWish {
  /** Null for the whole graph. */
  readonly scope: NetworkScope | null;
  readonly communities: { readonly [Name in keyof FoundCommunities]?: FoundCommunities[Name] | null | undefined };
  readonly maxNodes: number | null;
  readonly maxEdges: number | null;
  readonly metrics: readonly AskedMetric[];
  /** Words of COLUMN_WORDS; none means every fact. */
  readonly columns: ReadonlyArray<(typeof COLUMN_WORDS)[number]>;
  readonly layout: boolean | null;
  readonly layoutSeed: number | null;
  readonly iterations: number | null;
  readonly budget: RoundsBudget;
  readonly given: GivenPositions | null;
  /** By what circles are sized and coloured: a metric, a fact, or `none`. */
  readonly sizeBy: string | null;
  readonly colourBy: string | null;
  readonly drawing: { readonly [Name in Exclude<keyof DrawingOptions, 'sizeBy' | 'colourBy'>]?: DrawingOptions[Name] | null | undefined };
  readonly limits: DownloadLimits | null;
}

export interface MeantNetwork {
  readonly question: NetworkQuestion;
  /** Empty for what is no drawing. */
  readonly drawing: Partial<DrawingOptions>;
}

/** What communities are found by where not all of it is said. */
export function foundCommunities({ algorithm, seed, resolution }: NetworkWish['communities']): FoundCommunities {
  return { algorithm: algorithm ?? USUAL_COMMUNITIES.algorithm, seed: seed ?? USUAL_COMMUNITIES.seed, resolution: resolution ?? USUAL_COMMUNITIES.resolution };
}

/** @throws GraphQLError BAD_USER_INPUT for `sizeBy` and `colourBy` that nothing can be drawn by */
export function meantBy(wish: NetworkWish, format: ExportFormat): MeantNetwork {
  const isDrawing = format.kind === 'DRAWING';
  const communities = foundCommunities(wish.communities);
  // A drawing has usual sizes and colours; a network that can hold some has those that were asked for.
  const { drawing, metrics } = drawingOf(isDrawing ? wish : { ...wish, sizeBy: wish.sizeBy ?? 'none', colourBy: wish.colourBy ?? 'none' });
  const { sizeBy = null, colourBy = null } = drawing;
  const hasLooks = format.holdsLooks === true;
  const shown = isDrawing ? drawing : hasLooks ? { sizeBy, colourBy } : {};
  const named = factsNamed(wish.columns);
  const asked = isDrawing || hasLooks ? [...wish.metrics, ...metrics] : wish.metrics;
  const wantsLayout = wish.given !== null || (wish.layout ?? isDrawing);
  return {
    drawing: shown,
    question: {
      scope: wish.scope, communities, maxNodes: wish.maxNodes, maxEdges: wish.maxEdges,
      ...(isDrawing ? factsShown(drawing) : { ...named, nodeFacts: new Set([...named.nodeFacts, ...factsShown(shown).nodeFacts]) }),
      authorMetrics: asked.filter(({ metric }) => metric.scope === 'AUTHOR'),
      collaborationMetrics: asked.filter(({ metric }) => metric.scope === 'COLLABORATION'),
      layout: wantsLayout && format.holdsPositions ? { seed: wish.layoutSeed ?? communities.seed, iterations: wish.iterations, budget: wish.budget, given: wish.given } : null,
      until: shown.until ?? null,
      limits: wish.limits,
    },
  };
}

function drawingOf({ sizeBy, colourBy, metrics: asked, drawing }: NetworkWish): { drawing: Partial<DrawingOptions>; metrics: AskedMetric[] } {
  const by = (argument: string, text: string) => {
    const found = drawnBy(text, asked);
    if (found === undefined) throw badUserInput(argument, text, `but must be a metric of authors, none, or one of ${DRAWN_BY_FACTS.join(', ')}`);
    return found;
  };
  const [size, colour] = [by('sizeBy', sizeBy ?? USUAL_SIZE), by('colourBy', colourBy ?? USUAL_COLOUR)];
  const added = [size.metric, colour.metric].filter((metric) => metric !== null);
  const stated = Object.fromEntries(Object.entries(drawing).filter(([, value]) => value !== null && value !== undefined)) as Partial<DrawingOptions>;
  return {
    drawing: { ...stated, sizeBy: size.column, colourBy: colour.column },
    metrics: added.filter(({ metric }, at) => added.findIndex((other) => other.metric === metric) === at),
  };
}

type Facts = Pick<NetworkQuestion, 'nodeFacts' | 'edgeFacts'>;

/** A drawing has the facts that it shows. */
function factsShown({ sizeBy, colourBy, until = null }: Partial<DrawingOptions>): Facts {
  return { nodeFacts: new Set(NODE_FACTS.filter((fact) => fact === sizeBy || fact === colourBy || (until !== null && fact === 'first_year'))), edgeFacts: new Set() };
}

/** Every fact unless some are named. */
function factsNamed(columns: readonly string[]): Facts {
  const isWanted = (fact: string): boolean => columns.length === 0 || columns.includes(fact);
  return { nodeFacts: new Set(NODE_FACTS.filter(isWanted)), edgeFacts: new Set(EDGE_FACTS.filter(isWanted)) };
}
