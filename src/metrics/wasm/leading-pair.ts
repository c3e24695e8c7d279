/**
 * The passes of a search for the leading eigenpair; see ../centrality/pair-passes.ts for what they compute and for the arrays. Without
 * bounds checks, two places at a time. Every sum is taken in the order in which the plain passes take it, so that both give the same
 * bits.
 */

let first: usize = 0;
let count: usize = 0;
let offsets: usize = 0;
let neighbours: usize = 0;
let strengths: usize = 0;
let x: usize = 0;
let ax: usize = 0;
let p: usize = 0;
let ap: usize = 0;
let w: usize = 0;
let aw: usize = 0;
let results: usize = 0;

/** The places, and the addresses, in bytes, of the arrays; `strengthsAt` is 0 where all are 1. */
export function configure(
  from: usize, to: usize, offsetsAt: usize, neighboursAt: usize, strengthsAt: usize, xAt: usize, axAt: usize, pAt: usize, apAt: usize,
  wAt: usize, awAt: usize, resultsAt: usize,
): void {
  first = from;
  count = to - from;
  offsets = offsetsAt;
  neighbours = neighboursAt;
  strengths = strengthsAt;
  // Where the first place of each is.
  x = xAt + (from << 3);
  ax = axAt + (from << 3);
  p = pAt + (from << 3);
  ap = apAt + (from << 3);
  w = wAt + (from << 3);
  aw = awAt + (from << 3);
  results = resultsAt;
}

function multiply(values: usize, products: usize): void {
  const base = values - (first << 3);
  for (let i: usize = 0; i < count; i++) {
    const row = offsets + ((first + i) << 2);
    const end = <usize>load<u32>(row, 4) << 2;
    let sum: f64 = 0;
    if (strengths == 0) {
      for (let slot = <usize>load<u32>(row) << 2; slot < end; slot += 4) sum += load<f64>(base + (<usize>load<u32>(neighbours + slot) << 3));
    } else {
      for (let slot = <usize>load<u32>(row) << 2; slot < end; slot += 4) {
        sum += load<f64>(strengths + (slot << 1)) * load<f64>(base + (<usize>load<u32>(neighbours + slot) << 3));
      }
    }
    store<f64>(products + (i << 3), sum);
  }
}

export function multiplyX(): void {
  multiply(x, ax);
}

