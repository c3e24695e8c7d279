/**
 * What the pool runs beside metrics, so that it holds up nobody on the main thread: each a function of plain data and
 * shared arrays, called in a worker by ComputePool.perform, or in place where the input is small.
 */
import { project, ProjectionTooLargeError, type ProjectionEstimate } from '../graph/projection.js';
import { select } from '../graph/selection.js';
import type { GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import type { KernelInput } from '../metrics/metric.js';
import { rankingOf, type Ranking } from '../metrics/ranking.js';
import { communitiesOf } from './routines/communities.js';
import { loadSections, saveSections } from './routines/files.js';
import { sortedBy } from './routines/order.js';
import { placesOf, qualityOf, sliceOf } from './routines/picture.js';
import { waysAlongEdges, waysAlongPapers } from './routines/ways.js';

/** What a routine may report to and be stopped by. */
export type RoutineControl = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/** The facts of a ProjectionTooLargeError: an error that crosses threads keeps its message, but not its class. */
export interface RefusedProjection {
  readonly refused: { readonly estimate: ProjectionEstimate; readonly maxEntries: number; readonly maxAuthorsThatFits: number };
}

/** graph/projection.ts's `project`, its refusal as a value. */
function projectOrRefuse({ incidence, spec }: { incidence: Incidence; spec: GraphSpec }): Projection | RefusedProjection {
  try {
    return project(incidence, spec);
  } catch (error) {
    return refusalOf(error);
  }
}

/** A refusal as a value that crosses threads. @throws any other error again */
export function refusalOf(error: unknown): RefusedProjection {
  if (!(error instanceof ProjectionTooLargeError)) throw error;
  const { estimate, maxEntries, maxAuthorsThatFits } = error;
  return { refused: { estimate, maxEntries, maxAuthorsThatFits } };
}

/** A ranking with the authors of its order. */
function ranked({ values, nodes }: { values: Float64Array; nodes: Uint32Array }): Pick<Ranking, 'rank' | 'smaller'> & { readonly authors: Uint32Array } {
  const { order, rank, smaller } = rankingOf(values);
  return { authors: order.map((place) => nodes[place]), rank, smaller };
}

/** The projection. @throws ProjectionTooLargeError where it was refused */
export function unlessRefused(outcome: Projection | RefusedProjection): Projection {
  if (!('refused' in outcome)) return outcome;
  const { estimate, maxEntries, maxAuthorsThatFits } = outcome.refused;
  throw new ProjectionTooLargeError(estimate, maxEntries, maxAuthorsThatFits);
}

export const ROUTINES = {
  SELECT: ({ incidence, spec }: { incidence: Incidence; spec: GraphSpec }): Selection => select(incidence, spec),
  PROJECT: projectOrRefuse,
  RANK: ranked,
  ORDER: sortedBy,
  COMMUNITIES: communitiesOf,
  SLICE: sliceOf,
  LAYOUT: placesOf,
  QUALITY: qualityOf,
  WAYS_ALONG_PAPERS: waysAlongPapers,
  WAYS_ALONG_EDGES: waysAlongEdges,
  SAVE: saveSections,
  LOAD: loadSections,
} as const;

export type RoutineName = keyof typeof ROUTINES;
/** What a routine is given. */
export type Given<N extends RoutineName> = Parameters<(typeof ROUTINES)[N]>[0];
/** What it gives back. */
export type Result<N extends RoutineName> = Awaited<ReturnType<(typeof ROUTINES)[N]>>;
