/** A visit to a page in a browser, with everything noted that should not have happened. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { launchChromium } from '../helpers/chromium.js';

export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, failed requests, requests to other origins, in their order. */
  readonly faults: string[];
}

export interface VisitOptions extends BrowserContextOptions {
  /** Faults that this visit is about: one that matches is not noted. */
  readonly expected?: readonly RegExp[];
  /** Runs before the address is opened: to break a network, say. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

let browser: Promise<Browser> | null = null;
/** One browser for the visits of a test file, started at the first. */
export function sharedBrowser(): Promise<Browser> {
  return (browser ??= launchChromium());
}
afterAll(async () => {
  await (await browser)?.close();
});

const opened = new Set<Page>();
// A test that failed leaves its page: it would go on asking beside the second try, and what answers it would end in an error that nobody awaits.
afterEach(async () => {
  for (const page of opened) {
    await page.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => undefined);
    await page.close().catch(() => undefined);
  }
});

/** A request that the page itself took back, as it does when a newer one replaces it, is no fault. */
const TAKEN_BACK = 'net::ERR_ABORTED';

/** What a graphics driver without hardware says of itself; no page has a say in it. */
const DRIVER = /GL Driver Message/;

/** For `prepare`: tells whether the page listens to the server's announcements. */
export function listening(): { readonly prepare: (page: Page) => Promise<void>; readonly hasBegun: () => boolean } {
  let hasBegun = false;
  return {
    prepare(page) {
      page.on('response', (response) => {
        if (new URL(response.url()).pathname === '/events' && response.status() === 200) hasBegun = true;
      });
      return Promise.resolve();
    },
    hasBegun: () => hasBegun,
  };
}

/**
 * Takes the server away from a page, which sees every question fail. The page's own look whether it is back is never
 * answered: only what a reader does shows that it is.
 */
export async function takeServerAway(page: Page): Promise<{ readonly bringBack: () => void }> {
  let isAway = true;
  await page.route('**/graphql', (route) => {
    if ((route.request().postData() ?? '').includes('query ServerWatch')) return undefined;
    return isAway ? route.abort() : route.continue();
  });
  return { bringBack: () => void (isAway = false) };
}

/** Watches a page from now on. */
export function noteFaults(page: Page, origin: string, expected: readonly RegExp[] = []): string[] {
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !DRIVER.test(message.text())) note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'unknown';
    if (why !== TAKEN_BACK) note(`failed: ${request.url()} ${why}`);
  });
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith('http') && to.origin !== origin) note(`another origin: ${request.url()}`);
  });
  return faults;
}

/**
 * Waits until the page asks nothing more, at most some seconds: of a worker that ends while it is loading, the browser
 * never reports the request as finished. What a test needs to see it waits for by itself.
 */
export async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
}

/**
 * Opens an address of a server in a fresh context (no storage, no cache) and waits until its network is quiet.
 * The browser ends with the test file; close the page, and its context with it, when a test opens many.
 * @param path with its leading slash and query
 */
export async function visit(server: { readonly url: string }, path: string, { expected, prepare, ...context }: VisitOptions = {}): Promise<Visit> {
  const own = await (await sharedBrowser()).newContext(context);
  const page = await own.newPage();
  opened.add(page);
  page.once('close', () => {
    opened.delete(page);
    // Where the browser itself has ended there is nothing left to close.
    void own.close().catch(() => undefined);
  });
  const faults = noteFaults(page, new URL(server.url).origin, expected);
  await prepare?.(page);
  await page.goto(server.url + path);
  await quiet(page);
  return { page, faults };
}
