/**
 * The built server among requests that nobody means well with: it answers each with JSON and a documented code, never with
 * a failure or with anything of its inside, is as it was afterwards, and has not grown.
 *
 * The same requests on every run. For others, or for long:
 * `FUZZ_SEED=$RANDOM FUZZ_SECONDS=300 npx vitest run --project unit test/security/fuzz.test.ts`
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaText } from '../../src/graphql/schema.js';
import { importFiles } from '../../src/snapshot/import.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { serve, type Server } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { Asker, type RawAnswer } from './asking.js';
import { HOSTILE_CORPUS } from './hostile-corpus.js';
import { randomRequests, type RandomRequest } from './random-requests.js';
import { faultsOf } from './wrong-answers.js';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0);
/** Groups of requests that are sent at once, where no time is given. */
const GROUPS = 150;
/** What may be held more after as many requests again: what is kept of documents and of computations has bounds, and is not full at first. */
const MAX_GROWTH_BYTES = 24 * 2 ** 20;
const QUERY = '{ corpus { paperCount authorCount snapshot { id } } papers(first: 200) { nodes { id title publicationDate venue } } authors(first: 200) { nodes { id displayName } } }';

const dataDir = join(tempDir(), 'data');
const memoryLog = join(tempDir(), 'memory.jsonl');
let server: Server;
let asker: Asker;
let ids: string[];
let log = '';

const ask = (query: string): Promise<RawAnswer> => asker.ask({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });

beforeAll(async () => {
  await importFiles([writeRecords(join(tempDir(), 'records.jsonl'), [...SMALL_CORPUS, ...HOSTILE_CORPUS])], { dataDir, threads: 1 });
  server = await serve(['--data', dataDir, '--budget', 'off', '--client-requests', 'off', '--failed-attempts', '1000000', '--log-format', 'json'], {
    env: { NODE_OPTIONS: `--require ${join(import.meta.dirname, 'memory-on-signal.cjs')}`, MEMORY_LOG: memoryLog },
    onStderr: (_child, said) => (log = said),
  });
  asker = new Asker(server.url);
  const { body } = await ask(QUERY);
  if (!body.startsWith('{"data":{')) throw new Error(body);
  const { data } = JSON.parse(body) as { data: Record<'papers' | 'authors', { nodes: Array<{ id: string }> }> };
  ids = [...data.authors.nodes.slice(0, 40), ...data.papers.nodes.slice(0, 40)].map(({ id }) => id);
}, 120_000);
afterAll(async () => {
  asker.close();
  await server.stop();
});

/** Bytes that are held when everything that can be collected has been. */
async function heldBytes(): Promise<number> {
  const linesOf = (): string[] => (existsSync(memoryLog) ? readFileSync(memoryLog, 'utf8').trim().split('\n') : []);
  const before = linesOf().length;
  server.child.kill('SIGUSR2');
  await expect.poll(() => linesOf().length, { timeout: 30_000 }).toBeGreaterThan(before);
  const { heapUsed, external } = JSON.parse(linesOf().at(-1) ?? '') as { heapUsed: number; external: number };
  return heapUsed + external;
}

it(`answers ${SECONDS > 0 ? `requests of ${SECONDS} s` : `${4 * GROUPS} requests`}, whatever they are, and is as it was`, async () => {
  const requests = randomRequests(buildSchema(schemaText()), ids);
  const counts = new Map<string, number>();
  const before = (await ask(QUERY)).body;
  const found = new Set<string>();
  let whole = 0;
  const send = async (all: readonly RandomRequest[]): Promise<void> => {
    const faults = await Promise.all(all.map(async (each) => {
      const answer = await asker.ask(each).catch((error: unknown) => new Error(`no answer: ${String(error)}`));
      const key = `${each.kind} ${answer instanceof Error ? 0 : answer.status}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (!(answer instanceof Error) && answer.body.startsWith('{"data":{')) whole += 1;
      const wrong = answer instanceof Error ? [answer.message] : faultsOf(each, answer, [dataDir]);
      return wrong.length === 0 ? [] : [`${wrong.join('; ')}\n  ${each.kind}: ${each.method} ${each.path.slice(0, 3_000)} ${JSON.stringify(each.headers)} ${String(each.body ?? '').slice(0, 3_000)}\n  ${answer instanceof Error ? '' : answer.body.slice(0, 500)}`];
    }));
    for (const fault of faults.flat()) found.add(fault);
  };
  const run = (seconds: number, seed: number) => fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 4, maxLength: 4 }), send), {
    seed, ...(seconds > 0 ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: 1_000 * seconds } : { numRuns: GROUPS / 2 }),
  });
  const seed = fc.readConfigureGlobal().seed ?? 0;
  const parts = Math.max(2, Math.ceil(SECONDS / 60));
  const held: number[] = [];
  for (let part = 0; part < parts; part++) {
    await run(SECONDS / parts, seed + part);
    held.push(await heldBytes());
    if (SECONDS > 0) console.log(`after ${Math.round((SECONDS * (part + 1)) / parts)} s ${(held[part] / 2 ** 20).toFixed(1)} MB are held`);
  }
  const growth = held[parts - 1] - held[Math.ceil(parts / 2) - 1];
  if (SECONDS > 0) console.log([...counts].map((pair) => pair.join(': ')).toSorted().join('\n'));
  expect([...found].slice(0, 10)).toEqual([]);
  expect((await ask(QUERY)).body).toBe(before);
  expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  // Much of it was answered, or little is shown by this.
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  expect(whole / all).toBeGreaterThan(0.05);
  expect(log.split('\n').filter((line) => /"level":"(?:error|fatal)"|[Uu]nhandled|Warning:/.test(line)).slice(0, 5)).toEqual([]);
  expect(server.child.exitCode).toBeNull();
}, 120_000 + 3_000 * SECONDS);
