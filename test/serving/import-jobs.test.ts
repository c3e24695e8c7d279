/** Imports over the API: who may, of which files, and how a job stands until its papers are served. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../../src/callers/audit-log.js';
import { readAudit } from '../../src/callers/audit-reading.js';
import { commandLineActor } from '../../src/callers/audit-entry.js';
import type { Role } from '../../src/callers/caller.js';
import { addKey } from '../../src/callers/key-file.js';
import { KeyRing } from '../../src/callers/key-ring.js';
import { lockCorpus } from '../../src/corpus/lock.js';
import type { ImportRunner } from '../../src/intake/import-in-process.js';
import type { ImportJob } from '../../src/intake/import-job.js';
import { ImportJobs } from '../../src/intake/import-jobs.js';
import { JobFiles, MAX_JOBS_KEPT } from '../../src/intake/job-files.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

interface Asked {
  readonly status: number;
  readonly data: Record<string, Record<string, unknown> & Partial<ImportJob>> | null;
  readonly code: unknown;
  readonly message: string;
}

const dir = tempDir();
const dataDir = join(dir, 'data');
const folder = join(dir, 'in');
const paper = (title: string) => [paperRecord(title, ['Ada One', 'Bo Two'])];
const keys = new Map<Role, string>();
const notices: string[] = [];

/** Waited for before an import reads anything. */
let gate: Promise<void> = Promise.resolve();
/** Called when an import first says that it has read everything. */
let whenRead: () => void = () => undefined;
/** As importInProcess, but in this process: starting one takes seconds. test/cli/api-import.test.ts has the real one. */
const here: ImportRunner = async ({ files, options, signal, onProgress }) => {
  await gate;
  let isReading = true;
  return importFiles(files, {
    ...options, threads: 1, ...(signal ? { signal } : {}),
    onProgress(step) {
      onProgress?.(step);
      if (isReading && step.phase !== 'reading') whenRead();
      isReading &&= step.phase === 'reading';
    },
  });
};
const jobsOf = (onPublished = () => Promise.resolve(), of: string | null = folder) => new ImportJobs({ dataDir, folder: of, runImport: here, onPublished, onNotice: (sentence) => notices.push(sentence) });

let server: RunningServer;
let imports: ImportJobs;
let close: () => Promise<void>;

/** Shuts the gate. @returns what opens it */
function hold(): () => void {
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  return open;
}

async function ask(query: string, key: string | null, variables: Record<string, unknown> = {}): Promise<Asked> {
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query, variables }) });
  const { data = null, errors = [] } = (await response.json()) as { data?: Asked['data']; errors?: ReadonlyArray<{ message: string; extensions: { code: string } }> };
  return { status: response.status, data, code: errors[0]?.extensions.code, message: errors[0]?.message ?? '' };
}

const JOB = '{ id state phase progress remainingMs files fileCount filesLeftAlone recordsRead outcome { added updated unchanged dropped } problemCount problems { kind file reason } isCancelAsked error snapshot startedAt endedAt }';
const BEGIN = `mutation ($files: [String!]!, $format: String) { importFiles(input: { files: $files, format: $format }) ${JOB} }`;
const admin = (query: string, variables: Record<string, unknown> = {}) => ask(query, keys.get('ADMIN') ?? null, variables);
const begin = (files: readonly string[], format: string | null = null) => admin(BEGIN, { files, format });
const jobNow = async (id: unknown) => (await admin(`query ($id: ID!) { importJob(id: $id) ${JOB} }`, { id })).data?.['importJob'] ?? {};
const papers = async (): Promise<Record<string, unknown>> => (await ask('{ corpus { paperCount snapshot { id } } }', null)).data?.['corpus'] ?? {};

async function ended(id: unknown): Promise<Partial<ImportJob>> {
  await expect.poll(async () => (await jobNow(id)).endedAt, { timeout: 45_000 }).toEqual(expect.any(String));
  return jobNow(id);
}

beforeAll(async () => {
  mkdirSync(folder);
  await importFiles([writeRecords(join(dir, 'first.jsonl'), paper('The first of these'))], { dataDir, threads: 1 });
  for (const role of ['READER', 'CURATOR', 'ADMIN'] as const) keys.set(role, addKey(dataDir, { name: role, role, expiresAt: null }, () => undefined).key);
  const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  imports = jobsOf(() => provider.refresh());
  server = await startServer({ provider, port: 0, imports, callers: { keys: new KeyRing(dataDir), trail: new AuditLog(dataDir) } });
  close = async () => {
    await server.close();
    await provider.close();
  };
  return () => close();
}, 60_000);

