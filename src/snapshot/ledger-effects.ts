/**
 * What a change of the ledger changed: the authors concerned, before and after. Concerned is whoever an entry names, and
 * whoever has their mentions in the other snapshot.
 */
import { referencesOf, type LedgerEntry } from '../records/ledger-entry.js';
import type { AuthorState, ChangedAuthor, LedgerEffects } from '../records/ledger-effects.js';
import { mentionReference, parsePersonReference } from '../records/person-reference.js';
import type { AuthorMetricTable, AuthorRanks, CommunityTable } from './answers.js';
import { MetricComputingError } from './answers.js';
import { personsMeant } from './persons-meant.js';
import type { Snapshot } from './types.js';

export interface EffectOptions {
  /** How long values that no snapshot holds are waited for, in ms. */
  readonly waitMs?: number;
}

const WAIT_MS = 20_000;

/** Compares two snapshots of one corpus around a change of these entries. O(papers of the authors concerned) and two metrics. */
export async function ledgerEffects(before: Snapshot, after: Snapshot, entries: readonly LedgerEntry[], options: EffectOptions = {}): Promise<LedgerEffects> {
  const notes = new Set<string>();
  const named = (snapshot: Snapshot): number[] => entries.flatMap((entry) => namedBy(entry)).flatMap((reference) => personsMeant(snapshot, reference));
  const old = new Set([...named(before), ...holdersIn(before, after, named(after))]);
  const now = new Set([...named(after), ...holdersIn(after, before, old)]);
  for (const author of holdersIn(before, after, now)) old.add(author);
  const [was, is] = [await facts(before, options, notes), await facts(after, options, notes)];
  const states = new Map([...old].map((author) => [author, stateOf(was, author)]));
  const changed = new Map([...now].map((author) => [author, { ...stateOf(is, author), was: holdersIn(before, after, [author]).filter((each) => old.has(each)) }]));
  const goesOn = continuations(states, changed);
  const told = Array.from(changed, ([author, state]): ChangedAuthor => {
    const earlier = goesOn.get(author);
    return { ...state, was: state.was.map((each) => states.get(each)?.id ?? ''), ...(earlier === undefined ? NOT_TOLD : communityMoves(was, is, earlier, author, old, now)) };
  });
  return {
    snapshotBefore: before.id,
    snapshotAfter: after.id,
    authorsBefore: before.manifest.counts.authors,
    authorsAfter: after.manifest.counts.authors,
    collaborationsBefore: before.manifest.counts.collaborations,
    collaborationsAfter: after.manifest.counts.collaborations,
    before: byPapers([...states.values()]),
    after: byPapers(told),
    notes: [...notes],
  };
}

/** Who is named by an entry, in references that snapshots understand. */
function namedBy(entry: LedgerEntry): string[] {
  if (entry.op === 'suppress') return [entry.person ?? entry.name, ...(entry.person === null && entry.replacement !== null ? [entry.replacement] : [])];
  if (entry.op !== 'split') return [...referencesOf(entry)];
  const mentions = entry.groups.flat().flatMap((paper) =>
    entry.names.flatMap((name) => {
      const reference = parsePersonReference(name);
      return reference.kind === 'ID' ? [] : [mentionReference(reference.name, paper)];
    }),
  );
  return [...entry.names.filter((name) => parsePersonReference(name).kind === 'ID'), ...mentions];
}

/** The authors of `snapshot` who have mentions that these authors of `other` have there. */
function holdersIn(snapshot: Snapshot, other: Snapshot, authors: Iterable<number>): number[] {
  const found = new Set<number>();
  for (const author of authors) {
    const papers = papersOf(other, author);
    const ids = other.records.papers(papers).map(({ id }) => id);
    const here = snapshot.records.papersByPublicId(ids);
    const lists = other.records.authorships(papers);
    for (const [at, resolved] of here.entries()) {
      if (resolved === null) continue;
      const [list] = snapshot.records.authorships([resolved.index]);
      // The ledger changes no author list: the same place is the same mention.
      if (list.length !== lists[at].length) continue;
      for (const row of lists[at]) {
        const holder = row.author === author ? list[row.listIndex].author : null;
        if (holder !== null) found.add(holder);
      }
    }
  }
  return [...found];
}

function papersOf({ incidence }: Snapshot, author: number): number[] {
  return [...incidence.authorPapers.subarray(incidence.authorOffsets[author], incidence.authorOffsets[author + 1])];
}

