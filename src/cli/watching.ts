/** A watch on folders as a command and a server run it, and what it has to say in words. */
import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import { commandLineActor } from '../callers/audit-entry.js';
import { FolderWatch, type WatchNote } from '../intake/folder-watch.js';
import { importInProcess } from '../intake/import-in-process.js';
import { WatchMemory } from '../intake/watch-memory.js';
import type { ImportReport } from '../snapshot/import.js';
import { CliError, EXIT } from './errors.js';
import { counted } from './import-report.js';

export interface WatchSettings {
  readonly folders: readonly string[];
  readonly settleMs: number;
  readonly pollMs: number;
}

/** A folder that is not there when a server or a watch begins is more likely misspelt than late. @throws CliError (usage) */
export function refuseMissingFolders(folders: readonly string[], purpose: 'watch' | 'import from' = 'watch'): void {
  for (const folder of folders) {
    const about = statSync(folder, { throwIfNoEntry: false });
    if (about === undefined) throw new CliError(`there is no folder ${folder} to ${purpose}: make it first`, EXIT.usage);
    if (!about.isDirectory()) throw new CliError(`${folder} is no folder${purpose === 'watch' ? ', and folders alone are watched' : ''}: \`coterie import ${folder}\` reads it once`, EXIT.usage);
  }
}

/** Watches until the signal. Imports run in a process of their own. */
export function watchFolders(dataDir: string, settings: WatchSettings, say: (note: WatchNote) => void, signal: AbortSignal, onPublished?: () => Promise<void>): Promise<void> {
  const watch = new FolderWatch({ ...settings, dataDir, actor: commandLineActor(), runImport: importInProcess, memory: new WatchMemory(dataDir), say, signal, ...(onPublished === undefined ? {} : { onPublished }) });
  return watch.run();
}

/** What a batch came to, as facts. */
export function batchFacts({ files, problems, manifest, snapshotBuilt }: BatchTold): Readonly<Record<string, unknown>> {
  return { files, problems, snapshot: manifest?.id ?? null, papers: manifest?.counts.papers ?? 0, snapshotBuilt };
}

type BatchTold = { readonly files: readonly string[]; readonly problems: number } & Pick<ImportReport, 'manifest' | 'snapshotBuilt'>;

/** How many problems a report has, over all its files. */
export function problemCount({ files, argumentProblems }: ImportReport): number {
  const ofFiles = files.flatMap(({ problemCounts }) => Object.values(problemCounts));
  return ofFiles.reduce((sum, count) => sum + count, argumentProblems.length);
}

/** A batch in one sentence without a full stop. */
export function batchSentence(files: readonly string[], report: ImportReport): string {
  const sum = (of: (file: ImportReport['files'][number]) => number): number => report.files.reduce((total, file) => total + of(file), 0);
  const problems = problemCount(report);
  const now = report.manifest === null ? 'the corpus is still empty' : `the corpus has ${counted(report.manifest.counts.papers, 'paper', 'papers')} now (snapshot ${report.manifest.id})`;
  if (files.length === 0) return `completed what had been read before: ${now}`;
  const [added, updated, unchanged] = [sum((file) => file.added), sum((file) => file.updated), sum((file) => file.unchanged)];
  return `imported ${counted(files.length, 'file', 'files')}: ${added} new, ${updated} changed, ${unchanged} as before, ${counted(problems, 'problem', 'problems')}; ${now}`;
}

/** Tells a server's log what a watch has to say. */
export function logNotes(logger: Logger): (note: WatchNote) => void {
  return (note) => {
    if (note.kind === 'batch') {
      const problems = problemCount(note.report);
      logger[problems > 0 ? 'warn' : 'info']({ ...batchFacts({ ...note.report, files: note.files, problems }), firstProblems: note.report.firstProblems.slice(0, 10) }, `watch: ${batchSentence(note.files, note.report)}`);
    } else logger[note.kind === 'trouble' ? 'warn' : 'info'](`watch: ${note.sentence}`);
  };
}
