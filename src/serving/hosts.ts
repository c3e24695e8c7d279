/**
 * Which names a request may be sent to. No answer depends on the header Host, but a browser's rule of same origin does:
 * by changing what its own name leads to (DNS rebinding), a foreign site has its pages ask a server that only this machine reaches,
 * and read what it answers. Such a request names the foreign site, and the very port that we listen on.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { HttpError } from './http-body.js';

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * Refuses a request that names no host or several (RFC 9112, 3.2), and one to a server of this machine alone that
 * names a foreign host with the server's port. A proxy's requests name the port of the proxy, or none.
 * @throws HttpError 400, 421
 */
export function refuseForeignHosts({ httpVersion, rawHeaders, headers, socket }: Pick<IncomingMessage, 'httpVersion' | 'rawHeaders' | 'headers' | 'socket'>): void {
  let named = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at].length === 4 && rawHeaders[at].toLowerCase() === 'host') named += 1;
  if (named > 1 || (named === 0 && httpVersion !== '1.0')) {
    throw new HttpError(400, `The request names ${named === 0 ? 'no host' : `${named} hosts`}: send one header "Host".`, { connection: 'close' });
  }
  const host = headers.host ?? '';
  const [name, port] = splitHost(host);
  if (port !== String(socket.localPort) || !LOOPBACK.test(socket.localAddress ?? '')) return;
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return;
  throw new HttpError(421, `This server is reached as localhost or by an address, not as "${host.slice(0, 100)}": a page of another site that asks here by its own name is refused. A proxy in front names its own port, or none.`);
}

/** Name and port; the port is empty where none is named. */
function splitHost(host: string): readonly [string, string] {
  const colon = host.lastIndexOf(':');
  const [name, port] = colon > host.lastIndexOf(']') ? [host.slice(0, colon), host.slice(colon + 1)] : [host, ''];
  return [name.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase(), port];
}
