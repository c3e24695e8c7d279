/** The multiscale backbone: collaborations too strong to be chance, given how an author's strength could be spread. */
import type { CsrGraph } from '../../graph/types.js';
import { totalStrengths } from '../centrality/degree.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { perSlot } from './pair-values.js';

/**
 * The disparity filter's α of every slot: the smaller of both ends' (1 − s_ij / s_i)^(k_i − 1), an end of degree 1
 * giving 1. O(m).
 */
export function disparity(graph: CsrGraph): Float64Array {
  const { offsets, strength } = graph;
  const total = totalStrengths(graph);
  const alpha = (end: number, slot: number): number => {
    const degree = offsets[end + 1] - offsets[end];
    // The share may exceed 1 by rounding where the others are negligible.
    return degree === 1 ? 1 : Math.max(0, 1 - strength[slot] / total[end]) ** (degree - 1);
  };
  return perSlot(graph, (from, to, slot) => Math.min(alpha(from, slot), alpha(to, slot)));
}

export const DISPARITY: MetricDescriptor = {
  id: 'DISPARITY',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Disparity (backbone significance)',
  definition:
    'The smaller of the two ends’ α_ij = (1 − s_ij/s_i)^(k_i − 1), with s_ij the strength of the collaboration, s_i the total strength and k_i the number of collaborators of the end: the probability that the collaboration would get so large a share if the end’s strength were cut into k_i pieces at random. Small values make the backbone, as all collaborations with α below a level. An end with a single collaborator gives 1, since its share says nothing; so does a pair of which neither has another collaborator.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m)',
  reference: 'Serrano, Boguñá & Vespignani 2009, doi:10.1073/pnas.0808904106',
  cost: (nodeCount, edgeCount) => nodeCount + 80 * edgeCount,
  kernel: wholeKernel(({ graph }) => exact(disparity(graph))),
};
