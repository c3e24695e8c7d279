/**
 * The settings of a session that the pipeline owns. They are set in its own session alone: nothing of the cluster's
 * (memory, cores, executors, codecs, committers, credentials) is touched.
 */

/**
 * What the statements rest on, whatever the cluster's own defaults: numbers that overflow fail instead of wrapping, days
 * are those of UTC, and a file that is damaged or gone is an error, not fewer rows.
 */
export const MEANING: Readonly<Record<string, string>> = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.files.ignoreCorruptFiles': 'false',
  'spark.sql.files.ignoreMissingFiles': 'false',
};

export const PARTITIONS = 'spark.sql.shuffle.partitions';
export const ADAPTIVE = 'spark.sql.adaptive.enabled';

/** What Spark takes where nobody has said otherwise. */
const PARTITIONS_UNSAID = 200;
/** Names on author lists for one partition: some tens of megabytes of pairs. */
const NAMES_PER_PARTITION = 100_000;
/** Two, so that two workers have something to do; each more costs every statement a task. */
const FEWEST_PARTITIONS = 2;
const MOST_PARTITIONS = 20_000;
/** Below, planning anew after each stage takes longer than the stages do: a third of all processor time at 2,000 works. */
const ADAPTIVE_FROM_NAMES = 500_000;

/**
 * Settings for a corpus of so many names on author lists.
 * @param partitionsNow what the session has; kept where the cluster says something of its own
 */
export function settingsFor(names: number, partitionsNow: number): Readonly<Record<string, string>> {
  const partitions = Math.min(MOST_PARTITIONS, Math.max(FEWEST_PARTITIONS, Math.ceil(names / NAMES_PER_PARTITION)));
  return { [ADAPTIVE]: String(names >= ADAPTIVE_FROM_NAMES), ...(partitionsNow === PARTITIONS_UNSAID ? { [PARTITIONS]: String(partitions) } : {}) };
}
