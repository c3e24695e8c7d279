/** A small data directory with something of every kind in it, and ways to break copies of it. */
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { saveSections } from '../../src/compute/routines/files.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { ledgerEntry } from '../../src/records/ledger-entry.js';
import { importFiles } from '../../src/snapshot/import.js';
import { paperRecord } from './records.js';
import { writeRecords } from './served-corpus.js';
import { tempDir } from './temp-dir.js';

export const PAPERS = 60;

/** Imports three files of papers beside a statement of the curator. Answers the directory and its snapshot's id. */
export async function wholeData(): Promise<{ dataDir: string; id: string; files: readonly string[] }> {
  const dir = tempDir();
  const dataDir = join(dir, 'data');
  const papers = Array.from({ length: PAPERS }, (_, i) =>
    paperRecord(`Paper number ${i} of the collection`, [`Ada One${i % 7}`, `Bo Two${i % 5}`, `Cy Three${i % 3}`], { abstract: `What is told in paper ${i}. `.repeat(12), date: { year: 2000 + (i % 20), month: null, day: null } }),
  );
  const source = { format: 'coterie', file: 'ledger.jsonl', line: 2, byte: null, retrievedAt: null, url: null };
  const entry = ledgerEntry({ op: 'suppress', name: 'Nobody Atall', replacement: null, person: null, who: 'a curator', when: '2025-05-06T00:00:00Z', why: 'a test' }, source);
  const files = [0, 1, 2].map((part) => writeRecords(join(dir, `part${part}.jsonl`), papers.slice(part * 20, part * 20 + 20)));
  const store = CorpusStore.open(dataDir);
  store.curated.put(null, entry);
  store.close();
  writeFileSync(files[2], `${readFileSync(files[2], 'utf8')}{"kind":"paper"}\n`);
  const { manifest } = await importFiles(files, { dataDir, threads: 1, identity: 'CAUTIOUS' });
  const id = manifest?.id ?? '';
  const values = new Float64Array(new SharedArrayBuffer(80)).fill(1);
  await saveSections({ path: join(dataDir, 'computed', id, 'one.bin'), sections: { values }, meta: { key: 'a key' } });
  return { dataDir, id, files };
}

/** A copy to break. */
export function copyOf(dataDir: string): string {
  const copy = join(tempDir(), 'data');
  cpSync(dataDir, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** Turns one byte over. */
export function flip(path: string, at: number, mask = 0xff): void {
  const bytes = readFileSync(path);
  bytes[at] ^= mask;
  writeFileSync(path, bytes);
}

export const sizeOf = (path: string): number => statSync(path).size;

/** Everything that a corpus says, as text; or the sentence of what keeps it from being read. */
export function contentOf(dataDir: string): string {
  try {
    const db = new DatabaseSync(join(dataDir, 'corpus.sqlite'), { readOnly: true });
    try {
      const tables = ['files', 'records', 'ledger', 'problems', 'settings'];
      return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()));
    } finally {
      db.close();
    }
  } catch (error) {
    return `unreadable: ${(error as Error).message}`;
  }
}
