/** A watched folder: what is imported when, what is left alone, and what is said of it. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { commandLineActor } from '../../src/callers/audit-entry.js';
import { lockCorpus } from '../../src/corpus/lock.js';
import { readImportedFiles } from '../../src/corpus/imported-files.js';
import { corpusPath } from '../../src/corpus/store.js';
import { FolderWatch, type WatchNote } from '../../src/intake/folder-watch.js';
import { listFolder, type FileMark } from '../../src/intake/folder-listing.js';
import type { ImportRunner } from '../../src/intake/import-in-process.js';
import { Settling } from '../../src/intake/settling.js';
import { batchesOf } from '../../src/intake/watch-batches.js';
import { WatchMemory, watchMemoryPath } from '../../src/intake/watch-memory.js';
import { importFiles } from '../../src/snapshot/import.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

/** As importInProcess, but in this process: starting one takes seconds. test/cli/watch.test.ts has the real one. */
const here: ImportRunner = ({ files, options, signal }) => importFiles(files, { ...options, threads: 1, ...(signal ? { signal } : {}) });

let end: (() => Promise<void>) | null = null;
afterEach(async () => {
  await end?.();
  end = null;
});

function watch(dataDir: string, folder: string, runImport: ImportRunner = here) {
  const notes: WatchNote[] = [];
  const imported: string[][] = [];
  const ending = new AbortController();
  const recording: ImportRunner = (options) => {
    if (options.files.length > 0) imported.push(options.files.map((file) => file.slice(folder.length + 1)));
    return runImport(options);
  };
  const done = new FolderWatch({ folders: [folder], dataDir, actor: commandLineActor(), settleMs: 60, pollMs: 20, runImport: recording, memory: new WatchMemory(dataDir), say: (note) => notes.push(note), signal: ending.signal }).run();
  end = async () => {
    ending.abort();
    await done;
  };
  const sentences = (): string => notes.flatMap((note) => (note.kind === 'batch' ? [] : [note.sentence])).join('\n');
  const papers = (): number | null => notes.flatMap((note) => (note.kind === 'batch' ? [note.report.manifest?.counts.papers ?? 0] : [])).at(-1) ?? null;
  return { notes, imported, sentences, papers, end };
}

const folders = () => {
  const dir = tempDir();
  mkdirSync(join(dir, 'in'));
  return { dataDir: join(dir, 'data'), folder: join(dir, 'in') };
};
const paper = (title: string) => [paperRecord(title, ['Ada One', 'Bo Two'])];

