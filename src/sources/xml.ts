/**
 * Streaming reader of XML files that hold one record per element. Syntax only: it hands out small trees (see
 * xml-element.ts) and knows no vocabulary. No DTD and no external entity is ever fetched; see xml-doctype.ts for what a
 * document may declare itself. Memory: one record and one chunk of the file.
 */
import { SaxesParser } from 'saxes';
import type { ImportProblem } from '../records/record.js';
import { withoutControls } from './decode.js';
import { importProblem } from './problems.js';
import type { ProblemFacts } from './problems.js';
import type { SourceInput } from './source.js';
import { decodeXml } from './xml-decoding.js';
import { localAttributes, localName } from './xml-element.js';
import type { XmlElement } from './xml-element.js';
import { XmlReferences } from './xml-references.js';

export type XmlItem =
  /** The start tag of an element that is no record: what surrounds records. */
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly line: number }
  | { readonly kind: 'record'; readonly element: XmlElement }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

export interface XmlVocabulary {
  /** Names of the elements that are handed out whole. */
  readonly records: ReadonlySet<string>;
  /** Key of a record, for problems of its text. */
  keyOf(element: XmlElement): string | null;
  /** Elements within records that are passed over with all they hold and never kept in memory (an article's body). */
  readonly skipped?: ReadonlySet<string>;
  /** True where names are to be read without their prefix, whatever it is (`atom:entry`, `entry`); `xmlns` attributes are then left out. */
  readonly isPrefixed?: true;
}

/** Kinds of the last problem of a file that could not be read to its end. */
export const XML_ENDINGS: ReadonlySet<string> = new Set(['MALFORMED', 'TRUNCATED', 'REFUSED', 'EMPTY', 'UNSUPPORTED_ENCODING']);

/** Deepest nesting of elements. */
export const MAX_XML_DEPTH = 100;
/** Longest text of one record, and longest stretch without a tag, in UTF-16 code units. */
export const MAX_XML_RECORD_LENGTH = 16 << 20;
/** Longest prolog before the root element. */
const MAX_PROLOG_LENGTH = 1 << 20;
/** How much text is parsed between two checks of the bounds. */
const SLICE_LENGTH = 1 << 16;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
  readonly line: number;
}

/**
 * Reads `input` in batches, one per chunk of bytes. Never throws for content: text that is not well-formed yields a last
 * problem (MALFORMED, TRUNCATED, REFUSED, EMPTY, UNSUPPORTED_ENCODING) with its line, and everything complete before it
 * is kept. Unknown entities stay as written (`&name;`), each reported once per record.
 */
export async function* readXml(input: SourceInput, vocabulary: XmlVocabulary): AsyncGenerator<readonly XmlItem[]> {
  const reader = new XmlReader(input.file, vocabulary);
  for await (const piece of decodeXml(input.bytes)) {
    if (piece.kind === 'text') reader.write(piece.text);
    else if (piece.kind === 'invalid') reader.invalidByte(piece.byte, piece.value);
    else reader.unsupported(piece.encoding);
    if (reader.items.length > 0) yield reader.take();
    if (reader.ended) return;
  }
  reader.close();
  if (reader.items.length > 0) yield reader.take();
}

class XmlReader {
  items: XmlItem[] = [];
  ended = false;

  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  /** Open elements of the record being read, outermost first; empty between records. */
  readonly #open: OpenElement[] = [];
  #depth = 0;
  #startLine = 1;
  #sawRoot = false;
  #sawText = false;
  /** Characters given to the parser, and how many there were at the last tag. */
  #fed = 0;
  #fedAtTag = 0;
  #recordLength = 0;
  /** Open elements that are passed over, and the characters given to the parser at the last tag within them. */
  #skipDepth = 0;
  #skippedTo = 0;
  readonly #references: XmlReferences;
  /** Problems of the record being read, which wait for its key. */
  #pending: ProblemFacts[] = [];
  #badCharacter = false;
  /** A record whose end tag was just read, not handed out before it is known that the tag was its own. */
  #completed: XmlElement | null = null;

