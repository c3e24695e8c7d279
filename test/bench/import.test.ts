import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { benchImport } from './import.js';
import { INPUT_KINDS, makeInput } from './import-inputs.js';

it('inputs of one seed are the same to the byte, of another not', () => {
  const dir = tempDir();
  const made = (name: string, seed: number): string => {
    makeInput('dblp', path.join(dir, name), 20_000, seed);
    return readFileSync(path.join(dir, name), 'utf8');
  };
  expect(made('a', 1)).toBe(made('b', 1));
  expect(made('c', 2)).not.toBe(made('b', 1));
});

it('the import benchmark reads every record that it made, without a problem, and times every phase', async () => {
  const json = path.join(tempDir(), 'import.json');
  await benchImport({ size: 60_000, kinds: INPUT_KINDS, folder: null, json, nodeOptions: [] });
  const { results } = JSON.parse(readFileSync(json, 'utf8')) as { results: { kind: string; input: { records: number }; messages: { kind: string; name?: string; seconds: number; papers?: number; problems?: number }[] }[] };
  expect(results.map(({ kind }) => kind)).toEqual(['dblp', 'openalex']);
  for (const { input, messages } of results) {
    expect(messages.map(({ name }) => name)).toEqual(['reading', 'papers', 'people', 'duplicates', 'graph', 'metrics', 'files', undefined]);
    expect(messages.at(-1)).toMatchObject({ kind: 'DONE', papers: input.records, problems: 0 });
  }
}, 120_000);
