/**
 * Where betweenness is written while a graph is being reduced. Each author has an account; authors drawn together into
 * a class get a common account of the class, whose balance is due to each of them. Where the betweenness of edges is
 * asked for, each collaboration has an account too, and those between two classes get a common one. All amounts count
 * ordered pairs.
 */
export interface Ledger {
  readonly authors: Accounts;
  /** Of collaborations; without any where they are not asked for. */
  readonly edges: Accounts;
}

/** The accounts of one kind of holders, authors or collaborations. */
export class Accounts {
  readonly #holders: number;
  #count: number;
  #balances: Float64Array;
  readonly #members: number[] = [];
  readonly #classes: number[] = [];

  /** One account for each of so many holders, 0 … holders − 1. */
  constructor(holders: number) {
    this.#holders = holders;
    this.#count = holders;
    this.#balances = new Float64Array(Math.max(16, holders));
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
    return { holders: this.#holders, balances: this.#balances.slice(0, this.#count), members: Uint32Array.from(this.#members), classes: Uint32Array.from(this.#classes) };
  }
}

export type OpenAccounts = {
  /** How many accounts, the first ones, are authors' (or collaborations'); the others are classes'. */
  readonly holders: number;
  /** [accounts] what was credited so far. */
  readonly balances: Float64Array;
  /** Parallel: account `members[i]` is owed the balance of `classes[i]`, in order of joining. */
  readonly members: Uint32Array;
  readonly classes: Uint32Array;
};

/** An author to whom the balance of an account is due, for messages. O(joinings). */
export function someAuthorOf({ holders, members, classes }: OpenAccounts, account: number): number {
  let found = account;
  while (found >= holders) found = members[classes.indexOf(found)];
  return found;
}

/**
 * Credits what searches found (`accountOf` parallel to each of `partials`, added in their order), pays the balances of classes
 * out to their members, classes of classes first, and counts unordered pairs, each of which was met in both orders:
 * [holders] the final values. An account joins others only after it was opened, so the latest joining is settled first.
 * O(accounts + partials).
 */
export function settled({ holders, balances, members, classes }: OpenAccounts, accountOf: Uint32Array, partials: readonly Float64Array[]): Float64Array {
  const final = balances.slice();
  for (const partial of partials) for (let i = 0; i < partial.length; i++) final[accountOf[i]] += partial[i];
  for (let i = members.length - 1; i >= 0; i--) final[members[i]] += final[classes[i]];
  return final.slice(0, holders).map((sum) => sum / 2);
}
