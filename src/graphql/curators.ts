/**
 * Who may change the ledger through the API: whoever bears the curator's token. One token for one role, until there are
 * users: all that knows of it is in this file.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { RequestContext } from './context.js';

/** Shorter tokens can be guessed. */
export const MIN_TOKEN_LENGTH = 16;

/** What a request's credentials are worth. */
export type Standing = 'CURATOR' | 'NO_TOKEN_CONFIGURED' | 'NO_CREDENTIALS' | 'WRONG_CREDENTIALS';

/** A token that can't serve; the message says why. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

/** Judges `Authorization` headers against the token; the comparison takes the same time whatever is wrong. */
export class Curators {
  readonly #digest: Buffer | null;

  /** @param token null lets nobody change anything @throws TokenError for a token that is too short or can't stand in a header */
  constructor(token: string | null) {
    if (token !== null && token.length < MIN_TOKEN_LENGTH) throw new TokenError(`the curator's token has ${token.length} characters, but needs ${MIN_TOKEN_LENGTH} or more, since shorter ones can be guessed`);
    if (token !== null && !/^[\x21-\x7e]+$/.test(token)) throw new TokenError('the curator\'s token must be of visible ASCII characters without spaces, to stand in a header');
    this.#digest = token === null ? null : digestOf(token);
  }

  standingOf(authorization: string | undefined): Standing {
    if (this.#digest === null) return 'NO_TOKEN_CONFIGURED';
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (authorization === undefined) return 'NO_CREDENTIALS';
    return timingSafeEqual(digestOf(token ?? ''), this.#digest) ? 'CURATOR' : 'WRONG_CREDENTIALS';
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Refuses mutations of anybody else before anything is computed. */
export function curatorsAlone(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === OperationTypeNode.MUTATION) refuseOthers(contextValue.standing);
          return Promise.resolve();
        },
      }),
  };
}

function refuseOthers(standing: Standing): void {
  if (standing === 'CURATOR') return;
  if (standing === 'NO_TOKEN_CONFIGURED') {
    const message = 'This server takes no changes: start it with --curator-token-file FILE, or COTERIE_CURATOR_TOKEN in its environment, to let the bearer of the token curate.';
    throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
  }
  const message =
    standing === 'NO_CREDENTIALS'
      ? 'Only a curator may change the ledger: send the curator\'s token in the header "Authorization: Bearer …".'
      : 'The credentials are not the curator\'s: send the curator\'s token in the header "Authorization: Bearer …".';
  const headers = new HeaderMap();
  headers.set('www-authenticate', 'Bearer realm="curators"');
  throw new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers } } });
}
