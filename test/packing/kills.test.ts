/**
 * `coterie pack` killed at operations on files and at random instants. In the suite a small sample;
 * all operations with `KILLS=400 npx vitest run --project unit test/packing/kills.test.ts`.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { packTables } from '../../src/packing/pack.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { diffOf, proveKill, referenceOf, run, type Instant, type Reference, type Scenario } from '../durability/killed-runs.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { tablesOf, writeTables } from './written-tables.js';

const KILLS = Number(process.env['KILLS'] ?? 3);
const SEED = Number(process.env['KILLS_SEED'] ?? 1);

const dir = tempDir();
const [few, many] = [path.join(dir, 'few'), path.join(dir, 'many')];
beforeAll(async () => {
  for (const [folder, papers] of [[few, 20], [many, 80]] as const) await writeTables(folder, tablesOf((await servedCorpus(syntheticPapers({ papers }))).snapshot));
}, 60_000);

describe('a pack that is killed', () => {
  it(`leaves the snapshot that was there or the new one whole, and the same command completes it, at ${KILLS} instants`, async () => {
    const [empty, packed] = [path.join(dir, 'empty'), path.join(dir, 'packed')];
    mkdirSync(empty);
    await packTables({ tables: few, dataDir: packed, threads: 1 });
    const args = ['pack', many];
    const complete: Scenario['complete'] = async (dataDir) => {
      const { code, said } = await run(args, dataDir, path.join(path.dirname(dataDir), 'again'), null);
      expect([code, said]).toEqual([0, said]);
      expect(await verifyData(dataDir)).toMatchObject({ isSound: true, findings: [] });
    };
    const scenarios: Scenario[] = [{ name: 'first', before: empty, args, complete }, { name: 'over another', before: packed, args, complete }];
    const references = new Map<Scenario, Reference>();
    for (const scenario of scenarios) references.set(scenario, await referenceOf(scenario));
    const random = seededRandom(SEED);
    const all = scenarios.flatMap((scenario) => (references.get(scenario)?.operations ?? []).flatMap((operation, at) => {
      const hows = /^(write|rmSync|handle\.write)/.test(operation) ? (['before', 'half'] as const) : (['before'] as const);
      return hows.map((how): readonly [Scenario, Instant, string] => [scenario, { operation: at + 1, how }, operation]);
    }));
    expect(all.length).toBeGreaterThan(30);
    const chosen = all.map((each) => ({ each, key: random() })).toSorted((a, b) => a.key - b.key).slice(0, KILLS).map(({ each }) => each);
    const failures: string[] = [];
    for (const [scenario, instant, operation] of chosen) {
      const killed = await proveKill(scenario, references.get(scenario) as Reference, instant).catch((error: unknown) => {
        failures.push(`${scenario.name}, ${JSON.stringify(instant)} ${operation}: ${(error as Error).message}${diffOf(error)}`);
        return true;
      });
      if (!killed) failures.push(`${scenario.name}, ${JSON.stringify(instant)} ${operation}: was not killed`);
    }
    expect(failures).toEqual([]);
  }, 60_000 + 30_000 * KILLS);
});
