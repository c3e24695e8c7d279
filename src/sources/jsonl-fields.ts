/** Reading the fields of one JSON object strictly: each is of its type, or a problem names it and it counts as absent. */
import { MAX_NAME_LENGTH, namesSomething } from '../records/bounds.js';
import type { ImportProblem } from '../records/record.js';
import { checkedDate } from './dates.js';
import { withoutControls } from './decode.js';
import { foldedText, type FoldedText } from './folded-text.js';
import { importProblem } from './problems.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for JSON objects: no arrays, no null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly byte: number | null;
}

/** Reads one object field by field, remembers which fields were asked for, and reports the rest. */
export class ObjectReader {
  private readonly known = new Set<string>();
  /** Key of the record, for the problems reported after it is known. */
  record: string | null = null;

  constructor(
    private readonly object: JsonObject,
    /** Where the object stands in its record, as a prefix of field names (`authors[2]`), or empty. */
    private readonly path: string,
    private readonly place: Place,
    private readonly problems: ImportProblem[],
  ) {}

  /** Marks fields as known that the caller reads by itself. */
  skip(...names: readonly string[]): void {
    for (const name of names) this.known.add(name);
  }

  /** True where the object has the field, even as null. */
  has(name: string): boolean {
    return this.object[name] !== undefined;
  }

  problem(kind: string, field: string, value: unknown, what: string, recordDropped = false): void {
    const name = this.path === '' ? field : `${this.path}.${field}`;
    // JSON.parse makes Infinity of 1e999, which JSON.stringify would quote as null.
    const quoted = value === undefined ? null : typeof value === 'number' ? String(value) : JSON.stringify(value);
    this.problems.push(importProblem({
      ...this.place, kind, field: name, value: quoted, record: this.record, recordDropped,
      reason: `Line ${this.place.line ?? '?'}: ${name} ${what}.`,
    }));
  }

  /** Text with white space folded and control characters taken out (reported), as other formats have theirs; null where absent, null or empty. */
  text(name: string): string | null {
    const value = this.written(name);
    return value === null ? null : this.folded(name, value);
  }

  /** The same with white space as it stands, but for the ends: of texts that an id is made of. */
  unfolded(name: string): string | null {
    const value = this.written(name);
    return value === null ? null : this.trimmed(name, value);
  }

  /** The name of somebody, folded; null, with a problem that ends in `consequence`, where it is missing, too long or without letter or number. */
  name(name: string, consequence: string): string | null {
    return this.usableName(name, this.written(name) ?? '', consequence);
  }

  number(name: string): number | null {
    const value = this.value(name);
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
    this.problem('INVALID_VALUE', name, value, 'must be a finite number; it is taken as unknown');
    return null;
  }

  boolean(name: string): boolean | null {
    const value = this.value(name);
    if (value === null || typeof value === 'boolean') return value;
    this.problem('INVALID_VALUE', name, value, 'must be true or false; it is taken as unknown');
    return null;
  }

  /** One of `allowed`, else null with a problem. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
    const value = this.value(name);
    if (value === null) return null;
    const found = allowed.find((option) => option === value);
    if (found === undefined) this.problem('INVALID_VALUE', name, value, `is none of ${allowed.join(', ')}; it is taken as unknown`);
    return found ?? null;
  }

  /** A full ISO date that exists, `YYYY-MM-DD`. */
  isoDate(name: string): string | null {
    const text = this.text(name);
    if (text === null) return null;
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (found !== null && checkedDate(Number(found[1]), Number(found[2]), Number(found[3])).dropped === null) return text;
    this.problem('INVALID_DATE', name, text, 'must be a date YYYY-MM-DD that exists; it is taken as unknown');
    return null;
  }

  texts(name: string): string[] {
    return this.listed(name, (at, value) => this.folded(at, value));
  }

  /** The same with white space as it stands, but for the ends. */
  unfoldedTexts(name: string): string[] {
    return this.listed(name, (at, value) => this.trimmed(at, value));
  }

  /** Names of somebody; what is none is left out with a problem. */
  names(name: string): string[] {
    return this.listed(name, (at, value) => this.usableName(at, value, 'this name was left out'));
  }

  /** A list, empty where absent or null. */
  list(name: string): readonly unknown[] {
    const value = this.value(name);
    if (value === null) return [];
    if (Array.isArray(value)) return value as readonly unknown[];
    this.problem('INVALID_VALUE', name, value, 'must be a list; it is taken as empty');
    return [];
  }

  /** A reader for each object of a list; other elements are reported. */
  objects(name: string): ObjectReader[] {
    return this.list(name).flatMap((value, index) => {
      const reader = this.nested(value, `${name}[${index}]`);
      return reader === null ? [] : [reader];
    });
  }

  /** A reader for an object-valued field; null where absent, null or something else (reported). */
  objectAt(name: string): ObjectReader | null {
    const value = this.value(name);
    return value === null ? null : this.nested(value, name);
  }

  /** A reader for a value found in this object, or null with a problem where it is no object. */
  nested(value: unknown, name: string): ObjectReader | null {
    if (!isJsonObject(value)) {
      this.problem('INVALID_VALUE', name, value, 'must be an object; it was left out');
      return null;
    }
    const reader = new ObjectReader(value, this.path === '' ? name : `${this.path}.${name}`, this.place, this.problems);
    reader.record = this.record;
    return reader;
  }

  /** Reports the fields that nobody asked for. */
  reportUnknown(): void {
    for (const name of Object.keys(this.object)) {
      if (!this.known.has(name)) this.problem('UNKNOWN_FIELD', name, this.object[name], 'is no field of this format; it was ignored');
    }
  }

  private value(name: string): unknown {
    this.known.add(name);
    return Object.hasOwn(this.object, name) ? this.object[name] ?? null : null;
  }

  /** The value where it is text, else null, with a problem where there is any. */
  private written(name: string): string | null {
    const value = this.value(name);
    if (value === null || typeof value === 'string') return value;
    this.problem('INVALID_VALUE', name, value, 'must be text; it is taken as unknown');
    return null;
  }

  private listed(name: string, read: (at: string, value: string) => string | null): string[] {
    return this.list(name).flatMap((value, index) => {
      const at = `${name}[${index}]`;
      if (typeof value === 'string') return read(at, value) ?? [];
      this.problem('INVALID_VALUE', at, value, 'must be text; it was left out');
      return [];
    });
  }

  private folded(name: string, value: string): string | null {
    return this.cleaned(name, foldedText(value));
  }

  private trimmed(name: string, value: string): string | null {
    const { text, removed } = withoutControls(value);
    return this.cleaned(name, { text: text.trim(), removed });
  }

  private cleaned(name: string, { text, removed }: FoldedText): string | null {
    if (removed > 0) this.problem('CONTROL_CHARACTERS', name, text, `held ${removed} control character(s), which were taken out`);
    return text === '' ? null : text;
  }

  private usableName(name: string, value: string, consequence: string): string | null {
    if (value.length > MAX_NAME_LENGTH) {
      this.problem('REFUSED', name, value, `has ${value.length} characters, more than ${MAX_NAME_LENGTH}; ${consequence}`);
      return null;
    }
    const folded = this.folded(name, value);
    if (folded === null) this.problem('MISSING_NAME', name, undefined, `is missing; ${consequence}`);
    else if (!namesSomething(folded)) this.problem('MALFORMED_AUTHOR', name, value, `has neither letter nor number and so names nobody; ${consequence}`);
    else return folded;
    return null;
  }
}
