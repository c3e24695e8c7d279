/** What tells whether a client or a cache has an answer already, and who may keep one. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { aboutRequest } from '../operations/request-facts.js';
import { begin, SAFE_HEADERS } from './responses.js';

/** Characters of the sum in a tag: 132 bits. */
const SUM_CHARACTERS = 22;

/** Whether an If-None-Match names the entity tag (RFC 9110, 13.1.2: compared weakly). */
export function isKnown(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header !== undefined && (header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag)));
}

/**
 * The tag of an answer of a snapshot: weak, since the same answer comes in several content codings. Another snapshot gives
 * another tag, whatever it answers.
 * @param text the answer, or what it follows from
 */
export function snapshotTag(snapshotId: string, text: string | Buffer): string {
  return `W/"${snapshotId}-${createHash('sha256').update(text).digest('base64url').slice(0, SUM_CHARACTERS)}"`;
}

/** How long caches that many share may give an answer without asking whether it is still that of the snapshot served, in ms. */
export interface Keeping {
  readonly maxAgeMs: number;
  /** Whether only those who have a key may read. */
  readonly needsKey: boolean;
}

/**
 * Headers of an answer that holds for as long as its snapshot is served. Caches may keep what anybody may read and nobody
 * has named themselves for; what came with credentials is kept nowhere, and is never given in place of the other.
 */
export function keepingHeaders({ headers }: IncomingMessage, etag: string, { maxAgeMs, needsKey }: Keeping): Readonly<Record<string, string>> {
  const isPublic = !needsKey && headers.authorization === undefined;
  const forShared = maxAgeMs === 0 ? 'public, no-cache' : `public, max-age=0, s-maxage=${Math.ceil(maxAgeMs / 1_000)}`;
  return { etag, 'cache-control': isPublic ? forShared : 'no-store' };
}

/** What is given to others without asking tells nothing of who asked first: their budget. */
export function forgetCaller(request: IncomingMessage, { 'cache-control': control = '' }: Readonly<Record<string, string>>): void {
  if (control.includes('s-maxage')) aboutRequest(request).spending = null;
}

/** Says that the client has the answer already. */
export function sendKnown(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  begin(response, 304, { ...SAFE_HEADERS, ...headers });
  response.end();
}
