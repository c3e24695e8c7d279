/** Every spelling met, parsed once, and the name key it belongs to. */
import type { Mention, NameParts } from '../records/record.js';
import { isReadAlike } from './meant-parts.js';
import { isInitialsOnly, isNobody, nameKey, parseName, type ParsedName } from './names.js';

/** Spellings (name as written, with its parts) and name keys as numbers. */
export class NameIndex {
  /** The name as written, per spelling. */
  readonly rawNames: string[] = [];
  /** Name per spelling. */
  readonly #nameOfSpelling: number[] = [];
  readonly #spellings = new Map<string, number>();
  readonly #names = new Map<string, number>();
  /** The key per name. */
  readonly keys: string[] = [];
  /** Per name: whether its given names are initials in the spelling met first; every spelling of a key agrees. */
  readonly initialsOnly: boolean[] = [];
  readonly nobody: boolean[] = [];
  /** Per spelling whose text alone reads as another name (小明 王, JOHN Smith), or falls apart otherwise, the parts that say how it is meant. */
  readonly #meantParts = new Map<number, NameParts>();
  /** Per key of such a text the keys that are meant by it. */
  readonly #meantKeys = new Map<string, Set<string>>();
  /** Keys that occur with homonym numbers, without them. */
  readonly #numbered = new Set<string>();

  /** @param onSpelling told of every new spelling, parsed, with its name key */
  constructor(readonly onSpelling: ((parsed: ParsedName, key: string) => void) | null = null) {}

  get spellingCount(): number {
    return this.rawNames.length;
  }

  get nameCount(): number {
    return this.keys.length;
  }

  spellingOf(mention: Mention): number {
    const cacheKey = mention.parts === null ? mention.rawName : `${mention.rawName}\u0000${partsText(mention.parts)}`;
    let spelling = this.#spellings.get(cacheKey);
    if (spelling === undefined) {
      spelling = this.rawNames.length;
      this.#spellings.set(cacheKey, spelling);
      this.rawNames.push(mention.rawName);
      this.#nameOfSpelling.push(this.#nameFor(mention.rawName, mention.parts, spelling));
    }
    return spelling;
  }

  nameOfSpelling(spelling: number): number {
    return this.#nameOfSpelling[spelling];
  }

  /** The parts by which a spelling is to be read; null where its text says the same. */
  meantPartsOf(spelling: number): NameParts | null {
    return this.#meantParts.get(spelling) ?? null;
  }

  /** The keys of names that are somewhere written so that their text alone has this key: [] for most. */
  keysWrittenAs(textKey: string): readonly string[] {
    return [...(this.#meantKeys.get(textKey) ?? [])];
  }

  find(key: string): number | undefined {
    return this.#names.get(key);
  }

  /** True for a name without a homonym number that also occurs with one: it is known to be several persons'. */
  hasNumberedNamesakes(name: number): boolean {
    return this.#numbered.has(this.keys[name]);
  }

  #nameFor(raw: string, parts: NameParts | null, spelling: number): number {
    const parsed = parseName(raw, parts);
    const key = nameKey(parsed);
    if (parts !== null) this.#compareWithText(spelling, parts, parsed, key);
    this.onSpelling?.(parsed, key);
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.keys.length;
      this.#names.set(key, name);
      this.keys.push(key);
      this.initialsOnly.push(isInitialsOnly(parsed));
      this.nobody.push(isNobody(key));
      if (parsed.homonym !== null) this.#numbered.add(key.slice(0, -` #${parsed.homonym}`.length));
    }
    return name;
  }

  #compareWithText(spelling: number, parts: NameParts, parsed: ParsedName, key: string): void {
    const byText = parseName(this.rawNames[spelling]);
    if (isReadAlike(byText, parsed)) return;
    this.#meantParts.set(spelling, parts);
    const textKey = nameKey(byText);
    if (textKey === key) return;
    const keys = this.#meantKeys.get(textKey);
    if (keys === undefined) this.#meantKeys.set(textKey, new Set([key]));
    else keys.add(key);
  }
}

function partsText(parts: NameParts): string {
  return [parts.given, parts.particle, parts.family, parts.suffix].map((part) => part ?? '').join('\u0000');
}
