/** The `@string` macros of one file, and how much text they have brought in: doubling macros must not fill the memory. */
import { standardMacro } from './bibtex-mapping.js';
import { MAX_EXPANDED_TOTAL, MAX_EXPANDED_VALUE } from './limits.js';

/** REFUSED: its definition was too long, or all macros together have brought in too much. UNDEFINED: nobody defined it. */
export type Expansion = { readonly text: string } | 'REFUSED' | 'UNDEFINED';

export class Macros {
  /** Null for a macro whose own definition was refused. */
  readonly #defined = new Map<string, string | null>();
  #expanded = 0;

  /** @param value null where the definition itself was refused: whoever uses it is refused too */
  define(name: string, value: string | null): void {
    this.#defined.set(name, value);
  }

  /** What a bare word stands for: the file's own macro, else a standard one (month names). O(1). */
  expand(word: string): Expansion {
    const defined = this.#defined.get(word.toLowerCase());
    const text = defined === undefined ? standardMacro(word) : defined;
    this.#expanded += text?.length ?? 0;
    if (defined === null || this.#expanded > MAX_EXPANDED_TOTAL) return 'REFUSED';
    return text === null ? 'UNDEFINED' : { text };
  }
}

/** Why a block with this field is refused, as a clause of the problem that says so. */
export function tooLongReason(field: string): string {
  return `with its @string macros and concatenations, the value of ${field.slice(0, 60)} exceeds what a value (${MAX_EXPANDED_VALUE} characters) or all macros of a file (${MAX_EXPANDED_TOTAL}) may make`;
}
