/**
 * The curator's statements, in the order in which they are applied: splits while papers are read; what is distinct
 * before anything is joined; merges by date, then id, after ids and person records and before all weaker evidence;
 * suppressed names last, since they change nothing but what is shown. Earlier steps bind later ones: a merge does not
 * undo a split or join what is distinct. What an entry asks for in vain is told.
 */
import type { DistinctEntry, LedgerEntry, MergeEntry, SplitEntry } from '../records/ledger-entry.js';
import { parsePersonReference } from '../records/person-reference.js';
import type { Joins } from './joins.js';
import { keyOfGroup, type SplitPlan } from './ledger-splits.js';
import type { IdentityNodes } from './nodes.js';
import type { PersonFinder } from './person-finder.js';

export interface AppliedEntry {
  readonly entry: LedgerEntry;
  /** Nodes of the authors that the entry speaks of. */
  readonly nodes: readonly number[];
  readonly unmatched: readonly string[];
  readonly ambiguous: readonly string[];
  readonly refused: number;
  /** Why what was refused was, a clause each; absent where nothing was. */
  readonly refusals?: readonly string[];
  /** What the entry asks for against other evidence or entries, a sentence each. */
  readonly conflicts: readonly string[];
}

/** Entries of one kind, by date, then id. */
export function entriesOf<O extends LedgerEntry['op']>(entries: readonly LedgerEntry[], op: O): Array<LedgerEntry & { readonly op: O }> {
  return entries
    .filter((entry): entry is LedgerEntry & { readonly op: O } => entry.op === op)
    .toSorted((a, b) => (`${a.when}|${a.id}` < `${b.when}|${b.id}` ? -1 : 1));
}

/**
 * Keeps apart what splits and distinct entries tell apart. Called before ids are joined, and again once it is known who
 * bears which name; each call adds what it can find.
 */
export function applySeparations(splits: SplitPlan, distinct: readonly DistinctEntry[], nodes: IdentityNodes, finder: PersonFinder, joins: Joins): AppliedEntry[] {
  return [...splits.entries.map((entry) => separateSplit(splits, entry, nodes, finder, joins)), ...distinct.map((entry) => separateDistinct(entry, finder, joins))];
}

function separateSplit(splits: SplitPlan, entry: SplitEntry, nodes: IdentityNodes, finder: PersonFinder, joins: Joins): AppliedEntry {
  const groups = entry.groups.flatMap((_, at) => nodes.findApart(keyOfGroup(entry.id, at + 1)) ?? []);
  const rest = new Set(entry.names.flatMap((name) => finder.nodesMeant(name).found));
  for (const group of groups) rest.delete(group);
  joins.keepApart({ ledgerEntryId: entry.id, reason: told(entry), sides: [[...rest], ...groups.map((group) => [group])] });
  return { entry, nodes: [...groups, ...rest], ...splits.outcomeOf(entry), refused: 0, conflicts: [] };
}

function separateDistinct(entry: DistinctEntry, finder: PersonFinder, joins: Joins): AppliedEntry {
  const meant = entry.names.map((name) => ({ name, isName: parsePersonReference(name).kind === 'NAME', ...finder.nodesMeant(name) }));
  const conflicts: string[] = [];
  const own = meant.map(({ found, isName }, at) => {
    if (!isName) return [...found];
    // "Ann Lee" beside an id means the mentions that have no id, even if the id's author is the only Ann Lee.
    const others = new Set(meant.flatMap((other, place) => (place === at || other.isName ? [] : other.found.map((node) => joins.find(node)))));
    return found.filter((node) => !others.has(joins.find(node)));
  });
  const together = joins.keepApart({ ledgerEntryId: entry.id, reason: told(entry), sides: own });
  for (const at of together) conflicts.push(`${meant[at].name} is one author with another of these by what stands with their mentions; split the author instead`);
  return {
    entry,
    nodes: own.flat(),
    unmatched: meant.filter(({ several }, at) => own[at].length === 0 && !several).map(({ name }) => name),
    ambiguous: meant.filter(({ several }) => several).map(({ name }) => name),
    refused: conflicts.length,
    conflicts,
  };
}

/** Joins what merges say. */
export function applyMerges(merges: readonly MergeEntry[], finder: PersonFinder, joins: Joins): AppliedEntry[] {
  return merges.map((entry) => {
    const unmatched: string[] = [];
    const ambiguous: string[] = [];
    const targets: number[] = [];
    for (const name of entry.names) {
      const { found, several } = finder.nodesMeant(name);
      if (several) ambiguous.push(name);
      else if (found.length === 0) unmatched.push(name);
      targets.push(...found);
    }
    const [first, ...others] = targets;
    const conflicts = new Set<string>();
    const refusals = new Set<string>();
    let refused = 0;
    for (const node of others) {
      const mentions = joins.mentionsOf(node);
      if (joins.attempt({ a: first, b: node, kind: 'LEDGER', detail: told(entry), ledgerEntryId: entry.id, mentions })) continue;
      refused++;
      const { refusedBy: by = null, reason } = joins.refused.at(-1) ?? {};
      if (reason !== undefined) refusals.add(reason);
      if (by !== null) conflicts.add(`the entry ${by} says that they are different persons; undo one of the two`);
    }
    return { entry, nodes: targets, unmatched, ambiguous, refused, ...(refusals.size === 0 ? {} : { refusals: [...refusals] }), conflicts: [...conflicts] };
  });
}

/** An entry in words, as evidence gives it. */
export function told(entry: MergeEntry | SplitEntry | DistinctEntry): string {
  const between = entry.op === 'merge' ? ' = ' : entry.op === 'distinct' ? ' ≠ ' : ' / ';
  const claim = entry.op === 'split' ? `${entry.names.join(between)} is several persons` : entry.names.join(between);
  return `${entry.who}, ${entry.when}: ${claim}. ${entry.why}`;
}
