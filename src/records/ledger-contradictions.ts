/** Statements that can't hold together. */
import type { LedgerEntry, MergeEntry, SplitEntry, SuppressEntry } from './ledger-entry.js';
import { foldedName, paperKeysOf, referenceKey } from './person-reference.js';

export interface Contradiction {
  /** The later of the two in the order given. */
  readonly entry: LedgerEntry;
  readonly other: LedgerEntry;
  /** What the two say, as a whole sentence without its full stop. */
  readonly reason: string;
}

/**
 * The first contradiction among entries, in their order; null where they can all hold: persons merged and told apart,
 * one mention in two groups, one name replaced by two, a name replaced by one that is itself suppressed. Names are
 * compared as written, so that what follows from the corpus alone (two names that one author bears) is found when it is
 * resolved. O(names · α).
 */
export function contradictionAmong(entries: readonly LedgerEntry[]): Contradiction | null {
  return mergedAndDistinct(entries) ?? splitTwice(entries) ?? replacedTwice(entries) ?? replacedBySuppressed(entries);
}

function mergedAndDistinct(entries: readonly LedgerEntry[]): Contradiction | null {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    return root;
  };
  const merges = entries.filter((entry): entry is MergeEntry => entry.op === 'merge');
  for (const { names } of merges) {
    const [first, ...others] = names.map(referenceKey);
    for (const other of others) if (find(other) !== find(first)) parent.set(find(other), find(first));
  }
  for (const entry of entries) {
    if (entry.op !== 'distinct') continue;
    const byRoot = new Map<string, string>();
    for (const name of entry.names) {
      const root = find(referenceKey(name));
      const same = byRoot.get(root);
      if (same === undefined) {
        byRoot.set(root, name);
        continue;
      }
      const merge = merges.findLast(({ names }) => names.some((each) => find(referenceKey(each)) === root));
      const [earlier, later] = inOrder(entries, merge ?? entry, entry);
      return { entry: later, other: earlier, reason: `${same} and ${name} are merged by one entry and different persons by another` };
    }
  }
  return null;
}

function splitTwice(entries: readonly LedgerEntry[]): Contradiction | null {
  const seen = new Map<string, { entry: SplitEntry; group: number }>();
  for (const entry of entries) {
    if (entry.op !== 'split') continue;
    for (const [group, papers] of entry.groups.entries()) {
      for (const paper of papers) {
        for (const name of entry.names) {
          const key = `${referenceKey(name)} @ ${paperKeysOf(paper)[0]}`;
          const known = seen.get(key);
          if (known !== undefined && (known.entry !== entry || known.group !== group)) {
            return { entry, other: known.entry, reason: `${name} on ${paper} is put into two groups` };
          }
          seen.set(key, { entry, group });
        }
      }
    }
  }
  return null;
}

function replacedTwice(entries: readonly LedgerEntry[]): Contradiction | null {
  const seen = new Map<string, LedgerEntry & { readonly op: 'suppress' }>();
  for (const entry of entries) {
    if (entry.op !== 'suppress') continue;
    const key = `${foldedName(entry.name)}|${entry.person === null ? '' : referenceKey(entry.person)}`;
    const known = seen.get(key);
    if (known !== undefined && known.replacement !== entry.replacement) {
      return { entry, other: known, reason: `one suppressed name is to be replaced by ${known.replacement ?? 'the best other name'} and by ${entry.replacement ?? 'the best other name'}` };
    }
    seen.set(key, entry);
  }
  return null;
}

/** Per suppression whose replacement another one suppresses, that other one. O(words of names). */
export function suppressedReplacements(entries: readonly LedgerEntry[]): Map<SuppressEntry, SuppressEntry> {
  const byWord = new Map<string, Array<{ entry: SuppressEntry; words: readonly string[] }>>();
  for (const entry of entries) {
    if (entry.op !== 'suppress') continue;
    const words = foldedName(entry.name).split(' ');
    const known = byWord.get(words[0]);
    if (known === undefined) byWord.set(words[0], [{ entry, words }]);
    else known.push({ entry, words });
  }
  const found = new Map<SuppressEntry, SuppressEntry>();
  for (const entry of entries) {
    if (entry.op !== 'suppress' || entry.replacement === null) continue;
    const shown = new Set(foldedName(entry.replacement).split(' '));
    for (const word of shown) {
      const other = byWord.get(word)?.find((each) => each.entry !== entry && mayBeOfOne(entry, each.entry) && each.words.every((one) => shown.has(one)));
      if (other !== undefined) found.set(entry, other.entry);
    }
  }
  return found;
}

/**
 * What is shown for a suppressed name must not be suppressed itself, of the same person or of everybody: chains are not
 * followed, since whoever undoes one link would change what another statement shows. A longer form of a suppressed name
 * is suppressed with it.
 */
function replacedBySuppressed(entries: readonly LedgerEntry[]): Contradiction | null {
  for (const [entry, suppressed] of suppressedReplacements(entries)) {
    const [other, later] = inOrder(entries, entry, suppressed);
    return { entry: later, other, reason: `${entry.replacement}, which is to be shown for ${entry.name}, is a suppressed name itself` };
  }
  return null;
}

function mayBeOfOne(a: SuppressEntry, b: SuppressEntry): boolean {
  return a.person === null || b.person === null || referenceKey(a.person) === referenceKey(b.person);
}

function inOrder(entries: readonly LedgerEntry[], a: LedgerEntry, b: LedgerEntry): [LedgerEntry, LedgerEntry] {
  return entries.indexOf(a) <= entries.indexOf(b) ? [a, b] : [b, a];
}
