/** Which author a person record speaks of. A record with an id: the author of the id. One without: the bearer of its name. */
import type { NumberedAuthors } from './authors.js';
import type { MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';
import type { PersonIndex } from './person-records.js';

export interface AttachedPersons {
  /** Person records (their indices) per author, ordered by key and file. */
  readonly ofAuthor: ReadonlyMap<number, readonly number[]>;
  readonly unattached: readonly { readonly key: string; readonly reason: string }[];
}

/**
 * Attaches person records. Of several bearers of a name the one with mentions in the record's own format is meant, if
 * it is one (a profile's owner is on the papers of the profile). O(mentions + persons).
 */
export function attachPersons(index: PersonIndex, nodes: IdentityNodes, table: MentionTable, authors: NumberedAuthors): AttachedPersons {
  const ofAuthor = new Map<number, number[]>();
  const unattached: { key: string; reason: string }[] = [];
  const bearers = bearersOfNames(index, nodes, table, authors);
  for (const at of inKeyOrder(index)) {
    const person = index.persons[at];
    let author = authors.ofNode[index.nodes[at]];
    let reason = 'no paper of the corpus has a mention of this person';
    if (!nodes.isId(index.nodes[at]) && (author < 0 || !nodes.isPersonRecord(index.nodes[at]))) {
      const found = bearers.get(index.nameKeys[at][0]) ?? new Map<number, ReadonlySet<string>>();
      const ofFormat = [...found].filter(([, formats]) => formats.has(person.source.format)).map(([bearer]) => bearer);
      const candidates = ofFormat.length > 0 ? ofFormat : [...found.keys()];
      author = candidates.length === 1 ? candidates[0] : -1;
      if (candidates.length > 1) reason = `${candidates.length} authors bear the name ${person.names[0]}; a ledger entry can say who is who`;
    }
    if (author < 0) {
      unattached.push({ key: person.key, reason });
      continue;
    }
    const list = ofAuthor.get(author);
    if (list === undefined) ofAuthor.set(author, [at]);
    else list.push(at);
  }
  return { ofAuthor, unattached };
}

function inKeyOrder({ persons }: PersonIndex): number[] {
  const textOf = (at: number): string => `${persons[at].key}\u0000${persons[at].source.file}`;
  return [...persons.keys()].toSorted((a, b) => {
    const [left, right] = [textOf(a), textOf(b)];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

/** For the preferred names of records without ids: the authors that bear them, and in which formats. */
function bearersOfNames(index: PersonIndex, nodes: IdentityNodes, table: MentionTable, authors: NumberedAuthors): Map<string, Map<number, Set<string>>> {
  const wanted = new Map<number, Map<number, Set<string>>>();
  const bearers = new Map<string, Map<number, Set<string>>>();
  for (const [at, [key]] of index.nameKeys.entries()) {
    const name = key === undefined || nodes.isId(index.nodes[at]) ? undefined : table.names.find(key);
    if (name === undefined || wanted.has(name)) continue;
    const found = new Map<number, Set<string>>();
    wanted.set(name, found);
    bearers.set(key, found);
  }
  if (wanted.size === 0) return bearers;
  for (let paper = 0; paper + 1 < table.paperOffsets.length; paper++) {
    for (let mention = table.paperOffsets.at(paper); mention < table.paperOffsets.at(paper + 1); mention++) {
      const found = wanted.get(table.nameOf(mention));
      const author = authors.ofMention[mention];
      if (found === undefined || author < 0) continue;
      let formats = found.get(author);
      if (formats === undefined) found.set(author, (formats = new Set()));
      for (const format of table.formatSets[table.formatSet.at(paper)]) formats.add(format);
    }
  }
  return bearers;
}
