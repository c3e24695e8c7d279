/** Counting the versions of a paper apart: a preprint and the paper that it became are then two papers, linked. */
import type { PublicationStage } from './duplicates-ids.js';
import type { PaperClusters } from './duplicates.js';

export interface PaperParts {
  /** [records] paper of each record, numbered in the order of their first record. */
  readonly clusterOf: Uint32Array;
  readonly clusterCount: number;
  /** The other versions of a paper, for those that have any. */
  readonly otherVersions: ReadonlyMap<number, readonly number[]>;
}

/**
 * Splits clusters that hold records of preprints and of published papers into two. Records whose stage nothing tells stay
 * with the published ones. O(records).
 */
export function separateVersions({ clusterOf, clusterCount }: PaperClusters, stageOf: (record: number) => PublicationStage): PaperParts {
  const hasPublished = new Uint8Array(clusterCount);
  for (let record = 0; record < clusterOf.length; record++) if (stageOf(record) !== 'PREPRINT') hasPublished[clusterOf[record]] = 1;
  const parts = new Int32Array(clusterCount * 2).fill(-1);
  const paperOf = new Uint32Array(clusterOf.length);
  let papers = 0;
  for (let record = 0; record < clusterOf.length; record++) {
    const cluster = clusterOf[record];
    const part = cluster * 2 + (hasPublished[cluster] === 1 && stageOf(record) === 'PREPRINT' ? 1 : 0);
    if (parts[part] < 0) parts[part] = papers++;
    paperOf[record] = parts[part];
  }
  const otherVersions = new Map<number, readonly number[]>();
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const [published, preprint] = [parts[cluster * 2], parts[cluster * 2 + 1]];
    if (published < 0 || preprint < 0) continue;
    otherVersions.set(published, [preprint]);
    otherVersions.set(preprint, [published]);
  }
  return { clusterOf: paperOf, clusterCount: papers, otherVersions };
}
