import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import type { MetricInput } from '../helpers/graphs.js';
import { graphFromEdges } from '../helpers/graphs.js';
import { tempDir } from '../helpers/temp-dir.js';
import { compareValues, modularityOf } from './compare.js';
import { discoverPeers } from './discover.js';
import { GENERATED, graphNamed, withExactCosts, writeEdges } from './graphs.js';
import { inThisBuild } from './ours.js';
import { PAIRS, pairsNamed } from './pairs.js';
import type { Pair } from './pairs.js';
import { expectedSeconds, median, repeatsAfter } from './patience.js';
import { startPeer } from './peer-process.js';
import type { Peer, PeerCommand } from './peer-process.js';
import { race } from './race.js';
import type { RaceResult, RunOurs } from './race.js';
import { formatSeconds, raceTable } from './report.js';

/** Two triangles joined by a path, and a loner. */
const input: MetricInput = graphFromEdges(9, [[0, 1], [1, 2], [0, 2], [2, 3, 2], [3, 4], [4, 5], [5, 6], [4, 6, 3]]);
const inThisThread: RunOurs = async ({ id, parameters }, graph) => {
  const started = performance.now();
  const output = await Promise.resolve(runMetric(metricById(id), graph, parameters));
  return { seconds: (performance.now() - started) / 1000, output };
};
const folder = tempDir();
const options = { patience: 60, repeat: 2, folder };
const started: Peer[] = [];
afterEach(() => started.splice(0).forEach((peer) => peer.end()));

const pairNamed = (key: string): Pair => pairsNamed([key])[0];

/** A peer that answers with the given values, as fast as one likes. */
function fakePeer(metrics: readonly string[], values: (key: string) => Float64Array, seconds = 1): Peer {
  return {
    tool: 'fake',
    version: '0',
    metrics: new Set(metrics),
    isAlive: () => true,
    end: () => undefined,
    ask: (request) => {
      writeFileSync(String(request['out']), values(String(request['metric'])));
      return Promise.resolve(seconds);
    },
  };
}

async function start(command: PeerCommand): Promise<Peer> {
  const peer = await startPeer(command, 1);
  started.push(peer);
  return peer;
}

const nodePeer = (script: string): PeerCommand => ({ tool: 'script', command: process.execPath, args: ['-e', script] });
const HELLO = 'console.log(JSON.stringify({ tool: "script", version: "1", metrics: ["degree", "betweenness"] }));';

describe('a race against graphology', () => {
  const results = new Map<string, RaceResult>();
  beforeAll(async () => {
    const [graphology] = discoverPeers({ PATH: '' }).peers;
    const peer = await startPeer(graphology, 1);
    const file = path.join(folder, 'edges');
    // By strengths that are powers of two, as 1 / 3 has no exact cost.
    const exact = withExactCosts(input);
    writeEdges(file, exact.graph);
    await peer.ask({ op: 'load', file, nodeCount: exact.graph.nodeCount, edgeCount: exact.graph.edgeCount }, 60_000);
    for (const key of peer.metrics) results.set(key, await race(pairNamed(key), exact, inThisThread, [peer], options));
    peer.end();
  }, 60_000);

  it.each(['betweenness', 'betweenness-cost', 'closeness', 'pagerank', 'eigenvector', 'louvain'])('agrees and is timed: %s', (key) => {
    const { mismatches, peers, ours } = results.get(key) as RaceResult;
    expect(mismatches).toEqual([]);
    expect(ours?.seconds).toHaveLength(2);
    expect(peers.map(({ tool, seconds }) => [tool, seconds.length])).toEqual([['graphology', 2]]);
    expect(peers[0].ratio).toBe(peers[0].median / (ours?.median ?? 0));
  });

  it('scores communities of both sides', () => {
    const { ours, peers } = results.get('louvain') as RaceResult;
    expect(ours?.modularity).toBeGreaterThan(0.3);
    expect(peers[0].modularity).toBeCloseTo(ours?.modularity ?? 0, 6);
  });
});

