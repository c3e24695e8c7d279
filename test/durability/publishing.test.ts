/**
 * A reader that opens what is current and asks it without a pause, while another process publishes one snapshot after the
 * other: nothing fails, every answer is of one snapshot alone, and those that were replaced are closed. More of them with
 * `PUBLICATIONS=100 npx vitest run --project unit test/durability/publishing.test.ts`.
 */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import { RequestContext } from '../../src/graphql/context.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { FollowingProvider } from '../../src/snapshot/following.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const PUBLICATIONS = Number(process.env['PUBLICATIONS'] ?? 6);
const IMPORT = path.resolve(import.meta.dirname, '../../dist/snapshot/import.js');
const dir = tempDir();
const dataDir = path.join(dir, 'data');

/** Every paper adds one to each of these numbers, which come from the manifest, the arrays, the stored metrics and the records. */
const QUESTION = `{
  corpus { snapshot { id } paperCount authorCount }
  author(name: "Ann Alpha") { paperCount papers(first: 0) { totalCount } collaborators(first: 200) { totalCount nodes { author: displayName } } metric(id: DEGREE) { value snapshotId } }
  search(query: "ofmany", types: [AUTHOR]) { totalCount }
}`;

interface Answer {
  readonly corpus: { readonly snapshot: { readonly id: string }; readonly paperCount: number; readonly authorCount: number };
  readonly author: { readonly paperCount: number; readonly papers: { readonly totalCount: number }; readonly collaborators: { readonly totalCount: number; readonly nodes: readonly unknown[] }; readonly metric: { readonly value: number; readonly snapshotId: string } };
  readonly search: { readonly totalCount: number };
}

const files = Array.from({ length: PUBLICATIONS + 1 }, (_, at) => writeRecords(path.join(dir, `${at}.jsonl`), [paperRecord(`Paper ${at}`, ['Ann Alpha', `Bo${String.fromCharCode(97 + (at % 26))}${'x'.repeat(at / 26)} Ofmany`])]));
const PUBLISHER = `
  import { importFiles } from ${JSON.stringify(IMPORT)};
  const [dataDir, ...files] = process.argv.slice(1);
  for (const file of files) await importFiles([file], { dataDir, threads: 1 });
`;
const publish = (some: readonly string[]) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', PUBLISHER, dataDir, ...some], { timeout: 60_000 + 30_000 * some.length, killSignal: 'SIGKILL' });

const said: string[] = [];
let engine: Awaited<ReturnType<typeof createEngine>>;
let provider: FollowingProvider;
beforeAll(async () => {
  await publish(files.slice(0, 1));
  engine = await createEngine({ introspection: true, logger: pino({ level: 'error' }, { write: (line: string) => void said.push(line) }) });
  provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
}, 60_000);
afterAll(async () => {
  await engine.stop();
  await provider.close();
});

async function asked(): Promise<Answer> {
  const contextValue = new RequestContext(provider.acquire());
  try {
    const { body } = await engine.executeOperation({ query: QUESTION }, { contextValue });
    if (body.kind !== 'single') throw new Error('an answer in parts');
    expect(body.singleResult.errors).toBeUndefined();
    return JSON.parse(JSON.stringify(body.singleResult.data)) as Answer;
  } finally {
    contextValue.release();
  }
}

it('answers from one whole snapshot at a time, without an error, and closes the ones before', async () => {
  let isPublished = false;
  const published = publish(files.slice(1)).finally(() => (isPublished = true));
  const papersOf = new Map<string, number>();
  const look = async (): Promise<void> => {
    await provider.refresh();
    const { corpus, author, search } = await asked();
    const numbers = [corpus.paperCount, corpus.authorCount - 1, author.paperCount, author.papers.totalCount, author.collaborators.totalCount, author.collaborators.nodes.length, author.metric.value, search.totalCount];
    expect(numbers).toEqual(numbers.map(() => corpus.paperCount));
    expect(author.metric.snapshotId).toBe(corpus.snapshot.id);
    expect(papersOf.get(corpus.snapshot.id) ?? corpus.paperCount).toBe(corpus.paperCount);
    papersOf.set(corpus.snapshot.id, corpus.paperCount);
    // Nothing of this need wait for anything outside, and the publisher's end must be heard of.
    await setImmediate();
    if (!isPublished) await look();
  };
  await look();
  await published;
  await look();
  expect(Math.max(...papersOf.values())).toBe(PUBLICATIONS + 1);
  // It met snapshots on the way, or it proves nothing.
  expect(papersOf.size).toBeGreaterThan(2);
  expect(provider.state()).toMatchObject({ openSnapshots: 1, leases: 0, problem: null, swaps: papersOf.size });
  expect(readdirSync(path.join(dataDir, 'snapshots')).length).toBe(3);
  expect(said).toEqual([]);
}, 600_000);
