/** The page of an address: its code is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Address } from '../address/address.js';
import { PageTitle } from '../design/page-title.js';
import { Loading, NothingHere } from '../design/states.js';
import { ErrorBoundary } from './error-boundary.js';
import { ROUTES, routeOf, type PageProps } from './routes.js';

/** Code that is here, by segment: shown again without a moment of nothing. */
const loaded = new Map<string, ComponentType<PageProps>>();

/** Pages by segment whose code could not be had; the browser remembers a failed import, so only a reload helps. */
function usePage(segment: string | undefined): { readonly Page: ComponentType<PageProps> | null; readonly failed: boolean } {
  const [, setArrived] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    const route = ROUTES.find((each) => each.segment === segment);
    if (!route || loaded.has(route.segment)) return;
    setFailed(null);
    route.load().then(
      (Page) => {
        loaded.set(route.segment, Page);
        setArrived((n) => n + 1);
      },
      () => setFailed(route.segment),
    );
  }, [segment]);
  return { Page: segment === undefined ? null : loaded.get(segment) ?? null, failed: failed !== null && failed === segment };
}

export function RouteView({ address }: { readonly address: Address }) {
  const route = routeOf(address.path);
  const { Page, failed } = usePage(route?.segment);
  const path = `/${address.path.join('/')}`;
  if (route === undefined) return <NothingHere what={`the address ${path}`} />;
  if (failed) return <CodeMissing />;
  if (Page === null) return <Loading what="the page" />;
  return <ErrorBoundary place={path + address.params.toString()}><Page key={route.segment} address={address} /></ErrorBoundary>;
}

function CodeMissing() {
  return (
    <section class="state failure" role="alert">
      <PageTitle title="A part of the explorer is missing" />
      <p>It could not be fetched. The server may have been updated since this window was opened, or it has been stopped.</p>
      <button type="button" onClick={() => window.location.reload()}>Load the explorer anew</button>
    </section>
  );
}
