/** In which order, and which together, files that have come to rest are imported: small ones need not wait for a huge one. */
import type { FileMark } from './folder-listing.js';
import type { WatchMemory } from './watch-memory.js';

/** Files are imported together up to so many bytes; a larger one alone. */
const MOST_BYTES = 256e6;

/**
 * Parts files into batches, the smallest first. Of those that were being imported when an earlier process ended each
 * comes alone, and last, so that the one that ended it ends no other's import; those set aside come not at all. O(files log files).
 */
export function batchesOf(files: ReadonlyMap<string, FileMark>, memory: Pick<WatchMemory, 'timesTried' | 'isSetAside'>): ReadonlyArray<ReadonlyMap<string, FileMark>> {
  const batches: Array<Map<string, FileMark>> = [];
  const alone: Array<Map<string, FileMark>> = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [path, mark] of Array.from(files).toSorted(([, one], [, other]) => one.size - other.size)) {
    if (memory.isSetAside(path, mark)) continue;
    if (memory.timesTried(path, mark) > 0) {
      alone.push(new Map([[path, mark]]));
      continue;
    }
    bytes += mark.size;
    if (bytes > MOST_BYTES) {
      batches.push(new Map());
      bytes = mark.size;
    }
    batches.at(-1)?.set(path, mark);
  }
  return [...batches, ...alone];
}