  constructor(readonly file: string, readonly vocabulary: XmlVocabulary) {
    const parser = this.#parser;
    this.#references = new XmlReferences({
      problem: (facts) => {
        if (!this.ended) this.#problem({ ...facts, file, line: facts.line ?? parser.line });
      },
      expanded: (length) => {
        this.#grow(length);
        return !this.ended;
      },
      refused: (what, line) => this.#end('REFUSED', what, line),
    });
    parser.ENTITIES = this.#references.lookup();
    parser.on('error', (error) => this.#syntaxError(error.message));
    parser.on('doctype', (text) => {
      if (!this.ended) this.#references.declare(text, parser.line);
    });
    parser.on('opentagstart', () => {
      this.#startLine = parser.line;
    });
    parser.on('opentag', vocabulary.isPrefixed === true
      ? (tag) => this.#openTag(localName(tag.name), localAttributes(tag.attributes))
      : (tag) => this.#openTag(tag.name, tag.attributes));
    parser.on('closetag', () => this.#closeTag());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
  }

  take(): readonly XmlItem[] {
    const taken = this.items;
    this.items = [];
    return taken;
  }

  write(text: string): void {
    for (let at = 0; at < text.length && !this.ended; at += SLICE_LENGTH) {
      const slice = text.length <= SLICE_LENGTH ? text : text.slice(at, at + SLICE_LENGTH);
      if (!this.#sawText && slice.trim() !== '') this.#sawText = true;
      this.#fed += slice.length;
      this.#parse(() => this.#parser.write(slice));
      const stretch = this.#fed - this.#fedAtTag;
      const limit = this.#sawRoot ? MAX_XML_RECORD_LENGTH : MAX_PROLOG_LENGTH;
      if (stretch > limit + SLICE_LENGTH) this.#end('REFUSED', `More than ${limit} characters without a tag`);
    }
  }

  invalidByte(byte: number, value: number): void {
    this.#problem({
      file: this.file, byte, line: this.#parser.line, kind: 'INVALID_UTF8', value: `0x${value.toString(16)}`,
      reason: `Byte ${byte} is not valid UTF-8; it and others like it near by were read as the replacement character U+FFFD: save the file as UTF-8 or declare its encoding.`,
    });
  }

  unsupported(encoding: string): void {
    this.#end('UNSUPPORTED_ENCODING', `The file declares the encoding ${encoding}, which can't be read here (UTF-8, UTF-16, ISO-8859-1, windows-1252 and US-ASCII can)`);
  }

  /** The bytes are at their end: whatever is still open was cut off. */
  close(): void {
    if (this.ended) return;
    if (!this.#sawText) this.#end('EMPTY', 'The file holds no XML element');
    else if (this.#depth > 0) this.#end('TRUNCATED', 'The file ends inside of an element that is not closed');
    else this.#parse(() => this.#parser.close());
  }

  #parse(step: () => unknown): void {
    try {
      step();
    } catch (error) {
      this.#end('MALFORMED', `Not well-formed XML (${error instanceof Error ? error.message : String(error)})`);
    }
    if (!this.ended) this.#handOut();
  }

  #problem(facts: ProblemFacts): void {
    if (this.#open.length > 0) this.#pending.push(facts);
    else this.items.push({ kind: 'problem', problem: importProblem(facts) });
  }

  /** Stops reading with a last problem. The record being read is left out: nothing of it is known to be whole. */
  #end(kind: string, what: string, line = this.#parser.line): void {
    if (this.ended) return;
    this.ended = true;
    const outermost = this.#open[0] ?? this.#completed ?? undefined;
    const key = outermost === undefined ? null : this.vocabulary.keyOf(outermost);
    const within = outermost === undefined ? '' : ` in the ${outermost.name} that begins in line ${outermost.line}`;
    this.#release(key);
    this.items.push({
      kind: 'problem',
      problem: importProblem({
        file: this.file, line, kind, record: key, recordDropped: outermost !== undefined,
        reason: `${what}${within}; what was complete before it is kept, nothing after it was read.`,
      }),
    });
  }

  #syntaxError(message: string): void {
    if (this.ended) return;
    const what = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    if (what === 'disallowed character' && this.#depth > 0) {
      if (!this.#badCharacter) {
        this.#problem({ file: this.file, line: this.#parser.line, kind: 'CONTROL_CHARACTERS', reason: 'A control character that XML does not allow was taken out of the text.' });
      }
      this.#badCharacter = true;
    } else if (/^(?:unexpected end|unclosed tag|document must contain a root element)/.test(what)) {
      this.#end('TRUNCATED', `The file ends too early (${what})`);
    } else {
      // The parser closes what is open before it says that the end tag was another element's.
      if (what !== 'unexpected close tag') this.#handOut();
      this.#end('MALFORMED', `Not well-formed XML (${what})`);
    }
  }

  #grow(length: number): void {
    this.#recordLength += length;
    if (this.#recordLength > MAX_XML_RECORD_LENGTH) this.#end('REFUSED', `More than ${MAX_XML_RECORD_LENGTH} characters of text`);
  }

  #openTag(name: string, attributes: Record<string, string>): void {
    if (this.ended) return;
    this.#handOut();
    this.#sawRoot = true;
    this.#depth += 1;
    if (this.#depth > MAX_XML_DEPTH) {
      this.#end('REFUSED', `Elements are nested deeper than ${MAX_XML_DEPTH}`);
      return;
    }
    if (this.#open.length === 0) {
      this.#fedAtTag = this.#fed;
      this.#recordLength = 0;
      if (!this.vocabulary.records.has(name)) {
        this.items.push({ kind: 'open', name, attributes, line: this.#startLine });
        return;
      }
      this.#references.forgetUnknown();
      this.#badCharacter = false;
    } else if (this.#skipDepth > 0 || this.vocabulary.skipped?.has(name) === true) {
      if (this.#skipDepth > 0) this.#passOver();
      this.#skipDepth += 1;
      this.#skippedTo = this.#fed;
      return;
    }
    this.#open.push({ name, attributes, children: [], line: this.#startLine });
  }

  #closeTag(): void {
    if (this.ended) return;
    this.#handOut();
    this.#depth -= 1;
    if (this.#skipDepth > 0) {
      this.#passOver();
      this.#skipDepth -= 1;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) return;
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      parent.children.push(element);
      return;
    }
    this.#fedAtTag = this.#fed;
    this.#completed = element;
  }

  /** What was read since the last tag within a skipped element does not count as the record's. */
  #passOver(): void {
    this.#fedAtTag += this.#fed - this.#skippedTo;
    this.#skippedTo = this.#fed;
  }

  #handOut(): void {
    const element = this.#completed;
    if (element === null) return;
    this.#completed = null;
    this.#release(this.vocabulary.keyOf(element));
    this.items.push({ kind: 'record', element });
  }

  #release(record: string | null): void {
    if (this.#pending.length === 0) return;
    for (const facts of this.#pending) this.items.push({ kind: 'problem', problem: importProblem({ ...facts, record }) });
    this.#pending = [];
  }

  #text(text: string): void {
    if (this.ended) return;
    this.#handOut();
    const parent = this.#open.at(-1);
    if (parent === undefined || this.#skipDepth > 0) return;
    this.#grow(text.length);
    // White space between the fields of a record is layout.
    if (this.#open.length > 1 || text.trim() !== '') parent.children.push(this.#badCharacter ? withoutControls(text).text : text);
  }
}
