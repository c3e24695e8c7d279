/**
 * Numbers for keys, 0 upwards in the keys' order, without sorting all of them in one place: keys are put into buckets
 * by their first characters, numbered within each, and each bucket begins where those before it end.
 */
import { wholeSum } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** More buckets than this are not made: where each begins is found by comparing every two. */
const MOST_BUCKETS = 20_000;
/** Buckets of so many keys are small enough, and so are those of a five-hundredth of all. */
const SMALL_BUCKET = 100_000;
const WORTH_A_SHARE = 500;
/** Keys alike in so many characters are few. */
const LONGEST_PREFIX = 64;

/** Characters that all texts between two begin with. */
function commonPrefix(least: string, greatest: string): number {
  const [first, last] = [Array.from(least), Array.from(greatest)];
  const differs = first.findIndex((character, at) => character !== last[at]);
  return differs === -1 ? first.length : differs;
}

/** Characters that make buckets of a good size. A pass over the keys for each length tried. */
async function prefixLength(work: Workspace, name: string, keys: string, key: string): Promise<number> {
  const ends = await work.ask(`${name}: ends`, `SELECT min(${key}) AS least, max(${key}) AS greatest, count(*) AS key_count FROM ${keys} AS keyed`);
  if (typeof ends?.least !== 'string' || typeof ends.greatest !== 'string') return 1;
  const small = Math.max(SMALL_BUCKET, Number(ends.key_count) / WORTH_A_SHARE);
  let length = commonPrefix(ends.least, ends.greatest) + 1;
  for (let longer = length; longer <= LONGEST_PREFIX; longer += 1) {
    const sizes = await work.ask(`${name}: prefixes of ${longer}`, `SELECT count(*) AS buckets, max(size) AS largest FROM (SELECT count(*) AS size FROM ${keys} AS keyed GROUP BY substring(${key}, 1, ${longer})) AS buckets`);
    if (Number(sizes?.buckets) > MOST_BUCKETS) break;
    length = longer;
    if (Number(sizes?.largest) <= small) break;
  }
  return length;
}

/** Makes the table `name` of the distinct texts in a column of `keys`: the column, and its number as `number`. */
export async function denseIndex(work: Workspace, name: string, keys: string, key: string, number: string): Promise<void> {
  const buckets = `${name}_buckets`;
  const length = await prefixLength(work, name, keys, key);
  await work.make(buckets, `SELECT substring(${key}, 1, ${length}) AS bucket, count(*) AS size FROM ${keys} AS keyed GROUP BY substring(${key}, 1, ${length})`);
  const starts =
    `SELECT own.bucket, coalesce(${wholeSum('earlier.size')}, 0) AS start FROM ${work.from(buckets)} AS own ` +
    `LEFT JOIN ${work.from(buckets)} AS earlier ON earlier.bucket < own.bucket GROUP BY own.bucket`;
  await work.make(
    name,
    `SELECT keyed.${key}, starts.start + row_number() OVER (PARTITION BY keyed.bucket ORDER BY keyed.${key}) - 1 AS ${number} ` +
      `FROM (SELECT ${key}, substring(${key}, 1, ${length}) AS bucket FROM ${keys} AS unbucketed) AS keyed JOIN (${starts}) AS starts ON starts.bucket = keyed.bucket`,
  );
  work.drop(buckets);
}
