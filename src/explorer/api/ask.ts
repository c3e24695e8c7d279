/** Questions to the API of this origin, typed by the operations beside each page. */
import type { TypedDocumentString } from '../generated/graphql.js';
import { authorization } from './kept-key.js';
import { noteAnswer, noteEmptiness, noteKeyNeeded, noteSilence } from './server-state.js';

/** An error of the API: a code of the schema's `ErrorCode`, and a sentence fit to be shown. */
export interface ApiError {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string };
}

export interface Answer<T> {
  readonly data: T;
  /** Errors at single fields, which left the rest of the answer. */
  readonly errors: readonly ApiError[];
}

/** Whether asking again will do: it is being computed, or will be when less else is. */
export function isAwaited(error: ApiError | undefined): boolean {
  const code = error?.extensions?.code;
  return code === 'METRIC_COMPUTING' || code === 'TOO_MANY_COMPUTATIONS';
}

/** Progress is shown meanwhile, which is not to stand still for longer. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * When to ask again, in ms: when the server expects the first of what is awaited, within LONGEST_PAUSE_MS.
 * @param otherwise where it says nothing
 */
export function pauseBefore(errors: readonly ApiError[], otherwise: number): number {
  const told = errors.filter(isAwaited).map(({ extensions }) => extensions?.['retryAfterMs']).filter((pause): pause is number => typeof pause === 'number' && pause >= 0);
  return told.length === 0 ? otherwise : Math.min(LONGEST_PAUSE_MS, ...told);
}

/** Why nothing was answered. */
export class AskError extends Error {
  override name = 'AskError';
  constructor(
    message: string,
    /** UNREACHABLE: no server; REFUSED: the server's error, see `errors`. */
    readonly kind: 'UNREACHABLE' | 'REFUSED',
    readonly errors: readonly ApiError[] = [],
  ) {
    super(message);
  }
  /** The first error's code; null where the server gave none. */
  get code(): string | null {
    return this.errors[0]?.extensions?.code ?? null;
  }
}

/** Roots that are null where nothing is found: whoever asks for them says so. */
type FoundOrNot = 'author' | 'paper' | 'venue' | 'node' | 'byId';
const FOUND_OR_NOT: ReadonlySet<string> = new Set<FoundOrNot>(['author', 'paper', 'venue', 'node', 'byId']);

/** An operation's data with all its roots: what can't be given, or not yet, is an AskError. */
export type Present<T> = { readonly [Name in keyof T]: Name extends FoundOrNot ? T[Name] : Exclude<T[Name], null> };

function hasItsRoots<T extends object>(data: T): data is T & Present<T> {
  return Object.entries(data).every(([name, value]) => value !== null || FOUND_OR_NOT.has(name));
}

/**
 * Posts an operation and resolves to its data with the errors of single fields.
 * @throws AskError where there is no data, or one of its roots is missing; DOMException AbortError where `signal` was aborted
 */
export async function ask<T extends object, V>(document: TypedDocumentString<T, V>, variables: V, signal?: AbortSignal): Promise<Answer<Present<T>>> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json', ...authorization() },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    noteSilence();
    throw new AskError('The server does not answer. It may have been stopped, or the connection is gone.', 'UNREACHABLE');
  }
  let answer: { readonly data?: T | null; readonly errors?: readonly ApiError[]; readonly extensions?: Readonly<Record<string, unknown>> };
  try {
    answer = (await response.json()) as typeof answer;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    noteSilence();
    throw new AskError(`The server answered ${response.status} with something that is no JSON.`, 'UNREACHABLE');
  }
  const errors = answer.errors ?? [];
  const snapshot = answer.extensions?.['snapshot'];
  if (response.status === 401) noteKeyNeeded(errors[0]?.message ?? 'The key is not valid.');
  else if (errors[0]?.extensions?.code === 'NO_SNAPSHOT') noteEmptiness();
  else noteAnswer(typeof snapshot === 'string' ? snapshot : null);
  if (answer.data === undefined || answer.data === null || !hasItsRoots(answer.data)) {
    throw new AskError(errors[0]?.message ?? `The server answered ${response.status} without data.`, 'REFUSED', errors);
  }
  return { data: answer.data, errors };
}
