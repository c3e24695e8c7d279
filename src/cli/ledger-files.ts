/** Files of the curator's statements, read whole and judged before anything is changed. */
import { repeated } from '../corpus/ingest-ledger.js';
import { contradictionAmong } from '../records/ledger-contradictions.js';
import { mentionReference, parsePersonReference } from '../records/person-reference.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { personsMeant } from '../snapshot/persons-meant.js';
import type { Snapshot } from '../snapshot/types.js';
import { discoverFiles, openFile, readItems, type DiscoveredFile } from '../sources/open.js';
import { detectSource, sourceById } from '../sources/registry.js';
import { CliError, EXIT } from './errors.js';

const FORMAT = 'coterie';
const REMEDY = 'nothing was changed (`coterie identity add --help` shows what such a file holds)';

/** A refusal that names the file and, where there is one, the line. */
function refused(file: string, line: number | null, reason: string): CliError {
  const place = line === null ? file : `${file}:${line}`;
  return new CliError(`${place}: ${reason.replace(/\.$/, '')}; ${REMEDY}`, EXIT.usage, { file, line });
}

async function readStatements({ path, file }: DiscoveredFile): Promise<LedgerEntry[]> {
  const opened = await openFile(path);
  // An empty file is known by its name alone: what it lacks is said by reading it.
  const detected = opened.size === 0 ? null : detectSource(opened.head, file);
  if (detected !== null && detected.id !== FORMAT) {
    await opened.close();
    throw refused(file, null, `this is no file of a ledger but ${detected.title}, which \`coterie import\` reads`);
  }
  const entries: LedgerEntry[] = [];
  for await (const item of readItems(opened, sourceById(FORMAT))) {
    if (item.kind === 'problem') throw refused(file, item.problem.line, item.problem.reason);
    if (item.kind !== 'ledger') throw refused(file, item.record.source.line, `this line is a ${item.kind} record, no statement on who is who: \`coterie import\` reads such files`);
    entries.push(item.entry);
  }
  if (entries.length === 0) throw refused(file, null, 'there is no statement in it');
  return entries;
}

/** Folders may hold other files: that some were left out harms nobody. */
function isRefusal({ kind }: ImportProblem): boolean {
  return kind !== 'IGNORED_FILES';
}

/** Refuses statements of which two say the same, or the opposite. */
function refuseContradictions(entries: readonly LedgerEntry[]): void {
  const twice = repeated(entries);
  if (twice !== null) throw refused(twice.source.file, twice.source.line, 'this line states what another line states');
  const contradiction = contradictionAmong(entries);
  if (contradiction === null) return;
  const { entry, other, reason } = contradiction;
  const elsewhere = other.source.file === entry.source.file ? `line ${other.source.line ?? '?'}` : `${other.source.file}:${other.source.line ?? '?'}`;
  throw refused(entry.source.file, entry.source.line, `this contradicts ${elsewhere}, as ${reason}`);
}

/** Splits that tell nobody from anybody in this corpus are a slip of the hand. */
function refuseIdleSplits(entries: readonly LedgerEntry[], snapshot: Snapshot): void {
  for (const entry of entries) {
    if (entry.op !== 'split') continue;
    const papers = entry.groups.flat();
    const isMet = papers.some((paper) => entry.names.some((name) => parsePersonReference(name).kind === 'ID' || personsMeant(snapshot, mentionReference(name, paper)).length > 0));
    if (!isMet) throw refused(entry.source.file, entry.source.line, `on none of the papers (${papers.slice(0, 3).join(', ')}) is anybody written ${entry.names.join(' or ')}`);
  }
}

/**
 * The statements of files (paths, folders, globs), in order.
 * @param snapshot of the corpus they are meant for; null before anything is imported
 * @throws CliError (usage) for the first argument that leads nowhere, file that is something else, line that is not a
 *   statement in every detail, or two that contradict each other
 */
export async function statementsOf(args: readonly string[], snapshot: Snapshot | null): Promise<Array<{ file: string; entries: LedgerEntry[] }>> {
  const { files, problems } = await discoverFiles(args);
  const problem = problems.find(isRefusal);
  if (problem !== undefined) throw new CliError(problem.reason, EXIT.usage);
  const read: Array<{ file: string; entries: LedgerEntry[] }> = [];
  for (const file of files) read.push({ file: file.file, entries: await readStatements(file) });
  const entries = read.flatMap((file) => file.entries);
  refuseContradictions(entries);
  if (snapshot !== null) refuseIdleSplits(entries, snapshot);
  return read;
}
