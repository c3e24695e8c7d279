/** Tables of any columns: `coterie import table.csv --columns …`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnMapping, tableSettingsOf } from '../../src/cli/table-options.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const FRENCH = path.resolve(import.meta.dirname, '../fixtures/sources/csv/french.csv');

interface Report {
  readonly files: readonly { readonly format: string; readonly papers: number; readonly problemCounts: Readonly<Record<string, number>> }[];
}

describe('coterie import of a table', () => {
  it('reads the columns that are named', async () => {
    const dataDir = tempDir();
    const file = path.join(dataDir, 'table.csv');
    writeFileSync(file, 'Nom,Qui,Quand\nUn titre,Ada Un + Bo Deux,2031\n');
    const { code, stdout } = await ran(['import', file, '--columns', 'title=Nom,authors=Qui,year=Quand', '--author-separator', '+', '--data', dataDir, '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).files).toMatchObject([{ format: 'csv', papers: 1, problemCounts: {} }]);
    const search = JSON.parse((await ran(['search', 'deux', '--data', dataDir, '--json'])).stdout) as unknown;
    expect(JSON.stringify(search)).toContain('Bo Deux');
  });

  it('lists the columns there are where one that is named is not', async () => {
    const { code, stderr } = await ran(['import', FRENCH, '--columns', 'title=Title', '--data', tempDir()]);
    expect(code).toBe(2);
    expect(stderr).toContain('french.csv has no column "Title"; its columns are "Titre", "Auteurs", "Année de parution", "Revue", "Notes": name one of those.');
  });

  it('lists the columns there are where none is recognised', async () => {
    const dir = tempDir();
    const file = path.join(dir, 'odd.csv');
    writeFileSync(file, 'Nom,Qui,Quand\nUn titre,Ada Un,2031\n');
    const { code, stderr } = await ran(['import', file, '--data', dir]);
    expect(code).toBe(2);
    expect(stderr).toContain('its columns are "Nom", "Qui", "Quand": say which is which with --columns title=…,authors=…,year=….');
  });

  it('reads other formats beside a table as what they are', async () => {
    const dataDir = tempDir();
    const bib = path.join(dataDir, 'a.bib');
    writeFileSync(bib, '@article{k, title={T}, author={A B}}');
    const { stdout } = await ran(['import', bib, FRENCH, '--columns', 'year=Année de parution', '--data', dataDir, '--json']);
    expect((JSON.parse(stdout) as Report).files.map(({ format, papers }) => [format, papers])).toEqual([['bibtex', 1], ['csv', 2]]);
  });
});

describe('--columns', () => {
  it.each([
    ['title=Titre', { title: 'Titre' }], ['title=Titre, authors = Les auteurs ,year=Année', { title: 'Titre', authors: 'Les auteurs', year: 'Année' }], ['authors=Auteur 1+Auteur 2', { authors: 'Auteur 1+Auteur 2' }], ['authors=Auteur 1,title=T,authors=Auteur 2', { authors: ['Auteur 1', 'Auteur 2'], title: 'T' }], ['title=Nom, prénom,year=A=B', { title: 'Nom, prénom', year: 'A=B' }],
  ])('reads %s', (text, mapping) => expect(columnMapping(text)).toEqual(mapping));
  it.each([
    ['Titre', /FIELD=TITLE.*"Titre" is none/], ['title=', /"title=" is none/], ['titel=T', /no field "titel"; the fields are title, authors, year/], ['title=A,title=B', /"title" twice/], ['__proto__=A', /no field "__proto__"/], ['', /FIELD=TITLE/],
  ])('refuses %s', (text, reason) => expect(() => columnMapping(text)).toThrow(reason));
  it('is no part of an import without it', () => expect([tableSettingsOf({}), tableSettingsOf({ authorSeparator: '\\n' })]).toEqual([{}, { table: { authorSeparator: '\n' } }]));
  it('is explained in the help of both commands that read files', async () => {
    for (const command of ['import', 'serve']) expect((await ran([command, '--help'])).stdout).toContain('--columns <mapping>');
    expect(readFileSync('README.md', 'utf8')).toContain('--columns title=');
  });
});
