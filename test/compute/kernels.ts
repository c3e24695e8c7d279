/** A registry of kernels that do what real ones rarely do; the pool's tests load it in place of the product's. */
import { CancelledError } from '../../src/metrics/metric.js';
import type { Kernel, KernelInput, KernelOutput, MetricDescriptor, MetricMethod, ParameterDescriptor, Parameters } from '../../src/metrics/metric.js';

/** A class of its own, to see that an error's name crosses threads. */
class OddStrengthError extends Error {
  override name = 'OddStrengthError';
}

function output(values: Float64Array, normalized: Float64Array | null = null): KernelOutput {
  return { values, normalized, method: 'EXACT', iterations: 7, converged: true, errorBound: null };
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function spin(input: KernelInput, ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; pause(1)) {
    if (input.isCancelled?.()) throw new CancelledError();
    input.onProgress?.(1 - (end - performance.now()) / ms);
  }
}

const whole = (run: (input: KernelInput) => KernelOutput): Kernel => ({ kind: 'whole', run });

/** Sums whose result depends on the order of adding, so that only block order gives equal bits. */
const blockSums: Kernel = {
  kind: 'blocked',
  blockCount: ({ parameters }) => Number(parameters.blocks),
  runBlock: ({ graph, parameters }, block) => {
    // Later blocks are ready sooner: the order of finishing is not the order of adding.
    pause(Math.max(0, Number(parameters.blocks) - block) % 7);
    const large = (block % 2 === 0 ? 1 : -1) * 10 ** (block % 17) * Math.sqrt(block + 2);
    return Float64Array.of(graph.strength.reduce((sum, strength) => sum + 0.1 * strength ** (block % 5), large));
  },
  combine: (_, partials) => output(Float64Array.of(partials.reduce((sum, [partial]) => sum + partial, 0), partials.length)),
};

const roundObjects = new Map<number, { readonly prepared: unknown; readonly graph: unknown }>();

const KERNELS: Readonly<Record<string, Kernel>> = {
  BLOCK_SUMS: blockSums,
  ROUNDS: {
    kind: 'blocked',
    prepare: () => ({ round: 1, blocksSoFar: 0, seen: Float64Array.of(1, 2, 3) }),
    blockCount: () => 3,
    runBlock: (input, _block, prepared) => {
      // The first objects seen of a round must be those of all its blocks on this thread.
      const key = Number(prepared.round);
      const first = roundObjects.get(key) ?? { prepared, graph: input.graph };
      roundObjects.set(key, first);
      if (first.prepared !== prepared || first.graph !== input.graph) throw new Error('a block got other objects');
      return Float64Array.of((prepared.seen as Float64Array).length);
    },
    nextRound: ({ parameters }, partials, prepared) => {
      const [round, blocksSoFar] = [Number(prepared.round), Number(prepared.blocksSoFar) + partials.length];
      roundObjects.clear();
      return round === parameters.rounds ? null : { prepared: { ...prepared, round: round + 1, blocksSoFar }, share: round / Number(parameters.rounds) };
    },
    combine: (_, partials, prepared) => output(Float64Array.of(Number(prepared.round), Number(prepared.blocksSoFar) + partials.length)),
  },
  TWICE_STRENGTH: whole(({ graph }) => output(graph.strength.map((s) => 2 * s), new Float64Array(graph.strength.length))),
  SHARED: whole(({ incidence, selection, graph }) =>
    output(
      Float64Array.from(
        [incidence.paperAuthors, incidence.paperYear, selection.nodes, selection.paperMask, graph.offsets, graph.strength],
        (array) => Number(array.buffer instanceof SharedArrayBuffer),
      ),
    ),
  ),
  THREAD_MARK: whole(({ graph }) => {
    // What one thread writes, the other sees: the array crossed by reference.
    graph.strength[0] = 42;
    return output(Float64Array.of(0));
  }),
  FAILING: whole(() => {
    throw new OddStrengthError('the strength of edge 3 is odd');
  }),
  FAILING_BLOCK: {
    kind: 'blocked',
    blockCount: () => 8,
    runBlock: (_, block) => {
      if (block === 5) throw new OddStrengthError(`block ${block} is odd`);
      return Float64Array.of(block);
    },
    combine: () => output(Float64Array.of(0)),
  },
  THROWING_TEXT: whole(() => {
    // A library may throw anything; the caller must get an Error all the same.
    throw 'only a text' as unknown as Error;
  }),
  BAD_PLAN: { kind: 'blocked', blockCount: () => 1.5, runBlock: () => new Float64Array(0), combine: () => output(new Float64Array(0)) },
  EXITING: whole(() => process.exit(3)),
  EXITING_BLOCK: {
    kind: 'blocked',
    blockCount: () => 4,
    runBlock: (_, block) => (block === 2 ? process.exit(9) : Float64Array.of(1)),
    combine: () => output(Float64Array.of(0)),
  },
  SPINNING: whole((input) => {
    spin(input, Number(input.parameters.ms));
    return output(Float64Array.of(1));
  }),
  SPINNING_BLOCKS: {
    kind: 'blocked',
    blockCount: () => 6,
    runBlock: (input) => {
      spin(input, Number(input.parameters.ms));
      return Float64Array.of(1);
    },
    combine: (_, partials) => output(Float64Array.of(partials.length)),
  },
  /** Every block says what it was told, so that a worker which was told otherwise is seen. */
  DECIDING: {
    kind: 'blocked',
    blockCount: () => 12,
    runBlock: ({ parameters }) => {
      pause(2);
      return Float64Array.of(parameters.method === 'SAMPLED' ? 1 : 0);
    },
    combine: ({ parameters }, partials) => ({ ...output(Float64Array.from(partials, ([each]) => each)), method: parameters.method as MetricMethod }),
  },
  DEAF: whole(({ parameters }) => {
    pause(Number(parameters.ms));
    return output(Float64Array.of(1));
  }),
};

const parameter = (name: string, least: number, most: number, usual: number): ParameterDescriptor => ({ name, description: name, default: usual, accepts: [least, most] });
const BLOCKS = parameter('blocks', 0, 99, 1);
const MS = parameter('ms', 0, 600_000, 600_000);

const PARAMETERS: Readonly<Record<string, readonly ParameterDescriptor[]>> = {
  BLOCK_SUMS: [BLOCKS],
  ROUNDS: [parameter('rounds', 1, 9, 1)],
  SPINNING: [MS],
  SPINNING_BLOCKS: [MS],
  DEAF: [MS],
  DECIDING: [{ name: 'method', description: 'which', default: 'AUTO', accepts: ['AUTO', 'EXACT', 'SAMPLED'] }],
};

export function metricById(id: string): MetricDescriptor {
  const kernel = KERNELS[id];
  if (!kernel) throw new Error(`there is no test kernel ${id}`);
  return {
    id, kernel, scope: 'AUTHOR', family: 'CENTRALITY', title: id, definition: id, range: '', normalization: null,
    nullMeaning: null, needs: 'PROJECTION', parameters: PARAMETERS[id] ?? [], complexity: '', reference: '', cost: () => 1,
    ...(id === 'DECIDING' ? { resolve: (nodeCount: number, _: number, { method }: Parameters) => ({ method: method === 'AUTO' ? (nodeCount > 4 ? 'SAMPLED' : 'EXACT') : method }) } : {}),
  };
}
