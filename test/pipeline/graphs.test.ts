/** The pipeline's graph numbers: closed forms, and brute force by other means on small random graphs. */
import { describe, expect, it } from 'vitest';
import { DUCKDB, SPARK } from '../../src/pipeline/dialect.js';
import { handingWhole } from '../../src/pipeline/sql.js';
import { seededRandom } from '../../src/graph/prng.js';
import { columnOf, farFrom, fileOf, rowsOf, tablesOf, tablesOfWorks, work, type TestWork } from './made-tables.js';

/** Works of two authors each, one for each edge, and one of a single author for each node. */
function worksOfEdges(nodes: number, edges: readonly (readonly [number, number])[]): TestWork[] {
  return [...Array.from({ length: nodes }, (_, node) => ({ authors: [node] })), ...edges.map((edge) => ({ authors: edge }))];
}

function neighboursOf(nodes: number, edges: readonly (readonly [number, number])[]): Map<number, number>[] {
  const rows = Array.from({ length: nodes }, () => new Map<number, number>());
  for (const [a, b] of edges) {
    rows[a].set(b, (rows[a].get(b) ?? 0) + 1);
    rows[b].set(a, (rows[b].get(a) ?? 0) + 1);
  }
  return rows;
}

function randomEdges(nodes: number, count: number, seed: number): (readonly [number, number])[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, () => [below(nodes), below(nodes)] as const).filter(([a, b]) => a !== b);
}

function bruteComponents(rows: readonly Map<number, number>[]): number[] {
  const component = rows.map((_, node) => node);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [node, row] of rows.entries()) {
      for (const other of row.keys()) {
        if (component[other] >= component[node]) continue;
        component[node] = component[other];
        changed = true;
      }
    }
  }
  return component;
}

/** By taking away whoever has too few left. */
function bruteCores(rows: readonly Map<number, number>[]): number[] {
  const core = rows.map(() => 0);
  const left = new Set(rows.keys());
  for (let k = 1; left.size > 0; k += 1) {
    for (let removed = true; removed; ) {
      const few = [...left].filter((node) => [...rows[node].keys()].filter((other) => left.has(other)).length < k);
      for (const node of few) left.delete(node);
      removed = few.length > 0;
    }
    for (const node of left) core[node] = k;
  }
  return core;
}

function bruteTriangles(rows: readonly Map<number, number>[]): number[] {
  return rows.map((row) => {
    const others = [...row.keys()];
    return others.reduce((sum, one, at) => sum + others.slice(at + 1).filter((other) => rows[one].has(other)).length, 0);
  });
}

/** The power iteration until nothing moves. */
function brutePageRank(rows: readonly Map<number, number>[], damping: number): number[] {
  const n = rows.length;
  const totals = rows.map((row) => [...row.values()].reduce((sum, strength) => sum + strength, 0));
  let rank = rows.map(() => 1 / n);
  for (let round = 0; round < 1000; round += 1) {
    const resting = rank.reduce((sum, value, node) => sum + (totals[node] === 0 ? value : 0), 0);
    const last = rank;
    rank = rows.map((row) => (1 - damping) / n + damping * (resting / n + [...row].reduce((sum, [other, strength]) => sum + (last[other] * strength) / totals[other], 0)));
  }
  return rank;
}

/** Authors whose label is not, of their neighbours' labels, one of the largest total strength; alone, not their own. */
function unsettled(rows: readonly Map<number, number>[], labels: readonly number[]): number[] {
  return [...rows.keys()].filter((node) => {
    const totals = new Map<number, number>();
    for (const [other, strength] of rows[node]) totals.set(labels[other], (totals.get(labels[other]) ?? 0) + strength);
    return rows[node].size > 0 ? totals.get(labels[node]) !== Math.max(...totals.values()) : labels[node] !== node;
  });
}

