/** Data directories with a corpus, for what is pushed and fetched. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, readManifest, snapshotsDir, verifySnapshot } from '../../src/snapshot/layout.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

/** A data directory for each number of papers, each holding those of the one before and its own. */
export async function publications(count: number, papersEach = 1): Promise<string[]> {
  const dir = tempDir();
  const made: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const dataDir = path.join(dir, `data-${at}`);
    const before = made.at(-1);
    if (before !== undefined) cpSync(before, dataDir, { recursive: true });
    const papers = Array.from({ length: papersEach }, (_, paper) => paperRecord(`Paper ${at}-${paper}`, ['Ann Alpha', `Bo${'abcdefgh'[at]}${'x'.repeat(paper)} Ofmany`], { abstract: `words of ${at} and ${paper} `.repeat(20) }));
    await importFiles([writeRecords(path.join(dir, `${at}.jsonl`), papers)], { dataDir, threads: 1 });
    made.push(dataDir);
  }
  return made;
}

/** What a data directory serves: the id of its current snapshot, and whether all of it is as its manifest says. */
export async function served(dataDir: string): Promise<{ readonly id: string; readonly isWhole: boolean }> {
  const dir = currentDir(dataDir);
  return { id: readManifest(dir).id, isWhole: (await verifySnapshot(dir)).length === 0 };
}

export function currentDir(dataDir: string): string {
  const name = currentSnapshotName(dataDir);
  if (name === null) throw new Error(`${dataDir} has no snapshot`);
  return path.join(snapshotsDir(dataDir), name);
}
