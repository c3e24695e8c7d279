/** An import whose computing threads can't start. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { paperRecord } from '../helpers/records.js';
import { coterie } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { stateOf } from './killed-runs.js';

it('publishes nothing, says why, and is completed by the same command', async () => {
  const dir = tempDir();
  const broken = path.join(dir, 'broken.cjs');
  writeFileSync(broken, `const { workerData } = require('node:worker_threads');\nif (workerData?.registryUrl) throw new Error('no memory for another thread');\n`);
  const [first, second] = ['first', 'second'].map((name) => writeRecords(path.join(dir, `${name}.jsonl`), [paperRecord(`The ${name} paper`, ['Ann Alpha', 'Bo Beta'])]));
  const [dataDir, elsewhere] = ['data', 'elsewhere'].map((name) => path.join(dir, name));
  expect((await coterie(['import', first, '--data', dataDir])).code).toBe(0);
  const old = await stateOf(dataDir);
  const { code, stderr } = await coterie(['import', second, '--data', dataDir], { env: { NODE_OPTIONS: `--require ${broken}` } });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/coterie: [A-Z_]+ could not be computed \(.*no memory for another thread\), and no snapshot is published without it: the one that was there, if any, still serves/)]);
  const left = await stateOf(dataDir);
  expect([left.id, left.files, left.records]).toEqual([old.id, old.files, 2]);
  expect((await coterie(['import', second, '--data', dataDir])).code).toBe(0);
  expect((await coterie(['import', first, second, '--data', elsewhere])).code).toBe(0);
  const [now, there] = [await stateOf(dataDir), await stateOf(elsewhere)];
  expect([now.id, now.isWhole]).toEqual([there.id, true]);
}, 120_000);
