/** An import over the API of a server as users run it: in a thread of its own, written down, and ended with the server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAudit } from '../../src/callers/audit-reading.js';
import { addKey } from '../../src/callers/key-file.js';
import { ImportJobs } from '../../src/intake/import-jobs.js';
import { coterie, serve } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

it('an admin\'s import is served without a restart, and SIGTERM ends one that is under way', async () => {
  const dir = tempDir();
  const [dataDir, folder] = [join(dir, 'data'), join(dir, 'in')];
  mkdirSync(folder);
  const { key } = addKey(dataDir, { name: 'zofia', role: 'ADMIN', expiresAt: null }, () => undefined);
  writeRecords(join(folder, 'a.jsonl'), [paperRecord('The first of these', ['Ada One', 'Bo Two'])]);
  writeRecords(join(folder, 'many.jsonl'), Array.from({ length: 8_000 }, (_, n) => paperRecord(`Study number ${n} of these`, [`Ada Number${n % 900}`, `Bo Number${n % 700}`, `Cy Number${n % 1100}`])));
  const server = await serve(['--data', dataDir, '--import-folder', folder]);
  const ask = async <T>(query: string): Promise<T> => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: T }).data;
  };
  const begin = async (file: string): Promise<string> => (await ask<{ importFiles: { id: string } }>(`mutation { importFiles(input: { files: ["${file}"] }) { id } }`)).importFiles.id;
  const stateOf = async (id: string): Promise<string> => (await ask<{ importJob: { state: string } }>(`{ importJob(id: "${id}") { state } }`)).importJob.state;
  try {
    const first = await begin('a.jsonl');
    await expect.poll(() => stateOf(first), { timeout: 60_000 }).toBe('DONE');
    expect(await ask('{ corpus { paperCount } }')).toEqual({ corpus: { paperCount: 1 } });
    const second = await begin('many.jsonl');
    await expect.poll(() => stateOf(second), { timeout: 60_000, interval: 20 }).toBe('RUNNING');
    expect(await server.stop()).toBe(0);
    const jobs = new ImportJobs({ dataDir, folder: null, runImport: () => Promise.reject(new Error('none is run')), onPublished: () => Promise.resolve(), onNotice: () => undefined });
    expect(jobs.find(second)).toMatchObject({ state: 'CANCELLED', error: expect.stringContaining('The server ended') as unknown });
  } finally {
    server.child.kill('SIGKILL');
  }
  const written = [];
  for await (const { entry } of readAudit(dataDir)) if (entry?.action === 'IMPORT') written.push([entry.who, entry.outcome, entry.details]);
  const zofia = { kind: 'KEY', id: expect.any(String) as unknown, name: 'zofia' };
  expect(written.slice(0, 2)).toEqual([
    [zofia, 'BEGUN', expect.objectContaining({ arguments: ['a.jsonl'] })],
    [zofia, 'DONE', expect.objectContaining({ fileCount: 1, added: 1 })],
  ]);
  expect(written[2]).toEqual([zofia, 'BEGUN', expect.objectContaining({ arguments: ['many.jsonl'] })]);
  expect(await coterie(['serve', '--import-folder', 'nowhere', '--data', dataDir])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no folder nowhere to import from') as unknown });
}, 240_000);
