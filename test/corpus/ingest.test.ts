import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest, type IngestProgress } from '../../src/corpus/ingest.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { tempDir } from '../helpers/temp-dir.js';

const GOOD = '@article{a, title={A first title}, author={Ann Lee and Bo Ek}, year=2001}\n';

async function ingested(files: Record<string, string | Buffer>, args?: string[], options: Parameters<typeof ingest>[2] = { format: null }) {
  const dir = tempDir();
  const folder = join(dir, 'in');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const store = CorpusStore.open(join(dir, 'data'));
  const report = await ingest(store, (args ?? ['']).map((arg) => join(folder, arg)), options);
  return { report, store, folder };
}

describe('ingest', () => {
  it('keeps the good records of a folder with bad files, and names each fault', async () => {
    const { report, store } = await ingested({
      'good.bib': GOOD,
      'empty.bib': '',
      'broken.bib': '@article{b, title={Never closed, author={X Y}\n\n@article{c, title={Still here, after it}, author={Cy Dee}, year=2002}\n',
      'notes.txt': 'shopping: bread, milk',
      'picture.png': Buffer.from([0x89, 0x50]),
    });
    expect([...store.papers()].map(({ record }) => record.title).toSorted()).toEqual(['A first title', 'Still here, after it']);
    expect(report.argumentProblems.map(({ kind }) => kind).toSorted()).toEqual(['FILES_OF_NO_FORMAT', 'IGNORED_FILES']);
    expect(report.files.find(({ file }) => file === 'empty.bib')?.problemCounts).toEqual({ EMPTY_FILE: 1 });
    expect([...store.problems()].some(({ file, line }) => file === 'broken.bib' && line === 1)).toBe(true);
    store.close();
  });

  it('names the first files of a folder that are of no format, and counts the others', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `n${at}.txt`);
    const { report, store } = await ingested({ 'good.bib': GOOD, ...Object.fromEntries(names.map((name) => [name, 'shopping: bread, milk'])) });
    expect(report.argumentProblems).toEqual([expect.objectContaining({
      kind: 'FILES_OF_NO_FORMAT', value: names.join(', '),
      reason: '7 file(s) of the folders given are in none of the known formats and were passed over (n0.txt, n1.txt, n2.txt, n3.txt, n4.txt and 2 more); name one by itself, or use --format, to read it anyway.',
    })]);
    store.close();
  });

  it('reports a file named by itself that nothing reads, and one that is not there', async () => {
    const { report, store } = await ingested({ 'notes.txt': 'shopping: bread, milk' }, ['notes.txt', 'gone.bib']);
    expect(report.files[0].problemCounts).toEqual({ UNKNOWN_FORMAT: 1 });
    expect(store.files()).toEqual([]);
    expect([...store.problems()]).toEqual([]);
    expect(report.argumentProblems.map(({ kind }) => kind)).toEqual(['MISSING_FILE']);
    store.close();
  });

  it('remembers what a file once brought when it later brings nothing', async () => {
    const { store, folder } = await ingested({ 'a.bib': GOOD });
    writeFileSync(join(folder, 'a.bib'), '');
    await ingest(store, [folder], { format: null });
    expect(store.recordCount()).toBe(1);
    expect(store.files().map(({ file, problems }) => [file, problems])).toEqual([['a.bib', 1]]);
    store.close();
  });

  it.skipIf(process.platform !== 'linux')('refuses a data directory that cannot be made, at once', () => {
    expect(() => CorpusStore.open('/proc/nowhere/data')).toThrow(/data directory \/proc\/nowhere\/data can't be used/);
  });

  it('refuses an unknown --format before reading anything', async () => {
    await expect(ingested({ 'good.bib': GOOD }, [''], { format: 'bibtexx' })).rejects.toThrow(/bibtexx.*bibtex/);
  });

  it('keeps both of two entries that share key and title but not their facts', async () => {
    const twice = GOOD + GOOD.replace('2001', '2009').replace('Ann Lee and Bo Ek', 'Cy Dee');
    const { store } = await ingested({ 'twice.bib': twice });
    expect([...store.papers()]).toHaveLength(2);
    store.close();
  });

  it('moves progress from nothing to everything', async () => {
    const seen: IngestProgress[] = [];
    const { store } = await ingested({ 'a.bib': GOOD, 'b.bib': GOOD.replace('first', 'second') }, [''], { format: null, onProgress: (progress) => seen.push(progress) });
    const last = seen.at(-1);
    expect(last?.bytesRead).toBe(last?.bytesTotal);
    expect(seen.map(({ bytesRead }) => bytesRead)).toEqual(seen.map(({ bytesRead }) => bytesRead).toSorted((a, b) => a - b));
    store.close();
  });

  it('stops where the signal says, and a second run brings the rest', async () => {
    const many = Array.from({ length: 9_000 }, (_, i) => `@article{k${i}, title={Title number ${i}}, author={Ann Lee}, year=2001}`).join('\n');
    const controller = new AbortController();
    const { report, store, folder } = await ingested({ 'many.bib': many, 'z.bib': GOOD }, [''], {
      format: null, signal: controller.signal, onProgress: () => controller.abort(),
    });
    expect(report.interrupted).toBe(true);
    expect(store.files().some(({ completed }) => !completed)).toBe(true);
    expect(store.recordCount()).toBeLessThan(9_001);
    await ingest(store, [folder], { format: null });
    expect(store.recordCount()).toBe(9_001);
    expect(store.files().every(({ completed }) => completed)).toBe(true);
    store.close();
  });

  it.skipIf(process.getuid?.() === 0)('names a file it may not read and reads the others', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'good.bib'), GOOD);
    writeFileSync(join(dir, 'secret.bib'), GOOD);
    chmodSync(join(dir, 'secret.bib'), 0);
    const store = CorpusStore.open(join(dir, 'data'));
    const report = await ingest(store, [join(dir, 'good.bib'), join(dir, 'secret.bib')], { format: null });
    expect(report.argumentProblems.map(({ kind }) => kind)).toEqual(['UNREADABLE']);
    expect(store.recordCount()).toBe(1);
    store.close();
  });
});
