/** Input that is not what it is taken for: every reader on every other reader's files, depth, bombs, pipes, files that change. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../src/corpus/ingest.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { openFile, readItems } from '../../src/sources/open.js';
import { SOURCES } from '../../src/sources/registry.js';
import type { ImportProblem, SourceItem } from '../../src/records/record.js';
import { tempDir } from '../helpers/temp-dir.js';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/sources');
const FILES = readdirSync(FIXTURES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted();

async function itemsOfFile(path: string, source: (typeof SOURCES)[number]): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of readItems(await openFile(path), source)) items.push(item);
  return items;
}

const problemsOf = (items: readonly SourceItem[]): ImportProblem[] => items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : []));

function folder(files: Record<string, string | Buffer>): string {
  const dir = join(tempDir(), 'in');
  mkdirSync(dir);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  return dir;
}

async function ingested(paths: readonly string[], format: string | null = null) {
  const store = CorpusStore.open(join(tempDir(), 'data'));
  const report = await ingest(store, paths, { format });
  const result = { report, titles: [...store.papers()].map(({ record }) => record.title), files: store.files(), problems: [...store.problems()] };
  store.close();
  return result;
}

const bib = (key: string, title: string): string => `@article{${key}, title={${title}}, author={Ann Lee and Bo Ek}, year=2001}\n`;

describe.each(SOURCES.map((source) => [source.id, source] as const))('%s, forced on files of any format', (_, source) => {
  it('never fails, keeps nothing without a title, and says something of every file', async () => {
    const wrong: string[] = [];
    for (const path of FILES) {
      const items = await itemsOfFile(path, source);
      if (items.length === 0) wrong.push(`nothing is said of ${path}`);
      if (problemsOf(items).some(({ kind }) => kind === 'INTERNAL')) wrong.push(`${path} makes the reader fail`);
      if (items.some((item) => item.kind === 'paper' && item.record.title.trim() === '')) wrong.push(`${path} gives a paper without a title`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it.each([
    ['brackets', '['.repeat(300_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['objects within a record', `{"title":"T","id":"https://openalex.org/W123456","x":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['elements', `<?xml version="1.0"?>${'<a>'.repeat(100_000)}`],
    ['elements within a record', `<dblp><article key="journals/x/Y99"><title>${'<i>'.repeat(100_000)}T${'</i>'.repeat(100_000)}</title></article></dblp>`],
    ['braces', `@article{a, title={${'{'.repeat(300_000)}`],
    ['braces that close', `@article{a, title={${'{'.repeat(100_000)}T${'}'.repeat(100_000)}}, author={A B}}`],
    ['nothing but NUL', '\0'.repeat(300_000)],
  ])('stands %s nested without end', async (__, text) => {
    const items = await itemsOfFile(join(folder({ x: text }), 'x'), source);
    expect(problemsOf(items).filter(({ kind }) => kind === 'INTERNAL')).toEqual([]);
    expect(items.length).toBeGreaterThan(0);
  }, 20_000);
});

describe('gzip', () => {
  it('that unpacks to hundreds of times its size is refused long before its end', async () => {
    const pieces: Buffer[] = [];
    const gzip = createGzip({ level: 9 });
    gzip.on('data', (piece: Buffer) => pieces.push(piece));
    gzip.write('{"format":"coterie-records","version":1}\n');
    const line = Buffer.from(`${JSON.stringify({ kind: 'paper', title: 'One of many', authors: ['Ann Lee'], abstract: 'a'.repeat(1 << 20) })}\n`);
    for (let at = 0; at < 250; at++) if (!gzip.write(line)) await new Promise((done) => gzip.once('drain', done));
    await new Promise((done) => gzip.end(done));
    const bomb = Buffer.concat(pieces);
    const { report } = await ingested([join(folder({ 'bomb.jsonl.gz': bomb }), 'bomb.jsonl.gz')], 'coterie');
    const refused = report.firstProblems.filter(({ kind }) => kind === 'REFUSED');
    expect(refused).toHaveLength(1);
    expect(refused[0].reason).toContain('unpacks to more than 200 times its size');
    expect(refused[0].byte).toBeLessThan(0.6 * bomb.length);
  }, 60_000);
});

describe('arguments', () => {
  it('of several formats in one folder are each read as what they are', async () => {
    const names = ['dblp/person.xml', 'openalex/work.json', 'bibtex/names.bib', 'crossref/works.json', 'acl/2031.example.xml'];
    const dir = folder({});
    for (const name of names) copyFileSync(join(FIXTURES, name), join(dir, name.replace('/', '-')));
    const { report } = await ingested([dir]);
    expect(report.files.map(({ file, format }) => [file, format])).toEqual([
      ['acl-2031.example.xml', 'acl'], ['bibtex-names.bib', 'bibtex'], ['crossref-works.json', 'crossref'], ['dblp-person.xml', 'dblp'], ['openalex-work.json', 'openalex'],
    ]);
    expect(report.files.every(({ papers, persons }) => papers + persons > 0)).toBe(true);
  });

  it('that name one file twice, also by links, read it once', async () => {
    const dir = folder({ 'a.bib': bib('a', 'A first title of its own') });
    symlinkSync(join(dir, 'a.bib'), join(dir, 'link.bib'));
    const { report, titles } = await ingested([join(dir, 'a.bib'), dir, join(dir, 'link.bib'), join(dir, '*.bib')]);
    expect([report.files.length, titles]).toEqual([1, ['A first title of its own']]);
  });

  it('that are the same content under two names make two records of one paper', async () => {
    const dir = folder({ 'a.bib': bib('a', 'A first title of its own') });
    copyFileSync(join(dir, 'a.bib'), join(dir, 'b.bib'));
    linkSync(join(dir, 'a.bib'), join(dir, 'c.bib'));
    const { report, titles } = await ingested([dir]);
    expect(report.files.map(({ added }) => added)).toEqual([1, 1, 1]);
    expect(new Set(titles).size).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('that are pipes or devices are refused without being opened', async () => {
    const dir = folder({});
    execFileSync('mkfifo', [join(dir, 'pipe.bib')]);
    const { report } = await ingested([join(dir, 'pipe.bib'), '/dev/zero', dir]);
    expect(report.files).toEqual([]);
    expect(report.argumentProblems.map(({ kind, file }) => [kind, file.split('/').at(-1)])).toEqual([['UNREADABLE', 'pipe.bib'], ['UNREADABLE', 'zero'], ['EMPTY_DIRECTORY', 'in']]);
  });
});

describe('a file that grows while it is read', () => {
  const lines = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, at) => `${JSON.stringify({ kind: 'paper', title: `Title number ${from + at} of many`, authors: ['Ann Lee'], abstract: 'x'.repeat(400) })}\n`).join('');
  const HEADER = '{"format":"coterie-records","version":1}\n';

  // Below and above the size from which a thread reads.
  it.each([['small', 3_000], ['large', 12_000]])('(%s) gives whole records, and the rest when it is imported again', async (_, count) => {
    const path = join(folder({ 'x.jsonl': HEADER + lines(0, count) }), 'x.jsonl');
    const store = CorpusStore.open(join(tempDir(), 'data'));
    let grown = false;
    await ingest(store, [path], {
      format: null,
      onProgress: () => {
        if (!grown) appendFileSync(path, lines(count, count + 50));
        grown = true;
      },
    });
    expect(grown).toBe(true);
    const first = store.recordCount();
    expect([...store.problems()]).toEqual([]);
    expect([first >= count, first <= count + 50]).toEqual([true, true]);
    await ingest(store, [path], { format: null });
    expect(store.recordCount()).toBe(count + 50);
    expect(store.files()[0]).toMatchObject({ completed: true, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') });
    store.close();
  }, 30_000);
});
