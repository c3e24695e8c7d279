/** The memory that a search for communities works in: laid out once for all levels, as ordinary arrays or within one memory. */

/** Where a level is written, with the communities of its nodes. */
export interface Room {
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array;
  readonly mass: Float64Array;
  readonly labels: Int32Array;
}

/** Every array is as long as the ground needs it; the levels above use the head of it. */
export interface Space {
  readonly ground: Room;
  /** Of the levels above the ground, in turn: while one is read, the other is written. */
  readonly above: readonly [Room, Room];
  /** Nodes that wait to be visited, as a ring of ringOf(nodes) places. */
  readonly queue: Uint32Array;
  readonly flags: Uint8Array;
  /** Per community c: [2c] weight from the node at hand, 0 between nodes; [2c + 1] its mass. Side by side: one cache line. */
  readonly tally: Float64Array;
  /** One longer than there are communities. */
  readonly touched: Int32Array;
  readonly counts: Int32Array;
  readonly free: Int32Array;
  /** Of refinement. Part of each node of the ground, and of a level above. */
  readonly parts: Int32Array;
  readonly partsAbove: Int32Array;
  /** Per part: weight to the rest of its community. */
  readonly cut: Float64Array;
  readonly communityMass: Float64Array;
  /** What each choice of the node at hand gains. */
  readonly gains: Float64Array;
}

/** Makes arrays of a length. */
export interface Maker {
  words(length: number): Uint32Array;
  integers(length: number): Int32Array;
  doubles(length: number): Float64Array;
  bytes(length: number): Uint8Array;
}

/** Arrays of their own. Memory that is never written to is not taken from the machine. */
export const ORDINARY: Maker = {
  words: (length) => new Uint32Array(length),
  integers: (length) => new Int32Array(length),
  doubles: (length) => new Float64Array(length),
  bytes: (length) => new Uint8Array(length),
};

/** Arrays one behind the other in a buffer from the address on, each at a multiple of 16, and the first address behind them. */
export function makerWithin(buffer: ArrayBufferLike, start: number): Maker & { end(): number } {
  let end = start;
  const take = (bytes: number): number => {
    const address = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return address;
  };
  return {
    words: (length) => new Uint32Array(buffer, take(4 * length), length),
    integers: (length) => new Int32Array(buffer, take(4 * length), length),
    doubles: (length) => new Float64Array(buffer, take(8 * length), length),
    bytes: (length) => new Uint8Array(buffer, take(length), length),
    end: () => end,
  };
}

/** Places of a ring in which so many nodes wait: a power of two above their number. O(1). */
export function ringOf(nodeCount: number): number {
  return 2 ** Math.floor(Math.log2(nodeCount) + 1);
}

/** Space for a ground of so many nodes and entries. */
export function spaceOf(make: Maker, nodeCount: number, entries: number): Space {
  const room = (): Room => ({
    offsets: make.words(nodeCount + 1),
    neighbours: make.words(entries),
    weights: make.doubles(entries),
    mass: make.doubles(nodeCount),
    labels: make.integers(nodeCount),
  });
  return {
    ground: room(),
    above: [room(), room()],
    queue: make.words(ringOf(nodeCount)),
    flags: make.bytes(nodeCount),
    tally: make.doubles(2 * nodeCount),
    touched: make.integers(nodeCount + 1),
    counts: make.integers(nodeCount),
    free: make.integers(nodeCount),
    parts: make.integers(nodeCount),
    partsAbove: make.integers(nodeCount),
    cut: make.doubles(nodeCount),
    communityMass: make.doubles(nodeCount),
    gains: make.doubles(nodeCount),
  };
}

/** Bytes of such a space, at most, the gaps between its arrays included. O(1). */
export function spaceBytes(nodeCount: number, entries: number): number {
  return 36 * entries + 133 * nodeCount + 1024;
}
