/**
 * Shattering at articulation points: the graph falls into its biconnected blocks, and what lies beyond an articulation
 * point is located at it (Puzis et al. 2012, doi:10.1007/978-3-642-30428-6_5; Sariyüce et al. 2013,
 * doi:10.1137/1.9781611972832.76).
 *
 * Exactness. A shortest path leaves a block only through an articulation point, so between two authors it runs, within
 * a block, from the point where it enters to the point where it leaves: for every author of the block the pair counts as
 * one between those two points. What is left are pairs that meet at an articulation point itself: those in different
 * branches, all of whose paths run through it; where the point stands for several interchangeable authors, each of them
 * is on an equal share of the paths. This holds for any lengths of edges. An edge lies in one block, and all that it carries
 * leads between two points of that block.
 */
import { walkBlocks } from '../components/block-walk.js';
import type { Ledger } from './accounts.js';
import type { LocatedGraph } from './located-graph.js';

/** Blocks of two nodes have no inner node, and are of no use where edges are not asked for. */
const LEAST_BLOCK = 3;

interface FoundBlock {
  /** The node through which the walk came in. */
  readonly top: number;
  /** The block's other nodes: members[from] … members[to − 1]. */
  readonly from: number;
  readonly to: number;
  /** Authors located in the branch below the top. */
  readonly below: number;
}

/**
 * The blocks of at least three nodes (of two, where edges are asked for), each with everything beyond it located at its
 * articulation points; pairs that only meet at an articulation point are credited to its account. O(n + m), but for sorting the
 * blocks' nodes.
 */
export function shatter(graph: LocatedGraph, { authors }: Ledger): LocatedGraph[] {
  const { nodeCount: n, weight, multiplicity, account } = graph;
  /** Authors in the finished branches below each node, and the sum of their squares. */
  const below = new Float64Array(n);
  const belowSquares = new Float64Array(n);
  const branches = new Uint32Array(n);
  const members = new Uint32Array(n);
  const scratch: Scratch = { placeOf: new Int32Array(n).fill(-1) };
  const leastBlock = graph.edgeAccount === null ? LEAST_BLOCK : 2;
  const blocks: LocatedGraph[] = [];
  let found: FoundBlock[] = [];
  let membersCount = 0;
  walkBlocks(graph, {
    block: (top, nodes, from, to) => {
      let branch = 0;
      const start = membersCount;
      for (let i = from; i < to; i++) {
        members[membersCount++] = nodes[i];
        branch += weight[nodes[i]] + below[nodes[i]];
      }
      below[top] += branch;
      belowSquares[top] += branch ** 2;
      branches[top]++;
      found.push({ top, from: start, to: membersCount, below: branch });
    },
    component: (root) => {
      const all = weight[root] + below[root];
      for (const block of found) {
        if (block.to - block.from + 1 >= leastBlock) blocks.push(blockGraph(graph, block, members, all, below, scratch));
      }
      const meet = (node: number): void => {
        if (branches[node] === 0) return;
        const above = node === root ? 0 : all - weight[node] - below[node];
        const pairs = (below[node] + above) ** 2 - belowSquares[node] - above ** 2;
        authors.credit(account[node], pairs / multiplicity[node]);
      };
      meet(root);
      for (let i = 0; i < membersCount; i++) meet(members[i]);
      found = [];
      membersCount = 0;
    },
  });
  return blocks;
}

interface Scratch {
  /** [n] place of a node in the block that is being made, −1 elsewhere. */
  readonly placeOf: Int32Array;
}

/**
 * A block as a graph. The top may be a hub of very many blocks, so its row is gathered from the other nodes' rows: each
 * node is below the top of one block only, which keeps the whole linear.
 */
function blockGraph(
  graph: LocatedGraph,
  { top, from, to, below: ownBranch }: FoundBlock,
  members: Uint32Array,
  all: number,
  below: Float64Array,
  { placeOf }: Scratch,
): LocatedGraph {
  const nodes = new Uint32Array(to - from + 1);
  nodes.set(members.subarray(from, to));
  nodes[to - from] = top;
  nodes.sort();
  const nodeCount = nodes.length;
  nodes.forEach((node, place) => (placeOf[node] = place));
  const topPlace = placeOf[top];
  const offsets = new Uint32Array(nodeCount + 1);
  for (let place = 0; place < nodeCount; place++) {
    if (place === topPlace) continue;
    for (let slot = graph.offsets[nodes[place]], end = graph.offsets[nodes[place] + 1]; slot < end; slot++) {
      const other = placeOf[graph.neighbours[slot]];
      if (other < 0) continue;
      offsets[place + 1]++;
      if (other === topPlace) offsets[topPlace + 1]++;
    }
  }
  for (let place = 0; place < nodeCount; place++) offsets[place + 1] += offsets[place];
  const neighbours = new Uint32Array(offsets[nodeCount]);
  const costs = graph.costs === null ? null : new Float64Array(neighbours.length);
  const edgeAccount = graph.edgeAccount === null ? null : new Uint32Array(neighbours.length);
  let topFilled = offsets[topPlace];
  for (let place = 0; place < nodeCount; place++) {
    if (place === topPlace) continue;
    let filled = offsets[place];
    for (let slot = graph.offsets[nodes[place]], end = graph.offsets[nodes[place] + 1]; slot < end; slot++) {
      const other = placeOf[graph.neighbours[slot]];
      if (other < 0) continue;
      if (costs !== null && graph.costs !== null) {
        costs[filled] = graph.costs[slot];
        if (other === topPlace) costs[topFilled] = graph.costs[slot];
      }
      if (edgeAccount !== null && graph.edgeAccount !== null) {
        edgeAccount[filled] = graph.edgeAccount[slot];
        if (other === topPlace) edgeAccount[topFilled] = graph.edgeAccount[slot];
      }
      neighbours[filled++] = other;
      if (other === topPlace) neighbours[topFilled++] = place;
    }
  }
  nodes.forEach((node) => (placeOf[node] = -1));
  return {
    nodeCount,
    offsets,
    neighbours,
    costs,
    multiplicity: Float64Array.from(nodes, (node) => graph.multiplicity[node]),
    weight: Float64Array.from(nodes, (node) => (node === top ? all - ownBranch : graph.weight[node] + below[node])),
    account: Uint32Array.from(nodes, (node) => graph.account[node]),
    edgeAccount,
  };
}
