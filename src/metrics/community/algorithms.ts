/** Every way of finding communities, by name, and the parameters that the metrics built on them share. */
import type { CsrGraph } from '../../graph/types.js';
import { connectedComponents } from '../components/connected.js';
import type { KernelInput, ParameterDescriptor, Parameters } from '../metric.js';
import { booleanOf, numberOf } from '../parameters.js';
import type { Communities, Control } from './communities.js';
import { communitiesOf } from './communities.js';
import { labelPropagation } from './label-propagation.js';
import type { LeidenOptions } from './leiden.js';
import { leiden } from './leiden.js';
import type { Objective } from './level.js';
import { louvain } from './louvain.js';
import type { ModularityOptions } from './modularity.js';

export const COMMUNITY_ALGORITHMS = ['LOUVAIN', 'LEIDEN', 'LABEL_PROPAGATION', 'COMPONENTS'] as const;
export type CommunityAlgorithm = (typeof COMMUNITY_ALGORITHMS)[number];

/** Whether chance takes part, and so the seed. */
export function takesSeed(algorithm: CommunityAlgorithm): boolean {
  return algorithm !== 'COMPONENTS';
}

/** Whether something is optimised whose resolution can be chosen. */
export function takesResolution(algorithm: CommunityAlgorithm): boolean {
  return algorithm === 'LOUVAIN' || algorithm === 'LEIDEN';
}

/**
 * Communities by the algorithm of that name; what it does not take is ignored, and modularity is at resolution 1 where it
 * takes none. Cost and errors as the algorithm's own.
 */
export function findCommunities(graph: CsrGraph, algorithm: CommunityAlgorithm, options: LeidenOptions, control: Control = {}): Communities {
  if (algorithm === 'LOUVAIN') return louvain(graph, options, control);
  if (algorithm === 'LEIDEN') return leiden(graph, options, control);
  if (algorithm === 'LABEL_PROPAGATION') return labelPropagation(graph, options, control);
  return communitiesOf(graph, connectedComponents(graph).label, { weighted: options.weighted, resolution: 1 });
}

/**
 * LOUVAIN is the default because the API's `communities` has it: whoever asks for the number of an author's community gets
 * the one under which that list has it.
 */
export const COMMUNITY_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    name: 'algorithm',
    description:
      'LOUVAIN (Blondel et al. 2008; ends when no move of a single author gains anything; where such moves gained more than .005 of modularity, all levels are climbed anew first), LEIDEN (Traag et al. 2019: every community is connected; ends with such moves too), LABEL_PROPAGATION (Raghavan et al. 2007) or COMPONENTS, the connected components.',
    default: 'LOUVAIN',
    accepts: COMMUNITY_ALGORITHMS,
  },
  { name: 'seed', description: 'Decides in which order authors are visited: the same seed gives the same communities where the authors stand in the same order, as within a snapshot. COMPONENTS takes none.', default: 1, accepts: [0, 2 ** 31 - 1], isInteger: true },
  { name: 'resolution', description: 'Above 1 finds smaller communities, below 1 larger; for LOUVAIN and LEIDEN.', default: 1, accepts: [0.001, 100] },
  { name: 'weighted', description: 'Weigh collaborations by strength; false counts each 1.', default: true, accepts: ['true', 'false'] },
  {
    name: 'objective',
    description:
      'What LOUVAIN and LEIDEN maximise: MODULARITY, or CPM, the constant Potts model Σ over communities of (strength within − resolution · s (s − 1) / 2), s being its size (Traag et al. 2011, doi:10.1103/PhysRevE.84.016114).',
    default: 'MODULARITY',
    accepts: ['MODULARITY', 'CPM'],
  },
  { name: 'iterations', description: 'How often LEIDEN goes through all levels, at most, after the first time from what it found; it ends before when nothing changes.', default: 2, accepts: [1, 1000], isInteger: true },
  { name: 'theta', description: 'θ of LEIDEN: how freely it merges what gains less than the best choice, in mean strengths of a collaboration.', default: 0.01, accepts: [0.0001, 10] },
];

/** [n] the communities that a metric's parameters (COMMUNITY_PARAMETERS) mean, with progress and cancellation as the input has them. */
export function communityLabels(input: Pick<KernelInput, 'graph' | 'parameters'> & Control): Int32Array {
  const { graph, parameters } = input;
  return findCommunities(graph, parameters['algorithm'] as CommunityAlgorithm, optionsOf(parameters), input).labels;
}

/** The modularity that such communities are judged by: at resolution 1 where the algorithm takes none, and for CPM, whose resolution is in other units. */
export function judgedBy(parameters: Parameters): ModularityOptions {
  const { weighted, resolution, objective } = optionsOf(parameters);
  const isItsOwn = takesResolution(parameters['algorithm'] as CommunityAlgorithm) && objective !== 'CPM';
  return { weighted, resolution: isItsOwn ? resolution : 1 };
}

function optionsOf(parameters: Parameters): LeidenOptions {
  return {
    seed: numberOf(parameters, 'seed'),
    resolution: numberOf(parameters, 'resolution'),
    weighted: booleanOf(parameters, 'weighted'),
    objective: parameters['objective'] as Objective,
    iterations: numberOf(parameters, 'iterations'),
    theta: numberOf(parameters, 'theta'),
  };
}

/** Estimated steps of finding communities: entries read, some 3 ns each where memory is shared with others. */
export function communityCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  const rounds = { LOUVAIN: 50, LEIDEN: 50 * (1 + Math.min(8, Number(parameters['iterations']))), LABEL_PROPAGATION: 15, COMPONENTS: 2 }[
    parameters['algorithm'] as CommunityAlgorithm
  ];
  return rounds * (nodeCount + 2 * edgeCount);
}

/** Bytes beside the graph, at most: scratch per node, the graph of twin classes, two levels above it. */
export function communityMemory(nodeCount: number, edgeCount: number): number {
  return 180 * nodeCount + 3 * 12 * 2 * edgeCount;
}
