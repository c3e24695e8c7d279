/** What older versions of the program left: corpora as text of SQL and snapshots packed file by file, in test/fixtures/versions. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DatabaseSync } from '@photostructure/sqlite';
import { tempDir } from './temp-dir.js';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/versions');

/** The files that all of them were made of. */
export const IMPORTED = ['papers.jsonl', 'papers.bib'].map((name) => join(FIXTURES, name));

/** A data directory with the corpus that the program of this schema version made of IMPORTED. */
export function corpusOfVersion(version: number): string {
  const dataDir = join(tempDir(), 'data');
  mkdirSync(dataDir);
  const db = new DatabaseSync(join(dataDir, 'corpus.sqlite'));
  db.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL');
  db.exec(readFileSync(join(FIXTURES, `corpus-${version}.sql`), 'utf8'));
  db.close();
  return dataDir;
}

/** Puts the snapshot of this format into a data directory as its current one. Answers its directory. */
export function placeSnapshotOfFormat(format: number, dataDir: string): string {
  const from = join(FIXTURES, `snapshot-${format}`);
  const { id } = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as { id: string };
  const dir = join(dataDir, 'snapshots', id);
  mkdirSync(dir, { recursive: true });
  for (const name of readdirSync(from)) {
    const bytes = readFileSync(join(from, name));
    writeFileSync(join(dir, name.replace(/\.gz$/, '')), name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  }
  writeFileSync(join(dataDir, 'snapshots', 'current'), `${id}\n`);
  return dir;
}

/** All that a snapshot directory says of papers, people and the graph, but for when and by what it was made. */
export function saidBySnapshot(dir: string): Record<string, unknown> {
  const db = new DatabaseSync(join(dir, 'records.sqlite'), { readOnly: true });
  try {
    const tables = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name").all() as Array<{ name: string }>;
    const rows = Object.fromEntries(tables.map(({ name }) => [name, (db.prepare(`SELECT * FROM "${name}"`).all() as object[]).map((row) => JSON.stringify(row).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'an instant'))]));
    return { ...rows, graph: readFileSync(join(dir, 'graph.bin')).toString('base64'), metrics: readFileSync(join(dir, 'metrics.bin')).toString('base64') };
  } finally {
    db.close();
  }
}
