/** A change of the ledger that was written, but whose snapshot was never built. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { CorpusStore } from '../../src/corpus/store.js';
import { curate } from '../../src/snapshot/curation.js';
import { importFiles } from '../../src/snapshot/import.js';
import { statedToday } from '../../src/snapshot/ledger-claims.js';
import { ran } from '../cli/in-process.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

it('is told by status, and completed by repeating it, with its effects', async () => {
  const dir = tempDir();
  const dataDir = path.join(dir, 'data');
  await importFiles([writeRecords(path.join(dir, 'r.jsonl'), [paperRecord('One', ['Ada One', 'Bo Ek']), paperRecord('Two', ['Adele One', 'Cy Io'])])], { dataDir, threads: 1 });
  const status = async () => (JSON.parse((await ran(['status', '--data', dataDir, '--json'])).stdout) as { pendingStatements: number }).pendingStatements;
  expect(await status()).toBe(0);

  const entry = statedToday({ op: 'merge', names: ['Ada One', 'Adele One'] }, { who: 'me', why: 'one page' }, 'test');
  const written = (change: (store: CorpusStore) => void) => {
    const store = CorpusStore.open(dataDir);
    change(store);
    store.close();
  };
  written((store) => store.curated.put(null, entry));
  expect(await status()).toBe(1);
  expect((await ran(['status', '--data', dataDir])).stdout).toContain('1 change of the ledger is not in the served snapshot yet');
  const repeated = await curate({ kind: 'STATE', entries: [entry] }, { dataDir, threads: 1 });
  expect(repeated).toMatchObject({ snapshotBuilt: true, entries: [{ outcome: 'unchanged' }], effects: { authorsBefore: 4, authorsAfter: 3 } });
  expect(await status()).toBe(0);

  written((store) => store.curated.revoke(entry.id, { who: 'me', why: 'two pages' }));
  expect(await status()).toBe(1);
  const undone = await curate({ kind: 'UNDO', id: entry.id, who: 'me', why: 'two pages' }, { dataDir, threads: 1 });
  expect(undone.effects).toMatchObject({ authorsBefore: 3, authorsAfter: 4 });
  written((store) => expect(store.ledger()).toMatchObject([{ effects: { authorsAfter: 3 }, undoEffects: { authorsAfter: 4 } }]));
  expect((await curate({ kind: 'UNDO', id: entry.id, who: 'me', why: 'x' }, { dataDir, threads: 1 })).effects).toBeNull();
}, 60_000);
