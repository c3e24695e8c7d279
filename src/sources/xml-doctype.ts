/**
 * The internal subset of a document type declaration, read for its entity declarations and nothing else. Short plain text
 * is accepted; anything that could expand (entities made of entities) is refused; nothing external is ever opened.
 */

/** Longest replacement text of a declared entity, in UTF-16 code units. */
export const MAX_ENTITY_LENGTH = 1_000;
/** Most entities that one document may declare. */
const MAX_DECLARED = 2_000;

export interface DoctypeEntities {
  /** Entities that may be expanded, with their final text. */
  readonly declared: ReadonlyMap<string, string>;
  /** Entities that point outside of the document, with the line offset of their declaration: left unresolved. */
  readonly external: readonly { readonly name: string; readonly lineOffset: number }[];
  /** The first declaration that must not be accepted; null where all may. */
  readonly refused: { readonly name: string; readonly lineOffset: number; readonly why: string } | null;
}

/** XML's own entities: a document may declare them again but not change them. */
const PREDEFINED = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

const DECLARATION = /<!ENTITY\s+(%\s+)?([^\s"'<>%&;]+)\s+(?:(SYSTEM|PUBLIC)\b|"([^"]*)"|'([^']*)')/y;

/**
 * Reads the text between `<!DOCTYPE` and its closing `>`. `lineOffset`s count line feeds from the text's start.
 * Parameter entities (`%name;`) are never expanded and ignored. Cost: linear in the text.
 */
export function doctypeEntities(doctype: string): DoctypeEntities {
  const declared = new Map<string, string>();
  const external: { name: string; lineOffset: number }[] = [];
  const lines = new LineCounter(doctype);
  for (let at = doctype.indexOf('<'); at >= 0; at = doctype.indexOf('<', at)) {
    if (doctype.startsWith('<!--', at) || doctype.startsWith('<?', at)) {
      const end = doctype.indexOf(doctype[at + 1] === '?' ? '?>' : '-->', at + 2);
      if (end < 0) break;
      at = end;
      continue;
    }
    DECLARATION.lastIndex = at;
    const found = DECLARATION.exec(doctype);
    if (found === null) {
      at += 1;
      continue;
    }
    const [whole, parameter, name, outside, doubleQuoted, singleQuoted] = found;
    const lineOffset = lines.offsetAt(at);
    at += whole.length;
    if (parameter !== undefined || PREDEFINED.has(name)) continue;
    if (outside !== undefined) {
      external.push({ name, lineOffset });
      continue;
    }
    const text = (doubleQuoted ?? singleQuoted).replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, characterOf);
    const why = refusal(text, declared.size);
    if (why !== null) return { declared, external, refused: { name, lineOffset, why } };
    // XML binds the first declaration of a name.
    if (!declared.has(name)) declared.set(name, text);
  }
  return { declared, external, refused: null };
}

function refusal(text: string, count: number): string | null {
  if (count >= MAX_DECLARED) return `more than ${MAX_DECLARED} entities are declared`;
  if (text.length > MAX_ENTITY_LENGTH) return `its text is longer than ${MAX_ENTITY_LENGTH} characters`;
  return /[&%<]/.test(text) ? 'its text contains markup or other entities' : null;
}

function characterOf(reference: string, hex: string | undefined, decimal: string | undefined): string {
  const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference;
}

/** Counts line feeds up to ever larger indices, each only once. */
class LineCounter {
  #at = 0;
  #lines = 0;
  constructor(readonly text: string) {}
  offsetAt(index: number): number {
    for (let next = this.text.indexOf('\n', this.#at); next >= 0 && next < index; next = this.text.indexOf('\n', this.#at)) {
      this.#lines += 1;
      this.#at = next + 1;
    }
    return this.#lines;
  }
}
