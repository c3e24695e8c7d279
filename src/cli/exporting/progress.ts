/** What an export takes, shown while it lasts. */
import type { ExportedNetwork } from '../../exports/network.js';
import type { CitedPaper } from '../../exports/paper.js';
import type { NetworkQuestion } from '../../graphql/downloads/network-question.js';
import type { GraphInUse } from '../../graphql/graph-in-use.js';
import { MetricComputingError, type Patience } from '../../snapshot/types.js';
import { formatNumber } from '../output.js';
import type { Progress } from '../progress.js';

/** How long one look at a running computation lasts. */
const LOOK_EVERY_MS = 250;
/** So many rows between two looks at the clock. */
const ROWS = 1_000;

/** Waits for what is computed in steps, so that progress can be shown; what has been made is found again when the file asks. */
async function awaited(label: string, progress: Progress, ask: (patience: Patience) => unknown): Promise<void> {
  for (;;) {
    try {
      await ask({ waitMs: LOOK_EVERY_MS });
      return;
    } catch (error) {
      if (!(error instanceof MetricComputingError)) throw error;
      progress.update(label, error.progress);
    }
  }
}

/** Computes the graph and its numbers one after the other, as far as a question needs them. */
export async function computeBeforehand({ snapshot: { analytics }, spec }: GraphInUse, question: NetworkQuestion, progress: Progress): Promise<void> {
  if (question.scope === null) await awaited('making the graph', progress, (patience) => analytics.projection(spec, patience));
  for (const { metric, parameters } of question.authorMetrics) await awaited(`computing ${metric.title}`, progress, (patience) => analytics.authorMetric(metric.id, spec, parameters, patience));
  for (const { metric, parameters } of question.collaborationMetrics) await awaited(`computing ${metric.title}`, progress, (patience) => analytics.collaborationMetric(metric.id, spec, parameters, patience));
  if (question.nodeFacts.has('community')) {
    await awaited('finding communities', progress, (patience) => analytics.communities(spec, question.communities, patience));
  }
  if (question.layout !== null) progress.update('laying out', null);
}

function* watchedRows<T>(label: string, rows: Iterable<T>, count: number, progress: Progress): Generator<T> {
  let done = 0;
  for (const row of rows) {
    yield row;
    done += 1;
    if (done % ROWS === 0) progress.update(label, done / count, `${formatNumber(done)} of ${formatNumber(count)}`);
  }
}

/** The same network, whose rows are counted as they are written. */
export function watched(network: ExportedNetwork, progress: Progress): ExportedNetwork {
  return {
    ...network,
    nodes: () => watchedRows('writing authors', network.nodes(), network.nodeCount, progress),
    edges: () => watchedRows('writing collaborations', network.edges(), network.edgeCount, progress),
  };
}

/** The same papers, counted as they are written. */
export async function* watchedPapers(papers: AsyncIterable<CitedPaper>, count: number, progress: Progress): AsyncGenerator<CitedPaper> {
  let done = 0;
  for await (const paper of papers) {
    yield paper;
    done += 1;
    if (done % ROWS === 0) progress.update('writing papers', done / count, `${formatNumber(done)} of ${formatNumber(count)}`);
  }
}
