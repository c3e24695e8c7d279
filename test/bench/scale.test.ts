import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { benchScale } from './scale.js';
import { SCALE_STEPS } from './scale-steps.js';

it('the scale benchmark takes every step or says why not, and opens what it stored', async () => {
  const folder = path.join(tempDir(), 'scale');
  const json = path.join(folder, 'scale.json');
  await benchScale({ papers: 400, threads: 1, patience: 60, folder, json });
  const report = JSON.parse(readFileSync(json, 'utf8')) as { peakBytes: number; seconds: number; openSeconds: number; omitted: string[]; steps: { kind: string; name: string; seconds: number; detail: string }[] };
  const names = report.steps.map(({ name }) => name);
  expect(names).toEqual(['open incidence', 'project', 'start threads', ...SCALE_STEPS.map(({ name }) => name), 'TASK', 'open for serving']);
  const taken = report.steps.filter(({ kind }) => kind === 'STEP').map(({ name }) => name);
  expect(taken).toEqual(expect.arrayContaining(['project', 'degree', 'components', 'cores', 'clustering', 'PageRank', 'open for serving']));
  expect(names.filter((name) => !taken.includes(name))).toEqual(report.omitted);
  expect(report.steps[0].detail).toMatch(/ 400 papers, /);
  // A process with the program loaded takes some 50 MB at least.
  expect(report.peakBytes).toBeGreaterThan(5e7);
  expect([report.seconds > 0, report.openSeconds > 0]).toEqual([true, true]);
  expect(readdirSync(folder).toSorted()).toEqual(['graph-400.bin', 'incidence-400.bin', 'metrics-400.bin', 'scale.json']);
}, 120_000);
