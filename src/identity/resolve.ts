/**
 * Who is who. Evidence in order of strength, each step seeing what the stronger ones joined:
 *
 * 0. what a curator told apart, by splits of mentions and by persons who are distinct (ledger.ts);
 * 1. explicit ids: equal ids are one person, two ids of one mention are one person (ORCID first);
 * 2. person records: a name binds mentions of the record's format written so, where one record of the format lists it;
 * 3. the curator's ledger;
 * 4. a name without id joins the one author with an id who bears it; where several do, it stays an author of its own
 *    (not in FULL);
 * 5. the normalised full name (not in FULL);
 * 6. similarity, block by block (CAUTIOUS and FULL): what makes one person likelier than two.
 *
 * Never: two mentions of one paper in one author, two ORCIDs in one author. What evidence asks for and these rules
 * forbid is kept apart and told. The outcome follows from the papers' content and keys: their order changes who is who in
 * no mode; in CAUTIOUS and FULL it chooses keys among names (author-keys.ts).
 *
 * Seams: names.ts parses, mentions.ts and person-records.ts gather evidence, joins.ts and union.ts cluster under
 * constraints, similarity-step.ts asks similarity/ for guesses, explain.ts and describe.ts tell.
 */
import type { SuppressEntry } from '../records/ledger-entry.js';
import type { LedgerEntry, PersonRecord } from '../records/record.js';
import type { KeptApart, ResolvablePaper, Resolution } from './author.js';
import { attachPersons } from './attach-persons.js';
import { AuthorKeys } from './author-keys.js';
import { numberAuthors, type NumberedAuthors } from './authors.js';
import { idBearers } from './bearers.js';
import { BlockOutcomes } from './block-outcomes.js';
import { describeAuthors } from './describe.js';
import { groupBy, itemsOf } from './groups.js';
import { Joins } from './joins.js';
import { applyMerges, applySeparations, entriesOf } from './ledger.js';
import { SplitPlan, type PaperKeyOf } from './ledger-splits.js';
import { MentionTable } from './mentions.js';
import type { IdentityMode } from './mode.js';
import { IdentityNodes } from './nodes.js';
import { PersonFinder } from './person-finder.js';
import { PersonIndex } from './person-records.js';
import { applySuppressions } from './suppressions.js';
import { SimilarEvidence } from './similar-evidence.js';
import { FeatureBuilder } from './similarity/gather.js';
import { ENGINE, type SimilarityEngine } from './similarity-engine.js';
import { joinSimilar, type SimilarityFindings } from './similarity-step.js';
import { joinUniqueNames } from './unique-names.js';

export interface ResolveOptions {
  /** IDS_ONLY, which guesses nothing, where absent. */
  readonly mode?: IdentityMode;
  /** Outcomes of blocks kept from before; the caller saves them. Where absent, all blocks are resolved anew. */
  readonly outcomes?: BlockOutcomes;
  /** What weighs mentions; the product's own where absent. */
  readonly engine?: SimilarityEngine;
  /** Whether the keys of single mentions are wanted in modes other than FULL, which always has them. */
  readonly mentionKeys?: boolean;
  /** From a paper as the ledger refers to it to its key; where absent it is referred to by the key itself. */
  readonly paperKeyOf?: PaperKeyOf;
}

/**
 * Resolves the mentions of all papers to authors. Papers are read once and not kept; memory is a few typed arrays
 * over mentions plus one object per distinct name and author. O(M log M) for M mentions, and what similarity costs; a
 * paper costs its length.
 */
export function resolveAuthors(
  papers: Iterable<ResolvablePaper>,
  persons: readonly PersonRecord[] = [],
  ledger: readonly LedgerEntry[] = [],
  options: ResolveOptions = {},
): Resolution {
  const resolver = new AuthorResolver(persons, ledger, options);
  for (const paper of papers) resolver.add(paper);
  return resolver.finish();
}

/** Resolution for callers that have the papers one after the other. */
export class AuthorResolver {
  readonly #mode: IdentityMode;
  readonly #engine: SimilarityEngine;
  readonly #nodes = new IdentityNodes();
  readonly #index: PersonIndex;
  readonly #table: MentionTable;
  readonly #paperKeyOf: PaperKeyOf;
  readonly #suppressed: SuppressEntry[];

