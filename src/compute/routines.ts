/**
 * What the pool runs beside metrics, so that it holds up nobody on the main thread: each a function of plain data and
 * shared arrays, called in a worker by ComputePool.perform, or in place where the input is small.
 */
import { digestOfInput, type ReadArrays } from '../graph/digest.js';
import { selectNodes } from '../graph/node-selection.js';
import { pairHistory, windowProjection, type PairHistory } from '../graph/pair-history.js';
import { project, ProjectionTooLargeError, type ProjectionEstimate } from '../graph/projection.js';
import type { CsrGraph, GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import type { KernelInput } from '../metrics/metric.js';
import { degreeDistribution, growthByYear } from '../metrics/network/distributions.js';
import { rankingOf, type Ranking } from '../metrics/ranking.js';
import { componentOfNodes, graphAmong, type AmongRequest } from './routines/among.js';
import { communitiesOf } from './routines/communities.js';
import { communityLinks } from './routines/community-links.js';
import { loadSections, saveSections } from './routines/files.js';
import { sortedBy } from './routines/order.js';
import { placesOf, qualityOf, sliceOf } from './routines/picture.js';
import { waysAlongEdges, waysAlongPapers } from './routines/ways.js';
import { careerYears, yearCounts } from './routines/years.js';

/** What a routine may report to and be stopped by. */
export type RoutineControl = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/** The facts of a ProjectionTooLargeError: an error that crosses threads keeps its message, but not its class. */
export interface RefusedProjection {
  readonly refused: { readonly estimate: ProjectionEstimate; readonly maxEntries: number; readonly maxAuthorsThatFits: number };
}

/** The same with a refusal as a value. @throws any other error */
function orRefusal<G, T>(make: (given: G) => T): (given: G) => T | RefusedProjection {
  return (given) => {
    try {
      return make(given);
    } catch (error) {
      if (!(error instanceof ProjectionTooLargeError)) throw error;
      const { estimate, maxEntries, maxAuthorsThatFits } = error;
      return { refused: { estimate, maxEntries, maxAuthorsThatFits } };
    }
  };
}

/** A ranking with the authors of its order. */
function ranked({ values, nodes }: { values: Float64Array; nodes: Uint32Array }): Pick<Ranking, 'rank' | 'smaller'> & { readonly authors: Uint32Array } {
  const { order, rank, smaller } = rankingOf(values);
  return { authors: order.map((place) => nodes[place]), rank, smaller };
}

/** What was made. @throws ProjectionTooLargeError where it was refused */
export function unlessRefused<T extends object>(outcome: T | RefusedProjection): T {
  if (!('refused' in outcome)) return outcome;
  const { estimate, maxEntries, maxAuthorsThatFits } = outcome.refused;
  throw new ProjectionTooLargeError(estimate, maxEntries, maxAuthorsThatFits);
}

export const ROUTINES = {
  SELECT: ({ incidence, spec }: { incidence: Incidence; spec: GraphSpec }): Selection => selectNodes(incidence, spec),
  PROJECT: orRefusal(({ incidence, spec }: { incidence: Incidence; spec: GraphSpec }): Projection => project(incidence, spec)),
  AMONG: orRefusal((given: AmongRequest): CsrGraph => graphAmong(given)),
  COMPONENTS: componentOfNodes,
  RANK: ranked,
  ORDER: sortedBy,
  COMMUNITIES: communitiesOf,
  COMMUNITY_LINKS: communityLinks,
  SLICE: sliceOf,
  LAYOUT: placesOf,
  QUALITY: qualityOf,
  YEARS: yearCounts,
  CAREERS: careerYears,
  DEGREES: degreeDistribution,
  GROWTH: ({ incidence, selection }: { incidence: Parameters<typeof growthByYear>[0]; selection: Parameters<typeof growthByYear>[1] }) => growthByYear(incidence, selection),
  HISTORY: orRefusal(({ incidence, spec }: { incidence: Incidence; spec: GraphSpec }): PairHistory => pairHistory(incidence, spec)),
  WINDOW: ({ history, incidence, spec }: { history: PairHistory; incidence: Incidence; spec: GraphSpec }): Projection => windowProjection(history, incidence, spec),
  WAYS_ALONG_PAPERS: waysAlongPapers,
  WAYS_ALONG_EDGES: waysAlongEdges,
  DIGEST: ({ input, isGraphAlone }: { input: ReadArrays; isGraphAlone: boolean }): string => digestOfInput(input, isGraphAlone),
  SAVE: saveSections,
  LOAD: loadSections,
} as const;

export type RoutineName = keyof typeof ROUTINES;
/** What a routine is given. */
export type Given<N extends RoutineName> = Parameters<(typeof ROUTINES)[N]>[0];
/** What it gives back. */
export type Result<N extends RoutineName> = Awaited<ReturnType<(typeof ROUTINES)[N]>>;
