/** Files of aliases, read whole and judged before anything is changed. */
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { discoverFiles, openFile, readItems, type DiscoveredFile } from '../sources/open.js';
import { detectSource, sourceById } from '../sources/registry.js';
import { CliError, EXIT } from './errors.js';

const FORMAT = 'coterie';
const REMEDY = 'nothing was changed (`coterie aliases --help` shows what a file of aliases holds)';

/** A refusal that names the file and, where there is one, the line. */
function refused(file: string, line: number | null, reason: string): CliError {
  const place = line === null ? file : `${file}:${line}`;
  return new CliError(`${place}: ${reason.replace(/\.$/, '')}; ${REMEDY}`, EXIT.usage, { file, line });
}

async function readAliases({ path, file }: DiscoveredFile): Promise<LedgerEntry[]> {
  const opened = await openFile(path);
  // An empty file is known by its name alone: what it lacks is said by reading it.
  const detected = opened.size === 0 ? null : detectSource(opened.head, file);
  if (detected !== null && detected.id !== FORMAT) {
    await opened.close();
    throw refused(file, null, `this is no file of aliases but ${detected.title}, which \`coterie import\` reads`);
  }
  const entries: LedgerEntry[] = [];
  for await (const item of readItems(opened, sourceById(FORMAT))) {
    if (item.kind === 'problem') throw refused(file, item.problem.line, item.problem.reason);
    if (item.kind !== 'ledger') throw refused(file, item.record.source.line, `this line is a ${item.kind} record, not an alias: \`coterie import\` reads such files`);
    entries.push(item.entry);
  }
  if (entries.length === 0) throw refused(file, null, 'there is no alias in it');
  return entries;
}

/** Folders may hold other files: that some were left out harms nobody. */
function isRefusal({ kind }: ImportProblem): boolean {
  return kind !== 'IGNORED_FILES';
}

/**
 * The aliases of files (paths, folders, globs), in order.
 * @throws CliError (usage) for the first argument that leads nowhere, file that is something else, or line that is
 *   not an alias in every detail
 */
export async function aliasesOf(args: readonly string[]): Promise<Array<{ file: string; entries: LedgerEntry[] }>> {
  const { files, problems } = await discoverFiles(args);
  const problem = problems.find(isRefusal);
  if (problem !== undefined) throw new CliError(problem.reason, EXIT.usage);
  const read: Array<{ file: string; entries: LedgerEntry[] }> = [];
  for (const file of files) read.push({ file: file.file, entries: await readAliases(file) });
  return read;
}
