/**
 * BibTeX syntax: text to raw entries, one after the other, never failing. Lexing is our own because the parser library
 * reads every field of every entry as LaTeX (0.3 to 0.8 MB/s) and drops entries without their lines.
 */
import { Macros, tooLongReason } from './bibtex-macros.js';
import { USED_FIELDS } from './bibtex-mapping.js';
import type { BrokenEntry, RawEntry, RawNote } from './bibtex-raw.js';
import { MAX_EXPANDED_VALUE } from './limits.js';
import { LineCounter } from './line-counter.js';

class Unreadable extends Error {}

/** Reads all entries of a BibTeX text. Linear time: no value is scanned beyond a line that begins another entry. */
export function* rawEntries(text: string): Generator<RawEntry | BrokenEntry> {
  yield* new Lexer(text).entries();
}

const ENTRY_START = /@[ \t]*([\p{L}\p{N}_+.-]+)\s*([{(])/uy;
const NAME = /[^\s={},"#%()]+/y;
/** Fields that dblp repeats for each address of a paper: they are joined by a space. */
const REPEATABLE = new Set(['url', 'ee']);
/** A line within a value that looks like a field of the entry: the brace before it was forgotten. */
const SWALLOWED_FIELD = /\n[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{"\d]/;
const MAX_REPORTED_KEY = 200;
const MAX_WASTED = 64 << 20;
const WHITE = /(?:\s+|%[^\n]*)+/y;

class Lexer {
  private at = 0;
  private readonly lines: LineCounter;
  private readonly macros = new Macros();
  /** Fields of the block being read whose value is longer than a value may become. */
  private readonly oversized = new Set<string>();
  private notes: RawNote[] = [];
  private escapes = false;
  /** Citation key of the entry being read, for the case that the rest of it can't be. */
  private readKey = '';
  /** Characters scanned in vain for the end of comments; beyond a bound only a comment's first line is one. */
  private wasted = 0;

  constructor(private readonly text: string) {
    this.lines = new LineCounter(text);
  }

  * entries(): Generator<RawEntry | BrokenEntry> {
    for (let start = this.text.indexOf('@'); start >= 0; start = this.text.indexOf('@', this.at)) {
      this.at = start + 1;
      ENTRY_START.lastIndex = start;
      const opening = ENTRY_START.exec(this.text);
      if (opening === null || this.isCommented(start)) continue;
      const result = this.attempt(start, ENTRY_START.lastIndex, opening);
      if (result !== null) yield result;
    }
  }

  /**
   * BibTeX counts escaped braces as braces, most programs don't; the files that only one of the two readings
   * understands are told apart by trying. Each attempt ends before the next entry's line, so two are still linear.
   */
  private attempt(start: number, body: number, opening: RegExpExecArray): RawEntry | BrokenEntry | null {
    const line = this.lines.lineOf(start);
    const type = (opening[1] ?? '').toLowerCase();
    this.readKey = '';
    let reason = '';
    for (const escapes of [false, true]) {
      this.notes = [];
      this.oversized.clear();
      this.at = body;
      this.escapes = escapes;
      try {
        const block = this.block(type, opening[2] === '{' ? '}' : ')', line);
        const tooLong = [...this.oversized].find((name) => type === 'string' || USED_FIELDS.has(name));
        return tooLong === undefined ? block : this.broken(type, start, 'REFUSED', tooLongReason(tooLong));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reason ||= error.message;
      }
    }
    const next = this.nextEntryLine(start + 1);
    this.at = next < 0 ? this.text.length : next;
    return this.broken(type, start, 'MALFORMED', reason);
  }

  private broken(type: string, start: number, problem: BrokenEntry['problem'], reason: string): BrokenEntry {
    return { kind: 'broken', problem, type, key: this.readKey, line: this.lines.lineOf(start), excerpt: this.text.slice(start, start + 200), reason };
  }

  private block(type: string, close: string, line: number): RawEntry | null {
    if (type === 'comment') {
      // A comment that never closes hides its first line only, not the rest of the file.
      const body = this.at;
      try {
        if (this.wasted < MAX_WASTED) this.balanced(close, false);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.wasted += this.text.length - body;
        this.at = body;
      }
      return null;
    }
    if (type === 'preamble') {
      this.balanced(close, true);
      return null;
    }
    if (type === 'string') {
      const fields = this.fields(close);
      for (const [name, value] of fields) {
        if (value.length > MAX_EXPANDED_VALUE) this.oversized.add(name);
        this.macros.define(name, this.oversized.has(name) ? null : value);
      }
      return null;
    }
    const key = this.key(close);
    // Abstracts and the like are let go at once: a file's entries stay in memory until its last line is read.
    const fields = new Map([...this.fields(close)].filter(([name]) => USED_FIELDS.has(name)));
    return { kind: 'entry', type, key, line, fields, notes: this.notes.filter((note) => note.field === '' || USED_FIELDS.has(note.field)) };
  }

  /** The citation key; a block that begins with `name =` has none. */
  private key(close: string): string {
    const from = this.at;
    let end = from;
    while (end < this.text.length && !',=\n'.includes(this.text[end] ?? '') && this.text[end] !== close) end += 1;
    if (this.text[end] === '=') {
      // `@article{smith99 title = …`: the key is known though the entry is broken without its comma.
      this.readKey = /^\s*(\S+)\s+\S+\s*$/.exec(this.text.slice(from, Math.min(end, from + MAX_REPORTED_KEY)))?.[1] ?? '';
      return '';
    }
    const key = this.text.slice(from, end).trim();
    this.readKey = key.slice(0, MAX_REPORTED_KEY);
    if (end >= this.text.length) throw new Unreadable('the file ends within the entry');
    this.at = this.text[end] === ',' ? end + 1 : end;
    if (key === '' && this.text[end] === '\n') return this.keyOnNextLine(close);
    return key;
  }

  private keyOnNextLine(close: string): string {
    this.skipWhite();
    return this.key(close);
  }

  private fields(close: string): Map<string, string> {
    const fields = new Map<string, string>();
    for (;;) {
      this.skipWhite();
      while (this.text[this.at] === ',') {
        this.at += 1;
        this.skipWhite();
      }
      const c = this.text[this.at];
      if (c === undefined) throw new Unreadable('the file ends within the entry');
      if (c === close) {
        this.at += 1;
        return fields;
      }
      if (c === '@' && fields.size > 0 && this.startsEntry(this.at)) {
        const swallowing = [...fields].find(([, value]) => SWALLOWED_FIELD.test(value));
        if (swallowing !== undefined) throw new Unreadable(`the value of ${swallowing[0]} is not closed and holds other fields`);
        this.note('UNTERMINATED_ENTRY', '', '');
        return fields;
      }
      this.field(fields);
      this.skipWhite();
      const next = this.text[this.at];
      if (next !== ',' && next !== close && next !== undefined && next !== '@') {
        NAME.lastIndex = this.at;
        if (!NAME.test(this.text)) throw new Unreadable(`line ${this.lines.lineOf(this.at)} has ${JSON.stringify(next)} where a comma or the end of the entry is expected`);
        this.note('MISSING_COMMA', '', this.text.slice(this.at, this.at + 40));
      }
    }
  }

  private field(fields: Map<string, string>): void {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0].toLowerCase();
    if (name === undefined) throw new Unreadable(`line ${this.lines.lineOf(this.at)} has ${JSON.stringify(this.text[this.at])} where a field is expected`);
    this.at = NAME.lastIndex;
    this.skipWhite();
    if (this.text[this.at] !== '=') throw new Unreadable(`line ${this.lines.lineOf(this.at)} lacks "=" after ${JSON.stringify(name.slice(0, 60))}`);
    this.at += 1;
    const value = this.value(name);
    const first = fields.get(name);
    if (first === undefined) fields.set(name, value);
    else if (REPEATABLE.has(name)) {
      if (first.length + value.length < MAX_EXPANDED_VALUE) fields.set(name, `${first} ${value}`);
      else this.oversized.add(name);
    }
    else this.note('DUPLICATE_FIELD', name, value);
  }

  private value(field: string): string {
    let value = '';
    do {
      this.skipWhite();
      const piece = this.piece(field);
      // One literal is as long as it stands in the file; only what is put together can outgrow it.
      if (value === '' || value.length + piece.length <= MAX_EXPANDED_VALUE) value += piece;
      else this.oversized.add(field);
      this.skipWhite();
    } while (this.text[this.at] === '#' && (this.at += 1) > 0);
    return value;
  }

  private piece(field: string): string {
    const c = this.text[this.at];
    if (c === '{') {
      this.at += 1;
      return this.balanced('}', true);
    }
    if (c === '"') {
      this.at += 1;
      return this.balanced('"', true);
    }
    if (c === undefined) throw new Unreadable('the file ends within the entry');
    NAME.lastIndex = this.at;
    const word = NAME.exec(this.text)?.[0];
    if (word === undefined) return '';
    this.at = NAME.lastIndex;
    if (/^\d/.test(word)) return word;
    const expansion = this.macros.expand(word);
    if (expansion === 'REFUSED') {
      this.oversized.add(field);
      return '';
    }
    if (expansion === 'UNDEFINED') {
      this.note('UNDEFINED_STRING', field, word);
      return word;
    }
    return expansion.text;
  }

  /**
   * Text up to the closing character at brace depth 0.
   * `guarded`: a line that begins an entry ends the search, since a brace must have been forgotten before it.
   */
  private balanced(close: string, guarded: boolean): string {
    const from = this.at;
    let depth = 0;
    for (let at = from; at < this.text.length; at += 1) {
      switch (this.text.charCodeAt(at)) {
        case 0x5c: // backslash
          if (this.escapes) at += 1;
          continue;
        case 0x0a:
          if (guarded && this.startsEntryLine(at + 1)) {
            throw new Unreadable(`a value that begins in line ${this.lines.lineOf(from)} is not closed before the next entry`);
          }
          continue;
        case 0x7b: // {
          depth += 1;
          continue;
        case 0x7d: // }
          if (depth === 0 && close === '}') return this.closed(from, at);
          if (depth > 0) depth -= 1;
          continue;
        default:
          if (depth === 0 && this.text[at] === close) return this.closed(from, at);
      }
    }
    throw new Unreadable(`a value that begins in line ${this.lines.lineOf(from)} is never closed`);
  }

  private closed(from: number, at: number): string {
    this.at = at + 1;
    return this.text.slice(from, at);
  }

  private startsEntry(at: number): boolean {
    ENTRY_START.lastIndex = at;
    return ENTRY_START.test(this.text);
  }

  private startsEntryLine(lineStart: number): boolean {
    let at = lineStart;
    while (this.text[at] === ' ' || this.text[at] === '\t') at += 1;
    return this.text[at] === '@' && this.startsEntry(at);
  }

  private nextEntryLine(from: number): number {
    for (let end = this.text.indexOf('\n', from); end >= 0; end = this.text.indexOf('\n', end + 1)) {
      if (this.startsEntryLine(end + 1)) return this.text.indexOf('@', end);
    }
    return -1;
  }

  /** True where a `%` stands before `at` on the same line. */
  private isCommented(at: number): boolean {
    const before = this.text.slice(Math.max(0, at - 500), at);
    return before.slice(before.lastIndexOf('\n') + 1).trimStart().startsWith('%');
  }

  private skipWhite(): void {
    WHITE.lastIndex = this.at;
    if (WHITE.test(this.text)) this.at = WHITE.lastIndex;
  }

  private note(kind: RawNote['kind'], field: string, value: string): void {
    this.notes.push({ kind, field, value, line: this.lines.lineOf(this.at) });
  }
}
