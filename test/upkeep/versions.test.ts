/** A corpus and a snapshot of every older version are brought to this one whole or not at all; those of newer ones are refused with both numbers. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { bringSnapshotUpToDate } from '../../src/cli/outdated-snapshot.js';
import { openDatabase } from '../../src/corpus/database.js';
import { CORPUS_MIGRATIONS } from '../../src/corpus/schema.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, readManifest, snapshotsDir, PARTED_FORMAT, SNAPSHOT_FORMAT, verifySnapshot } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { repairData } from '../../src/upkeep/repair.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { ran } from '../cli/in-process.js';
import { contentOf } from '../helpers/broken-data.js';
import { corpusOfVersion, IMPORTED, placeSnapshotOfFormat, saidBySnapshot } from '../helpers/older-versions.js';
import { tempDir } from '../helpers/temp-dir.js';

const OWN = CORPUS_MIGRATIONS.length;
const OLDER = Array.from({ length: OWN - 1 }, (_, at) => at + 1);
const root = resolve(import.meta.dirname, '../..');

const currentDir = (dataDir: string): string => join(snapshotsDir(dataDir), currentSnapshotName(dataDir) ?? 'none');

function versionOf(dataDir: string): number {
  const db = new DatabaseSync(join(dataDir, 'corpus.sqlite'), { readOnly: true });
  try {
    return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  } finally {
    db.close();
  }
}

/** What `work` writes on stderr. */
async function saidBy(work: () => Promise<void>): Promise<string> {
  let said = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return said;
}

let anew: string;
beforeAll(async () => {
  anew = join(tempDir(), 'data');
  await importFiles(IMPORTED, { dataDir: anew, threads: 1 });
}, 60_000);

describe('a corpus of an older version', () => {
  it.each(OLDER)('%i is migrated by a repair, is sound, and its snapshot is what the same records give anew', async (version) => {
    const dataDir = corpusOfVersion(version);
    expect((await verifyData(dataDir)).findings).toContainEqual(expect.objectContaining({ isFault: false, what: `has schema version ${version}, this program writes version ${OWN}` }));
    const { done, lost, after } = await repairData(dataDir, { threads: 1 });
    expect(done[0]).toMatch(new RegExp(`^migrated \\S+corpus\\.sqlite: the corpus was of version ${version} and is now of version ${OWN}`));
    expect({ lost, findings: after.findings, records: after.records, version: versionOf(dataDir) }).toEqual({ lost: [], findings: [], records: 6, version: OWN });
    expect(saidBySnapshot(currentDir(dataDir))).toEqual(saidBySnapshot(currentDir(anew)));
  }, 60_000);

  it('is migrated by an import, which says so once, as text and in JSON', async () => {
    const dataDir = corpusOfVersion(5);
    const first = await ran(['import', IMPORTED[0], '--data', dataDir, '--json']);
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(new RegExp(`coterie: migrated .*the corpus was of version 5 and is now of version ${OWN}`));
    expect(JSON.parse(first.stdout)).toMatchObject({ corpusMigrated: { from: 5, to: OWN } });
    const second = await ran(['import', IMPORTED[0], '--data', dataDir, '--json']);
    expect(second.stderr).not.toMatch(/migrated/);
    expect(JSON.parse(second.stdout)).toMatchObject({ corpusMigrated: null });
  }, 60_000);

  it('stays whole as it was where a step fails, or its process is killed in the middle of it', () => {
    for (const version of [1, 3]) {
      const dataDir = corpusOfVersion(version);
      const before = contentOf(dataDir);
      expect(() => openDatabase(join(dataDir, 'corpus.sqlite'), [...CORPUS_MIGRATIONS.slice(0, -1), 'ALTER TABLE files ADD COLUMN checksum INTEGER; SELECT * FROM nowhere'])).toThrow(/nowhere/);
      expect({ version: versionOf(dataDir), content: contentOf(dataDir) }).toEqual({ version, content: before });
    }
    const dataDir = corpusOfVersion(3);
    const before = contentOf(dataDir);
    const script = `
      import { openDatabase } from '${join(root, 'src/corpus/database.ts')}';
      import { CORPUS_MIGRATIONS } from '${join(root, 'src/corpus/schema.ts')}';
      const steps = Object.assign([...CORPUS_MIGRATIONS], {
        *slice(from) {
          yield CORPUS_MIGRATIONS[from];
          process.kill(process.pid, 'SIGKILL');
        },
      });
      openDatabase(${JSON.stringify(join(dataDir, 'corpus.sqlite'))}, steps);`;
    const killed = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root, encoding: 'utf8', timeout: 60_000 });
    expect({ signal: killed.signal, stderr: killed.stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    expect({ version: versionOf(dataDir), content: contentOf(dataDir) }).toEqual({ version: 3, content: before });
  }, 60_000);
});

