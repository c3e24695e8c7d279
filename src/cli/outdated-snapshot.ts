/** What an upgrade leaves to be done before serving: a snapshot of an older program is built anew from the corpus. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusLockedError } from '../corpus/lock.js';
import { corpusPath } from '../corpus/store.js';
import { builderOf, PRODUCT } from '../snapshot/builder-version.js';
import { currentSnapshotName, readManifest, SnapshotError, SnapshotFormatError, SNAPSHOT_FORMAT, snapshotsDir } from '../snapshot/layout.js';
import { replicaMark, replicaRemedy } from '../snapshot/replica.js';
import { CliError, EXIT } from './errors.js';
import { runRebuild } from './importing.js';

/** Why a snapshot is not this program's own. */
interface Outdated {
  /** What it is, with both numbers. */
  readonly what: string;
  /** Whether it can be served all the same. */
  readonly isReadable: boolean;
}

/** Null where there is none, where it is this program's, or where it is wrong in another way, which whoever opens it says. */
function outdatedSnapshot(dataDir: string): Outdated | null {
  try {
    const name = currentSnapshotName(dataDir);
    if (name === null) return null;
    const dir = join(snapshotsDir(dataDir), name);
    const { product } = readManifest(dir);
    const [found, own] = [builderOf(product), builderOf(PRODUCT)];
    return found === null || own === null || found >= own ? null : { what: `${dir} was built by version ${found} of the builder, this program's is ${own}`, isReadable: true };
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return error instanceof SnapshotFormatError && error.found < SNAPSHOT_FORMAT ? { what: `${error.path} ${error.what}`, isReadable: false } : null;
  }
}

/**
 * Builds the snapshot of an older program anew, saying so on stderr, with progress.
 * @throws CliError where it can't be served and there is no corpus beside it to build it from, or somebody else is importing
 */
export async function bringSnapshotUpToDate(dataDir: string): Promise<void> {
  const outdated = outdatedSnapshot(dataDir);
  if (outdated === null) return;
  const { what, isReadable } = outdated;
  if (!existsSync(corpusPath(dataDir))) {
    const mark = replicaMark(dataDir);
    if (!isReadable && mark !== null) throw new CliError(`${what}: ${replicaRemedy(dataDir, mark)}`, EXIT.failure);
    if (!isReadable) throw new CliError(`${what}, and there is no ${corpusPath(dataDir)} to build it anew from: put the corpus beside it, or serve it with the program that built it`, EXIT.failure);
    process.stderr.write(`coterie: ${what}; it is served as it is, since there is no ${corpusPath(dataDir)} to build it anew from\n`);
    return;
  }
  process.stderr.write(`coterie: ${what}: building it anew from the corpus\n`);
  try {
    await runRebuild(dataDir);
  } catch (error) {
    if (!(error instanceof CorpusLockedError && isReadable)) throw error;
    process.stderr.write(`coterie: it is served as it is until whoever is writing has ended (${error.message})\n`);
  }
}
