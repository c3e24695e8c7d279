/** `coterie keys` and `coterie audit` say which directory they speak of, and where it can hardly be the one that was meant. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

describe('keys', () => {
  it('are made in a file that is named, with a warning where there is no corpus beside it', async () => {
    const dataDir = tempDir();
    const { code, stdout, stderr } = await ran(['keys', 'add', 'ines', '--data', dataDir]);
    expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(/^coterie_[0-9a-f]{72}$/)]);
    expect(stderr).toContain(`, in ${join(dataDir, 'keys.json')}. It is shown this once`);
    expect(stderr).toMatch(/^coterie: .* has no corpus, .* name it with --data, or the settings file that does with --config$/m);
    expect(await ran(['keys', 'revoke', 'ines', '--data', dataDir])).toMatchObject({ code: 0, stdout: expect.stringContaining(join(dataDir, 'keys.json')) });
  });

  it('are in a log that may be put aside into a folder of its own, and is read there without a warning', async () => {
    const [dataDir, aside] = [tempDir(), tempDir()];
    await ran(['keys', 'add', 'ines', '--data', dataDir]);
    renameSync(join(dataDir, 'audit.jsonl'), join(aside, 'audit.jsonl'));
    expect(await ran(['audit', '--verify', '--data', aside])).toMatchObject({ code: 0, stdout: expect.stringMatching(/audit\.jsonl: 1 line, each as it was written/), stderr: '' });
    expect(await ran(['audit', '--data', dataDir])).toMatchObject({ code: 0, stderr: expect.stringContaining('has no corpus') });
  });

  it.each([['keys', 'list'], ['keys', 'revoke', 'ines'], ['audit']])('are none of a directory that is not there: %s %s', async (...words) => {
    const dataDir = join(tempDir(), 'none');
    expect(await ran([...words, '--data', dataDir])).toMatchObject({ code: 3, stderr: expect.stringContaining(`there is no directory ${dataDir}`) });
    expect(existsSync(dataDir)).toBe(false);
  });
});
