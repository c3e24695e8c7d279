/** What every answer over HTTP is made of: status, headers that keep browsers safe, a body in fewer bytes where the client can read them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedCoding, LEAST_BYTES, type AnswerBody, type Coding } from './encoding.js';
import { budgetHeaders, LIMIT_HEADER } from './budget-headers.js';
import { aboutRequest } from '../operations/request-facts.js';
import type { HttpError } from './http-body.js';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** Nothing here is to be guessed at, framed, or told to others. */
export const SAFE_HEADERS = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };

/** What the API says is as of now, for whoever asks, and another thing than what a browser gets at the same address. */
export const NOT_KEPT = { 'cache-control': 'no-store', vary: 'accept' };

/**
 * Headers put together, later ones in the place of earlier ones of the same name.
 *
 * By Object.assign and not by spreading: an object that Node 20 copies another into and then adds to outlives its request until
 * the whole heap is collected, with all that it holds.
 */
export function allHeaders(...parts: ReadonlyArray<Readonly<Record<string, string>> | null>): Record<string, string> {
  return Object.assign({}, ...parts) as Record<string, string>;
}

/** Names and values in turn, as Node writes them fastest. */
export type HeaderLines = readonly string[];

/**
 * Status and headers, with the id under which the log knows the request and how its client's budget stands: every answer begins
 * here. Neither is set beforehand, since Node takes several times as long for what is set one by one and then given at once.
 */
export function begin(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  const length = headers['content-length'];
  beginLines(response, status, linesOf(headers), length === undefined ? null : Number(length), LIMIT_HEADER in headers);
}

/**
 * The same with headers put together before.
 * @param length bytes of the body as the headers tell them; null where they do not
 * @param statesBudget whether the headers tell of a budget themselves
 */
export function beginLines(response: ServerResponse, status: number, headers: HeaderLines, length: number | null, statesBudget = false): void {
  const facts = aboutRequest(response.req);
  facts.length = length;
  const lines = ['x-request-id', facts.id, ...headers];
  const budget = statesBudget ? null : facts.spending?.state ?? null;
  if (budget !== null) lines.push(...linesOf(budgetHeaders(budget, 'points')));
  response.writeHead(status, lines);
}

export function linesOf(headers: Readonly<Record<string, string>>): HeaderLines {
  const lines: string[] = [];
  for (const name in headers) lines.push(name, headers[name]);
  return lines;
}

/** A whole answer; to HEAD without its body. */
export function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string | Buffer, safe: Readonly<Record<string, string>> = SAFE_HEADERS): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  begin(response, status, allHeaders(safe, headers, { 'content-length': String(bytes.length) }));
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

/** A refusal, in the shape that answers of the API have. */
export function sendError(response: ServerResponse, { status, message, headers, code, facts }: HttpError): void {
  aboutRequest(response.req).code = code;
  send(response, status, { 'content-type': JSON_TYPE, ...NOT_KEPT, ...headers }, JSON.stringify({ errors: [{ message, extensions: { code, ...facts } }] }));
}

/** An answer of the API, in fewer bytes where the client can read them. */
export async function sendJson(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: AnswerBody): Promise<void> {
  const { plain } = body;
  if (plain.length <= LEAST_BYTES) {
    send(response, status, headers, plain);
    return;
  }
  const coding = codingOf(response.req);
  send(response, status, headersIn(coding, headers), coding === null ? plain : await body.in(coding));
}

/** What is said of a body that comes in several codings. */
export function headersIn(coding: Coding | null, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const vary = headers['vary'] === undefined ? 'accept-encoding' : `${headers['vary']}, accept-encoding`;
  return allHeaders(headers, coding === null ? { vary } : { vary, 'content-encoding': coding });
}

/** What a client can read its answer in; null for plain text alone. */
export function codingOf(request: IncomingMessage): Coding | null {
  return acceptedCoding(request.headers['accept-encoding']);
}

/** Browsers name text/html among what they accept; clients of the API do not. */
export function wantsPage({ headers, method }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
}
