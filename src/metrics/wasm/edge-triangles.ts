/**
 * Counting triangles edge by edge, as triangles.ts counts them node by node; see ../cohesion/edge-triangles.ts for the arrays. An edge is
 * known by its place in the list of the one of its ends that comes by first. Without bounds checks, and without branches where a
 * processor could only guess.
 */
import { listEarlier, pass, placeLists, RECORD_SHIFT } from './triples/passing';

/** Of each node, 16 bytes: where its list starts and ends, by whom it is marked, and their edge. */
const END: usize = 4;
const MARK: usize = 8;
const EDGE: usize = 12;

let offsets: usize = 0;
let neighbours: usize = 0;
let order: usize = 0;
let records: usize = 0;
let earlier: usize = 0;
/** From the address of an edge to that of its count. */
let toCounts: usize = 0;

/** Addresses, in bytes, of the arrays; `passed` has a bit for each node, 1 once it has come by, `counts` is parallel to `neighbours`. */
export function configure(offsetsAt: usize, neighboursAt: usize, orderAt: usize, recordsAt: usize, earlierAt: usize, passedAt: usize, countsAt: usize): void {
  offsets = offsetsAt;
  neighbours = neighboursAt;
  order = orderAt;
  records = recordsAt;
  earlier = earlierAt;
  placeLists(recordsAt, earlierAt, passedAt);
  toCounts = countsAt - neighboursAt;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function add(edge: usize, triangles: u32): void {
  const at = edge + toCounts;
  store<u32>(at, load<u32>(at) + triangles);
}

/** Lets the nodes at the places `from` … `to` − 1 of the order come by. */
export function count(from: u32, to: u32): void {
  for (let place = from; place < to; place++) {
    const node = load<u32>(order + ((<usize>place) << 2));
    const tag = place + 1;
    const start = neighbours + ((<usize>load<u32>(offsets + ((<usize>node) << 2))) << 2);
    const rowEnd = neighbours + ((<usize>load<u32>(offsets + ((<usize>node) << 2), 4)) << 2);
    const own = records + ((<usize>node) << RECORD_SHIFT);
    const listed = listEarlier(start, rowEnd);
    for (let at = earlier; at < listed; at += 4) {
      const record = <usize>load<u32>(at);
      store<u32>(record, tag, MARK);
      // Where the node will stand in that list.
      store<u32>(record, load<u32>(record, END), EDGE);
    }
    for (let at = earlier; at < listed; at += 4) {
      const record = <usize>load<u32>(at);
      const end = <usize>load<u32>(record, END);
      let ofPair: u32 = 0;
      for (let slot = <usize>load<u32>(record); slot < end; slot += 4) {
        const third = <usize>load<u32>(slot);
        const closes = load<u32>(third, MARK) == tag;
        add(slot, <u32>closes);
        add(closes ? <usize>load<u32>(third, EDGE) : slot, <u32>closes);
        ofPair += <u32>closes;
      }
      add(end, ofPair);
      store<u32>(end, <u32>own);
      store<u32>(record, <u32>end + 4, END);
    }
    // From here on the row holds those who come by later and know the node.
    store<u32>(own, <u32>start);
    store<u32>(own, <u32>start, END);
    pass(node);
  }
}
