/** What one setting is: its names, its kind, what it is for. Kinds read text, since flags, environment and file all give text. */
import { delimiter } from 'node:path';

/** A value that can't be used; `message` names the setting, the value, where it stands and what is accepted. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** How a kind of setting is written and read. */
export interface Kind<T> {
  /** What stands for the value in help, such as <n>; null for a switch, which is on or off. */
  readonly placeholder: string | null;
  /** Whether it may be given several times. */
  readonly isList: boolean;
  /** Whether relative values in a file are meant from the file's own folder. */
  readonly isPath: boolean;
  /** What is accepted, continuing "but must be ". */
  readonly accepts: string;
  /** The value, or undefined where the text is none. A list gets the text of each item. */
  read(text: readonly string[]): T | undefined;
  /** As it is written, for people. */
  write(value: T): string;
}

export interface Setting<T = unknown> {
  /** What `coterie serve --NAME` and the file call it. */
  readonly name: string;
  /** Variable of the environment. */
  readonly variable: string;
  readonly kind: Kind<T>;
  readonly default: T;
  /** One clause for help: what it does. */
  readonly about: string;
  /** Never shown, and never given on a command line, which others on the machine can read. */
  readonly isSecret?: boolean;
}

function single<T>(placeholder: string, accepts: string, read: (text: string) => T | undefined, write: (value: T) => string = String, isPath = false): Kind<T> {
  return { placeholder, accepts, isList: false, isPath, read: (texts) => (texts.length === 1 ? read(texts[0].trim()) : undefined), write };
}

/** Any text but the empty one; null where it is not given. */
export const text = (placeholder = '<text>'): Kind<string | null> =>
  single<string | null>(placeholder, 'a text that is not empty', (given) => (given === '' ? undefined : given), (value) => value ?? 'none');

/** A file or folder; null where none is given. */
export const path = (placeholder = '<file>'): Kind<string | null> =>
  single<string | null>(placeholder, 'a path', (given) => (given === '' ? undefined : given), (value) => value ?? 'none', true);

/** Any number of files or folders: each option one, or several with a colon between them (semicolon on Windows). */
export function paths(placeholder = '<file>'): Kind<readonly string[]> {
  const read = (texts: readonly string[]): string[] => texts.flatMap((each) => each.split(delimiter)).map((each) => each.trim()).filter((each) => each !== '');
  return { placeholder, isList: true, isPath: true, accepts: 'paths', read, write: (value) => (value.length === 0 ? 'none' : value.join(delimiter)) };
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number, placeholder = '<n>'): Kind<number> {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return single(placeholder, `a whole number ${bounds}`, (given) => {
    const value = Number(given);
    return /^\d{1,15}$/.test(given) && value >= least && value <= most ? value : undefined;
  });
}

/** A whole number, or `off`, which is null. */
export function countOrOff(least: number, most: number): Kind<number | null> {
  const number = wholeNumber(least, most);
  return single<number | null>('<n|off>', `${number.accepts}, or off`, (given) => (given.toLowerCase() === 'off' ? null : number.read([given])), (value) => (value === null ? 'off' : String(value)));
}

const SIZE_UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** A number of bytes, such as 512MB. */
export function bytes(least: number): Kind<number> {
  return single(
    '<size>',
    `a size of ${sizeInWords(least)} or more, such as 512MB or 2GB`,
    (given) => {
      const [, digits, unit = 'b'] = /^(\d{1,12}(?:\.\d{1,3})?)\s*([kmg]?i?b?)$/i.exec(given) ?? [];
      if (digits === undefined) return undefined;
      const value = Math.round(Number(digits) * (SIZE_UNITS[unit.toLowerCase().replace('i', '').replace(/^([kmg])$/, '$1b') || 'b'] ?? Number.NaN));
      return value >= least ? value : undefined;
    },
    sizeInWords,
  );
}

/** A number of bytes, or `auto` where it follows from the machine. */
export function bytesOrAuto(least: number): Kind<number | 'auto'> {
  const size = bytes(least);
  return single<number | 'auto'>('<size>', `auto or ${size.accepts}`, (given) => (given.toLowerCase() === 'auto' ? 'auto' : size.read([given])), (value) => (value === 'auto' ? value : size.write(value)));
}

