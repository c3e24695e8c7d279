import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const team = path.resolve(import.meta.dirname, '../fixtures/cli/team.jsonl');

describe('coterie import --identity', () => {
  it('chooses how far people are resolved, for this import and those to come; status says it', async () => {
    const dataDir = tempDir();
    expect((await ran(['import', team, '--data', dataDir])).code).toBe(0);
    expect((await ran(['status', '--data', dataDir])).stdout).toMatch(/^identity +cautious: /m);
    const changed = await ran(['import', team, '--data', dataDir, '--identity', 'full']);
    expect(changed.stdout).toContain('0 new, 0 changed, 6 as before\n');
    expect(changed.stdout).toContain('is now current');
    expect((await ran(['import', team, '--data', dataDir])).stdout).toContain('nothing had changed');
    const { stdout } = await ran(['status', '--data', dataDir, '--json']);
    expect((JSON.parse(stdout) as { identityMode: string }).identityMode).toBe('FULL');
  }, 60_000);

  it('stands in the status beside the other choices of the corpus, in words', async () => {
    const dataDir = tempDir();
    expect((await ran(['import', team, '--data', dataDir, '--identity', 'ids-only', '--versions', 'separate', '--groups', 'authors'])).code).toBe(0);
    const choices = async () => (await ran(['status', '--data', dataDir])).stdout.split('\n').filter((line) => /^(?:identity|versions|groups) /.test(line)).map((line) => line.replace(/ +/g, ' '));
    expect(await choices()).toEqual([
      'identity ids-only: ids, person records, the ledger and equal full names',
      'versions separate: a preprint and its published version are two papers',
      'groups authors: collaborations are nodes of the graph, one per name',
    ]);
    expect((await ran(['identity', 'mode', 'full', '--data', dataDir])).stdout).toContain('is now current');
    expect(await choices()).toContain('identity full: the best estimate; an equal name may be several persons');
  }, 60_000);

  it('says how many blocks of like names were resolved anew', async () => {
    const dataDir = tempDir();
    const report = JSON.parse((await ran(['import', team, '--data', dataDir, '--identity', 'full', '--json'])).stdout) as { similarity: { blocks: number; resolvedAnew: number } };
    expect(report.similarity.blocks).toBeGreaterThan(0);
    expect(report.similarity.resolvedAnew).toBe(report.similarity.blocks);
  }, 60_000);

  it('refuses a mode that there is not, and says which there are', async () => {
    const { code, stderr } = await ran(['import', team, '--data', tempDir(), '--identity', 'bold']);
    expect(code).toBe(2);
    expect(stderr).toContain('It must be one of ids-only, cautious, full.');
  });
});