describe('a peer', () => {
  it('that is wrong is caught, named, and not timed', async () => {
    const right = runMetric(metricById('BETWEENNESS'), input).values;
    const wrong = right.map((value, node) => (node === 4 ? value * (1 + 1e-6) : value));
    expect((await race(pairNamed('betweenness'), input, inThisThread, [fakePeer(['betweenness'], () => right)], options)).mismatches).toEqual([]);
    const { mismatches, peers } = await race(pairNamed('betweenness'), input, inThisThread, [fakePeer(['betweenness'], () => wrong)], options);
    expect(mismatches).toEqual([expect.stringMatching(/^betweenness: ours and fake 0 disagree: largest relative difference, at most 1e-9, is /)]);
    expect(peers).toEqual([]);
  });

  it('that answers for another graph is left out with a sentence', async () => {
    const { omissions, peers } = await race(pairNamed('cores'), input, inThisThread, [fakePeer(['cores'], () => new Float64Array(3))], options);
    expect(peers).toEqual([]);
    expect(omissions).toEqual(['cores: fake left out: there are 3 values of the peer for 9 of ours']);
  });

  it('that says what went wrong, dies or tries our patience is left out with a sentence', async () => {
    const failing = await start(nodePeer(`${HELLO} process.stdin.on("data", () => console.log('{"error":"no such thing"}'))`));
    const dying = await start(nodePeer(`${HELLO} process.stdin.on("data", () => { console.error("out of memory"); process.exit(3); })`));
    const sleeping = await start(nodePeer(`${HELLO} process.stdin.on("data", () => undefined)`));
    const { omissions } = await race(pairNamed('betweenness'), input, inThisThread, [failing, dying, sleeping], { ...options, patience: 0.3 });
    expect(omissions).toEqual([
      'betweenness: script left out: script: no such thing',
      'betweenness: script left out: script ended with code 3: out of memory',
      'betweenness: script left out: script took longer than 0 s and was ended',
    ]);
    expect([failing, dying, sleeping].map((peer) => peer.isAlive())).toEqual([true, false, false]);
  });

  it('that cannot be started says so', async () => {
    await expect(startPeer({ tool: 'ghost', command: '/no/such/program', args: [] }, 1)).rejects.toThrow('ghost could not be started');
  });

  it('may have a value per edge, in the order of the edges that it was given', async () => {
    // 0–1–2–3 with a triangle at 3: by hops each edge has its own pair and all that it separates.
    const small = graphFromEdges(6, [[0, 1], [1, 2], [2, 3], [3, 4], [3, 5], [4, 5]]);
    const right = Float64Array.of(5, 8, 9, 4, 4, 1);
    const judge = (values: Float64Array) => race(pairNamed('edge-betweenness'), small, inThisThread, [fakePeer(['edge-betweenness'], () => values)], options);
    expect((await judge(right)).mismatches).toEqual([]);
    expect((await judge(right.toReversed())).mismatches).toHaveLength(1);
  });

  it('that would take too long is not even asked', async () => {
    const slow = { ...fakePeer(['betweenness'], () => new Float64Array(9)), tool: 'NetworkX', ask: () => Promise.reject(new Error('asked')) };
    const { omissions } = await race(pairNamed('betweenness'), input, inThisThread, [slow], { ...options, patience: 1e-9 });
    expect(omissions).toEqual([expect.stringMatching(/^betweenness: NetworkX left out, it would take about 0 s/)]);
    expect(expectedSeconds('NetworkX', 'ALL_PAIRS', 20_000, 130_000)).toBeGreaterThan(600);
  });

  it('knows only benchmarks that exist', () => {
    const keys = new Set(PAIRS.map(({ key }) => key));
    const scripts = readdirSync(path.join(import.meta.dirname, 'peers')).filter((file) => file.endsWith('_peer.py'));
    expect(scripts).toHaveLength(4);
    for (const script of scripts) {
      const calls = /CALLS = \{\n(.*?)\n\}/s.exec(readFileSync(path.join(import.meta.dirname, 'peers', script), 'utf8'))?.[1] ?? '';
      const named = [...calls.matchAll(/^ {4}"([a-z-]+)":/gm)].map((match) => match[1]);
      expect(named.length).toBeGreaterThan(9);
      expect(named.filter((key) => !keys.has(key) && key !== 'degree')).toEqual([]);
    }
  });
});

