import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readExposition, valueOf } from '../helpers/exposition.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const TEAM = path.resolve(import.meta.dirname, '../fixtures/cli/team.jsonl');
const BODY = JSON.stringify({ query: '{ corpus { paperCount } }' });
const dataDir = tempDir();

beforeAll(async () => {
  const { code, stderr } = await coterie(['import', TEAM, '--data', dataDir]);
  if (code !== 0) throw new Error(stderr);
}, 60_000);

interface Started extends Server {
  readonly stderr: () => string;
}

async function started(...args: readonly string[]): Promise<Started> {
  const server = await serve(['--data', dataDir, '--log-format', 'json', ...args]);
  let said = '';
  server.child.stderr?.on('data', (text: string) => (said += text));
  return { ...server, stderr: () => said };
}

/** A request of which half has been sent, and which the server has begun to read. */
async function halfSent(url: string): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let got = '';
  socket.on('data', (chunk) => (got += chunk.toString()));
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(got)));
  socket.on('error', () => undefined);
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: ${BODY.length}\r\n\r\n`;
  socket.write(`${head}${BODY.slice(0, 5)}`);
  await expect.poll(() => got).toContain('100 Continue');
  return { socket, answer };
}

const endOf = ({ child }: Server) => new Promise<number | null>((resolve) => child.once('exit', resolve));

/** Processes that a process has started, by number. */
const childrenOf = (pid: number | undefined) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

describe('a server that is asked to end', () => {
  it('says so in /health/ready, goes on answering for the delay, lets what is in flight end whole, and ends with 0', async () => {
    const server = await started('--drain-delay', '3s');
    const ended = endOf(server);
    const { socket, answer } = await halfSent(server.url);
    server.child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${server.url}/health/ready`)).status, { timeout: 2_500 }).toBe(503);
    const other = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY });
    expect([other.status, other.headers.get('connection')]).toEqual([200, 'close']);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    // The rest comes when no connection is taken any more.
    await expect.poll(() => fetch(`${server.url}/health/live`).then(() => 'answered', () => 'refused'), { timeout: 10_000 }).toBe('refused');
    socket.write(BODY.slice(5));
    expect(await answer).toContain('"paperCount":6');
    expect(await ended).toBe(0);
  }, 60_000);

  it('cuts what takes longer than it may, says so and ends with 1', async () => {
    const server = await started('--drain-timeout', '300ms');
    const ended = endOf(server);
    const { answer } = await halfSent(server.url);
    server.child.kill('SIGTERM');
    expect(await ended).toBe(1);
    expect(await answer).not.toContain('paperCount');
    expect(server.stderr()).toContain('A request was still being answered after 0.3 s and cut: give them longer with --drain-timeout.');
  }, 60_000);

  it('ends at once when asked again', async () => {
    const server = await started('--drain-timeout', '10min');
    const ended = endOf(server);
    await halfSent(server.url);
    server.child.kill('SIGTERM');
    await expect.poll(() => server.stderr()).toContain('requests in flight go on');
    server.child.kill('SIGTERM');
    expect(await ended).toBe(143);
  }, 60_000);
});

describe('several processes on one corpus', () => {
  it('answer in turn, add their figures up, replace one that is killed while the others answer, and end together', async () => {
    const server = await started('--workers', '2', '--metrics', 'open');
    try {
      const ask = () => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close' }, body: BODY, signal: AbortSignal.timeout(5_000) }).then((response) => response.status, () => 0);
      expect(await Promise.all(Array.from({ length: 10 }, ask))).toEqual(Array(10).fill(200));
      const scrape = async () => readExposition(await (await fetch(`${server.url}/metrics`)).text());
      await expect.poll(async () => valueOf(await scrape(), 'coterie_operations_total', { operation: 'anonymous', code: 'OK' })).toBe(10);
      expect(valueOf(await scrape(), 'coterie_processes')).toBe(2);
      const before = childrenOf(server.child.pid);
      expect(before).toHaveLength(2);
      const statuses: number[] = [];
      for (let asked = 0; asked < 200; asked++) {
        if (asked === 20) process.kill(before[0], 'SIGKILL');
        statuses.push(await ask());
      }
      // What the killed one was answering, or was being handed, is lost: one at a time is asked here.
      expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(1);
      await expect.poll(async () => valueOf(await scrape(), 'coterie_processes'), { timeout: 30_000 }).toBe(2);
      expect(childrenOf(server.child.pid)).not.toContain(before[0]);
      expect(server.stderr()).toContain('a worker ended by itself: another takes its place');
      expect(server.stderr()).toMatch(/"worker":[12],"requestId"/);
      // Each takes up what is published.
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    } finally {
      expect(await server.stop()).toBe(0);
    }
  }, 240_000);

  it('end with 1 when none can start', async () => {
    const broken = tempDir();
    expect((await coterie(['import', TEAM, '--data', broken])).code).toBe(0);
    const snapshots = path.join(broken, 'snapshots');
    const files = readdirSync(snapshots, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:sqlite|bin)$/.test(file));
    for (const file of files) truncateSync(path.join(snapshots, file), 10);
    const { code, stderr } = await coterie(['serve', '--data', broken, '--workers', '2', '--port', '0']);
    expect(code).toBe(1);
    // What can't be opened can't be opened by any worker: it is said once, and none is started anew.
    expect(stderr).not.toContain('another takes its place');
    expect(stderr.match(/The server ends, since /g)).toHaveLength(1);
    expect(stderr).toContain(snapshots);
  }, 240_000);
});
