/** What a reader's device and settings are like, as media queries tell. */
import { useEffect, useState } from 'preact/hooks';

/** True while a media query holds, such as `(max-width: 40rem)`. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const read = (): void => setHolds(list.matches);
    read();
    list.addEventListener('change', read);
    return () => list.removeEventListener('change', read);
  }, [query]);
  return holds;
}
