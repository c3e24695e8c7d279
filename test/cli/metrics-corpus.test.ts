/** `coterie metrics` on bibliographies and the stored corpus. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { askJson, dir, fileOf, metrics, TEAM } from '../helpers/metrics-command.js';
import { coterie } from '../helpers/program.js';

describe('a corpus', () => {
  const dataDir = path.join(dir, 'data');
  beforeAll(async () => {
    const { code, stderr } = await coterie(['import', TEAM, '--data', dataDir]);
    if (code !== 0) throw new Error(stderr);
  });

  it('stored, gives what `coterie top` gives', async () => {
    const answer = await askJson('--data', dataDir, '--metric', 'betweenness,h-index,paper_count', '--counting', 'fractional', '--to', '2015');
    const top = await coterie(['top', 'betweenness', '-n', '100', '--counting', 'fractional', '--to', '2015', '--data', dataDir, '--json']);
    const ranked = (JSON.parse(top.stdout) as { authors: ReadonlyArray<{ id: string; value: number }> }).authors;
    expect(answer.nodes.length).toBe(ranked.length);
    expect(Object.fromEntries(answer.nodes.map(({ id }, i) => [id, answer.metrics[0].values[i]]))).toEqual(Object.fromEntries(ranked.map(({ id, value }) => [id, value])));
    expect(answer.graph).toMatchObject({ nodes: ranked.length, spec: { counting: 'FRACTIONAL', yearTo: 2015 } });
  });

  it('in a file is imported for the occasion, and nothing of it stays', async () => {
    const temporary = path.join(dir, 'tmp');
    mkdirSync(temporary);
    const run = (...args: string[]) => coterie(['metrics', ...args], { cwd: dir, env: { TMPDIR: temporary } });
    const { code, stdout, stderr } = await run(TEAM, '--metric', 'paper_count,degree');
    const stored = await metrics('--data', dataDir, '--metric', 'paper_count,degree');
    expect({ code, stdout }).toEqual({ code: 0, stdout: stored.stdout });
    expect(stderr).toContain(`${TEAM}: a corpus of 6 papers, 6 authors, 6 collaborations`);
    expect(stderr).toMatch(/^ {2}graph: full counting \(each joint paper adds 1 to the strength\); snapshot [0-9a-f]{16}$/m);
    expect((await run(fileOf('nothing.bib', '% nothing\n'), '--metric', 'degree')).code).not.toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('interrupted while it is imported leaves nothing either', async () => {
    const temporary = path.join(dir, 'interrupted');
    mkdirSync(temporary);
    const random = seededRandom(3);
    const lines = Array.from({ length: 40_000 }, (_, i) => {
      const authors = Array.from({ length: 4 }, () => ({ rawName: `Author${Math.floor(random() * 9000)} Surname${Math.floor(random() * 9000)}` }));
      return JSON.stringify({ kind: 'paper', title: `Paper number ${i} of many`, authors });
    });
    const file = fileOf('many.jsonl', `${readFileSync(TEAM, 'utf8').split('\n')[0]}\n${lines.join('\n')}\n`);
    let seen: string[] = [];
    const { code, stdout, stderr } = await coterie(['metrics', file, '--metric', 'degree'], {
      cwd: dir,
      env: { TMPDIR: temporary },
      onStderr: (child) => {
        if (seen.length === 0) seen = readdirSync(temporary);
        child.kill('SIGINT');
      },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^coterie: interrupted$/m);
    expect(seen.length).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  }, 60_000);
});
