/** Follows the keys of a JSON file's beginning along one path (`message.items`), to tell where its list of records opens. */

export class JsonListPath {
  readonly #keys: readonly Buffer[];
  /** How many of the keys lead to objects that are open. */
  #within = 0;
  /** How many bytes of the key being looked for the last key has given so far, or -1 where it is another. */
  #matched = -1;

  /** `path`: names of objects within the top-level object, then of the array, separated by dots; '' is no path. */
  constructor(path: string) {
    this.#keys = path === '' ? [] : path.split('.').map((key) => Buffer.from(key));
  }

  /** Whether the bytes of a string still matter. */
  get isMatching(): boolean {
    return this.#matched >= 0;
  }

  /** A string begins in a value of `depth` open brackets; `isKey` where it may name a value of an object. */
  beginString(depth: number, isKey: boolean): void {
    if (depth === this.#within + 1 && this.#within < this.#keys.length) this.#matched = isKey ? 0 : -1;
  }

  byteOfString(byte: number): void {
    if (this.#matched >= 0) this.#matched = byte === this.#keys[this.#within]?.[this.#matched] ? this.#matched + 1 : -1;
  }

  /** An object opens as the value of the last key, `depth` brackets being open around it. */
  openObject(depth: number): void {
    if (!this.#isNamed(depth) || this.#within === this.#keys.length - 1) return;
    this.#within += 1;
    this.#matched = -1;
  }

  /** Whether the array that opens as the value of the last key is the list. */
  opensList(depth: number): boolean {
    return this.#isNamed(depth) && this.#within === this.#keys.length - 1;
  }

  /** A bracket closed; `depth` are still open. */
  close(depth: number): void {
    if (depth > this.#within) return;
    this.#within = Math.max(0, depth - 1);
    this.#matched = -1;
  }

  reset(): void {
    this.#within = 0;
    this.#matched = -1;
  }

  #isNamed(depth: number): boolean {
    return depth === this.#within + 1 && this.#matched === this.#keys[this.#within]?.length;
  }
}
