/** What a change of the ledger is said to change, and that taking it back is said to change it the other way. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEffects } from '../../src/records/ledger-effects.js';
import { statedToday } from '../../src/snapshot/ledger-claims.js';
import { curate } from '../../src/snapshot/curation.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { effectLines } from '../../src/cli/ledger-text.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

/** Two cliques of four; "A. Bridge" is in the first, "Ada Bridge" in the second, and both have papers of their own. */
const FIRST = ['Bo One', 'Cy One', 'Di One', 'Ed One'];
const SECOND = ['Flo Two', 'Gus Two', 'Hal Two'];
const PAPERS = [
  ...FIRST.map((name, at) => paperRecord(`First subject, part ${at}`, [...FIRST, 'A. Bridge', name].filter((each, nth, all) => all.indexOf(each) === nth))),
  ...SECOND.map((name, at) => paperRecord(`Second subject, part ${at}`, [...SECOND, 'Ada Bridge', name].filter((each, nth, all) => all.indexOf(each) === nth))),
];

let merged: LedgerEffects;
let undone: LedgerEffects;
let raw: number | null;
const dataDir = tempDir();

beforeAll(async () => {
  await importFiles([writeRecords(join(dataDir, 'records.jsonl'), PAPERS)], { dataDir, threads: 1, identity: 'IDS_ONLY' });
  const said = { who: 'the tests', why: 'one page' };
  const entry = statedToday({ op: 'merge', names: ['A. Bridge', 'Ada Bridge'] }, said, 'test');
  merged = (await curate({ kind: 'STATE', entries: [entry] }, { dataDir, threads: 1 })).effects as LedgerEffects;
  const provider = await openProvider(dataDir, { pollMs: 0 });
  const lease = provider.acquire();
  const { analytics, manifest, records } = (lease as NonNullable<typeof lease>).snapshot;
  raw = (await analytics.authorMetric('BETWEENNESS', manifest.defaultSpec, {}, { waitMs: 10_000 })).value(records.authorsByName('A. Bridge')[0]);
  lease?.release();
  await provider.close();
  undone = (await curate({ kind: 'UNDO', id: entry.id, ...said }, { dataDir, threads: 1 })).effects as LedgerEffects;
}, 60_000);

describe('the effects of a merge', () => {
  it('tell the community of the author who is kept, not of all who became one', () => {
    expect(merged.before.map(({ displayName, communitySize }) => [displayName, communitySize])).toEqual([['A. Bridge', 5], ['Ada Bridge', 4]]);
    const [{ communitySize, communityJoined, communityLeft }] = merged.after;
    // Among the second, whom "A. Bridge" was not with before; with both counted as before, nobody would have joined.
    expect([communitySize, communityJoined, communityLeft]).toEqual([4, 3, 4]);
  });

  it('are told the other way round when it is taken back', () => {
    const told = Object.fromEntries(undone.after.map(({ displayName, communityJoined, communityLeft }) => [displayName, [communityJoined, communityLeft]]));
    expect(told).toEqual({ 'A. Bridge': [4, 3], 'Ada Bridge': [null, null] });
  });

  it('tell betweenness as rankings do, and as a share beside it', () => {
    const [{ betweenness, betweennessNormalized }] = merged.after;
    expect([betweenness, betweennessNormalized]).toEqual([12, 12 / 21]);
    expect(raw).toBe(12);
  });

  it('are a table whose columns say what they hold', () => {
    const [titles] = effectLines(merged);
    expect(titles.trim().split(/ {2,}/)).toEqual(['author', 'id', 'papers', 'collaborators', 'betweenness', 'rank', 'community size']);
  });

  it('tell authors of one name apart by id', () => {
    const [one] = merged.after;
    const lines = effectLines({ ...merged, after: [one, { ...one, id: 'A0000000000ZZ' }] }).filter((line) => line.includes('joined'));
    expect(lines.map((line) => /\((A\w+)\)/.exec(line)?.[1])).toEqual([one.id, 'A0000000000ZZ']);
  });
});
