/** What passes between the pool and its workers. */
import type { KernelInput, KernelOutput, Prepared } from '../metrics/metric.js';
import type { Lent } from './lent-arrays.js';
import type { RoutineName } from './routines.js';

/** A kernel's input as it crosses threads: arrays shared, nothing callable, parameters as the pool's caller gave them. */
export type SharedInput = Pick<KernelInput, 'incidence' | 'selection' | 'graph' | 'papersAsEdges' | 'parameters'>;

/** Handed to a worker when it starts. */
export interface WorkerData {
  /** Module that exports `metricById`. */
  readonly registryUrl: string;
  /** Threads that may work on one job, for estimates of memory. */
  readonly threads: number;
  /** Bytes that a job may need; what the machine has if null. */
  readonly memoryLimit: number | null;
  /** How much the thread steps back for the rest of the machine, 0..19; see ComputePoolOptions. */
  readonly niceness: number;
}

/**
 * One unit of work. START runs a routine or a whole kernel, or prepares a blocked one and answers how many blocks it has; COMBINE
 * makes the answer of a round's partials, or plans another round.
 */
export type Task =
  | { readonly kind: 'START' }
  | { readonly kind: 'BLOCK'; readonly block: number }
  | { readonly kind: 'COMBINE'; readonly partials: readonly Float64Array[] };

/** Arrays over mapped files stand in it as tickets (lent-arrays.ts). */
export interface TaskMessage {
  readonly kind: 'TASK';
  /** Tells jobs apart: a worker keeps the input and what was prepared of a round, so that all its blocks see the same objects. */
  readonly jobId: number;
  readonly round: number;
  readonly prepared: Prepared;
  readonly metricId: string;
  readonly input: SharedInput;
  /** One Int32, shared by all tasks of a job: not 0 once nobody wants the answer. */
  readonly cancelFlag: Int32Array;
  readonly task: Task;
}

/** One run of a routine, which is all of its job; tickets as above. */
export interface RoutineMessage {
  readonly kind: 'ROUTINE';
  readonly routine: RoutineName;
  readonly given: unknown;
  readonly cancelFlag: Int32Array;
}

/** Tells a worker that nothing more will come of a job: what it kept for it can go. */
export interface ForgetMessage {
  readonly kind: 'FORGET';
  readonly jobId: number;
}

/** What a job has to send for a task. */
export type JobMessage = TaskMessage | RoutineMessage;
export type WorkerMessage = (JobMessage & { readonly lent: Lent }) | ForgetMessage;

/** An error as plain data: what of it survives the crossing. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
}

export type WorkerReply =
  /** The share of the present task that is done, 0 … 1. */
  | { readonly kind: 'PROGRESS'; readonly share: number }
  /** The blocks of the next round, and the share of all work that is done before it. */
  | { readonly kind: 'PLAN'; readonly blockCount: number; readonly prepared: Prepared; readonly share: number }
  | { readonly kind: 'PARTIAL'; readonly block: number; readonly values: Float64Array }
  | { readonly kind: 'OUTPUT'; readonly output: KernelOutput }
  | { readonly kind: 'RESULT'; readonly result: unknown }
  | { readonly kind: 'FAILED'; readonly error: PlainError }
  /** Nothing of the worker reads a map any more that no message after that one lent to it. Answers no task. */
  | { readonly kind: 'DROPPED'; readonly map: string; readonly given: number };

/** Least time between two progress reports: five a second. */
export const PROGRESS_INTERVAL_MS = 200;

export function toPlainError(error: unknown): PlainError {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack ?? null };
  return { name: 'Error', message: String(error), stack: null };
}

/** The error again, with the name, message and stack that it had where it was thrown. */
export function fromPlainError(plain: PlainError): Error {
  const error = new Error(plain.message);
  error.name = plain.name;
  if (plain.stack !== null) error.stack = plain.stack;
  return error;
}
