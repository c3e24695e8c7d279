/** How late the event loop is: what a process that answers, but late, is told by. */

const EVERY_MS = 500;

export class EventLoopWatch {
  #due = performance.now() + EVERY_MS;
  #lateMs = 0;
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.#lateMs = Math.max(0, now - this.#due);
      this.#due = now + EVERY_MS;
    }, EVERY_MS).unref();
  }

  /** Milliseconds by which the last look, or one that is still to come, is late. */
  get lateMs(): number {
    return Math.max(this.#lateMs, performance.now() - this.#due);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
