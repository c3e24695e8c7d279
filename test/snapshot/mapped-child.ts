/**
 * A process of its own for tests of mapped arrays, run with --expose-gc: what goes wrong with a map ends the process.
 * Prints what each task found, a line of JSON each. Arguments: the directory of a snapshot, the tasks.
 */
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ComputePool } from '../../src/compute/pool.js';
import { isMapped } from '../../src/graph/memory-map.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { runMetric } from '../../src/metrics/run.js';
import { metricById } from '../../src/metrics/registry.js';
import { Capacity } from '../../src/snapshot/capacity.js';
import { openSnapshot, type OpenedSnapshot } from '../../src/snapshot/open.js';
import type { Projection } from '../../src/graph/types.js';

const [, , dir, ...tasks] = process.argv;
const collect = (globalThis as { gc?: () => void }).gc as () => void;

function opened(pool: ComputePool, arraysInMemory: number): Promise<OpenedSnapshot> {
  return openSnapshot(dir, new Capacity(pool, { arraysInMemory }));
}

function storedProjection({ snapshot }: OpenedSnapshot): Projection {
  const projection = snapshot.analytics.projection(DEFAULT_SPEC);
  if (projection instanceof Promise) throw new Error('the stored graph is not at hand');
  return projection;
}

/** Lines of the process's table of maps that name a file of the snapshot; null where the system has no such table. */
function mapsOfSnapshot(): number | null {
  if (process.platform !== 'linux') return null;
  return readFileSync('/proc/self/maps', 'utf8').split('\n').filter((line) => /(?:graph|names|metrics)\.bin/.test(line)).length;
}

/** Kilobytes of the process's maps of the graph, by what they are counted as. */
function countedPages(): Record<string, number> {
  const counts: Record<string, number> = {};
  let isGraph = false;
  for (const line of readFileSync('/proc/self/smaps', 'utf8').split('\n')) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) isGraph = line.includes('graph.bin');
    const [, name, size] = /^(\w+): +(\d+) kB/.exec(line) ?? [];
    if (isGraph && name !== undefined) counts[name] = (counts[name] ?? 0) + Number(size);
  }
  return counts;
}

async function collected(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    collect();
    await pause(10);
  }
}

/** Arrays that differ, and whether all of the second stand on a map. */
function compared(one: object, other: object): { differing: string[]; notMapped: string[] } {
  const differing: string[] = [];
  const notMapped: string[] = [];
  for (const [name, array] of Object.entries(one) as [keyof typeof other, unknown][]) {
    if (!ArrayBuffer.isView(array)) continue;
    const same = other[name] as ArrayBufferView;
    const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(new Uint8Array(buffer, byteOffset, byteLength));
    if (array.constructor !== (same as object).constructor || !bytes(array).equals(bytes(same))) differing.push(name);
    if (!isMapped(same)) notMapped.push(name);
  }
  return { differing, notMapped };
}

