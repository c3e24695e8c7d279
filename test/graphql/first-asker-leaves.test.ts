/** Facts that several requests wait for are theirs, too, when the one that asked first has gone. */
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { select } from '../../src/graph/selection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN } from '../../src/graph/types.js';
import { clientOf, type Caller } from '../../src/callers/caller.js';
import { RequestContext } from '../../src/graphql/context.js';
import { GraphInUse } from '../../src/graphql/graph-in-use.js';
import { componentsOf } from '../../src/graphql/reads/components.js';
import { growthOf } from '../../src/graphql/reads/graph-facts.js';
import { CancelledError } from '../../src/metrics/metric.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import type { Snapshot } from '../../src/snapshot/types.js';

const AUTHORS = 20_000;
const random = seededRandom(2);
/** Too large for what is worked out in place. */
const incidence = buildIncidence(
  Array.from({ length: 30_000 }, (_, at) => ({
    authors: [...new Set([Math.floor(random() * AUTHORS), Math.floor(random() * AUTHORS)])], year: 2000 + (at % 10), type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1,
  })),
  AUTHORS,
);
const pool = new ComputePool({ threads: 1 });
afterAll(() => pool.close());
const analytics = new SnapshotAnalytics({ incidence, pool, stored: { projection: null, spec: DEFAULT_SPEC, outputs: new Map() } });
const snapshot = { id: 'test', incidence, analytics } as unknown as Snapshot;

const FACTS: Readonly<Record<string, (graph: GraphInUse) => unknown>> = { growth: growthOf, components: componentsOf };

describe('facts of a graph', () => {
  it.each(Object.keys(FACTS))('are told to those who still wait when the first has gone: %s', async (name) => {
    const selection = select(incidence, DEFAULT_SPEC);
    const leaver = new AbortController();
    const first = FACTS[name](new GraphInUse(snapshot, DEFAULT_SPEC, [], selection, { signal: leaver.signal }));
    const others = [new AbortController().signal, undefined].map((signal) => FACTS[name](new GraphInUse(snapshot, DEFAULT_SPEC, [], selection, signal ? { signal } : {})));
    leaver.abort();
    await expect(first).rejects.toThrow(CancelledError);
    for (const answer of await Promise.all(others)) expect(answer).toBeDefined();
    expect(pool.stats().jobs).toBe(0);
  });

  it('are asked for in the name of the client, whom the places of computations know', () => {
    const nobody = new RequestContext(null, {});
    expect(nobody.patience.client).toBeUndefined();
    const caller: Caller = { ...nobody.caller, address: '192.0.2.7' };
    expect(new RequestContext(null, { caller }).patience.client).toBe(clientOf(caller));
  });
});
