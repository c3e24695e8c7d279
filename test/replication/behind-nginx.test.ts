/**
 * Two replicas of a bucket behind nginx, as the operations guide lays them out, asked without a pause while one snapshot
 * after the other is pushed and one of the two is killed: no request fails, and every answer is of one snapshot alone.
 */
import { Agent, request } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pushSnapshot } from '../../src/replication/push.js';
import { writableStoreAt } from '../../src/replication/target.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { hasNginx, nginxBefore } from './nginx.js';
import { KEYS, testBucket, type TestBucket } from './s3-server.js';
import { publications, served } from './snapshots.js';

const TARGET = 's3://bucket/coterie';
/** Each stays at one replica, by its address: some of them at either. */
const CLIENTS = process.platform === 'linux' ? 8 : 1;

/** Every paper adds one to each of these numbers, which come from the manifest, the arrays, the stored metrics and the records. */
const QUESTION = `{
  corpus { snapshot { id } paperCount authorCount }
  author(name: "Ann Alpha") { paperCount papers(first: 0) { totalCount } collaborators(first: 200) { totalCount nodes { displayName } } metric(id: DEGREE) { value snapshotId } }
  search(query: "ofmany", types: [AUTHOR]) { totalCount }
}`;

let bucket: TestBucket;
let made: string[];
let replicas: Server[];
let nginx: Awaited<ReturnType<typeof nginxBefore>>;

const push = (dataDir: string) => pushSnapshot(dataDir, writableStoreAt(TARGET, { endpoint: bucket.endpoint, environment: KEYS }), { keep: 1 });
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}
const readyWith = async (server: Server): Promise<string | null> => ((await (await fetch(`${server.url}/health/ready`)).json()) as { snapshot: string | null }).snapshot;

beforeAll(async () => {
  if (!hasNginx) return;
  bucket = await testBucket();
  made = await publications(4);
  await push(made[0]);
  const id = (await served(made[0])).id;
  replicas = await Promise.all([0, 1].map(() => serve(
    ['--follow', TARGET, '--follow-endpoint', bucket.endpoint, '--follow-poll', '200ms', '--answer-max-age', '1s', '--data', path.join(tempDir(), 'replica'), '--log-level', 'error', '--client-requests', 'off', '--budget', 'off'],
    { env: KEYS },
  )));
  await Promise.all(replicas.map((server) => until(async () => (await readyWith(server)) === id)));
  nginx = await nginxBefore(replicas.map(({ url }) => url.replace('http://', '')));
}, 120_000);
afterAll(async () => {
  if (!hasNginx) return;
  await nginx.stop();
  for (const replica of replicas) await replica.stop();
  await bucket.close();
});

interface Told {
  readonly status: number;
  readonly tag: string | null;
  readonly text: string;
}

function ask(agent: Agent, client: number, how: 'GET' | 'POST', known: string | null): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request({
      agent, port: nginx.port, host: '127.0.0.1', method: how, path: how === 'GET' ? `/graphql?query=${encodeURIComponent(QUESTION)}` : '/graphql',
      ...(CLIENTS > 1 ? { localAddress: `127.0.0.${2 + client}` } : {}),
      headers: { accept: 'application/json', ...(how === 'GET' ? { 'apollo-require-preflight': '1' } : { 'content-type': 'application/json' }), ...(known === null ? {} : { 'if-none-match': known }) },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, tag: response.headers.etag ?? null, text }));
    });
    asked.on('error', reject).end(how === 'POST' ? JSON.stringify({ query: QUESTION }) : undefined);
  });
}

/** @returns the id of the snapshot, of which all of the answer is */
function snapshotOf(text: string): string {
  const { data, errors, extensions } = JSON.parse(text) as { data: Record<string, never>; errors?: unknown; extensions: { snapshot: string } };
  expect(errors).toBeUndefined();
  const { corpus, author, search } = data as unknown as { corpus: { snapshot: { id: string }; paperCount: number; authorCount: number }; author: { paperCount: number; papers: { totalCount: number }; collaborators: { totalCount: number; nodes: unknown[] }; metric: { value: number; snapshotId: string } }; search: { totalCount: number } };
  const numbers = [corpus.authorCount - 1, author.paperCount, author.papers.totalCount, author.collaborators.totalCount, author.collaborators.nodes.length, author.metric.value, search.totalCount];
  expect(numbers).toEqual(numbers.map(() => corpus.paperCount));
  expect([author.metric.snapshotId, extensions.snapshot]).toEqual([corpus.snapshot.id, corpus.snapshot.id]);
  return corpus.snapshot.id;
}

/** What clients have met together. */
class Met {
  readonly snapshots = new Set<string>();
  answers = 0;
  isOver = false;
}

/** Asks until it is over, by GET with what is known already, and by POST. */
async function askOn(number: number, met: Met): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  let known: string | null = null;
  // Once more when it is over: the last snapshot may have come but a moment before.
  for (let turn = 0, isLast = false; !isLast; turn += 1) {
    isLast = met.isOver;
    const how = turn % 3 === 0 ? 'POST' : 'GET';
    const { status, tag, text }: Told = await ask(agent, number, how, how === 'GET' ? known : null);
    expect([200, ...(known === null || how === 'POST' ? [] : [304])]).toContain(status);
    met.answers += 1;
    const id: string = status === 304 ? '' : snapshotOf(text);
    // Of what is known the tag comes again; another answer's is of its snapshot; one to a POST has none.
    expect(how === 'POST' ? tag === null : status === 304 ? tag === known : tag?.includes(id) === true).toBe(true);
    if (how === 'GET') known = tag;
    if (id !== '') met.snapshots.add(id);
    // All at once they would keep both processors from whoever fetches.
    await pause(5);
  }
  agent.destroy();
}

it.skipIf(!hasNginx)('takes new snapshots, and loses a replica, without a failed request or an answer of two snapshots (needs nginx)', async () => {
  const ids = await Promise.all(made.map(async (dataDir) => (await served(dataDir)).id));
  const met = new Met();
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => askOn(number, met)));
  const pushed = (async () => {
    for (const [at, dataDir] of made.entries()) {
      if (at === 0) continue;
      await push(dataDir);
      const left = at === made.length - 1 ? replicas.slice(1) : replicas;
      // In the middle of taking the last one, the first of the two is killed.
      if (left.length === 1) replicas[0].child.kill('SIGKILL');
      await Promise.all(left.map((server) => until(async () => (await readyWith(server)) === ids[at])));
    }
  })().finally(() => (met.isOver = true));
  await Promise.all([pushed, clients]);
  expect([...met.snapshots].toSorted()).toEqual(ids.toSorted());
  expect(met.answers).toBeGreaterThan(CLIENTS * 3);
}, 120_000);
