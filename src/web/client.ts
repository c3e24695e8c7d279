/**
 * Asking servers over HTTP, by Node's own client. Its fetch was weighed, and undici, which that is made of: an answer that is
 * read slowly from a server which closes the connection behind it ended the process (an assertion of undici 6.27 to 7.30,
 * and so of the fetch of Node 22 and 24), and ports that web pages may not ask are refused there.
 */
import { Agent as PlainAgent, request as askPlainly, type AgentOptions, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SafeAgent, request as askSafely, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Answer } from './answer.js';
import { inSeconds, NoAnswerError, SilenceError } from './errors.js';
import { proxyOf, type ProxySettings } from './proxies.js';
import { PlainTunnels, SafeTunnels } from './tunnels.js';

export interface WebOptions {
  /** Null where the network is reached directly. */
  readonly proxies?: ProxySettings | null;
  /** In which a connection must stand. */
  readonly connectMs?: number;
  /** What answers get that give no byte for so long. */
  readonly idleMs?: number;
}

export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
  /** How long an answer's head may take once the request is there; else as long as its body may be silent. */
  readonly answerMs?: number;
}

const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;
const KEPT = { keepAlive: true } as const;

/** Asks servers, and keeps connections for what is asked next; whoever made it closes it. */
export class WebClient {
  readonly #proxies: ProxySettings | null;
  readonly #connectMs: number;
  readonly #idleMs: number;
  /** By the proxy they lead through, '' for none, and by whether they are encrypted and keep connections. */
  readonly #agents = new Map<string, PlainAgent>();

  constructor({ proxies = null, connectMs = CONNECT_MS, idleMs = IDLE_MS }: WebOptions = {}) {
    this.#proxies = proxies;
    this.#connectMs = connectMs;
    this.#idleMs = idleMs;
  }

  /**
   * Sends a request. Any status is an answer, redirects too; its body is yet to be read, or discarded.
   * @throws Error naming what broke, SilenceError where nothing came in time, the signal's reason where it was aborted
   */
  async ask(address: string, asked: Asked): Promise<Answer> {
    const url = new URL(address);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`${url.protocol} is neither http nor https`);
    asked.signal?.throwIfAborted();
    try {
      return await this.#sent(url, asked).catch((error: unknown) => {
        // A server may close a connection that was kept while the next request is on its way: it has not read that.
        if (error instanceof StaleConnection) return this.#sent(url, asked, false);
        throw error;
      });
    } catch (error) {
      asked.signal?.throwIfAborted();
      throw error;
    }
  }

  /** Closes all connections. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #sent(url: URL, asked: Asked, mayBeKept = true): Promise<Answer> {
    const { method, headers = {}, body, signal, answerMs = this.#idleMs } = asked;
    return new Promise((resolve, reject) => {
      const options: RequestOptions = { method, headers, ...(signal === undefined ? {} : { signal }), agent: this.#agentFor(url, mayBeKept) };
      const request: ClientRequest = url.protocol === 'https:' ? askSafely(url, options) : askPlainly(url, options);
      const late = setTimeout(() => request.destroy(new SilenceError(`no connection within ${inSeconds(this.#connectMs)}`)), this.#connectMs);
      const onNoAnswer = (): void => void request.destroy(new NoAnswerError(`no answer within ${inSeconds(answerMs)}`));
      const onConnected = (): void => {
        clearTimeout(late);
        // Told by the socket: what is still being sent is no silence.
        request.setTimeout(answerMs, onNoAnswer);
      };
      // Nor may a head take longer that comes byte by byte, for which the socket is never silent.
      let wholeHead: NodeJS.Timeout | undefined;
      let isWaiting = true;
      const onWaited = (): void => {
        isWaiting = false;
        clearTimeout(wholeHead);
      };
      request.on('finish', () => {
        if (isWaiting) wholeHead = setTimeout(onNoAnswer, answerMs);
      });
      request.on('socket', (socket: Socket) => {
        if (request.reusedSocket || !(socket.connecting || socket instanceof TLSSocket)) onConnected();
        else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', onConnected);
      });
      request.on('response', (incoming: IncomingMessage) => {
        onWaited();
        request.setTimeout(0);
        resolve(new Answer(incoming, this.#idleMs));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && mayBeKept && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        reject(isStale ? new StaleConnection() : error.message === 'socket hang up' ? new NoAnswerError('the connection was closed before an answer came') : error);
      });
      request.on('close', () => {
        clearTimeout(late);
        onWaited();
      });
      request.end(body);
    });
  }

  #agentFor(url: URL, mayBeKept: boolean): PlainAgent {
    const isSafe = url.protocol === 'https:';
    const proxy = this.#proxies === null ? null : proxyOf(url, this.#proxies);
    const name = `${isSafe} ${mayBeKept} ${proxy?.href ?? ''}`;
    const known = this.#agents.get(name);
    if (known !== undefined) return known;
    const kept = mayBeKept ? KEPT : {};
    const agent = proxy === null ? directly(isSafe, kept) : isSafe ? new SafeTunnels(proxy, this.#connectMs, kept) : new PlainTunnels(proxy, this.#connectMs, kept);
    this.#agents.set(name, agent);
    return agent;
  }
}

const directly = (isSafe: boolean, kept: AgentOptions): PlainAgent => (isSafe ? new SafeAgent(kept) : new PlainAgent(kept));

/** A connection that was kept had been closed by the other side. */
class StaleConnection extends Error {}
