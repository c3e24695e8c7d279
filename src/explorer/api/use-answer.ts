/** An operation's answer as a page's state: asked anew when its variables change, and again while metrics are being computed. */
import { useEffect, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/graphql.js';
import { ask, AskError, isAwaited, pauseBefore, type ApiError, type Present } from './ask.js';
import { useServerState } from './server-state.js';

export interface AnswerState<T> {
  /** The latest data, also while newer ones are asked for (`isStale`); null before the first, and after a failure. */
  readonly data: T | null;
  /** Errors at single fields of `data`. */
  readonly errors: readonly ApiError[];
  /** Why there is no data; null while there is, or it is awaited. A server that is gone takes nothing off the screen. */
  readonly failure: AskError | null;
  readonly isLoading: boolean;
  /** `data` belongs to variables that were asked before. */
  readonly isStale: boolean;
  /** Metrics still being computed at the server: the question is repeated until there are none. */
  readonly computing: readonly ApiError[];
  /** Asks again at once. */
  readonly retry: () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

const NOTHING: Pick<AnswerState<never>, 'data' | 'errors' | 'failure' | 'computing'> = { data: null, errors: [], failure: null, computing: [] };

/**
 * Asks `document` with `variables`, and again when they change (compared as JSON).
 * Asks again, too, when the server is back after it was gone, and when the reader wants to see a new snapshot.
 * @param variables null asks nothing
 * @param repeats false leaves an answer that lacks metrics as it is: whoever asks finds out when to retry
 */
export function useAnswer<T extends object, V>(document: TypedDocumentString<T, V>, variables: V | null, repeats = true): AnswerState<Present<T>> {
  const key = variables === null ? null : JSON.stringify(variables);
  const [attempt, setAttempt] = useState(0);
  const { epoch } = useServerState();
  const [state, setState] = useState<{ readonly key: string | null; readonly isLoading: boolean } & Pick<AnswerState<Present<T>>, 'data' | 'errors' | 'failure' | 'computing'>>({ key: null, isLoading: false, ...NOTHING });

  useEffect(() => {
    if (key === null) {
      setState({ key: null, isLoading: false, ...NOTHING });
      return undefined;
    }
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = async (pause: number): Promise<void> => {
      try {
        const { data, errors } = await ask(document, JSON.parse(key) as V, abort.signal);
        if (abort.signal.aborted) return;
        const computing = errors.filter(isAwaited);
        setState({ key, isLoading: false, data, errors, failure: null, computing });
        if (computing.length > 0 && repeats) timer = setTimeout(() => void send(Math.min(2 * pause, LONGEST_PAUSE_MS)), pauseBefore(computing, pause));
      } catch (error) {
        if (abort.signal.aborted) return;
        const failure = error instanceof AskError ? error : new AskError(String(error), 'UNREACHABLE');
        if (isAwaited(failure.errors[0])) {
          // A list in the order of the metric: there is no answer at all before it is computed.
          setState((previous) => ({ ...previous, failure: null, computing: failure.errors }));
          timer = setTimeout(() => void send(Math.min(2 * pause, LONGEST_PAUSE_MS)), pauseBefore(failure.errors, pause));
          return;
        }
        setState((previous) => (failure.kind === 'UNREACHABLE' && previous.data !== null ? { ...previous, isLoading: false } : { key, isLoading: false, ...NOTHING, failure }));
      }
    };
    setState((previous) => ({ ...previous, isLoading: true, failure: null }));
    void send(FIRST_PAUSE_MS);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [document, key, attempt, epoch]);

  return { ...state, isLoading: state.isLoading || (key !== state.key && key !== null && state.failure === null), isStale: state.data !== null && state.key !== key, retry: () => setAttempt((n) => n + 1) };
}
