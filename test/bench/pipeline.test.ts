import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { benchPipeline } from './pipeline.js';

it('the benchmark of the pipeline measures every statement, ends where it is told, and goes on from there', async () => {
  const folder = tempDir();
  const json = path.join(folder, 'measured.jsonl');
  const options = { papers: 60, memoryBytes: 2 ** 30, threads: 1, master: null, folder, json };
  const first = await benchPipeline({ ...options, until: 'component_edges' });
  expect(first.map(({ name }) => name).at(-1)).toBe('degrees');
  const rest = await benchPipeline({ ...options, until: null });
  expect(rest.map(({ name }) => name)).toContain('component_edges');
  expect(rest.map(({ name }) => name).at(-1)).toBe('network');
  const all = [...first, ...rest];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.filter(({ cpuSeconds, writtenBytes, peakBytes }) => !(cpuSeconds > 0 && writtenBytes > 0 && peakBytes > 1e7))).toEqual([]);
  expect(readFileSync(json, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(all);
}, 60_000);
