/** Closeness centrality in the form that stays comparable between components. */
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import type { Search } from '../paths/hop-search.js';
import { allSourcesCost, concatenated, scoreSources, sourceBlockCount } from '../paths/source-blocks.js';

/** r² / Σd of a finished search, r the nodes reached beside the source; 0 where there is none. */
function squaredReachPerDistance(search: Search, reached: number): number {
  let sum = 0;
  for (let i = 1; i < reached; i++) sum += search.distance[search.order[i]];
  return reached > 1 ? (reached - 1) ** 2 / sum : 0;
}

export const CLOSENESS: MetricDescriptor = {
  id: 'CLOSENESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Closeness',
  definition:
    'Wasserman–Faust closeness: (r / (n − 1)) · (r / Σd), where r is the number of other authors reachable and Σd the sum of the distances to them; the first factor scales a component by its share of the network. 0 for an author without collaborators. With UNWEIGHTED distance it lies in [0, 1]; INVERSE_STRENGTH is in units of strength.',
  range: '[0, 1] for UNWEIGHTED, [0, ∞) for INVERSE_STRENGTH',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops, O(n (n + m) log n) by cost',
  reference: 'Wasserman & Faust 1994, Social Network Analysis, eq. 5.22; Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  cost: (nodeCount, edgeCount, parameters) => allSourcesCost(nodeCount, edgeCount, parameters.distance),
  kernel: {
    kind: 'blocked',
    blockCount: ({ graph }) => sourceBlockCount(graph.nodeCount),
    runBlock: (input, block) => scoreSources(input, distanceOf(input.parameters), block, squaredReachPerDistance),
    combine: ({ graph }, partials) => {
      const values = concatenated(partials, graph.nodeCount);
      const others = Math.max(1, graph.nodeCount - 1);
      return exact(values.map((value) => value / others));
    },
  },
};
