/** Which metrics a network without papers can't have. */
import type { MetricDescriptor } from '../../metrics/metric.js';

/** Metrics that are called PROJECTION but read papers too, or whose very name is about papers. */
const READ_PAPERS: ReadonlySet<string> = new Set(['JOINT_PAPER_COUNT', 'ASSOCIATION_STRENGTH', 'SALTON', 'JACCARD', 'INCLUSION']);
/** Reads the selection for the number of its nodes alone. */
const COUNTS_NODES = 'NETWORK_AUTHORS';

/** Whether a metric can only be had from papers, of which a network file has none. */
export function isAboutPapers({ id, family, needs }: MetricDescriptor): boolean {
  return family === 'BIBLIOMETRIC' || READ_PAPERS.has(id) || (needs === 'SELECTION' && id !== COUNTS_NODES);
}
