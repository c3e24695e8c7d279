/** The place of an author among communities: ties spread over many, and standing within the own one. */
import type { CsrGraph } from '../../graph/types.js';
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { booleanOf } from '../parameters.js';
import { COMMUNITY_BASED, communityKernel } from './community-kernel.js';

/**
 * 1 − Σ over communities s of (k_is / k_i)², k_is being the ties of node i to members of s and k_i all of them, counted or
 * (`weighted`) by strength. Range [0, 1); NaN for nodes without ties. O(n + m). Guimerà & Amaral 2005, doi:10.1038/nature03288.
 */
export function participation(graph: CsrGraph, labels: Int32Array, weighted: boolean): Float64Array {
  const { nodeCount: n, offsets, neighbours, strength } = graph;
  const to = new Float64Array(n);
  const touched = new Int32Array(n);
  const values = new Float64Array(n).fill(NaN);
  for (let node = 0; node < n; node++) {
    let count = 0;
    let all = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const label = labels[neighbours[slot]];
      const tie = weighted ? strength[slot] : 1;
      if (to[label] === 0) touched[count++] = label;
      to[label] += tie;
      all += tie;
    }
    if (count === 0) continue;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += (to[touched[i]] / all) ** 2;
      to[touched[i]] = 0;
    }
    // One community alone is exactly 0, not a rounding of it.
    values[node] = count === 1 ? 0 : Math.max(0, 1 - sum);
  }
  return values;
}

/** Deviations of this share of the mean are rounding: all members have the same. */
const SAME = 1e-12;

/**
 * (κ_i − mean) / deviation of the ties κ_i that node i has within its own community, counted or (`weighted`) by strength;
 * mean and (population) standard deviation over that community's members. 0 where all members have the same, as alone or
 * in a clique. Unbounded. O(n + m). Guimerà & Amaral 2005, doi:10.1038/nature03288.
 */
export function withinCommunityZ(graph: CsrGraph, labels: Int32Array, weighted: boolean): Float64Array {
  const { nodeCount: n, offsets, neighbours, strength } = graph;
  const within = new Float64Array(n);
  const members = new Float64Array(n);
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  for (let node = 0; node < n; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (labels[neighbours[slot]] === labels[node]) within[node] += weighted ? strength[slot] : 1;
    }
    members[labels[node]]++;
    mean[labels[node]] += within[node];
  }
  for (let label = 0; label < n; label++) if (members[label] > 0) mean[label] /= members[label];
  for (let node = 0; node < n; node++) variance[labels[node]] += (within[node] - mean[labels[node]]) ** 2 / members[labels[node]];
  return within.map((ties, node) => {
    const label = labels[node];
    const deviation = Math.sqrt(variance[label]);
    return deviation > SAME * mean[label] ? (ties - mean[label]) / deviation : 0;
  });
}

const SHARED = {
  ...COMMUNITY_BASED,
  scope: 'AUTHOR',
  family: 'COMMUNITY',
  normalization: null,
  complexity: 'that of the metric `COMMUNITY`, and O(n + m)',
  reference: 'Guimerà & Amaral 2005, doi:10.1038/nature03288',
} as const satisfies Partial<MetricDescriptor>;

export const PARTICIPATION_COEFFICIENT: MetricDescriptor = {
  ...SHARED,
  id: 'PARTICIPATION_COEFFICIENT',
  title: 'Participation coefficient',
  definition:
    '1 − Σ over communities of (share of the author\'s ties that go there)²: 0 where all collaborators are of one community, near 1 where they are spread evenly over many. Communities as the metric `COMMUNITY` has them; ties by strength where `weighted`, else each collaborator counts 1.',
  range: '[0, 1)',
  nullMeaning: 'no collaborators',
  kernel: communityKernel((input, labels) => exact(participation(input.graph, labels, booleanOf(input.parameters, 'weighted')))),
};

export const WITHIN_COMMUNITY_Z: MetricDescriptor = {
  ...SHARED,
  id: 'WITHIN_COMMUNITY_Z',
  title: 'Within-community z-score',
  definition:
    "How many standard deviations the author's ties to members of the own community lie above the mean of that community's members (population deviation; 0 where all members have the same, as in a clique or alone). Communities as the metric `COMMUNITY` has them; ties by strength where `weighted`, else each collaborator counts 1.",
  range: '(−∞, ∞)',
  nullMeaning: null,
  kernel: communityKernel((input, labels) => exact(withinCommunityZ(input.graph, labels, booleanOf(input.parameters, 'weighted')))),
};
