/** The built program, killed without warning while it reads: what is stored is the file's beginning, and the next import brings the rest. */
import { spawn } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { openReadOnly } from '../../src/corpus/database.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const RECORDS = 9_000;
const MAIN = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const dir = tempDir();
const file = path.join(dir, 'papers.jsonl');

beforeAll(() => {
  const lines = Array.from({ length: RECORDS }, (_, at) =>
    JSON.stringify({ kind: 'paper', title: `Paper number ${at} of very many`, authors: [`Ann ${'abcdefghij'[at % 10]}ee`], abstract: 'words '.repeat(90) }));
  writeFileSync(file, `{"format":"coterie-records","version":1}\n${lines.join('\n')}\n`);
});

const storedBy = (dataDir: string): number => {
  const corpus = path.join(dataDir, 'corpus.sqlite');
  if (!existsSync(corpus)) return 0;
  try {
    const db = openReadOnly(corpus);
    try {
      return (db.prepare('SELECT count(*) AS n FROM records').get() as { n: number }).n;
    } finally {
      db.close();
    }
  } catch {
    // Just being made: locked, or without its tables.
    return 0;
  }
};

/** Starts an import and kills it as soon as it has stored so much. */
async function killAt(dataDir: string, records: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [MAIN, 'import', file, '--data', dataDir], { stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  while (child.exitCode === null && storedBy(dataDir) < records) await delay(2);
  child.kill('SIGKILL');
  return ended;
}

it.each([[1], [3_300], [7_100]])('killed once %i records are stored', async (records) => {
  expect(statSync(file).size).toBeGreaterThan(4 << 20);
  const dataDir = path.join(dir, `killed-at-${records}`);
  expect(await killAt(dataDir, records)).toBe('SIGKILL');
  const store = CorpusStore.open(dataDir);
  const titles = [...store.papers()].map(({ record }) => record.title);
  store.close();
  expect(titles.length).toBeGreaterThanOrEqual(records);
  expect(titles).toEqual(Array.from({ length: titles.length }, (_, at) => `Paper number ${at} of very many`));
  const again = await coterie(['import', file, '--data', dataDir, '--json']);
  const { files, counts } = JSON.parse(again.stdout) as { files: { added: number; unchanged: number }[]; counts: { papers: number; records: number } };
  expect(again.code).toBe(0);
  expect([files[0].unchanged, files[0].added + files[0].unchanged, counts.records, counts.papers]).toEqual([titles.length, RECORDS, RECORDS, RECORDS]);
}, 120_000);
