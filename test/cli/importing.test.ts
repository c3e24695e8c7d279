import { copyFileSync, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');
const fixture = (name: string) => path.join(FIXTURES, name);

const currentSnapshot = (dataDir: string) => readFileSync(path.join(dataDir, 'snapshots/current'), 'utf8');

async function largeFile(dir: string, papers: number): Promise<string> {
  const file = path.join(dir, 'large.jsonl');
  const stream = createWriteStream(file);
  stream.write('{"format":"coterie-records","version":1}\n');
  for (let paper = 0; paper < papers; paper += 1) {
    const authors = [`Ada N${paper}`];
    stream.write(`${JSON.stringify({ kind: 'paper', title: `Paper number ${paper}`, authors, date: '2020' })}\n`);
  }
  stream.end();
  await once(stream, 'finish');
  return file;
}

describe('coterie import', () => {
  it('reports what was read, and that a second time changes nothing', async () => {
    const dataDir = tempDir();
    const first = await coterie(['import', fixture('team.jsonl'), '--data', dataDir]);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('read      6 paper records from 1 file');
    expect(first.stdout).toContain('6 new, 0 changed, 0 as before; 0 left out');
    expect(first.stdout).toContain('corpus    6 papers');
    const before = currentSnapshot(dataDir);
    const second = await coterie(['import', fixture('team.jsonl'), '--data', dataDir]);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('0 new, 0 changed, 6 as before; 0 left out');
    expect(second.stdout).toContain('nothing had changed');
    expect(currentSnapshot(dataDir)).toBe(before);
  });

  it('names each bad record with its place and keeps the others', async () => {
    const { code, stdout } = await coterie(['import', fixture('one-bad-record.jsonl'), '--data', tempDir()]);
    expect(code).toBe(0);
    expect(stdout).toContain('problem   1 MISSING_TITLE');
    expect(stdout).toContain('one-bad-record.jsonl:3: ');
    expect(stdout).toContain('corpus    1 paper');
  });

  it('takes what a folder holds, and only notes the files in it that are nobody\'s business', async () => {
    const folder = tempDir();
    copyFileSync(fixture('team.jsonl'), path.join(folder, 'team.jsonl'));
    writeFileSync(path.join(folder, 'settings.json'), '{"theme": "dark"}');
    writeFileSync(path.join(folder, 'empty.bib'), '');
    const { code, stdout } = await coterie(['import', folder, '--data', tempDir()]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 EMPTY_FILE');
    expect(stdout).toMatch(/note {6}1 file\(s\) of the folders given are in none of the known formats/);
  });

  it.each([
    [['missing.bib'], 'There is no file or folder missing.bib'],
    [['nothing-*.bib'], 'No file matches nothing-*.bib'],
    [[fixture('empty.bib')], 'nothing could be read from empty.bib'],
    [[fixture('team.jsonl'), '--format', 'word'], 'there is no format "word"; the formats are '],
  ])('%j is refused with exit code 2', async (args, sentence) => {
    const { code, stderr } = await coterie(['import', ...args, '--data', tempDir()]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n').filter((line) => line.startsWith('coterie:'))).toHaveLength(1);
  });

  it('imports the rest when one argument leads nowhere, and says so with exit code 2', async () => {
    const dataDir = tempDir();
    const { code, stdout, stderr } = await coterie(['import', fixture('team.jsonl'), 'missing.bib', '--data', dataDir, '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('missing.bib');
    expect(stdout).toContain('"papers": 6');
    expect((await coterie(['status', '--data', dataDir])).code).toBe(0);
  });

  it('finishes what is in hand on SIGINT: the snapshot that was there serves, and the same import completes it', async () => {
    const dataDir = tempDir();
    await coterie(['import', fixture('team.jsonl'), '--data', dataDir]);
    const before = currentSnapshot(dataDir);
    const file = await largeFile(tempDir(), 40_000);
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
    expect(report.counts.papers).toBe(40_006);
    expect(report.files[0].unchanged).toBeGreaterThan(0);
    expect(report.files[0].added + report.files[0].unchanged).toBe(40_000);
  }, 120_000);

  it('refuses a second writer', async () => {
    const dataDir = tempDir();
    const file = await largeFile(tempDir(), 20_000);
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

describe('coterie aliases', () => {
  it('merges two names, says so, and takes it back', async () => {
    const dataDir = tempDir();
    const run = (...args: string[]) => coterie([...args, '--data', dataDir]);
    const authors = async () => (JSON.parse((await run('status', '--json')).stdout) as { counts: { authors: number } }).counts.authors;
    await run('import', fixture('team.jsonl'), fixture('second-spelling.jsonl'));
    expect(await authors()).toBe(7);

    expect((await run('aliases', 'add', fixture('aliases.jsonl'))).code).toBe(0);
    expect(await authors()).toBe(6);
    const merged = JSON.parse((await run('author', 'Robert Two', '--json')).stdout) as { author: { displayName: string; identity: { evidence: Array<{ kind: string }> } } };
    expect(merged.author.displayName).toBe('Bo Two');
    expect(merged.author.identity.evidence.map(({ kind }) => kind)).toContain('LEDGER');

    const { aliases } = JSON.parse((await run('aliases', 'list', '--json')).stdout) as { aliases: Array<{ id: string; names: string[]; why: string }> };
    expect(aliases).toMatchObject([{ names: ['Bo Two', 'Robert Two'], why: 'Bo is short for Robert here.' }]);
    expect((await run('aliases', 'revert', aliases[0].id.slice(0, 6))).code).toBe(0);
    expect(await authors()).toBe(7);
    expect((await run('aliases', 'list')).stdout).toBe('no aliases\n');
    expect((await run('aliases', 'revert', aliases[0].id)).code).toBe(3);
  }, 60_000);
});
