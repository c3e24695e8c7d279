/** `npm run bench -- heavy`: how fast look-ups are while the workers are saturated with metrics that nobody has asked for before. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { importFiles } from '../../src/snapshot/import.js';
import { formatHeader, formatPaper } from '../../src/sources/jsonl-write.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import type { HeavyMessage, Lateness } from './heavy-child.js';
import { formatSeconds } from './report.js';

export interface HeavyBenchOptions {
  readonly papers: number;
  /** Look-ups measured in each state. */
  readonly lookups: number;
  /** Clients that ask for a metric under a graph of its own each time. */
  readonly clients: number;
  readonly threads: number;
  /** By how much the workers' threads step back for the one that answers. */
  readonly niceness: number;
  readonly json: string | null;
  /** Directory for the CPU profile of the server; null for none. */
  readonly profiles: string | null;
}

interface Times {
  readonly state: string;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const CHILD = path.join(import.meta.dirname, 'heavy-child.ts');
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const LOOK_UP = 'query ($id: ID!) { author(id: $id) { displayName paperCount collaborators(first: 25) { totalCount edges { paperCount strength node { id displayName } } } } }';
const HEAVY = 'query ($graph: GraphSpec) { authors(first: 1, orderBy: [{ metric: BETWEENNESS }], graph: $graph) { nodes { id } } }';

interface Told {
  readonly data?: { readonly authors?: { readonly nodes: ReadonlyArray<{ readonly id: string }> } | null } | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions: { readonly code: string; readonly retryAfterMs?: number } }>;
}

async function post(url: string, query: string, variables: object, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Told;
}

/** Asks for authors one after the other, and for how long each takes, in seconds. @throws Error where one is not answered */
async function lookUps(url: string, ids: readonly string[], count: number, state: string): Promise<Times> {
  const seconds: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const started = performance.now();
    const { errors } = await post(url, LOOK_UP, { id: ids[at % ids.length] });
    seconds.push((performance.now() - started) / 1_000);
    if (errors) throw new Error(`a look-up was refused: ${errors[0].message}`);
  }
  const sorted = seconds.toSorted((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { state, p50: quantile(0.5), p99: quantile(0.99), max: sorted.at(-1) ?? Number.NaN };
}

function tellTimes({ state, p50, p99, max }: Times): void {
  say(`${state.padEnd(10)} p50 ${formatSeconds(p50).padStart(9)}   p99 ${formatSeconds(p99).padStart(9)}   longest ${formatSeconds(max).padStart(9)}`);
}

function tellLateness(state: string, { p50, p99, max }: Lateness): void {
  say(`${state.padEnd(10)} event loop late by p50 ${formatSeconds(p50)}, p99 ${formatSeconds(p99)}, at most ${formatSeconds(max)}`);
}

/** Generates a corpus, serves it in a process of its own, and measures look-ups while it is idle and while it is saturated. */
export async function benchHeavy({ papers, lookups, clients, threads, niceness, json, profiles }: HeavyBenchOptions): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'coterie-heavy-'));
  try {
    const file = path.join(work, 'records.jsonl');
    writeFileSync(file, [formatHeader({ description: 'made by the benchmark of heavy metrics' }), ...Array.from(syntheticPapers({ papers, seed: 1 }), formatPaper), ''].join('\n'));
    await importFiles([file], { dataDir: path.join(work, 'data'), threads: 1 });
    const server = spawn(process.execPath, [...(profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]), '--import', 'tsx', CHILD, path.join(work, 'data'), String(threads), String(niceness)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(server, 'close');
    const messages = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<HeavyMessage> => {
      const { done, value } = (await messages.next()) as IteratorResult<string, undefined>;
      if (done === true) throw new Error('the server ended');
      return JSON.parse(value) as HeavyMessage;
    };
    try {
      const first = await next();
      if (first.kind !== 'LISTENING') throw new Error(`the server began with ${first.kind}`);
      await measure(first.url, { papers, lookups, clients, threads, niceness, json }, async () => {
        server.stdin.write('\n');
        return next();
      });
    } finally {
      server.stdin.end();
      await ended;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function measure(url: string, { papers, lookups, clients, threads, niceness, json }: Omit<HeavyBenchOptions, 'profiles'>, loadNow: () => Promise<HeavyMessage>): Promise<void> {
  const { data } = await post(url, 'query { authors(first: 200) { nodes { id } } }', {});
  const ids = (data?.authors?.nodes ?? []).map(({ id }) => id);
  say(`${papers.toLocaleString('en')} papers, ${threads} worker ${threads === 1 ? 'thread' : 'threads'} of niceness ${niceness}; Node ${process.version}`);
  await lookUps(url, ids, ids.length, 'warm-up');
  await loadNow();
  const idle = await lookUps(url, ids, lookups, 'idle');
  tellTimes(idle);
  const idleLoad = await loadNow();
  if (idleLoad.kind === 'LOAD') tellLateness('idle', idleLoad.lateness);
  const counts = new Map<string, number>();
  const enough = new AbortController();
  const client = async (number: number): Promise<void> => {
    for (let at = 0; !enough.signal.aborted; at += 1) {
      const { errors } = await post(url, HEAVY, { graph: { counting: 'FRACTIONAL', minStrength: (1 + number + clients * at) / 1e7 } }, { prefer: 'wait=1' });
      const code = errors?.[0].extensions.code ?? 'answered';
      counts.set(code, (counts.get(code) ?? 0) + 1);
      // As a client does who is told to come back: what is measured is the workers' load, not that of the network.
      if (errors && !enough.signal.aborted) await new Promise((resolve) => setTimeout(resolve, errors[0].extensions.retryAfterMs ?? 0));
    }
  };
  const flood = Array.from({ length: clients }, (_, number) => client(number));
  // Until the queue is full, at most.
  for (let tries = 0; tries < 100 && !counts.has('TOO_MANY_COMPUTATIONS'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  await loadNow();
  const saturated = await lookUps(url, ids, lookups, 'saturated');
  const load = await loadNow();
  enough.abort();
  await Promise.all(flood);
  tellTimes(saturated);
  if (load.kind === 'LOAD') {
    tellLateness('saturated', load.lateness);
    const { pool, computations, cache } = load.stats;
    say(`workers busy ${pool.busy} of ${pool.seats}; ${computations.running} running, ${computations.queued} waiting, ${computations.refused} refused; kept ${(cache.usedBytes / 1e6).toFixed(0)} of ${(cache.budgetBytes / 1e6).toFixed(0)} MB; resident ${(load.residentBytes / 1e6).toFixed(0)} MB`);
  }
  say(`heavy questions: ${[...counts].map(([code, count]) => `${count} ${code}`).join(', ')}`);
  if (json !== null) writeFileSync(json, JSON.stringify({ papers, threads, niceness, idle, idleLoad, saturated, questions: Object.fromEntries(counts), load }, null, 2));
}
