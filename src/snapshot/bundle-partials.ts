/** Lets metrics of one bundle share their blocks: the partials that the first of them computes are kept for the others. */
import type { BlockStore } from '../compute/job.js';
import { toShared } from '../graph/shared-arrays.js';
import type { MetricDescriptor, Parameters } from '../metrics/metric.js';

export interface BundlePartials {
  /** What the blocks of the metric have in common with others' of its bundle, or null where it has none. */
  storeOf(metric: MetricDescriptor, parameters: Parameters): BlockStore | null;
  /** Lets go of the partials of bundles of which none of the given metrics is. */
  keepOnly(asked: ReadonlyArray<{ readonly metric: MetricDescriptor; readonly parameters: Parameters }>): void;
}

/** An empty store of partials, for metrics of one and the same input. */
export function bundlePartials(): BundlePartials {
  const stores = new Map<string, BlockStore>();
  return {
    storeOf(metric, parameters) {
      const bundle = metric.bundle?.(parameters);
      if (bundle === undefined) return null;
      const known = stores.get(bundle) ?? blockStore();
      stores.set(bundle, known);
      return known;
    },
    keepOnly(asked) {
      const wanted = new Set(asked.map(({ metric, parameters }) => metric.bundle?.(parameters)));
      for (const bundle of stores.keys()) if (!wanted.has(bundle)) stores.delete(bundle);
    },
  };
}

/** Partials on shared memory, so that the worker that combines them reads them in place. */
function blockStore(): BlockStore {
  const kept = new Map<number, Float64Array>();
  return {
    load: (block) => kept.get(block) ?? null,
    save: (block, values) => {
      kept.set(block, toShared(values));
    },
  };
}
