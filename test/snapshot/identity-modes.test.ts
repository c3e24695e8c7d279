import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IdentityMode } from '../../src/identity/mode.js';
import type { PaperRecord } from '../../src/records/record.js';
import { importFiles, type ImportReport } from '../../src/snapshot/import.js';
import { blockOutcomesPath, currentSnapshotName, readManifest, snapshotsDir } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { RecordReader } from '../../src/snapshot/types.js';
import { mention, paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const at = (place: string) => ({ affiliations: [{ name: place, ror: null, countryCode: null }] });

/** Two persons by the name of Wei Wang: a chemist of three papers, one written with an initial, and a linguist of two. */
const CHEMISTRY = [
  paperRecord('Polymer membranes for gas separation', [mention('Wei Wang', at('Institute of Chemistry, Lanzhou')), 'Zdenka Horakova', 'Ulrike Ammann'], { venue: 'J. Membr. Sci.', date: { year: 2004, month: null, day: null } }),
  paperRecord('Gas separation by zeolite membranes', [mention('W. Wang', at('Institute of Chemistry, Lanzhou')), 'Zdenka Horakova', 'Ulrike Ammann'], { venue: 'J. Membr. Sci.', date: { year: 2005, month: null, day: null } }),
  paperRecord('Zeolite seeding of polymer membranes', [mention('Wei Wang', at('Institute of Chemistry, Lanzhou')), 'Zdenka Horakova'], { venue: 'J. Membr. Sci.', date: { year: 2006, month: null, day: null } }),
];
const LINGUISTICS = [
  paperRecord('Aspect markers in spoken narratives', [mention('Wei Wang', at('Department of Linguistics, Uppsala')), 'Ingegerd Folke'], { venue: 'Lingua', date: { year: 1982, month: null, day: null } }),
  paperRecord('Narratives and tense', [mention('Wei Wang', at('Department of Linguistics, Uppsala')), 'Ingegerd Folke'], { venue: 'Lingua', date: { year: 1983, month: null, day: null } }),
];

async function imported(dataDir: string, records: readonly PaperRecord[], identity?: IdentityMode, file = 'a.jsonl'): Promise<ImportReport> {
  const path = join(dataDir, '..', file);
  writeRecords(path, records);
  return importFiles([path], { dataDir, threads: 1, ...(identity === undefined ? {} : { identity }) });
}

async function withRecords<T>(dataDir: string, ask: (records: RecordReader) => T): Promise<T> {
  const provider = await openProvider(dataDir, { pollMs: 0 });
  const lease = provider.acquire();
  if (lease === null) throw new Error('no snapshot');
  try {
    return ask(lease.snapshot.records);
  } finally {
    lease.release();
    await provider.close();
  }
}

/** Public ids of the Wangs, each with its papers' count. */
const wangs = (dataDir: string): Promise<{ id: string; mentions: number }[]> =>
  withRecords(dataDir, (records) => {
    const found = [...new Set([...records.authorsByName('Wei Wang'), ...records.authorsByName('W. Wang')])];
    const details = records.authorDetails(found);
    return records.authors(found).map(({ id }, nth) => ({ id, mentions: details[nth].mentionCount })).toSorted((a, b) => b.mentions - a.mentions);
  });

describe('the identity mode of a corpus', () => {
  it('decides who is who, is told by the manifest, stays until another is chosen, and ids of before are found', async () => {
    const dataDir = join(tempDir(), 'data');
    const full = await imported(dataDir, [...CHEMISTRY, ...LINGUISTICS], 'FULL');
    expect(full.manifest?.identityMode).toBe('FULL');
    expect(full.similarity).toMatchObject({ uncompared: 0, resolvedAnew: full.similarity?.blocks });
    const apart = await wangs(dataDir);
    expect(apart.map(({ mentions }) => mentions)).toEqual([3, 2]);

    expect(await imported(dataDir, [...CHEMISTRY, ...LINGUISTICS])).toMatchObject({ snapshotBuilt: false, manifest: { identityMode: 'FULL' } });

    const cautious = await imported(dataDir, [...CHEMISTRY, ...LINGUISTICS], 'CAUTIOUS');
    expect(cautious).toMatchObject({ snapshotBuilt: true, manifest: { identityMode: 'CAUTIOUS' } });
    const together = await wangs(dataDir);
    expect(together[0].mentions).toBeGreaterThanOrEqual(4);
    // The linguist's own id of FULL named a mention; it leads to the Wei Wang of now, and says that it was another's.
    const [own, other] = await withRecords(dataDir, (records) => records.authorsByPublicId(apart.map(({ id }) => id)));
    expect(own).toMatchObject({ redirectedFrom: null });
    expect(other).toMatchObject({ index: own?.index, redirectedFrom: apart[1].id });

    const idsOnly = await imported(dataDir, [...CHEMISTRY, ...LINGUISTICS], 'IDS_ONLY');
    expect(idsOnly).toMatchObject({ snapshotBuilt: true, similarity: null, manifest: { identityMode: 'IDS_ONLY' } });
    expect((await wangs(dataDir)).map(({ mentions }) => mentions)).toEqual([4, 1]);
  }, 60_000);

  it('is CAUTIOUS where none was chosen, and IDS_ONLY in manifests of builders that knew no other', async () => {
    const dataDir = join(tempDir(), 'data');
    expect((await imported(dataDir, CHEMISTRY)).manifest?.identityMode).toBe('CAUTIOUS');
    const dir = join(snapshotsDir(dataDir), currentSnapshotName(dataDir) ?? '');
    const { identityMode: _mode, checksum: _checksum, ...older } = readManifest(dir);
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify(older));
    expect(readManifest(dir).identityMode).toBe('IDS_ONLY');
  }, 30_000);
});

