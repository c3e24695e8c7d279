/**
 * The address bar as the explorer's only state: what a page shows follows from path and query, so that every view can
 * be copied, bookmarked and gone back to.
 */
import { useEffect, useState } from 'preact/hooks';
import { isEmbedded, withEmbed } from './embedding.js';
import { rememberPlace } from './place.js';

export interface Address {
  /** Decoded segments of the path: `/author/A1` is `['author', 'A1']`, `/` is `[]`. */
  readonly path: readonly string[];
  readonly params: URLSearchParams;
}

/** Fired on `window` whenever a script has changed the address; the browser's own is `popstate`. */
const CHANGED = 'coterie:address';

function segment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % typed by hand: looked up as it stands, and not found
  }
}

/** The address now. */
export function currentAddress(): Address {
  const { pathname, search } = window.location;
  return { path: pathname.split('/').filter((part) => part !== '').map(segment), params: new URLSearchParams(search) };
}

/**
 * Goes to another address of this origin.
 * @param options.replace leaves no step to go back to: for what is dragged or typed
 * @param options.link the link that is followed, as its `href` is written: where the reader is put on the way back
 */
export function navigate(to: string, { replace = false, link = null }: { readonly replace?: boolean; readonly link?: string | null } = {}): void {
  // A view without the frame stays one, whatever is chosen in it.
  const address = isEmbedded(window.location.pathname) ? withEmbed(to) : to;
  if (address === window.location.pathname + window.location.search + window.location.hash) return;
  if (replace) {
    window.history.replaceState(window.history.state, '', address);
  } else {
    rememberPlace(link);
    window.history.pushState(null, '', address);
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** The address, rendering again when it changes. */
export function useAddress(): Address {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => {
    const read = (): void => setAddress(currentAddress());
    window.addEventListener('popstate', read);
    window.addEventListener(CHANGED, read);
    read();
    return () => {
      window.removeEventListener('popstate', read);
      window.removeEventListener(CHANGED, read);
    };
  }, []);
  return address;
}

/** Addresses that are other programs' and not pages of the explorer. */
const ELSEWHERE = /^\/(?:graphql|export|health)(?:\/|$)/;

/** Lets plain links move within the explorer without loading it anew; links with a target, a download or a modifier key are the browser's. */
export function followLinks(root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    const to = new URL(link.href, window.location.href);
    const isPage = to.origin === window.location.origin && !ELSEWHERE.test(to.pathname);
    if (!isPage && isEmbedded(window.location.pathname)) {
      // What is elsewhere may not be shown in somebody's frame.
      event.preventDefault();
      window.open(to, '_blank', 'noopener');
    }
    if (!isPage) return;
    if (to.pathname === window.location.pathname && to.search === window.location.search && to.hash !== '') return;
    event.preventDefault();
    navigate(to.pathname + to.search + to.hash, { link: link.getAttribute('href') });
  });
}
