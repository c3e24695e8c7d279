/**
 * Splits: which mention, on which paper, a curator told from the rest of its author. They are known before the first
 * paper is read, so that such a mention never hangs on the ids and the name that it has in common with the others.
 */
import { parsePersonId } from '../records/ids.js';
import type { SplitEntry, SuppressEntry } from '../records/ledger-entry.js';
import { parsePersonReference } from '../records/person-reference.js';
import type { Mention } from '../records/record.js';
import { nameKey, parseName } from './names.js';

/** The key of the paper that a reference means, as ResolvablePaper has it; undefined where the corpus has none such. */
export type PaperKeyOf = (reference: string) => string | undefined;

interface Wanted {
  readonly entry: SplitEntry;
  /** From 1. */
  readonly group: number;
  readonly paper: string;
  readonly nameKeys: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  found: number;
}

/** What became of a split's papers. */
export interface SplitOutcome {
  /** Papers that the corpus does not have, or on which nobody is written so. */
  readonly unmatched: readonly string[];
  /** Papers on which several mentions are meant: only the first was told apart. */
  readonly ambiguous: readonly string[];
}

const KEY = /^split:(.+)\.(\d+)$/;

export class SplitPlan {
  readonly #byPaper = new Map<string, Wanted[]>();
  readonly #ofEntry = new Map<string, Wanted[]>();
  readonly #unknownPapers = new Map<string, string[]>();

  /** @param suppressed who sees the name that stands for a suppressed one must be able to refer to its bearer */
  constructor(readonly entries: readonly SplitEntry[], paperKeyOf: PaperKeyOf, suppressed: readonly SuppressEntry[] = []) {
    const written = writtenNames(suppressed);
    for (const entry of entries) {
      const ids = entry.names.flatMap((name) => {
        const id = parsePersonId(name);
        return id === null ? [] : [`${id.scheme}:${id.value}`];
      });
      const names = entry.names.flatMap((name) => {
        const reference = parsePersonReference(name);
        if (reference.kind === 'ID') return [];
        const key = nameKey(parseName(reference.name));
        return [key, ...(written.get(key) ?? [])];
      });
      const unknown: string[] = [];
      const wanted = entry.groups.flatMap((papers, at) =>
        papers.flatMap((paper) => {
          const key = paperKeyOf(paper);
          if (key === undefined) {
            unknown.push(paper);
            return [];
          }
          const one: Wanted = { entry, group: at + 1, paper, nameKeys: new Set(names), ids: new Set(ids), found: 0 };
          const list = this.#byPaper.get(key);
          if (list === undefined) this.#byPaper.set(key, [one]);
          else list.push(one);
          return [one];
        }),
      );
      this.#ofEntry.set(entry.id, wanted);
      this.#unknownPapers.set(entry.id, unknown);
    }
  }

  /**
   * The identity key of the person to whom a curator gave this mention, or null where none did. Each split takes one
   * mention of a paper: where several fit, the first. Who refers to it may have read its parts, or the text alone.
   */
  take(paperKey: string, mentionKey: string, { externalIds, rawName, parts }: Mention): string | null {
    const wanted = this.#byPaper.get(paperKey);
    if (wanted === undefined) return null;
    for (const one of wanted) {
      const fits = one.nameKeys.has(mentionKey) || (parts !== null && one.nameKeys.has(nameKey(parseName(rawName)))) || Object.entries(externalIds).some(([scheme, value]) => one.ids.has(`${scheme}:${value}`));
      if (!fits) continue;
      one.found++;
      if (one.found === 1) return keyOfGroup(one.entry.id, one.group);
    }
    return null;
  }

  /** The entry that made an identity key; undefined for keys of other kinds. */
  entryOf(key: string): SplitEntry | undefined {
    const id = KEY.exec(key)?.[1];
    return id === undefined ? undefined : this.entries.find((entry) => entry.id === id);
  }

  /** Once all papers are read. */
  outcomeOf(entry: SplitEntry): SplitOutcome {
    const wanted = this.#ofEntry.get(entry.id) ?? [];
    const missed = wanted.filter(({ found }) => found === 0).map(({ paper }) => paper);
    return {
      unmatched: [...(this.#unknownPapers.get(entry.id) ?? []), ...missed],
      ambiguous: wanted.filter(({ found }) => found > 1).map(({ paper }) => paper),
    };
  }
}

/** The identity key of a split's n-th person (from 1). */
export function keyOfGroup(entryId: string, group: number): string {
  return `split:${entryId}.${group}`;
}

/** Per name key that is shown for suppressed names the keys under which the mentions are written. */
export function writtenNames(suppressed: readonly SuppressEntry[]): ReadonlyMap<string, readonly string[]> {
  const written = new Map<string, string[]>();
  for (const { name, replacement } of suppressed) {
    if (replacement === null) continue;
    const shown = nameKey(parseName(replacement));
    written.set(shown, [...(written.get(shown) ?? []), nameKey(parseName(name))]);
  }
  return written;
}