describe('a corpus of a newer version', () => {
  it('is refused with both numbers, and left as it is', async () => {
    const dataDir = corpusOfVersion(5);
    const db = new DatabaseSync(join(dataDir, 'corpus.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const refused = await ran(['import', IMPORTED[0], '--data', dataDir]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`schema version 99, this program knows up to ${OWN}: use the newer program`));
    expect(versionOf(dataDir)).toBe(99);
  });
});

describe('a snapshot of the present format', () => {
  // Where this fails, the format or the builder was changed: raise SNAPSHOT_FORMAT or BUILDER_VERSION, and make the fixture anew.
  it('that was made when the format was, is proved, read, and what is built today', async () => {
    const dataDir = join(tempDir(), 'data');
    const dir = placeSnapshotOfFormat(SNAPSHOT_FORMAT, dataDir);
    expect(await verifySnapshot(dir)).toEqual([]);
    expect(saidBySnapshot(dir)).toEqual(saidBySnapshot(currentDir(anew)));
    expect(Object.keys(readManifest(dir).files)).toEqual(Object.keys(readManifest(currentDir(anew)).files));
    const provider = await openProvider(dataDir, { pollMs: 0, provesRecords: true });
    const lease = provider.acquire();
    expect(lease?.snapshot.manifest.counts).toMatchObject({ papers: 5, authors: 5 });
    expect(lease?.snapshot.records.authorsByName('Zosia Kowal')).toEqual(lease?.snapshot.records.authorsByName('Zofia Kowal'));
    lease?.release();
    await provider.close();
  });
});

describe('a snapshot of another format or builder', () => {
  it('is built anew from the corpus before it is served, with both numbers, when it is older', async () => {
    const dataDir = corpusOfVersion(2);
    placeSnapshotOfFormat(1, dataDir);
    const said = await saidBy(() => bringSnapshotUpToDate(dataDir));
    expect(said).toMatch(new RegExp(`^coterie: \\S+manifest\\.json has snapshot format 1, this program reads format ${SNAPSHOT_FORMAT}: building it anew from the corpus\n`));
    expect(said).toMatch(/the corpus was of version 2 and is now/);
    expect(saidBySnapshot(currentDir(dataDir))).toEqual(saidBySnapshot(currentDir(anew)));
    expect(await saidBy(() => bringSnapshotUpToDate(dataDir))).toBe('');
    const path = join(currentDir(dataDir), 'manifest.json');
    const { checksum: _checksum, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...manifest, id: '0123456789abcdef', product: 'coterie builder 3' }));
    expect(await saidBy(() => bringSnapshotUpToDate(dataDir))).toMatch(/built by version 3 of the builder, this program's is \d+: building it anew/);
    expect((await verifyData(dataDir)).isSound).toBe(true);
  }, 60_000);

  it('is refused by serve with both numbers and a remedy, when it is older without a corpus, or newer', async () => {
    const dataDir = join(tempDir(), 'data');
    const dir = placeSnapshotOfFormat(1, dataDir);
    const older = await ran(['serve', '--port', '0', '--data', dataDir]);
    expect(older).toMatchObject({ code: 1, stderr: expect.stringMatching(new RegExp(`has snapshot format 1, this program reads format ${SNAPSHOT_FORMAT}, and there is no \\S+corpus\\.sqlite to build it anew from: put the corpus beside it`)) });
    const path = join(dir, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"formatVersion": 1', '"formatVersion": 99'));
    expect(await ran(['serve', '--port', '0', '--data', dataDir])).toMatchObject({ code: 1, stderr: expect.stringMatching(new RegExp(`has snapshot format 99, this program reads formats ${SNAPSHOT_FORMAT} to ${PARTED_FORMAT}: use the newer program`)) });
    rmSync(dataDir, { recursive: true });
  });
});
