/** Order and what is kept, where the clock is set back and forward between changes. */
import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { CorpusStore } from '../../src/corpus/store.js';
import { statedToday } from '../../src/snapshot/ledger-claims.js';
import { currentSnapshotName, snapshotsDir } from '../../src/snapshot/layout.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built } from './killed-runs.js';

afterEach(() => vi.useRealTimers());
const YEARS = [2030, 1970, 2050, 1999];

it('keeps the current snapshot and the one before it, by the order of publication', async () => {
  const [{ importFiles }] = await built();
  const dir = tempDir();
  const dataDir = path.join(dir, 'data');
  vi.useFakeTimers({ toFake: ['Date'] });
  const published: string[] = [];
  for (const year of YEARS) {
    const instant = new Date(Date.UTC(year, 0));
    vi.setSystemTime(instant);
    await importFiles([writeRecords(path.join(dir, `${year}.jsonl`), [paperRecord(`A paper of ${year}`, ['Ann Alpha', 'Bo Beta'])])], { dataDir, threads: 1 });
    const name = currentSnapshotName(dataDir) as string;
    published.push(name);
    // As the file system dates it, by the same clock.
    utimesSync(path.join(snapshotsDir(dataDir), name), instant, instant);
    expect(readdirSync(snapshotsDir(dataDir)).toSorted()).toEqual(['current', ...published.slice(-2)].toSorted());
  }
  expect(new Set(published).size).toBe(YEARS.length);
}, 60_000);

it('tells statements in the order in which they came', () => {
  const store = CorpusStore.open(tempDir());
  vi.useFakeTimers({ toFake: ['Date'] });
  const ids = YEARS.map((year) => {
    vi.setSystemTime(new Date(Date.UTC(year, 0)));
    const entry = statedToday({ op: 'merge', names: ['Ann Alpha', `Ann Alpha ${year}`] }, { who: 'me', why: 'one page' }, 'test');
    store.curated.put(null, entry);
    return entry.id;
  });
  expect(store.ledger().map(({ entry }) => entry.id)).toEqual(ids);
  store.close();
});
