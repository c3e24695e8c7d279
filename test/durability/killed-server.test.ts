/**
 * A server killed while curators change its corpus: what was answered is there after a restart, the old or the new snapshot
 * serves whole, and the audit log has no line that is not whole, or says so. A few kills in the suite; as many as are
 * wanted with `KILLS=100 npx vitest run --project unit test/durability/killed-server.test.ts`.
 */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { readAudit } from '../../src/callers/audit-reading.js';
import { seededRandom } from '../../src/graph/prng.js';
import { paperRecord } from '../helpers/records.js';
import { serve, type Server } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built, diffOf, killingEnvironment, operationsIn, stateOf, type Instant } from './killed-runs.js';

const KILLS = Number(process.env['KILLS'] ?? 1);
const SEED = Number(process.env['KILLS_SEED'] ?? 1);
const TOKEN = 'a-token-that-is-long-enough-for-a-test';
const SAID = 'who: "me", why: "one page"';
const CHANGES = [
  `mutation { changed: mergeAuthors(input: { authors: ["Bo karl", "Bo larl"], ${SAID} }) { outcome snapshotId entry { id } } }`,
  `mutation { changed: suppressName(input: { name: "Cy Io", replacement: "C. I.", ${SAID} }) { outcome snapshotId entry { id } } }`,
];
const base = path.join(tempDir(), 'data');

interface Changed {
  readonly outcome: string;
  readonly snapshotId: string;
  readonly entry: { readonly id: string };
}

/** What a mutation answered; null where the server died of it. */
async function mutate({ url }: Server, query: string): Promise<Changed | null> {
  let answer: { data?: { changed: Changed } | null; errors?: unknown };
  try {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }, body: JSON.stringify({ query }), signal: AbortSignal.timeout(60_000) });
    answer = (await response.json()) as typeof answer;
  } catch {
    return null;
  }
  expect(answer.errors).toBeUndefined();
  return answer.data?.changed ?? null;
}

const undo = (id: string) => `mutation { changed: undoLedgerEntry(input: { id: "${id}", ${SAID} }) { outcome snapshotId entry { id } } }`;

/** Merges, suppresses and takes the first back, until the server dies. @param from the number of changes that are there @returns what was answered */
async function changed(server: Server, from: number): Promise<Changed[]> {
  const answered: Changed[] = [];
  for (let at = from; at <= CHANGES.length; at += 1) {
    const answer = await mutate(server, CHANGES[at] ?? undo((undisturbed ?? { answered }).answered[0].entry.id));
    if (answer === null) break;
    answered.push(answer);
  }
  return answered;
}

/** What undisturbed changes come to, once they were made. */
let undisturbed: Session | undefined;
let undisturbedAudit: Awaited<ReturnType<typeof auditOf>> | undefined;
/** The snapshots that they lead through. */
let states: ReadonlyArray<string | null>;

interface Session {
  readonly answered: readonly Changed[];
  readonly operations: readonly string[];
}

async function session(dataDir: string, instant: Instant | null, from = 0): Promise<Session> {
  const log = path.join(path.dirname(dataDir), 'operations');
  const server = await serve(['--data', dataDir], { env: { COTERIE_CURATOR_TOKEN: TOKEN, ...killingEnvironment(dataDir, log, instant !== null && 'operation' in instant ? instant : null) } });
  // The instant of those that are killed by the clock counts from the first change.
  const timer = instant !== null && 'afterMs' in instant ? setTimeout(() => server.child.kill('SIGKILL'), instant.afterMs) : undefined;
  try {
    return { answered: await changed(server, from), operations: operationsIn(log) };
  } finally {
    clearTimeout(timer);
    await server.stop();
  }
}

function copied(): string {
  const dataDir = path.join(tempDir(), 'data');
  cpSync(base, dataDir, { recursive: true });
  return dataDir;
}

