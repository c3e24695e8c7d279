import { useEffect, useState } from 'preact/hooks';

/** Long enough for a page to have set its title. */
const PAUSE_MS = 400;

/** Tells screen readers which page has come, as a page load would; not the first one, which they read by themselves. */
export function Announcer({ path }: { readonly path: string }) {
  const [first] = useState(path);
  const [said, setSaid] = useState('');
  const [hasMoved, setMoved] = useState(false);
  useEffect(() => {
    if (path === first && !hasMoved) return undefined;
    setMoved(true);
    const timer = setTimeout(() => setSaid(document.title), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [path]);
  return <div class="visually-hidden" aria-live="polite">{said}</div>;
}