describe('more papers', () => {
  it('rename nobody, and resolve anew only blocks that they touch, whether or not outcomes were kept', async () => {
    const dataDir = join(tempDir(), 'data');
    // 15 mentions, then 17: of one step, as frequencies are rounded.
    const papers = [...CHEMISTRY, ...LINGUISTICS, paperRecord('Lichens', ['Ylva Brandt', 'Piers Oakhurst', 'Mirela Costin'])];
    const first = await imported(dataDir, papers, 'FULL');
    const before = await wangs(dataDir);
    const more = ['Galaxies in clusters', 'Redshift surveys'].map((title) => paperRecord(title, ['Otto Quast'], { venue: 'Astronomy' }));
    const second = await imported(dataDir, more, undefined, 'b.jsonl');
    // Quast's block is new, all others are what they were.
    expect(second.similarity).toEqual({ blocks: (first.similarity?.blocks ?? 0) + 1, resolvedAnew: 1, uncompared: 0 });
    expect(await wangs(dataDir)).toEqual(before);

    expect(existsSync(blockOutcomesPath(dataDir))).toBe(true);
    rmSync(blockOutcomesPath(dataDir));
    const other = join(tempDir(), 'data');
    await imported(other, papers, 'FULL');
    const scratch = await imported(other, more, undefined, 'b.jsonl');
    expect(scratch.manifest?.counts).toEqual(second.manifest?.counts);
    expect(await wangs(other)).toEqual(before);
  }, 60_000);
});

describe('groups that are authors', () => {
  it('bear no witness that two persons are one', async () => {
    const dataDir = join(tempDir(), 'data');
    const group = mention('The Polar Consortium', { kind: 'GROUP' });
    const path = join(dataDir, '..', 'groups.jsonl');
    writeRecords(path, [paperRecord('Ice cores', ['Anders Quilby', group]), paperRecord('Snow cores', ['A. Quilby', group]), paperRecord('Snow', ['Anders Quilby'])]);
    const { manifest } = await importFiles([path], { dataDir, threads: 1, identity: 'IDS_ONLY', groups: 'AUTHORS' });
    expect(manifest?.counts.authors).toBe(3);
  }, 30_000);
});
