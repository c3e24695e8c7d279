/** The built program's imports beside a long-running process. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/callers/audit-entry.js';
import { readAudit } from '../../src/callers/audit-reading.js';
import type * as running from '../../src/intake/import-in-process.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { lockCorpus } from '../../src/corpus/lock.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const actor: Actor = { who: { kind: 'KEY', id: 'abc', name: 'a test' }, role: 'ADMIN', address: null, requestId: null };
let importInProcess: typeof running.importInProcess;
beforeAll(async () => {
  ({ importInProcess } = await import(path.resolve(import.meta.dirname, '../../dist/intake/import-in-process.js')) as typeof running);
});

/** The processes that import for this one. */
const importers = (): number[] => {
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'import-process'], { encoding: 'utf8', timeout: 10_000 });
  return stdout.split('\n').filter((line) => line !== '').map(Number);
};
const large = (): string => writeRecords(path.join(tempDir(), 'large.jsonl'), syntheticPapers({ papers: 4_000 }));
const small = (): string => writeRecords(path.join(tempDir(), 'small.jsonl'), [paperRecord('One', ['Ann Alpha', 'Bo Beta'])]);

describe('an import in a process of its own', () => {
  it('reports what it did, and is in the audit log as of whoever asked', async () => {
    const dataDir = path.join(tempDir(), 'data');
    const phases = new Set<string>();
    const report = await importInProcess({ files: [small()], actor, options: { dataDir, threads: 1 }, onProgress: ({ phase }) => phases.add(phase) });
    expect([report.manifest?.counts.papers, report.snapshotBuilt, importers()]).toEqual([1, true, []]);
    expect(phases).toContain('metrics');
    const entries: unknown[] = [];
    for await (const { entry } of readAudit(dataDir)) entries.push([entry?.action, entry?.outcome, entry?.who]);
    expect(entries).toContainEqual(['IMPORT', 'DONE', actor.who]);
  });

  it('that is killed, as by a fault in native code, is told as such, and the same import completes it', async () => {
    const [dataDir, file] = [path.join(tempDir(), 'data'), large()];
    const killed = importInProcess({ files: [file], actor, options: { dataDir, threads: 1 }, onProgress: () => importers().forEach((pid) => process.kill(pid, 'SIGSEGV')) });
    await expect(killed).rejects.toMatchObject({ name: 'ImportEndedError', message: expect.stringContaining('ended before it answered (SIGSEGV)') as unknown });
    expect((await importInProcess({ files: [file], actor, options: { dataDir, threads: 1 } })).manifest?.counts.papers).toBe(4_000);
  }, 60_000);

  it('is refused at once where somebody else is writing', async () => {
    const dataDir = path.join(tempDir(), 'data');
    const lock = lockCorpus(dataDir);
    await expect(importInProcess({ files: [small()], actor, options: { dataDir, threads: 1 } })).rejects.toMatchObject({ name: 'CorpusLockedError' });
    lock.release();
  });

  it('ends when its reading is asked to, and while it builds where it is to end with the process', async () => {
    const [dataDir, file] = [path.join(tempDir(), 'data'), large()];
    const reading = new AbortController();
    const stopped = await importInProcess({ files: [file], actor, options: { dataDir, threads: 1 }, signal: reading.signal, onProgress: () => reading.abort() });
    expect([stopped.interrupted, stopped.manifest]).toEqual([true, null]);
    const building = new AbortController();
    const ended = importInProcess({ files: [file], actor, options: { dataDir, threads: 1 }, signal: building.signal, endsBuilding: true, onProgress: ({ phase }) => phase === 'metrics' && building.abort() });
    await expect(ended).rejects.toMatchObject({ name: 'ImportEndedError' });
    expect(importers()).toEqual([]);
  }, 60_000);
});
