import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReadOnly } from '../../src/corpus/database.js';
import { RecordsWriter } from '../../src/snapshot/records-writer.js';
import type { PaperRow } from '../../src/snapshot/types.js';
import { tempDir } from '../helpers/temp-dir.js';

const PAPERS = 9_000;

function row(index: number): PaperRow {
  return {
    index, id: `P${index}`, title: `Kites number ${index}`, date: null, venue: null, type: null, fields: [], externalIds: {}, otherIds: [], authorListComplete: true, unlistedNames: [], groups: [],
    mentionCount: 1, citationCount: null, links: [], scores: [], sources: [], mergeReasons: [], conflicts: [], versions: [], otherVersions: [],
  };
}

async function written(batchesInline: number) {
  const path = join(tempDir(), 'records.sqlite');
  const writer = new RecordsWriter(path, { batchesInline });
  try {
    for (let index = 0; index < PAPERS; index++) {
      // Every tenth paper claims the key of the one before it: first as a redirect, then as its own.
      const claim = index % 10 === 1 ? [{ key: `doi:${index + 1}`, redirect: true }] : [];
      writer.paper(row(index), index % 2 === 0 ? 'An abstract.' : null, [{ key: `P${index}`, redirect: false }, ...claim, { key: `doi:${index}`, redirect: false }]);
      await writer.drained();
    }
    await writer.complete();
  } finally {
    await writer.close();
  }
  const db = openReadOnly(path);
  const all = (sql: string) => db.prepare(sql).all();
  const content = {
    papers: all('SELECT * FROM papers ORDER BY idx'), abstracts: all('SELECT count(*) AS n FROM abstracts'), keys: all('SELECT * FROM paper_keys ORDER BY key'),
    found: all("SELECT count(*) AS n FROM paper_text WHERE paper_text MATCH 'kites'"), claimed: all("SELECT idx, redirect FROM paper_keys WHERE key IN ('doi:2', 'doi:12') ORDER BY idx"),
  };
  db.close();
  return { content, aside: existsSync(`${path}-aside`) };
}

describe('records', () => {
  it('are the same whether they are written here, in a thread, or first here and then there', async () => {
    const here = await written(Infinity);
    expect(here.content.papers).toHaveLength(PAPERS);
    expect([here.content.abstracts, here.content.found, here.aside]).toEqual([[{ n: PAPERS / 2 }], [{ n: PAPERS }], false]);
    expect((await written(0)).content).toEqual(here.content);
    expect((await written(3)).content).toEqual(here.content);
  }, 30_000);

  it('lead from a key to whose own it is, before whoever only claimed it earlier', async () => {
    expect((await written(0)).content.claimed).toEqual([{ idx: 2, redirect: 0 }, { idx: 12, redirect: 0 }]);
  }, 30_000);

  it('that cannot be written say why, and leave no thread behind', async () => {
    const path = join(tempDir(), 'records.sqlite');
    const writer = new RecordsWriter(path, { batchesInline: 0 });
    // The same paper twice: its index is taken.
    for (let index = 0; index < PAPERS; index++) writer.paper(row(index % 3_000), null, []);
    await expect(writer.complete()).rejects.toThrow(/records of the snapshot could not be written: .*UNIQUE/);
    await writer.close();
    await writer.close();
  }, 30_000);
});
