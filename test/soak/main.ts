/**
 * `npm run soak`: a server under mixed load while imports come, some killed, snapshots swap, and the server itself is killed
 * and ended. Proves that nothing acknowledged is lost, no answer mixes two snapshots, no answer is a 5xx, nothing leaks.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { seededRandom } from '../../src/graph/prng.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { Clients } from './clients.js';
import { command, Importer } from './importer.js';
import { ServerProcess, type MemorySample } from './server-process.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Bytes an hour by least squares over the samples after the first minute. */
function growthPerHour(samples: readonly MemorySample[]): number | null {
  const late = samples.filter(({ at }) => at > 60);
  if (late.length < 12) return null;
  const meanAt = late.reduce((sum, { at }) => sum + at, 0) / late.length;
  const mean = late.reduce((sum, { resident }) => sum + resident, 0) / late.length;
  const slope = late.reduce((sum, { at, resident }) => sum + (at - meanAt) * (resident - mean), 0) / late.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  return slope * 3600;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
const quantile = (sorted: readonly number[], share: number): string => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0)} ms`;

async function soak({ minutes, papers, clients: clientCount, seed }: { minutes: number; papers: number; clients: number; seed: number }): Promise<boolean> {
  const random = seededRandom(seed);
  const root = mkdtempSync(path.join(tmpdir(), 'coterie-soak-'));
  const importer = new Importer(path.join(root, 'data'), path.join(root, 'inbox'), random);
  const say = (sentence: string): void => console.log(`${((performance.now() - beganAt) / 60_000).toFixed(1)} min  ${sentence}`);
  const beganAt = performance.now();
  await importer.begin(syntheticPapers({ papers, seed }));
  const port = await freePort();
  let server = await ServerProcess.start(importer.dataDir, port, ['--budget', 'off', '--client-requests', 'off']);
  const lives: ServerProcess[] = [server];
  let isExcused = false;
  const first = new Clients(() => server.url, { authors: [] }, random, () => isExcused);
  const { body } = await first.ask('{ authors(first: 200) { nodes { id displayName } } }', {});
  const authors = (body.data as unknown as { authors: { nodes: { id: string; displayName: string }[] } }).authors.nodes;
  const clients = new Clients(() => server.url, { authors }, random, () => isExcused);
  clients.start(clientCount);
  say(`${papers} papers served at ${server.url}, ${clientCount} clients`);

  const problems: string[] = [];
  const endAt = beganAt + minutes * 60_000;
  // In the second half the server lives on, so that growth shows.
  const lastKillAt = beganAt + (minutes * 60_000) / 2;
  let nextKill = beganAt + Math.min(150_000, (minutes * 60_000) / 6);
  let isGraceful = true;
  while (performance.now() < endAt) {
    await importer.batch(2);
    if (performance.now() > nextKill && performance.now() < lastKillAt) {
      nextKill = performance.now() + Math.min(150_000, (minutes * 60_000) / 6);
      isExcused = true;
      if (isGraceful) {
        const code = await server.stop();
        if (code !== 0) problems.push(`the server ended with ${code} when it was asked to: ${server.log.slice(-1_000)}`);
      } else {
        await server.kill();
      }
      server = await ServerProcess.start(importer.dataDir, port, ['--budget', 'off', '--client-requests', 'off']);
      lives.push(server);
      say(`the server was ${isGraceful ? 'ended' : 'killed'}, and answers again after ${Math.round(server.readyAfterMs)} ms`);
      isGraceful = !isGraceful;
      await sleep(1_000);
      isExcused = false;
    } else if (server.hasEnded) {
      problems.push(`the server ended by itself: ${server.log.slice(-1_000)}`);
      break;
    }
    await sleep(2_000 + random() * 4_000);
  }
  await clients.stop();
  say('the load has ended');
  await sleep(5_000);

  const lost: string[] = [];
  for (let at = 0; at < importer.acknowledged.length; at += 100) {
    const ids = importer.acknowledged.slice(at, at + 100).map((doi) => `doi:${doi}`);
    const reply = await clients.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    const nodes = (reply.body.data as unknown as { nodes: unknown[] } | null)?.nodes ?? [];
    ids.forEach((id, i) => nodes[i] ?? lost.push(id));
  }
  if (lost.length > 0) problems.push(`${lost.length} acknowledged papers are lost, such as ${lost[0]}`);
  const total = await clients.ask('{ papers(first: 0) { totalCount } }', {});
  const found = (total.body.data as unknown as { papers: { totalCount: number } }).papers.totalCount;
  if (found !== papers + importer.acknowledged.length) problems.push(`${found} papers are served, but ${papers + importer.acknowledged.length} were imported`);
  const { tally } = clients;
  for (const [snapshot, counts] of tally.papersOf) {
    const published = importer.published.get(snapshot);
    if (counts.size > 1 || (published !== undefined && !counts.has(published))) problems.push(`snapshot ${snapshot} has ${[...counts].join(' and ')} papers, its import said ${published}`);
  }
  const ended = await server.stop();
  if (ended !== 0) problems.push(`the server ended with ${ended} when the soak was over: ${server.log.slice(-1_000)}`);
  const verified = await command(['verify', '--data', importer.dataDir]);
  if (verified.code !== 0) problems.push(`verify ended with ${verified.code}: ${verified.stdout.slice(-500)}${verified.stderr.slice(-500)}`);
  const directories = readdirSync(path.join(importer.dataDir, 'snapshots'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (directories.length > 2 || directories.some((name) => name.startsWith('building-'))) problems.push(`snapshots/ holds ${directories.join(', ')}`);

  const latencies = tally.latencies.toSorted((a, b) => a - b);
  const requests = [...tally.counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\n${requests} requests, ${importer.imports} imports (${importer.killed} killed on their way and run again), ${importer.published.size} snapshots published, ${tally.papersOf.size} of them seen, the server begun ${lives.length} times`);
  console.log(`look-ups: median ${quantile(latencies, 0.5)}, p99 ${quantile(latencies, 0.99)}, longest ${quantile(latencies, 1)}`);
  for (const [outcome, count] of [...tally.counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${outcome}  ${count}`);
  for (const [i, { samples }] of lives.entries()) {
    const last = samples.at(-1);
    const growth = growthPerHour(samples);
    if (last) console.log(`life ${i + 1}: ${Math.round(last.at)} s, memory ${megabytes(samples[0].resident)} at first, ${megabytes(Math.max(...samples.map(({ resident }) => resident)))} at most, ${megabytes(last.resident)} at last${growth === null ? '' : `, ${megabytes(growth)} an hour`}; open files ${samples[0].openFiles} to ${last.openFiles}`);
  }
  problems.push(...importer.failures, ...tally.wrongs);
  for (const problem of problems) console.log(`WRONG  ${problem}`);
  console.log(problems.length === 0 ? 'Nothing was lost, mixed or broken.' : `${problems.length} things are wrong.`);
  if (problems.length === 0) rmSync(root, { recursive: true, force: true });
  else console.log(`The data are left in ${root}.`);
  return problems.length === 0;
}

const options = new Command('soak')
  .option('--minutes <n>', 'how long', Number, 20)
  .option('--papers <n>', 'papers to begin with', Number, 5_000)
  .option('--clients <n>', 'at a time', Number, 6)
  .option('--seed <n>', 'of the corpus and the dice', Number, 1)
  .parse(process.argv)
  .opts<{ minutes: number; papers: number; clients: number; seed: number }>();
process.exitCode = (await soak(options)) ? 0 : 1;