describe('a watched folder', () => {
  it('is imported as it stands, then as it changes, and not again after a restart', async () => {
    const { dataDir, folder } = folders();
    writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
    const first = watch(dataDir, folder);
    await expect.poll(() => first.papers(), { timeout: 45_000 }).toBe(1);
    // As rsync and editors do it: beside, then renamed over.
    writeRecords(join(folder, '.a.jsonl.x7Qa'), [...paper('The first of these'), ...paper('The second of these')]);
    renameSync(join(folder, '.a.jsonl.x7Qa'), join(folder, 'a.jsonl'));
    mkdirSync(join(folder, 'below'));
    writeRecords(join(folder, 'below/b.jsonl'), paper('The third of these'));
    await expect.poll(() => first.papers(), { timeout: 45_000 }).toBe(3);
    await first.end?.();
    const again = watch(dataDir, folder);
    writeRecords(join(folder, 'c.jsonl'), paper('The fourth of these'));
    await expect.poll(() => again.papers(), { timeout: 45_000 }).toBe(4);
    expect(again.imported).toEqual([['c.jsonl']]);
    // Of the same content, though later: compared, not imported.
    utimesSync(join(folder, 'a.jsonl'), new Date(), new Date());
    rmSync(watchMemoryPath(dataDir));
    await again.end?.();
    const third = watch(dataDir, folder);
    writeRecords(join(folder, 'd.jsonl'), paper('The fifth of these'));
    await expect.poll(() => third.papers(), { timeout: 45_000 }).toBe(5);
    expect(third.imported).toEqual([['d.jsonl']]);
  }, 180_000);

  it('leaves hidden and temporary files alone and says so once; what goes takes nothing with it; a folder may go and come', async () => {
    const { dataDir, folder } = folders();
    for (const name of ['.a.jsonl.swp', 'b.jsonl.part', 'c.jsonl~', '~$table.csv', 'notes.docx9']) writeFileSync(join(folder, name), '{');
    writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
    const { sentences, papers, imported } = watch(dataDir, folder);
    await expect.poll(() => papers(), { timeout: 45_000 }).toBe(1);
    expect(imported).toEqual([['a.jsonl']]);
    await expect.poll(() => sentences(), { timeout: 45_000 }).toContain('left alone, since of no known ending: 1 file (notes.docx9)');
    expect(sentences()).toMatch(/left alone, since hidden: 1 file \(\.a\.jsonl\.swp\)/);
    expect(sentences()).toMatch(/left alone, since temporary: 3 files \(b\.jsonl\.part, c\.jsonl~, ~\$table\.csv\)/);
    rmSync(join(folder, 'a.jsonl'));
    await expect.poll(() => sentences(), { timeout: 45_000 }).toContain('no longer in the folder: 1 file (a.jsonl); the papers stay in the corpus');
    expect(readImportedFiles(corpusPath(dataDir)).size).toBe(1);
    renameSync(folder, `${folder}-away`);
    await expect.poll(() => sentences(), { timeout: 45_000 }).toContain(`${folder} is not there: it is looked for again and again`);
    renameSync(`${folder}-away`, folder);
    await expect.poll(() => sentences(), { timeout: 45_000 }).toContain(`${folder} is there again`);
    writeRecords(join(folder, 'e.jsonl'), paper('The second of these'));
    await expect.poll(() => papers(), { timeout: 45_000 }).toBe(2);
    expect(sentences().match(/left alone/g)).toHaveLength(3);
  }, 180_000);

  it('tries a broken file again when it changes, and not before', async () => {
    const { dataDir, folder } = folders();
    writeFileSync(join(folder, 'broken.jsonl'), 'no record at all\n');
    const first = watch(dataDir, folder);
    await expect.poll(() => first.notes.find((note) => note.kind === 'batch')?.report.firstProblems.length ?? 0, { timeout: 45_000 }).toBeGreaterThan(0);
    await first.end?.();
    const again = watch(dataDir, folder);
    writeRecords(join(folder, 'good.jsonl'), paper('The first of these'));
    await expect.poll(() => again.papers(), { timeout: 45_000 }).toBe(1);
    expect([...first.imported, ...again.imported]).toEqual([['broken.jsonl'], ['good.jsonl']]);
    writeRecords(join(folder, 'broken.jsonl'), paper('The second of these'));
    await expect.poll(() => again.papers(), { timeout: 45_000 }).toBe(2);
  }, 180_000);

  it('waits for whoever else is writing, and says so once', async () => {
    const { dataDir, folder } = folders();
    const lock = lockCorpus(dataDir);
    writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
    const { sentences, papers, imported } = watch(dataDir, folder);
    await expect.poll(() => imported.length, { timeout: 45_000 }).toBeGreaterThan(2);
    expect(sentences().match(/somebody else is writing/g)).toHaveLength(1);
    lock.release();
    await expect.poll(() => papers(), { timeout: 45_000 }).toBe(1);
  }, 180_000);

  it('imports what a corpus restored from an older copy lacks', async () => {
    const { dataDir, folder } = folders();
    writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
    const first = watch(dataDir, folder);
    await expect.poll(() => first.papers(), { timeout: 45_000 }).toBe(1);
    await first.end?.();
    for (const name of ['corpus.sqlite', 'snapshots']) rmSync(join(dataDir, name), { recursive: true });
    const again = watch(dataDir, folder);
    await expect.poll(() => again.papers(), { timeout: 45_000 }).toBe(1);
    expect(again.imported).toEqual([['a.jsonl']]);
  }, 180_000);
});

