/** Numbers of communities. */

/** The same partition with labels 0 … count − 1 in order of first appearance, in place; labels are below n. Returns the count. O(n). */
export function numberFromZero(labels: Int32Array): number {
  const renumbered = new Int32Array(labels.length).fill(-1);
  let count = 0;
  for (let node = 0; node < labels.length; node++) {
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
  for (let node = 0; node < nodeCount; node++) labels[node] = node;
  return labels;
}

/** Replaces every label by what it stands for one level up, in place. O(n). */
export function relabel(labels: Int32Array, above: Int32Array): void {
  for (let node = 0; node < labels.length; node++) labels[node] = above[labels[node]];
}