afterEach(() => {
  gate = Promise.resolve();
});

describe('an import over the API', () => {
  it('is for admins alone, as is what is known of it', async () => {
    for (const query of ['mutation { importFiles(input: { files: ["a.jsonl"] }) { id } }', 'mutation { cancelImport(id: "0123456789abcdef") { id } }', '{ importJobs { id } }', '{ importJob(id: "0123456789abcdef") { id } }']) {
      expect(await ask(query, null)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
      expect(await ask(query, keys.get('READER') ?? '')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      expect(await ask(query, keys.get('CURATOR') ?? '')).toMatchObject({ status: 403, code: 'FORBIDDEN', message: expect.stringContaining('a key of the role admin, and yours is a curator\'s') as unknown });
    }
    expect((await admin('{ importJobs { id } }')).data).toEqual({ importJobs: [] });
    expect(await admin('{ importJob(id: "0123456789abcdef") { id } }')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await admin('{ importJobs(first: 51) { id } }')).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['within fragments', 'mutation { ...F } fragment F on Mutation { ... { cancelImport(id: "0123456789abcdef") { id } } }'],
    ['beside a curator\'s', 'mutation { undoLedgerEntry(input: { id: "0123456789abcdef", why: "Y" }) { outcome } cancelImport(id: "0123456789abcdef") { id } }'],
    ['left out', 'mutation { __typename cancelImport(id: "0123456789abcdef") @skip(if: true) { id } }'],
  ])('is refused to curators %s, before anything is changed', async (_, query) => {
    expect(await ask(query, keys.get('CURATOR') ?? '')).toMatchObject({ status: 403, data: null, code: 'FORBIDDEN', message: expect.stringContaining('a key of the role admin') as unknown });
    expect(await ask('mutation { ... { __typename } }', keys.get('CURATOR') ?? '')).toMatchObject({ status: 200 });
    expect(await ask('mutation { ... { __typename } }', keys.get('READER') ?? '')).toMatchObject({ status: 403 });
  });

  it('that is refused stands in the audit log once, however often it is asked for', async () => {
    const refused = async (): Promise<number> => {
      let count = 0;
      for await (const { entry } of readAudit(dataDir)) if (JSON.stringify(entry?.details) === '{"needed":"ADMIN","fields":["importJobs"]}') count += 1;
      return count;
    };
    const before = await refused();
    for (let time = 1; time <= 3; time += 1) {
      await ask('{ importJobs { id } }', keys.get('READER') ?? '');
      expect(await refused()).toBe(before + time);
    }
  });

  it('takes no path that leads out of the folder, and none that is not there', async () => {
    writeRecords(join(folder, 'a.jsonl'), paper('The second of these'));
    mkdirSync(join(folder, 'linked'));
    symlinkSync(join(dir, 'first.jsonl'), join(folder, 'out.jsonl'));
    symlinkSync(join(dir, 'first.jsonl'), join(folder, 'linked/out.jsonl'));
    symlinkSync(dir, join(folder, 'up'));
    mkdirSync(join(dir, 'in-beside'));
    writeRecords(join(dir, 'in-beside/b.jsonl'), paper('Never'));
    mkdirSync(join(folder, 'empty'));
    for (const [file, words] of [
      ['../first.jsonl', 'lies outside the import folder'], ['x/../../first.jsonl', 'lies outside'], ['..', 'lies outside'], [join(dir, 'first.jsonl'), 'lies outside'], ['/etc/passwd', 'lies outside'],
      [join(dir, 'in-beside/b.jsonl'), 'lies outside'], ['out.jsonl', 'a link, or lies behind one'], ['up/first.jsonl', 'a link, or lies behind one'], ['up', 'a link, or lies behind one'], ['linked', 'a folder with a link'],
      ['a.jsonl\u0000.txt', 'control characters'], ['a\n.jsonl', 'control characters'], ['', 'must have 1 to'], ['x'.repeat(2_000), 'must have 1 to'], ['nowhere.bib', 'no such file'], ['*.jsonl', 'no such file'], ['empty', 'without a file of a known format'],
    ]) {
      const answer = await begin(['a.jsonl', file]);
      expect([file, answer.status, answer.code, answer.message]).toEqual([file, 200, 'BAD_USER_INPUT', expect.stringContaining(words)]);
      expect(answer.message).toContain('input.files');
    }
    expect(await begin([])).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('1 to 100') as unknown });
    expect(await begin(['a.jsonl'], 'word')).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('bibtex') as unknown });
    expect((await admin('{ importJobs { id } }')).data).toEqual({ importJobs: [] });
    expect(await papers()).toMatchObject({ paperCount: 1 });
  });

  it('runs behind, one at a time, and its papers are served without a restart', async () => {
    const before = await papers();
    const open = hold();
    const { data, code } = await begin(['a.jsonl', join(folder, 'a.jsonl')]);
    expect(code).toBeUndefined();
    const { id } = data?.['importFiles'] ?? {};
    expect(data?.['importFiles']).toMatchObject({ state: 'QUEUED', fileCount: 1, phase: null, progress: null, outcome: null, endedAt: null });
    expect(await begin(['a.jsonl'])).toMatchObject({ code: 'CORPUS_LOCKED', message: expect.stringContaining(`The import ${String(id)}`) as unknown });
    open();
    const job = await ended(id);
    const now = await papers();
    expect(job).toMatchObject({ state: 'DONE', progress: 1, remainingMs: 0, recordsRead: 1, outcome: { added: 1, updated: 0, unchanged: 0, dropped: 0 }, problemCount: 0, error: null, snapshot: (now['snapshot'] as { id: string }).id });
    expect(now).toMatchObject({ paperCount: 2 });
    expect(now['snapshot']).not.toEqual(before['snapshot']);
  }, 60_000);

  it('tells of a broken file as problems, and of all of a folder what it left alone', async () => {
    mkdirSync(join(folder, 'mixed'));
    writeFileSync(join(folder, 'mixed/broken.jsonl'), '{"this is": no JSON\n');
    writeFileSync(join(folder, 'mixed/notes.doc'), 'no bibliography');
    writeRecords(join(folder, 'mixed/c.jsonl'), paper('The third of these'));
    const job = await ended((await begin(['mixed'])).data?.['importFiles']?.id);
    expect(job).toMatchObject({ state: 'DONE', fileCount: 2, filesLeftAlone: 1, outcome: { added: 1 } });
    expect(job.problemCount).toBeGreaterThan(0);
    expect(job.problems).toEqual(expect.arrayContaining([expect.objectContaining({ file: 'broken.jsonl', reason: expect.any(String) as unknown })]));
    expect(await papers()).toMatchObject({ paperCount: 3 });
  }, 60_000);

  it('fails with a sentence where the import fails, and leaves what is served', async () => {
    gate = Promise.reject(new Error('the disk of the tests is full'));
    gate.catch(() => undefined);
    const job = await ended((await begin(['a.jsonl'])).data?.['importFiles']?.id);
    expect(job).toMatchObject({ state: 'FAILED', error: 'The import failed: the disk of the tests is full.', snapshot: null });
    expect(notices.join()).toContain('the disk of the tests is full');
    expect(await papers()).toMatchObject({ paperCount: 3 });
  });

  it('is cancelled from whichever process is asked, and completed by the next', async () => {
    writeRecords(join(folder, 'd.jsonl'), paper('The fourth of these'));
    const open = hold();
    const id = (await begin(['d.jsonl'])).data?.['importFiles']?.id as string;
    const another = jobsOf();
    await expect(another.begin(['d.jsonl'], null, commandLineActor())).rejects.toThrow(`The import ${id}`);
    expect(another.find(id)).toMatchObject({ state: 'QUEUED', files: ['d.jsonl'] });
    expect(another.cancel(id)).toMatchObject({ isCancelAsked: true });
    await expect.poll(async () => (await jobNow(id)).isCancelAsked, { timeout: 10_000 }).toBe(true);
    open();
    expect(await ended(id)).toMatchObject({ state: 'CANCELLED', error: expect.stringContaining('It was cancelled') as unknown, snapshot: null });
    expect((await admin(`mutation { cancelImport(id: "${id}") { state } }`)).data).toEqual({ cancelImport: { state: 'CANCELLED' } });
    const openAgain = hold();
    const own = (await begin(['d.jsonl'])).data?.['importFiles']?.id as string;
    expect((await admin(`mutation { cancelImport(id: "${own}") { isCancelAsked } }`)).data).toEqual({ cancelImport: { isCancelAsked: true } });
    openAgain();
    expect(await ended(own)).toMatchObject({ state: 'CANCELLED' });
    expect(await papers()).toMatchObject({ paperCount: 3 });
    expect(await ended((await begin(['d.jsonl'])).data?.['importFiles']?.id)).toMatchObject({ state: 'DONE' });
    expect(await papers()).toMatchObject({ paperCount: 4 });
  }, 60_000);

  it('that builds its snapshot already is cancelled too late: it goes on, says so, and is served', async () => {
    writeRecords(join(folder, 'e.jsonl'), paper('The fifth of these'));
    const open = hold();
    const id = (await begin(['e.jsonl'])).data?.['importFiles']?.id as string;
    const asked: Array<ImportJob | null> = [];
    whenRead = () => asked.push(imports.cancel(id));
    open();
    expect(await ended(id)).toMatchObject({ state: 'DONE', isCancelAsked: true, error: null, outcome: { added: 1 }, snapshot: expect.any(String) as unknown });
    whenRead = () => undefined;
    expect(asked).toMatchObject([{ id, state: 'RUNNING', isCancelAsked: true, endedAt: null }]);
    expect(asked[0]?.phase).not.toBe('reading');
    expect(await papers()).toMatchObject({ paperCount: 5 });
  }, 60_000);

  it('is refused while another process writes, which is named', async () => {
    const lock = lockCorpus(dataDir);
    expect(await begin(['a.jsonl'])).toMatchObject({ code: 'CORPUS_LOCKED', message: expect.stringContaining(`pid ${process.pid} on `) as unknown });
    lock.release();
    expect(await ended((await begin(['a.jsonl'])).data?.['importFiles']?.id)).toMatchObject({ state: 'DONE', outcome: { added: 0, unchanged: 1 } });
  }, 60_000);

  it('is known to have failed where its process was killed, and forgotten when there are many', async () => {
    const files = new JobFiles(dataDir);
    const [known] = imports.list();
    const killed: ImportJob = { ...known, id: '00000000000000aa', state: 'RUNNING', endedAt: null, snapshot: null };
    files.write(killed);
    expect(imports.find(killed.id)).toMatchObject({ state: 'FAILED', error: expect.stringContaining('The process that imported ended') as unknown });
    for (let n = 0; n < MAX_JOBS_KEPT + 5; n++) files.write({ ...known, id: n.toString(16).padStart(16, 'b'), startedAt: '2020-01-01T00:00:00.000Z' });
    expect((await ended((await begin(['a.jsonl'])).data?.['importFiles']?.id)).state).toBe('DONE');
    expect(readdirSync(join(dataDir, 'import-jobs')).filter((name) => name.endsWith('.json'))).toHaveLength(MAX_JOBS_KEPT);
    expect(imports.find(killed.id)?.state).toBe('FAILED');
  }, 60_000);

  it('is ended with its server, which begins none any more, and refused where there is no folder', async () => {
    const ending = jobsOf();
    const open = hold();
    const { id } = await ending.begin(['a.jsonl'], null, commandLineActor());
    const over = ending.end();
    gate = Promise.resolve();
    open();
    await over;
    expect(ending.find(id)?.endedAt).toEqual(expect.any(String));
    await expect(ending.begin(['a.jsonl'], null, commandLineActor())).rejects.toThrow('The server is ending');
    await close();
    const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
    server = await startServer({ provider, port: 0, imports: jobsOf(undefined, null), callers: { keys: new KeyRing(dataDir) } });
    close = async () => {
      await server.close();
      await provider.close();
    };
    expect(await begin(['a.jsonl'])).toMatchObject({ status: 403, code: 'FORBIDDEN', message: expect.stringContaining('--import-folder DIR') as unknown });
    expect((await admin('{ importJobs(first: 2) { state } }')).data?.['importJobs']).toHaveLength(2);
  }, 60_000);
});
