/**
 * Where betweenness is written while a graph is being reduced. Each author has an account; authors drawn together into
 * a class get a common account of the class, whose balance is due to each of them. All amounts count ordered pairs.
 */
export class Accounts {
  readonly #authors: number;
  #count: number;
  #balances: Float64Array;
  readonly #members: number[] = [];
  readonly #classes: number[] = [];

  /** One account for each of `authors` authors, 0 … authors − 1. */
  constructor(authors: number) {
    this.#authors = authors;
    this.#count = authors;
    this.#balances = new Float64Array(Math.max(16, authors));
  }

  /** Opens an account whose balance is due in full to each of the accounts that `join` it. Amortised O(1). */
  open(): number {
    if (this.#count === this.#balances.length) {
      const larger = new Float64Array(this.#balances.length * 2);
      larger.set(this.#balances);
      this.#balances = larger;
    }
    return this.#count++;
  }

  join(member: number, common: number): void {
    this.#members.push(member);
    this.#classes.push(common);
  }

  /** Credits an account. */
  credit(account: number, amount: number): void {
    this.#balances[account] += amount;
  }

  /** What is needed to settle later: plain arrays. O(accounts). */
  finish(): OpenAccounts {
    return { authors: this.#authors, balances: this.#balances.slice(0, this.#count), members: Uint32Array.from(this.#members), classes: Uint32Array.from(this.#classes) };
  }
}

export type OpenAccounts = {
  /** How many accounts, the first ones, are authors'. */
  readonly authors: number;
  /** [accounts] what was credited so far. */
  readonly balances: Float64Array;
  /** Parallel: account `members[i]` is owed the balance of `classes[i]`, in order of joining. */
  readonly members: Uint32Array;
  readonly classes: Uint32Array;
};

/** An author to whom the balance of an account is due, for messages. O(joinings). */
export function someAuthorOf({ authors, members, classes }: OpenAccounts, account: number): number {
  let found = account;
  while (found >= authors) found = members[classes.indexOf(found)];
  return found;
}

/**
 * Pays the balances of classes out to their members, classes of classes first: [accounts] the final balances, the
 * authors' own in front. An account joins others only after it was opened, so the latest joining is settled first. O(accounts).
 */
export function settled({ balances, members, classes }: OpenAccounts): Float64Array {
  const final = balances.slice();
  for (let i = members.length - 1; i >= 0; i--) final[members[i]] += final[classes[i]];
  return final;
}
