import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');
const fixture = (name: string) => path.join(FIXTURES, name);

const HEADER = '{"format":"coterie-records","version":1}';
const merge = (...names: string[]) => JSON.stringify({ kind: 'merge', names, who: 'the tests', when: '2024-01-31', why: 'They say so.' });

function written(name: string, ...lines: string[]): string {
  const file = path.join(tempDir(), name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('coterie aliases', () => {
  it('merges two names, says so, and takes it back', async () => {
    const dataDir = tempDir();
    const run = (...args: string[]) => coterie([...args, '--data', dataDir]);
    const authors = async () => (JSON.parse((await run('status', '--json')).stdout) as { counts: { authors: number } }).counts.authors;
    await run('import', fixture('team.jsonl'), fixture('second-spelling.jsonl'));
    expect(await authors()).toBe(7);

    expect((await run('aliases', 'add', fixture('aliases.jsonl'))).code).toBe(0);
    expect(await authors()).toBe(6);
    const merged = JSON.parse((await run('author', 'Robert Two', '--json')).stdout) as { author: { displayName: string; identity: { evidence: Array<{ kind: string }> } } };
    expect(merged.author.displayName).toBe('Bo Two');
    expect(merged.author.identity.evidence.map(({ kind }) => kind)).toContain('LEDGER');

    const { aliases } = JSON.parse((await run('aliases', 'list', '--json')).stdout) as { aliases: Array<{ id: string; names: string[]; why: string }> };
    expect(aliases).toMatchObject([{ names: ['Bo Two', 'Robert Two'], why: 'Bo is short for Robert here.' }]);
    expect((await run('aliases', 'revert', aliases[0].id.slice(0, 6))).code).toBe(0);
    expect(await authors()).toBe(7);
    expect((await run('aliases', 'list')).stdout).toBe('no aliases\n');
    expect((await run('aliases', 'revert', aliases[0].id)).code).toBe(3);
  }, 60_000);

  it('leaves everything as it was where a file holds anything but aliases', async () => {
    const dataDir = tempDir();
    const run = (...args: string[]) => coterie([...args, '--data', dataDir]);
    const bib = written('refs.bib', '@article{a, title = {One}, author = {Ada One and Bo Two}, year = 2001}');
    await run('import', bib);
    const state = async () => [readFileSync(path.join(dataDir, 'snapshots/current'), 'utf8'), (await run('status', '--json')).stdout];
    const before = await state();

    const good = fixture('aliases.jsonl');
    const wrong: ReadonlyArray<readonly [files: string[], sentence: RegExp]> = [
      [[bib], /^coterie: refs\.bib: this is no file of aliases but BibTeX/],
      [[good, bib], /^coterie: refs\.bib: /],
      [[fixture('team.jsonl')], /^coterie: team\.jsonl:2: this line is a paper record, not an alias/],
      [[written('a.jsonl', HEADER, merge('Ada One', 'A. One'), merge('Bo Two'))], /^coterie: a\.jsonl:3: .*must hold two different names/],
      [[written('b.jsonl', HEADER, merge('Ada One', 'A. One'), 'Bo = Robert')], /^coterie: b\.jsonl:3: .*not a JSON object/],
      [[written('c.jsonl', merge('Ada One', 'A. One'))], /^coterie: c\.jsonl:1: .*header/],
      [[written('d.jsonl', HEADER)], /^coterie: d\.jsonl: there is no alias in it/],
      [[fixture('empty.bib')], /^coterie: empty\.bib: .*is empty/],
      [['missing.jsonl'], /^coterie: There is no file or folder missing\.jsonl/],
    ];
    for (const [files, sentence] of wrong) {
      const { code, stdout, stderr } = await run('aliases', 'add', ...files);
      expect([files, code, stdout]).toEqual([files, 2, '']);
      expect(stderr).toMatch(sentence);
    }
    expect(await state()).toEqual(before);
    expect((await run('aliases', 'list')).stdout).toBe('no aliases\n');
  }, 60_000);

  it('says which names nobody bears, which are ambiguous, and which merges were refused', async () => {
    const dataDir = tempDir();
    const run = (...args: string[]) => coterie([...args, '--data', dataDir]);
    await run('import', fixture('team.jsonl'));
    const file = written('curated.jsonl', HEADER, merge('Bo Two', 'Bo Nobody'), merge('Di Four', 'Wei Wang'), merge('Cy Three', 'Bo Two'));
    const { code, stdout } = await run('aliases', 'add', file);
    expect(code).toBe(0);
    expect(stdout).toContain('of these  3 new, 0 in force again, 0 as before');
    expect(stdout).toMatch(/^problem {3}1 LEDGER_NAME_UNKNOWN\n {2}curated\.jsonl:2 [0-9a-f]{16} Bo Nobody: The ledger names people that no paper/m);
    expect(stdout).toMatch(/^problem {3}1 LEDGER_NAME_AMBIGUOUS\n {2}curated\.jsonl:3 [0-9a-f]{16} Wei Wang: /m);
    expect(stdout).toMatch(/^problem {3}1 LEDGER_MERGE_REFUSED\n {2}curated\.jsonl:4 [0-9a-f]{16} Cy Three; Bo Two: /m);

    const again = JSON.parse((await run('aliases', 'add', file, '--json')).stdout) as { unchanged: number; problems: Array<{ kind: string }> };
    expect(again.unchanged).toBe(3);
    expect(again.problems.map(({ kind }) => kind).toSorted()).toEqual(['LEDGER_MERGE_REFUSED', 'LEDGER_NAME_AMBIGUOUS', 'LEDGER_NAME_UNKNOWN']);
    expect((await run('aliases', 'add', fixture('aliases.jsonl'))).stdout).not.toContain('curated.jsonl');
    expect((await run('import', file)).stdout).toContain('1 LEDGER_MERGE_REFUSED');
  }, 60_000);
});