interface Facts {
  readonly snapshot: Snapshot;
  readonly betweenness: AuthorMetricTable | null;
  readonly ranks: AuthorRanks | null;
  readonly communities: CommunityTable | null;
}

async function facts(snapshot: Snapshot, { waitMs = WAIT_MS }: EffectOptions, notes: Set<string>): Promise<Facts> {
  const { analytics, manifest } = snapshot;
  const inTime = async <T>(what: string, ask: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await ask();
    } catch (error) {
      const why = error instanceof MetricComputingError ? `it takes more than ${Math.round(waitMs / 1_000)} s here` : (error as Error).message;
      notes.add(`${what} is not told: ${why}.`);
      return null;
    }
  };
  const betweenness = await inTime('Betweenness', () => analytics.authorMetric('BETWEENNESS', manifest.defaultSpec, {}, { waitMs }));
  const ranks = betweenness === null ? null : await betweenness.ranks();
  const communities = await inTime('The community', () => analytics.communities(manifest.defaultSpec, {}, { waitMs }));
  return { snapshot, betweenness, ranks, communities };
}

function stateOf({ snapshot, betweenness, ranks, communities }: Facts, author: number): AuthorState {
  const { incidence, records } = snapshot;
  const [{ id, displayName }] = records.authors([author]);
  const papers = papersOf(snapshot, author);
  const others = new Set(papers.flatMap((paper) => [...incidence.paperAuthors.subarray(incidence.paperOffsets[paper], incidence.paperOffsets[paper + 1])]));
  others.delete(author);
  const community = communities?.communityOf(author) ?? null;
  return {
    id,
    displayName,
    paperCount: papers.length,
    collaboratorCount: others.size,
    betweenness: betweenness?.value(author) ?? null,
    betweennessNormalized: betweenness?.normalized(author) ?? null,
    betweennessRank: ranks?.rank(author) ?? null,
    communitySize: community === null ? null : (communities?.members(community).length ?? null),
  };
}

/**
 * Whom of those before each author goes on from: one of one, by the name and id shown, then the name, the id, and the
 * papers. Where several become one, that is the one whose name was preferred; the same pairs are found the other way
 * round, so that undoing tells the reverse.
 */
function continuations(before: ReadonlyMap<number, AuthorState>, after: ReadonlyMap<number, AuthorState & { readonly was: readonly number[] }>): Map<number, number> {
  const likeness = (x: AuthorState, y: AuthorState): number => (x.displayName === y.displayName ? 2 : 0) + (x.id === y.id ? 1 : 0);
  const pairs = Array.from(after, ([author, is]) =>
    is.was.flatMap((earlier) => {
      const was = before.get(earlier);
      if (was === undefined) return [];
      const key = was.id < is.id ? `${was.id} ${is.id}` : `${is.id} ${was.id}`;
      return [{ author, earlier, likeness: likeness(was, is), papers: Math.min(was.paperCount, is.paperCount), key }];
    }),
  ).flat();
  pairs.sort((x, y) => y.likeness - x.likeness || y.papers - x.papers || (x.key < y.key ? -1 : 1));
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const { author, earlier } of pairs) {
    if (found.has(author) || taken.has(earlier)) continue;
    found.set(author, earlier);
    taken.add(earlier);
  }
  return found;
}

/** Other members of the author's community as public ids, without the authors concerned: these are others in each snapshot. */
function membersAround({ snapshot, communities }: Facts, author: number, without: ReadonlySet<number>): Set<string> | null {
  const community = communities?.communityOf(author) ?? null;
  if (communities === null || community === null) return null;
  const others = [...communities.members(community)].filter((each) => !without.has(each));
  return new Set(snapshot.records.authors(others).map(({ id }) => id));
}

const NOT_TOLD = { communityJoined: null, communityLeft: null };

function communityMoves(was: Facts, is: Facts, predecessor: number, author: number, old: ReadonlySet<number>, now: ReadonlySet<number>) {
  const earlier = membersAround(was, predecessor, old);
  const later = membersAround(is, author, now);
  if (earlier === null || later === null) return NOT_TOLD;
  return {
    communityJoined: [...later].filter((id) => !earlier.has(id)).length,
    communityLeft: [...earlier].filter((id) => !later.has(id)).length,
  };
}

function byPapers<S extends AuthorState>(states: readonly S[]): S[] {
  return states.toSorted((a, b) => b.paperCount - a.paperCount || (a.id < b.id ? -1 : 1));
}
