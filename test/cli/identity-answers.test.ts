/** What `coterie identity` answers and refuses, run in this process. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import { mention, paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const dataDir = path.join(tempDir(), 'data');
const run = (...args: string[]) => ran([...args, '--data', dataDir]);

beforeAll(async () => {
  const file = writeRecords(path.join(path.dirname(dataDir), 'records.jsonl'), [
    paperRecord('Together on one paper', ['Bo Two', 'Cy Three']),
    paperRecord('Alone with an identifier', [mention('Ann Lee', { position: 1, externalIds: { orcid: '0000-0002-1825-0097' } })]),
    paperRecord('Alone with another one', [mention('Anna Lee', { position: 1, externalIds: { orcid: '0000-0001-5109-3700' } })]),
    // Shown as "José Luis García"; one paper writes the initials that another author is shown by.
    ...['one', 'two', 'three'].map((nth) => paperRecord(`Rivers, part ${nth}`, [mention('José Luis García', { position: 1, externalIds: { orcid: '0000-0003-1419-2405' } }), 'Bo Two'])),
    paperRecord('Rivers, the summary', [mention('J. L. García', { position: 1, externalIds: { orcid: '0000-0003-1419-2405' } })]),
    paperRecord('Ridges of the deep sea', ['Bo Two', mention('Deep Sea Survey Consortium', { position: 2, kind: 'GROUP' })]),
    paperRecord('Mountains of another kind', [mention('J. L. García', { position: 1, externalIds: { orcid: '0000-0001-5000-0007' } }), 'Cy Three']),
  ]);
  await importFiles([file], { dataDir, threads: 1, identity: 'IDS_ONLY' });
}, 60_000);

describe('a merge that can’t hold', () => {
  it.each([
    ['Bo Two', 'Cy Three', /^coterie: Bo Two \(A\w{12}\) and Cy Three \(A\w{12}\) can't be one person: both are authors of "Together on one paper" \(P\w{12}\)$/m],
    ['Ann Lee', 'Anna Lee', /they have two ORCIDs, 0000-0002-1825-0097 and 0000-0001-5109-3700$/m],
  ])('is refused with the one reason, and the ledger is as it was: %s, %s', async (one, other, reason) => {
    for (const more of [[], ['--dry-run']]) {
      const { code, stdout, stderr } = await run('identity', 'merge', one, other, ...more);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(reason);
    }
    expect(JSON.parse((await run('identity', 'log', '--json')).stdout)).toEqual({ ledger: [] });
  });
});

describe('a name that several are written with', () => {
  it('means the one who is shown by it, and says who else is written so', async () => {
    const { code, stdout, stderr } = await run('identity', 'show', 'J. L. García', '--json');
    expect([code, (JSON.parse(stdout) as { author: { displayName: string } }).author.displayName]).toEqual([0, 'J. L. García']);
    expect(stderr).toBe('');
    const text = await run('identity', 'show', 'J. L. García');
    expect(text.stderr).toMatch(/^J\. L\. García: the author shown by this name; also written so: José Luis García \(A\w{12}\)$/m);
    expect(text.stdout).toContain('orcid:0000-0001-5000-0007');
  });

  it('is kept in the ledger as what means that one alone', async () => {
    const made = await run('identity', 'distinct', 'J. L. García', 'Bo Two', '--dry-run', '--json');
    expect((JSON.parse(made.stdout) as { entries: Array<{ names: string[] }> }).entries[0].names).toEqual(['orcid:0000-0001-5000-0007', 'Bo Two']);
  });
});

describe('a group that is no author', () => {
  it.each([['author', 'Deep Sea Survey Consortium', 3], ['search', 'consortium', 0]])('is said to be one by `coterie %s %s`', async (command, text, code) => {
    const found = await run(command, text);
    expect(found.code).toBe(code);
    expect(found.stdout + found.stderr).toContain('"Deep Sea Survey Consortium" stands as a group on 1 paper: `coterie import FILE --groups authors` makes groups authors');
  });
});

describe('the help of every command of `coterie identity`', () => {
  it.each(['merge', 'split', 'distinct', 'suppress', 'undo', 'add', 'log', 'suggest', 'show', 'mode'])('%s has examples', async (command) => {
    const { code, stdout } = await run('identity', command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n  coterie identity ${command}`));
  });

  it('says where ids of papers come from, and what a line of statements looks like', async () => {
    expect((await run('identity', 'split', '--help')).stdout).toContain('list papers with theirs');
    expect((await run('identity', 'add', '--help')).stdout).toContain('{"kind":"merge","names":["Ada One","A. M. One"]');
  });
});
