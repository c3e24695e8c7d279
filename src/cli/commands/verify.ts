/** `coterie verify`: proves a data directory and names what is broken. */
import path from 'node:path';
import { Command } from 'commander';
import { sentenceOf } from '../../upkeep/findings.js';
import { hasData, verifyData, type Verification } from '../../upkeep/verify.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { AnsweredError, CliError, EXIT } from '../errors.js';
import { counted } from '../import-report.js';
import { formatNumber, printable, printJson, printLine } from '../output.js';
import { startProgress } from '../progress.js';

interface VerifyCommandOptions extends CorpusOptions {
  readonly quick?: boolean;
}

const EXAMPLES = `
Examples:
  coterie verify
  coterie verify --quick --json
  coterie verify --data /backup/2031-05-06

Reads alone, and may run while the corpus is served and imported into. Ends with 1 where something is broken; lines
that begin with "note:" break nothing.`;

/** Runs `work` with a display of its progress. */
export async function shown<T>(work: (onProgress: (label: string, share: number | null) => void) => Promise<T>): Promise<T> {
  const progress = startProgress();
  try {
    return await work((label, share) => progress.update(label, share));
  } finally {
    progress.stop();
  }
}

/** @throws CliError where a directory has no corpus and no snapshot */
export function requireData(dataDir: string): void {
  if (!hasData(dataDir)) throw new CliError(`there is no corpus in ${dataDir}: name its directory with --data`, EXIT.notFound);
}

/** What was found as lines for people. */
export function findingLines({ findings }: Pick<Verification, 'findings'>): string[] {
  return findings.map((finding) => printable(`${finding.isFault ? '' : 'note: '}${sentenceOf(finding)}`));
}

async function verify(options: VerifyCommandOptions): Promise<void> {
  const dataDir = path.resolve(dataDirOf(options));
  requireData(dataDir);
  const found = await shown((onProgress) => verifyData(dataDir, { quick: options.quick === true, onProgress }));
  const faults = found.findings.filter(({ isFault }) => isFault).length;
  if (options.json === true) printJson({ dataDir, ...found, findings: found.findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding) })) });
  else {
    for (const line of findingLines(found)) printLine(line);
    if (found.isSound) {
      const records = found.records === null ? 'the structure of the corpus' : counted(found.records, 'record', 'records');
      const proved = `${found.replicaOf === null ? `${records} and ` : ''}${counted(found.snapshots, 'snapshot', 'snapshots')}`;
      const replica = found.replicaNature === null ? '' : `; it is ${found.replicaNature}, which has no corpus`;
      printLine(`${dataDir} ${options.quick === true ? 'looks' : 'is'} sound: ${proved} ${found.replicaOf !== null && found.snapshots === 1 ? 'was' : 'were'} ${options.quick === true ? 'looked at (without --quick every byte is proved)' : 'proved'}${found.isWritten ? ', while somebody was importing' : ''}${replica}`);
    }
  }
  const remedy = found.replicaOf === null ? '`coterie repair --dry-run` says what can be done' : 'what is to be done is said above';
  if (!found.isSound) throw new AnsweredError(`${dataDir} is broken: ${formatNumber(faults)} ${faults === 1 ? 'fault' : 'faults'}; ${remedy}`, EXIT.failure);
}

export function verifyCommand(): Command {
  return new Command('verify')
    .summary('prove that the corpus and its snapshots are whole')
    .description('Proves the corpus, every snapshot and what is kept beside them, against their checksums and with each other, and names what is broken.')
    .option('--quick', 'lengths, headers and the structure of the corpus alone, not each row and byte')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command: Command) => verify(command.optsWithGlobals<VerifyCommandOptions>()));
}
