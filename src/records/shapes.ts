/** What JSON must look like to be read as a type: each shape tells where a value is of another kind. */
import { namesSomething } from './bounds.js';

export interface Shape<T> {
  /** Where and how a value is not of this shape, such as `parts.family is 7, which is not a text`; null where it is. */
  readonly faultOf: (value: unknown, at: string) => string | null;
  /** For the compiler alone. */
  readonly read?: T;
}

function simple<T>(wanted: string, isSo: (value: unknown) => boolean): Shape<T> {
  return { faultOf: (value, at) => (isSo(value) ? null : `${at} is ${(JSON.stringify(value) ?? 'missing').slice(0, 80)}, which is not ${wanted}`) };
}

export const ANYTHING: Shape<unknown> = { faultOf: () => null };
export const TEXT = simple<string>('a text', (value) => typeof value === 'string');
/** A text that names something. */
export const NAME = simple<string>('a name', (value) => typeof value === 'string' && namesSomething(value));
export const NUMBER = simple<number>('a number', (value) => Number.isFinite(value));
/** A number from 0 to 1. */
export const SHARE = simple<number>('a number from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1);
export const COUNT = simple<number>('a whole number', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
export const POSITIVE = simple<number>('a whole number of 1 or more', (value) => Number.isSafeInteger(value) && Number(value) >= 1);
export const INTEGER = simple<number>('a whole number', Number.isSafeInteger);
export const TRUTH = simple<boolean>('true or false', (value) => typeof value === 'boolean');

/** A text of a pattern. @param wanted what such a text is, such as `a sha256` */
export function written(wanted: string, isSo: (text: string) => boolean): Shape<string> {
  return simple(wanted, (value) => typeof value === 'string' && isSo(value));
}

export function oneOf<T extends string>(values: readonly T[]): Shape<T> {
  return simple(`one of ${values.join(', ')}`, (value) => values.some((each) => each === value));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return { faultOf: (value, at) => (value === null ? null : shape.faultOf(value, at)) };
}

/** A member that need not be there. */
export function ifThere<T>(shape: Shape<T>): Shape<T | undefined> {
  return { faultOf: (value, at) => (value === undefined ? null : shape.faultOf(value, at)) };
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  const isList = simple('a list', Array.isArray);
  return { faultOf: (value, at) => isList.faultOf(value, at) ?? firstOf(value as readonly unknown[], (each, nth) => shape.faultOf(each, `${at}[${nth}]`)) };
}

const IS_OBJECT = simple('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** An object with all of these; others are not looked at. */
export function record<T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return { faultOf: (value, at) => IS_OBJECT.faultOf(value, at) ?? fieldFault(value as object, fields, at) };
}

/** An object whose members are all of one shape, whatever their names. */
export function every<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { faultOf: (value, at) => IS_OBJECT.faultOf(value, at) ?? firstOf(Object.entries(value as object), ([name, each]) => shape.faultOf(each, within(at, /^\w+$/.test(name) ? name : JSON.stringify(name.slice(0, 80))))) };
}

/** An object with some of these, null counting as missing. @param othersAllowed whether there may be other names; they are not looked at */
export function some<T extends object>(fields: { readonly [K in keyof T]-?: Shape<Exclude<T[K], undefined>> }, othersAllowed = true): Shape<Partial<T>> {
  return {
    faultOf: (value, at) => {
      const wrong = IS_OBJECT.faultOf(value, at);
      if (wrong !== null) return wrong;
      const there = Object.entries(value as object).filter(([, each]) => each !== null);
      const unknown = othersAllowed ? undefined : there.find(([name]) => !Object.hasOwn(fields, name));
      if (unknown !== undefined) return `${at} has ${JSON.stringify(unknown[0].slice(0, 80))}, which is not one of ${Object.keys(fields).join(', ')}`;
      const own: Readonly<Record<string, Shape<unknown>>> = fields;
      return firstOf(there, ([name, each]) => (Object.hasOwn(own, name) ? own[name].faultOf(each, within(at, name)) : null));
    },
  };
}

function fieldFault(value: object, fields: Readonly<Record<string, Shape<unknown>>>, at: string): string | null {
  return firstOf(Object.entries(fields), ([name, shape]) => shape.faultOf((value as Readonly<Record<string, unknown>>)[name], within(at, name)));
}

/** The path to a member: the column itself is named by whoever reports. */
function within(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

function firstOf<T>(all: readonly T[], fault: (each: T, nth: number) => string | null): string | null {
  for (const [nth, each] of all.entries()) {
    const found = fault(each, nth);
    if (found !== null) return found;
  }
  return null;
}
