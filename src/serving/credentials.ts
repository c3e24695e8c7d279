/** What a request's credentials are worth: a caller, or a refusal. A key in an address is none. */
import { Attempts, ATTEMPTS_WINDOW_MS } from '../callers/attempts.js';
import { actorOf } from '../callers/audit-entry.js';
import { networkOf, type Caller } from '../callers/caller.js';
import type { CuratorToken } from '../callers/curator-token.js';
import { isWellFormedKey, looksLikeKey } from '../callers/key.js';
import type { KeyRing } from '../callers/key-ring.js';
import type { Refusals } from '../callers/refusals.js';
import { budgetHeaders } from './budget-headers.js';
import { HttpError } from './http-body.js';

/** `open` lets everybody read; `key` those who have one. */
export const ACCESS = ['open', 'key'] as const;
export type Access = (typeof ACCESS)[number];

export interface CredentialsOptions {
  readonly access: Access;
  /** Null where there is no list of keys. */
  readonly keys: KeyRing | null;
  readonly token: CuratorToken | null;
  readonly refusals: Refusals;
  /** Wrong credentials that an address may send in a minute. */
  readonly failedAttempts: number;
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="coterie"' };
const REFUSED = { 'www-authenticate': 'Bearer realm="coterie", error="invalid_token"' };

export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #attempts: Attempts;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options.failedAttempts);
  }

  /** Whether there is any key or token that could be let in with changes. */
  get takesChanges(): boolean {
    return this.#options.token !== null || this.#options.keys?.hasKeys === true;
  }

  /** Who asks. @throws HttpError 401 for credentials that are not valid, 429 after too many such, 503 where keys can't be checked */
  callerOf(authorization: string | undefined, address: string, requestId: string | null): Caller {
    const { access, keys, token } = this.#options;
    const anybody: Caller = { kind: 'ANONYMOUS', id: null, name: null, role: access === 'open' ? 'READER' : null, address };
    const given = authorization === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    // Of another scheme: meant for a proxy in front, perhaps.
    if (given === undefined) return anybody;
    if (looksLikeKey(given)) return this.#keyHolder(given, anybody, requestId);
    // There is nothing that it could be meant for.
    if (!this.takesChanges && access === 'open') return anybody;
    const seconds = this.#attempts.blockedFor(networkOf(address));
    if (seconds > 0) throw this.#tooMany(seconds);
    if (token?.isThe(given) === true) return { ...anybody, kind: 'TOKEN', role: 'CURATOR' };
    throw this.#refused(anybody, requestId, { reason: 'UNKNOWN' }, keys === null ? 'The credentials are not the curator\'s token' : 'The credentials are neither a key nor the curator\'s token');
  }

  /** Why credentials that were valid are so no longer, in a sentence; null where they are, and where the list of keys can't be read just now. */
  lapseOf(authorization: string | undefined): string | null {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (given === undefined || !looksLikeKey(given)) return null;
    switch (this.#options.keys?.find(given).kind) {
      case 'REVOKED':
        return 'The key has been revoked.';
      case 'EXPIRED':
        return 'The key has expired.';
      case 'UNKNOWN':
        return 'The key is not known here any more.';
      default:
        return null;
    }
  }

  /** A key has more bits than anybody can guess, so that one that is valid is let in whatever came before from its address. */
  #keyHolder(given: string, anybody: Caller, requestId: string | null): Caller {
    if (!isWellFormedKey(given)) throw this.#refused(anybody, requestId, { reason: 'MALFORMED' }, 'The key has been mistyped or cut off, as its checksum tells');
    const found = this.#options.keys?.find(given) ?? { kind: 'UNKNOWN' as const };
    switch (found.kind) {
      case 'VALID':
        return { ...anybody, kind: 'KEY', id: found.key.id, name: found.key.name, role: found.key.role };
      case 'UNREADABLE':
        throw new HttpError(503, 'The list of keys can\'t be read, so that no key is accepted: the server\'s log says why.', { 'retry-after': '30' });
      case 'UNKNOWN':
        throw this.#refused(anybody, requestId, { reason: 'UNKNOWN' }, 'The key is not known here');
      default:
        throw this.#refused(anybody, requestId, { reason: found.kind, id: found.key.id, name: found.key.name }, found.kind === 'REVOKED' ? 'The key has been revoked' : `The key expired at ${found.key.expiresAt ?? ''}`);
    }
  }

  #refused(anybody: Caller, requestId: string | null, details: Readonly<Record<string, unknown>>, what: string): HttpError {
    const network = networkOf(anybody.address);
    const seconds = this.#attempts.blockedFor(network);
    this.#attempts.failed(network);
    this.#options.refusals.note(actorOf(anybody, requestId), 'CREDENTIALS_REFUSED', details);
    return seconds > 0 ? this.#tooMany(seconds) : new HttpError(401, `${what}: send a valid one in the header "Authorization: Bearer …", or none.`, REFUSED, 'UNAUTHENTICATED');
  }

  #tooMany(seconds: number): HttpError {
    const { failedAttempts: limit } = this.#options;
    const stated = budgetHeaders({ limit, used: limit, remaining: 0, resetMs: seconds * 1000, windowMs: ATTEMPTS_WINDOW_MS }, 'failed-attempts');
    return new HttpError(429, `Too many wrong credentials came from this address: try again in ${seconds} s.`, { ...stated, 'retry-after': String(seconds) }, 'RATE_LIMITED', { limit, retryAfterMs: seconds * 1000 });
  }
}

/** Reading needs a key, and none came. */
export function keyNeeded(): HttpError {
  return new HttpError(401, 'Reading needs a key here: send one in the header "Authorization: Bearer …"; who runs this server makes it with `coterie keys add`.', CHALLENGE, 'UNAUTHENTICATED');
}
