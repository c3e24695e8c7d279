/** Crowds (see ../reduction/crowds.ts) in the memory of the searches from 32 sources: ../wasm/lanes/crowds.ts works on them. */
import type { Crowds } from '../reduction/crowds.js';
import type { SearchPlan } from '../reduction/search-plan.js';
import { LANES } from '../reduction/search-plan.js';
import type { Layout } from './wasm-memory.js';

const ROW_BYTES = 8 * LANES;

type Names = 'crowdOf' | 'memberOffsets' | 'memberEnds' | 'members' | 'besideOffsets' | 'beside' | 'crowdWords' | 'crowdRows' | 'levels';

/** Bytes of their arrays: some 8 a node, and two rows a crowd. */
export function crowdBytes(crowds: Crowds | null, nodeCount: number): Record<Names, number> {
  const { count = 0, members = [], beside = [] } = crowds ?? {};
  const perNode = crowds === null ? 0 : 4 * (nodeCount + 1);
  return {
    crowdOf: perNode, memberOffsets: 4 * (count + 1), memberEnds: 4 * count, members: 4 * members.length, besideOffsets: 4 * (count + 1),
    beside: 4 * beside.length, crowdWords: 12 * count, crowdRows: 2 * ROW_BYTES * count, levels: perNode,
  };
}

export interface CrowdRows {
  /** Sets where the members of each crowd end once all batches before `firstBatch` have gone. */
  readonly setEnds: (firstBatch: number) => void;
  /** Takes the sources of a batch out of their crowds, where they are the last. */
  readonly takeOut: (leaving: Uint32Array) => void;
}

/** Writes the crowds into memory. O(n + members). */
export function placedCrowds(
  { count, crowdOf, members, memberOffsets, beside, besideOffsets }: Crowds,
  { batchOf }: SearchPlan,
  at: Layout<Names>,
  words: (address: number, length: number) => Uint32Array,
  place: (...numbers: number[]) => void,
): CrowdRows {
  words(at.crowdOf, crowdOf.length).set(crowdOf);
  words(at.memberOffsets, count + 1).set(memberOffsets);
  words(at.members, members.length).set(members);
  words(at.besideOffsets, count + 1).set(besideOffsets);
  words(at.beside, beside.length).set(beside);
  place(count, at.crowdOf, at.memberOffsets, at.memberEnds, at.members, at.besideOffsets, at.beside, at.crowdWords, at.crowdRows, at.levels);
  return {
    setEnds: (firstBatch) => {
      const ends = words(at.memberEnds, count);
      for (let crowd = 0; crowd < count; crowd++) {
        let end = memberOffsets[crowd + 1];
        while (end > memberOffsets[crowd] && batchOf[members[end - 1]] < firstBatch) end--;
        ends[crowd] = end;
      }
    },
    takeOut: (leaving) => {
      const ends = words(at.memberEnds, count);
      for (const source of leaving) if (crowdOf[source] > 0) ends[crowdOf[source] - 1]--;
    },
  };
}
