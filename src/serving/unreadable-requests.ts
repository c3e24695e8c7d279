/** Requests that never come to be: what can't be read as HTTP, or is longer than is read, is answered like any other mistake. */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpError } from './http-body.js';
import { sendError } from './responses.js';

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

/** Of a connection; a list, for the reason that UnorderedList is one. */
const underWay = new WeakMap<Duplex, ServerResponse[]>();

/** Notes that an answer is under way on its connection. */
export function noteAnswer(request: IncomingMessage, response: ServerResponse): void {
  const answers = underWay.get(request.socket);
  if (answers === undefined) underWay.set(request.socket, [response]);
  else answers.push(response);
}

/** Notes that it has been sent. */
export function noteAnswered(request: IncomingMessage, response: ServerResponse): void {
  const answers = underWay.get(request.socket);
  const place = answers?.indexOf(response) ?? -1;
  if (place >= 0) answers?.splice(place, 1);
}

/** Whether what is written now could be taken for the answer to a request before, or for a part of it. */
function wouldBeMistaken(socket: Socket): boolean {
  return (underWay.get(socket) ?? []).some(({ req, headersSent }) => headersSent || req.complete);
}

/** A listener for `clientError`: says in JSON what is wrong, and closes the connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || wouldBeMistaken(socket)) {
    socket.destroy();
    return;
  }
  end(socket, answerTo(error));
}

/** A listener for `connect`: this is no proxy that could lead elsewhere. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  end(socket, { status: 405, message: 'CONNECT is not answered: this is no proxy.' });
}

/** A listener for `checkExpectation`: what a client expects beyond 100-continue (RFC 9110, 10.1.1). */
export function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  sendError(response, new HttpError(417, `"${(request.headers.expect ?? '').slice(0, 100)}" can't be expected here: leave the header "Expect" out, or send 100-continue.`, { connection: 'close' }));
}

function end(socket: Duplex, { status, message }: Answer): void {
  const body = Buffer.from(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'content-type: application/json; charset=utf-8', `content-length: ${body.length}`,
    'x-content-type-options: nosniff', 'x-frame-options: DENY', 'referrer-policy: no-referrer', 'cache-control: no-store', 'connection: close', '', '',
  ].join('\r\n');
  socket.removeAllListeners('data');
  socket.resume();
  socket.end(Buffer.concat([Buffer.from(head), body]));
  setTimeout(() => socket.destroy(), LISTENING_MS).unref();
}
