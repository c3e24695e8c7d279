/** `coterie audit`: what was changed, by whom, and whether the log of it is the one that was written. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { whoInWords, type AuditEntry } from '../../callers/audit-entry.js';
import { auditPath } from '../../callers/audit-log.js';
import { readAudit } from '../../callers/audit-reading.js';
import { requireDirectory, warnWithoutCorpus } from '../corpus-missing.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { AnsweredError, CliError, EXIT } from '../errors.js';
import { formatNumber, printable, printJson, printLine, printTable } from '../output.js';

interface AuditOptions extends CorpusOptions {
  readonly since?: string;
  readonly verify?: boolean;
}

/** @throws CliError (usage) for what is no day or instant */
function sinceOf(text: string | undefined): number {
  if (text === undefined) return Number.NEGATIVE_INFINITY;
  const instant = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(instant)) throw new CliError(`--since is ${JSON.stringify(text)}, but must be a day or an instant, such as 2031-01-31 or 2031-01-31T12:00:00Z`, EXIT.usage);
  return instant;
}

function detailsText(details: AuditEntry['details']): string {
  return Object.entries(details).filter(([, value]) => value !== null).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
}

async function audit(options: AuditOptions): Promise<void> {
  const dataDir = resolve(dataDirOf(options));
  requireDirectory(dataDir);
  const path = auditPath(dataDir);
  // A log that was put aside lies in a folder of its own.
  if (!existsSync(path)) warnWithoutCorpus(dataDir);
  const since = sinceOf(options.since);
  const entries: AuditEntry[] = [];
  const faults: Array<{ readonly line: number; readonly fault: string }> = [];
  let [lines, head] = [0, null as string | null];
  for await (const { line, entry, faults: wrong, sha256 } of readAudit(dataDir)) {
    [lines, head] = [line, sha256];
    faults.push(...wrong.map((fault) => ({ line, fault })));
    if (entry !== null && Date.parse(entry.time) >= since) entries.push(entry);
  }
  const verdict = { file: path, lines, sound: faults.length === 0, sha256OfLastLine: head, faults };
  if (options.json === true) printJson(options.verify === true ? verdict : { ...verdict, entries });
  else if (options.verify === true) {
    if (lines === 0) printLine(`${path}: nothing was ever changed, or the log is gone`);
    else if (faults.length === 0) printLine(`${path}: ${lines === 1 ? '1 line' : `${formatNumber(lines)} lines`}, each as it was written; the last has the sha256 ${head ?? ''}`);
  } else if (entries.length === 0) {
    printLine(lines === 0 ? `nothing was changed in ${dataDir} since there is a log` : 'nothing was changed since then');
  } else {
    printTable(
      [{ title: '#', align: 'right' }, { title: 'time' }, { title: 'who' }, { title: 'from' }, { title: 'what' }, { title: 'outcome' }, { title: 'details' }],
      entries.map(({ sequence, time, who, address, action, outcome, details }) => [String(sequence), time, whoInWords(who), address ?? '-', action, outcome, detailsText(details)]),
    );
  }
  if (faults.length === 0) return;
  const shown = faults.slice(0, 20).map(({ line, fault }) => printable(`line ${line} ${fault}`));
  throw new AnsweredError(`${path} is not as it was written: ${formatNumber(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'}, the first in line ${faults[0].line}, which ${faults[0].fault}`, EXIT.failure, { faults }, shown.slice(1));
}

export function auditCommand(): Command {
  return new Command('audit')
    .summary('who changed what, and whether the log of it is sound')
    .description('Prints the log of changes: statements of the ledger, imports, choices for the corpus, keys, and changes that were refused. Each line holds the sha256 of the one before, which is checked each time; lines cut off at the end show only to whoever noted the number of lines and the last sha256 that --verify prints.')
    .option('--since <when>', 'only changes from this day or instant on')
    .option('--verify', 'print only whether every line is as it was written')
    .addHelpText('after', '\nExamples:\n  coterie audit --since 2031-01-31\n  coterie audit --verify\n  coterie audit --json')
    .action(async (_options, command: Command) => audit(command.optsWithGlobals<AuditOptions>()));
}
