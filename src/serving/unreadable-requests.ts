/** Requests that never come to be: what can't be read as HTTP, or is longer than is read, is answered like any other mistake. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** Longest first line and headers together. Long queries go into addresses: this is what browsers send, and four times Node's own limit. */
export const MAX_HEADER_BYTES = 65_536;

/** How long what else the client sends is read and thrown away: a connection that is cut loses the answer. */
const LISTENING_MS = 2_000;

interface Answer {
  readonly status: number;
  readonly message: string;
}

function answerTo({ code }: NodeJS.ErrnoException): Answer {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: `Address and headers together are longer than ${MAX_HEADER_BYTES / 1024} KB: send the query as the body of a POST request to /graphql, or shorten the address.` };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request did not come to its end in time: send it again.' };
    default:
      return { status: 400, message: 'This is no request that can be read as HTTP/1.1: check its first line and its headers.' };
  }
}

/** A listener for `clientError`: says in JSON what is wrong, and closes the connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = answerTo(error);
  const body = Buffer.from(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'content-type: application/json; charset=utf-8', `content-length: ${body.length}`,
    'x-content-type-options: nosniff', 'x-frame-options: DENY', 'referrer-policy: no-referrer', 'connection: close', '', '',
  ].join('\r\n');
  socket.removeAllListeners('data');
  socket.resume();
  socket.end(Buffer.concat([Buffer.from(head), body]));
  setTimeout(() => socket.destroy(), LISTENING_MS).unref();
}
