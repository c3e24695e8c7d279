/** How well a clustering agrees with the truth: B-cubed and pairwise precision, recall and F1. */

export interface Score {
  /** In [0, 1]. */
  readonly precision: number;
  readonly recall: number;
  /** Harmonic mean of both; 0 where both are 0. */
  readonly f1: number;
}

export interface ClusteringScore {
  readonly mentions: number;
  readonly persons: number;
  readonly clusters: number;
  /** Bagga & Baldwin 1998: per mention the share of its cluster that is its person's, and of its person that is in its cluster. */
  readonly bCubed: Score;
  /** Over unordered pairs of mentions; precision is 1 where no pair was joined, recall 1 where none should be. */
  readonly pairwise: Score;
}

/** The harmonic mean. */
export function f1Of(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

const pairs = (n: number): number => (n * (n - 1)) / 2;

/** Scores a clustering against labels, mention by mention in the same order. O(mentions). Throws a RangeError where lengths differ or there are none. */
export function scoreClustering(clusters: readonly (number | string)[], labels: readonly (number | string)[]): ClusteringScore {
  if (clusters.length !== labels.length || labels.length === 0) {
    throw new RangeError(`A clustering of ${clusters.length} mentions can't be scored by ${labels.length} labels.`);
  }
  const ofCluster = countBy(clusters);
  const ofLabel = countBy(labels);
  const cells = new Map<number | string, Map<number | string, number>>();
  for (const [at, cluster] of clusters.entries()) {
    const row = cells.get(cluster) ?? new Map<number | string, number>();
    cells.set(cluster, row);
    row.set(labels[at], (row.get(labels[at]) ?? 0) + 1);
  }
  let precision = 0;
  let recall = 0;
  let agreed = 0;
  for (const [cluster, row] of cells) {
    for (const [label, count] of row) {
      precision += count ** 2 / ofCluster.get(cluster)!;
      recall += count ** 2 / ofLabel.get(label)!;
      agreed += pairs(count);
    }
  }
  const joined = sum(Array.from(ofCluster.values(), pairs));
  const wanted = sum(Array.from(ofLabel.values(), pairs));
  return {
    mentions: labels.length,
    persons: ofLabel.size,
    clusters: ofCluster.size,
    bCubed: scoreOf(precision / labels.length, recall / labels.length),
    pairwise: scoreOf(joined === 0 ? 1 : agreed / joined, wanted === 0 ? 1 : agreed / wanted),
  };
}

/** Precision, recall and F1 each averaged: the mean of F1 is not the F1 of the means. Throws a RangeError for none. */
export function meanScore(scores: readonly Score[]): Score {
  if (scores.length === 0) throw new RangeError('There is no mean of no scores.');
  const mean = (of: (score: Score) => number): number => sum(scores.map(of)) / scores.length;
  return { precision: mean(({ precision }) => precision), recall: mean(({ recall }) => recall), f1: mean(({ f1 }) => f1) };
}

function scoreOf(precision: number, recall: number): Score {
  return { precision, recall, f1: f1Of(precision, recall) };
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
