import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, snapshotsDir, verifySnapshot } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { Snapshot, SnapshotLease } from '../../src/snapshot/types.js';
import { formatHeader, formatLedgerEntry, formatPaper } from '../../src/sources/jsonl-write.js';
import { paperRecord } from '../helpers/records.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { tempDir } from '../helpers/temp-dir.js';

const root = resolve(import.meta.dirname, '../..');
const bundled = [join(root, 'data/hanna-mazzawi.jsonl'), join(root, 'data/hanna-mazzawi.aliases.jsonl')];

function writeRecords(path: string, lines: Iterable<string>): string {
  writeFileSync(path, [formatHeader({ description: 'synthetic' }), ...lines].join('\n') + '\n');
  return path;
}

/** Runs `ask` on the current snapshot of a data directory. */
async function withSnapshot<T>(dataDir: string, ask: (snapshot: Snapshot) => T | Promise<T>): Promise<T> {
  const provider = await openProvider(dataDir, { pollMs: 0 });
  const lease = provider.acquire();
  if (!lease) throw new Error('no snapshot');
  try {
    return await ask(lease.snapshot);
  } finally {
    lease.release();
    await provider.close();
  }
}

describe('importing the bundled corpus', () => {
  const dataDir = join(tempDir(), 'data');

  it('resolves its people, applies the aliases and counts what the page shows', async () => {
    const report = await importFiles(bundled, { dataDir });
    expect(report.snapshotBuilt).toBe(true);
    expect(report.manifest?.counts).toMatchObject({ papers: 11, papersWithIncompleteAuthorList: 8, records: 11 });
    await withSnapshot(dataDir, ({ records, incidence }) => {
      const [owner] = records.authorsByName('Hanna Mazzawi');
      expect(incidence.authorOffsets[owner + 1] - incidence.authorOffsets[owner]).toBe(11);
      const [details] = records.authorDetails([owner]);
      expect(details.reported.map(({ name, value, unit }) => [name, value, unit])).toEqual([
        ['H_INDEX', 32, null], ['PAPER_COUNT', 11, 'papers'], ['CITATION_COUNT', 145, 'citations'], ['NOVELTY', 53, 'percent'], ['AI_SCORE', 42, null],
      ]);
      const xavi = records.authorsByName('Xavi Gonzalvo');
      expect(xavi).toEqual(records.authorsByName('Javier Gonzalvo'));
      const [{ nameVariants, evidence }] = records.authorDetails(xavi);
      expect(nameVariants.map(({ name }) => name).toSorted()).toEqual(['Javier Gonzalvo', 'Xavi Gonzalvo']);
      expect(evidence.some(({ kind, ledgerEntryId }) => kind === 'LEDGER' && ledgerEntryId !== null)).toBe(true);
    });
  });

  it('changes nothing when the same files come again', async () => {
    const before = currentSnapshotName(dataDir);
    const report = await importFiles(bundled, { dataDir });
    expect(report.snapshotBuilt).toBe(false);
    expect(report.files.map(({ added, updated }) => added + updated)).toEqual([0, 0]);
    expect(currentSnapshotName(dataDir)).toBe(before);
  });

  it('gives the same snapshot id on another machine, that is in another directory', async () => {
    const copies = join(tempDir(), 'elsewhere');
    mkdirSync(copies);
    for (const file of bundled) cpSync(file, join(copies, file.split('/').at(-1) as string));
    const other = join(tempDir(), 'data');
    await importFiles([join(copies, 'hanna-mazzawi.jsonl'), join(copies, 'hanna-mazzawi.aliases.jsonl')], { dataDir: other });
    expect(currentSnapshotName(other)).toBe(currentSnapshotName(dataDir));
  });

  it('publishes files that are what the manifest says, and notices when they are not', async () => {
    const dir = join(snapshotsDir(dataDir), currentSnapshotName(dataDir) as string);
    expect(await verifySnapshot(dir)).toEqual([]);
    const copy = join(tempDir(), 'copy');
    cpSync(dir, copy, { recursive: true });
    const bytes = readFileSync(join(copy, 'graph.bin'));
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(join(copy, 'graph.bin'), bytes);
    expect((await verifySnapshot(copy)).join()).toMatch(/graph\.bin differs/);
  });
});

