/** The task at full size: what is computed, and what it may cost. */
import type { OurCall } from './pairs.js';

export interface ScaleStep {
  readonly name: string;
  /** Of several the first that this build has counts. */
  readonly ours: readonly OurCall[];
}

const SAMPLING = { epsilon: 0.01, delta: 0.1 };

export const SCALE_STEPS: readonly ScaleStep[] = [
  { name: 'degree', ours: [{ id: 'DEGREE', parameters: {} }] },
  { name: 'components', ours: [{ id: 'COMPONENT_SIZE', parameters: {} }] },
  { name: 'cores', ours: [{ id: 'CORE_NUMBER', parameters: {} }] },
  { name: 'clustering', ours: [{ id: 'LOCAL_CLUSTERING', parameters: {} }] },
  { name: 'PageRank', ours: [{ id: 'PAGERANK', parameters: {} }] },
  { name: 'Leiden', ours: [{ id: 'COMMUNITY', parameters: { algorithm: 'LEIDEN' } }, { id: 'MODULARITY', parameters: { algorithm: 'LEIDEN' } }] },
  { name: 'harmonic (sketched or sampled)', ours: ['SKETCHED', 'SAMPLED'].map((method) => ({ id: 'HARMONIC_CLOSENESS', parameters: { method } })) },
  { name: 'betweenness (sampled)', ours: [{ id: 'BETWEENNESS', parameters: { method: 'SAMPLED', ...SAMPLING } }, { id: 'BETWEENNESS', parameters: { method: 'SAMPLED' } }] },
];

/** What the task may take at 8 million papers: all steps together, their memory, and opening what was stored. */
export const SCALE_LIMITS = { seconds: 600, bytes: 6 * 2 ** 30, openSeconds: 5 } as const;

/** What a child tells its parent, one JSON line each. */
export type ScaleMessage =
  | { readonly kind: 'STEP'; readonly name: string; readonly seconds: number; readonly peakBytes: number; readonly detail: string }
  | { readonly kind: 'OMITTED'; readonly name: string; readonly why: string };