describe('a file whose import ends the process', () => {
  it('is tried alone after it, last, and at the third time set aside and said once, until it changes', async () => {
    const { dataDir, folder } = folders();
    writeFileSync(join(folder, 'bad.jsonl'), 'what the engine does not survive');
    const { size, mtimeMs, ino } = statSync(join(folder, 'bad.jsonl'));
    const mark = { size, mtimeMs, inode: ino };
    for (const times of [1, 2, 3]) {
      // As a process does that never comes to say how the import ended.
      new WatchMemory(dataDir).begin(new Map([[join(folder, 'bad.jsonl'), mark]]));
      const memory = new WatchMemory(dataDir);
      expect(memory.timesTried(join(folder, 'bad.jsonl'), mark)).toBe(times);
      const others = new Map([['/in/huge', { ...mark, size: 20e9 }], [join(folder, 'bad.jsonl'), mark], ['/in/b', { ...mark, size: 2 }], ['/in/a', { ...mark, size: 1 }]]);
      expect(batchesOf(others, memory).map((batch) => [...batch.keys()])).toEqual([['/in/a', '/in/b'], ['/in/huge'], ...(times < 3 ? [[join(folder, 'bad.jsonl')]] : [])]);
    }
    writeRecords(join(folder, 'good.jsonl'), paper('The first of these'));
    const { sentences, papers, imported } = watch(dataDir, folder);
    await expect.poll(() => papers(), { timeout: 45_000 }).toBe(1);
    expect(sentences().match(/set aside, since each time that it was imported the process ended in the middle: 1 file \(bad\.jsonl\)/g)).toHaveLength(1);
    writeRecords(join(folder, 'bad.jsonl'), paper('The second of these'));
    await expect.poll(() => papers(), { timeout: 45_000 }).toBe(2);
    expect(imported).toEqual([['good.jsonl'], ['bad.jsonl']]);
    expect(JSON.parse(readFileSync(watchMemoryPath(dataDir), 'utf8'))).toMatchObject({ tried: {} });
  }, 180_000);

  it('is told from one whose import was answered by an error', async () => {
    const { dataDir, folder } = folders();
    writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
    const { sentences } = watch(dataDir, folder, ({ files }) => (files.length === 0 ? here({ files, options: { dataDir }, actor: commandLineActor() }) : Promise.reject(new Error('no room'))));
    await expect.poll(() => sentences(), { timeout: 45_000 }).toContain('failed: no room');
    expect(JSON.parse(readFileSync(watchMemoryPath(dataDir), 'utf8'))).toMatchObject({ tried: {} });
  }, 60_000);
});

describe('links', () => {
  it('that lead out of the folder, to files, folders or above it, are left alone; those within it are followed', async () => {
    const { dataDir, folder } = folders();
    const outside = join(dataDir, '..', 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.csv'), 'a');
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'file.csv'));
    symlinkSync(outside, join(folder, 'folder'));
    symlinkSync('..', join(folder, 'above'));
    // A name that begins as the folder's does.
    mkdirSync(`${folder}-beside`);
    symlinkSync(`${folder}-beside`, join(folder, 'beside'));
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'a.bib'), '');
    symlinkSync('deep', join(folder, 'z'));
    const { files, leftAlone } = await listFolder(folder);
    expect([...files.keys()]).toEqual([join(folder, 'deep', 'a.bib')]);
    expect([...leftAlone]).toEqual(['above', 'beside', 'file.csv', 'folder'].map((name) => [join(folder, name), 'a link leads out of the folder']));
  });
});

describe('coming to rest', () => {
  const mark = (size: number): FileMark => ({ size, mtimeMs: 1, inode: 1 });

  it('takes the settling time from the last change on, one moment less is too soon', () => {
    const settling = new Settling(100);
    expect(settling.observe(new Map([['a', mark(1)]]), 0)).toEqual({ ready: new Map(), nextInMs: 100 });
    expect(settling.observe(new Map([['a', mark(2)]]), 90).nextInMs).toBe(100);
    expect(settling.observe(new Map([['a', mark(2)]]), 189).ready.size).toBe(0);
    expect([...settling.observe(new Map([['a', mark(2)]]), 190).ready.keys()]).toEqual(['a']);
    settling.dealtWith('a', mark(2));
    expect(settling.observe(new Map([['a', mark(2)]]), 500)).toEqual({ ready: new Map(), nextInMs: null });
    expect(settling.observe(new Map([['a', { ...mark(2), inode: 9 }]]), 600).nextInMs).toBe(100);
    expect([settling.vanished(new Map()), settling.vanished(new Map())]).toEqual([['a'], []]);
  });

  it('lists a folder with a link to itself, and a file under two names once', async () => {
    const { folder } = folders();
    writeFileSync(join(folder, 'a.bib'), '@article{a}');
    symlinkSync(folder, join(folder, 'self'));
    symlinkSync(join(folder, 'a.bib'), join(folder, 'b.bib'));
    appendFileSync(join(folder, 'a.bib'), '\n');
    expect([...(await listFolder(folder)).files.keys()]).toEqual([join(folder, 'a.bib')]);
  });
});
