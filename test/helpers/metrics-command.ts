/** `coterie metrics` in tests: files to measure, and its answers. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { ran } from '../cli/in-process.js';
import { tempDir } from './temp-dir.js';

/** A corpus of six papers. */
export const TEAM = path.resolve(import.meta.dirname, '../fixtures/cli/team.jsonl');
/** Where commands are run, and their files lie. */
export const dir = tempDir();

export function fileOf(name: string, content: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, content);
  return file;
}

/** A triangle with a tail, a loop, an edge stated twice, and a name that CSV must quote. */
export const KITE = fileOf('kite.csv', 'source,target,weight\na,"b, c",1\n"b, c",d,0.25\na,d,0.5\nd,e,3\nd,e,1\ne,e,1\n');

export const metrics = (...args: string[]) => ran(['metrics', ...args], {}, dir);

export interface Answer {
  readonly graph: Record<string, unknown>;
  readonly nodes: ReadonlyArray<{ id: string; label: string }>;
  readonly metrics: ReadonlyArray<Record<string, unknown> & { id: string; values: Array<number | null> }>;
  readonly [key: string]: unknown;
}
/** Progress depends on how busy the machine is. */
export const withoutProgress = (stderr: string): string => stderr.replaceAll(/^(?:computing|reading) .*\n/gm, '');
export const askJson = async (...args: string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await metrics(...args, '--json');
  expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
};
