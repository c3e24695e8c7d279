/** Text of titles, names and abstracts that services deliver with markup in it: JATS, HTML, MathML, entities, doubly escaped or not. */
import { HTML_ENTITIES } from './xml-entities.js';

/** A tag: letters, then attributes with quoted values only, so that "p<0.05 and n>3" is none. */
const TAG = /<(\/?)([A-Za-z][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>/g;
/** Elements that end a word or line; others stand within words (`CO<sub>2</sub>`). */
const BLOCKS = new Set(['p', 'title', 'sec', 'list', 'list-item', 'def-list', 'def-item', 'def', 'disp-formula', 'disp-quote', 'br', 'break', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'abstract', 'label', 'tr', 'td', 'table']);
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,8}));/gi;
const COMMENT_START = '<!--';
/** Titles that only say that what follows is the abstract. */
const ABSTRACT_TITLE = /^\s*<(?:[a-z]+:)?title>\s*(?:abstract|summary|zusammenfassung|résumé|resumen|resumo)\s*(?:[.:]\s*)?<\/(?:[a-z]+:)?title>/i;

/** Plain text: tags taken out, entities decoded, also where they were escaped twice. White space is left for folding. Linear. */
export function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  const decoded = withEntities(withoutTags(text));
  // `&lt;i&gt;` is markup that was escaped once too often.
  return /<[a-z/]|&[#a-z]/i.test(decoded) ? withEntities(withoutTags(decoded)) : decoded;
}

/** The same for an abstract: its own heading ("Abstract") goes too. */
export function abstractText(text: string): string {
  return withoutMarkup(text.replace(ABSTRACT_TITLE, ''));
}

function withoutTags(text: string): string {
  if (!text.includes('<')) return text;
  // TeX stands beside MathML as an alternative to it; its preamble is no text.
  const plain = withoutElements(withoutElements(withoutSpans(text, COMMENT_START, '-->'), 'jats:tex-math'), 'tex-math');
  return plain.replace(TAG, (_, __, name: string) => (BLOCKS.has(name.toLowerCase().replace(/^[a-z]+:/, '')) ? ' ' : ''));
}

function withoutElements(text: string, name: string): string {
  return withoutSpans(text, `<${name}`, `</${name}>`);
}

/** Takes out what stands from `start` to `end`; a start without an end stays. */
function withoutSpans(text: string, start: string, end: string): string {
  if (!text.includes(start)) return text;
  let kept = '';
  let from = 0;
  for (let opened = text.indexOf(start); opened >= 0; opened = text.indexOf(start, from)) {
    const closed = text.indexOf(end, opened);
    if (closed < 0) break;
    kept += text.slice(from, opened);
    from = closed + end.length;
  }
  return kept + text.slice(from);
}

function withEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (written, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return XML_ENTITIES[name.toLowerCase()] ?? HTML_ENTITIES.get(name) ?? written;
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
  });
}

const XML_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
