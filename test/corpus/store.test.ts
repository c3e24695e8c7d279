import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/corpus/database.js';
import { CORPUS_MIGRATIONS } from '../../src/corpus/schema.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';

function openStore(dir: string): { store: CorpusStore; file: (path: string) => number } {
  const store = CorpusStore.open(dir);
  return { store, file: (path) => store.beginFile(path, path.split('/').at(-1) ?? path, 'coterie').id };
}

describe('CorpusStore', () => {
  it('adds, recognises and updates a record, and keeps its place in the order of arrival', () => {
    const { store, file } = openStore(join(tempDir(), 'a'));
    const id = file('/x/one.jsonl');
    const record = paperRecord('On graphs', ['A. One', 'B. Two']);
    expect(store.putRecord('paper', id, record, 1)).toBe('added');
    expect(store.putRecord('paper', id, paperRecord('Later', ['C. Three']), 1)).toBe('added');
    expect(store.putRecord('paper', id, record, 1)).toBe('unchanged');
    expect(store.putRecord('paper', id, { ...record, venue: 'A journal' }, 1)).toBe('updated');
    expect([...store.papers()].map(({ record: { title, venue } }) => [title, venue])).toEqual([['On graphs', 'A journal'], ['Later', null]]);
    store.close();
  });

  it('ignores where a record was read from when asked whether it changed', () => {
    const { store, file } = openStore(join(tempDir(), 'a'));
    const record = paperRecord('On graphs', ['A. One']);
    store.putRecord('paper', file('/x/one.jsonl'), record, 1);
    const moved = { ...record, source: { ...record.source, line: 77 } };
    expect(store.putRecord('paper', file('/x/one.jsonl'), moved, 1)).toBe('unchanged');
    store.close();
  });

  it('keeps records of one citation key apart across files and within one', () => {
    const { store, file } = openStore(join(tempDir(), 'a'));
    const record = paperRecord('On graphs', ['A. One']);
    store.putRecord('paper', file('/x/one.bib'), record, 1);
    expect(store.putRecord('paper', file('/y/one.bib'), { ...record, venue: 'V' }, 1)).toBe('added');
    expect(store.putRecord('paper', file('/y/one.bib'), { ...record, venue: 'W' }, 2)).toBe('added');
    expect([...store.papers()]).toHaveLength(3);
    store.close();
  });

  it('lets the newest import of a record with a global key show, whatever file brings it', () => {
    const { store, file } = openStore(join(tempDir(), 'a'));
    const work = paperRecord('On graphs', ['A. One'], { key: 'openalex:W1234', externalIds: { openalex: 'W1234' } });
    store.putRecord('paper', file('/x/page1.json'), work, 1);
    expect(store.putRecord('paper', file('/x/page2.json'), { ...work, title: 'On graphs, revised' }, 1)).toBe('updated');
    expect([...store.papers()].map(({ record }) => record.title)).toEqual(['On graphs, revised']);
    store.close();
  });

  it('undoes a transaction that throws, whole', () => {
    const { store, file } = openStore(join(tempDir(), 'a'));
    const id = file('/x/one.jsonl');
    expect(() =>
      store.transaction(() => {
        store.putRecord('paper', id, paperRecord('Half', ['A. One']), 1);
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(store.recordCount()).toBe(0);
    store.close();
  });

  it('has a digest that follows content, not the time of the import', () => {
    const digest = (titles: string[]) => {
      const { store, file } = openStore(join(tempDir(), 'a'));
      const id = file('/x/one.jsonl');
      for (const title of titles) store.putRecord('paper', id, paperRecord(title, ['A. One']), 1);
      store.completeFile(id, 'abc', 10);
      const value = store.digest();
      store.close();
      return value;
    };
    expect(digest(['One', 'Two'])).toBe(digest(['One', 'Two']));
    expect(digest(['One', 'Two'])).not.toBe(digest(['One', 'Three']));
  });

  it('takes ledger entries back and lets them hold again', () => {
    const { store } = openStore(join(tempDir(), 'a'));
    const source = paperRecord('x', []).source;
    const entry = { id: 'e1', op: 'merge' as const, names: ['A', 'B'], who: 'me', when: '2026-01-01', why: 'test', source };
    expect(store.curated.put(null, entry)).toBe('added');
    expect(store.curated.revoke('e1')).toBe(true);
    expect(store.curated.revoke('e1')).toBe(false);
    expect(store.ledger()[0].revokedAt).not.toBeNull();
    expect(store.curated.put(null, entry)).toBe('updated');
    expect(store.ledger()[0].revokedAt).toBeNull();
    store.close();
  });

  it('refuses a corpus from a newer version, with both numbers', () => {
    const dir = tempDir();
    const path = join(dir, 'corpus.sqlite');
    const db = openDatabase(path, CORPUS_MIGRATIONS);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => CorpusStore.open(dir)).toThrow(/schema version 99, this program knows up to \d+:/);
  });
});
