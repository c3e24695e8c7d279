/** Numbers of communities. */

/** The same partition of nodes 0 … n − 1 with labels 0 … count − 1 in order of first appearance, in place; labels are below n. Returns the count. O(n). */
export function numberFromZero(labels: Int32Array, nodeCount = labels.length): number {
  const renumbered = new Int32Array(nodeCount).fill(-1);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const label = labels[node];
    if (renumbered[label] < 0) renumbered[label] = count++;
    labels[node] = renumbered[label];
  }
  return count;
}

/** The same partition (labels below n) numbered by size descending; communities of one size by their smallest node. O(n log n) at worst. */
export function numberedBySize(partition: Int32Array): { labels: Int32Array; sizes: Uint32Array } {
  const labels = partition.slice();
  const count = numberFromZero(labels);
  const sizes = new Uint32Array(count);
  for (const label of labels) sizes[label]++;
  // First appearance is order of smallest node.
  const order = Uint32Array.from({ length: count }, (_, label) => label).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(count);
  for (let place = 0; place < count; place++) rank[order[place]] = place;
  for (let node = 0; node < labels.length; node++) labels[node] = rank[labels[node]];
  return { labels, sizes: Uint32Array.from(order, (label) => sizes[label]) };
}

/** [n] each node by itself. */
export function eachAlone(nodeCount: number): Int32Array {
  const labels = new Int32Array(nodeCount);
  aloneEach(labels, nodeCount);
  return labels;
}

/** Labels nodes 0 … n − 1 each by itself. */
export function aloneEach(labels: Int32Array, nodeCount: number): void {
  for (let node = 0; node < nodeCount; node++) labels[node] = node;
}

/** Replaces every label of nodes 0 … n − 1 by what it stands for one level up, in place. O(n). */
export function relabel(labels: Int32Array, nodeCount: number, above: Int32Array): void {
  for (let node = 0; node < nodeCount; node++) labels[node] = above[labels[node]];
}
