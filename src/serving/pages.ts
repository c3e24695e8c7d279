/** The built pages and their files: what a browser may do with them, and what it has already. */
import type { ServerResponse } from 'node:http';
import { isKnown } from './entity-tags.js';
import { deniesFrames, frameAncestors } from './framing.js';
import { begin, codingOf, SAFE_HEADERS, send } from './responses.js';
import type { StaticFile, StaticFiles } from './static-files.js';

const NOT_BUILT = 'The pages are not built: run `npm run build`. The API itself answers POST requests at /graphql.';
const NO_PLAYGROUND = 'This server has no playground: its API answers POST requests at this address, and its pages begin at /.';
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

/** A file, or 304 where the client has it already. */
function sendFile(response: ServerResponse, { body, type, cacheControl, coding, varies, etag }: StaticFile, status = 200, more: Readonly<Record<string, string>> = {}, safe: Readonly<Record<string, string>> = SAFE_HEADERS): void {
  const vary = [...(more['vary'] === undefined ? [] : [more['vary']]), ...(varies ? ['accept-encoding'] : [])].join(', ');
  const about = { 'cache-control': cacheControl, etag, ...more, ...(vary === '' ? {} : { vary }) };
  if (status === 200 && isKnown(response.req.headers['if-none-match'], etag)) {
    begin(response, 304, { ...safe, ...about });
    response.end();
  } else {
    send(response, status, { 'content-type': type, ...about, ...(coding === null ? {} : { 'content-encoding': coding }) }, body, safe);
  }
}

export class Pages {
  readonly #files: StaticFiles;
  readonly #embedOrigins: readonly string[];

  readonly #hasPlayground: boolean;

  /**
   * @param embedOrigins origins whose pages may show /embed/ in a frame; empty allows none
   * @param hasPlayground whether a browser finds the playground at the API's address
   */
  constructor(files: StaticFiles, embedOrigins: readonly string[], hasPlayground = true) {
    this.#files = files;
    this.#embedOrigins = embedOrigins;
    this.#hasPlayground = hasPlayground;
  }

  /** The explorer, which shows what is at `pathname`, or says in a reader's words that nothing is. */
  async sendExplorer(response: ServerResponse, pathname: string, status = 200): Promise<void> {
    this.#send(response, status, await this.#files.read('index.html', codingOf(response.req)), EXPLORER_POLICY, pathname);
  }

  /** The playground; 404 with a sentence where the server is to have none. */
  async sendPlayground(response: ServerResponse): Promise<void> {
    if (!this.#hasPlayground) {
      send(response, 404, { 'content-type': 'text/plain; charset=utf-8' }, NO_PLAYGROUND);
      return;
    }
    this.#send(response, 200, await this.#files.read('playground/index.html', codingOf(response.req)), PLAYGROUND_POLICY, '/graphql');
  }

  /** A script, style or font of a page. @returns false where there is none, and nothing is sent */
  async sendAsset(response: ServerResponse, pathname: string): Promise<boolean> {
    const file = pathname.startsWith('/assets/') ? await this.#files.read(pathname.slice(1), codingOf(response.req)) : null;
    if (file) sendFile(response, file);
    return file !== null;
  }

  #send(response: ServerResponse, status: number, page: StaticFile | null, policy: string, pathname: string): void {
    if (!page) {
      send(response, status, { 'content-type': 'text/plain; charset=utf-8' }, NOT_BUILT);
      return;
    }
    // Whoever accepts no page gets JSON at the playground's address, and where nothing is.
    const varying: Readonly<Record<string, string>> = pathname === '/graphql' || status !== 200 ? { vary: 'accept' } : {};
    const headers = { ...varying, 'content-security-policy': `${policy}; ${frameAncestors(pathname, this.#embedOrigins)}` };
    sendFile(response, page, status, headers, deniesFrames(pathname, this.#embedOrigins) ? SAFE_HEADERS : FRAMEABLE_HEADERS);
  }
}
