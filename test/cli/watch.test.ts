/** A watch as a process of its own beside a server, and inside one; what its listeners hear. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie, serve } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const paper = (title: string) => [paperRecord(title, ['Ada One', 'Bo Two'])];
const QUICK = ['--watch-settle', '100ms', '--watch-poll', '200ms'];

interface Asked {
  readonly data?: { readonly corpus: { readonly snapshot: { readonly id: string }; readonly paperCount: number; readonly authorCount: number } };
  readonly extensions?: { readonly snapshot?: string };
}

async function ask(url: string): Promise<Asked> {
  const query = '{ corpus { snapshot { id } paperCount authorCount } }';
  return (await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json()) as Asked;
}

const papersOf = async (url: string): Promise<number> => (await ask(url)).data?.corpus.paperCount ?? 0;

describe('watching a folder', () => {
  it('as a process beside a server: what comes is served, and SIGTERM ends it well', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const folder = join(dir, 'in');
    mkdirSync(folder);
    const server = await serve(['--data', dataDir]);
    try {
      let watch: ChildProcess | null = null;
      const ended = coterie(['watch', folder, '--data', dataDir, '--settle', '100ms', '--poll', '200ms', '--json'], { onStart: (child) => (watch = child) });
      writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
      await expect.poll(() => papersOf(server.url), { timeout: 60_000 }).toBe(1);
      writeRecords(join(folder, 'b.jsonl'), paper('The second of these'));
      await expect.poll(() => papersOf(server.url), { timeout: 60_000 }).toBe(2);
      (watch as ChildProcess | null)?.kill('SIGTERM');
      const { code, stdout, stderr } = await ended;
      expect([code, stderr]).toEqual([0, '']);
      const told = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(told.map(({ kind, files, papers }) => [kind, (files as string[]).map((file) => file.slice(folder.length + 1)), papers])).toEqual([['batch', ['a.jsonl'], 1], ['batch', ['b.jsonl'], 2]]);
    } finally {
      await server.stop();
    }
  }, 180_000);

  it('inside a server, which announces each new snapshot', async () => {
    const dir = tempDir();
    const folder = join(dir, 'in');
    mkdirSync(folder);
    const server = await serve(['--data', join(dir, 'data'), '--watch', folder, ...QUICK]);
    const hangUp = new AbortController();
    let heard = '';
    try {
      const events = await fetch(`${server.url}/events`, { signal: hangUp.signal });
      void (async () => {
        for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>) heard += Buffer.from(chunk).toString();
      })().catch(() => undefined);
      await expect.poll(() => heard).toContain(': nothing has been imported yet');
      writeRecords(join(folder, 'a.jsonl'), paper('The first of these'));
      await expect.poll(() => heard, { timeout: 60_000 }).toMatch(/event: snapshot\ndata: \{[^\n]*"papers":1,[^\n]*"previous":null\}/);
      const id = /^id: (.+)$/m.exec(heard)?.[1];
      expect((await ask(server.url)).data?.corpus).toMatchObject({ snapshot: { id }, paperCount: 1 });
      expect(await server.stop()).toBe(0);
      expect(heard).toContain('event: end');
    } finally {
      hangUp.abort();
      server.child.kill('SIGKILL');
    }
  }, 180_000);

  it('refuses a folder that is none', async () => {
    expect(await coterie(['watch', 'nowhere', '--data', tempDir()])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no folder nowhere to watch') as unknown });
    expect(await coterie(['serve', '--watch', 'package.json', '--data', tempDir()])).toMatchObject({ code: 2, stderr: expect.stringContaining('package.json is no folder') as unknown });
    expect(await coterie(['watch', '.', '--settle', 'long', '--data', tempDir()])).toMatchObject({ code: 2, stderr: expect.stringContaining('--settle is "long", but must be a length of time') as unknown });
  }, 60_000);
});

describe('importing into a served corpus', () => {
  it('gives every answer whole from the snapshot that it names', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const imports = Number(process.env['COTERIE_TEST_SWAPS'] ?? 3);
    const importNumber = async (n: number): Promise<void> => {
      const { code, stderr } = await coterie(['import', writeRecords(join(dir, `${n}.jsonl`), [paperRecord(`Study number ${n} of these`, ['Ada One', `Author Number${n}`])]), '--data', dataDir]);
      if (code !== 0) throw new Error(stderr);
    };
    await importNumber(0);
    const server = await serve(['--data', dataDir]);
    const seen = new Map<string, Set<number>>();
    const ending = new AbortController();
    const asking = Promise.all(Array.from({ length: 4 }, async () => {
      while (!ending.signal.aborted) {
        const { data, extensions } = await ask(server.url);
        const corpus = data?.corpus;
        if (corpus === undefined || corpus.snapshot.id !== extensions?.snapshot) throw new Error(`an answer that names ${extensions?.snapshot} tells of ${corpus?.snapshot.id}`);
        if (corpus.authorCount !== corpus.paperCount + 1) throw new Error(`${corpus.paperCount} papers and ${corpus.authorCount} authors were never one snapshot`);
        seen.set(corpus.snapshot.id, (seen.get(corpus.snapshot.id) ?? new Set()).add(corpus.paperCount));
      }
    }));
    try {
      for (let n = 1; n <= imports; n++) {
        await importNumber(n);
        await expect.poll(() => papersOf(server.url), { timeout: 60_000 }).toBe(n + 1);
      }
      ending.abort();
      await asking;
      expect(Array.from(seen.values(), (counts) => counts.size)).toEqual(Array(seen.size).fill(1));
      expect(seen.size).toBe(imports + 1);
    } finally {
      ending.abort();
      await asking.catch(() => undefined);
      await server.stop();
    }
  }, 240_000);
});
