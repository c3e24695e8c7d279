/**
 * Who is who, first version. Evidence in order of strength, each step seeing what the stronger ones joined:
 *
 * 0. what a curator told apart, by splits of mentions and by persons who are distinct (ledger.ts);
 * 1. explicit ids: equal ids are one person, two ids of one mention are one person (ORCID first);
 * 2. person records: a name binds mentions of the record's format written so, where one record of the format lists it;
 * 3. the curator's merges;
 * 4. a name without id joins the one author with an id who bears it; where several do, it stays an author of its own;
 * 5. the normalised full name.
 *
 * Never: two mentions of one paper in one author, two ORCIDs in one author. What evidence asks for and these rules
 * forbid is kept apart and told. The outcome follows from the papers' content and keys: their order changes nothing.
 *
 * Seams for what comes next: names.ts parses, mentions.ts and person-records.ts gather evidence, joins.ts and
 * union.ts cluster under constraints, explain.ts and describe.ts tell. A similarity step adds joins after step 4.
 */
import type { LedgerEntry, PersonRecord } from '../records/record.js';
import type { KeptApart, ResolvablePaper, Resolution } from './author.js';
import { attachPersons } from './attach-persons.js';
import { numberAuthors, type NumberedAuthors } from './authors.js';
import { idBearers } from './bearers.js';
import { describeAuthors } from './describe.js';
import { Joins } from './joins.js';
import { applyMerges, applySeparations, entriesOf } from './ledger.js';
import { SplitPlan, type PaperKeyOf } from './ledger-splits.js';
import { MentionTable } from './mentions.js';
import { IdentityNodes } from './nodes.js';
import { PersonFinder } from './person-finder.js';
import { PersonIndex } from './person-records.js';
import { applySuppressions } from './suppressions.js';
import { joinUniqueNames } from './unique-names.js';

/**
 * Resolves the mentions of all papers to authors. Papers are read once and not kept; memory is a few typed arrays
 * over mentions plus one object per distinct name and author. O(M log M) for M mentions; a paper costs its length.
 * @param paperKeyOf from a paper as the ledger refers to it to its key; by default it is the key
 */
export function resolveAuthors(
  papers: Iterable<ResolvablePaper>,
  persons: readonly PersonRecord[] = [],
  ledger: readonly LedgerEntry[] = [],
  paperKeyOf: PaperKeyOf = (reference) => reference,
): Resolution {
  const nodes = new IdentityNodes();
  const index = new PersonIndex(persons, nodes);
  const splits = new SplitPlan(entriesOf(ledger, 'split'), paperKeyOf);
  const distinct = entriesOf(ledger, 'distinct');
  const suppressed = entriesOf(ledger, 'suppress');
  const table = new MentionTable(nodes, index, splits);
  for (const paper of papers) table.add(paper);

  const joins = new Joins(nodes, table);
  const finder = (bearers: Int32Array | null): PersonFinder => new PersonFinder(nodes, table, joins, paperKeyOf, bearers, suppressed);
  applySeparations(splits, distinct, nodes, finder(null), joins);
  for (const { a, b, mentions } of table.idLinks.inOrder(nodes)) {
    joins.attempt({ a, b, kind: 'EXPLICIT_ID', detail: `one mention has ${nodes.keyOf(a)} and ${nodes.keyOf(b)}`, ledgerEntryId: null, mentions });
  }
  joinPersonRecords(nodes, index, table, joins);
  const curated = finder(idBearers(table, index, nodes, joins));
  const separated = applySeparations(splits, distinct, nodes, curated, joins);
  const merged = applyMerges(entriesOf(ledger, 'merge'), curated, joins);
  const ambiguousRoots = joinUniqueNames(nodes, table, idBearers(table, index, nodes, joins), joins);
  const bearers = idBearers(table, index, nodes, joins);

  const authors = numberAuthors(nodes, table, joins);
  const attached = attachPersons(index, nodes, table, authors);
  const { suppressions, applied: hidden } = applySuppressions(suppressed, finder(bearers), table, authors);
  const applied = [...separated, ...merged, ...hidden];
  const described = describeAuthors({
    nodes, table, joins, authors, persons, attached, applied, bearers, suppressions,
    ambiguousRoots: new Set(Array.from(ambiguousRoots, (root) => joins.find(root))),
  });
  return {
    ...placesOf(table, authors),
    authorCount: described.length,
    authors: described,
    keptApart: keptApart(nodes, joins, table, authors),
    ledger: applied.map(({ nodes: meant, ...outcome }) => ({ ...outcome, authorKeys: keysOf(meant, authors) })),
    suppressions,
    unattachedPersons: attached.unattached,
  };
}

/** A function of its own, so that `authorOf` keeps these two arrays alive and not all that resolution worked with. */
function placesOf(table: MentionTable, authors: NumberedAuthors): Pick<Resolution, 'paperOffsets' | 'mentionAuthors' | 'authorOf'> {
  const paperOffsets = table.paperOffsets.view().slice();
  const mentionAuthors = authors.ofMention;
  return { paperOffsets, mentionAuthors, authorOf: (paper) => mentionAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1]) };
}

function joinPersonRecords(nodes: IdentityNodes, index: PersonIndex, table: MentionTable, joins: Joins): void {
  const links = index.linkedIds.map(([a, b]) => (nodes.compare(a, b) <= 0 ? { a, b, mentions: 0 } : { a: b, b: a, mentions: 0 }));
  links.sort((x, y) => nodes.compare(x.a, y.a) || nodes.compare(x.b, y.b));
  for (const { a, b } of links) {
    joins.attempt({ a, b, kind: 'PERSON_RECORD', detail: `one person record has ${nodes.keyOf(a)} and ${nodes.keyOf(b)}`, ledgerEntryId: null, mentions: 0 });
  }
  for (const { a, b, mentions } of table.personLinks.inOrder(nodes)) {
    const detail = `mentions with ${nodes.keyOf(a)} bear a name that ${nodes.keyOf(b)} lists, or the reverse`;
    joins.attempt({ a, b, kind: 'PERSON_RECORD', detail, ledgerEntryId: null, mentions });
  }
}

function keysOf(nodes: readonly number[], authors: NumberedAuthors): string[] {
  return [...new Set(nodes.flatMap((node) => authors.keys[authors.ofNode[node]] ?? []))].toSorted();
}

function keptApart(nodes: IdentityNodes, joins: Joins, table: MentionTable, authors: NumberedAuthors): KeptApart[] {
  const keyOf = (node: number): string => authors.keys[authors.ofNode[node]] ?? nodes.keyOf(node);
  const found: KeptApart[] = [];
  for (const { a, b, kind, reason, ledgerEntryId } of joins.refused) {
    if (joins.find(a) !== joins.find(b)) found.push({ authorKeys: [keyOf(a), keyOf(b)], kind, reason, ledgerEntryId });
  }
  for (const { node, wanted, paper } of table.displaced) {
    const kind = nodes.isId(wanted) ? 'EXPLICIT_ID' : 'FULL_NAME';
    found.push({ authorKeys: [keyOf(node), keyOf(wanted)], kind, reason: `both are authors of ${table.paperKeys[paper]}`, ledgerEntryId: null });
  }
  return found.toSorted((x, y) => (textOf(x) < textOf(y) ? -1 : 1));
}

function textOf(apart: KeptApart): string {
  return [...apart.authorKeys, apart.reason].join('|');
}
