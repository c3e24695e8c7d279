/** Titles and names as the import has them (sources/folded-text.ts): white space folded, control characters taken out, bounds on their length. */
import { LETTER_OR_NUMBER, MAX_NAME_LENGTH, MAX_TITLE_LENGTH } from '../../records/bounds.js';
import type { Dialect } from '../dialect.js';

/** Control characters that are no white space. Halves of surrogate pairs don't come so far: engines hold UTF-8. */
const CONTROLS = '[\\x00-\\x08\\x0E-\\x1F\\x7F-\\x9F]';

/** Whether a text holds control characters; null of null. */
export function hasControls(dialect: Dialect, text: string): string {
  return `regexp_replace(${text}, ${dialect.text(CONTROLS)}, '') <> ${text}`;
}

/** A text folded and without control characters; null where nothing stays. */
export function cleaned(dialect: Dialect, text: string): string {
  // Few have any: the pass that takes all out is for them alone.
  return `nullif(CASE WHEN ${hasControls(dialect, text)} THEN ${dialect.folded(dialect.withoutAll(text, CONTROLS))} ELSE ${dialect.folded(text)} END, '')`;
}

/** A title; null where there is none, or a longer one than the import takes. */
export function titleOf(dialect: Dialect, text: string): string {
  return `CASE WHEN length(${text}) <= ${MAX_TITLE_LENGTH} THEN ${cleaned(dialect, text)} END`;
}

/** Whether a text has a letter or a number, without which it names nobody; null of null. */
export function namesSomething(dialect: Dialect, text: string): string {
  return `regexp_replace(${text}, ${dialect.text(LETTER_OR_NUMBER)}, '') <> ${text}`;
}

/** The name of somebody; null where it has neither letter nor number, or is longer than the import takes. */
export function nameOf(dialect: Dialect, text: string): string {
  return `CASE WHEN length(${text}) <= ${MAX_NAME_LENGTH} AND ${namesSomething(dialect, text)} THEN ${cleaned(dialect, text)} END`;
}
