/**
 * A fresh process of the scale benchmark, so that its peak of memory is its own. By its first argument it generates an incidence
 * into a file, runs the task on it, or opens what the task stored.
 */
import path from 'node:path';
import { ComputePool } from '../../src/compute/pool.js';
import { openSections, packSections } from '../../src/graph/buffer.js';
import { readBufferFile, writeBufferFile } from '../../src/graph/buffer-file.js';
import { project } from '../../src/graph/projection.js';
import { incidenceFromSections, incidenceToSections, projectionFromSections, projectionToSections } from '../../src/graph/sections.js';
import type { TypedArray } from '../../src/graph/shared-arrays.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { Incidence, Projection } from '../../src/graph/types.js';
import { CancelledError } from '../../src/metrics/metric.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { inThisBuild, startThreads } from './ours.js';
import { SCALE_STEPS } from './scale-steps.js';
import type { ScaleMessage } from './scale-steps.js';

const [, , task = '', folder = '', ...numbers] = process.argv;
const [papers, threads, patience] = numbers.map(Number);
const incidenceFile = path.join(folder, `incidence-${papers}.bin`);
const graphFile = path.join(folder, `graph-${papers}.bin`);
const metricsFile = path.join(folder, `metrics-${papers}.bin`);

const send = (message: ScaleMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

async function step<T>(name: string, run: () => T | Promise<T>, detail: (result: T) => string = () => ''): Promise<T> {
  const started = performance.now();
  const result = await run();
  send({ kind: 'STEP', name, seconds: (performance.now() - started) / 1000, peakBytes: peakBytes(), detail: detail(result) });
  return result;
}

const sizeOf = ({ authorCount, paperCount, paperAuthors }: Incidence): string => `${authorCount} authors, ${paperCount} papers, ${paperAuthors.length} authorships`;

async function generate(): Promise<void> {
  const incidence = await step('generate', () => syntheticIncidence({ papers }), sizeOf);
  await step('write', () => writeBufferFile(incidenceFile, packSections(incidenceToSections(incidence))));
}

async function computeAll(pool: ComputePool, incidence: Incidence, graph: Projection): Promise<Record<string, TypedArray>> {
  const sections: Record<string, TypedArray> = {};
  for (const { name, ours } of SCALE_STEPS) {
    const runnable = inThisBuild(ours);
    if (runnable === null) {
      send({ kind: 'OMITTED', name, why: `not in this build (${ours.map(({ id, parameters }) => `${id} ${JSON.stringify(parameters)}`).join(', or ')})` });
      continue;
    }
    const { id, parameters } = runnable;
    try {
      const input = { incidence, selection: graph, graph, parameters };
      const signal = AbortSignal.timeout(patience * 1000);
      const { values, normalized } = await step(name, () => pool.run(id, input, { signal }), ({ method, iterations, errorBound, standardError }) =>
        [method.toLowerCase(), iterations === null ? '' : `${iterations} iterations`, errorBound === null ? '' : `error at most ${errorBound.toPrecision(2)}`, standardError === undefined ? '' : `standard deviation ${standardError.toPrecision(2)}`].filter((word) => word !== '').join(', '));
      sections[`${id}/values`] = values;
      if (normalized !== null) sections[`${id}/normalized`] = normalized;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      send({ kind: 'OMITTED', name, why: `stopped after --patience ${patience} s` });
    }
  }
  return sections;
}

async function compute(): Promise<void> {
  const incidence = await step('open incidence', async () => incidenceFromSections(openSections(await readBufferFile(incidenceFile)).sections), sizeOf);
  // The limit guards servers; this task is to build the graph whatever its size.
  const graph = await step('project', () => project(incidence, DEFAULT_SPEC, undefined, { maxEntries: 2 ** 32 - 1 }), ({ edgeCount, nodeCount }) => `${nodeCount} nodes, ${edgeCount} edges`);
  const pool = new ComputePool({ threads });
  await step('start threads', () => startThreads(pool));
  const metrics = await computeAll(pool, incidence, graph);
  await pool.close();
  send({ kind: 'STEP', name: 'TASK', seconds: NaN, peakBytes: peakBytes(), detail: '' });
  // What follows is the import's business, not part of the task: it prepares the opening.
  await writeBufferFile(metricsFile, packSections(metrics));
  await writeBufferFile(graphFile, packSections({ ...incidenceToSections(incidence), ...projectionToSections(graph) }));
}

/** As a served snapshot is opened (src/snapshot/open.ts): whole files, checksums verified, arrays in place. */
async function open(): Promise<void> {
  await step('open for serving', async () => {
    const { sections } = openSections(await readBufferFile(graphFile), { verifyChecksum: true });
    const metrics = openSections(await readBufferFile(metricsFile), { verifyChecksum: true });
    return { incidence: incidenceFromSections(sections), projection: projectionFromSections(sections), metrics };
  }, ({ projection, metrics }) => `${projection.nodeCount} nodes, ${Object.keys(metrics.sections).length} metric arrays`);
}

const TASKS: Readonly<Record<string, () => Promise<void>>> = { generate, run: compute, open };
await TASKS[task]();
