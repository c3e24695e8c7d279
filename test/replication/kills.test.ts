/**
 * Pushes, pulls and servers that follow, killed before and in the middle of their operations on files, and by way of a bucket
 * that sees them come: what is current is always the old or the new snapshot, whole, and the same command completes the
 * rest. In the suite a small sample; all operations with `KILLS=400 npx vitest run --project unit test/replication/kills.test.ts`.
 */
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rollBack } from '../../src/replication/kept.js';
import { pullSnapshot } from '../../src/replication/pull.js';
import { pushSnapshot } from '../../src/replication/push.js';
import { bytesOf } from '../../src/replication/remote.js';
import { storeAt, writableStoreAt } from '../../src/replication/target.js';
import { FILES, readManifest, snapshotsDir, verifySnapshot } from '../../src/snapshot/layout.js';
import { snapshotNames } from '../../src/snapshot/publish.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { killingEnvironment, operationsIn } from '../durability/killed-runs.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { KEYS, testBucket, type TestBucket } from './s3-server.js';
import { currentDir, publications, served } from './snapshots.js';

const KILLS = Number(process.env['KILLS'] ?? 3);
const dir = tempDir();
let made: string[];
let bucket: TestBucket;

beforeAll(async () => {
  made = await publications(2, 30);
  bucket = await testBucket();
}, 120_000);
afterAll(() => bucket.close());
beforeEach(() => {
  bucket.interfere = null;
});

const copied = (from: string): string => {
  const to = path.join(tempDir(), 'copy');
  cpSync(from, to, { recursive: true });
  return to;
};
const push = (target: string, dataDir: string) => pushSnapshot(dataDir, writableStoreAt(target, { endpoint: null, environment: {} }), { keep: null });
const pull = (target: string, dataDir: string) => pullSnapshot(dataDir, storeAt(target, { endpoint: null, environment: {} }), { target, proves: true, takesPassedOver: true });

/** That the place has the old or the new snapshot as its current one, and that all that bears a manifest and a name is whole. */
async function proveWhole(place: string, at: string): Promise<void> {
  const ids = await Promise.all(made.map(async (each) => (await served(each)).id));
  const { id, isWhole } = await served(place);
  expect([at, ids.includes(id), isWhole]).toEqual([at, true, true]);
  for (const name of snapshotNames(snapshotsDir(place)).filter((each) => existsSync(path.join(snapshotsDir(place), each, 'manifest.json')))) {
    expect([at, await verifySnapshot(path.join(snapshotsDir(place), name))]).toEqual([at, []]);
  }
}

const leftovers = (place: string): string[] => readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => /building-|\.new$/.test(name));

/** Which operations are killed at, of so many: the last ones always, where the pointer moves. */
function instants(operations: readonly string[]): number[] {
  const all = operations.map((_, at) => at + 1);
  const pointing = all.filter((at) => operations[at - 1].includes('current'));
  const others = all.filter((at) => !pointing.includes(at));
  const every = Math.max(1, Math.ceil(others.length / Math.max(1, KILLS - 2)));
  return [...others.filter((_, at) => at % every === Math.floor(every / 2)), ...(KILLS > all.length ? pointing : pointing.slice(-2))];
}

describe.each([
  ['a pull', 'replica', (place: string, other: string) => ['snapshot', 'pull', other, '--data', place], (place: string, other: string) => pull(other, place)],
  ['a push to a directory', 'target', (place: string, other: string) => ['snapshot', 'push', place, '--data', other], push],
] as const)('%s that is killed', (_, meant, command, complete) => {
  it('leaves the old snapshot or the new one, and is completed by the next', async () => {
    const first = path.join(dir, meant);
    const target = path.join(dir, `${meant}-target`);
    if (meant === 'replica') {
      await push(target, made[0]);
      await pull(target, first);
      await push(target, made[1]);
    } else await push(first, made[0]);
    const other = meant === 'replica' ? target : made[1];
    const log = path.join(dir, `${meant}-operations`);
    const undisturbed = copied(first);
    const { code, stderr } = await coterie(command(undisturbed, other), { env: killingEnvironment(undisturbed, log, null) });
    expect([code, stderr]).toEqual([0, stderr]);
    const operations = operationsIn(log);
    expect(operations.some((each) => each.startsWith('rename') || each.startsWith('promises.rename'))).toBe(true);
    let killed = 0;
    for (const operation of instants(operations)) {
      const place = copied(first);
      const how = operation % 2 === 0 ? 'before' : 'half';
      const run = await coterie(command(place, other), { env: killingEnvironment(place, log, { operation, how }) });
      if (run.code === null) killed += 1;
      await proveWhole(place, `${how} ${operation}, ${operations[operation - 1]}`);
      await complete(place, other);
      await proveWhole(place, `completed after ${operation}`);
      expect((await served(place)).id).toBe((await served(made[1])).id);
      expect(leftovers(place)).toEqual([]);
    }
    expect(killed).toBeGreaterThan(0);
  }, 600_000);
});

