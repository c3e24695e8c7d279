/** A small tree of one XML element, as mappings read it. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** 1-based line of the start tag. */
  readonly line: number;
}

/** Child elements called `name`, in order. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) found.push(child);
  return found;
}

/** The first child element called `name`, or null. */
export function childNamed(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child;
  return null;
}

/** All text of an element with its markup taken away, white space as written; '' for null. Depth is bounded by the reader. */
export function textOf(element: XmlElement | null): string {
  if (element === null) return '';
  const only = element.children[0];
  if (element.children.length === 1 && typeof only === 'string') return only;
  let text = '';
  for (const child of element.children) text += typeof child === 'string' ? child : textOf(child);
  return text;
}

/** The first element found by going down from child to child by these names, or null. */
export function descend(element: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  let at = element;
  for (const name of names) at = at === null ? null : childNamed(at, name);
  return at;
}

/** Child elements, in order. */
export function childElements(element: XmlElement | null): XmlElement[] {
  return element === null ? [] : element.children.filter((child) => typeof child !== 'string');
}

/** All elements called `name` below `element`, in document order, not looking into those found. */
export function elementsWithin(element: XmlElement | null, name: string): XmlElement[] {
  return childElements(element).flatMap((child) => (child.name === name ? [child] : elementsWithin(child, name)));
}

export interface TextRules {
  /** Elements that are left out with all they hold. */
  readonly without?: ReadonlySet<string>;
  /** Elements that stand apart: a space goes before and after them. */
  readonly blocks?: ReadonlySet<string>;
}

/** The text of an element as a reader sees it, markup taken away; '' for null. White space as written. */
export function readableText(element: XmlElement | null, rules: TextRules): string {
  if (element === null) return '';
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') text += child;
    else if (rules.without?.has(child.name) !== true) {
      const inner = readableText(child, rules);
      text += rules.blocks?.has(child.name) === true ? ` ${inner} ` : inner;
    }
  }
  return text;
}

/** A name without its prefix: `entry` of `atom:entry`. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** Attributes by their local names, `xmlns` left out; an attribute without a prefix wins over one of the same name with one. */
export function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const plain = localName(name);
    if (plain === name || !Object.hasOwn(local, plain)) local[plain] = value;
  }
  return local;
}

/** Attributes of the root element of a file that begins with `head`, or null where no XML root is found in it. */
export function xmlRoot(head: string): { readonly name: string; readonly attributes: string } | null {
  // UTF-16 read as if it were UTF-8 has NULs between its letters; a byte order mark may have become anything.
  const text = head.replaceAll('\0', '').replace(/^[\uFEFF\uFFFD\s]+/, '');
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      if (text[at].trim() !== '') return null;
      at += 1;
      continue;
    }
    const end = prologEnd(text, at);
    if (end === null) {
      const root = /^<([A-Za-z_][\w.:-]*)((?:\s[^<>]*)?)(?:>|$)/.exec(text.slice(at, at + 4096));
      return root === null ? null : { name: root[1], attributes: root[2] };
    }
    if (end < 0) return null;
    at = end;
  }
  return null;
}

/** Where the prolog item (comment, instruction, DOCTYPE) at `at` ends; -1 where it does not, null where it is none. */
function prologEnd(text: string, at: number): number | null {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return after(text, '?>', at + 2);
  if (!text.startsWith('<!DOCTYPE', at)) return null;
  const close = text.indexOf('>', at);
  const subset = text.indexOf('[', at);
  if (subset < 0 || (close >= 0 && close < subset)) return close < 0 ? -1 : close + 1;
  const end = /\]\s*>/g;
  end.lastIndex = subset;
  return end.exec(text) === null ? -1 : end.lastIndex;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}
