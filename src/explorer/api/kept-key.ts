/**
 * The reader's key, where the server asks for one: kept by the browser until the tab is closed, sent in a header and never
 * in an address, where logs and histories would keep it.
 */

const PLACE = 'coterie-key';

/** Null where there is none, or the browser keeps nothing. */
export function keptKey(): string | null {
  try {
    return sessionStorage.getItem(PLACE);
  } catch {
    return null;
  }
}

/** Whether the key is kept; a browser that is told to keep nothing does not. Null forgets it. */
export function keepKey(key: string | null): boolean {
  try {
    if (key === null) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, key);
    return true;
  } catch {
    return false;
  }
}

/** The headers that a request needs besides its own. */
export function authorization(): Readonly<Record<string, string>> {
  const key = keptKey();
  return key === null ? {} : { authorization: `Bearer ${key}` };
}
