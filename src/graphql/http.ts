/** The HTTP side: routes, bodies, headers. What is asked is the engine's business. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Logger } from 'pino';
import type { SnapshotProvider } from '../snapshot/types.js';
import type { Curator } from '../snapshot/curator.js';
import { RequestContext } from './context.js';
import type { Curators } from './curators.js';
import { acceptedCoding, encodedOnce, LEAST_BYTES, type Coding } from './encoding.js';
import { Downloads } from './downloads/endpoint.js';
import { deniesFrames, frameAncestors } from './framing.js';
import { HttpError, jsonBody } from './http-body.js';
import { isPageAddress } from './page-addresses.js';
import type { StaticFile, StaticFiles } from './static-files.js';

export interface HttpOptions {
  readonly engine: ApolloServer<RequestContext>;
  readonly provider: SnapshotProvider;
  readonly files: StaticFiles;
  readonly logger: Logger;
  readonly curators: Curators;
  readonly curator: Curator | null;
  /** Origins whose pages may show /embed/ in a frame; empty allows none. */
  readonly embedOrigins: readonly string[];
}

const JSON_TYPE = 'application/json; charset=utf-8';
const NOT_BUILT = 'The pages are not built: run `npm run build`. The API itself answers POST requests at /graphql.';
/** Nothing here is to be guessed at, framed, or told to others. */
const SAFE_HEADERS = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };
const { 'x-frame-options': _frames, ...FRAMEABLE_HEADERS } = SAFE_HEADERS;

/** Pages run their own scripts and speak to their own server only; who may frame them is added for each. */
const EXPLORER_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
  "base-uri 'none'", "form-action 'none'",
].join('; ');
/** As above; the playground's editor makes style elements, and its fonts are data. */
const PLAYGROUND_POLICY = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "worker-src 'self'",
  "object-src 'none'", "base-uri 'none'", "form-action 'none'",
].join('; ');

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string | Buffer, safe: Readonly<Record<string, string>> = SAFE_HEADERS): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...safe, ...headers, 'content-length': String(bytes.length) });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

function sendError(response: ServerResponse, { status, message, headers }: HttpError): void {
  const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
  send(response, status, { 'content-type': JSON_TYPE, ...headers }, JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

/** An answer of the API, in fewer bytes where the client can read them. */
async function sendJson(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  const plain = Buffer.from(body);
  if (plain.length <= LEAST_BYTES) {
    send(response, status, headers, plain);
    return;
  }
  const coding = acceptedCoding(response.req.headers['accept-encoding']);
  const varying = { ...headers, vary: headers['vary'] === undefined ? 'accept-encoding' : `${headers['vary']}, accept-encoding` };
  if (coding === null) send(response, status, varying, plain);
  else send(response, status, { ...varying, 'content-encoding': coding }, await encodedOnce(plain, coding));
}

/** A file, or 304 where the client has it already. */
function sendFile(response: ServerResponse, { body, type, cacheControl, coding, varies, etag }: StaticFile, status = 200, more: Readonly<Record<string, string>> = {}, safe: Readonly<Record<string, string>> = SAFE_HEADERS): void {
  const about = { 'cache-control': cacheControl, etag, ...(varies ? { vary: 'accept-encoding' } : {}), ...more };
  if (status === 200 && isKnown(response.req.headers['if-none-match'], etag)) {
    response.writeHead(304, { ...safe, ...about });
    response.end();
  } else {
    send(response, status, { 'content-type': type, ...about, ...(coding === null ? {} : { 'content-encoding': coding }) }, body, safe);
  }
}

/** Whether an If-None-Match names the entity tag (RFC 9110, 13.1.2: compared weakly). */
function isKnown(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));
}

interface Framing {
  readonly pathname: string;
  readonly origins: readonly string[];
}

function sendPage(response: ServerResponse, status: number, page: StaticFile | null, policy: string, { pathname, origins }: Framing): void {
  if (!page) {
    send(response, status, { 'content-type': 'text/plain; charset=utf-8' }, NOT_BUILT);
    return;
  }
  const headers = { 'content-security-policy': `${policy}; ${frameAncestors(pathname, origins)}` };
  sendFile(response, page, status, headers, deniesFrames(pathname, origins) ? SAFE_HEADERS : FRAMEABLE_HEADERS);
}

/** Browsers name text/html among what they accept; clients of the API do not. */
function wantsPage({ headers, method }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}

