/** Files that the server makes from what the screen shows: asked for by POST, saved under the name that the server gives. */

import { authorization } from '../api/kept-key.js';

/** Coordinates by id, y upwards. */
export type Positions = Readonly<Record<string, readonly [x: number, y: number]>>;

/** So often is a server that is busy, or still computing, asked again. */
const MOST_ATTEMPTS = 10;
const LONGEST_WAIT_S = 30;

/** The name in a Content-Disposition header (RFC 6266): the one in UTF-8 before the plain one; null where there is none. */
export function fileNameIn(disposition: string | null): string | null {
  if (disposition === null) return null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // Not decodable: the plain name is there for that.
    }
  }
  const plain = /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? /filename=([^;"\s]+)/i.exec(disposition)?.[1];
  return plain === undefined || plain === '' ? null : plain;
}

/** Seconds to wait by a Retry-After header, 1 to 30; 5 where it says nothing. */
export function secondsToWait(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_S, Math.max(1, Math.ceil(seconds))) : 5;
}

async function messageOf(response: Response): Promise<string> {
  try {
    const { errors } = (await response.json()) as { readonly errors?: ReadonlyArray<{ readonly message?: string }> };
    return errors?.[0]?.message ?? `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status} with something that is no file.`;
  }
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('given up', 'AbortError'));
    }, { once: true });
  });
}

export interface FetchedFile {
  readonly blob: Blob;
  readonly name: string;
}

/**
 * Asks for a file with the positions of the screen. A server that answers 503 is asked again when it says so, at most ten times.
 * @param positions null asks for the file as the server lays it out
 * @param say told what is being waited for
 * @throws Error in words fit to be shown; DOMException AbortError
 */
export async function fetchFile(address: string, positions: Positions | null, say: (sentence: string) => void, signal: AbortSignal): Promise<FetchedFile> {
  for (let attempt = 1; ; attempt++) {
    let response: Response;
    try {
      const asked = positions === null ? { headers: authorization() } : { method: 'POST', headers: { 'content-type': 'application/json', ...authorization() }, body: JSON.stringify({ positions }) };
      response = await fetch(address, { ...asked, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new Error('The server does not answer. It may have been stopped, or the connection is gone.', { cause: error });
    }
    if (response.ok) {
      const name = fileNameIn(response.headers.get('content-disposition')) ?? /[^/?]+(?=\?|$)/.exec(address)?.[0] ?? 'network';
      return { blob: await response.blob(), name };
    }
    const message = await messageOf(response);
    if (response.status !== 503 || attempt === MOST_ATTEMPTS) throw new Error(message);
    const seconds = secondsToWait(response.headers.get('retry-after'));
    say(`${message} Asked again in ${seconds} s.`);
    await pause(seconds, signal);
  }
}

/** Hands a file to the browser to be saved. */
export function saveFile({ blob, name }: FetchedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn, at the latest after some seconds.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
