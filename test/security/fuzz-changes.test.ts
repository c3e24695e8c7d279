/**
 * The built server among changes that nobody means well with, asked for with keys of a curator and of an admin, on a corpus
 * of its own: it never fails, tells nothing of its inside, and has written down each change, with its end, in an audit log
 * that is whole; the corpus proves sound afterwards.
 *
 * The same changes on every run. For others, or for long:
 * `FUZZ_SEED=$RANDOM FUZZ_SECONDS=300 npx vitest run --project unit test/security/fuzz-changes.test.ts`
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAudit, type AuditLine } from '../../src/callers/audit-reading.js';
import { addKey } from '../../src/callers/key-file.js';
import { schemaText } from '../../src/graphql/schema.js';
import { importFiles } from '../../src/snapshot/import.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { Asker } from './asking.js';
import { HOSTILE_CORPUS } from './hostile-corpus.js';
import { randomChanges, type RandomRequest } from './random-requests.js';
import { faultsOf } from './wrong-answers.js';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0);
/** Groups of changes that are sent at once, where no time is given. */
const GROUPS = 14;

const dataDir = join(tempDir(), 'data');
const importFolder = join(tempDir(), 'incoming');
const keys = { curator: '', admin: '' };
let server: Server;
let asker: Asker;
let names: string[];
let log = '';

const ask = async <T>(query: string): Promise<T> => {
  const { body } = await asker.ask({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.admin}` }, body: JSON.stringify({ query }) });
  if (!body.startsWith('{"data":{')) throw new Error(body);
  return (JSON.parse(body) as { data: T }).data;
};

beforeAll(async () => {
  mkdirSync(importFolder);
  writeRecords(join(importFolder, 'more.jsonl'), [paperRecord('Papers that come later', ['Ann Alpha', 'Zed Omega'])]);
  await importFiles([writeRecords(join(tempDir(), 'records.jsonl'), [...SMALL_CORPUS, ...HOSTILE_CORPUS])], { dataDir, threads: 1 });
  keys.curator = addKey(dataDir, { name: 'curator', role: 'CURATOR', expiresAt: null }, () => undefined).key;
  keys.admin = addKey(dataDir, { name: 'admin', role: 'ADMIN', expiresAt: null }, () => undefined).key;
  server = await serve(['--data', dataDir, '--import-folder', importFolder, '--budget', 'off', '--client-requests', 'off', '--log-format', 'json'], { onStderr: (_child, said) => (log = said) });
  asker = new Asker(server.url);
  const { papers, authors } = await ask<Record<'papers' | 'authors', { nodes: Array<{ id: string; displayName?: string }> }>>('{ papers(first: 20) { nodes { id } } authors(first: 20) { nodes { id displayName } } }');
  names = [...papers.nodes, ...authors.nodes].flatMap(({ id, displayName = id }) => [id, displayName]).concat('more.jsonl', '.', importFolder, dataDir);
}, 120_000);
afterAll(async () => {
  asker?.close();
  await server?.stop();
});

it(`takes or refuses changes of ${SECONDS > 0 ? `${SECONDS} s` : `${4 * GROUPS} requests`}, and writes each down`, async () => {
  const counts = new Map<string, number>();
  const found = new Set<string>();
  const send = async (all: readonly RandomRequest[]): Promise<void> => {
    await Promise.all(all.map(async (each) => {
      const answer = await asker.ask(each);
      const code = /"code":"(\w+)"/.exec(answer.body)?.[1] ?? 'taken';
      counts.set(code, (counts.get(code) ?? 0) + 1);
      const faults = faultsOf(each, answer, [dataDir]).filter((fault) => fault !== `gives ${dataDir}` || !(each.body ?? '').includes(dataDir));
      if (faults.length > 0) found.add(`${faults.join('; ')}\n  ${each.kind}: ${String(each.body).slice(0, 3_000)}\n  ${answer.body.slice(0, 500)}`);
    }));
  };
  const requests = randomChanges(buildSchema(schemaText()), names, [keys.curator, keys.admin]);
  await fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 4, maxLength: 4 }), send), {
    seed: fc.readConfigureGlobal().seed ?? 0, ...(SECONDS > 0 ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: 1_000 * SECONDS } : { numRuns: GROUPS }),
  });
  await expect.poll(async () => (await ask<{ importJobs: Array<{ state: string }> }>('{ importJobs { state } }')).importJobs.filter(({ state }) => state === 'QUEUED' || state === 'RUNNING'), { timeout: 60_000 }).toEqual([]);
  if (SECONDS > 0) console.log([...counts].map((pair) => pair.join(': ')).toSorted().join('\n'));
  expect([...found].slice(0, 10)).toEqual([]);
  expect(log.split('\n').filter((line) => /"level":"(?:error|fatal)"|[Uu]nhandled|Warning:/.test(line)).slice(0, 5)).toEqual([]);
  expect(server.child.exitCode).toBeNull();
  // Some were taken, some refused each for its own reason, or little is shown by this.
  expect(counts.get('taken')).toBeGreaterThan(0);
  expect(counts.size).toBeGreaterThan(3);

  // A change whose answer nobody waited for any longer ends, too.
  const lines: AuditLine[] = [];
  const count = (...outcomes: readonly string[]) => lines.filter(({ entry }) => entry !== null && outcomes.includes(entry.outcome) && (entry.action === 'LEDGER_CHANGE' || entry.action === 'IMPORT')).length;
  await expect.poll(async () => {
    lines.length = 0;
    for await (const line of readAudit(dataDir)) lines.push(line);
    return count('BEGUN') - count('DONE', 'FAILED');
  }, { timeout: 60_000 }).toBe(0);
  expect(count('BEGUN')).toBeGreaterThan(0);
  expect(lines.flatMap(({ faults, isTorn }) => (isTorn ? ['torn'] : faults))).toEqual([]);
  expect(await coterie(['verify', '--data', dataDir])).toMatchObject({ code: 0 });
}, 180_000 + 3_000 * SECONDS);
