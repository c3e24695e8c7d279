/** `npm run bench -- metrics`: our metrics against those of graphology, graph-tool, igraph, NetworKit and NetworkX. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { ComputePool } from '../../src/compute/pool.js';
import { discoverPeers } from './discover.js';
import { graphNamed, withExactCosts, writeEdges } from './graphs.js';
import type { BenchGraph } from './graphs.js';
import { pairsNamed } from './pairs.js';
import type { Pair } from './pairs.js';
import { isTooLarge } from './patience.js';
import { startPeer } from './peer-process.js';
import type { Peer } from './peer-process.js';
import { inPool, race } from './race.js';
import type { RaceOptions, RaceResult } from './race.js';
import { formatSeconds, raceTable } from './report.js';

export interface MetricsOptions {
  readonly graph: readonly string[];
  readonly metric: readonly string[];
  readonly peer: readonly string[];
  readonly threads: number;
  readonly patience: number;
  readonly repeat: number | null;
  readonly json: string | null;
}

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const whisper = (line: string): void => void process.stderr.write(`${line}\n`);

/** Loading may take longer than any metric. */
const LOAD_PATIENCE_SECONDS = 600;

async function startAll(wanted: readonly string[], threads: number): Promise<Peer[]> {
  const { peers, sentences } = discoverPeers();
  for (const sentence of sentences) say(sentence);
  const started: Peer[] = [];
  for (const command of peers) {
    if (wanted.length > 0 && !wanted.includes(command.tool.toLowerCase())) continue;
    try {
      started.push(await startPeer(command, threads));
    } catch (error) {
      say(`${command.tool} left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return started;
}

/** Gives a graph to the peers that can hold it. */
async function loadAll(peers: readonly Peer[], { input }: BenchGraph, folder: string, tell: (line: string) => void): Promise<Peer[]> {
  const file = path.join(folder, 'edges');
  const { nodeCount, edgeCount } = input.graph;
  writeEdges(file, input.graph);
  const loaded: Peer[] = [];
  for (const peer of peers.filter((candidate) => candidate.isAlive())) {
    if (isTooLarge(peer.tool, edgeCount)) {
      tell(`${peer.tool} left out: it cannot hold ${edgeCount} edges in reasonable time and memory`);
      continue;
    }
    try {
      const seconds = await peer.ask({ op: 'load', file, nodeCount, edgeCount }, LOAD_PATIENCE_SECONDS * 1000);
      tell(`${peer.tool} ${peer.version}: graph loaded in ${formatSeconds(seconds)}, not counted below`);
      loaded.push(peer);
    } catch (error) {
      tell(`${peer.tool} left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return loaded;
}

async function raceAll(pairs: readonly Pair[], graph: BenchGraph, pool: ComputePool, all: readonly Peer[], options: RaceOptions, threads: number): Promise<RaceResult[]> {
  const results: RaceResult[] = [];
  // One graph for most, then one whose costs have exact sums.
  const variants = [
    { graph, pairs: pairs.filter(({ work }) => work !== 'ALL_PAIRS_BY_COST') },
    { graph: { ...graph, input: withExactCosts(graph.input) }, pairs: pairs.filter(({ work }) => work === 'ALL_PAIRS_BY_COST') },
  ];
  let tell = say;
  for (const variant of variants.filter((candidate) => candidate.pairs.length > 0)) {
    let peers = await loadAll(all, variant.graph, options.folder, tell);
    tell = () => undefined;
    for (const pair of variant.pairs) {
      whisper(`${graph.name}: ${pair.key} …`);
      results.push(await race(pair, variant.graph.input, inPool(pool), peers, options));
      if (peers.every((peer) => peer.isAlive())) continue;
      // Whoever was ended for want of patience begins anew.
      const fallen = peers.filter((peer) => !peer.isAlive()).map(({ tool }) => tool);
      const risen = await Promise.all(discoverPeers().peers.filter(({ tool }) => fallen.includes(tool)).map((command) => startPeer(command, threads)));
      await loadAll(risen, variant.graph, options.folder, tell);
      peers = [...peers.filter((peer) => peer.isAlive()), ...risen];
    }
    for (const risen of peers.filter((peer) => !all.includes(peer))) risen.end();
  }
  return results;
}

function tellResults(results: readonly RaceResult[], pairs: readonly Pair[]): void {
  const mismatches = results.flatMap((result) => result.mismatches);
  for (const sentence of mismatches) say(`MISMATCH ${sentence}`);
  say(mismatches.length === 0 ? 'All results agree within the stated tolerances (communities: see Q).\n' : '');
  for (const line of raceTable(results)) say(line);
  say();
  for (const sentence of results.flatMap((result) => result.omissions)) say(`- ${sentence}`);
  for (const { key, remark } of pairs) if (remark !== undefined && results.some(({ metric, ours }) => metric === key && ours !== null)) say(`- ${key}: ${remark}`);
}

/** Runs the benchmark. Resolves to the number of mismatches. */
export async function benchMetrics(options: MetricsOptions): Promise<number> {
  const pairs = pairsNamed(options.metric);
  const { threads } = options;
  say(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} processors; ${threads} threads for everybody`);
  const folder = mkdtempSync(path.join(tmpdir(), 'coterie-bench-'));
  const peers = await startAll(options.peer, threads);
  const pool = new ComputePool({ threads });
  const report: unknown[] = [];
  let mismatches = 0;
  try {
    for (const name of options.graph) {
      const graph = graphNamed(name);
      if (graph === null) {
        say(`\n${name} is not there: left out`);
        continue;
      }
      const { nodeCount, edgeCount } = graph.input.graph;
      say(`\n## ${graph.name}: ${nodeCount} authors, ${edgeCount} collaborations; ${graph.made}\n`);
      const results = await raceAll(pairs, graph, pool, peers, { patience: options.patience, repeat: options.repeat, folder }, threads);
      tellResults(results, pairs);
      mismatches += results.flatMap((result) => result.mismatches).length;
      report.push({ graph: graph.name, authors: nodeCount, collaborations: edgeCount, results });
    }
  } finally {
    for (const peer of peers) peer.end();
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (options.json !== null) {
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, processor: cpus()[0]?.model, threads, at: new Date().toISOString(), graphs: report }, null, 2)}\n`);
    say(`\nwritten to ${options.json}`);
  }
  return mismatches;
}
