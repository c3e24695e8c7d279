/** Connections through a proxy, which joins two ends and sees nothing of what is said between them where that is encrypted. */
import { Agent as PlainAgent, request as askPlainly, type AgentOptions, type IncomingMessage } from 'node:http';
import { Agent as SafeAgent, request as askSafely } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as encrypt, type ConnectionOptions } from 'node:tls';
import { inSeconds, SilenceError } from './errors.js';

type OnSocket = (error: Error | null, socket: Duplex) => void;

interface End {
  readonly host?: string | null;
  readonly port?: number | string | null;
}

export class PlainTunnels extends PlainAgent {
  constructor(readonly proxy: URL, readonly connectMs: number, options: AgentOptions) {
    super(options);
  }

  override createConnection(end: End, onSocket?: OnSocket): undefined {
    joined(this.proxy, this.connectMs, end).then((socket) => onSocket?.(null, socket), (error: Error) => failed(error, onSocket));
  }
}

export class SafeTunnels extends SafeAgent {
  constructor(readonly proxy: URL, readonly connectMs: number, options: AgentOptions) {
    super(options);
  }

  override createConnection(end: End, onSocket?: OnSocket): undefined {
    joined(this.proxy, this.connectMs, end).then((socket) => onSocket?.(null, encrypt({ ...(end as ConnectionOptions), socket })), (error: Error) => failed(error, onSocket));
  }
}

/** What failed has no socket, whatever the types say. */
function failed(error: Error, onSocket?: OnSocket): void {
  (onSocket as ((error: Error) => void) | undefined)?.(error);
}

/** A connection to an end that the proxy made. @throws Error naming no password of the proxy's */
function joined(proxy: URL, connectMs: number, { host, port }: End): Promise<Socket> {
  const name = host?.includes(':') === true ? `[${host}]` : host ?? '';
  const end = `${name}:${port ?? ''}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const headers = { host: end, ...(credentials === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }) };
  return new Promise((resolve, reject) => {
    const options = { method: 'CONNECT', host: proxy.hostname.replace(/^\[|\]$/g, ''), port: proxy.port, path: end, headers, agent: false, timeout: connectMs } as const;
    const request = proxy.protocol === 'https:' ? askSafely(options) : askPlainly(options);
    request.on('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket) => {
      if (statusCode === 200) {
        socket.setTimeout(0);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`the proxy answered with status ${statusCode}${statusCode === 407 ? ': it wants a user and a password (http://USER:PASSWORD@HOST:PORT)' : ''}`));
    });
    request.on('response', ({ statusCode = 0 }: IncomingMessage) => {
      request.destroy();
      reject(new Error(`the proxy answered with status ${statusCode}`));
    });
    request.on('timeout', () => request.destroy(new SilenceError(`the proxy made no connection within ${inSeconds(connectMs)}`)));
    request.on('error', (error: Error) => reject(new Error(`the proxy can't be used (${error.message})`)));
    request.end();
  });
}