describe('a snapshot that was damaged', () => {
  it('is built anew by the next import, although nothing else has changed', async () => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(bundled, { dataDir });
    const dir = join(snapshotsDir(dataDir), currentSnapshotName(dataDir) as string);
    writeFileSync(join(dir, 'graph.bin'), 'torn');
    await expect(openProvider(dataDir, { pollMs: 0 })).rejects.toThrow(/graph\.bin can't be read.*coterie repair/);
    const damaged = currentSnapshotName(dataDir) as string;
    expect((await importFiles(bundled, { dataDir })).snapshotBuilt).toBe(true);
    expect(currentSnapshotName(dataDir)).toBe(`${damaged}-2`);
    expect(await verifySnapshot(`${dir}-2`)).toEqual([]);
    await withSnapshot(dataDir, ({ id }) => expect(id).toBe(damaged));
  });

  it('is replaced in a running server that could not open it, which asks once and not at every look', async () => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(bundled, { dataDir });
    const good = currentSnapshotName(dataDir) as string;
    const torn = 'feedfeedfeedfeed';
    cpSync(join(snapshotsDir(dataDir), good), join(snapshotsDir(dataDir), torn), { recursive: true });
    const errors: Error[] = [];
    const provider = await openProvider(dataDir, { pollMs: 10, onError: (error) => errors.push(error) });
    writeFileSync(join(snapshotsDir(dataDir), torn, 'records.sqlite'), 'torn');
    writeFileSync(join(snapshotsDir(dataDir), 'current'), torn);
    await sleep(300);
    expect(errors.map(({ name }) => name)).toEqual(['SnapshotError']);
    expect(provider.acquire()?.snapshot.id).toBe(good);
    await provider.close();
  });

  it.each(['', '../../etc', 'nonsense!'])('a pointer of %j is no obstacle to the next import', async (pointer) => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(bundled, { dataDir });
    writeFileSync(join(snapshotsDir(dataDir), 'current'), pointer);
    expect((await importFiles(bundled, { dataDir })).snapshotBuilt).toBe(true);
    await withSnapshot(dataDir, ({ manifest }) => expect(manifest.counts.papers).toBe(11));
  });
});

describe('the same paper from two files', () => {
  it('is one paper that remembers both, and its older ids still lead to it', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const one = writeRecords(join(dir, 'one.jsonl'), [formatPaper(paperRecord('A Theory of Shared Ties', ['Ada Lovelace', 'Ben Okri'], { date: { year: 2001, month: null, day: null } }))]);
    await importFiles([one], { dataDir });
    const before = await withSnapshot(dataDir, ({ records }) => records.papers([0])[0].id);
    const two = writeRecords(join(dir, 'two.jsonl'), [
      formatPaper(paperRecord('A theory of shared ties', ['A. Lovelace', 'Ben Okri'], { key: 'coterie:other', externalIds: { doi: '10.5555/ties' }, date: { year: 2002, month: 3, day: null }, venue: 'J. Ties' })),
    ]);
    const report = await importFiles([two], { dataDir });
    expect(report.mergedRecords).toBe(1);
    await withSnapshot(dataDir, ({ records, incidence }) => {
      expect(incidence.paperCount).toBe(1);
      const [paper] = records.papers([0]);
      expect(paper.sources.map(({ file }) => file).toSorted()).toEqual(['one.jsonl', 'two.jsonl']);
      expect(paper.mergeReasons).toHaveLength(1);
      expect(records.papersByPublicId([before])[0]?.index).toBe(0);
      expect(records.papersByExternalId([{ scheme: 'doi', value: '10.5555/ties' }])).toEqual([0]);
    });
  });
});

describe('a ledger entry', () => {
  it('can be taken back: the next snapshot holds two people again', async () => {
    const { changeLedger } = await import('../../src/snapshot/import.js');
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const source = paperRecord('x', []).source;
    const merge = { id: '', op: 'merge' as const, names: ['Robert Roe', 'Bob Roe'], who: 'test', when: '2026-01-01', why: 'same person', source };
    const file = writeRecords(join(dir, 'r.jsonl'), [formatPaper(paperRecord('First title here now', ['Robert Roe', 'X Y'])), formatPaper(paperRecord('Second title here now', ['Bob Roe', 'X Y'])), formatLedgerEntry(merge)]);
    // Bob is short for Robert: other modes may join the two without being told.
    await importFiles([file], { dataDir, identity: 'IDS_ONLY' });
    const entryId = await withSnapshot(dataDir, ({ manifest, records }) => {
      expect(manifest.counts.authors).toBe(2);
      return records.ledger()[0].id;
    });
    await changeLedger((store) => void store.curated.revoke(entryId), { dataDir });
    await withSnapshot(dataDir, ({ manifest }) => expect(manifest.counts.authors).toBe(3));
  });
});

