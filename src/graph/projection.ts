/** Deriving the weighted co-author graph of a spec from the incidence. */
import { csrComponents, filterCsr } from './csr.js';
import { gatherCsr } from './gather.js';
import { isOfComponent } from './node-selection.js';
import { narrowed, select } from './selection.js';
import type { CsrGraph, GraphSpec, Incidence, Projection, Selection } from './types.js';

/** Directed entries above which a projection is refused unless the caller allows more: 3.2 GB. */
export const DEFAULT_MAX_ENTRIES = 200_000_000;

/** No allowance goes beyond: entries are numbered in 31 bits, so that signed and unsigned readers agree. */
const MOST_ENTRIES = 2 ** 31 - 1;

/** neighbours and paperCount at 4 bytes, strength at 8. */
const BYTES_PER_ENTRY = 16;

/** What a projection costs at most. */
export interface ProjectionEstimate {
  /** Σ k(k − 1) over the kept papers: the directed entries if no two papers shared a pair. */
  readonly entries: number;
  /** Memory of the finished arrays for that many entries. */
  readonly bytes: number;
}

export interface ProjectOptions {
  /** Most directed entries (by estimate) that may be built; DEFAULT_MAX_ENTRIES if absent. */
  readonly maxEntries?: number;
}

/** Thrown where a projection would not fit; everything on the incidence still works for such a spec. */
export class ProjectionTooLargeError extends Error {
  readonly estimate: ProjectionEstimate;
  readonly maxEntries: number;
  /** The largest `maxAuthors` whose projection would be allowed. */
  readonly maxAuthorsThatFits: number;

  constructor(estimate: ProjectionEstimate, maxEntries: number, maxAuthorsThatFits: number) {
    super(
      `the projection may take ${estimate.entries} directed entries (${(estimate.bytes / 1e9).toFixed(1)} GB), above ` +
        `the limit of ${maxEntries}; set maxAuthors to ${maxAuthorsThatFits} or less to leave hyper-authored papers out`,
    );
    this.name = 'ProjectionTooLargeError';
    this.estimate = estimate;
    this.maxEntries = maxEntries;
    this.maxAuthorsThatFits = maxAuthorsThatFits;
  }
}

/** An upper bound of the projection's size, without building it. O(P). */
export function estimateProjection(incidence: Incidence, selection: Selection): ProjectionEstimate {
  const { paperOffsets, paperCount } = incidence;
  let entries = 0;
  for (let p = 0; p < paperCount; p += 1) {
    if (selection.paperMask[p] === 0) continue;
    const k = paperOffsets[p + 1] - paperOffsets[p];
    entries += k * (k - 1);
  }
  return { entries, bytes: entries * BYTES_PER_ENTRY + (selection.nodes.length + 1) * 4 };
}

/** Throws ProjectionTooLargeError where the estimate is above what the options allow. O(P). */
export function refuseIfTooLarge(incidence: Incidence, selection: Selection, options: ProjectOptions = {}): void {
  const maxEntries = Math.min(options.maxEntries ?? DEFAULT_MAX_ENTRIES, MOST_ENTRIES);
  const estimate = estimateProjection(incidence, selection);
  if (estimate.entries <= maxEntries) return;
  const sizes: number[] = [];
  for (let p = 0; p < incidence.paperCount; p += 1) {
    if (selection.paperMask[p] === 1) sizes.push(incidence.paperOffsets[p + 1] - incidence.paperOffsets[p]);
  }
  const descending = Uint32Array.from(sizes).toSorted((x, y) => y - x);
  let entries = estimate.entries;
  let fits = 1;
  for (let i = 0; i < descending.length && entries > maxEntries; i += 1) {
    entries -= descending[i] * (descending[i] - 1);
    fits = descending[i] - 1;
  }
  throw new ProjectionTooLargeError(estimate, maxEntries, Math.max(1, fits));
}

/** Nodes of authors, all −1 between two uses: made once per incidence, so that a small graph costs nothing by the number of all authors. */
const scratch = new WeakMap<ArrayBufferLike, Int32Array>();

function emptyNodeOf({ authorOffsets: { buffer }, authorCount }: Incidence): Int32Array {
  const known = scratch.get(buffer);
  if (known?.length === authorCount) return known;
  const made = new Int32Array(authorCount).fill(-1);
  scratch.set(buffer, made);
  return made;
}

