/** Our side of a race: a metric in the pool, messages between threads included. */
import type { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { resolveParameters } from '../../src/metrics/parameters.js';
import { METRICS } from '../../src/metrics/registry.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import type { MetricInput } from '../helpers/graphs.js';
import type { OurCall } from './pairs.js';

/** A metric of this build with all its parameters. */
export interface Runnable {
  readonly id: string;
  readonly parameters: Parameters;
}

function knows(descriptor: MetricDescriptor, parameters: Parameters): boolean {
  return Object.entries(parameters).every(([name, value]) => {
    const known = descriptor.parameters.find((parameter) => parameter.name === name);
    if (known === undefined) return false;
    return typeof value !== 'string' || (known.accepts as readonly unknown[]).includes(value);
  });
}

/** The first of the calls that this build can make, or null: looked up by id, parameter names and accepted words. */
export function inThisBuild(calls: readonly OurCall[], metrics: readonly MetricDescriptor[] = METRICS): Runnable | null {
  for (const { id, parameters } of calls) {
    const descriptor = metrics.find((metric) => metric.id === id && knows(metric, parameters));
    if (descriptor !== undefined) return { id, parameters: resolveParameters(descriptor, parameters) };
  }
  return null;
}

export interface OurRun {
  readonly seconds: number;
  readonly output: KernelOutput;
}

/** Runs a metric once in the pool. */
export async function runOurs(pool: ComputePool, { id, parameters }: Runnable, input: MetricInput): Promise<OurRun> {
  const started = performance.now();
  const output = await pool.run(id, { incidence: input.incidence, selection: input.selection, graph: input.graph, parameters });
  return { seconds: (performance.now() - started) / 1000, output };
}

/** Starts all threads of the pool by giving each a trifle to do at the same time, so that no metric's first run has to. */
export async function startThreads(pool: ComputePool): Promise<void> {
  const incidence = syntheticIncidence({ papers: 2 });
  const graph = project(incidence, DEFAULT_SPEC);
  await Promise.all(Array.from({ length: pool.threads }, () => pool.run('DEGREE', { incidence, selection: graph, graph, parameters: {} })));
}