export function multiplyW(): void {
  multiply(w, aw);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function total(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

/** The vector of one number and nothing: what is left at the end of an odd number of places. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function one(at: usize): v128 {
  return v128.load64_zero(at);
}

export function alongAx(): f64 {
  let sum = f64x2.splat(0);
  const end = (count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(x + at), v128.load(ax + at)));
  if (count & 1) sum = f64x2.add(sum, f64x2.mul(one(x + end), one(ax + end)));
  return total(sum);
}

function shares(squares: v128, alongX: v128, alongP: v128): void {
  store<f64>(results, total(squares));
  store<f64>(results, total(alongX), 8);
  store<f64>(results, total(alongP), 16);
}

export function startResidual(value: f64): void {
  const factor = f64x2.splat(value);
  let squares = f64x2.splat(0);
  let alongX = f64x2.splat(0);
  let alongP = f64x2.splat(0);
  const end = (count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const here = v128.load(x + at);
    const own = f64x2.sub(v128.load(ax + at), f64x2.mul(factor, here));
    v128.store(w + at, own);
    squares = f64x2.add(squares, f64x2.mul(own, own));
    alongX = f64x2.add(alongX, f64x2.mul(own, here));
    alongP = f64x2.add(alongP, f64x2.mul(own, v128.load(p + at)));
  }
  if (count & 1) {
    const here = one(x + end);
    const own = f64x2.sub(one(ax + end), f64x2.mul(factor, here));
    store<f64>(w + end, f64x2.extract_lane(own, 0));
    squares = f64x2.add(squares, f64x2.mul(own, own));
    alongX = f64x2.add(alongX, f64x2.mul(own, here));
    alongP = f64x2.add(alongP, f64x2.mul(own, one(p + end)));
  }
  shares(squares, alongX, alongP);
}

export function takeOut(ofX: f64, ofP: f64): void {
  const factorX = f64x2.splat(ofX);
  const factorP = f64x2.splat(ofP);
  let squares = f64x2.splat(0);
  let alongX = f64x2.splat(0);
  let alongP = f64x2.splat(0);
  const end = (count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const here = v128.load(x + at);
    const there = v128.load(p + at);
    const own = f64x2.sub(v128.load(w + at), f64x2.add(f64x2.mul(factorX, here), f64x2.mul(factorP, there)));
    v128.store(w + at, own);
    squares = f64x2.add(squares, f64x2.mul(own, own));
    alongX = f64x2.add(alongX, f64x2.mul(own, here));
    alongP = f64x2.add(alongP, f64x2.mul(own, there));
  }
  if (count & 1) {
    const here = one(x + end);
    const there = one(p + end);
    const own = f64x2.sub(one(w + end), f64x2.add(f64x2.mul(factorX, here), f64x2.mul(factorP, there)));
    store<f64>(w + end, f64x2.extract_lane(own, 0));
    squares = f64x2.add(squares, f64x2.mul(own, own));
    alongX = f64x2.add(alongX, f64x2.mul(own, here));
    alongP = f64x2.add(alongP, f64x2.mul(own, there));
  }
  shares(squares, alongX, alongP);
}

export function overlaps(): void {
  let xap = f64x2.splat(0);
  let pap = f64x2.splat(0);
  let wax = f64x2.splat(0);
  let wap = f64x2.splat(0);
  let waw = f64x2.splat(0);
  const end = (count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const own = v128.load(w + at);
    const along = v128.load(ap + at);
    xap = f64x2.add(xap, f64x2.mul(v128.load(x + at), along));
    pap = f64x2.add(pap, f64x2.mul(v128.load(p + at), along));
    wax = f64x2.add(wax, f64x2.mul(own, v128.load(ax + at)));
    wap = f64x2.add(wap, f64x2.mul(own, along));
    waw = f64x2.add(waw, f64x2.mul(own, v128.load(aw + at)));
  }
  if (count & 1) {
    const own = one(w + end);
    const along = one(ap + end);
    xap = f64x2.add(xap, f64x2.mul(one(x + end), along));
    pap = f64x2.add(pap, f64x2.mul(one(p + end), along));
    wax = f64x2.add(wax, f64x2.mul(own, one(ax + end)));
    wap = f64x2.add(wap, f64x2.mul(own, along));
    waw = f64x2.add(waw, f64x2.mul(own, one(aw + end)));
  }
  store<f64>(results, total(xap));
  store<f64>(results, total(pap), 8);
  store<f64>(results, total(wax), 16);
  store<f64>(results, total(wap), 24);
  store<f64>(results, total(waw), 32);
}

export function move(cx: f64, cp: f64, cw: f64, dx: f64, dp: f64, dw: f64): void {
  moveOne(x, p, w, cx, cp, cw, dx, dp, dw);
  moveOne(ax, ap, aw, cx, cp, cw, dx, dp, dw);
}

/** The order of the additions: (of x + of p) + of w. */
function moveOne(ofX: usize, ofP: usize, ofW: usize, cx: f64, cp: f64, cw: f64, dx: f64, dp: f64, dw: f64): void {
  const end = (count & ~1) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const a = v128.load(ofX + at);
    const b = v128.load(ofP + at);
    const c = v128.load(ofW + at);
    v128.store(ofX + at, f64x2.add(f64x2.add(f64x2.mul(f64x2.splat(cx), a), f64x2.mul(f64x2.splat(cp), b)), f64x2.mul(f64x2.splat(cw), c)));
    v128.store(ofP + at, f64x2.add(f64x2.add(f64x2.mul(f64x2.splat(dx), a), f64x2.mul(f64x2.splat(dp), b)), f64x2.mul(f64x2.splat(dw), c)));
  }
  if (count & 1) {
    const a = load<f64>(ofX + end);
    const b = load<f64>(ofP + end);
    const c = load<f64>(ofW + end);
    store<f64>(ofX + end, cx * a + cp * b + cw * c);
    store<f64>(ofP + end, dx * a + dp * b + dw * c);
  }
}