/** Lines of the audit log that are not as they were written, and how many say that one was torn. */
async function auditOf(dataDir: string): Promise<{ torn: number; faults: string[]; mended: number; done: number }> {
  const found = { torn: 0, faults: [] as string[], mended: 0, done: 0 };
  for await (const { entry, faults } of readAudit(dataDir)) {
    if (faults.some((fault) => fault.startsWith('is torn'))) found.torn += 1;
    else found.faults.push(...faults);
    if (entry?.action === 'LOG_MENDED') found.mended += 1;
    if (entry?.action === 'LEDGER_CHANGE' && entry.outcome === 'DONE') found.done += 1;
  }
  return found;
}

beforeAll(async () => {
  const [{ importFiles }] = await built();
  await importFiles([writeRecords(path.join(tempDir(), 'a.jsonl'), [paperRecord('One', ['Bo karl', 'Ann Alpha']), paperRecord('Two', ['Bo larl', 'Cy Io'])])], { dataDir: base, threads: 1 });
  const dataDir = copied();
  const { answered, operations } = await session(dataDir, null);
  undisturbed = { answered, operations };
  states = [(await stateOf(base)).id, ...answered.map(({ snapshotId }) => snapshotId)];
  undisturbedAudit = await auditOf(dataDir);
}, 180_000);

/** Instants to kill at: the moments of publishing and lines of the audit log half written before all, then any, then any time. */
function instants(): Instant[] {
  const random = seededRandom(SEED);
  const operations = undisturbed?.operations ?? [];
  const named = operations.flatMap((operation, at): Instant[] => {
    if (operation.startsWith('renameSync snapshots/')) return [{ operation: at + 1, how: 'before' }];
    return operation.startsWith('writeSync audit') ? [{ operation: at + 1, how: 'half' }] : [];
  });
  const shuffled = named.map((each) => ({ each, key: random() })).toSorted((a, b) => a.key - b.key).map(({ each }) => each);
  const wanted = shuffled.slice(0, Math.ceil(KILLS / 2));
  const rest = Array.from({ length: KILLS - wanted.length }, (_, at): Instant =>
    at % 2 === 0 ? { operation: 1 + Math.floor(random() * operations.length), how: 'before' } : { afterMs: random() * 3_000 });
  return [...wanted, ...rest];
}

async function proveKill(instant: Instant): Promise<void> {
  const dataDir = copied();
  const { answered } = await session(dataDir, instant);
  const left = await stateOf(dataDir);
  const next = Math.min(answered.length + 1, states.length - 1);
  // The last that was answered, or the one that was being made.
  expect([states[answered.length], states[next]]).toContain(left.id);
  expect(left.isWhole).toBe(true);
  const heldIds = left.statements.map((statement) => statement.split(' ')[0]);
  for (const { entry } of answered) expect(heldIds).toContain(entry.id);
  const audit = await auditOf(dataDir);
  expect(audit.faults).toEqual([]);
  expect(audit.torn).toBeLessThanOrEqual(1);
  expect(audit.done).toBeGreaterThanOrEqual(answered.length);
  // Served again, what is not in the snapshot is completed by the same changes.
  const from = states.indexOf(left.id);
  const { answered: again } = await session(dataDir, null, from);
  expect(again.map(({ snapshotId }) => snapshotId)).toEqual(states.slice(from + 1));
  const after = await auditOf(dataDir);
  expect([after.torn + after.mended, after.faults]).toEqual([audit.torn + audit.mended, []]);
  expect(after.torn).toBe(again.length > 0 ? 0 : audit.torn);
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
}

it(`keeps what it answered, and a whole snapshot and audit log, killed at ${KILLS} instant(s)`, async () => {
  expect(undisturbed?.answered.map(({ outcome }) => outcome)).toEqual(['ADDED', 'ADDED', 'REVOKED']);
  expect(undisturbedAudit).toEqual({ torn: 0, faults: [], mended: 0, done: 3 });
  const failures: string[] = [];
  for (const instant of instants()) {
    try {
      await proveKill(instant);
    } catch (error) {
      const operation = 'operation' in instant ? undisturbed?.operations[instant.operation - 1] : '';
      failures.push(`${JSON.stringify(instant)} ${operation}: ${(error as Error).message}${diffOf(error)}`);
      if (KILLS > 20) process.stderr.write(`${failures.at(-1)}\n`);
    }
  }
  expect(failures).toEqual([]);
}, 60_000 + 60_000 * KILLS);
