/**
 * Numbers of a pipeline's tables that a snapshot takes over: those of the whole graph that are integers, and so the same
 * bits whichever engine counted them. What is a fraction, or found by iteration, the metrics engine computes on the packed
 * arrays, so that equal works give equal files.
 */
import { join } from 'node:path';
import { sharedArray } from '../graph/shared-arrays.js';
import type { Projection, Selection } from '../graph/types.js';
import { dividedBy, exact } from '../metrics/kernel.js';
import type { CarriedMetric } from '../snapshot/carried-metrics.js';
import { Cells, spoiltTables, tableRows } from './table-rows.js';

/** Columns of `author_metrics` by the metric whose numbers they are. */
const TAKEN = { CORE_NUMBER: 'core_number', TRIANGLES: 'triangles', COMPONENT_SIZE: 'component_size' } as const;

/**
 * What the table has of each node; O(n) memory.
 * @param projection whose degrees the table's are held against; null where it is not stored
 * @throws TableError where the table has other nodes than the papers, or other degrees than the pairs
 */
export async function packedMetrics(tables: string, { nodes }: Selection, projection: Projection | null): Promise<CarriedMetric> {
  const values = Object.fromEntries(Object.keys(TAKEN).map((id) => [id, sharedArray(Float64Array, nodes.length)]));
  let node = 0;
  for await (const row of tableRows(join(tables, 'author_metrics'), ['author', 'degree', ...Object.values(TAKEN)])) {
    const cells = new Cells('author_metrics', row);
    if (node >= nodes.length || cells.integer('author') !== nodes[node]) throw spoiltTables(`the table author_metrics has author ${cells.integer('author')} where ${nodes[node] ?? 'no other'} is due`);
    const degree = projection === null ? null : projection.offsets[node + 1] - projection.offsets[node];
    if (degree !== null && degree !== cells.integer('degree')) throw spoiltTables(`the table author_metrics gives author ${nodes[node]} ${cells.integer('degree')} collaborators, pairs has ${degree}`);
    for (const [id, column] of Object.entries(TAKEN)) values[id][node] = cells.integer(column);
    node += 1;
  }
  if (node < nodes.length) throw spoiltTables(`the table author_metrics ends before author ${nodes[node]}`);
  return (id) => {
    if (!Object.hasOwn(values, id)) return null;
    return exact(values[id], id === 'COMPONENT_SIZE' ? dividedBy(values[id], nodes.length) : null);
  };
}
