/** The curator's token that a server is started with: a key of the role CURATOR that stands in no list of keys. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Shorter tokens can be guessed. */
export const MIN_TOKEN_LENGTH = 16;

/** A token that can't serve; the message says why. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

export class CuratorToken {
  readonly #digest: Buffer;

  /** @throws TokenError for a token that is too short or can't stand in a header */
  constructor(token: string) {
    if (token.length < MIN_TOKEN_LENGTH) throw new TokenError(`the curator's token has ${token.length} characters, but needs ${MIN_TOKEN_LENGTH} or more, since shorter ones can be guessed`);
    if (!/^[\x21-\x7e]+$/.test(token)) throw new TokenError('the curator\'s token must be of visible ASCII characters without spaces, to stand in a header');
    this.#digest = digestOf(token);
  }

  /** Takes the same time whatever is wrong. */
  isThe(text: string): boolean {
    return timingSafeEqual(digestOf(text), this.#digest);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
