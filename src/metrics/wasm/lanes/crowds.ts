/**
 * Crowds (see ../../reduction/crowds.ts) for the searches of ../lane-searches.ts: what the nodes of a level hand on to each other
 * and to crowds beside theirs is added up in a row per crowd, and given to every node that it is new to. On the way back
 * the rows hold what nodes take up.
 */

import { addRow, clearLanes, ROW } from './rows';

/** Crowds are numbered from 1; their arrays begin at the first. */
let crowds: u32 = 0;
let crowdOfAt: usize = 0;
let memberOffsetsAt: usize = 0;
let memberEndsAt: usize = 0;
let membersAt: usize = 0;
let besideOffsetsAt: usize = 0;
let besideAt: usize = 0;
/** Lanes of the rows that are being added up, of those that have come, and lanes that a crowd has been reached in altogether. */
let ownLanesAt: usize = 0;
let comingLanesAt: usize = 0;
let reachedLanesAt: usize = 0;
/** Rows are zero but in their lanes. */
let ownRowsAt: usize = 0;
let comingRowsAt: usize = 0;
let levelsAt: usize = 0;
let levelCount: u32 = 0;

export function placeCrowds(
  count: u32, crowdOf: usize, memberOffsets: usize, memberEnds: usize, members: usize, besideOffsets: usize, beside: usize, lanes: usize, rows: usize,
  levels: usize,
): void {
  crowds = count;
  crowdOfAt = crowdOf;
  memberOffsetsAt = memberOffsets;
  memberEndsAt = memberEnds;
  membersAt = members;
  besideOffsetsAt = besideOffsets;
  besideAt = beside;
  ownLanesAt = lanes;
  comingLanesAt = lanes + (<usize>count << 2);
  reachedLanesAt = lanes + (<usize>count << 3);
  ownRowsAt = rows;
  comingRowsAt = rows + <usize>count * ROW;
  levelsAt = levels;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function wordAt(base: usize, index: usize): u32 {
  return load<u32>(base + (index << 2));
}

/** Before a search, whatever became of the last. */
export function beginCrowds(): void {
  memory.fill(ownLanesAt, 0, 12 * <usize>crowds);
  memory.fill(ownRowsAt, 0, 2 * ROW * <usize>crowds);
  levelCount = 0;
}

/** On the way out: the entries of a level begin here. */
export function beginLevel(entry: u32): void {
  store<u32>(levelsAt + (<usize>levelCount << 2), entry);
  levelCount++;
}

/** On the way back: where the entries of the last level begin, which then is gone. */
export function lastLevel(): u32 {
  levelCount--;
  return wordAt(levelsAt, levelCount);
}

/** Adds what a node hands on, or takes up, to the row of its crowd. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addToCrowd(node: usize, lanes: u32, row: usize): void {
  const crowd: usize = wordAt(crowdOfAt, node);
  if (crowd == 0) return;
  store<u32>(ownLanesAt + ((crowd - 1) << 2), wordAt(ownLanesAt, crowd - 1) | lanes);
  addRow(ownRowsAt + (crowd - 1) * ROW, lanes, row);
}

/** Adds up for each crowd what those beside it have, which is then gone. */
export function turnCrowds(): void {
  for (let crowd: usize = 0; crowd < <usize>crowds; crowd++) {
    const sum = comingRowsAt + crowd * ROW;
    clearLanes(sum, wordAt(comingLanesAt, crowd));
    let lanes: u32 = 0;
    for (let at = wordAt(besideOffsetsAt, crowd), end = wordAt(besideOffsetsAt, crowd + 1); at < end; at++) {
      const other: usize = wordAt(besideAt, at) - 1;
      const its = wordAt(ownLanesAt, other);
      if (its == 0) continue;
      lanes |= its;
      addRow(sum, its, ownRowsAt + other * ROW);
    }
    store<u32>(comingLanesAt + (crowd << 2), lanes);
  }
  for (let crowd: usize = 0; crowd < <usize>crowds; crowd++) {
    clearLanes(ownRowsAt + crowd * ROW, wordAt(ownLanesAt, crowd));
    store<u32>(ownLanesAt + (crowd << 2), 0);
  }
}

/** Hands what has come to each crowd on to its nodes, new entries from `entries` on; returns how many there are then, or 0 where there is no room. */
export function spread(entries: u32, entryCapacity: u32, entriesAt: usize, entryBytes: usize, rowsAt: usize, seenAt: usize, arrivingAt: usize): u32 {
  for (let crowd: usize = 0; crowd < <usize>crowds; crowd++) {
    // In a lane that has come once, everybody of the crowd has been reached.
    const lanes = wordAt(comingLanesAt, crowd) & ~wordAt(reachedLanesAt, crowd);
    if (lanes == 0) continue;
    store<u32>(reachedLanesAt + (crowd << 2), wordAt(reachedLanesAt, crowd) | lanes);
    const paths = comingRowsAt + crowd * ROW;
    for (let at = wordAt(memberOffsetsAt, crowd), end = wordAt(memberEndsAt, crowd); at < end; at++) {
      const node: usize = wordAt(membersAt, at);
      const known = wordAt(seenAt, node);
      const fresh = lanes & ~known;
      if (fresh == 0) continue;
      const arriving = wordAt(arrivingAt, node);
      const row = rowsAt + node * ROW;
      if (arriving == 0) {
        if (entries == entryCapacity) return 0;
        store<u32>(entriesAt + <usize>entries * entryBytes, <u32>node);
        entries++;
        if (known == 0) clearLanes(row, 0xffffffff);
      }
      store<u32>(arrivingAt + (node << 2), arriving | fresh);
      addRow(row, fresh, paths);
    }
  }
  return entries;
}

/** Lanes in which somebody of a crowd beside the node's own lies behind it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function lanesBehind(node: usize, lanes: u32): u32 {
  const crowd: usize = wordAt(crowdOfAt, node);
  return crowd == 0 ? 0 : wordAt(comingLanesAt, crowd - 1) & lanes;
}

/** Adds what all of them take up. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addBehind(sum: usize, node: usize, lanes: u32): void {
  addRow(sum, lanes, comingRowsAt + (<usize>(wordAt(crowdOfAt, node) - 1)) * ROW);
}
