import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest, type FileReport } from '../../src/corpus/ingest.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { localKeyOf, localRecordKey } from '../../src/records/titles.js';
import { tempDir } from '../helpers/temp-dir.js';

interface Entry {
  readonly key: string;
  readonly title: string;
  readonly author?: string;
  readonly doi?: string;
}

const bib = (...entries: Entry[]): string =>
  entries.map(({ key, title, author = 'Ann Lee', doi }) => `@article{${key}, title={${title}}, author={${author}}, year=2001${doi === undefined ? '' : `, doi={${doi}}`}}\n`).join('');

/** A file that is written and imported again and again. */
function library(name = 'library.bib') {
  const dir = tempDir();
  mkdirSync(join(dir, 'in'));
  const store = CorpusStore.open(join(dir, 'data'));
  const read = async (text: string): Promise<FileReport> => {
    writeFileSync(join(dir, 'in', name), text);
    const [report] = (await ingest(store, [join(dir, 'in', name)], { format: null })).files;
    return report;
  };
  const titles = () => [...store.papers()].map(({ record }) => record.title);
  const former = () => [...store.papers()].map(({ record }) => record.formerKeys ?? []);
  return { store, read, titles, former };
}

const counts = ({ added, updated, unchanged, gone }: FileReport) => ({ added, updated, unchanged, gone });

