/** `npm run bench -- serving`: requests per second of our server, with and without kept answers, of Apollo Server as it comes, and of plain `node:http` with the same bytes, in pairs. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RequestContext } from '../../src/graphql/context.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { median } from './patience.js';
import type { LoadOrder, LoadSeen } from './serving-load.js';
import { mostConnected, questionsAbout, type Question } from './serving-questions.js';
import { KINDS, type ServerKind, type ServerMessage } from './serving-kinds.js';

export interface ServingBenchOptions {
  readonly papers: number;
  readonly rounds: number;
  /** Requests that each server answers before it is measured. */
  readonly warmUp: number;
  readonly seconds: number;
  readonly connections: number;
  /** Names of questions; empty for all. */
  readonly question: readonly string[];
  readonly json: string | null;
  /** Options of Node for our server's process, such as `--cpu-prof`. */
  readonly nodeOptions: readonly string[];
}

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

function child(file: string, args: readonly string[], nodeOptions: readonly string[] = []): ChildProcess {
  return fork(path.join(import.meta.dirname, file), args, {
    execArgv: [...(file.endsWith('.ts') ? ['--import', 'tsx'] : []), ...nodeOptions], env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function told<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void => reject(new Error(`a process of the benchmark ended with ${signal ?? `code ${code}`}`));
    process.once('message', (message) => {
      process.off('exit', onExit);
      resolve(message as T);
    });
    process.once('exit', onExit);
  });
}

async function answerOf(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return response.text();
}

/** What both say, apart from how they end and what is told besides. */
function dataOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`the benchmark's question has errors: ${JSON.stringify(errors).slice(0, 500)}`);
  return JSON.stringify(data);
}

/** Also, microseconds of processor time that the server took for each request: what a busy machine distorts least. */
type Seen = LoadSeen & { readonly cpuUs: number };

interface Measured {
  readonly question: string;
  readonly bytes: number;
  readonly rounds: ReadonlyArray<Readonly<Record<ServerKind, Seen>>>;
}

const spread = (values: readonly number[]): string => `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

function report({ question, bytes, rounds }: Measured): void {
  say(`\n${question}: ${bytes} bytes`);
  for (const kind of KINDS) {
    const of = (read: (seen: Seen) => number): number => median(rounds.map((round) => read(round[kind])));
    say(`  ${kind.padEnd(7)} ${of((seen) => seen.requestsPerSecond).toFixed(0).padStart(7)} requests/s   p50 ${of((seen) => seen.p50).toFixed(1)} ms   p99 ${of((seen) => seen.p99).toFixed(1)} ms   ${of((seen) => seen.cpuUs).toFixed(0)} µs of processor each`);
  }
  for (const [ours, other, wanted] of [['ours', 'apollo', 8], ['kept', 'apollo', null], ['kept', 'raw', 0.5]] as const) {
    const ratio = rounds.map((round) => round[ours].requestsPerSecond / round[other].requestsPerSecond);
    const byProcessor = rounds.map((round) => round[other].cpuUs / round[ours].cpuUs);
    say(`  ${ours} / ${other.padEnd(6)} ${spread(ratio)} by requests/s, ${spread(byProcessor)} by processor time${question === 'reference' && wanted !== null ? `; wanted: ${wanted}` : ''}`);
  }
}

/** Generates a corpus, starts the servers, compares their answers, then loads them in turn. Throws where two answers differ or one fails. */
export async function benchServing(options: ServingBenchOptions): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coterie-serving-'));
  const running: ChildProcess[] = [];
  try {
    const dataDir = path.join(folder, 'data');
    await importFiles([writeRecords(path.join(folder, 'records.jsonl'), syntheticPapers({ papers: options.papers }))], { dataDir, threads: 1 });
    const questions = await questionsOf(dataDir, options);
    const start = async (kind: ServerKind, what: string, nodeOptions: readonly string[] = []): Promise<{ url: string; process: ChildProcess }> => {
      const server = child('serving-server.mjs', [kind, what], nodeOptions);
      running.push(server);
      return { url: (await told<ServerMessage>(server)).url, process: server };
    };
    const ours = await start('ours', dataDir, options.nodeOptions);
    const kept = await start('kept', dataDir, options.nodeOptions);
    const apollo = await start('apollo', dataDir);
    const load = child('serving-load.ts', []);
    running.push(load);
    const measured: Measured[] = [];
    for (const { name, query, variables } of questions) {
      const body = JSON.stringify({ query, variables });
      const answer = await answerOf(ours.url, body);
      // The second time it is compiled code that answers, the third that without Apollo's pipeline, the fourth what was kept.
      for (const { url } of [apollo, ours, ours, ours, kept, kept, kept, kept]) {
        if (dataOf(await answerOf(url, body)) !== dataOf(answer)) throw new Error(`the answers to "${name}" differ`);
      }
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, answer);
      const raw = await start('raw', file);
      const servers = { kept, ours, apollo, raw };
      const cpuOf = async (server: ChildProcess): Promise<number> => {
        const reply = told<ServerMessage>(server);
        server.send('processor time?');
        return (await reply).cpuUs;
      };
      const ask = async (kind: ServerKind, seconds: number): Promise<Seen> => {
        const before = await cpuOf(servers[kind].process);
        const seen = told<LoadSeen>(load);
        load.send({ url: servers[kind].url, body, connections: options.connections, seconds } satisfies LoadOrder);
        const { failures, ...rest } = await seen;
        if (failures > 0) throw new Error(`${failures} requests to ${kind} failed`);
        return { failures, ...rest, cpuUs: ((await cpuOf(servers[kind].process)) - before) / rest.requests };
      };
      // Their code is optimised bit by bit while they answer: as many requests for each, however long that takes.
      for (const kind of KINDS) {
        for (let answered = 0; answered < options.warmUp;) answered += (await ask(kind, options.seconds)).requests;
      }
      const rounds: Record<ServerKind, Seen>[] = [];
      for (let round = 0; round < options.rounds; round++) {
        const seen = {} as Record<ServerKind, Seen>;
        for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed()) seen[kind] = await ask(kind, options.seconds);
        rounds.push(seen);
      }
      raw.process.disconnect();
      const result = { question: name, bytes: Buffer.byteLength(answer), rounds };
      measured.push(result);
      report(result);
    }
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify({ node: process.version, ...options, measured }, null, 2)}\n`);
  } finally {
    await Promise.all(running.filter((one) => one.connected).map(ended));
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(one: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    one.once('exit', () => resolve());
    one.disconnect();
  });
}

async function questionsOf(dataDir: string, { papers, question, connections }: ServingBenchOptions): Promise<Question[]> {
  const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  const lease = provider.acquire();
  if (lease === null) throw new Error('the import left no snapshot');
  const { id, collaborators } = mostConnected(new RequestContext(lease));
  say(`${papers} papers, ${lease.snapshot.incidence.authorCount} authors; ${collaborators} collaborators of ${id}; ${connections} connections; Node ${process.version}`);
  if (collaborators < 50) say('  fewer than the 50 that the reference query is to show: take more papers');
  lease.release();
  await provider.close();
  return questionsAbout(id).filter(({ name }) => question.length === 0 || question.includes(name));
}
