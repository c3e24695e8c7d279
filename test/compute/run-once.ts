/** A whole program: one job on a pool that is never closed. It must end by itself. */
import { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { incidenceOf, specWith } from '../graph/hypergraphs.js';

const incidence = incidenceOf(2, [0, 1]);
const graph = project(incidence, specWith({}));
const pool = new ComputePool({ threads: 2, registry: new URL('kernels.ts', import.meta.url) });
const output = await pool.run('TWICE_STRENGTH', { incidence, selection: graph, graph, parameters: {} });
console.log(`values ${output.values.length}`);
