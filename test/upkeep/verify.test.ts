/** Whatever is broken in a data directory is found and named, and what only looks odd is not called broken. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLineActor } from '../../src/callers/audit-entry.js';
import { AuditLog } from '../../src/callers/audit-log.js';
import { lockCorpus } from '../../src/corpus/lock.js';
import { seededRandom } from '../../src/graph/prng.js';
import { makeBackup } from '../../src/upkeep/backup.js';
import { sentenceOf } from '../../src/upkeep/findings.js';
import { repairData } from '../../src/upkeep/repair.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { contentOf, copyOf, flip, PAPERS, sizeOf, wholeData } from '../helpers/broken-data.js';
import { ran } from '../cli/in-process.js';

/** Bytes turned over per kind of file; more with COTERIE_FLIPS. */
const FLIPS = Number(process.env['COTERIE_FLIPS'] ?? 8);

let whole: string;
let id: string;
beforeAll(async () => ({ dataDir: whole, id } = await wholeData()), 60_000);

const sentences = async (dataDir: string): Promise<string[]> => (await verifyData(dataDir)).findings.filter(({ isFault }) => isFault).map(sentenceOf);

describe('a sound directory', () => {
  it('is sound, every record and snapshot proved', async () => {
    const found = await verifyData(whole);
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({ isSound: true, records: PAPERS, snapshots: 1, current: id });
  });

  it('is so while somebody imports, and what is being built is no waste', async () => {
    const dataDir = copyOf(whole);
    mkdirSync(join(dataDir, 'snapshots', 'building-abc'));
    const lock = lockCorpus(dataDir);
    try {
      expect(await verifyData(dataDir)).toMatchObject({ isSound: true, isWritten: true, findings: [] });
    } finally {
      lock.release();
    }
    expect((await verifyData(dataDir)).findings).toMatchObject([{ isFault: false, place: 'WASTE', path: join(dataDir, 'snapshots', 'building-abc') }]);
  });

  it('may hold files of others', async () => {
    const dataDir = copyOf(whole);
    writeFileSync(join(dataDir, 'notes.json'), '{}');
    writeFileSync(join(dataDir, 'snapshots', id, 'notes.txt'), 'mine');
    writeFileSync(join(dataDir, 'computed', id, 'notes.txt'), 'mine');
    expect(await verifyData(dataDir)).toMatchObject({ isSound: true, findings: [{ isFault: false }, { isFault: false }] });
  });
});

describe('keys and the audit log', () => {
  const event = { actor: commandLineActor(), action: 'KEY_MADE', outcome: 'DONE', details: {} } as const;

  it('are proved: a list that is no JSON and a broken chain are faults that name file, line and remedy, and no backup is made of them', async () => {
    const dataDir = copyOf(whole);
    writeFileSync(join(dataDir, 'keys.json'), '{"keys": [');
    const trail = new AuditLog(dataDir);
    for (let line = 0; line < 3; line++) trail.append(event);
    expect((await sentences(dataDir)).join()).toMatch(/^[^,]*keys\.json is damaged \(it is not JSON\): no key is accepted, .*; restore it from a backup, or remove it and make new keys with `coterie keys add`$/);
    expect(await verifyData(dataDir, { quick: true })).toMatchObject({ isSound: false });
    await expect(makeBackup(dataDir, `${dataDir}-backup`)).rejects.toThrow(/keys\.json is damaged/);
    rmSync(join(dataDir, 'keys.json'));
    expect(await sentences(dataDir)).toEqual([]);

    const path = join(dataDir, 'audit.jsonl');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('KEY_MADE', 'KEY_LOST'));
    expect(await sentences(dataDir)).toEqual([expect.stringMatching(/audit\.jsonl is not as it was written \(line 2 does not hold the sha256 of the line before/)]);
    await expect(makeBackup(dataDir, `${dataDir}-backup`)).rejects.toThrow(/audit\.jsonl is not as it was written/);
    expect((await repairData(dataDir, { dryRun: true })).done).toEqual([expect.stringMatching(/^nothing about .*audit\.jsonl: `coterie audit --verify` names the lines/)]);
    // A line that is being written, or was torn, breaks nothing.
    writeFileSync(path, text.slice(0, -10));
    expect((await verifyData(dataDir)).findings).toMatchObject([{ isFault: false, place: 'AUDIT' }]);
  });
});

