/**
 * Listens to what the server announces; where it announces nothing, looks at it now and then: more often while it does not
 * answer, not at all while nobody looks at the page.
 */
import { ServerWatchDocument } from '../generated/graphql.js';
import { ask } from './ask.js';
import { serverEvents } from './server-events.js';
import { noteAnswer, serverState } from './server-state.js';

const USUAL_PAUSE_MS = 30_000;
/** While nothing has been imported, somebody is likely to be importing. */
const EMPTY_PAUSE_MS = 3000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
/** The page's own questions come first: browsers have few connections per server. */
const BEFORE_LISTENING_MS = 3000;

/**
 * Watches until the function that it returns is called.
 * @param onPause called with the milliseconds until the next look
 */
export function watchServer(onPause: (ms: number) => void): { readonly lookNow: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let isStopped = false;
  let isLooking = false;
  let mayListen = false;
  const listening = setTimeout(() => {
    mayListen = true;
    if (!isStopped && document.visibilityState === 'visible') events.listen();
  }, BEFORE_LISTENING_MS);
  const events = serverEvents(() => {
    if (!isStopped && document.visibilityState === 'visible') void look();
  });

  function wait(ms: number): void {
    clearTimeout(timer);
    if (isStopped || document.visibilityState === 'hidden') return;
    if (mayListen) events.listen();
    // What changes is told without being asked for.
    if (events.isListening() && serverState().isReachable && !serverState().isEmpty) return;
    onPause(ms);
    timer = setTimeout(() => void look(), ms);
  }

  /** After each look, and when another question finds the server gone. */
  function plan(): void {
    if (serverState().isReachable) {
      pause = FIRST_PAUSE_MS;
      wait(serverState().isEmpty ? EMPTY_PAUSE_MS : USUAL_PAUSE_MS);
    } else {
      wait(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  async function look(): Promise<void> {
    if (isLooking || isStopped) return;
    isLooking = true;
    clearTimeout(timer);
    try {
      const { data } = await ask(ServerWatchDocument, {});
      noteAnswer(data.corpus.snapshot.id);
    } catch {
      // Whether it was reached at all is noted by `ask`; a corpus that is empty has no snapshot to tell of.
    }
    isLooking = false;
    plan();
  }

  const lookNow = (): void => {
    pause = FIRST_PAUSE_MS;
    void look();
  };
  const lookIfVisible = (): void => {
    if (document.visibilityState === 'visible') lookNow();
    else {
      clearTimeout(timer);
      events.close();
    }
  };
  document.addEventListener('visibilitychange', lookIfVisible);
  window.addEventListener('online', lookNow);
  plan();
  return {
    lookNow,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      clearTimeout(listening);
      events.close();
      document.removeEventListener('visibilitychange', lookIfVisible);
      window.removeEventListener('online', lookNow);
    },
  };
}
