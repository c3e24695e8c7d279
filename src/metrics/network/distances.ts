/** Diameter, radius and mean distance of the largest component, from a search of every one of its authors. */
import { largestComponentNodes } from '../components/connected.js';
import { checkpoint, exactScalar } from '../kernel.js';
import type { Kernel, KernelInput, MetricDescriptor } from '../metric.js';
import { hopSearch } from '../paths/hop-search.js';
import { allSourcesCost, blockRange, sourceBlockCount } from '../paths/source-blocks.js';

/** What is known of the distances among the largest component's authors. */
interface DistanceSummary {
  readonly sources: number;
  readonly largestEccentricity: number;
  readonly smallestEccentricity: number;
  readonly totalDistance: number;
}

/** One block's summary as an array: sources, largest and smallest eccentricity, total distance. */
function summarizeBlock(input: KernelInput, block: number): Float64Array {
  const { graph } = input;
  const members = largestComponentNodes(graph);
  const [from, to] = blockRange(members.length, sourceBlockCount(graph.nodeCount), block);
  const { order, distance, run } = hopSearch(graph);
  const pass = checkpoint(input, to - from);
  let largest = -Infinity;
  let smallest = Infinity;
  let total = 0;
  for (let i = from; i < to; i++) {
    pass(i - from);
    const reached = run(members[i]);
    const eccentricity = distance[order[reached - 1]];
    largest = Math.max(largest, eccentricity);
    smallest = Math.min(smallest, eccentricity);
    for (let j = 1; j < reached; j++) total += distance[order[j]];
  }
  pass(to - from);
  return Float64Array.of(to - from, largest, smallest, total);
}

function summarized(partials: readonly Float64Array[]): DistanceSummary {
  let [sources, largestEccentricity, smallestEccentricity, totalDistance] = [0, -Infinity, Infinity, 0];
  for (const partial of partials) {
    sources += partial[0];
    largestEccentricity = Math.max(largestEccentricity, partial[1]);
    smallestEccentricity = Math.min(smallestEccentricity, partial[2]);
    totalDistance += partial[3];
  }
  return { sources, largestEccentricity, smallestEccentricity, totalDistance };
}

function distanceKernel(value: (summary: DistanceSummary) => number): Kernel {
  return {
    kind: 'blocked',
    blockCount: ({ graph }) => sourceBlockCount(graph.nodeCount),
    runBlock: summarizeBlock,
    combine: (_input, partials) => exactScalar(value(summarized(partials))),
  };
}

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

function distanceMetric(described: Described, value: (summary: DistanceSummary) => number): MetricDescriptor {
  return {
    ...described,
    scope: 'NETWORK',
    family: 'NETWORK',
    normalization: null,
    needs: 'PROJECTION',
    parameters: [],
    complexity: 'O(g (g + m)) for g authors in the largest component',
    cost: (nodeCount, edgeCount) => allSourcesCost(nodeCount, edgeCount, 'UNWEIGHTED'),
    kernel: distanceKernel(value),
  };
}

const OF_LARGEST = 'In the largest connected component (of equal ones that with the smallest author index), in hops.';

export const DIAMETER = distanceMetric(
  { id: 'DIAMETER', title: 'Diameter', definition: `Largest distance between two authors. ${OF_LARGEST} 0 where nobody collaborates.`, range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: 'Wasserman & Faust 1994, Social Network Analysis, ch. 4' },
  ({ sources, largestEccentricity }) => (sources === 0 ? NaN : largestEccentricity),
);

export const RADIUS = distanceMetric(
  { id: 'RADIUS', title: 'Radius', definition: `Smallest eccentricity of an author: how far the most central one is from everybody. ${OF_LARGEST} 0 where nobody collaborates.`, range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: 'Hage & Harary 1995, doi:10.1016/0378-8733(94)00248-9' },
  ({ sources, smallestEccentricity }) => (sources === 0 ? NaN : smallestEccentricity),
);

export const MEAN_DISTANCE = distanceMetric(
  { id: 'MEAN_DISTANCE', title: 'Mean distance', definition: `Mean distance over all pairs of different authors. ${OF_LARGEST}`, range: '[1, (n + 1) / 3]', nullMeaning: 'nobody collaborates', reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132' },
  ({ sources, totalDistance }) => (sources < 2 ? NaN : totalDistance / (sources * (sources - 1))),
);
