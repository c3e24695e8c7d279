/** What could not be taken: listed in full, told once, and counted as it is. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const LIBRARY = '@misc{a, title={Alone}}\n@misc{b, title={Also alone}}\n@misc{c, author={Ann Lee}}\n@misc{d, title={Whole}, author={Ann Lee}}\n';

function corpus() {
  const dir = tempDir();
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(dir, name), text);
    return path.join(dir, name);
  };
  const run = (...args: string[]) => ran([...args, '--data', path.join(dir, 'data')]);
  return { dir, file, run };
}

describe('coterie problems', () => {
  it('lists all of them, those of a kind, and those of a file', async () => {
    const { file, run } = corpus();
    const imported = await run('import', file('library.bib', LIBRARY), file('table.csv', 'title,authors\nSans auteur,\n'));
    expect(imported.stdout).toContain('4 in the whole corpus: `coterie problems` lists them');
    const all = await run('problems');
    expect(all.stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^MISSING_AUTHORS {2}library\.bib:1 bibtex:a:alone: The entry a in line 1 has no authors/),
      expect.stringMatching(/^MISSING_AUTHORS {2}library\.bib:2 bibtex:b:also alone: /),
      expect.stringMatching(/^MISSING_TITLE {2}library\.bib:3 /),
      'MISSING_AUTHORS  table.csv:2 "sans auteur": The record names no author; it is kept without any.',
      '4 problems',
    ]);
    const one = await run('problems', '--kind', 'missing_authors', '-n', '1');
    expect(one.stdout.trimEnd().split('\n').slice(1)).toEqual(['3 problems, of which these are the first 1: -n shows more']);
    const json = JSON.parse((await run('problems', '--kind', 'MISSING_AUTHORS', '--file', 'somewhere/library.bib', '-n', '1', '--json')).stdout) as unknown;
    expect(json).toMatchObject({ total: 2, problems: [{ kind: 'MISSING_AUTHORS', file: 'library.bib', line: 1, record: 'bibtex:a:alone' }] });
  });

  it('names the kinds there are where there is none such, and files that are none', async () => {
    const { file, run } = corpus();
    await run('import', file('library.bib', LIBRARY));
    expect(await run('problems', '--kind', 'MISSING_TITEL')).toMatchObject({ code: 3, stderr: expect.stringContaining('"MISSING_TITEL"; it has MISSING_AUTHORS, MISSING_TITLE') as string });
    expect(await run('problems', '--file', 'other.bib')).toMatchObject({ code: 3, stderr: expect.stringContaining('no file "other.bib" has been imported') as string });
    expect((await run('problems', '--help')).stdout).toContain('coterie problems --file library.bib --json');
  });

  it('are told by the import alone where nothing was taken of a file', async () => {
    const { file, run } = corpus();
    await run('import', file('good.bib', '@misc{d, title={Whole}, author={Ann Lee}}'));
    const { code, stdout, stderr } = await run('import', file('bad.bib', '@article{a, title={Open'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing could be read from bad.bib: The entry a in line 1 was left out')]);
    expect(stdout).toContain('left out  1 more record of these files: the problems of this import say why (`coterie problems` does not list those of bad.bib, of which nothing was taken)');
    expect((await run('problems')).stdout).toBe('no problems\n');
  });

  it('says that there is none', async () => {
    const { file, run } = corpus();
    await run('import', file('library.bib', '@misc{d, title={Whole}, author={Ann Lee}}'));
    expect((await run('problems', '--file', 'library.bib')).stdout).toBe('no problems\n');
  });
});

describe('coterie import of what can not be read', () => {
  it('says once why nothing could be read', async () => {
    const { file, run } = corpus();
    const { code, stdout, stderr } = await run('import', file('odd.csv', 'Nom,Qui,Quand\nUn titre,Ada Un,2031\n'));
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`.split('is recognised as that of titles')).toHaveLength(2);
  });

  it('counts the problems that the corpus keeps, and says which it does not', async () => {
    const { file, run } = corpus();
    await run('import', file('library.bib', LIBRARY));
    const { stdout, stderr } = await run('import', file('b.bib', '@misc{x, author={Ann Lee}}\n@misc{y, author={Bo Ek}}\n'));
    expect(stderr).toContain('nothing could be read from b.bib: The entry x in line 1 has no title');
    expect(stdout).toContain('problem   1 MISSING_TITLE\n  b.bib:2 ');
    expect(stdout).toContain('3 in the whole corpus without those of b.bib, of which nothing was taken: `coterie problems` lists them');
  });

  it.each([['that is not there', false], ['that is empty', true]])('leaves nothing in a data directory %s where there is no file', async (_which, isThere) => {
    const { dir, run } = corpus();
    const data = path.join(dir, 'data');
    if (isThere) mkdirSync(data);
    const { code, stderr } = await run('import', path.join(dir, 'nofile.bib'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no file or folder')]);
    expect(existsSync(data) ? readdirSync(data) : null).toEqual(isThere ? [] : null);
  });

  it('says how many entries of a file are gone, and counts a corrected title as a change', async () => {
    const { file, run } = corpus();
    await run('import', file('library.bib', LIBRARY));
    const { stdout } = await run('import', file('library.bib', '@misc{d, title={Wholly}, author={Ann Lee}}\n@misc{a, title={Alone}}'));
    expect(stdout).toContain('of these  0 new, 1 changed, 1 as before\nnote      1 entry that library.bib brought earlier is no longer in it, and stays in the corpus\n');
  });
});
