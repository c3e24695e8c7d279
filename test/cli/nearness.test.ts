import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

// The graph of team.jsonl: Ada–Bo (two papers), Ada–Cy, Bo–Cy, Cy–Di, Di–Wei (0097), Ada–Wei (3700).
const dataDir = tempDir();
const ask = (...args: string[]) => ran([...args, '--data', dataDir]);
const askJson = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await ask(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
};

beforeAll(async () => {
  const { code, stderr } = await ask('import', path.resolve(import.meta.dirname, '../fixtures/cli/team.jsonl'));
  if (code !== 0) throw new Error(stderr);
});

describe('coterie distances', () => {
  it('counts authors by hops, and names those at one', async () => {
    expect(await askJson('distances', 'Ada One', '--at', '2')).toMatchObject({
      author: { displayName: 'Ada One', matchedBy: 'name' },
      reached: 5,
      unreached: 0,
      meanDistance: 1.6,
      counts: [{ distance: 1, authorCount: 3 }, { distance: 2, authorCount: 1 }, { distance: 3, authorCount: 1 }],
      at: 2,
      total: 1,
      authors: [{ displayName: 'Di Four' }],
    });
    const { stdout } = await ask('distances', 'Ada One', '--at', '1', '-n', '2');
    expect(stdout).toContain('5 authors reached, at a mean distance of 1.6; 0 not connected\n\nAt distance 1:\n');
    expect(stdout).toContain('  1 more; -n shows more\n');
    expect((await ask('distances', 'Ada One', '--at', '4')).stdout).toContain('At distance 4:\n  nobody\n');
  });

  it('keeps to the graph that is meant', async () => {
    expect(await askJson('distances', 'Ada One', '--to', '2012')).toMatchObject({ reached: 2, unreached: 0, counts: [{ distance: 1, authorCount: 2 }] });
    expect(await askJson('distances', 'Ada One', '--min-strength', '2')).toMatchObject({ reached: 1, unreached: 4 });
    expect((await ask('distances', 'Di Four', '--to', '2012')).stdout).toBe('Di Four is not in this graph\n');
    expect(await askJson('distances', 'Di Four', '--to', '2012')).toMatchObject({ reached: null, unreached: null, meanDistance: null, counts: null });
  });

  it('without an author counts pairs at each distance', async () => {
    // Of the six, Ada reaches all, at most three hops away.
    expect(await askJson('distances')).toMatchObject({
      authors: 6, pairs: 15, unreachablePairs: 0, method: 'EXACT', errorBound: null, sampledAuthors: null, parameters: { method: 'EXACT' },
      distances: [{ distance: 1, pairCount: 6 }, { distance: 2, pairCount: 5, share: 5 / 15 }, { distance: 3, pairCount: 3 }, { distance: 4, pairCount: 1 }],
    });
    const { stdout } = await ask('distances', '--min-strength', '2');
    expect(stdout).toBe('distance  pairs      share\n       1      1  0.0666667\n\n6 authors, 15 pairs, 14 of them not connected; mean distance of those connected 1\n');
    expect((await ask('distances', '--param', 'method=sampled')).stdout).toMatch(/^sampled from \d+ authors: with probability 0\.9 no share is off by more than 0\.\d+$/m);
  });

  it('refuses options that say nothing with an author, or without', async () => {
    expect(await ask('distances', '--at', '2')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--at names authors at a distance from one: add an author') as string });
    expect(await ask('distances', 'Ada One', '--param', 'method=exact')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('distances from one author are always exact') as string });
    expect(await ask('distances', '--param', 'methods=exact')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('DISTANCE_DISTRIBUTION has no parameter "methods"; it takes method, epsilon, delta, seed') as string });
  });

  it('refuses what is no distance', async () => {
    const { code, stderr } = await ask('distances', 'Ada One', '--at', 'far');
    expect(code).toBe(2);
    expect(stderr).toContain('must be a whole number from 0 up');
  });
});

describe('coterie suggest', () => {
  it('names people not worked with, best first, and who could introduce them', async () => {
    const answer = await askJson('suggest', 'Bo Two');
    expect(answer).toMatchObject({ method: 'ADAMIC_ADAR', errorBound: 0, total: 2, collaborators: 2, collaboratorsLeftOut: 0 });
    const score = 1 / Math.log(3);
    const found = answer['suggestions'] as Array<{ displayName: string; score: number; witnessCount: number; witnesses: Array<{ displayName: string }> }>;
    expect(new Map(found.map((each) => [each.displayName, each.witnesses[0].displayName]))).toEqual(new Map([['Di Four', 'Cy Three'], ['Wei Wang', 'Ada One']]));
    for (const each of found) expect([each.score, each.witnessCount]).toEqual([score, 1]);
    const { stdout } = await ask('suggest', 'Ada One', '--method', 'common-neighbours');
    expect(stdout).toMatch(/^author +id +score +together\nDi Four +A\w+ +1 +Cy Three\n\n1 of 1 suggestions shown\n$/);
  });

  it('looks farther with a walk, and says how exactly', async () => {
    const answer = await askJson('suggest', 'Ada One', '--method', 'personalised-pagerank', '--witnesses', '0');
    expect((answer['suggestions'] as Array<{ displayName: string }>).map(({ displayName }) => displayName)).toEqual(['Di Four', 'Wei Wang']);
    expect(answer['suggestions']).toMatchObject([{ witnessCount: 1, witnesses: [] }, { witnessCount: 0 }]);
    expect((await ask('suggest', 'Ada One', '--method', 'personalised-pagerank')).stdout).toMatch(/scores are at most \de-\d+ too small/);
  });

  it('says why there is nobody', async () => {
    expect((await ask('suggest', 'Ada One', '--to', '2012')).stdout).toBe('nobody to suggest: Ada One has worked with everybody who is near\n');
    expect((await ask('suggest', 'Di Four', '--to', '2012')).stdout).toBe('nobody to suggest: Di Four is not in this graph\n');
  });

  it('refuses a method that there is not', async () => {
    const { code, stderr } = await ask('suggest', 'Ada One', '--method', 'guess');
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are common-neighbours, jaccard, adamic-adar, resource-allocation, personalised-pagerank");
  });
});