/** A number of bytes, or null for `off`. */
export function bytesOrOff(least: number): Kind<number | null> {
  const size = bytes(least);
  return single<number | null>('<size|off>', `${size.accepts}, or off`, (given) => (['off', '0'].includes(given.toLowerCase()) ? null : size.read([given])), (value) => (value === null ? 'off' : size.write(value)));
}

/** A number of bytes, or `all`, which is without end. */
export const bytesOrAll: Kind<number> = (() => {
  const size = bytes(0);
  return single<number>('<size|all>', `${size.accepts}, or all`, (given) => (given.toLowerCase() === 'all' ? Infinity : size.read([given])), (value) => (value === Infinity ? 'all' : size.write(value)));
})();

function sizeInWords(value: number): string {
  const unit = Object.entries(SIZE_UNITS).findLast(([, size]) => value >= size && value % size === 0);
  return unit === undefined ? String(value) : `${value / unit[1]}${unit[0].toUpperCase()}`;
}

const TIME_UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time in milliseconds, such as 20s. */
export function duration(leastMs: number, mostMs: number): Kind<number> {
  return single(
    '<time>',
    `a length of time from ${timeInWords(leastMs)} to ${timeInWords(mostMs)}, such as 500ms, 20s or 5min`,
    (given) => {
      const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(ms|s|min|m|h|d)$/i.exec(given) ?? [];
      if (digits === undefined) return undefined;
      const value = Number(digits) * TIME_UNITS[unit.toLowerCase()];
      return value >= leastMs && value <= mostMs ? value : undefined;
    },
    timeInWords,
  );
}

function timeInWords(value: number): string {
  const unit = ['d', 'h', 'min', 's'].find((each) => value >= TIME_UNITS[each] && value % TIME_UNITS[each] === 0) ?? 'ms';
  return `${value / TIME_UNITS[unit]}${unit}`;
}

/** On or off. */
export const onOff: Kind<boolean> = {
  ...single('', 'on or off', (given) => (['on', 'true', 'yes', '1'].includes(given.toLowerCase()) ? true : ['off', 'false', 'no', '0'].includes(given.toLowerCase()) ? false : undefined), (value) => (value ? 'on' : 'off')),
  placeholder: null,
};

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[]): Kind<W> {
  return single(`<${words.join('|')}>`, `one of ${words.join(', ')}`, (given) => words.find((word) => word === given.toLowerCase()));
}

/** An address of the web; null where none is given. */
export const url = (): Kind<string | null> =>
  single<string | null>('<url>', 'an address that begins with http:// or https://', (given) => (/^https?:\/\//i.test(given) && URL.canParse(given) ? given : undefined), (value) => value ?? 'none');

/** A share from 0 to 1. */
export const share = (): Kind<number> =>
  single('<share>', 'a number from 0 to 1', (given) => (/^(?:0(?:\.\d+)?|1(?:\.0+)?|\.\d+)$/.test(given) ? Number(given) : undefined));

/** One of some words, or a whole number. */
export function wordOrNumber<const W extends string>(words: readonly W[], least: number, most: number): Kind<W | number> {
  const number = wholeNumber(least, most);
  const word = oneOf(words);
  return single<W | number>(`<${words.join('|')}|n>`, `${words.join(', ')} or ${number.accepts}`, (given) => word.read([given]) ?? number.read([given]));
}

/**
 * Any number of items.
 * @param accepts what one item must be
 * @param read the item, or undefined where it is none
 */
export function listOf<T>(placeholder: string, accepts: string, read: (text: string) => T | undefined): Kind<readonly T[]> {
  return {
    placeholder,
    isList: true,
    isPath: false,
    accepts,
    read: (texts) => {
      const items = texts.flatMap((each) => each.split(/[\s,]+/)).filter((each) => each !== '').map(read);
      return items.some((item) => item === undefined) ? undefined : (items as T[]);
    },
    write: (value) => (value.length === 0 ? 'none' : value.join(' ')),
  };
}
