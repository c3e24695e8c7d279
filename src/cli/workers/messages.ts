/** What the first process of several and its workers tell each other. */
import type { Exposition } from '../../operations/metrics-listener.js';

/** What is served, for whoever announces it. */
export interface Served {
  readonly snapshot: string;
  readonly papers: number;
  readonly authors: number;
}

export type ToWorker =
  | { readonly kind: 'END' }
  /** Somebody published a snapshot: look now. */
  | { readonly kind: 'PUBLISHED' }
  | { readonly kind: 'TELL_FIGURES'; readonly id: number }
  /** The figures of all workers together. */
  | { readonly kind: 'EXPOSITION'; readonly id: number; readonly exposition: Exposition };

export type ToPrimary =
  | { readonly kind: 'SERVING'; readonly url: string; readonly served: Served | null }
  /** What is to be served can't be opened, and this worker ends: in one sentence. */
  | { readonly kind: 'UNOPENABLE'; readonly message: string }
  | { readonly kind: 'PUBLISHED' }
  | { readonly kind: 'FIGURES'; readonly id: number; readonly figures: readonly object[] }
  | { readonly kind: 'ASK_EXPOSITION'; readonly id: number };

/** What a worker is told when it is started, in its environment. */
export interface WorkerRole {
  /** From 1; a worker that takes the place of another has its number. */
  readonly number: number;
  readonly of: number;
  readonly port: number;
}

/** Internal: not a setting. */
export const ROLE_VARIABLE = 'COTERIE_WORKER_ROLE';
