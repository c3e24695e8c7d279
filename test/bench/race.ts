/** One metric on one graph, ours and the peers' in turn, compared before any time counts. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComputePool } from '../../src/compute/pool.js';
import type { CsrGraph } from '../../src/graph/types.js';
import type { MetricInput } from '../helpers/graphs.js';
import { compareValues, modularityOf } from './compare.js';
import { inThisBuild, runOurs } from './ours.js';
import type { OurRun, Runnable } from './ours.js';
import type { Pair } from './pairs.js';
import { expectedSeconds, median, repeatsAfter } from './patience.js';
import type { Peer } from './peer-process.js';

export interface RaceOptions {
  /** Seconds after which a peer is ended. */
  readonly patience: number;
  /** Measured runs per side, or null to choose by how long one takes. */
  readonly repeat: number | null;
  /** Where values pass from the peers. */
  readonly folder: string;
}

export interface PeerResult {
  readonly tool: string;
  readonly version: string;
  readonly seconds: readonly number[];
  readonly median: number;
  /** The shortest: what a busy machine spoils least. */
  readonly least: number;
  /** Theirs divided by ours: above 1 we are faster. */
  readonly ratio: number;
  /** In the measure of the comparison; null for communities. */
  readonly difference: number | null;
  /** Modularity of the peer's communities; null for other metrics. */
  readonly modularity: number | null;
}

export interface RaceResult {
  readonly metric: string;
  readonly ours: {
    readonly id: string;
    readonly parameters: Runnable['parameters'];
    /** The first run, before the workers' code is compiled to its end. */
    readonly cold: number;
    readonly seconds: readonly number[];
    readonly median: number;
    readonly least: number;
    readonly modularity: number | null;
  } | null;
  readonly measure: string | null;
  readonly peers: readonly PeerResult[];
  /** Sentences on peers that disagree: each is a failure. */
  readonly mismatches: readonly string[];
  /** Sentences on what was left out and why. */
  readonly omissions: readonly string[];
}

/** Another runner than the pool, for tests of the harness. */
export type RunOurs = (runnable: Runnable, input: MetricInput) => Promise<OurRun>;

export function inPool(pool: ComputePool): RunOurs {
  return (runnable, input) => runOurs(pool, runnable, input);
}

async function askPeer(peer: Peer, pair: Pair, { patience, folder }: RaceOptions): Promise<{ seconds: number; values: Float64Array }> {
  const out = path.join(folder, `${peer.tool}.values`);
  const seconds = await peer.ask({ op: 'run', metric: pair.key, parameters: pair.parameters, out }, patience * 1000);
  const bytes = readFileSync(out);
  return { seconds, values: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) };
}

interface Entrant {
  readonly peer: Peer;
  readonly first: number;
  readonly difference: number | null;
  readonly modularity: number | null;
  readonly seconds: number[];
}

function isAuthorMetric(output: OurRun['output'], input: MetricInput): boolean {
  return output.values.length === input.graph.nodeCount;
}

/** The values of slots, one for each edge: from its smaller end. */
function onePerEdge(values: Float64Array, { nodeCount, offsets, neighbours }: CsrGraph): Float64Array {
  const owner = new Uint32Array(values.length);
  for (let node = 0; node < nodeCount; node++) owner.fill(node, offsets[node], offsets[node + 1]);
  return values.filter((_, slot) => owner[slot] < neighbours[slot]);
}

/** Holds the first answers against each other. Without agreement there is no entrant. */
function judged(pair: Pair, first: OurRun, theirs: { seconds: number; values: Float64Array }, peer: Peer, input: MetricInput): Entrant | string {
  const { comparison, form } = pair;
  if (comparison.kind === 'MODULARITY') {
    return { peer, first: theirs.seconds, difference: null, modularity: modularityOf(input.graph, theirs.values), seconds: [] };
  }
  const all = form === 'values' ? first.output.values : first.output.normalized ?? first.output.values;
  const ours = pair.per === 'EDGE' ? onePerEdge(all, input.graph) : all;
  const { agrees, difference, measure } = compareValues(comparison, ours, theirs.values);
  if (!agrees) return `${pair.key}: ours and ${peer.tool} ${peer.version} disagree: ${measure}, is ${difference.toPrecision(3)}`;
  return { peer, first: theirs.seconds, difference, modularity: null, seconds: [] };
}

