/** Snapshots whose arrays are in more files than there are kinds: they are proved, opened, sent and fetched as others are. */
import { constants } from 'node:buffer';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { sha256OfFile } from '../../src/corpus/file-checksums.js';
import { whyNothingIsMapped } from '../../src/graph/memory-map.js';
import { pullSnapshot } from '../../src/replication/pull.js';
import { pushSnapshot } from '../../src/replication/push.js';
import { storeAt, writableStoreAt } from '../../src/replication/target.js';
import { containerOf, placeOfArrays, writeArrays } from '../../src/snapshot/array-files.js';
import { Capacity } from '../../src/snapshot/capacity.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, FILES, manifestChecksum, PARTED_FORMAT, readManifest, SHARDED_FORMAT, snapshotsDir } from '../../src/snapshot/layout.js';
import { openSnapshot } from '../../src/snapshot/open.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { verifySnapshotDirectory } from '../../src/upkeep/verify-snapshot.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

async function arraysOf(dir: string, arraysInMemory: number): Promise<{ isMapped: boolean; arrays: Map<string, string> }> {
  const pool = new ComputePool({ threads: 1 });
  const opened = await openSnapshot(dir, new Capacity(pool, { arraysInMemory }));
  const { incidence, manifest, analytics, arrays: { isMapped } } = opened.snapshot;
  const arrays = new Map<string, string>();
  const add = (prefix: string, holder: object): void => {
    for (const [name, array] of Object.entries(holder)) if (ArrayBuffer.isView(array)) arrays.set(`${prefix} ${name}`, Buffer.from(array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength)).toString('base64'));
  };
  add('incidence', incidence);
  add('projection', await analytics.projection(manifest.defaultSpec));
  add('metric', { values: (await analytics.authorMetric('PAGERANK', manifest.defaultSpec)).nodeValues });
  opened.close();
  await pool.close();
  return { isMapped, arrays };
}

describe.each([
  ['in shards', { papers: 800, most: 40_000, formatVersion: SHARDED_FORMAT }],
  // The smallest bound that has room for parts.
  ['in shards, with arrays in parts', { papers: 5_000, most: 2 * 65_536 + 8, formatVersion: PARTED_FORMAT }],
])('a snapshot %s', (_name, { papers, most, formatVersion }) => {
  let whole: string;
  let dataDir: string;
  let sharded: string;
  let hasParts: boolean;

  beforeAll(async () => {
    const root = tempDir();
    dataDir = join(root, 'data');
    await importFiles([writeRecords(join(root, 'papers.jsonl'), syntheticPapers({ papers, seed: 4 }))], { dataDir, threads: 1 });
    const name = currentSnapshotName(dataDir) as string;
    sharded = join(snapshotsDir(dataDir), name);
    whole = join(root, name);
    cpSync(sharded, whole, { recursive: true });
    // The same snapshot as a builder with a smaller bound would have written it.
    const manifest = readManifest(whole);
    const names: string[] = [FILES.records];
    hasParts = false;
    for (const file of [FILES.graph, FILES.names, FILES.metrics]) {
      const { sections, meta } = await containerOf(whole, file, manifest);
      const written = await writeArrays(sharded, file, sections, meta, most);
      names.push(...written.names);
      hasParts ||= written.hasParts;
    }
    const files: Record<string, { bytes: number; sha256: string }> = {};
    for (const file of names) files[file] = { bytes: statSync(join(sharded, file)).size, sha256: await sha256OfFile(join(sharded, file)) };
    const { checksum: _, ...said } = { ...manifest, formatVersion, files };
    writeFileSync(join(sharded, 'manifest.json'), JSON.stringify({ ...said, checksum: manifestChecksum(said) }));
  }, 60_000);

  it('has every file within the bound, beside the same arrays in memory and mapped', async () => {
    const files = readdirSync(sharded).filter((file) => file.endsWith('.bin'));
    expect(files).toContain('graph-3.bin');
    expect(files).toContain('metrics-2.bin');
    expect(hasParts).toBe(formatVersion === PARTED_FORMAT);
    for (const file of files) expect(statSync(join(sharded, file)).size).toBeLessThanOrEqual(most);
    const { arrays: expected } = await arraysOf(whole, Infinity);
    expect(expected.size).toBeGreaterThan(15);
    expect(await arraysOf(sharded, Infinity)).toEqual({ isMapped: false, arrays: expected });
    expect(await arraysOf(sharded, 0)).toEqual({ isMapped: whyNothingIsMapped() === null, arrays: expected });
  });

  it('is sound, and not where a shard is missing or damaged', async () => {
    const faults = async (): Promise<string[]> => (await verifySnapshotDirectory(sharded, currentSnapshotName(dataDir) as string, true, {})).findings.map(({ path, what }) => `${path.slice(sharded.length + 1)} ${what}`);
    expect(await faults()).toEqual([]);
    const shard = join(sharded, 'graph-2.bin');
    const bytes = readFileSync(shard);
    // As everything that changes a snapshot's file: another in its place.
    const replaced = (content: Buffer): void => {
      writeFileSync(`${shard}.new`, content);
      renameSync(`${shard}.new`, shard);
    };
    rmSync(shard);
    expect(await faults()).toEqual(['graph-2.bin is missing']);
    replaced(Buffer.from(bytes.map((byte, at) => (at === 900 ? byte ^ 1 : byte))));
    expect(await faults()).toEqual(['graph-2.bin is not the file that the manifest describes, its sha256 is another']);
    await expect(arraysOf(sharded, 0)).rejects.toThrow('graph-2.bin can\'t be read (it is not the file that the manifest describes');
    replaced(bytes);
    expect(await faults()).toEqual([]);
  });

  it('is pushed and pulled with all of them', async () => {
    const target = join(tempDir(), 'target');
    const pulled = join(tempDir(), 'replica');
    await pushSnapshot(dataDir, writableStoreAt(target, { endpoint: null, environment: {} }), { keep: 1 });
    await pullSnapshot(pulled, storeAt(target, { endpoint: null, environment: {} }), { target, keep: 1, proves: false, takesPassedOver: false });
    const fetched = join(snapshotsDir(pulled), currentSnapshotName(pulled) as string);
    expect(readManifest(fetched).files).toEqual(readManifest(sharded).files);
    expect((await arraysOf(fetched, Infinity)).arrays).toEqual((await arraysOf(whole, Infinity)).arrays);
  });
});

it.runIf(whyNothingIsMapped() === null)('an array in parts of more than this Node maps as one is read into memory, which is said', () => {
  const file = (bytes: number) => ({ bytes, sha256: '' });
  const manifestOf = (bytes: number, formatVersion: number) => ({ formatVersion, files: { 'graph.bin': file(100), 'graph-2.bin': file(2 ** 32), 'graph-3.bin': file(bytes), 'names.bin': file(9), 'metrics.bin': file(9) } }) as unknown as ReturnType<typeof readManifest>;
  const tooLong = constants.MAX_LENGTH - 2 ** 32;
  expect(placeOfArrays(manifestOf(tooLong, PARTED_FORMAT))).toMatchObject({ isMapped: false, whyNotMapped: `this version of Node maps at most ${constants.MAX_LENGTH} bytes as one, and arrays here have ${constants.MAX_LENGTH + 100}: use Node 22 or later` });
  // Files of whole arrays are mapped one by one.
  expect(placeOfArrays(manifestOf(tooLong, SHARDED_FORMAT))).toMatchObject({ isMapped: true, whyNotMapped: null });
});
