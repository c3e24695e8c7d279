/** A server whose disk is full: what is read and computed goes on being answered, a change is refused by its name. Needs the right to mount a small file system. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperRecord } from '../helpers/records.js';
import { serve, type Server } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { smallDisk } from '../helpers/small-disk.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built, stateOf } from './killed-runs.js';

const TOKEN = 'a-token-that-is-long-enough-for-a-test';
const dir = tempDir();
const { path: disk, isMounted, leave, makeRoom } = smallDisk(4 * 2 ** 20);
const dataDir = path.join(disk, 'data');
const MERGE = 'mutation { mergeAuthors(input: { authors: ["Bo karl", "Bo larl"], who: "me", why: "one page" }) { outcome snapshotId } }';
const READ = '{ corpus { paperCount snapshot { id } } author(name: "Ann Alpha") { metric(id: BETWEENNESS, graph: { years: { from: 2001 } }) { value } } }';

let server: Server | null = null;
let said = '';
afterAll(async () => {
  await server?.stop();
});

interface Reply {
  readonly status: number;
  readonly data?: unknown;
  readonly errors: ReadonlyArray<{ readonly message: string; readonly extensions: { readonly code: string } }>;
}

async function ask(query: string): Promise<Reply> {
  const response = await fetch(`${server?.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }, body: JSON.stringify({ query }) });
  return { status: response.status, errors: [], ...((await response.json()) as Partial<Omit<Reply, 'status'>>) };
}

describe.skipIf(!isMounted)('a server on a full disk', () => {
  beforeAll(async () => {
    const [{ importFiles }] = await built();
    await importFiles([writeRecords(path.join(dir, 'a.jsonl'), [paperRecord('One', ['Bo karl', 'Ann Alpha'], { date: { year: 2002, month: null, day: null } }), paperRecord('Two', ['Bo larl', 'Ann Alpha'], { date: { year: 2003, month: null, day: null } })])], { dataDir, threads: 1 });
    server = await serve(['--data', dataDir], { env: { COTERIE_CURATOR_TOKEN: TOKEN } });
    for (const stream of [server.child.stdout, server.child.stderr]) stream?.on('data', (text: string) => (said += text));
  }, 60_000);

  it('answers what is read and computed, and refuses a change with a code and a sentence, without the place', async () => {
    const old = await stateOf(dataDir);
    const expected = { status: 200, errors: [], data: { corpus: { paperCount: 2, snapshot: { id: old.id } }, author: { metric: { value: 1 } } } };
    leave(0);
    expect(await ask(READ)).toMatchObject(expected);
    const unwritten = await ask(MERGE);
    // The line of the audit log may still have room in a page of its file.
    expect(unwritten.errors.map(({ extensions }) => extensions.code).join()).toMatch(/^(AUDIT_FAILED|DISK_FULL)$/);
    leave(60 * 1024);
    const refused = await ask(MERGE);
    expect(refused.errors).toEqual([expect.objectContaining({ message: expect.stringContaining('There is no room on the disk for the change'), extensions: { code: 'DISK_FULL' } })]);
    expect(JSON.stringify([unwritten, refused])).not.toContain(dir);
    expect(await ask(READ)).toMatchObject(expected);
    expect((await stateOf(dataDir)).id).toBe(old.id);
    const toldOf = [unwritten, refused].filter(({ errors }) => errors[0].extensions.code === 'DISK_FULL').length;
    await expect.poll(() => said.match(/a change found no room on the disk/g)?.length, { timeout: 10_000 }).toBe(toldOf);
    expect(said).toContain('free at least');
    makeRoom();
    expect(await ask(MERGE)).toMatchObject({ status: 200, data: { mergeAuthors: { snapshotId: expect.any(String) } } });
    expect((await ask(READ)).data).not.toMatchObject({ corpus: { snapshot: { id: old.id } } });
  }, 120_000);
});
