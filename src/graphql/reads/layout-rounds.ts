/**
 * How long a picture's layout takes, in nanoseconds of one core, and so how many rounds it may have: it runs where
 * everybody else's requests do. Measured at 1,000 to 5,000 nodes; what counts is that it grows as the layout does.
 */

/** Up to so many nodes of a component, each round looks at all pairs; above, at a tree of them. */
const ALL_PAIRS_UP_TO = 2_000;
const NS_PER_PAIR = 6;
const NS_PER_TREE_STEP = 400;
const NS_PER_EDGE = 10;
/** Making the graph that is laid out. */
const SETUP_NS_PER_EDGE = 7_000;
const SETUP_NS_PER_NODE = 20_000;

/** What the rounds of one picture may take. */
export const MAX_ROUNDS_NS = 2e9;
/** What they take at most where the caller leaves their number open. */
export const DEFAULT_ROUNDS_NS = 0.8e9;
export const MAX_ROUNDS = 1_000;

/** One round over components of these sizes. */
export function roundNs(componentSizes: readonly number[], edges: number): number {
  const nodes = componentSizes.reduce((sum, n) => sum + (n <= ALL_PAIRS_UP_TO ? NS_PER_PAIR * n * n : NS_PER_TREE_STEP * n * Math.log2(n)), 0);
  return Math.max(1, nodes + NS_PER_EDGE * edges);
}

/** One round at most, before it is known how the nodes hang together: components of ALL_PAIRS_UP_TO take longest. */
export function longestRoundNs(nodes: number, edges: number): number {
  return Math.max(1, NS_PER_PAIR * nodes * Math.min(nodes, ALL_PAIRS_UP_TO) + NS_PER_EDGE * edges);
}

export function setupNs(nodes: number, edges: number): number {
  return SETUP_NS_PER_NODE * nodes + SETUP_NS_PER_EDGE * edges;
}

/** The most rounds that are run when asked for. */
export function mostRounds(nsPerRound: number, budgetNs = MAX_ROUNDS_NS): number {
  return Math.max(1, Math.min(MAX_ROUNDS, Math.floor(budgetNs / nsPerRound)));
}

/** Rounds where the caller leaves them open: small pictures can afford to settle, large ones take fewer. */
export function suitableRounds(nodes: number, nsPerRound: number, budgetNs = DEFAULT_ROUNDS_NS): number {
  const settling = Math.round(Math.min(300, Math.max(30, 2e7 / (nodes * nodes))));
  return Math.max(1, Math.min(settling, Math.floor(budgetNs / nsPerRound)));
}
