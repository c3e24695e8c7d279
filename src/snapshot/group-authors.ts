/** Collaborations and corporate authors as authors of the graph, where the corpus wants them so: one per name. */
import { nameKey, parseName } from '../identity/names.js';
import { groupNameKey } from '../records/group-names.js';
import { authorIdOf } from '../records/public-ids.js';
import type { RecordsWriter } from './records-writer.js';
import type { NameVariant } from './types.js';

/** A group on a paper: paper, place among its mentions, name as written. */
export interface GroupMention {
  readonly paper: number;
  readonly at: number;
  readonly name: string;
}

export interface GroupAuthors {
  readonly count: number;
  /** Authors of a paper's mentions: those of the persons, and the groups in the places that were −1. */
  authorOf(paper: number): ArrayLike<number>;
  /** Every spelling of every group's name, in author order. */
  names(): Iterable<readonly string[]>;
  write(records: RecordsWriter): void;
}

interface Group {
  readonly key: string;
  readonly spellings: Map<string, number>;
  readonly places: (readonly [paper: number, at: number])[];
}

/**
 * Makes authors of groups, numbered from `firstIndex` in the order of their keys (`group:<groupNameKey>`). The second
 * mention of a group on one paper stays without an author. Cost: linear in the mentions.
 */
export function groupAuthors(mentions: readonly GroupMention[], personsOf: (paper: number) => ArrayLike<number>, firstIndex: number): GroupAuthors {
  const groups = new Map<string, Group>();
  for (const { paper, at, name } of mentions) {
    const key = `group:${groupNameKey(name)}`;
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { key, spellings: new Map(), places: [] }));
    group.spellings.set(name, (group.spellings.get(name) ?? 0) + 1);
    if (group.places.at(-1)?.[0] !== paper) group.places.push([paper, at]);
  }
  const ordered = [...groups.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const placesOf = new Map<number, (readonly [at: number, author: number])[]>();
  for (const [nth, { places }] of ordered.entries()) {
    for (const [paper, at] of places) placesOf.set(paper, [...(placesOf.get(paper) ?? []), [at, firstIndex + nth]]);
  }
  return {
    count: ordered.length,
    authorOf(paper) {
      const persons = personsOf(paper);
      const places = placesOf.get(paper);
      if (places === undefined) return persons;
      const authors = Int32Array.from(persons);
      for (const [at, author] of places) authors[at] = author;
      return authors;
    },
    *names() {
      for (const group of ordered) yield variantsOf(group).map(({ name }) => name);
    },
    write(records) {
      for (const [nth, group] of ordered.entries()) writeGroup(records, firstIndex + nth, group);
    },
  };
}

/** Most frequent first, then by letters. */
function variantsOf({ spellings }: Group): NameVariant[] {
  return [...spellings].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function writeGroup(records: RecordsWriter, index: number, group: Group): void {
  const nameVariants = variantsOf(group);
  const mentionCount = group.places.length;
  const id = authorIdOf(group.key);
  const detail = `groups are one by their name: ${group.key.slice('group:'.length)}`;
  records.author(
    { index, id, displayName: nameVariants[0].name, disambiguator: null, kind: 'GROUP' },
    {
      nameVariants, externalIds: {}, affiliations: [], reportedFields: [], reported: [], confidence: 1, ambiguous: false, mentionCount,
      evidence: [{ kind: 'FULL_NAME', detail, ledgerEntryId: null, mentions: mentionCount }],
    },
    [{ key: id, redirect: false }],
    [...new Set(nameVariants.map(({ name }) => nameKey(parseName(name))))],
  );
}
