/**
 * What papers and mentions would be called by some of their records alone: once the records of a paper meet, its key may
 * be another, and a name that one of them wrote otherwise is no longer a mention's name. Few have any.
 */
import type { ResolvablePaper } from './author.js';
import { nameKey, parseName } from './names.js';

export class FormerKeys {
  readonly #papers = new Map<number, { readonly keys: readonly string[]; readonly isMerged: boolean }>();
  readonly #names = new Map<number, readonly string[]>();
  /** Per name key the earliest mention of a person that some record wrote so. */
  readonly #firstOfName = new Map<string, number>();

  /** Notes a paper by its number, and that of its first mention. O(its mentions). */
  add({ mentions, formerKeys = [], isMerged = false }: ResolvablePaper, paper: number, firstMention: number): void {
    if (formerKeys.length > 0) this.#papers.set(paper, { keys: formerKeys, isMerged });
    for (const [at, { kind, alsoWritten = [] }] of mentions.entries()) {
      if (kind === 'GROUP' || alsoWritten.length === 0) continue;
      const names = [...new Set(alsoWritten.map((name) => nameKey(parseName(name))))];
      this.#names.set(firstMention + at, names);
      for (const name of names) if (!this.#firstOfName.has(name)) this.#firstOfName.set(name, firstMention + at);
    }
  }

  /**
   * Former keys of a paper: those of records that were merged; of a single record only where `all` are wanted, since it
   * has had another key only if an earlier version of it lacked an id.
   */
  ofPaper(paper: number, all: boolean): readonly string[] {
    const found = this.#papers.get(paper);
    return found === undefined || !(all || found.isMerged) ? [] : found.keys;
  }

  /** Keys of a mention's name in other records of its paper. */
  namesOf(mention: number): readonly string[] {
    return this.#names.get(mention) ?? [];
  }

  /** The names that only other records wrote, each with the earliest mention that they meant. */
  names(): Iterable<[string, number]> {
    return this.#firstOfName;
  }
}
