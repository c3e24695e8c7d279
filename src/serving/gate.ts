/**
 * Who is let in: everything that reads the corpus passes here, and is told who asks and what may be spent. A new route
 * that answers from the corpus begins with `admit`, and ends with `leave` when its answer has been sent.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditTrail } from '../callers/audit-log.js';
import { Budgets, OverBudgetError, type BudgetLimits, type Spending } from '../callers/budgets.js';
import { networkOf, reaches, type Caller } from '../callers/caller.js';
import type { CuratorToken } from '../callers/curator-token.js';
import type { KeyRing } from '../callers/key-ring.js';
import { Refusals } from '../callers/refusals.js';
import { aboutRequest, type RequestFacts } from '../operations/request-facts.js';
import { budgetHeaders } from './budget-headers.js';
import { Credentials, keyNeeded, type Access } from './credentials.js';
import { Proxies } from './client-address.js';
import { HttpError } from './http-body.js';

export interface GateOptions {
  /** Default `open`. */
  readonly access?: Access;
  readonly keys?: KeyRing | null;
  readonly token?: CuratorToken | null;
  /** Where refusals and changes are written down; null nowhere. */
  readonly trail?: AuditTrail | null;
  /** Null lets everybody spend what they want. */
  readonly budgets?: BudgetLimits | null;
  /** Default none. */
  readonly proxies?: Proxies;
  /** Wrong credentials that an address may send in a minute; default 20. */
  readonly failedAttempts?: number;
  /** Told of refusals that can't be written down. */
  readonly onError?: (error: unknown) => void;
}

export interface Admission {
  readonly caller: Caller;
  readonly spending: Spending;
  /** Under which logs know the request. */
  readonly requestId: string;
}

const NO_LIMITS: BudgetLimits = { points: null, keyPoints: null, windowMs: 60_000, atOnce: null };
const DEFAULT_FAILED_ATTEMPTS = 20;

export class Gate {
  readonly trail: AuditTrail | null;
  readonly refusals: Refusals;
  /** Whether only those who have a key may read. */
  readonly readingNeedsKey: boolean;
  readonly #keys: KeyRing | null;
  readonly #credentials: Credentials;
  readonly #budgets: Budgets;
  readonly #proxies: Proxies;

  constructor({ access = 'open', keys = null, token = null, trail = null, budgets = null, proxies = new Proxies({ trusted: [] }), failedAttempts = DEFAULT_FAILED_ATTEMPTS, onError = () => undefined }: GateOptions) {
    this.trail = trail;
    this.#keys = keys;
    this.readingNeedsKey = access === 'key';
    this.refusals = new Refusals(trail, onError);
    this.#credentials = new Credentials({ access, keys, token, refusals: this.refusals, failedAttempts });
    this.#budgets = new Budgets(budgets ?? NO_LIMITS);
    this.#proxies = proxies;
  }

  /** Whether there is anybody who could change anything. */
  get takesChanges(): boolean {
    return this.#credentials.takesChanges;
  }

  /** What of keys and log keeps somebody out, in sentences without paths, which are the operator's to know; null where nothing does. */
  get problem(): string | null {
    const keys = (this.#keys?.fault ?? null) === null ? [] : ['The list of keys can\'t be read, so that no key is accepted: the server\'s log says why.'];
    const log = this.takesChanges && (this.trail?.fault?.() ?? null) !== null ? ['The audit log can\'t be read or written, so that no change is made: see to the owner and the permissions of audit.jsonl.'] : [];
    return keys.length + log.length === 0 ? null : [...keys, ...log].join(' ');
  }

  /** The address that a request comes from, as trusted proxies tell it. */
  addressOf(request: IncomingMessage): string {
    return this.#proxies.clientOf(request);
  }

  /** The network that a request comes from: what tells clients without keys apart. */
  networkOf(request: IncomingMessage): string {
    return networkOf(this.#proxies.clientOf(request));
  }

  /** Why a request that was let in by its key would not be any more, in a sentence; null where it would. For whatever lasts. */
  lapseOf(request: IncomingMessage): string | null {
    return this.#credentials.lapseOf(request.headers.authorization);
  }

  /**
   * Lets a request in that reads; its answer will begin with how its client's budget stands. The request counts as being
   * answered until the response is closed.
   * @throws HttpError 401 without a valid key where one is needed, 429 over budget, 503 where keys can't be checked
   */
  admit(request: IncomingMessage, response: ServerResponse): Admission {
    const facts = aboutRequest(request);
    const requestId = facts.id;
    const address = this.#proxies.clientOf(request);
    let caller: Caller;
    try {
      caller = this.#credentials.callerOf(request.headers.authorization, address, requestId);
    } catch (error) {
      // Wrong credentials cost their address what any request costs.
      if (error instanceof HttpError && error.status === 401) this.#chargeLeast({ kind: 'ANONYMOUS', id: null, name: null, role: null, address }, facts);
      throw error;
    }
    let spending: Spending;
    try {
      // Those without a key spend too, before they are told that they need one.
      spending = this.#budgets.enter(caller);
    } catch (error) {
      throw error instanceof OverBudgetError ? tooMuch(error) : error;
    }
    response.on('close', () => spending.leave());
    facts.spending = spending;
    if (!reaches(caller.role, 'READER')) throw keyNeeded();
    facts.caller = caller.kind === 'ANONYMOUS' ? null : caller.id ?? caller.kind;
    return { caller, spending, requestId };
  }

  /** @throws HttpError 429 over budget */
  #chargeLeast(caller: Caller, facts: RequestFacts): void {
    try {
      const spending = this.#budgets.enter(caller);
      facts.spending = spending;
      spending.leave();
    } catch (error) {
      throw error instanceof OverBudgetError ? tooMuch(error) : error;
    }
  }
}

/** A refusal for want of budget, as HTTP. */
export function tooMuch({ message, retryAfterSeconds, facts, state }: OverBudgetError): HttpError {
  const stated = state === null ? {} : budgetHeaders(state, 'points');
  if (retryAfterSeconds === null) return new HttpError(400, message, stated, 'COST_LIMIT', facts);
  return new HttpError(429, message, { ...stated, 'retry-after': String(retryAfterSeconds) }, 'RATE_LIMITED', { ...facts, retryAfterMs: retryAfterSeconds * 1000 });
}
