import { copyFileSync, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');
const fixture = (name: string) => path.join(FIXTURES, name);

const currentSnapshot = (dataDir: string) => readFileSync(path.join(dataDir, 'snapshots/current'), 'utf8');

/** By forty authors, so that making a snapshot of it takes little beside the reading. */
async function largeFile(dir: string, papers: number): Promise<string> {
  const file = path.join(dir, 'large.jsonl');
  const stream = createWriteStream(file);
  stream.write('{"format":"coterie-records","version":1}\n');
  for (let paper = 0; paper < papers; paper += 1) {
    const authors = [`Ada N${paper % 40}`];
    stream.write(`${JSON.stringify({ kind: 'paper', title: `Paper number ${paper}`, authors, date: '2020' })}\n`);
  }
  stream.end();
  await once(stream, 'finish');
  return file;
}

describe('coterie import', () => {
  it('reports what was read, and that a second time changes nothing', async () => {
    const dataDir = tempDir();
    const first = await ran(['import', fixture('team.jsonl'), '--data', dataDir]);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('read      6 paper records from 1 file');
    expect(first.stdout).toContain('6 new, 0 changed, 0 as before\n');
    expect(first.stdout).toContain('corpus    6 papers');
    const before = currentSnapshot(dataDir);
    const second = await ran(['import', fixture('team.jsonl'), '--data', dataDir]);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('0 new, 0 changed, 6 as before\n');
    expect(second.stdout).toContain('nothing had changed');
    expect(currentSnapshot(dataDir)).toBe(before);
  });

  it('names each bad record with its place and keeps the others', async () => {
    const { code, stdout } = await ran(['import', fixture('one-bad-record.jsonl'), '--data', tempDir()]);
    expect(code).toBe(0);
    expect(stdout).toContain('of these  1 new, 0 changed, 0 as before\nleft out  1 more record of these files');
    expect(stdout).toContain('problem   1 MISSING_TITLE');
    expect(stdout).toContain('one-bad-record.jsonl:3: ');
    expect(stdout).toContain('corpus    1 paper');
  });

  it('counts what only the whole corpus shows, as the status does', async () => {
    const dataDir = tempDir();
    const imported = await ran(['import', fixture('shared-doi.jsonl'), '--data', dataDir]);
    expect(imported.stdout).toContain('problem   1 SHARED_ID_DIFFERENT_TITLES\n  shared-doi.jsonl: Two records claim doi:10.1000/shared');
    expect(imported.stdout).toContain('1 in the whole corpus');
    expect(imported.stdout).toContain('is now current');
    const again = JSON.parse((await ran(['import', fixture('shared-doi.jsonl'), '--data', dataDir, '--json'])).stdout) as { problemsByKind: unknown; problemsInCorpus: number };
    const status = JSON.parse((await ran(['status', '--data', dataDir, '--json'])).stdout) as { problems: unknown; counts: { problems: number } };
    expect(again.problemsByKind).toEqual(status.problems);
    expect(again.problemsInCorpus).toBe(status.counts.problems);
  });

  it('tells two files of one name apart in the status', async () => {
    const [dataDir, one, other] = [tempDir(), tempDir(), tempDir()];
    copyFileSync(fixture('team.jsonl'), path.join(one, 'refs.jsonl'));
    copyFileSync(fixture('second-spelling.jsonl'), path.join(other, 'refs.jsonl'));
    await ran(['import', path.join(one, 'refs.jsonl'), path.join(other, 'refs.jsonl'), '--data', dataDir]);
    const { stdout } = await ran(['status', '--data', path.relative(one, dataDir)], {}, one);
    expect(stdout).toMatch(/^refs\.jsonl \(1 of 2\) .* 6 +0 +0$/m);
    expect(stdout).toMatch(/^refs\.jsonl \(2 of 2\) .* 1 +0 +0$/m);
    expect(stdout).toMatch(new RegExp(`^corpus +${dataDir}$`, 'm'));
  });

  it('takes what a folder holds, and only notes the files in it that are nobody\'s business', async () => {
    const folder = tempDir();
    copyFileSync(fixture('team.jsonl'), path.join(folder, 'team.jsonl'));
    writeFileSync(path.join(folder, 'settings.json'), '{"theme": "dark"}');
    writeFileSync(path.join(folder, 'empty.bib'), '');
    const { code, stdout } = await ran(['import', folder, '--data', tempDir()]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 EMPTY_FILE');
    expect(stdout).toMatch(/note {6}1 file\(s\) of the folders given are in none of the known formats/);
  });

  it('refuses a folder in which nothing is of a known format, exit code 2', async () => {
    const folder = tempDir();
    writeFileSync(path.join(folder, 'notes.txt'), 'shopping: bread, milk');
    const { code, stderr } = await ran(['import', folder, '--data', tempDir()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/coterie: 1 file\(s\) of the folders given are in none of the known formats/);
  });

  it.each([
    [['missing.bib'], 'There is no file or folder missing.bib'],
    [['nothing-*.bib'], 'No file matches nothing-*.bib'],
    [[fixture('empty.bib')], 'nothing could be read from empty.bib'],
    [[fixture('team.jsonl'), '--format', 'word'], 'there is no format "word"; the formats are '],
  ])('%j is refused with exit code 2', async (args, sentence) => {
    const { code, stderr } = await ran(['import', ...args, '--data', tempDir()]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n').filter((line) => line.startsWith('coterie:'))).toHaveLength(1);
  });

  it('imports the rest when one argument leads nowhere, and says so with exit code 2', async () => {
    const dataDir = tempDir();
    const { code, stdout, stderr } = await ran(['import', fixture('team.jsonl'), 'missing.bib', '--data', dataDir, '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('missing.bib');
    expect(stdout).toContain('"papers": 6');
    expect((await ran(['status', '--data', dataDir])).code).toBe(0);
  });

  it('finishes what is in hand on SIGINT: the snapshot that was there serves, and the same import completes it', async () => {
    const dataDir = tempDir();
    await ran(['import', fixture('team.jsonl'), '--data', dataDir]);
    const before = currentSnapshot(dataDir);
    const file = await largeFile(tempDir(), 20_000);
    let isInterrupted = false;
    const interrupted = await coterie(['import', file, '--data', dataDir], {
      onStderr(child, said) {
        if (isInterrupted || !said.includes('reading')) return;
        isInterrupted = true;
        child.kill('SIGINT');
      },
    });
    expect(interrupted.code).toBe(1);
    expect(interrupted.stderr).toContain('interrupted; what was read is kept');
    expect(currentSnapshot(dataDir)).toBe(before);
    expect((await coterie(['author', 'Ada One', '--data', dataDir])).code).toBe(0);

    const completed = await coterie(['import', file, '--data', dataDir, '--json']);
    expect(completed.code).toBe(0);
    const report = JSON.parse(completed.stdout) as { files: Array<{ added: number; unchanged: number }>; counts: { papers: number } };
    expect(report.counts.papers).toBe(20_006);
    expect(report.files[0].unchanged).toBeGreaterThan(0);
    expect(report.files[0].added + report.files[0].unchanged).toBe(20_000);
  }, 120_000);

  it('refuses a second writer', async () => {
    const dataDir = tempDir();
    const file = await largeFile(tempDir(), 10_000);
    const second: Array<ReturnType<typeof coterie>> = [];
    const first = await coterie(['import', file, '--data', dataDir], {
      onStderr() {
        if (second.length === 0) second.push(coterie(['import', fixture('team.jsonl'), '--data', dataDir]));
      },
    });
    expect(first.code).toBe(0);
    expect(await second[0]).toMatchObject({ code: 1, stderr: expect.stringContaining('is importing into') as unknown });
  }, 60_000);
});
