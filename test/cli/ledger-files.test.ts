import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from '../../src/cli/ledger-files.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { Snapshot, SnapshotProvider } from '../../src/snapshot/types.js';
import { tempDir } from '../helpers/temp-dir.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');
const fixture = (name: string) => path.join(FIXTURES, name);

const HEADER = '{"format":"coterie-records","version":1}';
const SAID = { who: 'the tests', when: '2024-01-31', why: 'They say so.' };
const line = (kind: string, content: object) => JSON.stringify({ kind, ...content, ...SAID });
const merge = (...names: string[]) => line('merge', { names });

function written(name: string, text: string): string {
  const file = path.join(tempDir(), name);
  writeFileSync(file, text);
  return file;
}

const ledgerFile = (name: string, ...lines: string[]) => written(name, `${[HEADER, ...lines].join('\n')}\n`);

const bib = written('refs.bib', '@article{a, title = {One}, author = {Ada One and Bo Two}, year = 2001, doi = {10.1234/one}}');
const good = fixture('aliases.jsonl');
const WRONG: ReadonlyArray<readonly [files: string[], sentence: RegExp]> = [
  [[bib], /^refs\.bib: this is no file of a ledger but BibTeX/],
  [[good, bib], /^refs\.bib: /],
  [[fixture('team.jsonl')], /^team\.jsonl:2: this line is a paper record, no statement/],
  [[ledgerFile('a.jsonl', merge('Ada One', 'A. One'), merge('Bo Two'))], /^a\.jsonl:3: .*must hold two different names/],
  [[ledgerFile('b.jsonl', merge('Ada One', 'A. One'), 'Bo = Robert')], /^b\.jsonl:3: .*not a JSON object/],
  [[written('c.jsonl', merge('Ada One', 'A. One'))], /^c\.jsonl:1: .*header/],
  [[ledgerFile('d.jsonl')], /^d\.jsonl: there is no statement in it/],
  [[ledgerFile('e.jsonl', merge('Ada One', 'A. One'), line('undo', { names: ['Ada One'] }))], /^e\.jsonl:3: Line 3: kind is none of/],
  [[ledgerFile('f.jsonl', merge('Ada One', 'orcid:0000-0001'))], /^f\.jsonl:2: .*no valid id of a person/],
  [[ledgerFile('g.jsonl', merge('Ada One', 'A. One'), merge('Ada One', 'A. One'))], /^g\.jsonl:3: this line states what another line states/],
  [[ledgerFile('h.jsonl', line('distinct', { names: ['Ada One', 'A. One'] }), merge('A. One', 'Ada One'))], /^h\.jsonl:3: this contradicts line 2, as Ada One and A\. One are merged/],
  [[ledgerFile('i.jsonl', line('split', { names: ['Ada One'], groups: [['doi:10.9999/none']] }))], /^i\.jsonl:2: on none of the papers \(doi:10\.9999\/none\) is anybody written Ada One/],
  [[ledgerFile('j.jsonl', line('suppress', { names: ['Ada One'] }))], /^j\.jsonl:2: /],
  [[ledgerFile('k.jsonl', line('suppress', { name: 'Dan Wu', replacement: 'Xena Yoder' }), line('suppress', { name: 'Xena Yoder', replacement: 'Dan Wu' }))], /^k\.jsonl:3: this contradicts line 2, as Xena Yoder, .* is a suppressed name itself/],
  [[fixture('empty.bib')], /^empty\.bib: .*is empty/],
  [['missing.jsonl'], /^There is no file or folder missing\.jsonl/],
];

let provider: SnapshotProvider;
let snapshot: Snapshot;

beforeAll(async () => {
  const dataDir = tempDir();
  await importFiles([bib], { dataDir, threads: 1 });
  provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  const lease = provider.acquire();
  if (lease === null) throw new Error('no snapshot');
  ({ snapshot } = lease);
});
afterAll(() => provider.close());

describe('files of statements', () => {
  it.each(WRONG)('%j are refused whole, with file and line', async (files, sentence) => {
    await expect(statementsOf(files, snapshot)).rejects.toThrow(sentence);
    await expect(statementsOf(files, snapshot)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('are read where all is as it must be, a split of a paper that is here among it', async () => {
    const split = ledgerFile('split.jsonl', line('split', { names: ['Ada One'], groups: [['10.1234/ONE']] }));
    expect((await statementsOf([good, split], snapshot)).map(({ entries }) => entries.map(({ op }) => op))).toEqual([['merge'], ['split']]);
  });
});
