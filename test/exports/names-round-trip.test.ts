/** Names that a source gives in parts come back from an export with the same parts, and an older snapshot is made anew for it. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase, openReadOnly } from '../../src/corpus/database.js';
import { sha256OfFile } from '../../src/corpus/file-checksums.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { RECORDS_MIGRATIONS } from '../../src/snapshot/records-schema.js';
import { formatHeader, formatPaper } from '../../src/sources/jsonl-write.js';
import { mention, paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from '../cli/in-process.js';

const CSL = JSON.stringify([{
  id: 'a', type: 'article-journal', title: 'Lanterns of the northern harbour', issued: { 'date-parts': [[2010]] },
  author: [{ family: 'García Márquez', given: 'Gabriel' }, { family: 'Wei Chen', given: 'Li' }, { family: 'Okonkwo', given: 'Ada' }, { family: '王', given: '小明' }, { family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }],
}]);
const BIBTEX = `@article{a, title = {Lanterns of the northern harbour}, year = 2010, journal = {Harbour Notes},
  author = {Gabriel {García Márquez} and Wei Chen, Li and Ada Okonkwo and 王, 小明 and Vincent van Gogh}}`;

const NAMES = [
  { family: 'García Márquez', given: 'Gabriel' }, { family: 'Wei Chen', given: 'Li' }, { family: 'Okonkwo', given: 'Ada' }, { family: '王', given: '小明' },
  { family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' },
];
const AUTHORS = 'García Márquez, Gabriel and Wei Chen, Li and Okonkwo, Ada and 王, 小明 and van Gogh, Vincent';

const exported = async (dataDir: string, format: string): Promise<string> => (await ran(['export', '-', '--format', format, '--data', dataDir])).stdout;
const authorsIn = (bibtex: string): string | undefined => /author = \{(.*)\}/.exec(bibtex)?.[1];
const namesIn = (csl: string): unknown => (JSON.parse(csl) as { author: unknown }[])[0].author;

async function imported(name: string, text: string): Promise<string> {
  const dir = tempDir();
  writeFileSync(path.join(dir, name), text);
  const { code, stderr } = await ran(['import', path.join(dir, name), '--data', path.join(dir, 'data')]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return path.join(dir, 'data');
}

it.each([['names.json', CSL], ['names.bib', BIBTEX]])('%s: family names of several words stay whole, there and back', async (name, text) => {
  const first = await imported(name, text);
  const [bibtex, csl] = [await exported(first, 'bibtex'), await exported(first, 'csl-json')];
  expect([authorsIn(bibtex), namesIn(csl)]).toEqual([AUTHORS, NAMES]);
  for (const again of [await imported('again.bib', bibtex), await imported('again.json', csl)]) {
    expect([authorsIn(await exported(again, 'bibtex')), namesIn(await exported(again, 'csl-json'))]).toEqual([AUTHORS, NAMES]);
  }
}, 60_000);

it('parts say no name that is suppressed', async () => {
  const record = paperRecord('Lanterns of the northern harbour', [
    mention('Gabriel García Márquez', { position: 1, parts: { given: 'Gabriel', particle: null, family: 'García Márquez', suffix: null } }),
    mention('Li Wei Chen', { position: 2, parts: { given: 'Li', particle: null, family: 'Wei Chen', suffix: null } }),
  ]);
  // Here the text shortens what the parts spell out.
  const other = paperRecord('Fog signals of the northern coast', [mention('G. Roe', { position: 1, parts: { given: 'Gabriel', particle: null, family: 'García Márquez', suffix: null } })]);
  const dataDir = await imported('names.jsonl', `${formatHeader({ description: 'test' })}\n${formatPaper(record)}\n${formatPaper(other)}\n`);
  await ran(['identity', 'suppress', 'Gabriel García Márquez', '--replacement', 'Gabo Roe', '--data', dataDir]);
  for (const format of ['bibtex', 'csl-json']) {
    const text = await exported(dataDir, format);
    expect([/M[áa]rquez/i.exec(text)?.[0], text.includes('Roe'), text.includes('Wei Chen')]).toEqual([undefined, true, true]);
  }
  const snapshot = path.join(dataDir, 'snapshots', readFileSync(path.join(dataDir, 'snapshots', 'current'), 'utf8').trim());
  const records = openReadOnly(path.join(snapshot, 'records.sqlite'));
  expect(JSON.stringify(records.prepare('SELECT json FROM authorships').all())).not.toMatch(/M[áa]rquez/i);
  records.close();
}, 60_000);

it('a snapshot that an older program built without the parts is rebuilt by the next import', async () => {
  const dir = tempDir();
  const [file, dataDir] = [path.join(dir, 'names.json'), path.join(dir, 'data')];
  writeFileSync(file, CSL);
  await ran(['import', file, '--identity', 'ids-only', '--data', dataDir]);
  const snapshots = path.join(dataDir, 'snapshots');
  const store = CorpusStore.open(dataDir);
  const older = createHash('sha256').update(`4\n2\n\n${store.digest()}`).digest('hex').slice(0, 16);
  store.close();
  const current = readFileSync(path.join(snapshots, 'current'), 'utf8').trim();
  expect(older).not.toBe(current);
  const recordsPath = path.join(snapshots, current, 'records.sqlite');
  const records = openDatabase(recordsPath, RECORDS_MIGRATIONS);
  const rows = records.prepare('SELECT json FROM authorships').all() as { json: string }[];
  records.prepare('UPDATE authorships SET json = ?').run(JSON.stringify((JSON.parse(rows[0].json) as unknown[][]).map((row) => row.slice(0, 4))));
  records.close();
  const manifestPath = path.join(snapshots, current, 'manifest.json');
  // The manifest of then had no checksum of its own; the records' is what these have now.
  const { checksum: _checksum, ...manifest } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { checksum: string; files: object };
  const recordsNow = { bytes: statSync(recordsPath).size, sha256: await sha256OfFile(recordsPath) };
  writeFileSync(manifestPath, JSON.stringify({ ...manifest, id: older, files: { ...manifest.files, 'records.sqlite': recordsNow } }));
  renameSync(path.join(snapshots, current), path.join(snapshots, older));
  writeFileSync(path.join(snapshots, 'current'), `${older}\n`);

  // What it knows it still tells.
  expect(authorsIn(await exported(dataDir, 'bibtex'))).toContain('Okonkwo, Ada');
  expect(authorsIn(await exported(dataDir, 'bibtex'))).not.toBe(AUTHORS);
  await ran(['import', file, '--data', dataDir]);
  expect(authorsIn(await exported(dataDir, 'bibtex'))).toBe(AUTHORS);
}, 60_000);
