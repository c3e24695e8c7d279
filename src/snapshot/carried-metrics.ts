/**
 * Numbers of the snapshot before that hold in the next one, because what they were computed from is the same, bit for
 * bit: an import that changes citations leaves every centrality as it is, one that changes nothing of papers leaves all.
 */
import { section } from '../graph/buffer.js';
import type { KernelOutput } from '../metrics/metric.js';
import { containerOf } from './array-files.js';
import { FILES, readManifest } from './layout.js';
import { outputKey } from './outputs.js';
import type { GraphDigests, Manifest } from './types.js';

/** Gives what the snapshot before stored of a metric under decided parameters, where it holds. */
export type CarriedMetric = (metricId: string, parameters: KernelOutputParameters, readsGraphAlone: boolean) => KernelOutput | null;
type KernelOutputParameters = Manifest['storedMetrics'][number]['parameters'];

export const NOTHING_CARRIED: CarriedMetric = () => null;

/**
 * The stored numbers of a snapshot directory that hold for a graph of these digests. Nothing where there is no such
 * directory, where another builder made it, or where it can't be read: then all is computed anew.
 * @param dir null where there is no snapshot before
 */
export async function carriedFrom(dir: string | null, product: string, digests: GraphDigests): Promise<CarriedMetric> {
  if (dir === null) return NOTHING_CARRIED;
  try {
    const manifest = readManifest(dir);
    const before = manifest.graphDigests;
    if (manifest.product !== product || before === undefined) return NOTHING_CARRIED;
    const hasSameEdges = before.collaborations !== null && before.collaborations === digests.collaborations;
    const hasSamePapers = before.papers === digests.papers;
    if (!hasSameEdges && !hasSamePapers) return NOTHING_CARRIED;
    // Proved against the manifest: a file of another snapshot, or a damaged one, would be carried on for ever.
    const { sections } = await containerOf(dir, FILES.metrics, manifest);
    const stored = new Map(manifest.storedMetrics.map((each) => [outputKey(each.id, each.parameters), each]));
    return (metricId, parameters, readsGraphAlone) => {
      const found = stored.get(outputKey(metricId, parameters));
      if (found === undefined || !(readsGraphAlone ? hasSameEdges : hasSamePapers && before.collaborations === digests.collaborations)) return null;
      const { id, parameters: _parameters, ...how } = found;
      return {
        ...how,
        values: section(sections, `${id}/values`, Float64Array),
        normalized: `${id}/normalized` in sections ? section(sections, `${id}/normalized`, Float64Array) : null,
      };
    };
  } catch {
    return NOTHING_CARRIED;
  }
}
