/** The keys of a running server: the file as it stands at each request, so that a revocation bites at once. */
import { timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { sha256Hex } from './key.js';
import { KeyFileError, keysPath, readKeys, stateOf, type StoredKey } from './key-file.js';

interface Read {
  readonly keys: ReadonlyArray<StoredKey & { readonly digest: Buffer }>;
  /** Why there are none, where the file is damaged; null where it is sound, or there is none. */
  readonly fault: string | null;
}

export type Found =
  | { readonly kind: 'VALID' | 'EXPIRED' | 'REVOKED'; readonly key: StoredKey }
  | { readonly kind: 'UNKNOWN' }
  /** The list can't be read, so nobody can be let in by it. */
  | { readonly kind: 'UNREADABLE' };

export interface KeyRingOptions {
  /** Told once for each state of the file that can't be read. */
  readonly onFault?: (sentence: string) => void;
}

export class KeyRing {
  readonly #dataDir: string;
  readonly #onFault: (sentence: string) => void;
  #stamp: string | null = null;
  #read: Read = { keys: [], fault: null };

  constructor(dataDir: string, { onFault = () => undefined }: KeyRingOptions = {}) {
    this.#dataDir = dataDir;
    this.#onFault = onFault;
  }

  /** Whether there is anything that could let somebody change something, or a file of which that can't be known. */
  get hasKeys(): boolean {
    const { keys, fault } = this.#current();
    return fault !== null || keys.some((key) => stateOf(key) === 'VALID');
  }

  /** Why no key is accepted; null where the list is sound, or there is none. */
  get fault(): string | null {
    return this.#current().fault;
  }

  /** Looks a key up; O(keys), in a time that doesn't depend on which one it is. */
  find(text: string): Found {
    const { keys, fault } = this.#current();
    if (fault !== null) return { kind: 'UNREADABLE' };
    const digest = Buffer.from(sha256Hex(text), 'hex');
    let found: StoredKey | null = null;
    for (const key of keys) if (timingSafeEqual(key.digest, digest)) found = key;
    return found === null ? { kind: 'UNKNOWN' } : { kind: stateOf(found), key: found };
  }

  /** The file is replaced at each change, so that its number, size and times tell one state from another. */
  #current(): Read {
    let stamp: string;
    try {
      const { ino, size, mtimeNs, ctimeNs } = statSync(keysPath(this.#dataDir), { bigint: true });
      stamp = `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
    } catch (error) {
      stamp = String((error as NodeJS.ErrnoException).code);
    }
    if (stamp === this.#stamp) return this.#read;
    this.#stamp = stamp;
    try {
      this.#read = { keys: readKeys(this.#dataDir).map((key) => ({ ...key, digest: Buffer.from(key.sha256, 'hex') })), fault: null };
    } catch (error) {
      // Whatever it is, nobody is let in for it.
      const fault = error instanceof KeyFileError ? error.message : `the list of keys can't be read: ${(error as Error).message}`;
      if (fault !== this.#read.fault) this.#onFault(fault);
      this.#read = { keys: [], fault };
      // Too many open files, say, passes: it is tried again at the next request.
      this.#stamp = null;
    }
    return this.#read;
  }
}
