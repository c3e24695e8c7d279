/** Numbers for words: types, venues and fields as the incidence refers to them. */
import { PAPER_TYPES, type PaperType } from '../records/record.js';
import type { Vocabulary } from './types.js';

/** Collects venues and fields in order of first use. Names that differ in case or white space alone are one. */
export class VocabularyBuilder {
  readonly #venues = new Interner();
  readonly #fields = new Interner();

  type(type: PaperType): number {
    return PAPER_TYPES.indexOf(type);
  }

  venue(name: string): number {
    return this.#venues.index(name);
  }

  fields(names: readonly string[]): number[] {
    return [...new Set(names.map((name) => this.#fields.index(name)))];
  }

  finish(): Vocabulary {
    return { types: PAPER_TYPES, venues: this.#venues.names, fields: this.#fields.names };
  }
}

class Interner {
  readonly names: string[] = [];
  readonly #indexOf = new Map<string, number>();

  index(name: string): number {
    const key = name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
    let index = this.#indexOf.get(key);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.#indexOf.set(key, index);
    }
    return index;
  }
}
