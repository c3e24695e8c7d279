/** What brings sound snapshots into a data directory again: another thing where there is a corpus than in a replica. */
import { existsSync } from 'node:fs';
import { corpusPath } from '../corpus/store.js';
import { replicaMark, replicaRemedy } from './replica.js';

/** The remedy of a data directory. @param withCorpus that of one that is no replica, which has a corpus to build from, or should have */
export function remedyIn(dataDir: string, withCorpus: string): string {
  const mark = existsSync(corpusPath(dataDir)) ? null : replicaMark(dataDir);
  return mark === null ? withCorpus : replicaRemedy(dataDir, mark);
}