describe('what this build does not have', () => {
  it('is said', async () => {
    const pair: Pair = { ...pairNamed('cores'), ours: [{ id: 'CORE_NUMBER', parameters: { colour: 'RED' } }, { id: 'NO_SUCH', parameters: {} }] };
    const { ours, omissions } = await race(pair, input, inThisThread, [], options);
    expect([ours, omissions]).toEqual([null, ['cores: not in this build (CORE_NUMBER colour=RED, or NO_SUCH)']]);
  });

  it('is looked up by id, parameters and their words', () => {
    expect(inThisBuild([{ id: 'BETWEENNESS', parameters: { distance: 'BY_BOAT' } }])).toBeNull();
    expect(inThisBuild([{ id: 'NO_SUCH', parameters: {} }, { id: 'PAGERANK', parameters: {} }])).toMatchObject({ id: 'PAGERANK', parameters: { damping: 0.85 } });
  });

  it('of names is refused with those there are', () => {
    expect(() => pairsNamed(['betweeness'])).toThrow('there is no benchmark "betweeness"; there are betweenness, ');
    expect(() => graphNamed('20')).toThrow('there is no graph "20"; there are 1k, 1k-condmat');
    expect(graphNamed('no-such-file.gml')).toBeNull();
    expect(GENERATED).toContain('4M');
  });
});

describe('comparisons', () => {
  it('measure as they say', () => {
    expect(compareValues({ kind: 'RELATIVE', tolerance: 0 }, [1, Number.NaN], [1, 0])).toMatchObject({ agrees: true, difference: 0 });
    expect(compareValues({ kind: 'RELATIVE', tolerance: 0.1 }, [2, 4], [2, 3]).difference).toBeCloseTo(1 / 5.5, 12);
    expect(compareValues({ kind: 'L1', tolerance: 1 }, [1, 2], [2, 4])).toMatchObject({ agrees: false, difference: 3 });
    expect(compareValues({ kind: 'ABSOLUTE', tolerance: 2 }, [1, 2], [2, 4])).toMatchObject({ agrees: true, difference: 2 });
    expect(compareValues({ kind: 'DIRECTION', tolerance: 1e-12 }, [3, 4], [6, 8])).toMatchObject({ agrees: true });
  });

  it('take communities by any labels', () => {
    const labels = [0, 0, 0, 1, 1, 1, 1, 2, 3];
    expect(modularityOf(input.graph, labels.map((label) => 7_000_000 - label * 13))).toBe(modularityOf(input.graph, labels));
  });
});

describe('the report', () => {
  it('never calls better communities slower without saying that ours are worse', () => {
    const side = { id: 'X', parameters: {}, cold: 1, seconds: [1], median: 1, least: 1 };
    const peer = { tool: 'fake', version: '0', seconds: [2], median: 2, least: 2, ratio: 2, difference: null, modularity: 0.9 };
    const result = { metric: 'louvain', measure: null, mismatches: [], omissions: [], peers: [peer] };
    const [, , worse] = raceTable([{ ...result, ours: { ...side, modularity: 0.8 } }]);
    const [, , level] = raceTable([{ ...result, ours: { ...side, modularity: 0.8995 } }]);
    expect(worse).toContain('2.0× fake, but our modularity is worse');
    expect(level).not.toContain('worse');
  });

  it('writes times and medians', () => {
    expect([0.0123, 1.234, 125, Number.NaN].map(formatSeconds)).toEqual(['12.3 ms', '1.23 s', '2 min 5 s', '-']);
    expect([median([3, 1, 2]), median([4, 1]), median([])]).toEqual([2, 2.5, Number.NaN]);
    expect([repeatsAfter(60, null), repeatsAfter(60, 3), repeatsAfter(1e-6, null)]).toEqual([0, 3, 7]);
  });

  it('leaves nothing in the folder but values and edges', () => {
    expect(readdirSync(folder).every((file) => file === 'edges' || file.endsWith('.values'))).toBe(true);
    expect(existsSync(path.join(folder, 'edges'))).toBe(true);
  });
});
