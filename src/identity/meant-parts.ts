/** Names whose text alone reads otherwise than their source's parts mean them: `Gabriel García Márquez`, family name García Márquez. */
import type { NameParts } from '../records/record.js';
import { nameKey, parseName, type ParsedName } from './names.js';

/** Whether two readings of one name agree on what is shown, looked up and sorted by. */
export function isReadAlike(a: ParsedName, b: ParsedName): boolean {
  return nameKey(a) === nameKey(b) && a.display === b.display && a.family.join(' ') === b.family.join(' ');
}

/** Names remembered before all are forgotten: some ten megabytes. */
const REMEMBERED = 50_000;

/** Tells which parts have to be kept beside a name. Remembers the latest names, so that what is asked often is parsed seldom. */
export class MeantParts {
  readonly #known = new Map<string, boolean>();

  /** The parts, where the text reads otherwise without them; null where it says the same. O(length). */
  of(raw: string, parts: NameParts | null): NameParts | null {
    if (parts === null) return null;
    const key = [raw, parts.given, parts.particle, parts.family, parts.suffix].join('\0');
    let isNeeded = this.#known.get(key);
    if (isNeeded === undefined) {
      isNeeded = !isReadAlike(parseName(raw), parseName(raw, parts));
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(key, isNeeded);
    }
    return isNeeded ? parts : null;
  }
}
