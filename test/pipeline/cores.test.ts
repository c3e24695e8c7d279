/** Core numbers, with those who fall late followed by themselves: always, never, and as it comes. */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import type { PartRules } from '../../src/pipeline/steps/core-settling.js';
import { makeCores } from '../../src/pipeline/steps/cores.js';
import { Workspace } from '../../src/pipeline/workspace.js';
import { tempDir } from '../helpers/temp-dir.js';

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckdb({ temporaryFolder: tempDir(), threads: 1 });
});
afterAll(() => engine.close());

const STOPPED = 'stopped here, as the test wants it';

type Edge = readonly [number, number];

/** Core numbers by peeling whoever has fewest neighbours left. */
function peeled(nodes: number, edges: readonly Edge[]): number[] {
  const rows = Array.from({ length: nodes }, () => new Set<number>());
  for (const [a, b] of edges) {
    rows[a].add(b);
    rows[b].add(a);
  }
  const left = new Set(rows.keys());
  const cores: number[] = [];
  let core = 0;
  while (left.size > 0) {
    const [next] = [...left].toSorted((a, b) => rows[a].size - rows[b].size);
    core = Math.max(core, rows[next].size);
    cores[next] = core;
    left.delete(next);
    for (const other of rows[next]) rows[other].delete(next);
  }
  return cores;
}

/** @param mayRun may throw before a statement: then the work is taken up again */
async function coresOf(nodes: number, edges: readonly Edge[], rules: PartRules, mayRun: (statement: string) => void = () => undefined): Promise<{ readonly cores: number[]; readonly rounds: number; readonly made: readonly string[]; readonly left: readonly string[] }> {
  const out = path.join(tempDir(), 'tables');
  mkdirSync(out);
  const made: string[] = [];
  const stopped: SqlEngine = {
    ...engine,
    run: async (statement) => {
      mayRun(statement);
      await engine.run(statement);
    },
  };
  const begin = (): Workspace => new Workspace(stopped, [], { out, stateDir: out, fingerprint: 'x', onStep: ({ name, rows }) => void (rows === null || made.push(name)) });
  const both = edges.flatMap(([a, b]) => [[a, b], [b, a]]);
  const take = async (work: Workspace): Promise<number> => {
    await work.make('neighbours', `SELECT a AS node, b AS other FROM (VALUES ${both.map(([a, b]) => `(${a}, ${b})`).join(', ')}) AS listed (a, b)`);
    await work.make('degrees', `SELECT range AS author, (SELECT count(*) FROM ${work.from('neighbours')} AS edges WHERE edges.node = range) AS degree FROM range(${nodes}) AS nodes`);
    return makeCores(work, rules);
  };
  let work = begin();
  let rounds: number | null = null;
  while (rounds === null) {
    rounds = await take(work).catch((error: Error) => {
      if (!error.message.includes(STOPPED)) throw error;
      return null;
    });
    if (rounds === null) work = begin();
  }
  const rows = await engine.rows(`SELECT core_number FROM ${work.from('cores')} AS cores ORDER BY author`);
  await work.make('last', 'SELECT 1 AS one');
  return { cores: rows.map(({ core_number: core }) => Number(core)), rounds, made, left: readdirSync(path.join(out, 'work')).toSorted() };
}

/** A path of cliques of growing size that hold to each other by few edges, with some edges anywhere: falls come late and from far. */
function tangled(seed: number): { readonly nodes: number; readonly edges: readonly Edge[] } {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const nodes = 60;
  const found = new Map<string, Edge>();
  const add = (a: number, b: number): void => void (a !== b && found.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b)]));
  for (let from = 0; from < nodes - 6; from += 2 + below(5)) {
    const size = 2 + below(5);
    for (let a = from; a < from + size; a += 1) for (let b = a + 1; b < from + size; b += 1) if (random() < 0.9) add(a, b);
  }
  for (let at = 0; at < 40; at += 1) add(below(nodes), below(nodes));
  return { nodes, edges: [...found.values()] };
}

const NEVER: PartRules = { few: 0, fewer: 0, leastPairs: 0 };
const LATE: PartRules = { few: 0.1, fewer: 0.25, leastPairs: 0 };
const ALWAYS: PartRules = { few: 1, fewer: 1, leastPairs: 0 };

describe('core numbers', () => {
  it.each([1, 2, 3, 4, 5, 6])('are those of peeling, whenever who falls is followed in a part of the graph (graph %i)', async (seed) => {
    const { nodes, edges } = tangled(seed);
    const wanted = peeled(nodes, edges);
    for (const rules of [NEVER, LATE, ALWAYS]) {
      const { cores, left } = await coresOf(nodes, edges, rules);
      expect([rules, cores]).toEqual([rules, wanted]);
      expect(left).toEqual(['cores', 'degrees', 'last', 'neighbours']);
    }
  }, 60_000);

  it('are the same where the driver is stopped before every table, in parts too', async () => {
    const { nodes, edges } = tangled(7);
    const stops = new Set<string>();
    const whole = await coresOf(nodes, edges, ALWAYS);
    const resumed = await coresOf(nodes, edges, ALWAYS, (statement) => {
      const [folder] = /work\/core_[^/']+/.exec(statement.startsWith('COPY') ? statement.slice(statement.lastIndexOf(' TO ')) : '') ?? [];
      if (folder === undefined || stops.has(folder)) return;
      stops.add(folder);
      throw new Error(STOPPED);
    });
    expect(stops.size).toBe(whole.made.filter((name) => name.startsWith('core_')).length);
    expect([...stops].filter((folder) => folder.includes('_part_'))).not.toEqual([]);
    expect(resumed).toMatchObject({ cores: whole.cores, rounds: whole.rounds, left: whole.left });
  }, 60_000);

  it('of a long chain come down from its ends in a part, and in none where that is too small', async () => {
    const nodes = 60;
    // Who stands at the end falls to 1 first, then the next: a round for each.
    const edges = Array.from({ length: nodes - 1 }, (_, at): Edge => [at, at + 1]);
    const [all, parts, small] = [await coresOf(nodes, edges, NEVER), await coresOf(nodes, edges, ALWAYS), await coresOf(nodes, edges, { ...ALWAYS, leastPairs: 2 * nodes - 1 })];
    expect(new Set(all.cores)).toEqual(new Set([1]));
    expect([parts.cores, small.cores]).toEqual([all.cores, all.cores]);
    expect(all.rounds).toBeGreaterThan(nodes / 2 - 2);
    expect(small.rounds).toBe(all.rounds);
    const inParts = (made: readonly string[]): number => made.filter((name) => /_part_.*_log_/.test(name)).length;
    expect([all, small].map(({ made }) => inParts(made))).toEqual([0, 0]);
    expect(inParts(parts.made)).toBeGreaterThan(nodes / 2 - 6);
    // Parts within parts, too.
    expect(parts.made.filter((name) => /_part_\d+_part_\d+_members/.test(name))).not.toEqual([]);
  }, 60_000);
});