/**
 * Runs a pair: ours twice (cold, then warm), each peer once, the comparison, then ours and a peer in turn, as often as is worth
 * it. A run that took seconds is not repeated: it counts as it is.
 */
export async function race(pair: Pair, input: MetricInput, run: RunOurs, peers: readonly Peer[], options: RaceOptions): Promise<RaceResult> {
  const runnable = inThisBuild(pair.ours);
  const omissions: string[] = [];
  const mismatches: string[] = [];
  if (runnable === null) {
    const wanted = pair.ours.map(({ id, parameters }) => [id, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(' '));
    return { metric: pair.key, ours: null, measure: null, peers: [], mismatches, omissions: [`${pair.key}: not in this build (${wanted.join(', or ')})`] };
  }
  const cold = await run(runnable, input);
  const ourTimes: number[] = [];
  if (repeatsAfter(cold.seconds, options.repeat) === 0) ourTimes.push(cold.seconds);

  const entrants: Entrant[] = [];
  const { nodeCount, edgeCount } = input.graph;
  for (const peer of peers) {
    if (!peer.metrics.has(pair.key)) continue;
    const expected = expectedSeconds(peer.tool, pair.work, nodeCount, edgeCount);
    if (expected > options.patience) {
      omissions.push(`${pair.key}: ${peer.tool} left out, it would take about ${expected.toFixed(0)} s, more than --patience ${options.patience}`);
      continue;
    }
    try {
      const found = judged(pair, cold, await askPeer(peer, pair, options), peer, input);
      if (typeof found === 'string') mismatches.push(found);
      else entrants.push(found);
    } catch (error) {
      omissions.push(`${pair.key}: ${peer.tool} left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await takeTurns(pair, entrants, ourTimes, () => run(runnable, input), cold.seconds, options);

  const ourMedian = median(ourTimes);
  const scored = pair.comparison.kind === 'MODULARITY';
  const ourModularity = !scored ? null : isAuthorMetric(cold.output, input) ? modularityOf(input.graph, cold.output.values) : cold.output.values[0];
  return {
    metric: pair.key,
    ours: { ...runnable, cold: cold.seconds, seconds: ourTimes, median: ourMedian, least: Math.min(...ourTimes), modularity: ourModularity },
    measure: scored ? 'modularity by strength' : pair.comparison.kind,
    peers: entrants.map(({ peer, first, seconds, difference, modularity }) => {
      const times = seconds.length === 0 ? [first] : seconds;
      const theirs = median(times);
      return { tool: peer.tool, version: peer.version, seconds: times, median: theirs, least: Math.min(...times), ratio: theirs / ourMedian, difference, modularity };
    }),
    mismatches,
    omissions,
  };
}

async function takeTurns(pair: Pair, entrants: readonly Entrant[], ourTimes: number[], runOnce: () => Promise<OurRun>, cold: number, options: RaceOptions): Promise<void> {
  const ourRepeats = repeatsAfter(cold, options.repeat);
  const rounds = entrants.map(({ first, seconds }) => {
    const repeats = repeatsAfter(first, options.repeat);
    if (repeats === 0) seconds.push(first);
    return repeats;
  });
  // The first answers of all sides were their warm-up; ours has another, since its code is compiled while it runs.
  if (ourRepeats > 0) await runOnce();
  for (let round = 0; round < Math.max(ourRepeats, ...rounds); round += 1) {
    if (round < ourRepeats) ourTimes.push((await runOnce()).seconds);
    for (const [index, { peer, seconds }] of entrants.entries()) {
      if (round >= rounds[index] || !peer.isAlive()) continue;
      try {
        seconds.push((await askPeer(peer, pair, options)).seconds);
      } catch {
        // It answered before; its earlier times stand.
        rounds[index] = 0;
      }
    }
  }
}
