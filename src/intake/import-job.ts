/** An import that somebody asked a server for: how it stands, and what came of it. Plain JSON. */
import type { ImportProblem } from '../records/record.js';
import type { ImportProgress, ImportReport } from '../snapshot/import.js';

export type ImportJobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

export interface ImportJob {
  /** Sixteen hexadecimal digits. */
  readonly id: string;
  readonly state: ImportJobState;
  /** Null before it reads, and once it has ended. */
  readonly phase: ImportProgress['phase'] | null;
  /** Share of the phase done, 0 to 1; null outside phases. */
  readonly progress: number | null;
  /** Until the phase ends, in milliseconds; null where there is nothing to extrapolate from. */
  readonly remainingMs: number | null;
  /** As they were asked for. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly filesLeftAlone: number;
  readonly recordsRead: number;
  /** What became of the records; null before they have all been read. */
  readonly outcome: RecordsOutcome | null;
  readonly problemCount: number;
  /** The first of them, at most MAX_PROBLEMS. */
  readonly problems: readonly ImportProblem[];
  readonly isCancelAsked: boolean;
  /** Why it failed or was cancelled, as a sentence; null otherwise. */
  readonly error: string | null;
  /** Id of the snapshot that is served after it; null before, and where it did not end well. */
  readonly snapshot: string | null;
  /** ISO instants. */
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface RecordsOutcome {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly dropped: number;
}

/** Problems that a job tells one by one. */
export const MAX_PROBLEMS = 20;

export const isOver = ({ state }: ImportJob): boolean => state !== 'QUEUED' && state !== 'RUNNING';

/** A job that is over, with why. */
export function overBecause(job: ImportJob, state: 'FAILED' | 'CANCELLED', error: string): ImportJob {
  return { ...job, state, error, phase: null, progress: null, remainingMs: null, endedAt: new Date().toISOString() };
}

/** What an import's report says of the records and of what could not be taken. */
export function toldByReport({ files, argumentProblems, firstProblems }: ImportReport): Pick<ImportJob, 'outcome' | 'recordsRead' | 'problemCount' | 'problems'> {
  const total = (count: (file: ImportReport['files'][number]) => number): number => files.reduce((sum, file) => sum + count(file), 0);
  const outcome = { added: total(({ added }) => added), updated: total(({ updated }) => updated), unchanged: total(({ unchanged }) => unchanged), dropped: total(({ dropped }) => dropped) };
  return {
    outcome,
    // Progress is told now and then, and last before the end.
    recordsRead: outcome.added + outcome.updated + outcome.unchanged + outcome.dropped,
    problemCount: argumentProblems.length + total(({ problemCounts }) => Object.values(problemCounts).reduce((sum, count) => sum + count, 0)),
    problems: [...argumentProblems, ...firstProblems].slice(0, MAX_PROBLEMS),
  };
}

/** How far a step is within its phase, and how long that takes on as it has gone so far. */
export function standing(step: ImportProgress, inPhaseMs: number): Pick<ImportJob, 'phase' | 'progress' | 'remainingMs'> {
  const share = step.phase === 'reading' ? (step.bytesTotal === 0 ? 0 : step.bytesRead / step.bytesTotal) : step.share;
  const progress = Math.min(1, Math.max(0, share));
  return { phase: step.phase, progress, remainingMs: progress === 0 ? null : Math.ceil((inPhaseMs * (1 - progress)) / progress) };
}
