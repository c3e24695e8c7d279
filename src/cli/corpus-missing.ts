/** Where a command acts on a data directory that may not be the one that was meant. */
import { existsSync } from 'node:fs';
import { hasData } from '../upkeep/verify.js';
import { CliError, EXIT } from './errors.js';

/** @throws CliError (not found) where there is no such directory */
export function requireDirectory(dataDir: string): void {
  if (!existsSync(dataDir)) throw new CliError(`there is no directory ${dataDir}: name that of the corpus with --data, or the settings file that does with --config`, EXIT.notFound);
}

/** Says on stderr where a directory has no corpus: its keys and its log are those of no server yet. */
export function warnWithoutCorpus(dataDir: string): void {
  if (!hasData(dataDir)) process.stderr.write(`coterie: ${dataDir} has no corpus, so that no server that has one heeds its keys or writes its log: if another directory is meant, name it with --data, or the settings file that does with --config\n`);
}
