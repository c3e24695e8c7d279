/** Who may show pages of this server in a frame: nobody, but for /embed/ the origins that the configuration names. */

/** Everybody. */
export const ANY_ORIGIN = '*';

/** An origin that is none; the message says what one looks like. */
export class EmbedOriginError extends Error {
  override readonly name = 'EmbedOriginError';
}

/**
 * Origins as written by people, in the form that a content security policy has them.
 * @param text one or several, with commas or spaces between; `*` allows everybody
 * @throws EmbedOriginError naming the first that is none
 */
export function embedOrigins(text: string): string[] {
  const origins = text.split(/[\s,]+/).filter((part) => part !== '').map(originOf);
  if (origins.length === 0) throw new EmbedOriginError('It must be an origin such as https://example.org, or * for all.');
  return origins.includes(ANY_ORIGIN) ? [ANY_ORIGIN] : [...new Set(origins)];
}

function originOf(text: string): string {
  if (text === ANY_ORIGIN) return ANY_ORIGIN;
  const refuse = (why: string): EmbedOriginError => new EmbedOriginError(`"${text.slice(0, 100)}" ${why}: give scheme, host and, where it is not the usual one, port, such as https://example.org or http://localhost:8080; or * for all.`);
  if (!/^https?:\/\//i.test(text)) throw refuse('is no origin of pages');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse('can\'t be read as an origin');
  }
  if (url.hostname.includes('*')) throw refuse('has a * in its host, which is not supported');
  // What the header gives a meaning of its own, a host does not have.
  if (!/^[a-z0-9.:[\]_-]+$/.test(url.host)) throw refuse('has a host that is none');
  if (url.username !== '' || url.password !== '') throw refuse('has a user name');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw refuse('has more than an origin');
  return url.origin;
}

/** True for the addresses of views without the frame. */
export function isEmbedAddress(pathname: string): boolean {
  return pathname === '/embed' || pathname.startsWith('/embed/');
}

/** The directive of a page's policy. */
export function frameAncestors(pathname: string, origins: readonly string[]): string {
  return `frame-ancestors ${isEmbedAddress(pathname) && origins.length > 0 ? origins.join(' ') : "'none'"}`;
}

/** Whether the older header forbids frames, too: it knows no list of origins, so that it is left out where some are allowed. */
export function deniesFrames(pathname: string, origins: readonly string[]): boolean {
  return !isEmbedAddress(pathname) || origins.length === 0;
}
