/** What a spec's paper filters keep of an incidence. */
import { sharedArray } from './shared-arrays.js';
import { validateSpec } from './spec.js';
import { FLAG_AUTHOR_LIST_COMPLETE, UNKNOWN_YEAR } from './types.js';
import type { GraphSpec, Incidence, Selection } from './types.js';

/** Membership by index, or null where an empty list keeps all. */
function membership(indices: readonly number[]): Uint8Array | null {
  if (indices.length === 0) return null;
  const member = new Uint8Array(indices.reduce((x, y) => Math.max(x, y)) + 1);
  for (const index of indices) member[index] = 1;
  return member;
}

/** True where the paper passes every filter but `maxAuthors`. */
function paperFilter(incidence: Incidence, spec: GraphSpec): (paper: number) => boolean {
  const { paperYear, paperType, paperVenue, paperFields, paperFieldOffsets } = incidence;
  const types = membership(spec.types);
  const venues = membership(spec.venues);
  const fields = membership(spec.fields);
  const windowed = spec.yearFrom !== null || spec.yearTo !== null;
  const from = spec.yearFrom ?? -Infinity;
  const to = spec.yearTo ?? Infinity;
  return (paper) => {
    if (windowed) {
      const year = paperYear[paper];
      if (year === UNKNOWN_YEAR || year < from || year > to) return false;
    }
    // Beyond the membership's end, and at UNKNOWN (−1), the look-up is undefined: not a member.
    if (types && types[paperType[paper]] !== 1) return false;
    if (venues && venues[paperVenue[paper]] !== 1) return false;
    if (!fields) return true;
    for (let s = paperFieldOffsets[paper]; s < paperFieldOffsets[paper + 1]; s += 1) {
      if (fields[paperFields[s]] === 1) return true;
    }
    return false;
  };
}

/**
 * The selection that a paper mask makes: its authors as nodes and its counts. `hyperAuthoredExcluded` is passed on.
 * O(P + Σk); arrays are shared.
 */
function selectionOfPapers(
  incidence: Incidence,
  paperMask: Uint8Array,
  hyperAuthoredExcluded: number,
): Selection {
  const { authorCount, paperCount, paperOffsets, paperAuthors, paperFlags } = incidence;
  const nodeOf = sharedArray(Int32Array, authorCount).fill(-1);
  let keptPapers = 0;
  let incompleteAuthorLists = 0;
  let nodeCount = 0;
  for (let p = 0; p < paperCount; p += 1) {
    if (paperMask[p] === 0) continue;
    keptPapers += 1;
    if ((paperFlags[p] & FLAG_AUTHOR_LIST_COMPLETE) === 0) incompleteAuthorLists += 1;
    for (let s = paperOffsets[p]; s < paperOffsets[p + 1]; s += 1) {
      const author = paperAuthors[s];
      if (nodeOf[author] === -1) {
        nodeOf[author] = 0;
        nodeCount += 1;
      }
    }
  }
  const nodes = sharedArray(Uint32Array, nodeCount);
  let node = 0;
  for (let a = 0; a < authorCount; a += 1) {
    if (nodeOf[a] === -1) continue;
    nodes[node] = a;
    nodeOf[a] = node++;
  }
  return { paperMask, nodes, nodeOf, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists };
}

/**
 * Applies the paper filters of `spec` (years, types, venues, fields: all that are set must hold, any one index of a
 * list suffices; then `maxAuthors`). `minStrength` and the component are not looked at (see node-selection.ts).
 * O(P + Σk). Throws a RangeError for an impossible spec.
 */
export function select(incidence: Incidence, spec: GraphSpec): Selection {
  validateSpec(spec, incidence.authorCount);
  const passes = paperFilter(incidence, spec);
  const limit = spec.maxAuthors ?? Infinity;
  const paperMask = sharedArray(Uint8Array, incidence.paperCount);
  let hyperAuthoredExcluded = 0;
  for (let p = 0; p < incidence.paperCount; p += 1) {
    if (!passes(p)) continue;
    if (incidence.paperOffsets[p + 1] - incidence.paperOffsets[p] > limit) hyperAuthoredExcluded += 1;
    else paperMask[p] = 1;
  }
  return selectionOfPapers(incidence, paperMask, hyperAuthoredExcluded);
}

/** The selection on the nodes whose `keep` is 1: papers without any kept author leave with their authors. O(P + Σk). */
export function narrowed(incidence: Incidence, selection: Selection, keep: Uint8Array): Selection {
  const paperMask = sharedArray(Uint8Array, incidence.paperCount);
  const nodes = sharedArray(Uint32Array, keep.reduce((sum, k) => sum + k, 0));
  const nodeOf = sharedArray(Int32Array, incidence.authorCount).fill(-1);
  let at = 0;
  selection.nodes.forEach((author, node) => {
    if (keep[node] === 0) return;
    nodeOf[author] = at;
    nodes[at++] = author;
    for (let s = incidence.authorOffsets[author]; s < incidence.authorOffsets[author + 1]; s += 1) {
      const paper = incidence.authorPapers[s];
      paperMask[paper] = selection.paperMask[paper];
    }
  });
  const counts = selectionOfPapers(incidence, paperMask, selection.hyperAuthoredExcluded);
  return { ...counts, nodes, nodeOf };
}
