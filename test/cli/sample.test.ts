import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, writeRecords } from '../helpers/served-corpus.js';
import { ran } from './in-process.js';

describe('--sample', () => {
  it('adds nothing to a corpus of somebody\'s own', async () => {
    const { dataDir, snapshot } = await servedCorpus([paperRecord('One', ['Ann Lee', 'Bo Ek'])]);
    expect(await ran(['status', '--sample', '--data', dataDir])).toEqual({ code: 2, stdout: '', stderr: `coterie: ${dataDir} holds another corpus, to which --sample would add the bundled papers: leave out --sample, or name another directory with --data\n` });
    expect(JSON.parse((await ran(['status', '--json', '--data', dataDir])).stdout)).toMatchObject({ snapshot: snapshot.id, counts: { papers: 1 } });
  });

  it('is still the bundled corpus where papers were added to it', async () => {
    const dataDir = join(tempDir(), 'sample');
    expect((await ran(['status', '--sample', '--data', dataDir])).code).toBe(0);
    expect((await ran(['import', writeRecords(join(tempDir(), 'more.jsonl'), [paperRecord('One', ['Ann Lee'])]), '--data', dataDir])).code).toBe(0);
    expect(JSON.parse((await ran(['status', '--sample', '--json', '--data', dataDir])).stdout)).toMatchObject({ counts: { papers: 12 } });
  }, 60_000);
});