describe('an import that is killed', () => {
  it('leaves the last snapshot serving at every instant, and running it again completes it', { timeout: 120_000 }, async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    await importFiles(bundled, { dataDir });
    const big = writeRecords(join(dir, 'big.jsonl'), [...syntheticPapers({ papers: 1_500 })].map(formatPaper));
    const whole = join(dir, 'whole');
    await importFiles([...bundled, big], { dataDir: whole });
    const finalId = currentSnapshotName(whole);
    const snapshotIds = new Set([currentSnapshotName(dataDir)]);
    for (const [attempt, delay] of [500, 800, 1_100, 1_400, 1_800, 2_400].entries()) {
      await killedImport(big, dataDir, delay);
      const id = currentSnapshotName(dataDir);
      expect(id, `after kill ${attempt}`).not.toBeNull();
      expect(await verifySnapshot(join(snapshotsDir(dataDir), id as string))).toEqual([]);
      snapshotIds.add(id);
    }
    // Only whole snapshots were ever current: the one before, and perhaps, where the kill came late, the one after.
    expect(snapshotIds.size).toBeLessThanOrEqual(2);
    await importFiles([big], { dataDir });
    expect(currentSnapshotName(dataDir)).toBe(finalId);
    expect(readdirSync(snapshotsDir(dataDir)).filter((name) => name.startsWith('building-'))).toEqual([]);
  });
});

