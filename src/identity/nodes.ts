/** Identity keys as numbers: what mentions attach to and joins connect. */
import { PERSON_ID_SCHEMES, type PersonIdScheme } from '../records/record.js';
import { Growable } from './growable.js';

/** schemeOf() of nodes that are no external id. Smaller is stronger evidence of identity. */
export const NAME_SCHEME = PERSON_ID_SCHEMES.length;
/** A mention that must stand alone: the second with one id on a paper, a name of nobody, or a person whom a curator told apart. */
export const APART_SCHEME = NAME_SCHEME + 1;

/** Interns identity keys. A key is `scheme:value`, `name:<nameKey>`, or either with `~2`, `~3`, … behind it. */
export class IdentityNodes {
  readonly #byScheme: Map<string, number>[] = Array.from({ length: APART_SCHEME + 1 }, () => new Map<string, number>());
  readonly #values: string[] = [];
  readonly #schemes = new Growable(Uint8Array);

  get count(): number {
    return this.#values.length;
  }

  /** The node of an external id. */
  ofId(scheme: PersonIdScheme, value: string): number {
    return this.#intern(PERSON_ID_SCHEMES.indexOf(scheme), value);
  }

  /** The node of the n-th bearer of a name on a paper (n = 1 for nearly all). */
  ofName(nameKey: string, bearer = 1): number {
    return this.#intern(NAME_SCHEME, bearer === 1 ? nameKey : `${nameKey}~${bearer}`);
  }

  /** A node that is never joined with another but by a curator; `key` is its whole identity key. */
  apart(key: string): number {
    return this.#intern(APART_SCHEME, key);
  }

  findApart(key: string): number | undefined {
    return this.#byScheme[APART_SCHEME].get(key);
  }

  findId(scheme: PersonIdScheme, value: string): number | undefined {
    return this.#byScheme[PERSON_ID_SCHEMES.indexOf(scheme)].get(value);
  }

  findName(nameKey: string): number | undefined {
    return this.#byScheme[NAME_SCHEME].get(nameKey);
  }

  schemeOf(node: number): number {
    return this.#schemes.at(node);
  }

  isId(node: number): boolean {
    return this.#schemes.at(node) < NAME_SCHEME;
  }

  /** The value without its scheme. */
  valueOf(node: number): string {
    return this.#values[node];
  }

  keyOf(node: number): string {
    const scheme = this.#schemes.at(node);
    if (scheme === APART_SCHEME) return this.#values[node];
    return `${scheme === NAME_SCHEME ? 'name' : PERSON_ID_SCHEMES[scheme]}:${this.#values[node]}`;
  }

  /** Order of canonical keys: stronger scheme first, then older-looking (shorter) ids, then by letters. */
  compare(a: number, b: number): number {
    const scheme = this.#schemes.at(a);
    const byScheme = scheme - this.#schemes.at(b);
    if (byScheme !== 0) return byScheme;
    const left = this.#values[a];
    const right = this.#values[b];
    if (scheme < NAME_SCHEME && left.length !== right.length) return left.length - right.length;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  #intern(scheme: number, value: string): number {
    const map = this.#byScheme[scheme];
    let node = map.get(value);
    if (node === undefined) {
      node = this.#values.length;
      map.set(value, node);
      this.#values.push(value);
      this.#schemes.push(scheme);
    }
    return node;
  }
}
