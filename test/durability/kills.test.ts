/**
 * Writers of a corpus killed at operations on files and at random instants. In the suite a small sample; all operations
 * and as many random instants as are wanted with `KILLS=400 npx vitest run --project unit test/durability/kills.test.ts`.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { currentSnapshotName, snapshotsDir } from '../../src/snapshot/layout.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built, diffOf, INSTANT, proveKill, referenceOf, type Instant, type Reference, type Scenario } from './killed-runs.js';

const KILLS = Number(process.env['KILLS'] ?? 8);
const SEED = Number(process.env['KILLS_SEED'] ?? 1);
/** Least work that a process does before it comes to anything of its own. */
const STARTING_MS = 500;

const dir = tempDir();
const first = path.join(dir, 'first.jsonl');
const second = path.join(dir, 'second');
const papers = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => paperRecord(`On the matter of number ${from + at}`, [`Ada L. ${'abcdefgh'[at % 8]}ovel`, `A. ${'abcdefgh'[at % 8]}ovel`, `Bo ${'klmno'[at % 5]}arl`]));

let scenarios: readonly Scenario[] = [];
const references = new Map<Scenario, Reference>();

async function made(): Promise<Scenario[]> {
  writeRecords(first, papers(0, 12));
  mkdirSync(second);
  // The first of them brings nothing: the corpus forgets it.
  writeFileSync(path.join(second, 'a.jsonl'), '{"format":"coterie-records","version":1}\n{"kind":"paper"}\n');
  writeRecords(path.join(second, 'b.jsonl'), papers(8, 60));
  writeFileSync(path.join(second, 'c.bib'), '@article{x, title = {A title}, author = {Bo karl}}\n@article{y, title = {unfinished');
  const [empty, base, damaged] = ['empty', 'base', 'damaged'].map((name) => path.join(dir, name));
  mkdirSync(empty);
  // The same code as that of the processes killed: a snapshot's id tells one from the other.
  const [{ importFiles, changeLedger }, { curate }, { setIdentityMode }] = await built();
  for (const dataDir of [base, damaged]) await importFiles([first], { dataDir, threads: 1 });
  appendFileSync(path.join(snapshotsDir(damaged), currentSnapshotName(damaged) as string, 'graph.bin'), 'x');
  const importing = (file: string) => async (dataDir: string) => void (await importFiles([file], { dataDir, threads: 1 }));
  const stating: Scenario['complete'] = async (dataDir, entries) => void (await curate({ kind: 'STATE', entries }, { dataDir, threads: 1 }));
  const why = ['--who', 'me', '--why'];
  return [
    { name: 'first import', before: empty, args: ['import', first], complete: importing(first) },
    { name: 'second import', before: base, args: ['import', second], complete: importing(second) },
    { name: 'import after damage', before: damaged, args: ['import', first], complete: importing(first) },
    { name: 'merge', before: base, args: ['identity', 'merge', 'Bo karl', 'Bo larl', ...why, 'one page'], complete: stating },
    { name: 'suppression', before: base, args: ['identity', 'suppress', 'Bo marl', '--replacement', 'Bo May', ...why, 'asked'], complete: stating },
    { name: 'mode', before: base, args: ['identity', 'mode', 'full'], complete: async (dataDir) => void (await changeLedger((store) => setIdentityMode(store, 'FULL'), { dataDir, threads: 1 })) },
  ];
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(INSTANT) });
  scenarios = await made();
  for (const scenario of scenarios) references.set(scenario, await referenceOf(scenario));
}, 600_000);
afterAll(() => vi.useRealTimers());

const referenceFor = (scenario: Scenario): Reference => {
  const found = references.get(scenario);
  if (found === undefined) throw new Error(`${scenario.name} was never run undisturbed`);
  return found;
};

/** Every operation of every scenario, before it and half way through; then random instants. */
function instants(): Array<readonly [Scenario, Instant]> {
  const named = scenarios.flatMap((scenario) =>
    referenceFor(scenario).operations.flatMap((operation, at) => {
      const hows = /^(write|rmSync|handle\.write)/.test(operation) ? (['before', 'half'] as const) : (['before'] as const);
      return hows.map((how) => [scenario, { operation: at + 1, how }] as const);
    }),
  );
  const random = seededRandom(SEED);
  const shuffled = named.map((each) => ({ each, key: random() })).toSorted((a, b) => a.key - b.key).map(({ each }) => each);
  const wanted = shuffled.slice(0, KILLS >= named.length ? named.length : Math.ceil(KILLS * 0.75));
  const rest = Array.from({ length: KILLS - wanted.length }, (_, at) => {
    const scenario = scenarios[at % scenarios.length];
    return [scenario, { afterMs: STARTING_MS + random() * (referenceFor(scenario).ms - STARTING_MS) }] as const;
  });
  return [...wanted, ...rest];
}

it(`serves the old or the new snapshot whole, and loses nothing, killed at ${KILLS} instants`, async () => {
  const failures: string[] = [];
  let killed = 0;
  const all = instants();
  const waiting = [...all];
  const proveNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (next === undefined) return;
    const [scenario, instant] = next;
    try {
      if (await proveKill(scenario, referenceFor(scenario), instant)) killed += 1;
      if (KILLS > 100 && killed % 10 === 0) process.stderr.write(`${killed} killed\n`);
    } catch (error) {
      const operation = 'operation' in instant ? referenceFor(scenario).operations[instant.operation - 1] : '';
      failures.push(`${scenario.name}, ${JSON.stringify(instant)} ${operation}: ${(error as Error).message}${diffOf(error)}`);
      if (KILLS > 100) process.stderr.write(`${failures.at(-1)}\n`);
    }
    await proveNext();
  };
  await Promise.all([proveNext(), proveNext()]);
  if (KILLS > 100) process.stderr.write(`${all.length} runs, ${killed} killed, ${failures.length} failures\n`);
  expect(failures).toEqual([]);
  // Those that were to be killed at an operation were.
  expect(killed).toBeGreaterThan(all.length / 2);
}, 60_000 + 30_000 * KILLS);
