import { describe, expect, it } from 'vitest';
import { isAboutPapers } from '../../src/cli/measuring/paperless-metrics.js';
import { METRICS } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { paperlessInput } from '../../src/networks/paperless.js';
import { csrFromEdges } from '../helpers/graphs.js';

/** What may be asked of papers without saying anything about them: that there are none, and which author a node is. */
const HARMLESS = new Set(['paperCount', 'authorCount', 'nodes', 'nodeOf', 'then']);

/** The object, which notes what is read of it. */
function watched<T extends object>(object: T, seen: Set<string>): T {
  return new Proxy(object, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !HARMLESS.has(name)) seen.add(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

describe('metrics that a network without papers can have', () => {
  const { graph, incidence, selection } = paperlessInput(csrFromEdges(5, [[0, 1], [1, 2], [0, 2], [2, 3]]));

  // A new metric that reads papers fails here: add it to READ_PAPERS in src/cli/measuring/paperless-metrics.ts.
  it.each(METRICS.filter((metric) => !isAboutPapers(metric)))('$id reads nothing of papers', (metric) => {
    const seen = new Set<string>();
    const { values } = runMetric(metric, { graph, incidence: watched(incidence, seen), selection: watched(selection, seen) });
    expect([...seen]).toEqual([]);
    expect(values.length).toBe({ AUTHOR: 5, COLLABORATION: 8, NETWORK: 1, DISTRIBUTION: 3 }[metric.scope]);
  });

  it('are those of structure', () => {
    const kept = METRICS.filter((metric) => !isAboutPapers(metric)).map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining(['DEGREE', 'BETWEENNESS', 'PAGERANK', 'NETWORK_AUTHORS', 'DIAMETER', 'NEIGHBOURHOOD_OVERLAP', 'COLLABORATION_STRENGTH']));
    for (const id of ['PAPER_COUNT', 'H_INDEX', 'NETWORK_PAPERS', 'JACCARD', 'JOINT_PAPER_COUNT', 'COLLABORATION_INDEX']) expect(kept).not.toContain(id);
  });
});
