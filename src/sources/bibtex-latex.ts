/** LaTeX to plain text and to structured names, by the parser library, in batches: one of its calls costs half a millisecond, one value in a batch a few microseconds. */
import { parse } from '@retorquere/bibtex-parser';
import type { Creator, Entry } from '@retorquere/bibtex-parser';
import { rewrittenText } from './bibtex-rewriting.js';

/** Names and texts that were asked for together, decoded together, and kept for the next file entries that hold them. */
export class LatexDecoder {
  private readonly texts = new Map<string, Decoded<string>>();
  private readonly names = new Map<string, Decoded<Creator | null>>();
  private readonly wantedTexts = new Set<string>();
  private readonly wantedNames = new Set<string>();

  /** Announces a text; it can be had after `decode()`. */
  wantText(raw: string): void {
    if (!isPlainText(raw) && !this.texts.has(raw)) this.wantedTexts.add(raw);
  }

  /** Announces one name of an author list; it can be had after `decode()`. */
  wantName(raw: string): void {
    if (!this.names.has(raw)) this.wantedNames.add(raw);
  }

  /** Decodes all that was announced in one call of the library; what makes it fail is tried again alone. */
  decode(): void {
    if (this.texts.size + this.names.size > MAX_REMEMBERED) {
      this.texts.clear();
      this.names.clear();
    }
    const jobs: Job[] = [
      ...[...this.wantedTexts].map((raw): Job => ({ field: 'title', raw })),
      ...[...this.wantedNames].map((raw): Job => ({ field: 'author', raw })),
    ];
    this.wantedTexts.clear();
    this.wantedNames.clear();
    const entries = new Map(call(jobs).map((entry) => [entry.key, entry]));
    jobs.forEach((job, index) => {
      const entry = job.raw.length > MAX_LATEX ? undefined : entries.get(String(index));
      if (job.field === 'title') this.texts.set(job.raw, textOf(job.raw, entry));
      else this.names.set(job.raw, nameOf(entry));
    });
  }

  /** Plain text of an announced (or plain) value: white space folded, markup gone. `ok` is false where LaTeX was not understood and only stripped. */
  text(raw: string): Decoded<string> {
    return this.texts.get(raw) ?? { value: foldSpace(composed(raw.replace(/[{}]/g, ''))), ok: true };
  }

  /** The parts of an announced name; null where the library finds none. */
  name(raw: string): Decoded<Creator | null> {
    return this.names.get(raw) ?? { value: null, ok: false };
  }
}

export interface Decoded<T> {
  readonly value: T;
  readonly ok: boolean;
}

interface Job {
  readonly field: 'title' | 'author';
  readonly raw: string;
}

/** The library's time grows with the square of a value's length; longer ones are only stripped of commands. */
const MAX_LATEX = 10_000;
const MAX_REMEMBERED = 50_000;
const OPTIONS = { sentenceCase: false, english: false, caseProtection: false, unsupported: 'ignore', applyCrossRef: false } as const;

/** True where nothing in the text means anything to LaTeX but braces that only group. */
export function isPlainText(raw: string): boolean {
  return !/[\\$~^_%#&<>"`]|--|''|[!?]`|,,/.test(raw);
}

// The library reads `<` and `>` as T1 glyphs, `%` as a comment and `#` as a parameter; exports mean the characters.
const LITERAL: ReadonlyArray<readonly [RegExp, string, string]> = [
  [/(?<!\\)</g, '\ue0f0', '<'], [/(?<!\\)>/g, '\ue0f1', '>'], [/\\?%/g, '\ue0f2', '%'], [/\\?#/g, '\ue0f3', '#'],
];

const DOLLAR = /(?<!\\)\$/g;

function call(jobs: readonly Job[]): Entry[] {
  if (jobs.length === 0) return [];
  const source = jobs.map((job, index) => `@misc{${index}, ${job.field} = {${job.raw.length > MAX_LATEX ? 'x' : prepared(job.raw)}}}`).join('\n');
  try {
    return parse(source, OPTIONS).entries;
  } catch {
    // One value that throws must not cost the others their decoding.
    if (jobs.length === 1) return [];
    return jobs.flatMap((job, index) => call([job]).map((entry) => ({ ...entry, key: String(index) })));
  }
}

function prepared(raw: string): string {
  let text = rewrittenText(raw).replace(/\\(?:La)?TeX\b\s*(?:\{\})?/g, (m) => (m.includes('La') ? 'LaTeX' : 'TeX')).replaceAll('@', '\ue0f4');
  for (const [pattern, stand] of LITERAL) text = text.replace(pattern, stand);
  // One dollar alone is money, not mathematics.
  if ((text.match(DOLLAR)?.length ?? 0) % 2 === 1) text = text.replace(DOLLAR, '\ue0f5');
  return hasPairedBraces(text) ? text : stripped(text);
}

/** Whether the library's lexer takes the text as one value: braces pair (dollars do, once `prepared`). */
function hasPairedBraces(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '\\') {
      at += 1;
      if (at >= text.length) return false;
    } else if (c === '{') depth += 1;
    else if (c === '}') {
      depth -= 1;
      if (depth < 0) return false;
    }
  }
  return depth === 0;
}

function stripped(text: string): string {
  return text.replace(/\\,/g, ' ').replace(/\\[a-zA-Z]+\s*|[\\{}$]/g, '');
}

function restored(text: string): string {
  let plain = text.replaceAll('\ue0f4', '@').replaceAll('\ue0f5', '$');
  for (const [, stand, character] of LITERAL) plain = plain.replaceAll(stand, character);
  return plain;
}

const MARKUP = /<\/?(?:i|b|em|strong|sup|sub|sc|tt|code|br|p|li|ul|nc|ncx|blockquote|h[1-6]|scp|italic|bold)\s*\/?>|<(?:span|a)\b[^<>]*>|<\/(?:span|a)>/gi;

/** Composed (NFC) text without HTML markup and with single spaces; entities of XML exports are resolved. */
export function withoutMarkup(text: string): string {
  return foldSpace(composed(text).replace(MARKUP, '').replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ''));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text in NFC; a dotless i or j under an accent is the letter itself (`ı́` is how some programs write `í`). */
export function composed(text: string): string {
  const normal = text.normalize('NFC');
  return /[\u0131\u0237]\p{M}/u.test(normal) ? normal.replace(/\u0131\u0307?(?=\p{M})|\u0131\u0307/gu, 'i').replace(/\u0237(?=\p{M})/gu, 'j').normalize('NFC') : normal;
}

/** White space of any kind as single spaces, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function textOf(raw: string, entry: Entry | undefined): Decoded<string> {
  const title = entry?.fields['title'];
  if (typeof title === 'string') return { value: withoutMarkup(restored(title)), ok: hasPairedBraces(raw) };
  // An empty result is right for text that is only commands; anything else was not understood.
  return { value: withoutMarkup(stripped(rewrittenText(raw))), ok: entry !== undefined && raw.trim() === '' };
}

function namePart(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutMarkup(restored(text)) || undefined;
}

function nameOf(entry: Entry | undefined): Decoded<Creator | null> {
  const creator = entry?.fields.author?.[0];
  if (creator === undefined) return { value: null, ok: false };
  return {
    ok: true,
    value: { name: namePart(creator.name), lastName: namePart(creator.lastName), firstName: namePart(creator.firstName), prefix: namePart(creator.prefix), suffix: namePart(creator.suffix) },
  };
}
