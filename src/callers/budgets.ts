/** What each client may spend: points of estimated cost in a window of time, and requests at the same time. */
import { clientOf, type Caller } from './caller.js';
import { RecentClients } from './recent-clients.js';

/** What every request costs at least, also one that is refused: about what reading and answering it takes. */
export const LEAST_CHARGE = 200;
/** Points of one millisecond of computing: 400 values of an answer take as long. */
export const POINTS_PER_MS = 400;
/** Clients with a window that runs, of each kind. */
const MAX_CLIENTS = 10_000;

export interface BudgetLimits {
  /** Points of a client without a key in each window; null for no end. */
  readonly points: number | null;
  /** Points of a key; null for no end. */
  readonly keyPoints: number | null;
  readonly windowMs: number;
  /** Requests of a client that are answered at the same time; null for no end. */
  readonly atOnce: number | null;
}

interface Window {
  used: number;
  readonly endsAt: number;
}

/** Of all who have no limit: nothing is counted in it. */
const ENDLESS: Window = Object.freeze({ used: 0, endsAt: Infinity });

/** How a client's budget stands. */
export interface BudgetState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Milliseconds until all of it is there again. */
  readonly resetMs: number;
  readonly windowMs: number;
}

/** More than a client may spend, or have answered at once; the message says what to do. */
export class OverBudgetError extends Error {
  override readonly name = 'OverBudgetError';
  constructor(
    message: string,
    /** Whole seconds after which asking again makes sense; null where it never does. */
    readonly retryAfterSeconds: number | null,
    /** Numbers beside the sentence. */
    readonly facts: Readonly<Record<string, number>>,
    /** How the budget stands; null where it is not the budget that there is too little of. */
    readonly state: BudgetState | null = null,
  ) {
    super(message);
  }
}

export interface BudgetsOptions extends BudgetLimits {
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number;
}

export class Budgets {
  readonly #limits: BudgetLimits;
  readonly #now: () => number;
  // Apart, so that a flood of addresses takes no key's window away.
  readonly #keys: RecentClients<Window>;
  readonly #addresses: RecentClients<Window>;
  readonly #running = new Map<string, number>();

  constructor({ now = () => performance.now(), ...limits }: BudgetsOptions) {
    this.#limits = limits;
    this.#now = now;
    this.#keys = new RecentClients(MAX_CLIENTS, now);
    this.#addresses = new RecentClients(MAX_CLIENTS, now);
  }

  /**
   * Lets a request in, which costs LEAST_CHARGE.
   * @throws OverBudgetError where the client has nothing left, or as many requests as may be are being answered for it
   */
  enter(caller: Caller): Spending {
    const client = clientOf(caller);
    const { atOnce } = this.#limits;
    const running = this.#running.get(client) ?? 0;
    if (atOnce !== null && running >= atOnce) {
      throw new OverBudgetError(`${atOnce === 1 ? 'A request of yours is' : `${atOnce.toLocaleString('en')} requests of yours are`} being answered, as many as may be at the same time: ask again when one has ended.`, 1, { limit: atOnce });
    }
    const spending = new Spending(this.#windowOf(caller, client), this.#now, () => this.#leave(client));
    spending.charge(LEAST_CHARGE, 0);
    this.#running.set(client, running + 1);
    return spending;
  }

  /** Clients that are remembered. */
  get size(): number {
    return this.#keys.size + this.#addresses.size + this.#running.size;
  }

  #windowOf({ kind }: Caller, client: string): SpendingOptions {
    const { points, keyPoints, windowMs } = this.#limits;
    const limit = kind === 'ANONYMOUS' ? points : keyPoints;
    if (limit === null) return { limit, windowMs, window: ENDLESS, isKey: kind !== 'ANONYMOUS' };
    const window = (kind === 'ANONYMOUS' ? this.#addresses : this.#keys).of(client, (now) => ({ used: 0, endsAt: now + windowMs }));
    return { limit, windowMs, window, isKey: kind !== 'ANONYMOUS' };
  }

  #leave(client: string): void {
    const running = (this.#running.get(client) ?? 1) - 1;
    if (running <= 0) this.#running.delete(client);
    else this.#running.set(client, running);
  }
}

interface SpendingOptions {
  readonly limit: number | null;
  readonly windowMs: number;
  readonly window: Window;
  readonly isKey: boolean;
}

/** What one request spends of its client's budget. */
export class Spending {
  #isLeft = false;

  constructor(
    private readonly options: SpendingOptions,
    private readonly now: () => number,
    private readonly onLeave: () => void,
  ) {}

  /** Null where there is no end to it. */
  get state(): BudgetState | null {
    const { limit, window, windowMs } = this.options;
    if (limit === null) return null;
    return { limit, used: window.used, remaining: Math.max(0, limit - window.used), resetMs: Math.max(0, window.endsAt - this.now()), windowMs };
  }

  /**
   * Takes points.
   * @param before what was taken for the same request before
   * @throws OverBudgetError where so many are not left, taking none
   */
  charge(points: number, before = LEAST_CHARGE): void {
    const { limit, window, isKey, windowMs } = this.options;
    if (limit === null) return;
    if (window.used + points > limit) {
      const [cost, most, used] = [points, limit, window.used].map((number) => number.toLocaleString('en'));
      const seconds = Math.max(1, Math.ceil((window.endsAt - this.now()) / 1000));
      const facts = { cost: points, limit, used: window.used };
      const { state } = this;
      if (points > limit - before) throw new OverBudgetError(`This takes ${cost} points, more than the ${most} that ${isKey ? 'a key' : 'a client'} has for all requests of ${windowMs / 1000} s: ask for less at once.`, null, facts, state);
      // There is no request that takes less than the least.
      const orLess = before > 0 ? ', or for less' : '';
      throw new OverBudgetError(`This takes ${cost} points, but ${used} of the ${most} that ${isKey ? 'a key' : 'a client without a key'} has for ${windowMs / 1000} s are spent: ask again in ${seconds} s${orLess}.`, seconds, facts, state);
    }
    window.used += points;
  }

  /** Takes points for what has been done already, be they there or not: the next request is refused where they were not. */
  chargeAfterwards(points: number): void {
    if (this.options.limit !== null) this.options.window.used += points;
  }

  /** Says that the request has been answered; once, whoever says it. */
  leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.onLeave();
  }
}
