/** The parameters of a download's address, read one by one: each checked, named in what is said of it, and none ignored. */
import type { GraphQLError } from 'graphql';
import { idInWords } from '../../metrics/parameter-words.js';
import { badUserInput } from '../../graphql/errors.js';

/** Longest text that is read: venues are the longest, and hardly reach a tenth of this. */
const MAX_TEXT = 2_048;

/** @throws GraphQLError BAD_USER_INPUT naming parameter, value and remedy, from every reading */
export class Parameters {
  readonly #given: URLSearchParams;
  readonly #known = new Set<string>();
  readonly #aliases: Readonly<Record<string, string>>;

  /** @param aliases the second name of a parameter, by its first */
  constructor(given: URLSearchParams, aliases: Readonly<Record<string, string>> = {}) {
    this.#given = given;
    this.#aliases = aliases;
  }

  /** The name by which an address has a parameter: its first, unless only the second is there. */
  nameOf(name: string): string {
    const alias = Object.hasOwn(this.#aliases, name) ? this.#aliases[name] : undefined;
    return alias !== undefined && !this.#given.has(name) && this.#given.has(alias) ? alias : name;
  }

  /** Without its value a parameter would mean all there is, which nobody asked for. */
  #refuseEmpty(name: string): void {
    if (this.#given.getAll(name).some((value) => value.trim() === '')) throw this.problem(name, '', 'but must have a value: give it one, or leave the parameter out');
  }

  /** Values by either name; both names are known from now on, and only one may be there. */
  #values(name: string): string[] {
    this.#known.add(name);
    this.#refuseEmpty(name);
    const alias = Object.hasOwn(this.#aliases, name) ? this.#aliases[name] : undefined;
    if (alias === undefined) return this.#given.getAll(name);
    this.#known.add(alias);
    this.#refuseEmpty(alias);
    if (this.#given.has(name) && this.#given.has(alias)) throw badUserInput(alias, this.#given.get(alias), `but "${name}" is there, too, and means the same: leave one of the two out`);
    return this.#given.getAll(this.nameOf(name));
  }

  /** Takes parameters that change nothing here. */
  pass(names: readonly string[]): void {
    for (const name of names) this.#known.add(name);
  }

  /** Whether a parameter is there. */
  has(name: string): boolean {
    return this.#values(name).length > 0;
  }

  /** The text as it stands; null where there is none. */
  text(name: string): string | null {
    const values = this.#values(name);
    if (values.length > 1) throw this.problem(name, values.join(', '), 'but may be given once only');
    if (values.length === 0) return null;
    if (values[0].length > MAX_TEXT) throw this.problem(name, values[0], `but may have at most ${MAX_TEXT} characters`);
    return values[0];
  }

  /** All values of a parameter that may be repeated, or hold several apart by commas; a comma within one is written twice. */
  list(name: string): string[] {
    const values = this.#values(name);
    const items = values.flatMap((value) => value.replaceAll(',,', '\0').split(',').map((item) => item.replaceAll('\0', ',').trim())).filter((item) => item !== '');
    if (values.length > 0 && items.length === 0) throw this.problem(name, values[0], 'but must have a value between its commas: give it one, or leave the parameter out');
    return items;
  }

  /** A whole number within bounds; null where there is none. */
  whole(name: string, low: number, high: number): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = Number(text);
    if (!/^-?\d{1,15}$/.test(text) || value < low || value > high) throw this.problem(name, text, `but must be a whole number from ${low} to ${high}`);
    return value;
  }

  /** A number above or at least a bound; null where there is none. */
  number(name: string, isMeant: (value: number) => boolean, accepts: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = Number(text);
    if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text) || !isMeant(value)) throw this.problem(name, text, `but must be ${accepts}`);
    return value;
  }

  /** One of some words, in any case, with hyphens for underscores; null where there is none. */
  word<const W extends string>(name: string, words: readonly W[]): W | null {
    const text = this.text(name);
    if (text === null) return null;
    const found = words.find((word) => idInWords(word) === idInWords(text));
    if (found === undefined) throw this.problem(name, text, `but must be one of ${words.join(', ')}`);
    return found;
  }

  /** Several of some words. */
  words<const W extends string>(name: string, words: readonly W[]): W[] {
    return this.list(name).map((text) => {
      const found = words.find((word) => idInWords(word) === idInWords(text));
      if (found === undefined) throw this.problem(name, text, `but must be among ${words.join(', ')}`);
      return found;
    });
  }

  /** `1` or `0`; null where it is not said. */
  flag(name: string): boolean | null {
    const found = this.word(name, ['1', '0', 'true', 'false']);
    return found === null ? null : found === '1' || found === 'true';
  }

  /** To be called when all has been read: a parameter that nobody asked for is a mistake that would otherwise pass in silence. `where` says where it is none. */
  refuseUnknown(where = 'here'): void {
    for (const name of this.#given.keys()) {
      if (!this.#known.has(name)) throw this.problem(name, this.#given.get(name) ?? '', `but is no parameter ${where}: there are ${[...this.#known].toSorted().join(', ')}`);
    }
  }

  /** The error of a value. `what` continues "Argument x is y, ". */
  problem(name: string, value: string, what: string): GraphQLError {
    return badUserInput(this.nameOf(name), value, what);
  }
}
