/** Who lays a network out. */

/**
 * Above this many nodes the server's positions are used (`layout: { seed }` with iterations left to it) instead of the
 * seeded start (`layout: { seed, iterations: 0 }`) that the browser settles: on a slow machine the browser takes about
 * as many seconds as there are thousands of nodes.
 */
export const MAX_BROWSER_NODES = 1500;

/** Who lays out a picture of so many nodes. */
export function layoutMadeBy(nodeCount: number): 'browser' | 'server' {
  return nodeCount <= MAX_BROWSER_NODES ? 'browser' : 'server';
}