/**
 * Builds the co-author graph among `authors` (ascending, distinct) alone, from the kept papers. Every pair has
 * exactly the paperCount and strength bits that it has in the whole projection; k and ranks are those of the whole
 * papers. O(Σ over their kept papers of k, once per author in it). Throws ProjectionTooLargeError.
 */
export function projectAmong(
  incidence: Incidence,
  selection: Selection,
  authors: Uint32Array,
  spec: Pick<GraphSpec, 'counting' | 'minStrength'>,
  options: ProjectOptions = {},
): CsrGraph {
  const maxEntries = Math.min(options.maxEntries ?? DEFAULT_MAX_ENTRIES, MOST_ENTRIES);
  // Among n authors there cannot be more than n(n − 1) entries, so most ego networks need no estimate.
  if (authors.length * (authors.length - 1) > maxEntries) refuseIfTooLarge(incidence, selection, options);
  const nodeOf = emptyNodeOf(incidence);
  try {
    for (let node = 0; node < authors.length; node += 1) nodeOf[authors[node]] = node;
    const graph = gatherCsr(incidence, selection.paperMask, authors, nodeOf, spec.counting);
    return spec.minStrength > 0 ? filterCsr(graph, null, strengthFloor(spec.minStrength)) : graph;
  } finally {
    for (const author of authors) nodeOf[author] = -1;
  }
}

/**
 * A strength that sums to the bound but for rounding meets it: ten tenths are 0.9999999999999999. The allowance is
 * one part in 10^12.
 */
function strengthFloor(minStrength: number): number {
  return minStrength * (1 - 1e-12);
}

/** 1 for each node of the component(s) that the spec asks for, or null where it asks for all. */
function wantedNodes(graph: CsrGraph, nodeOf: Int32Array, spec: GraphSpec): Uint8Array | null {
  if (!isOfComponent(spec)) return null;
  const { componentOf, sizes } = csrComponents(graph);
  const wanted = new Set(sizes.keys());
  if (spec.component === 'GIANT') {
    // The first of the largest: ids ascend with the smallest node, which breaks ties.
    const giant = sizes.indexOf(sizes.reduce((x, y) => Math.max(x, y), 0));
    for (const id of wanted) if (id !== giant) wanted.delete(id);
  }
  if (spec.componentOf !== null) {
    const node = nodeOf[spec.componentOf];
    const own = node === -1 ? -1 : componentOf[node];
    for (const id of wanted) if (id !== own) wanted.delete(id);
  }
  return Uint8Array.from(componentOf, (id) => (wanted.has(id) ? 1 : 0));
}

/**
 * The co-author graph under `spec`, on SharedArrayBuffers. `selection` must be `select(incidence, spec)`; it is made
 * where absent.
 *
 * `paperCount` is exact; `strength` is summed in ascending paper order, so that both directions of an edge have
 * identical bits. Then edges below `minStrength` go (one part in 10^12 of slack for rounding; authors stay), then
 * every node outside the component asked for: GIANT is the largest after `minStrength`, the one of the smallest
 * author where sizes tie; `componentOf` the component of that author, empty if no kept paper is his; both, their
 * intersection. With a component the selection is narrowed too: nodes are renumbered, and a paper stays kept where at
 * least one of its authors is a node.
 *
 * O(Σ k²) over the kept papers. Throws ProjectionTooLargeError before anything is allocated where the estimate is
 * above `options.maxEntries`, and a RangeError for an impossible spec.
 */
export function project(
  incidence: Incidence,
  spec: GraphSpec,
  selection: Selection = select(incidence, spec),
  options: ProjectOptions = {},
): Projection {
  refuseIfTooLarge(incidence, selection, options);
  return finishProjection(incidence, spec, selection, gatherCsr(incidence, selection.paperMask, selection.nodes, selection.nodeOf, spec.counting));
}

/** What `project` does once the edges of the selection's papers are there: `minStrength`, then the component. O(n + m), with a component O(P + Σk) more. */
export function finishProjection(incidence: Incidence, spec: GraphSpec, selection: Selection, gathered: CsrGraph): Projection {
  let graph = gathered;
  if (spec.minStrength > 0) graph = filterCsr(graph, null, strengthFloor(spec.minStrength));
  const keep = wantedNodes(graph, selection.nodeOf, spec);
  if (!keep) return { ...graph, ...selection, spec };
  return { ...filterCsr(graph, keep, 0), ...narrowed(incidence, selection, keep), spec };
}
