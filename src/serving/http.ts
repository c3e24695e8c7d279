/** The HTTP side: which address is answered by what, and what becomes of a request that can't be answered. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { clientOf } from '../callers/caller.js';
import { aboutRequest } from '../operations/request-facts.js';
import { Downloads } from './downloads/endpoint.js';
import type { Events } from './events.js';
import type { Gate } from './gate.js';
import type { GraphqlEndpoint } from './graphql-endpoint.js';
import type { Health } from './health.js';
import { refuseForeignHosts } from './hosts.js';
import { HttpError } from './http-body.js';
import { isPageAddress } from './page-addresses.js';
import type { Pages } from './pages.js';
import { begin, SAFE_HEADERS, send, sendError, wantsPage } from './responses.js';

export interface HttpOptions {
  readonly graphql: GraphqlEndpoint;
  readonly downloads: Downloads;
  readonly pages: Pages;
  readonly health: Health;
  /** What is told at /metrics; null where nothing is there. */
  readonly exposition: (() => Promise<{ readonly contentType: string; readonly text: string }>) | null;
  /** Null where nothing is told of what changes. */
  readonly events: Events | null;
  /** Who is let in to what reads the corpus. */
  readonly gate: Gate;
  readonly logger: Logger;
}

/** Answers by route; every answer that is no page is JSON, errors included. */
export function requestListener({ graphql, downloads, pages, health, exposition, events, gate, logger }: HttpOptions): RequestListener {
  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    refuseForeignHosts(request);
    const address = addressOf(request);
    if (address === null) {
      if (!wantsPage(request)) throw new HttpError(400, 'The address can\'t be read: check its escapes.');
      // The page says in a reader's words that nothing is there.
      await pages.sendExplorer(response, '/', 400);
      return;
    }
    const { pathname, search } = address;
    const isGraphql = pathname === '/graphql' || pathname === '/graphql/';
    const allowed = isGraphql || Downloads.isAddress(pathname) ? ['GET', 'POST', 'HEAD', 'OPTIONS'] : ['GET', 'HEAD', 'OPTIONS'];
    // HEAD is for those who want the playground's page.
    const told = isGraphql && !wantsPage(request) ? allowed.filter((each) => each !== 'HEAD') : allowed;
    const method = request.method ?? 'GET';
    if (method === 'OPTIONS') {
      begin(response, 204, { ...SAFE_HEADERS, allow: told.join(', ') });
      response.end();
      return;
    }
    if (!told.includes(method)) {
      const answers = isGraphql || Downloads.isAddress(pathname) ? ['GET', 'POST'] : ['GET', 'HEAD'];
      throw new HttpError(405, `${method} is not answered at ${pathname.slice(0, 100)}: use ${answers.join(' or ')}.`, { allow: told.join(', ') });
    }
    if (isGraphql && wantsPage(request)) await pages.sendPlayground(response);
    else if (isGraphql) await graphql.answer(request, response, search);
    else if (Downloads.isAddress(pathname)) await downloads.answer(request, response, pathname, search);
    else if (events?.isAddress(pathname) === true) {
      // How many may listen is another matter than how many requests may be answered at once.
      const { caller, spending } = gate.admit(request, response);
      spending.leave();
      events.answer(request, response, clientOf(caller));
    } else if (isPageAddress(pathname)) await pages.sendExplorer(response, pathname);
    else if (health.isAddress(pathname)) health.answer(response, pathname);
    else if (exposition !== null && pathname === '/metrics') {
      // What is counted tells of what is asked: no more for everybody than the corpus is.
      if (gate.readingNeedsKey) gate.admit(request, response);
      const { contentType, text } = await exposition();
      send(response, 200, { 'content-type': contentType, 'cache-control': 'no-store' }, text);
    } else if (!(await pages.sendAsset(response, pathname))) {
      if (!wantsPage(request)) throw new HttpError(404, `Nothing is at ${pathname.slice(0, 100)}: the API is at /graphql.`);
      await pages.sendExplorer(response, pathname, 404);
    }
  }

  return (request, response) => {
    route(request, response).catch((error: unknown) => {
      const known = error instanceof HttpError ? error : null;
      if (!known) {
        const isAborted = request.destroyed && !request.complete;
        if (isAborted) logger.debug({ err: error }, 'a client went away before its request was whole');
        else logger.error({ requestId: aboutRequest(request).id, err: error }, 'a request failed');
      }
      // A body that nobody reads is read to its end by nobody.
      if (request.method === 'POST' && !response.headersSent && !request.complete) response.setHeader('connection', 'close');
      if (response.headersSent || response.destroyed) response.destroy();
      else sendError(response, known ?? new HttpError(500, 'Something broke inside the server; its log has the cause.'));
    });
  };
}

/**
 * Null for an address that is none. What comes before the path (RFC 9112, 3.2.2) is of no account; the path is taken as it
 * is, neither "//x/metrics" nor "/x/../metrics" for "/metrics", so that a proxy's rules on paths can't be walked around.
 */
function addressOf(request: IncomingMessage): { pathname: string; search: string } | null {
  // What nearly all programs ask for needs no parsing.
  if (request.url === '/graphql') return { pathname: '/graphql', search: '' };
  try {
    const target = (request.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
    if (target === '*') return { pathname: target, search: '' };
    if (target !== '' && !/^[/?]/.test(target)) return null;
    const path = target.split(/[?#]/, 1)[0];
    return { pathname: decodeURIComponent(path === '' ? '/' : path), search: new URL(`http://localhost${target}`).search };
  } catch {
    return null;
  }
}