describe('a byte turned over', () => {
  const derived = (): string[] => [...['graph.bin', 'metrics.bin', 'names.bin', 'records.sqlite'].map((file) => join('snapshots', id, file)), join('computed', id, 'one.bin'), 'identity-blocks.bin'];

  it('anywhere in a derived file is found', async () => {
    const random = seededRandom(11);
    for (const file of derived()) {
      const dataDir = copyOf(whole);
      for (let trial = 0; trial < FLIPS; trial++) {
        const at = Math.floor(random() * sizeOf(join(dataDir, file)));
        flip(join(dataDir, file), at);
        expect((await sentences(dataDir)).join()).toContain(join(dataDir, file));
        flip(join(dataDir, file), at);
      }
      expect(await sentences(dataDir)).toEqual([]);
    }
  });

  it('anywhere in the manifest is found, unless it says the same', async () => {
    const random = seededRandom(12);
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'snapshots', id, 'manifest.json');
    const said = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
    for (let trial = 0; trial < FLIPS * 2; trial++) {
      const at = Math.floor(random() * sizeOf(path));
      flip(path, at, 1);
      const found = await sentences(dataDir);
      expect(found.length > 0 || JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))) === said).toBe(true);
      flip(path, at, 1);
    }
  });

  it('anywhere in the corpus is found, unless it says the same', async () => {
    const random = seededRandom(13);
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'corpus.sqlite');
    const said = contentOf(dataDir);
    let found = 0;
    for (let trial = 0; trial < FLIPS * 5; trial++) {
      const at = Math.floor(random() * sizeOf(path));
      flip(path, at, 1 << Math.floor(random() * 8));
      const { isSound } = await verifyData(dataDir);
      expect({ at, unnoticed: isSound && contentOf(dataDir) !== said }).toEqual({ at, unnoticed: false });
      if (!isSound) found += 1;
      cpSync(join(whole, 'corpus.sqlite'), path);
    }
    expect(found).toBeGreaterThan(FLIPS);
  });

  it('within a record names its file and the record', async () => {
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'corpus.sqlite');
    flip(path, readFileSync(path).indexOf('What is told in paper 27'), 1);
    expect(await sentences(dataDir)).toEqual([expect.stringMatching(/corpus\.sqlite has a record of .*part1\.jsonl that differs from what was written: coterie::?paper number 27.*: these papers .*`coterie repair` and import .*part1\.jsonl again/)]);
  });

  it('within the log of a process that was killed is found where a commit follows', async () => {
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'corpus.sqlite');
    const db = new DatabaseSync(path);
    db.exec('PRAGMA wal_autocheckpoint = 0');
    for (const value of ['1', '2', '3']) db.prepare("INSERT INTO problems(file_id, kind, json) VALUES (1, 'K', ?)").run(value);
    const killed = join(dataDir, '..', 'killed');
    cpSync(dataDir, killed, { recursive: true });
    db.close();
    expect((await verifyData(killed)).isSound).toBe(true);
    flip(join(killed, 'corpus.sqlite-wal'), 32 + 24 + 100);
    rmSync(join(killed, 'corpus.sqlite-shm'));
    expect((await sentences(killed)).join()).toMatch(/corpus\.sqlite-wal is damaged at its frame 1, before a commit/);
  });
});

describe('files cut short, emptied, removed or exchanged', () => {
  const files = (): string[] => ['corpus.sqlite', 'snapshots/current', ...['manifest.json', 'graph.bin', 'metrics.bin', 'names.bin', 'records.sqlite'].map((file) => join('snapshots', id, file))];

  it('are named, each with what it costs and a remedy', async () => {
    for (const file of files()) {
      for (const breaking of [(path: string) => truncateSync(path, Math.floor(sizeOf(path) / 2)), (path: string) => truncateSync(path, 0), (path: string) => rmSync(path), (path: string) => writeFileSync(path, 'something else')]) {
        const dataDir = copyOf(whole);
        breaking(join(dataDir, file));
        const { isSound, findings } = await verifyData(dataDir);
        expect({ file, isSound }).toEqual({ file, isSound: false });
        expect(findings.filter(({ isFault }) => isFault).map(sentenceOf).join()).toMatch(/: .*; .*(?:coterie repair|restore a backup)/);
      }
    }
  });

  it('of a snapshot under another name are found', async () => {
    const dataDir = copyOf(whole);
    renameSync(join(dataDir, 'snapshots', id), join(dataDir, 'snapshots', '0123456789abcdef'));
    writeFileSync(join(dataDir, 'snapshots', 'current'), '0123456789abcdef\n');
    expect((await sentences(dataDir)).join()).toContain(`is that of the snapshot ${id}, in a directory named 0123456789abcdef`);
  });
});

describe('coterie verify', () => {
  it('ends with 1 and one sentence per fault, and with 0 where all is sound', async () => {
    const sound = await ran(['verify', '--data', whole]);
    expect(sound).toMatchObject({ code: 0, stdout: `${whole} is sound: ${PAPERS} records and 1 snapshot were proved\n` });
    const dataDir = copyOf(whole);
    truncateSync(join(dataDir, 'snapshots', id, 'graph.bin'), 100);
    const broken = await ran(['verify', '--quick', '--data', dataDir]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^\S+graph\.bin has 100 bytes instead of \d+: it can't be served; `coterie repair` builds it anew from the corpus\n$/);
    expect(broken.stderr).toMatch(/is broken: 1 fault; `coterie repair --dry-run`/);
    expect(JSON.parse((await ran(['verify', '--json', '--data', dataDir])).stdout)).toMatchObject({ isSound: false, findings: [{ place: 'SNAPSHOT', isFault: true }] });
    expect((await ran(['verify', '--data', join(dataDir, 'nothing')])).code).toBe(3);
    expect(existsSync(join(dataDir, 'nothing'))).toBe(false);
  });
});