it('a push and a pull by way of a bucket go on where they were when they are killed in the middle of a file', async () => {
  const target = ['s3://bucket/killed', '--endpoint', bucket.endpoint];
  const replica = path.join(dir, 'by-bucket');
  let child: ChildProcess | null = null;
  const killWhen = (method: string, file: string): void => {
    bucket.interfere = (asked, key) => {
      if (asked !== method || !key.endsWith(`/${file}`)) return null;
      if (method === 'PUT') child?.kill('SIGKILL');
      else setTimeout(() => child?.kill('SIGKILL'), 200);
      return method === 'PUT' ? 'cut' : 'half';
    };
  };
  const onStart = (started: ChildProcess): void => void (child = started);
  killWhen('PUT', FILES.records);
  expect((await coterie(['snapshot', 'push', ...target, '--data', made[1]], { env: KEYS, onStart })).code).toBe(null);
  expect([...bucket.objects.keys()].filter((key) => /current|manifest/.test(key))).toEqual([]);
  bucket.interfere = null;
  bucket.asked.length = 0;
  const { code, stderr } = await coterie(['snapshot', 'push', ...target, '--data', made[1]], { env: KEYS });
  expect([code, stderr]).toEqual([0, stderr]);
  expect(bucket.asked.filter((each) => each.startsWith('PUT') && each.includes(FILES.graph))).toEqual([]);
  killWhen('GET', FILES.records);
  expect((await coterie(['snapshot', 'pull', ...target, '--data', replica], { env: KEYS, onStart })).code).toBe(null);
  expect(existsSync(path.join(snapshotsDir(replica), 'current'))).toBe(false);
  const [unfinished] = leftovers(replica);
  const have = statSync(path.join(replica, unfinished, FILES.records)).size;
  expect(have).toBeGreaterThan(0);
  bucket.interfere = null;
  const { stdout } = await coterie(['snapshot', 'pull', ...target, '--data', replica, '--json'], { env: KEYS });
  const manifest = readManifest(currentDir(made[1]));
  expect((JSON.parse(stdout) as { fetchedBytes: number }).fetchedBytes).toBeLessThanOrEqual(manifest.files[FILES.records].bytes - have);
  expect(bytesOf(manifest)).toBeGreaterThan(manifest.files[FILES.records].bytes);
  expect(await served(replica)).toEqual(await served(made[1]));
}, 120_000);

