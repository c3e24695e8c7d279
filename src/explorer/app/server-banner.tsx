/** Says calmly that the server is gone, or that its corpus has changed; what is on screen stays either way. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { showLatestSnapshot, useServerState } from '../api/server-state.js';
import { watchServer } from '../api/server-watch.js';

/** @param more papers of the new corpus beyond those of the one on screen; null where that is not known */
function newsInWords(more: number | null): string {
  if (more === null || more === 0) return 'The corpus has changed since this page was shown.';
  const count = Math.abs(more).toLocaleString('en');
  return `New data since this page was shown: ${count} ${count === '1' ? 'paper' : 'papers'} ${more > 0 ? 'more' : 'fewer'}.`;
}

export function ServerBanner({ path }: { readonly path: string }) {
  const { isReachable, isEmpty, shownSnapshot, latestSnapshot, morePapers } = useServerState();
  const watch = useRef<ReturnType<typeof watchServer> | null>(null);
  const [pauseMs, setPauseMs] = useState(0);
  const [isBack, setBack] = useState(false);
  const wasReachable = useRef(true);

  useEffect(() => {
    watch.current = watchServer(setPauseMs);
    return () => watch.current?.stop();
  }, []);

  useEffect(() => {
    if (!isReachable) watch.current?.lookNow();
    setBack(isReachable && !wasReachable.current);
    wasReachable.current = isReachable;
  }, [isReachable]);
  useEffect(() => {
    if (isEmpty) watch.current?.lookNow();
  }, [isEmpty]);
  useEffect(() => {
    const timer = isBack ? setTimeout(() => setBack(false), 6000) : undefined;
    return () => clearTimeout(timer);
  }, [isBack]);

  // Another page asks everything of the snapshot that is served by then.
  useEffect(() => showLatestSnapshot(false), [path]);

  const hasChanged = isReachable && shownSnapshot !== null && latestSnapshot !== shownSnapshot;
  return (
    <div class="server-banner" role="status">
      {!isReachable && (
        <p>
          The server does not answer. What is on screen stays; it is tried again {pauseMs <= 1000 ? 'every second' : `every ${Math.round(pauseMs / 1000)} seconds`}.{' '}
          <button type="button" onClick={() => watch.current?.lookNow()}>Try now</button>
        </p>
      )}
      {isBack && !hasChanged && <p>The server answers again.</p>}
      {hasChanged && (
        <p>
          {newsInWords(morePapers)}{' '}
          <button type="button" onClick={() => showLatestSnapshot(true)}>Show the new one</button>
        </p>
      )}
    </div>
  );
}
