/**
 * Typed state in the query of an address. A view lists its parameters once; reading never throws: what can't be used is
 * replaced by the default and reported, so that the page can say so.
 */

export interface Param<T> {
  readonly initial: T;
  /** Undefined where the text means nothing. */
  parse(text: string): T | undefined;
  format(value: T): string;
  /** What would have been accepted, for people. */
  readonly accepts: string;
}

export interface ParamProblem {
  readonly name: string;
  readonly value: string;
  readonly accepts: string;
}

type Params = Readonly<Record<string, Param<unknown>>>;
export type StateOf<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** A whole number within bounds. */
export function wholeNumber(initial: number, least: number, largest: number): Param<number> {
  return {
    initial,
    accepts: `a whole number from ${least} to ${largest}`,
    parse: (text) => (/^-?\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= largest ? Number(text) : undefined),
    format: String,
  };
}

/** A whole number or nothing; nothing stands as an absent parameter. */
export function optionalNumber(least: number, largest: number): Param<number | null> {
  const inner = wholeNumber(least, least, largest);
  return { initial: null, accepts: inner.accepts, parse: (text) => inner.parse(text), format: String };
}

/** One of some words. */
export function oneOf<const T extends string>(words: readonly T[], initial: T): Param<T> {
  return { initial, accepts: `one of ${words.join(', ')}`, parse: (text) => words.find((word) => word === text), format: (word) => word };
}

/** Any text, up to 500 characters. */
export function shortText(initial = ''): Param<string> {
  return { initial, accepts: 'a text of up to 500 characters', parse: (value) => (value.length <= 500 ? value : undefined), format: (value) => value };
}

/** Words or ids apart from each other by commas; a comma within one is written twice. */
export function list(most: number): Param<readonly string[]> {
  return {
    initial: [],
    accepts: `up to ${most} items with commas between them`,
    parse(value) {
      const items = value.replaceAll(',,', '\0').split(',').map((item) => item.replaceAll('\0', ',')).filter((item) => item !== '');
      return items.length <= most ? items : undefined;
    },
    format: (items) => items.map((item) => item.replaceAll(',', ',,')).join(','),
  };
}

/** On or off; on stands as `1`. */
export function flag(): Param<boolean> {
  return { initial: false, accepts: '1 for on', parse: (value) => (value === '1' ? true : value === '0' ? false : undefined), format: (value) => (value ? '1' : '0') };
}

/** Reads a view's state; parameters of other names are left alone. */
export function readState<P extends Params>(params: P, query: URLSearchParams): { readonly state: StateOf<P>; readonly problems: readonly ParamProblem[] } {
  const problems: ParamProblem[] = [];
  const state: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(params)) {
    const value = query.get(name);
    const parsed = value === null ? param.initial : param.parse(value);
    if (parsed === undefined) problems.push({ name, value: value ?? '', accepts: param.accepts });
    state[name] = parsed === undefined ? param.initial : parsed;
  }
  return { state: state as StateOf<P>, problems };
}

/** The query of a state, `?a=1&b=x` in the order of `params`, without what stands at its default; empty where all does. */
export function writeState<P extends Params>(params: P, state: StateOf<P>): string {
  const query = new URLSearchParams();
  for (const [name, param] of Object.entries(params)) {
    const value = state[name as keyof P] as unknown;
    if (value === null) continue;
    const written = param.format(value);
    if (param.initial === null || written !== param.format(param.initial)) query.set(name, written);
  }
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}
