/** The searches that are left to make after all reductions (see reduce.ts), laid out so that they read memory in order. */
import type { Ledger, OpenAccounts } from './accounts.js';
import type { Crowds } from './crowds.js';
import type { LocatedGraph } from './located-graph.js';

/** Sources that are searched from at once. */
export const LANES = 32;
/** `batchOf` of nodes that are never taken out. */
const STAYS = 0xffffffff;

export type SearchPlan = {
  /** Nodes of all reduced graphs, one behind the other. */
  readonly nodeCount: number;
  /** [nodes+1] into `neighbours`. */
  readonly offsets: Uint32Array;
  /** Adjacent nodes, twice per edge; in each row those that stay longest come first. */
  readonly neighbours: Uint32Array;
  /** Length of each edge, parallel to `neighbours`; empty where each has length 1. */
  readonly costs: Float64Array;
  /** [nodes] interchangeable authors of each node, ≥ 1. */
  readonly multiplicity: Float64Array;
  /** [nodes] authors located at each node, ≥ 1. */
  readonly weight: Float64Array;
  /** [nodes] the batch before which the node is still there and after which it is gone; STAYS for ever. */
  readonly batchOf: Uint32Array;
  /** [nodes] the account that is credited. */
  readonly account: Uint32Array;
  /** Nodes to search from, batch by batch of LANES. */
  readonly sources: Uint32Array;
  /** [sources] what a dependency on each counts: the authors located there, twice where it is taken out. */
  readonly factors: Float64Array;
  /** [batches] estimated steps, ≥ 1, whole numbers. */
  readonly work: Float64Array;
  readonly accounts: OpenAccounts;
  /** Where the searches are to find what edges carry, not authors. */
  readonly edges: PlanEdges | null;
  /** Large cliques whose edges no row holds; see crowds.ts. */
  readonly crowds?: Crowds;
};

/** The edges of all reduced graphs. */
export type PlanEdges = {
  /** [slots] edge in each slot, the same both ways. */
  readonly edgeOf: Uint32Array;
  /** [edges] the account that is credited. */
  readonly account: Uint32Array;
  readonly accounts: OpenAccounts;
};

/** A reduced graph with the nodes to search from in it; the first `leaving` of them are taken out in their order. */
export interface Part {
  readonly graph: LocatedGraph;
  readonly sources: Uint32Array;
  readonly leaving: number;
}

/** Nodes in breadth-first order, so that sources that are searched from together lie close together. */
export function breadthFirstOrder({ nodeCount, offsets, neighbours }: LocatedGraph): Uint32Array {
  const order = new Uint32Array(nodeCount);
  const met = new Uint8Array(nodeCount);
  let reached = 0;
  let busiest = 0;
  for (let node = 1; node < nodeCount; node++) {
    if (offsets[node + 1] - offsets[node] > offsets[busiest + 1] - offsets[busiest]) busiest = node;
  }
  for (let start = -1; start < nodeCount; start++) {
    const root = start < 0 ? busiest : start;
    if (nodeCount === 0 || met[root] === 1) continue;
    met[root] = 1;
    order[reached++] = root;
    for (let head = reached - 1; head < reached; head++) {
      for (let slot = offsets[order[head]], end = offsets[order[head] + 1]; slot < end; slot++) {
        const next = neighbours[slot];
        if (met[next] === 1) continue;
        met[next] = 1;
        order[reached++] = next;
      }
    }
  }
  return order;
}

/** Puts the parts one behind the other, each relabelled breadth first, and plans their batches. O(n + m). */
export function packed(parts: readonly Part[], ledger: Ledger, withEdges: boolean): SearchPlan {
  const nodeCount = parts.reduce((sum, { graph }) => sum + graph.nodeCount, 0);
  const slots = parts.reduce((sum, { graph }) => sum + graph.neighbours.length, 0);
  const sourceCount = parts.reduce((sum, { sources }) => sum + sources.length, 0);
  const withCosts = parts.some(({ graph }) => graph.costs !== null);
  const plan = {
    nodeCount,
    offsets: new Uint32Array(nodeCount + 1),
    neighbours: new Uint32Array(slots),
    costs: new Float64Array(withCosts ? slots : 0),
    multiplicity: new Float64Array(nodeCount),
    weight: new Float64Array(nodeCount),
    batchOf: new Uint32Array(nodeCount).fill(STAYS),
    account: new Uint32Array(nodeCount),
    sources: new Uint32Array(sourceCount),
    factors: new Float64Array(sourceCount),
    work: new Float64Array(Math.ceil(sourceCount / LANES)),
    accounts: ledger.authors.finish(),
    edges: null,
  };
  const accountOf = withEdges ? new Uint32Array(slots) : null;
  let [firstNode, firstSource] = [0, 0];
  for (const part of parts) {
    place(part, plan, accountOf, firstNode, firstSource);
    firstNode += part.graph.nodeCount;
    firstSource += part.sources.length;
  }
  return accountOf === null ? plan : { ...plan, edges: numberedEdges(parts, plan, accountOf, ledger) };
}

