/** Ids, keys and addresses that spell a suppressed name are said by nothing either. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const dir = tempDir();
const dataDir = path.join(dir, 'data');
const run = (...args: string[]) => ran([...args, '--data', dataDir]);
const ORCID = '0000-0002-1825-0097';

function written(name: string, lines: readonly (object | string)[]): string {
  const file = path.join(dir, name);
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const author = (name: string, externalIds: object) => ({ name, externalIds, affiliations: [{ name: 'Shore College, jane.formerly@shore.example' }] });

beforeAll(async () => {
  await run('import', written('records.jsonl', [
    { format: 'coterie-records', version: 1, url: 'https://shore.example/~JaneFormerly/papers' },
    { kind: 'paper', key: 'coterie:jane-formerly-2011', title: 'Tidal flats', year: 2011, authors: [author('Jane Formerly', { acl: 'jane-formerly', dblp: 'f/JaneFormerly', orcid: ORCID }), 'Bo Ek'] },
    { kind: 'paper', title: 'Tidal creeks', year: 2014, authors: [author('Jay Newname', { acl: 'jay-newname', orcid: ORCID }), 'Cy Io'] },
  ]), written('broken.bib', ['@article{JaneFormerly2011, author = {Bo Ek}, title = {Tidal pools}, year = {2o11}}']));
}, 60_000);

const asked = (name: string) => run('author', name, '--json');

describe('ids and keys that spell a suppressed name', () => {
  it('are there before, the address, the problem and the look-up by id among them', async () => {
    const { stdout } = await asked('dblp:f/JaneFormerly');
    expect(stdout).toContain('jane-formerly');
    expect(filesWith(/formerly/i)).toContain('records.sqlite');
    expect((await run('identity', 'suppress', 'Jane Formerly', '--person', ORCID, '--replacement', 'Jay Newname')).code).toBe(0);
  }, 60_000);

  it('are in no file of the snapshot, no answer and no import’s report afterwards, and mean nobody', async () => {
    expect(filesWith(/formerly/i)).toEqual([]);
    for (const args of [['author', 'Jay Newname'], ['identity', 'show', 'Jay Newname'], ['import', path.join(dir, 'broken.bib')], ['status']]) {
      const { stdout, stderr } = await run(...args, '--json');
      const told = JSON.stringify({ ...(JSON.parse(stdout) as object), ledger: null }) + stderr;
      expect([args, /.{30}formerly/i.exec(told)?.[0]]).toEqual([args, undefined]);
    }
    expect((await asked('dblp:f/JaneFormerly')).code).toBe((await asked('acl:nobody-atall')).code);
  }, 60_000);

  it('leave other ids of the author, who is found by them', async () => {
    const { stdout } = await asked(`orcid:${ORCID}`);
    expect(stdout).toContain('acl:jay-newname');
  });
});

function filesWith(text: RegExp): string[] {
  const files = readdirSync(path.join(dataDir, 'snapshots'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => (text.test(readFileSync(path.join(entry.parentPath, entry.name)).toString('utf8')) ? [entry.name] : []));
}
