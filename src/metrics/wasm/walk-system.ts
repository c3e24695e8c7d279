/**
 * The passes of conjugate gradients over a graph; see ../centrality/walk-system.ts for what they compute and for the arrays. Without
 * bounds checks. Every sum is taken in the order in which the plain passes take it, so that both give the same bits.
 */

let places: i32 = 0;
let offsets: usize = 0;
let neighbours: usize = 0;
let strengths: usize = 0;
let diagonal: usize = 0;
let pull: usize = 0;
let solution: usize = 0;
let residual: usize = 0;
let direction: usize = 0;
let upper: usize = 0;
let lower: usize = 0;
let moved: f64 = 0;

/** Addresses, in bytes, of the arrays; the number of places is even, the last of an odd number being a place with zeros alone. */
export function configure(
  placeCount: i32, offsetsAt: usize, neighboursAt: usize, strengthsAt: usize, diagonalAt: usize, pullAt: usize, solutionAt: usize,
  residualAt: usize, directionAt: usize, upperAt: usize, lowerAt: usize,
): void {
  places = placeCount;
  offsets = offsetsAt;
  neighbours = neighboursAt;
  strengths = strengthsAt;
  diagonal = diagonalAt;
  pull = pullAt;
  solution = solutionAt;
  residual = residualAt;
  direction = directionAt;
  upper = upperAt;
  lower = lowerAt;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function number(array: usize, place: i32): f64 {
  return load<f64>(array + ((<usize>place) << 3));
}

/** Σ strength · value over the neighbours of smaller place. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function below(place: i32, values: usize): f64 {
  const row = offsets + ((<usize>place) << 2);
  const end = <usize>load<u32>(row, 4) << 2;
  let sum: f64 = 0;
  for (let slot = <usize>load<u32>(row) << 2; slot < end; slot += 4) {
    const neighbour = load<i32>(neighbours + slot);
    if (neighbour > place) break;
    sum += load<f64>(strengths + (slot << 1)) * number(values, neighbour);
  }
  return sum;
}

/** Σ strength · value over the neighbours of larger place, from the end of the row. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function above(place: i32, values: usize): f64 {
  const row = offsets + ((<usize>place) << 2);
  const start = <usize>load<u32>(row) << 2;
  let sum: f64 = 0;
  for (let slot = <usize>load<u32>(row, 4) << 2; slot > start; slot -= 4) {
    const neighbour = load<i32>(neighbours + slot - 4);
    if (neighbour < place) break;
    sum += load<f64>(strengths + (slot << 1) - 8) * number(values, neighbour);
  }
  return sum;
}

export function begin(): f64 {
  let squares: f64 = 0;
  for (let place: i32 = 0; place < places; place++) {
    const own = number(diagonal, place);
    const at = residual + ((<usize>place) << 3);
    const value = own == 0 ? 0 : load<f64>(at) / own + number(pull, place) * below(place, residual);
    store<f64>(at, value);
    squares += own * value * value;
  }
  return squares;
}

export function turn(beta: f64): void {
  for (let place = places - 1; place >= 0; place--) {
    const at = (<usize>place) << 3;
    const value = load<f64>(residual + at) + beta * load<f64>(direction + at);
    store<f64>(direction + at, value);
    store<f64>(upper + at, value + load<f64>(pull + at) * above(place, upper));
  }
}

export function product(): f64 {
  let sum: f64 = 0;
  for (let place: i32 = 0; place < places; place++) {
    const at = (<usize>place) << 3;
    const towards = load<f64>(direction + at);
    const up = load<f64>(upper + at);
    const value = towards - up + load<f64>(pull + at) * below(place, lower);
    store<f64>(lower + at, value);
    sum += load<f64>(diagonal + at) * towards * (up + value);
  }
  return sum;
}

export function step(alpha: f64): f64 {
  const length = f64x2.splat(alpha);
  let squares = f64x2.splat(0);
  let sum = f64x2.splat(0);
  const end = (<usize>places) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const up = v128.load(upper + at);
    v128.store(solution + at, f64x2.add(v128.load(solution + at), f64x2.mul(length, up)));
    const left = f64x2.sub(v128.load(residual + at), f64x2.mul(length, f64x2.add(up, v128.load(lower + at))));
    v128.store(residual + at, left);
    const weighted = f64x2.mul(v128.load(diagonal + at), left);
    squares = f64x2.add(squares, f64x2.mul(weighted, left));
    sum = f64x2.add(sum, f64x2.abs(weighted));
  }
  moved = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  return f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}

export function lastMoved(): f64 {
  return moved;
}

export function multiply(): void {
  for (let place: i32 = 0; place < places; place++) {
    const row = offsets + ((<usize>place) << 2);
    const end = <usize>load<u32>(row, 4) << 2;
    let sum: f64 = 0;
    for (let slot = <usize>load<u32>(row) << 2; slot < end; slot += 4) sum += load<f64>(strengths + (slot << 1)) * number(solution, load<i32>(neighbours + slot));
    store<f64>(lower + ((<usize>place) << 3), sum);
  }
}
