/** Rows of 32 doubles, a lane each, in the searches of ../lane-searches.ts: in a given set of lanes they are added, scaled and zeroed. */

/** Bytes of a row. */
export const ROW: usize = 256;

let masksAt: usize = 0;
let nibblesAt: usize = 0;

/** Where masks stand: four pairs of lanes (none, first, second, both), then the sixteen sets of four lanes. */
export function placeRows(masks: usize): void {
  masksAt = masks;
  nibblesAt = masks + 64;
  for (let lanes: usize = 0; lanes < 16; lanes++) {
    for (let lane: usize = 0; lane < 4; lane++) store<i64>(nibblesAt + (lanes << 5) + (lane << 3), (lanes >> lane) & 1 ? -1 : 0);
  }
  v128.store(masks, i64x2(0, 0));
  v128.store(masks + 16, i64x2(-1, 0));
  v128.store(masks + 32, i64x2(0, -1));
  v128.store(masks + 48, i64x2(-1, -1));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function maskOf(lanes: u32, pair: u32): v128 {
  return v128.load(masksAt + (((lanes >> (pair << 1)) & 3) << 4));
}

/** sum += row, in the given lanes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addRow(sum: usize, lanes: u32, row: usize): void {
  if ((lanes & 0xff) != 0) addEight(sum, lanes & 0xff, row);
  if ((lanes & 0xff00) != 0) addEight(sum + 64, (lanes >> 8) & 0xff, row + 64);
  if ((lanes & 0xff0000) != 0) addEight(sum + 128, (lanes >> 16) & 0xff, row + 128);
  if ((lanes & 0xff000000) != 0) addEight(sum + 192, lanes >> 24, row + 192);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addEight(sum: usize, lanes: u32, row: usize): void {
  const low = nibblesAt + (<usize>(lanes & 15) << 5);
  const high = nibblesAt + (<usize>(lanes >> 4) << 5);
  v128.store(sum, f64x2.add(v128.load(sum), v128.and(v128.load(row), v128.load(low))));
  v128.store(sum, f64x2.add(v128.load(sum, 16), v128.and(v128.load(row, 16), v128.load(low, 16))), 16);
  v128.store(sum, f64x2.add(v128.load(sum, 32), v128.and(v128.load(row, 32), v128.load(high))), 32);
  v128.store(sum, f64x2.add(v128.load(sum, 48), v128.and(v128.load(row, 48), v128.load(high, 16))), 48);
}

/** Zeroes the eighths of a row that the lanes lie in. Stores in line: `memory.fill` leaves the compiled code for a row. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function clearLanes(row: usize, lanes: u32): void {
  if ((lanes & 0xff) != 0) clearEight(row);
  if ((lanes & 0xff00) != 0) clearEight(row + 64);
  if ((lanes & 0xff0000) != 0) clearEight(row + 128);
  if ((lanes & 0xff000000) != 0) clearEight(row + 192);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function clearEight(row: usize): void {
  const none = i64x2.splat(0);
  v128.store(row, none);
  v128.store(row, none, 16);
  v128.store(row, none, 32);
  v128.store(row, none, 48);
}

/** to = factor · from, in the eighths of a row that the lanes lie in. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function scaleLanes(to: usize, lanes: u32, from: usize, factor: v128): void {
  if ((lanes & 0xff) != 0) scaleEight(to, from, factor);
  if ((lanes & 0xff00) != 0) scaleEight(to + 64, from + 64, factor);
  if ((lanes & 0xff0000) != 0) scaleEight(to + 128, from + 128, factor);
  if ((lanes & 0xff000000) != 0) scaleEight(to + 192, from + 192, factor);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function scaleEight(to: usize, from: usize, factor: v128): void {
  v128.store(to, f64x2.mul(v128.load(from), factor));
  v128.store(to, f64x2.mul(v128.load(from, 16), factor), 16);
  v128.store(to, f64x2.mul(v128.load(from, 32), factor), 32);
  v128.store(to, f64x2.mul(v128.load(from, 48), factor), 48);
}

/** As addRow, and what the row holds in the given lanes times the factors that stand behind the sum. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function addRowAndFlow(sum: usize, lanes: u32, row: usize): f64 {
  let flow = f64x2.splat(0);
  if ((lanes & 0xff) != 0) flow = addEightAndFlow(flow, sum, lanes & 0xff, row);
  if ((lanes & 0xff00) != 0) flow = addEightAndFlow(flow, sum + 64, (lanes >> 8) & 0xff, row + 64);
  if ((lanes & 0xff0000) != 0) flow = addEightAndFlow(flow, sum + 128, (lanes >> 16) & 0xff, row + 128);
  if ((lanes & 0xff000000) != 0) flow = addEightAndFlow(flow, sum + 192, lanes >> 24, row + 192);
  return f64x2.extract_lane(flow, 0) + f64x2.extract_lane(flow, 1);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addEightAndFlow(flow: v128, sum: usize, lanes: u32, row: usize): v128 {
  const low = nibblesAt + (<usize>(lanes & 15) << 5);
  const high = nibblesAt + (<usize>(lanes >> 4) << 5);
  const first = v128.and(v128.load(row), v128.load(low));
  const second = v128.and(v128.load(row, 16), v128.load(low, 16));
  const third = v128.and(v128.load(row, 32), v128.load(high));
  const fourth = v128.and(v128.load(row, 48), v128.load(high, 16));
  v128.store(sum, f64x2.add(v128.load(sum), first));
  v128.store(sum, f64x2.add(v128.load(sum, 16), second), 16);
  v128.store(sum, f64x2.add(v128.load(sum, 32), third), 32);
  v128.store(sum, f64x2.add(v128.load(sum, 48), fourth), 48);
  const factors = sum + ROW;
  const ahead = f64x2.add(f64x2.mul(first, v128.load(factors)), f64x2.mul(second, v128.load(factors, 16)));
  const behind = f64x2.add(f64x2.mul(third, v128.load(factors, 32)), f64x2.mul(fourth, v128.load(factors, 48)));
  return f64x2.add(flow, f64x2.add(ahead, behind));
}
