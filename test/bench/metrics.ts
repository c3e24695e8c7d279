/** `npm run bench -- metrics`: our metrics against those of graphology, graph-tool, igraph, NetworKit and NetworkX. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { ComputePool } from '../../src/compute/pool.js';
import { giantOf, graphNamed, requireGraphs, withExactCosts } from './graphs.js';
import type { BenchGraph } from './graphs.js';
import { startThreads } from './ours.js';
import { pairsNamed } from './pairs.js';
import type { Pair } from './pairs.js';
import { inPool, race } from './race.js';
import type { RaceOptions, RaceResult } from './race.js';
import { formatSeconds, raceTable } from './report.js';
import { startTeam } from './team.js';
import type { Team } from './team.js';

export interface MetricsOptions {
  readonly graph: readonly string[];
  readonly metric: readonly string[];
  readonly peer: readonly string[];
  readonly threads: number;
  readonly patience: number;
  readonly repeat: number | null;
  readonly json: string | null;
}

/** Load average from which times are not to be trusted. */
const BUSY = 0.7;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const whisper = (line: string): void => void process.stderr.write(`${line}\n`);

async function raceAll(pairs: readonly Pair[], graph: BenchGraph, pool: ComputePool, team: Team, options: RaceOptions): Promise<RaceResult[]> {
  const results: RaceResult[] = [];
  const variants = [
    { pairs: pairs.filter((pair) => pair.graph === undefined), make: () => graph.input },
    { pairs: pairs.filter((pair) => pair.graph === 'GIANT'), make: () => giantOf(graph.input) },
    { pairs: pairs.filter((pair) => pair.graph === 'EXACT_COSTS'), make: () => withExactCosts(graph.input) },
  ];
  let tell = say;
  for (const variant of variants.filter((candidate) => candidate.pairs.length > 0)) {
    const input = variant.make();
    await team.load(input, options.folder, tell);
    // What loading took has been said once.
    tell = () => undefined;
    for (const pair of variant.pairs) {
      whisper(`${graph.name}: ${pair.key} …`);
      await team.revive();
      const result = await race(pair, input, inPool(pool), team.loaded(), options);
      results.push(result);
      // For whoever interrupts a long run.
      const times = result.peers.map(({ tool, median }) => `${tool} ${formatSeconds(median)}`);
      if (result.ours !== null) whisper(`  ours ${[formatSeconds(result.ours.median), ...times].join(', ')}${result.mismatches.length > 0 ? '; MISMATCH' : ''}`);
    }
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
  requireGraphs(options.graph);
  const { threads } = options;
  say(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} processors; ${threads} threads for everybody`);
  const [load] = loadavg();
  if (load > BUSY) say(`The load average is ${load.toFixed(1)}: other programs are running, so that times are longer and ratios unreliable`);
  const folder = mkdtempSync(path.join(tmpdir(), 'coterie-bench-'));
  const team = await startTeam(options.peer, threads, say);
  const pool = new ComputePool({ threads });
  const report: unknown[] = [];
  let mismatches = 0;
  try {
    await startThreads(pool);
    for (const name of options.graph) {
      const graph = graphNamed(name);
      if (graph === null) {
        say(`\n${name} is not there: left out`);
        continue;
      }
      const { nodeCount, edgeCount } = graph.input.graph;
      say(`\n## ${graph.name}: ${nodeCount} authors, ${edgeCount} collaborations; ${graph.made}\n`);
      const results = await raceAll(pairs, graph, pool, team, { patience: options.patience, repeat: options.repeat, folder });
      tellResults(results, pairs);
      mismatches += results.flatMap((result) => result.mismatches).length;
      report.push({ graph: graph.name, authors: nodeCount, collaborations: edgeCount, results });
    }
  } finally {
    team.end();
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (options.json !== null) {
    writeFileSync(options.json, `${JSON.stringify({ node: process.version, processor: cpus()[0]?.model, threads, at: new Date().toISOString(), graphs: report }, null, 2)}\n`);
    say(`\nwritten to ${options.json}`);
  }
  return mismatches;
}
