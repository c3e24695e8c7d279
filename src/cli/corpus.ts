/** Which corpus a command speaks of, and a snapshot of it to answer from. */
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { readLedger } from '../corpus/ledger-table.js';
import { corpusPath } from '../corpus/store.js';
import { openProvider } from '../snapshot/provider.js';
import type { Snapshot } from '../snapshot/types.js';
import { CliError, EXIT } from './errors.js';
import { configOption, dataDirBeside } from './setting-options.js';

export const DEFAULT_DATA_DIR = '.coterie';
export const SAMPLE_DATA_DIR = '.coterie-sample';

export interface CorpusOptions {
  readonly data?: string;
  readonly sample?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

/** Adds the options that every command has. */
export function withCorpusOptions(program: Command): Command {
  return program
    .addOption(new Option('-d, --data <dir>', `where the corpus lies; else $COTERIE_DATA, else "data" of the settings file, else ${DEFAULT_DATA_DIR}`))
    .addOption(configOption())
    .option('--sample', `the bundled corpus, in ${SAMPLE_DATA_DIR} unless --data says otherwise`)
    .option('--json', 'print one JSON value instead of text');
}

/** --data wins; --sample never touches the corpus that $COTERIE_DATA or the settings file name. @throws SettingError, CliError for an empty --data */
export function dataDirOf({ data, sample, config }: CorpusOptions): string {
  if (data?.trim() === '') throw new CliError('--data is an empty text: name a folder, or leave it out', EXIT.usage);
  if (data !== undefined) return data;
  if (sample === true) return SAMPLE_DATA_DIR;
  return dataDirBeside(config).value ?? DEFAULT_DATA_DIR;
}

/**
 * Answers from the corpus's current snapshot, which stays the same to the end.
 * @throws CliError where nothing has been imported yet
 */
export async function withSnapshot<T>(options: CorpusOptions, answer: (snapshot: Snapshot) => T | Promise<T>): Promise<T> {
  const dataDir = dataDirOf(options);
  // Whoever only reads a corpus need not load what reads every format.
  if (options.sample === true) await (await import('./sample.js')).bringSampleUpToDate(dataDir);
  return withCurrentSnapshot(dataDir, answer);
}

/** The same for a data directory as it stands. @throws CliError where nothing has been imported yet */
export async function withCurrentSnapshot<T>(dataDir: string, answer: (snapshot: Snapshot) => T | Promise<T>): Promise<T> {
  if (!existsSync(dataDir)) throw nothingImported(dataDir);
  const provider = await openProvider(dataDir, { pollMs: 0 });
  try {
    const lease = provider.acquire();
    if (lease === null) throw nothingImported(dataDir);
    try {
      placeOf.set(lease.snapshot, dataDir);
      return await answer(lease.snapshot);
    } finally {
      lease.release();
    }
  } finally {
    await provider.close();
  }
}

/** Where snapshots that commands answer from lie. */
const placeOf = new WeakMap<Snapshot, string>();

/** The names that the curator of a snapshot's corpus suppressed; a snapshot itself does not know them. */
export function suppressedNamesBeside(snapshot: Snapshot): string[] {
  const dataDir = placeOf.get(snapshot);
  const ledger = dataDir === undefined ? null : readLedger(corpusPath(dataDir));
  return (ledger ?? []).flatMap(({ entry, revokedAt }) => (entry.op === 'suppress' && revokedAt === null ? [entry.name] : []));
}

/** The command that imports into a directory, as it can be typed. */
export function importCommandFor(dataDir: string): string {
  if (dataDir === DEFAULT_DATA_DIR) return 'coterie import FILE…';
  return `coterie import FILE… --data ${/^[\w./~+@%:-]+$/.test(dataDir) ? dataDir : `'${dataDir.replaceAll('\'', '\'\\\'\'')}'`}`;
}

function nothingImported(dataDir: string): CliError {
  return new CliError(`nothing has been imported into ${dataDir} yet: run \`${importCommandFor(dataDir)}\`, or add --sample to look at the bundled corpus`, EXIT.notFound);
}
