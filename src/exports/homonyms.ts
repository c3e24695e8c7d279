/** Persons of one name, found without keeping the names. */
import type { ExportedNetwork } from './network.js';

/** FNV-1a over UTF-16 units, twice with different beginnings: 53 bits, all that a number holds exactly. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01234567;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
  }
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0);
}

/**
 * Tells whether two or more nodes bear a label, as `normalize` writes it. A name may be taken for shared that is not, once
 * in some 10^15 pairs, never the other way round. O(n log n), one pass over the nodes, 8 bytes each.
 */
export function homonymsOf(network: ExportedNetwork, normalize: (label: string) => string): (label: string) => boolean {
  const hashes = new Float64Array(network.nodeCount);
  let at = 0;
  for (const { label } of network.nodes()) hashes[at++] = hash(normalize(label));
  hashes.sort();
  const shared = new Set<number>();
  for (let next = 1; next < hashes.length; next++) if (hashes[next] === hashes[next - 1]) shared.add(hashes[next]);
  return (label) => shared.has(hash(normalize(label)));
}
