/** The connected parts of a network, and how they are set beside one another. */
import type { LayoutEdge, Places } from './layout.js';

/** Room between components, in the unit in which authors of one lie about 2 apart. */
const GAP = 2.4;
/** Drawings are wider than high. */
const ASPECT = 1.5;

/** Indices of the nodes of each component: the largest component first, equal ones by their first node. O(n + m). */
export function componentsOf(nodeCount: number, edges: readonly LayoutEdge[]): number[][] {
  const parent = Uint32Array.from({ length: nodeCount }, (_, i) => i);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root];
    for (let at = node; parent[at] !== root; ) [parent[at], at] = [root, parent[at]];
    return root;
  };
  // The smaller root stays: the first node of a component stands for it.
  for (const { source, target } of edges) {
    const [low, high] = [rootOf(source), rootOf(target)].sort((a, b) => a - b);
    parent[high] = low;
  }
  const members = new Map<number, number[]>();
  for (let node = 0; node < nodeCount; node++) {
    const root = rootOf(node);
    const list = members.get(root);
    if (list === undefined) members.set(root, [node]);
    else list.push(node);
  }
  return [...members.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}

interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

function boxOf({ xs, ys }: Places): Box {
  const [left, bottom] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))];
  return { left, bottom, width: xs.reduce((a, b) => Math.max(a, b)) - left, height: ys.reduce((a, b) => Math.max(a, b)) - bottom };
}

/**
 * Sets components in rows, the first on top, each row about as wide as suits a picture of that area, and answers places
 * for all nodes, the middle of everything at 0, 0. `parts[i]` are the places of `components[i]`.
 */
export function setBeside(components: ReadonlyArray<readonly number[]>, parts: readonly Places[], nodeCount: number): Places {
  const all: Places = { xs: new Float64Array(nodeCount), ys: new Float64Array(nodeCount) };
  const boxes = parts.map(boxOf);
  const area = boxes.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const rowWidth = Math.max(Math.sqrt(area * ASPECT), boxes[0]?.width ?? 0);
  let [x, top, rowHeight, right] = [0, 0, 0, 0];
  components.forEach((members, i) => {
    const { left, bottom, width, height } = boxes[i];
    if (x > 0 && x + width > rowWidth) {
      top -= rowHeight + GAP;
      [x, rowHeight] = [0, 0];
    }
    members.forEach((node, j) => {
      all.xs[node] = parts[i].xs[j] - left + x;
      all.ys[node] = parts[i].ys[j] - bottom + top - height;
    });
    right = Math.max(right, x + width);
    x += width + GAP;
    rowHeight = Math.max(rowHeight, height);
  });
  const [middleX, middleY] = [right / 2, (top - rowHeight) / 2];
  return { xs: all.xs.map((each) => each - middleX), ys: all.ys.map((each) => each - middleY) };
}
