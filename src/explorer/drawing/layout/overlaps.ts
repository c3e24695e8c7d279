/** Moves points apart that lie too near one another, each pair by as little as is needed. Deterministic. */

const PASSES = 60;

/**
 * Changes the places so that hardly any two are nearer than `distance`: in each pass every pair that is too near is
 * pushed apart by half of what is lacking; ends when a pass finds none, at the latest after 60. Points on the very same
 * place part in a direction that follows from their indices. O(passes · n) for points that aren't all on one spot.
 */
export function moveApart(xs: Float64Array, ys: Float64Array, distance: number): void {
  for (let pass = 0; pass < PASSES; pass++) {
    const cells = new Map<string, number[]>();
    const cellOf = (value: number) => Math.floor(value / distance);
    xs.forEach((x, i) => {
      const key = `${cellOf(x)},${cellOf(ys[i])}`;
      const list = cells.get(key);
      if (list === undefined) cells.set(key, [i]);
      else list.push(i);
    });
    let hasMoved = false;
    for (let i = 0; i < xs.length; i++) {
      const [column, row] = [cellOf(xs[i]), cellOf(ys[i])];
      for (let dc = -1; dc <= 1; dc++) {
        for (let dr = -1; dr <= 1; dr++) {
          for (const j of cells.get(`${column + dc},${row + dr}`) ?? []) {
            if (j <= i) continue;
            let [dx, dy] = [xs[j] - xs[i], ys[j] - ys[i]];
            let apart = Math.hypot(dx, dy);
            if (apart >= distance * 0.999) continue;
            if (apart < 1e-9) {
              [dx, dy, apart] = [Math.cos(i + 2.4 * j), Math.sin(i + 2.4 * j), 1];
              dx *= 1e-3;
              dy *= 1e-3;
              apart = 1e-3;
            }
            const push = (distance - apart) / 2 / apart;
            xs[i] -= dx * push;
            ys[i] -= dy * push;
            xs[j] += dx * push;
            ys[j] += dy * push;
            hasMoved = true;
          }
        }
      }
    }
    if (!hasMoved) return;
  }
}