/** Numbers the edges: in a part each has an account of its own, which it may share with edges of other parts. O(slots + accounts). */
function numberedEdges(parts: readonly Part[], { offsets }: SearchPlan, accountOf: Uint32Array, ledger: Ledger): PlanEdges {
  const accounts = ledger.edges.finish();
  const edgeOf = new Uint32Array(accountOf.length);
  const account = new Uint32Array(accountOf.length / 2);
  const latest = new Int32Array(accounts.balances.length).fill(-1);
  let [firstNode, edges] = [0, 0];
  for (const { graph } of parts) {
    const firstOfPart = edges;
    for (let slot = offsets[firstNode], end = offsets[firstNode + graph.nodeCount]; slot < end; slot++) {
      const own = accountOf[slot];
      if (latest[own] < firstOfPart) {
        account[edges] = own;
        latest[own] = edges++;
      }
      edgeOf[slot] = latest[own];
    }
    firstNode += graph.nodeCount;
  }
  return { edgeOf, account, accounts };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes one part into the plan from node `firstNode` and source `firstSource` on, and the accounts of its slots into `accountOf`. */
function place({ graph, sources, leaving }: Part, plan: Writable<SearchPlan>, accountOf: Uint32Array | null, firstNode: number, firstSource: number): void {
  const { nodeCount, offsets, neighbours, costs, edgeAccount } = graph;
  const byCloseness = breadthFirstOrder(graph);
  const labelOf = new Uint32Array(nodeCount);
  byCloseness.forEach((node, i) => (labelOf[node] = firstNode + i));
  byCloseness.forEach((node, i) => {
    const label = firstNode + i;
    plan.multiplicity[label] = graph.multiplicity[node];
    plan.weight[label] = graph.weight[node];
    plan.account[label] = graph.account[node];
    plan.offsets[label + 1] = plan.offsets[label] + offsets[node + 1] - offsets[node];
  });
  // Nodes that leave together come close to each other into one batch.
  const ordered = leaving === 0 ? sources : closeTogether(graph, sources, labelOf);
  const placeInOrder = new Int32Array(nodeCount).fill(-1);
  let aliveSteps = nodeCount + neighbours.length;
  ordered.forEach((node, i) => {
    const batch = Math.floor((firstSource + i) / LANES);
    placeInOrder[node] = i;
    plan.sources[firstSource + i] = labelOf[node];
    plan.factors[firstSource + i] = graph.weight[node] * (leaving > 0 ? 2 : 1);
    plan.work[batch] += Math.ceil(aliveSteps / LANES);
    if (leaving === 0) return;
    plan.batchOf[labelOf[node]] = batch;
    aliveSteps -= 1;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const other = placeInOrder[neighbours[slot]];
      if (other < 0) aliveSteps -= 2;
    }
  });
  // Rows are filled by those who stay longest: who never leaves first, then in reverse order of leaving.
  const cursor = plan.offsets.slice(firstNode, firstNode + nodeCount);
  const append = (node: number): void => {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const row = labelOf[neighbours[slot]] - firstNode;
      if (costs !== null) plan.costs[cursor[row]] = costs[slot];
      if (accountOf !== null && edgeAccount !== null) accountOf[cursor[row]] = edgeAccount[slot];
      plan.neighbours[cursor[row]++] = labelOf[node];
    }
  };
  if (leaving === 0) {
    for (const node of byCloseness) append(node);
  } else {
    for (const node of byCloseness) if (placeInOrder[node] < 0) append(node);
    for (let i = ordered.length - 1; i >= 0; i--) append(ordered[i]);
  }
}

/**
 * The order of leaving with runs of nodes that do not depend on each other sorted by closeness: a run ends before a node
 * that has a neighbour in it.
 */
function closeTogether({ nodeCount, offsets, neighbours }: LocatedGraph, order: Uint32Array, labelOf: Uint32Array): Uint32Array {
  const sorted = order.slice();
  const inRun = new Int32Array(nodeCount).fill(-1);
  const sortRun = (from: number, to: number): void => {
    sorted.subarray(from, to).sort((a, b) => labelOf[a] - labelOf[b]);
  };
  let from = 0;
  for (let i = 0; i < order.length; i++) {
    let depends = false;
    for (let slot = offsets[order[i]], end = offsets[order[i] + 1]; slot < end && !depends; slot++) depends = inRun[neighbours[slot]] === from;
    if (depends) {
      sortRun(from, i);
      from = i;
    }
    inRun[order[i]] = from;
  }
  sortRun(from, order.length);
  return sorted;
}