async function killedImport(file: string, dataDir: string, afterMs: number): Promise<void> {
  const script = `import { importFiles } from ${JSON.stringify(join(root, 'src/snapshot/import.ts'))};
    await importFiles([${JSON.stringify(file)}], { dataDir: ${JSON.stringify(dataDir)} });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root, stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await Promise.race([sleep(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
}

describe('the provider', () => {
  it('swaps a newly published snapshot in whole while a request stays on the one it leased', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    await importFiles(bundled, { dataDir });
    const swaps: string[] = [];
    const provider = await openProvider(dataDir, { pollMs: 20, onSwap: (id) => swaps.push(id) });
    const lease = provider.acquire();
    await importFiles([writeRecords(join(dir, 'more.jsonl'), [formatPaper(paperRecord('Another one of these', ['Ada Lovelace', 'Hanna Mazzawi']))])], { dataDir });
    for (let waited = 0; swaps.length < 2 && waited < 5_000; waited += 20) await sleep(20);
    expect(swaps).toHaveLength(2);
    expect(lease?.snapshot.incidence.paperCount).toBe(11);
    expect(lease?.snapshot.records.papers([10])[0].title).toBeTypeOf('string');
    const fresh = provider.acquire();
    expect(fresh?.snapshot.incidence.paperCount).toBe(12);
    lease?.release();
    fresh?.release();
    await provider.close();
  });

  it('lets a request finish on its snapshot while it is swapped, and gives up what nobody can ask about any more', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    await importFiles([writeRecords(join(dir, 'a.jsonl'), Array.from(syntheticPapers({ papers: 900 }), formatPaper))], { dataDir });
    const swaps: string[] = [];
    const provider = await openProvider(dataDir, { pollMs: 20, threads: 1, onSwap: (id) => swaps.push(id) });
    const spec = { ...DEFAULT_SPEC, counting: 'HARMONIC' } as const;
    const held = provider.acquire();
    const passing = provider.acquire();
    const byCost = async (lease: SnapshotLease | null, waitMs: number) => lease?.snapshot.analytics.authorMetric('BETWEENNESS', spec, { distance: 'INVERSE_STRENGTH' }, { waitMs });
    const inFlight = byCost(held, Infinity);
    // Somebody else is told to come back for another question, and will not.
    const told = passing?.snapshot.analytics.authorMetric('BETWEENNESS', { ...spec, yearTo: 2020 }, { distance: 'INVERSE_STRENGTH' }, { waitMs: 1 });
    await expect(Promise.resolve(told)).rejects.toMatchObject({ name: 'MetricComputingError' });
    passing?.release();
    await importFiles([writeRecords(join(dir, 'b.jsonl'), [formatPaper(paperRecord('Another one of these', ['Ada Lovelace', 'Hanna Mazzawi']))])], { dataDir });
    for (let waited = 0; swaps.length < 2 && waited < 10_000; waited += 20) await sleep(20);
    expect(swaps).toHaveLength(2);
    const table = await inFlight;
    expect(table?.nodeCount).toBe(held?.snapshot.manifest.counts.authors);
    held?.release();
    const fresh = provider.acquire();
    expect((await fresh?.snapshot.analytics.authorMetric('DEGREE', spec, {}, { waitMs: Infinity }))?.nodeCount).toBe((table?.nodeCount ?? 0) + 2);
    fresh?.release();
    await provider.close();
  }, 90_000);

  it('has nothing to lease before the first import', async () => {
    const dataDir = join(tempDir(), 'none');
    const provider = await openProvider(dataDir, { pollMs: 0 });
    expect(provider.acquire()).toBeNull();
    expect(existsSync(dataDir)).toBe(false);
    await provider.close();
  });
});

describe('a corpus that is lost or strange', () => {
  it.each(['missing', 'empty'])('%s beside a snapshot made from it: refused, since an import would replace what is served', async (how) => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(bundled, { dataDir });
    rmSync(join(dataDir, 'corpus.sqlite'));
    if (how === 'empty') writeFileSync(join(dataDir, 'corpus.sqlite'), '');
    const more = writeRecords(join(tempDir(), 'more.jsonl'), [formatPaper(paperRecord('One more of these', ['Ada Lovelace']))]);
    await expect(importFiles([more], { dataDir })).rejects.toThrow(/missing or empty, but a snapshot of 11 papers/);
    await withSnapshot(dataDir, ({ manifest }) => expect(manifest.counts.papers).toBe(11));
  });

  it('with numbers that no array of ours holds is served all the same, those numbers unknown', async () => {
    const dataDir = join(tempDir(), 'data');
    const { CorpusStore } = await import('../../src/corpus/store.js');
    const store = CorpusStore.open(dataDir);
    const { id } = store.beginFile('/old.jsonl', 'old.jsonl', 'coterie');
    store.putRecord('paper', id, paperRecord('Cited beyond counting', ['Ada Lovelace', 'Ben Okri'], {
      citationCount: { value: 3e9, source: 'x', asOf: null }, date: { year: 123_456, month: null, day: null },
    }), 1);
    store.completeFile(id, 'x', 1);
    store.close();
    expect((await importFiles([], { dataDir })).snapshotBuilt).toBe(true);
    await withSnapshot(dataDir, ({ incidence }) => expect([incidence.paperCitations[0], incidence.paperYear[0]]).toEqual([-1, -32768]));
  });

  it('whose records file was cut short is not served', async () => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(bundled, { dataDir });
    writeFileSync(join(snapshotsDir(dataDir), currentSnapshotName(dataDir) as string, 'records.sqlite'), '');
    await expect(openProvider(dataDir, { pollMs: 0 })).rejects.toThrow(/records\.sqlite can't be read \(it has 0 bytes/);
  });
});

describe('two imports at once', () => {
  it('refuses the second and names the first', async () => {
    const { lockCorpus } = await import('../../src/corpus/lock.js');
    const dataDir = join(tempDir(), 'data');
    const lock = lockCorpus(dataDir);
    await expect(importFiles(bundled, { dataDir })).rejects.toThrow(`pid ${process.pid}`);
    lock.release();
    writeFileSync(join(dataDir, 'corpus.sqlite'), 'not a database, and long enough to be read as one'.repeat(40));
    await expect(importFiles(bundled, { dataDir })).rejects.toThrow(/corpus\.sqlite is damaged .*restore a backup/);
    rmSync(join(dataDir, 'corpus.sqlite'));
    await expect(importFiles(bundled, { dataDir })).resolves.toMatchObject({ snapshotBuilt: true });
  });
});