describe('a file that is imported again', () => {
  it('corrects a title under the same citation key, and keeps the former key', async () => {
    const { read, titles, former } = library();
    await read(bib({ key: 'lee', title: 'On lamps' }, { key: 'other', title: 'Bells' }));
    expect(counts(await read(bib({ key: 'lee', title: 'On lanterns' }, { key: 'other', title: 'Bells' })))).toEqual({ added: 0, updated: 1, unchanged: 1, gone: 0 });
    expect(titles()).toEqual(['On lanterns', 'Bells']);
    expect(former()).toEqual([['bibtex:lee:on lamps'], []]);
    await read(bib({ key: 'lee', title: 'On small lanterns' }, { key: 'other', title: 'Bells' }));
    expect(former()[0]).toEqual(['bibtex:lee:on lamps', 'bibtex:lee:on lanterns']);
    await read(bib({ key: 'lee', title: 'On lamps' }, { key: 'other', title: 'Bells' }));
    expect(titles()).toEqual(['On lamps', 'Bells']);
    expect(former()[0]).toEqual(['bibtex:lee:on lanterns', 'bibtex:lee:on small lanterns']);
  });

  it('keeps entries that are gone, and says how many they are each time', async () => {
    const { read, titles } = library();
    await read(bib({ key: 'a', title: 'Lamps' }, { key: 'b', title: 'Bells' }, { key: 'c', title: 'Kites' }));
    expect(counts(await read(bib({ key: 'a', title: 'Lamps' })))).toEqual({ added: 0, updated: 0, unchanged: 1, gone: 2 });
    expect(counts(await read(bib({ key: 'a', title: 'Lamps' }, { key: 'b', title: 'Bells' })))).toEqual({ added: 0, updated: 0, unchanged: 2, gone: 1 });
    expect(titles()).toEqual(['Lamps', 'Bells', 'Kites']);
  });

  it('follows two entries that swap their titles', async () => {
    const { read, titles, store } = library();
    await read(bib({ key: 'a', title: 'Lamps', author: 'Ann Lee' }, { key: 'b', title: 'Bells', author: 'Bo Ek' }));
    expect(counts(await read(bib({ key: 'a', title: 'Bells', author: 'Ann Lee' }, { key: 'b', title: 'Lamps', author: 'Bo Ek' })))).toEqual({ added: 0, updated: 2, unchanged: 0, gone: 0 });
    expect(titles()).toEqual(['Bells', 'Lamps']);
    expect([...store.papers()].map(({ record }) => record.mentions[0].rawName)).toEqual(['Ann Lee', 'Bo Ek']);
  });

  it('guesses nothing where several entries share a citation key', async () => {
    const { read, titles } = library();
    await read(bib({ key: 'a', title: 'Lamps' }, { key: 'a', title: 'Bells' }));
    expect(counts(await read(bib({ key: 'a', title: 'Small lamps' }, { key: 'a', title: 'Small bells' })))).toEqual({ added: 2, updated: 0, unchanged: 0, gone: 2 });
    expect(titles()).toHaveLength(4);
    const one = library();
    await one.read(bib({ key: 'a', title: 'Lamps' }, { key: 'a', title: 'Bells' }));
    expect(counts(await one.read(bib({ key: 'a', title: 'Lamps' }, { key: 'a', title: 'Small bells' })))).toEqual({ added: 0, updated: 1, unchanged: 1, gone: 0 });
  });

  it('takes no two works for one because a key was given to another', async () => {
    const { read } = library();
    await read(bib({ key: 'a', title: 'Lamps', doi: '10.1000/lamps' }, { key: 'b', title: 'Bells', author: 'Bo Ek' }));
    const again = bib({ key: 'a', title: 'Lamps of another kind', doi: '10.1000/others' }, { key: 'b', title: 'Kites', author: 'Cy Dee' });
    expect(counts(await read(again))).toEqual({ added: 2, updated: 0, unchanged: 0, gone: 2 });
  });

  it('follows no numbers that moved when a row came before them or went', async () => {
    const { read, former } = library('table.csv');
    const rows = (...titles: string[]) => `id,title,authors,doi\n${titles.map((title, at) => `${at + 1},${title},Ann Lee,10.1000/${title}\n`).join('')}`;
    await read(rows('Lamps', 'Bells', 'Kites'));
    await read(rows('Drums', 'Lamps', 'Bells', 'Kites'));
    await read(rows('Bells', 'Kites'));
    expect(former().flat()).toEqual([]);
  });

  it('never takes an empty key for an entry\'s own', async () => {
    const { read } = library('table.csv');
    await read('title,authors\nOn lamps,Ann Lee\n');
    expect(counts(await read('title,authors\nOn small lamps,Ann Lee\n'))).toEqual({ added: 1, updated: 0, unchanged: 0, gone: 1 });
  });

  it('corrects titles of CSL items by their ids', async () => {
    const { read, titles } = library('items.json');
    const item = (title: string) => JSON.stringify([{ id: 'lee01', type: 'book', title, author: [{ family: 'Lee', given: 'Ann' }] }]);
    await read(item('On lamps'));
    expect(counts(await read(item('On lanterns')))).toEqual({ added: 0, updated: 1, unchanged: 0, gone: 0 });
    expect(titles()).toEqual(['On lanterns']);
  });

  it('decides nothing while reading was interrupted, and all of it when it was read to its end', async () => {
    const dir = tempDir();
    const file = join(dir, 'many.bib');
    const store = CorpusStore.open(join(dir, 'data'));
    const many = (first: string) => bib({ key: 'first', title: first }, ...Array.from({ length: 2_500 }, (_, at) => ({ key: `k${at}`, title: `Number ${at}` })));
    writeFileSync(file, many('On lamps'));
    await ingest(store, [file], { format: null });
    writeFileSync(file, many('On lanterns'));
    // It is asked before the file and after each batch: the first of three batches is read.
    let asked = 0;
    const signal = Object.defineProperty(new EventTarget(), 'aborted', { get: () => asked++ > 0 }) as unknown as AbortSignal;
    const stopped = await ingest(store, [file], { format: null, signal });
    expect(stopped.interrupted).toBe(true);
    expect(stopped.files.map(counts)).toEqual([{ added: 1, updated: 0, unchanged: 999, gone: 0 }]);
    expect(store.recordCount()).toBe(2_502);
    const [whole] = (await ingest(store, [file], { format: null })).files;
    expect(counts(whole)).toEqual({ added: 0, updated: 0, unchanged: 2_501, gone: 0 });
    expect(store.recordCount()).toBe(2_501);
    const [first] = [...store.papers()];
    expect(first.record).toMatchObject({ title: 'On lanterns', formerKeys: ['bibtex:first:on lamps'] });
  });

  it('gives a former key back to an entry that has it now', async () => {
    const { read, former, titles } = library();
    await read(bib({ key: 'a', title: 'On lamps' }));
    await read(bib({ key: 'a', title: 'On lanterns' }));
    await read(bib({ key: 'a', title: 'On lanterns' }, { key: 'a', title: 'On lamps' }));
    expect(titles()).toEqual(['On lanterns', 'On lamps']);
    expect(former()).toEqual([[], []]);
  });
});

describe('localKeyOf', () => {
  it('takes a local key with colons out of a record key, and nothing out of others', () => {
    expect(localKeyOf('bibtex', localRecordKey('bibtex', 'DBLP:conf/x', 'On: lamps'), 'On: lamps')).toBe('DBLP:conf/x');
    expect(localKeyOf('csv', localRecordKey('csv', '', 'Lamps'), 'Lamps')).toBe('');
    expect(localKeyOf('csv', 'openalex:W1', 'Lamps')).toBeNull();
    expect(localKeyOf('csv', 'csv:lamps', 'Lamps')).toBeNull();
  });
});
