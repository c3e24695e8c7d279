/** A suppressed name is said by no command but those that show the curator's own ledger, however files write it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const dir = tempDir();
const dataDir = path.join(dir, 'data');
const run = (...args: string[]) => ran([...args, '--data', dataDir]);
const SAID = /mor(e|\u00e9)au|(É|E|e|é|\})lise/i;

function written(name: string, text: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, text);
  return file;
}

beforeAll(async () => {
  await run('import', written('names.bib', String.raw`
@article{n1, author = {Moreau, {\'E}lise and Bo Ek}, title = {Tidal flats of the northern shore}, journal = {Shore Notes}, year = 2010, doi = {10.1234/tidal}}
@article{n3, author = {Elio Morel and Bo Ek}, title = {Tidal creeks of the northern shore}, journal = {Shore Notes}, year = 2012}
@article{n4, author = {E. Moreau and Bo Ek and Cy Io}, title = {Tidal pools of the northern shore}, journal = {Shore Notes}, year = 2013}`),
    // Another record of the first paper has an author more, so that what the two say differently names somebody.
    written('again.bib', String.raw`@article{again, author = {Bo Ek}, title = {Tidal flats of the northern shore}, journal = {Shore Notes}, year = 2010, doi = {10.1234/tidal}}`));
  await run('identity', 'merge', 'Elio Morel', 'Élise Moreau');
  await run('identity', 'suppress', 'Élise Moreau', '--replacement', 'Elio Morel');
}, 60_000);

describe('a suppressed name', () => {
  it('is suppressed here', async () => {
    expect((await run('identity', 'log')).stdout).toContain('suppress  Élise Moreau → Elio Morel');
  });

  it('is not in what an import prints of files that it can’t take, in whatever writing, nor in any file of the snapshot', async () => {
    const broken = written('broken.bib', String.raw`@article{n2, author={Moreau, {\'E}lise and Pieter van der Berg}, title={Broken, year=2024`);
    const [text, json] = [await run('import', broken), await run('import', broken, '--json')];
    expect(json.stdout).toContain('[withheld: it may hold a suppressed name]');
    for (const { stdout, stderr } of [text, json]) expect((stdout + stderr).match(SAID)).toBeNull();
    for (const each of readdirSync(path.join(dataDir, 'snapshots'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'manifest.json')) {
      const bytes = readFileSync(path.join(each.parentPath, each.name)).toString('utf8');
      expect([each.name, /\bmoreau, |lise moreau/i.exec(bytes)?.[0]]).toEqual([each.name, undefined]);
    }
  }, 60_000);

  it('is in no answer about papers that records describe differently, nor in what speaks for one person', async () => {
    for (const args of [['author', 'Elio Morel'], ['identity', 'show', 'Elio Morel'], ['identity', 'suggest'], ['search', 'tidal'], ['author', 'Bo Ek']]) {
      const { code, stdout } = await run(...args, '--json');
      expect([args, code]).toEqual([args, 0]);
      const told = JSON.stringify({ ...(JSON.parse(stdout) as object), ledger: null });
      expect([args, /[ÉE]lise/i.exec(told)?.[0]]).toEqual([args, undefined]);
    }
  }, 60_000);

  it('is in no file that is carried off', async () => {
    for (const [format, ...part] of [['gexf'], ['graphml'], ['gml'], ['pajek'], ['node-link'], ['csv', '--part', 'nodes'], ['vosviewer', '--part', 'map'], ['svg'], ['bibtex'], ['csl-json']]) {
      const { code, stdout, stderr } = await run('export', '-', '--format', format, ...part);
      expect([format, code]).toEqual([format, 0]);
      expect([format, /[ÉE]lise/i.exec(stdout + stderr)?.[0], stdout.includes('Morel')]).toEqual([format, undefined, true]);
    }
    expect((await run('export', '-', '--format', 'gexf', '--ego', 'Élise Moreau')).code).toBe(3);
  }, 60_000);

  it.each(['Élise Moreau', 'Moreau, Elise', 'Elise Moreaux', 'Elise'])('is answered as one that nobody bears, without a hint to its bearer: %s', async (asked) => {
    const [found, unknown] = [await run('author', asked), await run('author', 'Nobody Unknownname')];
    expect([found.code, found.stderr.replace(asked, 'Nobody Unknownname')]).toEqual([unknown.code, unknown.stderr]);
  });

  it('does not keep other names from being suggested', async () => {
    expect((await run('author', 'Elio Morrell')).stderr).toContain('did you mean Elio Morel?');
  });

  it('does not find its bearer by a like name that is not suppressed', async () => {
    await run('import', written('like.bib', '@article{like, author = {Elisea Moreau and Ed Fo}, title = {Tidal banks}, year = 2014}'));
    await run('identity', 'merge', 'Elio Morel', 'Elisea Moreau');
    const [found, like] = [await run('author', 'Elise Moreau'), await run('author', 'Elisea Moreau')];
    expect([found.code, found.stdout, like.code]).toEqual([3, '', 0]);
  }, 60_000);
});
