/**
 * Where a reader was on a page: how far down, and at which link. Kept with each step of the browser's history, and found
 * again on the way back, once the page is as long as it was.
 */

export interface Place {
  readonly y: number;
  /** Address of the link that was followed, as written; null where it was no link. */
  readonly link: string | null;
}

/** After so long a page is as long as it will get, or the reader has begun to read elsewhere. */
const LONGEST_WAIT_MS = 3000;
const WRITE_PAUSE_MS = 200;

function placeOf(state: unknown): Place | null {
  if (typeof state !== 'object' || state === null || !('y' in state) || typeof state.y !== 'number') return null;
  return { y: state.y, link: 'link' in state && typeof state.link === 'string' ? state.link : null };
}

function write(place: Place): void {
  window.history.replaceState(place, '');
}

/** Keeps the place on this page, as the step that is about to be taken will need it. */
export function rememberPlace(link: string | null): void {
  write({ y: window.scrollY, link });
}

/** Begins to keep places, in the browser's stead. */
export function keepPlaces(): void {
  window.history.scrollRestoration = 'manual';
  let timer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(() => write({ y: window.scrollY, link: placeOf(window.history.state)?.link ?? null }), WRITE_PAUSE_MS);
  }, { passive: true });
  window.addEventListener('popstate', () => clearTimeout(timer));
}

/**
 * Goes back to the place kept with this step of the history, waiting for the page to be long enough; a reader who
 * scrolls, presses a key or touches meanwhile is left where they go. Without a place nothing happens.
 * @returns false where no place is kept
 */
export function findPlace(): boolean {
  const place = placeOf(window.history.state);
  if (place === null) return false;
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  const { signal } = abort;
  const attempt = (): void => {
    if (signal.aborted) return;
    const link = place.link === null ? undefined : Array.from(document.querySelectorAll<HTMLAnchorElement>('main a[href]')).find((each) => each.getAttribute('href') === place.link);
    const isLongEnough = document.documentElement.scrollHeight - window.innerHeight >= place.y;
    if (!isLongEnough || (place.link !== null && link === undefined)) return;
    window.scrollTo(0, place.y);
    link?.focus({ preventScroll: true });
    stop();
  };
  const observer = new MutationObserver(() => requestAnimationFrame(attempt));
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
  for (const event of ['wheel', 'keydown', 'pointerdown', 'popstate']) window.addEventListener(event, stop, { signal, passive: true });
  setTimeout(() => {
    if (!signal.aborted) window.scrollTo(0, place.y);
    stop();
  }, LONGEST_WAIT_MS);
  requestAnimationFrame(attempt);
  return true;
}
