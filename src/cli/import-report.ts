/** What an import did, in words. */
import type { ImportProblem } from '../records/record.js';
import type { ImportReport } from '../snapshot/import.js';
import { LEDGER_KINDS } from '../snapshot/ledger-problems.js';
import type { BuildProblems } from './build-problems.js';
import { formatNumber, printable } from './output.js';

/** Examples of each kind of problem. */
const EXAMPLES_SHOWN = 3;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Problems by kind over all files and of the corpus that they make, most frequent first. */
export function problemsByKind(report: ImportReport, found: BuildProblems): Array<{ kind: string; count: number }> {
  const counts = new Map(found.byKind.map(({ kind, count }) => [kind, count]));
  for (const file of report.files) {
    for (const [kind, count] of Object.entries(file.problemCounts)) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).toSorted((x, y) => y.count - x.count);
}

/** Notes that come with an argument that was taken nevertheless. */
const HARMLESS = new Set(['IGNORED_FILES', 'FILES_OF_NO_FORMAT']);

/** Per file that led to nothing the problem that says why, which uselessArguments tells. */
function whyFruitless(report: ImportReport): Map<string, ImportProblem | undefined> {
  const fruitless = report.files.filter(({ named, papers, persons, ledgerEntries, problemCounts }) => named && papers + persons + ledgerEntries === 0 && Object.keys(problemCounts).length > 0);
  return new Map(fruitless.map(({ file }) => [file, report.firstProblems.find((problem) => problem.file === file)]));
}

/** Arguments and files that led to nothing, a sentence each. */
export function uselessArguments(report: ImportReport): string[] {
  // What is harmless beside files that were read is the whole story where none was.
  const refused = report.argumentProblems.filter(({ kind }) => report.files.length === 0 || !HARMLESS.has(kind)).map(({ reason }) => reason);
  const fruitless = [...whyFruitless(report)].map(([file, why]) => `nothing could be read from ${file}${why === undefined ? '' : `: ${why.reason}`}`);
  return [...refused, ...fruitless];
}

export function counted(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** A record's key as a person reads it: of one without a key of its own the title. */
function recordName(key: string | null): string | null {
  const title = key === null ? undefined : /^[\w-]+::(.+)$/s.exec(key)?.[1];
  return title === undefined ? key : `"${title}"`;
}

/** Where a problem lies and what it is. */
export function problemLine({ kind, file, line, byte, record, value, reason }: ImportProblem): string {
  const place = line !== null ? `${file}:${line}` : byte !== null ? `${file} (byte ${byte})` : file;
  const names = LEDGER_KINDS.has(kind) ? value : null;
  const subject = [place, recordName(record), names].filter((part) => part !== null && part !== '').join(' ');
  return printable(`  ${subject === '' ? '' : `${subject}: `}${reason}`);
}

/** How often a problem occurred, and the first `most` places. */
function problemLines(kind: string, count: number, problems: readonly ImportProblem[], most: number): string[] {
  const examples = problems.filter((problem) => problem.kind === kind).slice(0, most);
  return [`problem   ${formatNumber(count)} ${kind}${count > examples.length ? ', for example' : ''}`, ...examples.map(problemLine)];
}

/** The problems as lines by kind, at most `most` of each. */
export function linesOfProblems(problems: readonly ImportProblem[], most: number): string[] {
  const kinds = [...new Set(problems.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => problemLines(kind, problems.filter((problem) => problem.kind === kind).length, problems, most));
}

/** What the corpus holds now, as lines. */
export function corpusLines({ manifest, snapshotBuilt, mergedRecords }: Pick<ImportReport, 'manifest' | 'snapshotBuilt'> & { readonly mergedRecords: number | null }): string[] {
  if (manifest === null) return ['the corpus is still empty'];
  const { counts } = manifest;
  const merged = mergedRecords === null ? '' : ` (${counted(mergedRecords, 'record', 'records')} merged into others)`;
  return [
    `corpus    ${counted(counts.papers, 'paper', 'papers')}${merged}, ${counted(counts.authors, 'author', 'authors')}`,
    snapshotBuilt ? `snapshot  ${manifest.id} is now current` : `snapshot  ${manifest.id}: nothing had changed`,
  ];
}

/** How much of who is who had to be decided again. */
function similarityLines({ similarity }: ImportReport): string[] {
  if (similarity === null || similarity.blocks === 0) return [];
  const { blocks, resolvedAnew } = similarity;
  return [`people    ${formatNumber(resolvedAnew)} of ${counted(blocks, 'block', 'blocks')} of like names resolved anew`];
}

/** Where it stands why records were left out: of a file that brought nothing the corpus keeps no problem. */
function whereToldWhy(files: ImportReport['files']): string {
  const forgotten = files.filter((file) => file.forgotten && file.dropped > 0).map(({ file }) => file);
  if (forgotten.length === 0) return 'the problems say why';
  return `the problems of this import say why (\`coterie problems\` does not list those of ${forgotten.join(', ')}, of which nothing was taken)`;
}

/**
 * The report as lines for people.
 * @param saysWhy whether uselessArguments is told as well, so that what it says need not be said here
 */
export function importLines(report: ImportReport, found: BuildProblems, saysWhy = false): string[] {
  const { files } = report;
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
    `of these  ${formatNumber(changed.added)} new, ${formatNumber(changed.updated)} changed, ${formatNumber(changed.unchanged)} as before`,
    ...(read.dropped > 0 ? [printable(`left out  ${counted(read.dropped, 'more record', 'more records')} of these files: ${whereToldWhy(files)}`)] : []),
  ];
  for (const { file, gone } of files) {
    if (gone > 0) lines.push(printable(`note      ${counted(gone, 'entry', 'entries')} that ${file} brought earlier ${gone === 1 ? 'is' : 'are'} no longer in it, and ${gone === 1 ? 'stays' : 'stay'} in the corpus`));
  }
  const kinds = problemsByKind(report, found);
  const told = new Set(saysWhy ? whyFruitless(report).values() : []);
  const shown = [...found.problems, ...report.firstProblems].filter((problem) => !told.has(problem));
  for (const { kind, count } of kinds) {
    const left = count - [...told].filter((problem) => problem?.kind === kind).length;
    if (left > 0) lines.push(...problemLines(kind, left, shown, EXAMPLES_SHOWN));
  }
  const forgotten = files.filter((file) => file.forgotten && Object.keys(file.problemCounts).length > 0).map(({ file }) => file);
  const except = forgotten.length === 0 ? '' : ` without those of ${forgotten.join(', ')}, of which nothing was taken`;
  if (kinds.length > 0 && found.total > 0) lines.push(printable(`          ${formatNumber(found.total)} in the whole corpus${except}: \`coterie problems\` lists them`));
  for (const { reason } of report.argumentProblems.filter(({ kind }) => HARMLESS.has(kind))) lines.push(printable(`note      ${reason}`));
  lines.push(...corpusLines(report), ...similarityLines(report));
  if (report.metricsCarried.length > 0) lines.push(`metrics   ${report.metricsCarried.length} hold from the snapshot before, as what they are computed from is the same`);
  if (report.metricsLeft.length > 0) lines.push(`metrics   computed when first asked for: ${report.metricsLeft.join(', ')}`);
  if (report.metricsRefused.length > 0) {
    lines.push(`metrics   to be had with --max-authors alone, since all papers make too many pairs of collaborators: ${report.metricsRefused.join(', ')}`);
  }
  return lines;
}
