/** The end of a server: known to whoever must say so, or end what would never end by itself. */

export class Draining {
  readonly #controller = new AbortController();

  /** Aborted when the server begins to end: streams without an end of their own end then. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get hasBegun(): boolean {
    return this.#controller.signal.aborted;
  }

  begin(): void {
    this.#controller.abort();
  }
}
