/** A second writer, while another process holds the corpus. */
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lockCorpus } from '../../src/corpus/lock.js';
import { paperRecord } from '../helpers/records.js';
import { coterie, serve } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { stateOf } from './killed-runs.js';

it('is refused at once, whatever it wants, with process and host of the first; and may write when that has ended', async () => {
  const dir = tempDir();
  const file = writeRecords(path.join(dir, 'a.jsonl'), [paperRecord('One', ['Ann Alpha', 'Bo Beta'])]);
  const dataDir = path.join(dir, 'data');
  const commands = [['import', file], ['identity', 'mode', 'full'], ['serve', file, '--port', '0']];
  const lock = lockCorpus(dataDir);
  for (const command of commands) {
    const { code, stderr } = await coterie([...command, '--data', dataDir]);
    expect([code, stderr]).toEqual([1, `coterie: another process (pid ${process.pid} on ${hostname()}) is importing into ${dataDir}: wait for it to end, or use another --data directory\n`]);
  }
  lock.release();
  expect((await coterie(['import', file, '--data', dataDir])).code).toBe(0);
}, 60_000);

it('and a change over the API are told apart: whichever comes second is refused by name, and both are made in the end', async () => {
  const dir = tempDir();
  const [first, second] = ['One', 'Two'].map((title) => writeRecords(path.join(dir, `${title}.jsonl`), [paperRecord(title, ['Ann Alpha', `Bo ${title}`]), paperRecord(`Beside ${title}`, [`Cy ${title}`])]));
  const dataDir = path.join(dir, 'data');
  expect((await coterie(['import', first, '--data', dataDir])).code).toBe(0);
  const token = 'a-token-that-is-long-enough-for-a-test';
  const server = await serve(['--data', dataDir], { env: { COTERIE_CURATOR_TOKEN: token } });
  const query = 'mutation { mergeAuthors(input: { authors: ["Bo One", "Cy One"], who: "me", why: "a test" }) { outcome } }';
  const mutate = async (): Promise<unknown> => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query }) });
    const { data, errors } = (await response.json()) as { data: { mergeAuthors: { outcome: string } } | null; errors?: ReadonlyArray<{ extensions: { code: string } }> };
    return errors?.[0].extensions.code ?? data?.mergeAuthors.outcome;
  };
  try {
    const lock = lockCorpus(dataDir);
    expect(await mutate()).toBe('CORPUS_LOCKED');
    lock.release();
    // At once: each is made, or refused by its name; made again, both are there.
    const outcomes = await Promise.all([mutate(), mutate(), coterie(['import', second, '--data', dataDir]).then(({ code, stderr }) => (code === 0 ? 'IMPORTED' : stderr))]);
    for (const outcome of outcomes) expect(outcome).toMatch(/^(ADDED|UNCHANGED|CORPUS_LOCKED|IMPORTED|coterie: another process \(pid \d+ on .*\) is importing into .*: wait for it to end.*\n)$/);
    expect(outcomes.filter((outcome) => /^(ADDED|IMPORTED)$/.test(String(outcome))).length).toBeGreaterThan(0);
    expect((await coterie(['import', second, '--data', dataDir])).code).toBe(0);
    expect(await mutate()).toMatch(/^(ADDED|UNCHANGED)$/);
    const { records, statements, isWhole } = await stateOf(dataDir);
    expect([records, statements.length, isWhole]).toEqual([4, 1, true]);
  } finally {
    await server.stop();
  }
}, 120_000);
