/** What every way of making a plan's searches has in common. */
import { someAuthorOf } from '../reduction/accounts.js';
import type { SearchPlan } from '../reduction/search-plan.js';
import { LANES } from '../reduction/search-plan.js';
import { pathCountOverflow } from './path-count.js';

export interface BatchSearches {
  /** Starts anew with the sums at 0; `batch` is the first that will be run. */
  readonly begin: (batch: number) => void;
  /** Makes the searches of one batch; batches must come in ascending order. */
  readonly run: (batch: number) => void;
  /**
   * What was found since `begin`, over ordered pairs: [nodes] dependencies, per author of each node, or, for a plan with edges,
   * [edges] what each collaboration of an edge carries. A copy.
   */
  readonly sums: () => Float64Array;
}

/** A search from one source, in the graph as it was before the batch: it adds to the sums what the source contributes. */
export interface SingleSearch {
  readonly source: number;
  readonly factor: number;
  readonly batch: number;
  /** [nodes] authors located at each node, as targets. */
  readonly weight: Float64Array;
  /** [nodes], or [edges] where those are asked for. */
  readonly sums: Float64Array;
}

/** Searches of a plan made one source after another. */
export function oneByOne(plan: SearchPlan, searchFrom: (search: SingleSearch) => void): BatchSearches {
  const { batchOf, sources, factors } = plan;
  const weight = plan.weight.slice();
  const sums = new Float64Array(summedCount(plan));
  return {
    begin: () => {
      sums.fill(0);
    },
    run: (batch) => {
      const from = batch * LANES;
      const to = Math.min(from + LANES, sources.length);
      for (let i = from; i < to; i++) if (batchOf[sources[i]] === batch) weight[sources[i]] = plan.weight[sources[i]] / 2;
      for (let i = from; i < to; i++) searchFrom({ source: sources[i], factor: factors[i], batch, weight, sums });
      for (let i = from; i < to; i++) weight[sources[i]] = plan.weight[sources[i]];
    },
    sums: () => sums.slice(),
  };
}

/** How many sums the searches of a plan have: nodes, or edges where those are asked for. O(1). */
export function summedCount({ nodeCount, edges }: Pick<SearchPlan, 'nodeCount' | 'edges'>): number {
  return edges === null ? nodeCount : edges.account.length;
}

/** The error of a number of paths between two nodes of a plan that double precision does not hold. */
export function tooManyPaths({ accounts, account }: SearchPlan, source: number, target: number): RangeError {
  return pathCountOverflow(someAuthorOf(accounts, account[source]), someAuthorOf(accounts, account[target]));
}
