/** Which author of a record a name elsewhere in it means: `D.G. Adler` beside an address is `Adler D.G.` of the author list. */
import { foldedWords } from '../../records/words.js';
import type { AuthorDraft } from './author-drafts.js';
import { bareInitialsParts, initialsLastParts, invertedParts } from './written-names.js';

interface Comparable {
  readonly family: string;
  /** Given names or initials, folded, in order; empty where none are known. */
  readonly given: readonly string[];
}

/** Given names as words: `JP`, written as one word of capitals, is two initials. */
function givenWords(text: string): string[] {
  return foldedWords(text.replace(/(?<!\p{L})\p{Lu}{2,4}(?!\p{L})/gu, (initials) => initials.split('').join(' ')));
}

function comparable(family: string, given: string): Comparable {
  return { family: foldedWords(family).join(' '), given: givenWords(given) };
}

/** Every way in which a name may be read. */
function readings(name: string): Comparable[] {
  const parts = invertedParts(name) ?? initialsLastParts(name) ?? bareInitialsParts(name);
  if (parts !== null) return [comparable([parts.particle, parts.family].filter((part) => part !== null).join(' '), parts.given ?? '')];
  const natural = /^(?=.+$)((?:\p{Lu}\p{M}*\.[ -]?)+)(.+)$/u.exec(name);
  if (natural !== null) return [comparable(natural[2], natural[1])];
  const words = name.split(/\s+/);
  return [comparable(words.at(-1) ?? '', words.slice(0, -1).join(' ')), comparable(name, '')];
}

/** Whether two lists of given names agree as far as both go; an initial agrees with each name that it begins. */
function givenAgree(a: readonly string[], b: readonly string[]): boolean {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (!a[at].startsWith(b[at]) && !b[at].startsWith(a[at])) return false;
  }
  return true;
}

/** Bearers of one family name that are compared; where more have it, initials can't tell them apart anyway, and only the whole name does. */
const MAX_BEARERS = 100;
/** Longest name that is looked up, in UTF-16 code units. */
const MAX_LENGTH = 300;

/** Looks names up among the authors of one record. Building is linear in the authors; a look-up compares 100 of them at most. */
export class NameMatcher {
  readonly #byFamily = new Map<string, { draft: AuthorDraft; given: readonly string[] }[]>();
  readonly #byName = new Map<string, AuthorDraft>();

  constructor(drafts: readonly AuthorDraft[]) {
    for (const draft of drafts) {
      const name = foldedWords(draft.rawName).join(' ');
      if (!this.#byName.has(name)) this.#byName.set(name, draft);
      if (draft.kind === 'GROUP') continue;
      for (const { family, given } of readings(draft.rawName)) {
        const known = this.#byFamily.get(family);
        if (known === undefined) this.#byFamily.set(family, [{ draft, given }]);
        else known.push({ draft, given });
      }
    }
  }

  /** The one author whom `name` can mean; null where nobody agrees with it, or several do. */
  find(name: string): AuthorDraft | null {
    if (name.length > MAX_LENGTH) return null;
    const exact = this.#byName.get(foldedWords(name).join(' '));
    if (exact !== undefined) return exact;
    for (const { family, given } of readings(name.trim())) {
      const bearers = this.#byFamily.get(family) ?? [];
      if (bearers.length > MAX_BEARERS) continue;
      const agreeing = new Set(bearers.filter((known) => givenAgree(known.given, given)).map(({ draft }) => draft));
      if (agreeing.size === 1) return [...agreeing][0] ?? null;
    }
    return null;
  }
}
