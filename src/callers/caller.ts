/** Who asks, and what they may: everything that is decided by standing is decided by a value of this type. */

/** From what may be least to what may be most; each may what those before it may. */
export const ROLES = ['READER', 'CURATOR', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** How somebody is known: not at all, by a key of the list of keys, or by the curator's token that the server was started with. */
export type CallerKind = 'ANONYMOUS' | 'KEY' | 'TOKEN';

export interface Caller {
  readonly kind: CallerKind;
  /** The key's id; null for whoever has none. */
  readonly id: string | null;
  /** The key's name; null for whoever has none. */
  readonly name: string | null;
  /** Null may nothing: nobody without a key, where reading needs one. */
  readonly role: Role | null;
  /** Where the request comes from; null where no network is involved. */
  readonly address: string | null;
}

/** Somebody without credentials, who may read. */
export const ANYBODY: Caller = { kind: 'ANONYMOUS', id: null, name: null, role: 'READER', address: null };

/** Whether a role reaches another. */
export function reaches(role: Role | null, needed: Role): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** What tells one client from another when it comes to budgets and places: the key, else the network that the request comes from. */
export function clientOf({ id, kind, address }: Caller): string {
  if (kind !== 'ANONYMOUS') return `key ${id ?? 'token'}`;
  return `address ${networkOf(address)}`;
}

/** The address, or of an IPv6 address the first 64 bits, which one subscriber has to himself. */
export function networkOf(address: string | null): string {
  if (address === null || !address.includes(':')) return address ?? 'unknown';
  const [head, tail] = address.split('%')[0].split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
