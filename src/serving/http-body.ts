/** Reading a request's body: JSON, UTF-8, bounded. */
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../graphql/generated/resolvers.js';
import { MAX_BODY_BYTES } from '../graphql/limits.js';

/** A request that can't be answered; `status` is the HTTP status. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** One of the documented codes. */
    readonly code: ErrorCode = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST',
    /** Numbers beside the sentence. */
    readonly facts: Readonly<Record<string, number>> = {},
  ) {
    super(message);
  }
}

const DECODER = new TextDecoder('utf-8', { fatal: true });

function tooLarge(most: number): HttpError {
  // The rest of the body is not read, so the connection can't be used again.
  return new HttpError(413, `The request's body has more than ${most / 1024} kB: ask in several requests.`, { connection: 'close' });
}

function bytesOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const told = Number(request.headers['content-length'] ?? NaN);
  if (told > most) throw tooLarge(most);
  return Number.isFinite(told) ? toldBytesOf(request) : untoldBytesOf(request, most);
}

/** Bytes of a body that comes in pieces until it ends. @throws HttpError 413 */
async function untoldBytesOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Bytes of a body whose length is told: the parser lets no more of them pass. */
function toldBytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    let isWhole = false;
    request.on('end', () => {
      isWhole = true;
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => {
      // An error that nobody gets would be made for every request.
      if (!isWhole) reject(new Error('the connection was closed before the body was whole'));
    });
  });
}

const DEFAULT_SHAPE = '{"query": "…"}';

export interface BodyExpected {
  /** Bytes. */
  readonly most?: number;
  /** What is to be sent, as an example. */
  readonly shape?: string;
}

/**
 * The parsed body, or undefined where the content type is not JSON.
 * @throws HttpError 400, 413, 415
 */
export async function jsonBody(request: IncomingMessage, { most = MAX_BODY_BYTES, shape = DEFAULT_SHAPE }: BodyExpected = {}): Promise<unknown> {
  const bytes = await jsonBytes(request, most);
  return bytes === undefined ? undefined : parsedJson(bytes, shape);
}

/**
 * The body as it came, or undefined at once where the content type is not JSON: GraphQL refuses that itself.
 * @throws HttpError 413, 415, before anything is read where the headers tell of it
 */
export function jsonBytes(request: IncomingMessage, most = MAX_BODY_BYTES): Promise<Buffer> | undefined {
  const stated = request.headers['content-type'] ?? '';
  // What nearly all programs send needs no parsing.
  const [type, ...parameters] = stated === 'application/json' ? [stated] : stated.split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json') return undefined;
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new HttpError(415, `The charset "${charset}" is not read: send UTF-8.`);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpError(415, `The content encoding "${encoding}" is not read: send the body as it is.`);
  return bytesOf(request, most);
}

/** @throws HttpError 400 for what is no JSON in UTF-8 */
export function parsedJson(bytes: Buffer, shape = DEFAULT_SHAPE): unknown {
  let text: string;
  try {
    text = DECODER.decode(bytes);
  } catch {
    throw new HttpError(400, 'The request\'s body is not UTF-8: encode it so.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new HttpError(400, `The request's body is not JSON (${(error as Error).message}): send ${shape}.`);
  }
}
