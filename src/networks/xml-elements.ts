/**
 * XML as a stream of elements: start tags with attributes, end tags with the element's own text. Nothing outside of the
 * file is ever fetched, and entities that a DTD declares are not expanded (an unknown entity is an error of its line).
 *
 * graphology-graphml and graphology-gexf were looked at first: both build a DOM of the whole text, throw at the first
 * parallel edge or make a multigraph, and need a graphology graph of the whole network. saxes reads in pieces.
 */
import { SaxesParser } from 'saxes';
import { MAX_STRETCH, networkError } from './network.js';
import type { NetworkText } from './network.js';

const MAX_DEPTH = 200;
/** How much is parsed between two looks at the bounds. */
const SLICE = 1 << 16;

export interface ElementHandler {
  /** `name` and `parents` (outermost first) without namespace prefixes. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number, parents: readonly string[]): void;
  /** `text` is all text directly within the element. */
  close(name: string, text: string, line: number, parents: readonly string[]): void;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Attributes without namespace prefixes; one without a prefix wins over one with. */
function withoutPrefixes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.keys(attributes);
  if (!names.some((name) => name.includes(':'))) return attributes;
  return Object.fromEntries(names.toSorted((a, b) => Number(b.includes(':')) - Number(a.includes(':'))).map((name) => [localName(name), attributes[name]]));
}

/**
 * Reads a file's elements in order.
 * @throws RangeError naming file and line where the text is not well-formed, cut off, nested or stretched beyond bounds
 */
export async function readElements(text: NetworkText, handler: ElementHandler): Promise<void> {
  const { file } = text;
  const parser = new SaxesParser({ xmlns: false, position: true });
  const names: string[] = [];
  const texts: string[] = [];
  let fedSinceTag = 0;
  let sawRoot = false;
  parser.on('error', (error) => {
    const what = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    const isCut = /^(?:unexpected end|unclosed tag|document must contain a root element)/.test(what);
    throw networkError(file, parser.line, isCut ? `the file is cut off (${what})` : `the file is not well-formed XML (${what})`);
  });
  parser.on('opentag', (tag) => {
    fedSinceTag = 0;
    sawRoot = true;
    if (names.length >= MAX_DEPTH) throw networkError(file, parser.line, `elements are nested deeper than ${MAX_DEPTH}`);
    const name = localName(tag.name);
    handler.open(name, withoutPrefixes(tag.attributes), parser.line, names);
    names.push(name);
    texts.push('');
  });
  parser.on('closetag', () => {
    fedSinceTag = 0;
    const name = names.pop() ?? '';
    handler.close(name, texts.pop() ?? '', parser.line, names);
  });
  const takeText = (more: string): void => {
    const last = texts.length - 1;
    if (last >= 0 && texts[last].length < MAX_STRETCH) texts[last] += more;
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  for await (const piece of text.pieces({ xml: true })) {
    for (let at = 0; at < piece.length; at += SLICE) {
      const slice = piece.slice(at, at + SLICE);
      fedSinceTag += slice.length;
      parser.write(slice);
      if (fedSinceTag > MAX_STRETCH) throw networkError(file, parser.line, `more than ${MAX_STRETCH} characters without a tag`);
    }
  }
  if (!sawRoot) throw networkError(file, null, 'the file holds no XML element');
  if (names.length > 0) throw networkError(file, parser.line, `the file is cut off inside of <${names[names.length - 1]}>`);
  parser.close();
}
