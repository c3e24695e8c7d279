/** The frame around every page: name, search, ways to go, and the page of the address. */
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAddress } from '../address/address.js';
import { Failure, Loading, NothingHere } from '../design/states.js';
import { ROUTES, routeOf, type PageProps } from './routes.js';

/** The page component of a route once its code is here; null until then. */
function usePage(segment: string): { readonly Page: ComponentType<PageProps> | null; readonly failed: boolean } {
  const [state, setState] = useState<{ segment: string | null; Page: ComponentType<PageProps> | null; failed: boolean }>({ segment: null, Page: null, failed: false });
  useEffect(() => {
    let isCurrent = true;
    const route = ROUTES.find((each) => each.segment === segment);
    if (!route) return undefined;
    route.load().then(
      (Page) => isCurrent && setState({ segment, Page, failed: false }),
      () => isCurrent && setState({ segment, Page: null, failed: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, [segment]);
  return state.segment === segment ? state : { Page: null, failed: false };
}

export function App() {
  const address = useAddress();
  const route = routeOf(address.path);
  const { Page, failed } = usePage(route?.segment ?? '');
  const main = useRef<HTMLElement>(null);
  const path = address.path.join('/');
  const firstPath = useRef(path);

  // A reader's place moves with the page, as it would if the page had been loaded anew; not at the first one.
  useEffect(() => {
    if (firstPath.current === path) return;
    firstPath.current = '\0';
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);

  return (
    <>
      <a class="skip-link" href="#main">Skip to the page</a>
      <header class="app-header">
        <a class="app-name" href="/">Coterie</a>
        <nav aria-label="Pages">
          <ul>
            {ROUTES.filter(({ label }) => label !== null).map(({ segment, label }) => (
              <li key={segment}>
                <a href={`/${segment}`} aria-current={segment === route?.segment ? 'page' : undefined}>{label}</a>
              </li>
            ))}
            <li><a href="/graphql">Playground</a></li>
          </ul>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {route === undefined ? <NothingHere what={`the address /${path}`} /> : failed ? <Failure message="A part of the explorer could not be loaded: the server may have been stopped or updated." retry={() => window.location.reload()} /> : Page === null ? <Loading what="the page" /> : <Page address={address} />}
      </main>
    </>
  );
}