describe('closed forms', () => {
  it('hold on a star of five beside a single author', async () => {
    const edges = [1, 2, 3, 4].map((leaf) => [0, leaf] as const);
    const { out, manifest } = await tablesOfWorks(worksOfEdges(6, edges), { tolerance: 1e-14 });
    const rows = await rowsOf(out, 'author_metrics');
    expect(rows.map(({ degree }) => degree)).toEqual([4, 1, 1, 1, 1, 0]);
    expect(rows.map(({ component }) => component)).toEqual([0, 0, 0, 0, 0, 5]);
    expect(rows.map(({ component_size }) => component_size)).toEqual([5, 5, 5, 5, 5, 1]);
    expect(rows.map(({ core_number }) => core_number)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(rows.map(({ triangles }) => triangles)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(rows.map(({ label }) => label)).toEqual([0, 0, 0, 0, 0, 5]);
    const d = 0.85;
    const base = (1 - d) / (6 - d);
    const hub = (base * (1 + 4 * d)) / (1 - d * d);
    expect(farFrom(rows.map(({ pagerank }) => pagerank), [hub, ...[1, 2, 3, 4].map(() => base + (d * hub) / 4), base], 1e-12)).toEqual([]);
    expect(await rowsOf(out, 'network')).toEqual([{
      papers: 10, kept_papers: 10, hyper_authored_excluded: 0, incomplete_author_lists: 0, authors: 6, nodes: 6, authorships: 14, pairs: 4, components: 2, largest_component: 5, triangles: 0,
    }]);
    expect(manifest.rows.pairs).toBe(4);
  });

  it('hold where there is nobody', async () => {
    const { out } = await tablesOfWorks([{ authors: [null] }]);
    expect(await rowsOf(out, 'author_metrics')).toEqual([]);
    expect(await rowsOf(out, 'network')).toMatchObject([{ papers: 1, authors: 0, pairs: 0, components: 0 }]);
  });
});

describe('brute force agrees', () => {
  it.each([[40, 45, 1], [25, 200, 3]])('on %i authors and %i papers of two', async (nodes, count, seed) => {
    const edges = randomEdges(nodes, count, seed);
    const { out, manifest } = await tablesOfWorks(worksOfEdges(nodes, edges), { tolerance: 1e-14, labelRounds: 1000 });
    const rows = neighboursOf(nodes, edges);
    const metrics = await rowsOf(out, 'author_metrics');
    expect(metrics.map(({ component }) => component)).toEqual(bruteComponents(rows));
    expect(metrics.map(({ core_number }) => core_number)).toEqual(bruteCores(rows));
    expect(metrics.map(({ triangles }) => triangles)).toEqual(bruteTriangles(rows));
    expect(farFrom(metrics.map(({ pagerank }) => pagerank), brutePageRank(rows, 0.85), 1e-12)).toEqual([]);
    expect(manifest.rounds.labels).toBeLessThan(1000);
    expect(manifest.unsettledLabels).toBe(0);
    expect(unsettled(rows, metrics.map(({ label }) => Number(label)))).toEqual([]);
  });

  it('on a long chain, where components and cores come from far', async () => {
    const nodes = 40;
    const edges = Array.from({ length: nodes - 1 }, (_, at) => [(at * 37) % nodes, ((at + 1) * 37) % nodes] as const);
    const { out, manifest } = await tablesOfWorks(worksOfEdges(nodes, edges), { labelRounds: 1, tolerance: 0.1 });
    expect(new Set(await columnOf(out, 'author_metrics', 'component'))).toEqual(new Set([0]));
    expect(new Set(await columnOf(out, 'author_metrics', 'core_number'))).toEqual(new Set([1]));
    expect(manifest.rounds.components).toBeLessThan(12);
    // One round leaves most of a chain wanting.
    expect(manifest.unsettledLabels).toBeGreaterThan(0);
  });
});

describe('what a round has handed to every task', () => {
  it('is who is looked at, who has changed, and everybody\'s numbers, where they are few', async () => {
    const asked: string[] = [];
    const path = await fileOf(worksOfEdges(6, [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]).map((each, number) => work(number, each)));
    await tablesOf({ inputs: [{ path, kind: 'WORKS' }], parameters: { tolerance: 0.1 } }, (engine) => ({
      ...engine, dialect: { ...engine.dialect, broadcast: (aliases) => `/* ${aliases.join(' ')} */` }, run: (statement) => {
        const [, table] = /\/(core_numbers_log_\d+|label_rounds_log_\d+|pagerank_1)\//.exec(statement) ?? [];
        if (table !== undefined && statement.startsWith('COPY')) asked.push(`${table}: ${[...new Set([...statement.matchAll(/\/\* (.*?) \*\//g)].map(([, said]) => said))].toSorted().join(' ')}`);
        return engine.run(statement);
      },
    }));
    expect(asked.filter((each) => /_[12]:/.test(each))).toEqual([
      'pagerank_1: others', 'core_numbers_log_1: others', 'core_numbers_log_2: falls looking near noted others',
      // What so many wanted was merged into the table of all.
      'label_rounds_log_1: others own', 'label_rounds_log_2: changes looking others own',
    ]);
  });

  it('is nothing that a process could not hold', () => {
    expect(handingWhole(SPARK, { few: 2_500_000, many: 2_500_001, unknown: Infinity })).toBe('/*+ BROADCAST(few) */');
    expect(handingWhole(SPARK, { many: 2_500_001 })).toBe('');
    expect(handingWhole(DUCKDB, { few: 1 })).toBe('');
  });
});