const TASKS: Readonly<Record<string, () => Promise<unknown>>> = {
  async compare() {
    const pool = new ComputePool({ threads: 1 });
    const inMemory = await opened(pool, Infinity);
    const mapped = await opened(pool, 0);
    const graphs = [inMemory, mapped].map(storedProjection);
    const parameters = { method: 'SAMPLED', k: 16 };
    const inputs = [inMemory, mapped].map(({ snapshot: { incidence } }, at) => ({ incidence, selection: graphs[at], graph: graphs[at], parameters }));
    const [one, other] = await Promise.all(inputs.map((input) => pool.run('BETWEENNESS', input)));
    const projections = await Promise.all(inputs.map(({ incidence }) => pool.perform('PROJECT', { incidence, spec: { ...DEFAULT_SPEC, yearFrom: 2000 } })));
    const tables = await Promise.all([inMemory, mapped].map(async ({ snapshot }) => (await snapshot.analytics.authorMetric('H_INDEX', DEFAULT_SPEC)).nodeValues));
    const found = {
      places: [inMemory, mapped].map(({ snapshot: { arrays } }) => arrays),
      incidence: compared(inMemory.snapshot.incidence, mapped.snapshot.incidence),
      projection: compared(graphs[0], graphs[1]),
      metric: { same: Buffer.from(one.values.buffer).equals(Buffer.from(other.values.buffer)), asHere: Buffer.from(one.values.buffer).equals(Buffer.from(runMetric(metricById('BETWEENNESS'), inputs[1], parameters).values.buffer)), some: one.values.some((value) => value > 0) },
      made: compared(projections[0], projections[1]).differing,
      table: { length: tables[0].length, same: tables[0].every((value, at) => Object.is(value, tables[1][at])), isMapped: isMapped(tables[1]) },
      names: [inMemory, mapped].map(({ snapshot: { search } }) => search.authors('syn', { limit: 5 }).hits.concat(search.authors('ada', { limit: 5 }).hits)),
    };
    await pool.close();
    return found;
  },

  /** In workers, and what becomes of the maps then. */
  async lend() {
    const pool = new ComputePool({ threads: 1, registry: new URL('mapped-registry.ts', import.meta.url) });
    const looked = await (async () => {
      const snapshot = await opened(pool, 0);
      const graph = storedProjection(snapshot);
      const input = { incidence: snapshot.snapshot.incidence, selection: graph, graph, parameters: {} };
      const look = await pool.run('LOOK', input);
      const blocks = await pool.run('BLOCKS', input);
      snapshot.close();
      return { look: [...look.values], expected: graph.strength.reduce((x, y) => x + y, 0), blocks: [...blocks.values], isSame: blocks.normalized !== null && isMapped(blocks.normalized) && blocks.normalized.buffer === graph.strength.buffer };
    })();
    await collected();
    const lent = mapsOfSnapshot();
    for (let round = 0; round < 3; round++) {
      await pool.run('COLLECT', emptyInput());
      await collected();
    }
    const after = mapsOfSnapshot();
    await pool.close();
    return { ...looked, lent, after };
  },

  /** The same where the worker is ended in the midst. */
  async end() {
    const pool = new ComputePool({ threads: 1, registry: new URL('mapped-registry.ts', import.meta.url) });
    await (async () => {
      const snapshot = await opened(pool, 0);
      const graph = storedProjection(snapshot);
      await pool.run('LOOK', { incidence: snapshot.snapshot.incidence, selection: graph, graph, parameters: {} });
      snapshot.close();
    })();
    await pool.close();
    await collected();
    return { after: mapsOfSnapshot() };
  },

  async cycle() {
    const pool = new ComputePool({ threads: 1 });
    const once = async (round: number): Promise<number> => {
      const one = await opened(pool, 0);
      const { paperAuthors, authorPapers } = one.snapshot.incidence;
      one.close();
      if (round % 20 === 0) await collected();
      // Whoever holds an array reads on.
      return paperAuthors.length + authorPapers[authorPapers.length - 1];
    };
    const read = new Set<number>();
    for (let round = 0; round < 200; round++) read.add(await once(round));
    await collected();
    await pool.close();
    return { read: [...read], after: mapsOfSnapshot() };
  },

  /** Reads all of the graph, says so, and counts pages once it is asked to. */
  async share() {
    const pool = new ComputePool({ threads: 1 });
    const one = await opened(pool, 0);
    const { snapshot: { incidence } } = one;
    let sum = 0;
    for (const array of [...Object.values(incidence), ...Object.values(storedProjection(one))]) if (ArrayBuffer.isView(array)) for (const value of array as unknown as Iterable<number>) sum += value;
    process.stdout.write('READY\n');
    await new Promise((resolve) => process.stdin.once('data', resolve));
    process.stdin.destroy();
    return { sum, pages: countedPages() };
  },

  /** The directory goes while it is mapped. */
  async removed() {
    const pool = new ComputePool({ threads: 1 });
    const one = await opened(pool, 0);
    rmSync(dir, { recursive: true });
    const graph = storedProjection(one);
    const degrees = runMetric(metricById('DEGREE'), { incidence: one.snapshot.incidence, selection: graph, graph }, {}).values;
    await pool.close();
    return { sum: degrees.reduce((x, y) => x + y, 0), expected: graph.neighbours.length };
  },
};

function emptyInput(): Parameters<ComputePool['run']>[1] {
  return { incidence: {}, selection: {}, graph: { nodeCount: 0, edgeCount: 0 }, parameters: {} } as unknown as Parameters<ComputePool['run']>[1];
}

for (const task of tasks) process.stdout.write(`${JSON.stringify([task, await TASKS[task]()])}\n`);