function codingOf(request: IncomingMessage): Coding | null {
  return acceptedCoding(request.headers['accept-encoding']);
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** Answers by route; every answer that is no page is JSON, errors included. */
export function requestListener({ engine, provider, files, logger, curators, curator, embedOrigins }: HttpOptions): RequestListener {
  const downloads = new Downloads({ provider, logger, headers: SAFE_HEADERS });

  async function graphql(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const method = (request.method ?? 'GET').toUpperCase();
    if (wantsPage(request)) {
      sendPage(response, 200, await files.read('playground/index.html', codingOf(request)), PLAYGROUND_POLICY, { pathname: '/graphql', origins: embedOrigins });
      return;
    }
    const body = method === 'POST' ? await jsonBody(request) : undefined;
    let context: RequestContext | null = null;
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    try {
      const answer = await engine.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: headerMap(request), search, body },
        context: () => Promise.resolve((context = new RequestContext(provider.acquire(), gone.signal, curators.standingOf(request.headers.authorization), curator))),
      });
      if (answer.body.kind !== 'complete') throw new HttpError(406, 'Answers in parts (@defer, @stream) are not given.');
      await sendJson(response, answer.status ?? 200, Object.fromEntries(answer.headers), answer.body.string);
    } finally {
      // Through a cast: the closure above assigns what control flow analysis takes for null.
      (context as RequestContext | null)?.release();
    }
  }

  function health(response: ServerResponse, isReadiness: boolean): void {
    const lease = provider.acquire();
    const snapshot = lease?.snapshot.id ?? null;
    lease?.release();
    const status = snapshot === null ? 'waiting for a first import' : 'ready';
    send(response, snapshot === null && isReadiness ? 503 : 200, { 'content-type': JSON_TYPE, 'cache-control': 'no-store' }, JSON.stringify({ status, snapshot }));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = addressOf(request);
    if (address === null) {
      if (!wantsPage(request)) throw new HttpError(400, 'The address can\'t be read: check its escapes.');
      // The page says in a reader's words that nothing is there.
      sendPage(response, 400, await files.read('index.html', codingOf(request)), EXPLORER_POLICY, { pathname: '/', origins: embedOrigins });
      return;
    }
    const { pathname, search } = address;
    const isGraphql = pathname === '/graphql' || pathname === '/graphql/';
    const allowed = isGraphql || Downloads.isAddress(pathname) ? ['GET', 'POST', 'HEAD', 'OPTIONS'] : ['GET', 'HEAD', 'OPTIONS'];
    const method = request.method ?? 'GET';
    if (method === 'OPTIONS') {
      response.writeHead(204, { ...SAFE_HEADERS, allow: allowed.join(', ') });
      response.end();
      return;
    }
    if (!allowed.includes(method) || (isGraphql && method === 'HEAD' && !wantsPage(request))) {
      const answers = isGraphql || Downloads.isAddress(pathname) ? ['GET', 'POST'] : ['GET', 'HEAD'];
      throw new HttpError(405, `${method} is not answered at ${pathname.slice(0, 100)}: use ${answers.join(' or ')}.`, { allow: allowed.join(', ') });
    }
    if (isGraphql) await graphql(request, response, search);
    else if (Downloads.isAddress(pathname)) await downloads.answer(request, response, pathname, search);
    else if (isPageAddress(pathname)) sendPage(response, 200, await files.read('index.html', codingOf(request)), EXPLORER_POLICY, { pathname, origins: embedOrigins });
    else if (pathname === '/health' || pathname === '/health/ready') health(response, true);
    else if (pathname === '/health/live') send(response, 200, { 'content-type': JSON_TYPE, 'cache-control': 'no-store' }, JSON.stringify({ status: 'live' }));
    else {
      const file = pathname.startsWith('/assets/') ? await files.read(pathname.slice(1), codingOf(request)) : null;
      if (file) sendFile(response, file);
      else if (wantsPage(request)) sendPage(response, 404, await files.read('index.html', codingOf(request)), EXPLORER_POLICY, { pathname, origins: embedOrigins });
      else throw new HttpError(404, `Nothing is at ${pathname.slice(0, 100)}: the API is at /graphql.`);
    }
  }

  return (request, response) => {
    route(request, response).catch((error: unknown) => {
      const known = error instanceof HttpError ? error : null;
      if (!known) {
        const isAborted = request.destroyed && !request.complete;
        if (isAborted) logger.debug({ err: error }, 'a client went away before its request was whole');
        else logger.error({ err: error }, 'a request failed');
      }
      if (response.headersSent || response.destroyed) response.destroy();
      else sendError(response, known ?? new HttpError(500, 'Something broke inside the server; its log has the cause.'));
    });
  };
}

/** Null for an address that is none. */
function addressOf(request: IncomingMessage): { pathname: string; search: string } | null {
  try {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    return { pathname: decodeURIComponent(pathname), search };
  } catch {
    return null;
  }
}
