import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('coterie generate', () => {
  it('writes what import reads without a problem, with as many authors', async () => {
    const dir = tempDir();
    const file = path.join(dir, 'corpus.jsonl');
    const made = await ran(['generate', '--papers', '800', '--seed', '3', '-o', file, '--json']);
    expect(made.code).toBe(0);
    const facts = JSON.parse(made.stdout) as { papers: number; authors: number; authorships: number; synthetic: boolean };
    expect(facts).toMatchObject({ papers: 800, synthetic: true });
    const imported = await ran(['import', file, '--data', path.join(dir, 'data'), '--json']);
    expect(JSON.parse(imported.stdout)).toMatchObject({
      problemsInCorpus: 0,
      counts: { papers: 800, records: 800, authors: facts.authors, authorships: facts.authorships, problems: 0 },
    });
  });

  it('writes the same file for the same arguments, plain or gzipped, and says that it is synthetic', async () => {
    const dir = tempDir();
    const [plain, packed] = [path.join(dir, 'a.jsonl'), path.join(dir, 'b.jsonl.gz')];
    const outcome = await ran(['generate', '-n', '50', '-o', plain]);
    expect(outcome.stdout).toMatch(/a\.jsonl: 50 synthetic papers by \d+ authors/);
    await ran(['generate', '--papers', '50', '--seed', '1', '--shape', 'dblp', '-o', packed]);
    const text = readFileSync(plain, 'utf8');
    expect(gunzipSync(readFileSync(packed)).toString()).toBe(text);
    expect(JSON.parse(text.split('\n')[0])).toMatchObject({ format: 'coterie-records', description: expect.stringMatching(/^Synthetic: made by "coterie generate --papers 50/) as string });
    expect(text.trimEnd().split('\n')).toHaveLength(51);
    expect((await ran(['generate', '-n', '50'])).stdout).toBe(text);
    expect(readdirSync(dir).toSorted()).toEqual(['a.jsonl', 'b.jsonl.gz']);
  });

  it('replaces a file only where told to', async () => {
    const file = path.join(tempDir(), 'precious.jsonl');
    writeFileSync(file, 'precious');
    const refused = await ran(['generate', '-n', '5', '-o', file]);
    expect([refused.code, refused.stderr]).toEqual([2, `coterie: ${file} exists already: choose another name, or replace it with --force\n`]);
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect((await ran(['generate', '-n', '5', '-o', file, '--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('Synthetic study 1');
  });

  it('ends quietly where its reader has seen enough', () => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', 'set -o pipefail; node dist/cli/main.js generate -n 20000 | head -2'], { cwd: ROOT, encoding: 'utf8', timeout: 120_000 });
    expect([status, stderr.includes('EPIPE')]).toEqual([0, false]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it.each([
    [['--papers', '0'], 'It must be a whole number from 1 up.'],
    [['--papers', '99999999999'], 'papers is 99999999999, but must be a whole number from 1 to 20000000'],
    [['--seed', 'x'], 'It must be a whole number.'],
    [['--shape', 'arxiv'], 'It must be one of dblp, condmat, hyper.'],
    [['--largest-team', '30000'], 'largestTeam is 30000, but must be a whole number from 1 to 20000'],
    [['--json'], '--json describes the file written with --output'],
    [['-o', '.'], '. is a folder: name a file in it'],
    [['-o', 'no/such/folder/x.jsonl'], 'no such file or directory'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await ran(['generate', ...args], {}, tempDir());
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(existsSync('no')).toBe(false);
  });
});
