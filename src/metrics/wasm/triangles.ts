/**
 * Counting triangles node by node; see ../cohesion/triangle-counter.ts for the algorithm and the arrays. Without bounds checks, and
 * without branches where a processor could only guess.
 */
import { listEarlier, pass, placeLists, RECORD_SHIFT } from './triples/passing';

/** Of each node, 16 bytes: where its list starts and ends, by whom it is marked, its triangles. */
const END: usize = 4;
const MARK: usize = 8;
const TRIANGLES: usize = 12;

let offsets: usize = 0;
let neighbours: usize = 0;
let order: usize = 0;
let records: usize = 0;
let earlier: usize = 0;

/** Addresses, in bytes, of the arrays; `passed` has a bit for each node, 1 once it has come by. */
export function configure(offsetsAt: usize, neighboursAt: usize, orderAt: usize, recordsAt: usize, earlierAt: usize, passedAt: usize): void {
  offsets = offsetsAt;
  neighbours = neighboursAt;
  order = orderAt;
  records = recordsAt;
  earlier = earlierAt;
  placeLists(recordsAt, earlierAt, passedAt);
}

/** Lets the nodes at the places `from` … `to` − 1 of the order come by; returns the steps that their pairs took. */
export function count(from: u32, to: u32): f64 {
  let steps: u64 = 0;
  for (let place = from; place < to; place++) {
    const node = load<u32>(order + ((<usize>place) << 2));
    const tag = place + 1;
    const row = load<u32>(offsets + ((<usize>node) << 2));
    const start = neighbours + ((<usize>row) << 2);
    const rowEnd = neighbours + ((<usize>load<u32>(offsets + ((<usize>node) << 2), 4)) << 2);
    const listed = listEarlier(start, rowEnd);
    for (let at = earlier; at < listed; at += 4) {
      const record = <usize>load<u32>(at);
      store<u32>(record, tag, MARK);
    }
    let ofNode: u32 = 0;
    for (let at = earlier; at < listed; at += 4) {
      const record = <usize>load<u32>(at);
      const end = <usize>load<u32>(record, END);
      let ofPair: u32 = 0;
      let slot = <usize>load<u32>(record);
      steps += <u64>((end - slot) >> 2);
      for (; slot < end; slot += 4) {
        const third = <usize>load<u32>(slot);
        const closes = <u32>(load<u32>(third, MARK) == tag);
        store<u32>(third, load<u32>(third, TRIANGLES) + closes, TRIANGLES);
        ofPair += closes;
      }
      store<u32>(record, load<u32>(record, TRIANGLES) + ofPair, TRIANGLES);
      ofNode += ofPair;
      store<u32>(end, <u32>(records + ((<usize>node) << RECORD_SHIFT)));
      store<u32>(record, <u32>end + 4, END);
    }
    const own = records + ((<usize>node) << RECORD_SHIFT);
    // From here on the row holds those who come by later and know the node.
    store<u32>(own, <u32>start);
    store<u32>(own, <u32>start, END);
    pass(node);
    store<u32>(own, load<u32>(own, TRIANGLES) + ofNode, TRIANGLES);
  }
  return <f64>steps;
}