describe('a server that takes the next snapshot and is killed', () => {
  const follow = (place: string, env: Readonly<Record<string, string>>) => serve(['--follow', path.join(dir, 'next'), '--follow-poll', '200ms', '--data', place, '--log-level', 'silent'], { env });

  /** Asks for what is served, until it is what is wanted or the server has ended. @returns all that was answered, as `id: papers` */
  async function answeredUntil({ url, child }: Server, wanted: string): Promise<string[]> {
    const answers = new Set<string>();
    while (!answers.has(wanted) && child.exitCode === null && child.signalCode === null) {
      const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ corpus { snapshot { id } paperCount } }' }), signal: AbortSignal.timeout(60_000) };
      const answer = await fetch(`${url}/graphql`, asked).then((response) => response.json() as Promise<{ data: { corpus: { snapshot: { id: string }; paperCount: number } } }>, () => null);
      if (answer !== null) answers.add(`${answer.data.corpus.snapshot.id}: ${answer.data.corpus.paperCount}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [...answers];
  }

  it('has served the old or the new one, leaves one of them whole, and serves the new one when it is started again', async () => {
    const target = path.join(dir, 'next');
    const first = path.join(dir, 'before-next');
    await push(target, made[0]);
    await pull(target, first);
    await push(target, made[1]);
    const { id } = await served(made[1]);
    const [old, next] = [`${(await served(made[0])).id}: 30`, `${id}: 60`];
    const log = path.join(dir, 'follow-operations');
    const undisturbed = copied(first);
    const server = await follow(undisturbed, killingEnvironment(undisturbed, log, null));
    try {
      expect(await answeredUntil(server, next)).toContain(next);
    } finally {
      await server.stop();
    }
    const operations = operationsIn(log);
    expect(operations.some((each) => each.includes('current'))).toBe(true);
    let killed = 0;
    for (const operation of instants(operations)) {
      const place = copied(first);
      const how = operation % 2 === 0 ? 'before' : 'half';
      // Where it is killed before it listens, it has not served anything.
      const started = await follow(place, killingEnvironment(place, log, { operation, how })).catch(() => null);
      const answers = started === null ? [] : await answeredUntil(started, next);
      if (started === null || started.child.signalCode === 'SIGKILL') killed += 1;
      await started?.stop();
      expect([operation, answers.filter((answer) => answer !== old && answer !== next)]).toEqual([operation, []]);
      await proveWhole(place, `${how} ${operation}, ${operations[operation - 1]}`);
      const again = await follow(place, {});
      try {
        expect(await answeredUntil(again, next)).toContain(next);
      } finally {
        expect(await again.stop()).toBe(0);
      }
      await proveWhole(place, `served again after ${operation}`);
      expect((await served(place)).id).toBe(id);
      expect(leftovers(place)).toEqual([]);
    }
    expect(killed).toBeGreaterThan(0);
  }, 600_000);
});

it('a server that follows is ready with what it has, tells of its trouble, refuses changes, and heals itself', async () => {
  const target = path.join(dir, 'followed');
  const replica = path.join(dir, 'following');
  await push(target, made[0]);
  await pull(target, replica);
  const start = () => serve(['--follow', target, '--follow-poll', '200ms', '--data', replica, '--log-level', 'silent'], { env: { COTERIE_CURATOR_TOKEN: 'a-curator\'s-token-that-is-long-enough' } });
  const ids = await Promise.all(made.map(async (each) => (await served(each)).id));
  const [old, next] = ids;
  let server = await start();
  interface State { readonly status: string; readonly snapshot: string; readonly problem?: string }
  const state = async (): Promise<State> => (await (await fetch(`${server.url}/health/ready`)).json()) as State;
  const until = async (holds: (said: State) => boolean): Promise<State> => {
    for (;;) {
      const said = await state();
      if (holds(said)) return said;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  try {
    expect((await until(({ snapshot }) => snapshot === old)).status).toBe('ready');
    const change = await fetch(`${server.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer a-curator\'s-token-that-is-long-enough' },
      body: JSON.stringify({ query: 'mutation { suppressName(input: { name: "Ann Alpha", replacement: "Ann A", why: "asked" }) { snapshotId } }' }),
    });
    expect(await change.text()).toContain('a snapshot is served without its corpus, which alone can be changed');
    const pointer = path.join(snapshotsDir(target), 'current');
    writeFileSync(pointer, 'nothing of the kind');
    expect(await until(({ problem }) => problem !== undefined)).toMatchObject({ status: 'ready', snapshot: old, problem: expect.stringContaining('not the name of a snapshot: is this the right target?') as string });
    rmSync(pointer);
    await push(target, made[1]);
    expect((await until(({ snapshot, problem }) => snapshot === next && problem === undefined)).status).toBe('ready');
    // Gone back here: what was left is not taken again.
    await rollBack(replica, null);
    expect((await until(({ snapshot }) => snapshot === old)).status).toBe('ready');
    server.child.kill('SIGKILL');
    server = await start();
    expect((await until(({ snapshot }) => snapshot === old)).status).toBe('ready');
    const { code, stderr } = await coterie(['import', 'data/sample.bib', '--data', replica]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${replica} is a replica of ${target}, which has snapshots alone and no corpus that could be changed`)]);
    expect(await verifyData(replica)).toMatchObject({ isSound: true, replicaOf: target });
  } finally {
    await server.stop();
  }
}, 120_000);
