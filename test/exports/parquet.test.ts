/** Parquet, read back by hyparquet (by the author of the writer, but another program) and, where it is installed, by Apache's pyarrow. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { ExportedNetwork } from '../../src/exports/network.js';
import { tempDir } from '../helpers/temp-dir.js';
import { pythonsWith, readAll } from './independent-readers.js';
import { EDGES, HARD, HARD_NAMES, HARD_NUMBERS, NETWORKS, NODES, SAMPLE } from './sample-network.js';
import { bytesOf } from './written.js';

const dir = tempDir();

async function bufferOf(part: string, network: ExportedNetwork): Promise<ArrayBuffer> {
  return Uint8Array.from(await bytesOf('parquet', part, { network })).buffer;
}

const WELL_FORMED = HARD_NAMES.map(({ name }) => name.replace(/\p{Surrogate}/gu, '\ufffd'));
const LAST = 123_456;
/** More rows than one group holds. */
const LARGE: ExportedNetwork = {
  ...SAMPLE, nodeColumns: [{ name: 'place', title: 'Place', type: 'INTEGER', description: 'Its own place.' }], nodeCount: LAST + 1, edgeCount: 0, edges: () => [],
  *nodes() {
    for (let at = 0; at <= LAST; at++) yield { id: `A${at}`, label: `Author ${at}`, values: [at], position: null };
  },
};

describe('Parquet', () => {
  it('gives hyparquet every value with its type, and null where unknown', async () => {
    const nodes = await parquetReadObjects({ file: await bufferOf('nodes', SAMPLE) });
    expect(nodes).toEqual(NODES.map(({ id, label, position, values }) => ({
      id, label, ...position, affiliation: values[0], community: values[1] === null ? null : BigInt(Number(values[1])), betweenness: values[2], is_group: values[3],
    })));
    const edges = await parquetReadObjects({ file: await bufferOf('edges', SAMPLE) });
    expect(edges).toEqual(EDGES.map(({ source, target, strength, values }) => ({
      source: NODES[source].id, target: NODES[target].id, weight: strength, paper_count: BigInt(Number(values[0])), first_year: values[1] === null ? null : BigInt(Number(values[1])),
    })));
  });

  it('keeps names of every kind and numbers at the edge', async () => {
    const nodes = await parquetReadObjects({ file: await bufferOf('nodes', HARD) });
    expect(nodes.map(({ label }) => label as string)).toEqual(WELL_FORMED);
    expect(nodes.map(({ measure }) => measure as number)).toEqual(HARD_NUMBERS.map((value) => (Number.isNaN(value) ? null : value)));
  });

  it('bears the metadata and what the columns mean', async () => {
    const pairs = parquetMetadata(await bufferOf('nodes', SAMPLE)).key_value_metadata?.map(({ key, value }) => [key, value]);
    expect(pairs).toContainEqual(['coterie.snapshot', '0123456789abcdef']);
    expect(pairs).toContainEqual(['coterie.graph', 'counting=FULL']);
    expect(pairs).toContainEqual(['coterie.column.betweenness', 'Betweenness: Paths through & between.']);
  });

  it('writes large tables in several groups, the last row included', async () => {
    const file = await bufferOf('nodes', LARGE);
    const metadata = parquetMetadata(file);
    expect([Number(metadata.num_rows), metadata.row_groups.length]).toEqual([LAST + 1, 3]);
    expect(await parquetReadObjects({ file, rowStart: LAST - 1, rowEnd: LAST + 1 })).toEqual([
      { id: `A${LAST - 1}`, label: `Author ${LAST - 1}`, x: null, y: null, place: BigInt(LAST - 1) }, { id: `A${LAST}`, label: `Author ${LAST}`, x: null, y: null, place: BigInt(LAST) },
    ]);
  });
});

const pyarrows = pythonsWith('pyarrow.parquet');

describe.skipIf(pyarrows.length === 0)('pyarrow (pip install pyarrow) reads', () => {
  it('Parquet of every network, with types, names, numbers and metadata', async () => {
    const jobs: [string, string][] = [];
    for (const [name, network] of [...Object.entries(NETWORKS), ['large', LARGE] as const]) {
      for (const part of ['nodes', 'edges']) {
        const file = path.join(dir, `${name}-${part}.parquet`);
        writeFileSync(file, new Uint8Array(await bufferOf(part, network)));
        jobs.push(['pyarrow', file]);
      }
    }
    const found = readAll(pyarrows[0], jobs) as { rows: Record<string, unknown>[]; types: Record<string, string>; metadata: Record<string, string>; groups: number }[];
    const at = (file: string): (typeof found)[number] => found[jobs.findIndex(([, each]) => each.endsWith(`/${file}.parquet`))];
    expect(at('sample-nodes').types).toEqual({ id: 'string', label: 'string', x: 'double', y: 'double', affiliation: 'string', community: 'int64', betweenness: 'double', is_group: 'bool' });
    expect(at('sample-nodes').rows.map(({ community }) => community)).toEqual([3, 0, null, 9_007_199_254_740_991]);
    expect(at('sample-edges').rows.map(({ source, weight }) => [source, weight])).toEqual(EDGES.map(({ source, strength }) => [NODES[source].id, strength]));
    expect(at('hard-nodes').rows.map(({ label }) => label)).toEqual(WELL_FORMED);
    expect(at('hard-nodes').rows.map(({ measure }) => measure)).toEqual(HARD_NUMBERS.map((value) => (value === null || Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value))));
    expect(at('sample-nodes').metadata['coterie.snapshot']).toBe('0123456789abcdef');
    expect([at('empty-nodes').rows, at('one-nodes').rows.length, at('unlinked-edges').rows]).toEqual([[], 1, []]);
    expect([at('large-nodes').rows.length, at('large-nodes').groups, at('large-nodes').rows.at(-1)?.['place']]).toEqual([LAST + 1, 3, LAST]);
  });
});
