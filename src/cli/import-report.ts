/** What an import did, in words. */
import type { ImportReport } from '../snapshot/import.js';
import { formatNumber, printable } from './output.js';

/** Examples of each kind of problem. */
const EXAMPLES_SHOWN = 3;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Problems by kind over all files, most frequent first. */
export function problemsByKind(report: ImportReport): Array<{ kind: string; count: number }> {
  const counts = new Map<string, number>();
  for (const file of report.files) {
    for (const [kind, count] of Object.entries(file.problemCounts)) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).toSorted((x, y) => y.count - x.count);
}

/** Notes that come with an argument that was taken nevertheless. */
const HARMLESS = new Set(['IGNORED_FILES', 'FILES_OF_NO_FORMAT']);

/** Arguments and files that led to nothing, a sentence each. */
export function uselessArguments(report: ImportReport): string[] {
  const refused = report.argumentProblems.filter(({ kind }) => !HARMLESS.has(kind)).map(({ reason }) => reason);
  const fruitless = report.files
    .filter(({ named, papers, persons, ledgerEntries, problemCounts }) => named && papers + persons + ledgerEntries === 0 && Object.keys(problemCounts).length > 0)
    .map(({ file }) => {
      const why = report.firstProblems.find((problem) => problem.file === file)?.reason;
      return why === undefined ? `nothing could be read from ${file}` : `nothing could be read from ${file}: ${why}`;
    });
  return [...refused, ...fruitless];
}

function counted(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** How often a problem occurred, and the first few places. */
function problemLines(kind: string, count: number, report: ImportReport): string[] {
  const examples = report.firstProblems.filter((problem) => problem.kind === kind).slice(0, EXAMPLES_SHOWN);
  return [
    `problem   ${formatNumber(count)} ${kind}${count > examples.length ? ', for example' : ''}`,
    ...examples.map(({ file, line, byte, record, reason }) => {
      const place = line !== null ? `:${line}` : byte !== null ? ` (byte ${byte})` : '';
      return printable(`  ${file}${place}${record === null ? '' : ` ${record}`}: ${reason}`);
    }),
  ];
}

/** The report as lines for people. */
export function importLines(report: ImportReport): string[] {
  const { files, manifest } = report;
  const read = {
    papers: sum(files.map((file) => file.papers)),
    persons: sum(files.map((file) => file.persons)),
    ledger: sum(files.map((file) => file.ledgerEntries)),
    dropped: sum(files.map((file) => file.dropped)),
  };
  const changed = {
    added: sum(files.map((file) => file.added)),
    updated: sum(files.map((file) => file.updated)),
    unchanged: sum(files.map((file) => file.unchanged)),
  };
  const parts = [
    counted(read.papers, 'paper record', 'paper records'),
    ...(read.persons > 0 ? [counted(read.persons, 'person record', 'person records')] : []),
    ...(read.ledger > 0 ? [counted(read.ledger, 'alias', 'aliases')] : []),
  ];
  const lines = [
    `read      ${parts.join(', ')} from ${counted(files.length, 'file', 'files')}`,
    `of these  ${formatNumber(changed.added)} new, ${formatNumber(changed.updated)} changed, ${formatNumber(changed.unchanged)} as before; ${formatNumber(read.dropped)} left out`,
  ];
  const kinds = problemsByKind(report);
  for (const { kind, count } of kinds) lines.push(...problemLines(kind, count, report));
  if (kinds.length > 0) lines.push('          the API lists them all: corpus { problems { … } }');
  for (const { reason } of report.argumentProblems.filter(({ kind }) => HARMLESS.has(kind))) lines.push(printable(`note      ${reason}`));
  if (manifest === null) return [...lines, 'the corpus is still empty'];
  const { counts } = manifest;
  const merged = report.mergedRecords === null ? '' : ` (${counted(report.mergedRecords, 'record', 'records')} merged into others)`;
  lines.push(`corpus    ${counted(counts.papers, 'paper', 'papers')}${merged}, ${counted(counts.authors, 'author', 'authors')}`);
  lines.push(report.snapshotBuilt ? `snapshot  ${manifest.id} is now served` : `snapshot  ${manifest.id}: nothing had changed`);
  if (report.metricsLeft.length > 0) lines.push(`metrics   computed when first asked for: ${report.metricsLeft.join(', ')}`);
  return lines;
}