  constructor(readonly persons: readonly PersonRecord[], readonly ledger: readonly LedgerEntry[], readonly options: ResolveOptions = {}) {
    this.#mode = options.mode ?? 'IDS_ONLY';
    this.#engine = options.engine ?? ENGINE;
    this.#index = new PersonIndex(persons, this.#nodes, this.#mode === 'FULL');
    this.#paperKeyOf = options.paperKeyOf ?? ((reference) => reference);
    this.#suppressed = entriesOf(ledger, 'suppress');
    const splits = new SplitPlan(entriesOf(ledger, 'split'), this.#paperKeyOf, this.#suppressed);
    this.#table = new MentionTable(this.#nodes, this.#index, splits, this.#mode === 'FULL', this.#mode === 'IDS_ONLY' ? null : new FeatureBuilder());
  }

  /** Takes a paper, in order of arrival. O(its length). */
  add(paper: ResolvablePaper): void {
    this.#table.add(paper);
  }

  /** Who is who on the papers taken. Once. */
  finish(): Resolution {
    const [nodes, index, table, mode] = [this.#nodes, this.#index, this.#table, this.#mode];
    const joins = new Joins(nodes, table);
    const finder = (known: Int32Array | null): PersonFinder => new PersonFinder(nodes, table, joins, this.#paperKeyOf, known, this.#suppressed);
    const distinct = entriesOf(this.ledger, 'distinct');
    applySeparations(table.splits, distinct, nodes, finder(null), joins);
    for (const { a, b, mentions } of table.idLinks.inOrder(nodes)) {
      joins.attempt({ a, b, kind: 'EXPLICIT_ID', detail: `one mention has ${nodes.keyOf(a)} and ${nodes.keyOf(b)}`, ledgerEntryId: null, mentions });
    }
    joinPersonRecords(nodes, index, table, joins);
    const curated = finder(idBearers(table, index, nodes, joins));
    const separated = applySeparations(table.splits, distinct, nodes, curated, joins);
    const merged = applyMerges(entriesOf(this.ledger, 'merge'), curated, joins);
    const ambiguousRoots = mode === 'FULL' ? new Set<number>() : joinUniqueNames(nodes, table, idBearers(table, index, nodes, joins), joins);
    const found = this.#guess(joins);
    const bearers = idBearers(table, index, nodes, joins);

    const authorKeys = new AuthorKeys(mode, nodes, table, joins);
    const authors = numberAuthors(nodes, table, joins, authorKeys);
    const attached = attachPersons(index, nodes, table, authors);
    const { suppressions, applied: hidden } = applySuppressions(this.#suppressed, finder(bearers), { table, authors, persons: this.persons, attached });
    const applied = [...separated, ...merged, ...hidden];
    const similar = found === null ? null : new SimilarEvidence(found, table, authors);
    const described = describeAuthors({
      nodes, table, joins, authors, persons: this.persons, attached, applied, bearers, authorKeys, suppressions,
      ambiguousRoots: new Set(Array.from(ambiguousRoots, (root) => joins.find(root))),
      similar,
    });
    return {
      ...placesOf(table, authors),
      mentionKeysOf: mode === 'FULL' || this.options.mentionKeys === true ? mentionKeys(table, authors) : () => [],
      authorCount: described.length,
      authors: described,
      keptApart: keptApart(nodes, joins, table, authors),
      ledger: applied.map(({ nodes: meant, ...outcome }) => ({ ...outcome, authorKeys: keysOf(meant, authors) })),
      suppressions,
      unattachedPersons: attached.unattached,
      weigh: similar === null ? null : (a, b) => similar.weigh(a, b),
      similarity: found === null ? null : { blocks: found.blocks, resolvedAnew: found.resolvedAnew, uncompared: found.uncompared },
    };
  }

  #guess(joins: Joins): SimilarityFindings | null {
    const { features } = this.#table;
    if (this.#mode === 'IDS_ONLY' || features === null) return null;
    const corpus = features.finish();
    const outcomes = this.options.outcomes ?? new BlockOutcomes(null);
    return joinSimilar(corpus, this.#table, joins, { similarity: this.#engine.prepare(corpus), outcomes, mode: this.#mode });
  }
}

/**
 * See Resolution.mentionKeysOf. An author's earliest mention has the keys of all ids of its paper besides, every other
 * only those that records merged into its paper would have had.
 */
function mentionKeys(table: MentionTable, authors: NumberedAuthors): (author: number) => string[] {
  const mentionsOf = groupBy(authors.ofMention, authors.keys.length);
  const canonical = new Set(authors.keys);
  return (author) => {
    const keys = new Set<string>();
    for (const [at, mention] of itemsOf(mentionsOf, author).entries()) {
      if (table.names.nobody[table.nameOf(mention)]) continue;
      const paper = table.paper.at(mention);
      for (const paperKey of [table.paperKeys[paper], ...table.former.ofPaper(paper, at === 0)]) {
        keys.add(table.mentionKey(mention, paperKey));
        for (const name of table.former.namesOf(mention)) keys.add(table.mentionKey(mention, paperKey, name));
      }
    }
    return [...keys].filter((key) => !canonical.has(key));
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
