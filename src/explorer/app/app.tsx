/** The frame around every page: name, search, ways to go, what the server is up to, and the page of the address. */
import { useEffect, useRef } from 'preact/hooks';
import { useAddress } from '../address/address.js';
import { useServerState } from '../api/server-state.js';
import { findPlace } from '../address/place.js';
import { Announcer } from './announcer.js';
import { Header } from './header.js';
import { KeyForm } from './key-form.js';
import { RouteView } from './route-view.js';
import { ServerBanner } from './server-banner.js';

/** Moves the reader with the page: to the top of a new one, or to where they were when they go back. */
function useReadersPlace(path: string, query: string): (element: HTMLElement | null) => void {
  const main = useRef<HTMLElement | null>(null);
  const isFirst = useRef(true);
  const hasGoneBack = useRef(false);
  const lastPath = useRef(path);

  useEffect(() => {
    const note = (): void => void (hasGoneBack.current = true);
    window.addEventListener('popstate', note);
    return () => window.removeEventListener('popstate', note);
  }, []);

  useEffect(() => {
    const isNewPage = path !== lastPath.current;
    const isBack = hasGoneBack.current || isFirst.current;
    lastPath.current = path;
    hasGoneBack.current = false;
    const hadFocus = isFirst.current;
    isFirst.current = false;
    if (isNewPage) main.current?.focus({ preventScroll: true });
    if (isBack && findPlace()) return;
    if (isNewPage && !hadFocus) window.scrollTo(0, 0);
  }, [path, query]);
  return (element) => void (main.current = element);
}

export function App() {
  const address = useAddress();
  const path = address.path.join('/');
  const main = useReadersPlace(path, address.params.toString());
  const { keyNeeded } = useServerState();
  const view = keyNeeded === null ? <RouteView address={address} /> : <KeyForm reason={keyNeeded} />;
  const isEmbedded = address.path[0] === 'embed';

  if (isEmbedded) return <main id="main" class="embedded" ref={main} tabIndex={-1}>{view}</main>;
  return (
    <>
      <a class="skip-link" href="#main">Skip to the page</a>
      <Header segment={address.path[0] ?? ''} path={path} />
      <ServerBanner path={path} />
      <main id="main" ref={main} tabIndex={-1}>{view}</main>
      <Announcer path={path} />
    </>
  );
}
