/** The authors in full: names, ids, evidence and what person records add. */
import { parsePersonReference } from '../records/person-reference.js';
import { inOrderOfSchemes } from '../records/ids.js';
import { PERSON_ID_SCHEMES, type NameParts, type PersonIdScheme, type PersonRecord } from '../records/record.js';
import type { ResolvedAuthor } from './author.js';
import type { AuthorKeys } from './author-keys.js';
import type { NumberedAuthors } from './authors.js';
import type { AttachedPersons } from './attach-persons.js';
import { isUniqueBearer } from './bearers.js';
import { chooseDisplayName, type DisplayName, type NameCount } from './display.js';
import { Explainer, type Explanation } from './explain.js';
import { groupBy, itemsOf } from './groups.js';
import type { Joins } from './joins.js';
import type { AppliedEntry } from './ledger.js';
import type { MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';
import type { SimilarEvidence } from './similar-evidence.js';
import { WITHHELD, type Suppressions } from './suppressions.js';

const NOTHING: readonly never[] = [];

export interface Findings {
  readonly nodes: IdentityNodes;
  readonly table: MentionTable;
  readonly joins: Joins;
  readonly authors: NumberedAuthors;
  readonly persons: readonly PersonRecord[];
  readonly attached: AttachedPersons;
  readonly applied: readonly AppliedEntry[];
  /** Roots that are ambiguous. */
  readonly ambiguousRoots: ReadonlySet<number>;
  /** idBearers after all joins. */
  readonly bearers: Int32Array;
  readonly authorKeys: AuthorKeys;
  /** Null where nothing was guessed. */
  readonly similar: SimilarEvidence | null;
  /** Names that are shown nowhere. */
  readonly suppressions: Suppressions;
}

/** Describes every author. O(mentions + nodes). */
export function describeAuthors(findings: Findings): ResolvedAuthor[] {
  const { nodes, table, joins, authors, bearers } = findings;
  const count = authors.keys.length;
  const mentionsOf = groupBy(authors.ofMention, count);
  const nodesOf = groupBy(authors.ofNode, count);
  const namesOf = groupBy(ownedNames(findings, bearers), count);
  const formerNamesOf = unborneNames(findings);
  const explainer = new Explainer(nodes, table, joins, authors, findings);
  const preferred = preferredNames(findings);
  return authors.keys.map((key, author): ResolvedAuthor => {
    const persons = (findings.attached.ofAuthor.get(author) ?? NOTHING).map((at) => findings.persons[at]);
    const mentions = itemsOf(mentionsOf, author);
    const known = nameVariants(table, mentions, persons);
    const { variants, ...shown } = shownNames(author, known, preferred.get(author), findings.suppressions);
    const meant = new Map(variants.flatMap(({ name, parts }) => (parts === undefined ? [] : [[name, parts] as const])));
    const ownNodes = itemsOf(nodesOf, author);
    const isNameShared = findings.authorKeys.mode === 'FULL' && !ownNodes.some((node) => nodes.isId(node)) && findings.similar?.sharesName(author) === true;
    const ambiguous = isNameShared || findings.ambiguousRoots.has(joins.find(authors.canonicalNode[author]));
    return {
      key,
      mergedKeys: mergedKeys(key, ownNodes, itemsOf(namesOf, author), formerNamesOf.get(author) ?? NOTHING, nodes, table),
      ...shown,
      nameVariants: meant.size === 0 ? variants : variants.map((variant) => ({ name: variant.name, count: variant.count })),
      ...(meant.size === 0 ? {} : { meantParts: meant }),
      externalIds: externalIds(author, ownNodes, nodes, findings.suppressions),
      reported: persons.length === 0 ? NOTHING : persons.flatMap(({ reported, source }) => reported.map((figure) => ({ figure, source: findings.suppressions.shownSource(source) }))),
      fields: persons.length === 0 ? NOTHING : [...new Set(persons.flatMap((person) => person.fields))],
      affiliations: persons.length === 0 ? NOTHING : uniqueAffiliations(persons).map((each) => ({ ...each, name: findings.suppressions.scrubSaid(each.name) })),
      ...withoutNames(explainer.explain(author, ownNodes, ambiguous), findings.suppressions),
      mentionCount: mentionsOf.offsets[author + 1] - mentionsOf.offsets[author],
      ambiguous,
    };
  });
}

function withoutNames({ evidence, confidence }: Explanation, suppressions: Suppressions): Explanation {
  if (suppressions.isEmpty) return { evidence, confidence };
  return { confidence, evidence: evidence.map((each) => ({ ...each, detail: suppressions.scrubSaid(each.detail) })) };
}

/**
 * Per name the author of whom `name:…` would be an old key: its unique bearer, unless others go by the name alone; in FULL
 * whoever has the earliest mention so named.
 */
function ownedNames({ nodes, table, joins, authors, authorKeys }: Findings, bearers: Int32Array): Int32Array {
  const owner = new Int32Array(table.names.nameCount).fill(-1);
  if (authorKeys.mode === 'FULL') {
    return owner.map((_, name) => {
      const node = authorKeys.ownerOfName(name);
      return node < 0 ? -1 : authors.ofNode[node];
    });
  }
  for (let name = 0; name < owner.length; name++) {
    if (!isUniqueBearer(table, bearers, name)) continue;
    const own = nodes.findName(table.names.keys[name]);
    const apart = own !== undefined && joins.mentionsOf(own) > 0 && joins.find(own) !== joins.find(bearers[name]);
    if (!apart) owner[name] = authors.ofNode[bearers[name]];
  }
  return owner;
}

/** Names that only other records of a paper wrote and that no mention bears: whose keys they would have been. */
function unborneNames({ table, authors }: Findings): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [name, mention] of table.former.names()) {
    const author = authors.ofMention[mention];
    if (table.names.find(name) !== undefined || author < 0) continue;
    const list = found.get(author);
    if (list === undefined) found.set(author, [name]);
    else list.push(name);
  }
  return found;
}

/** Keys of single mentions are left to mentionKeysOf: they are many. */
function mergedKeys(key: string, ownNodes: Uint32Array, names: Uint32Array, formerNames: readonly string[], nodes: IdentityNodes, table: MentionTable): readonly string[] {
  if (ownNodes.length === 1 && names.length === 0 && formerNames.length === 0) return NOTHING;
  const keys = new Set<string>();
  for (const node of ownNodes) if (!nodes.isMention(node)) keys.add(nodes.keyOf(node));
  for (const name of names) keys.add(`name:${table.names.keys[name]}`);
  for (const name of formerNames) keys.add(`name:${name}`);
  keys.delete(key);
  return [...keys].toSorted();
}

function nameVariants(table: MentionTable, mentions: Uint32Array, persons: readonly PersonRecord[]): NameCount[] {
  const raw = (mention: number): string => table.names.rawNames[table.spelling.at(mention)];
  const parts = (mention: number): NameParts | null => table.names.meantPartsOf(table.spelling.at(mention));
  if (mentions.length === 1 && persons.length === 0) {
    const meant = parts(mentions[0]);
    return [{ name: raw(mentions[0]), count: 1, ...(meant === null ? {} : { parts: meant }) }];
  }
  const counts = new Map<string, number>();
  const meant = new Map<string, NameParts>();
  for (const mention of mentions) {
    counts.set(raw(mention), (counts.get(raw(mention)) ?? 0) + 1);
    const own = parts(mention);
    if (own !== null && !meant.has(raw(mention))) meant.set(raw(mention), own);
  }
  for (const { names } of persons) for (const name of names) if (!counts.has(name)) counts.set(name, 0);
  return sorted(counts, meant);
}

/** Ids that spell a suppressed name would show it, and be found by it. */
function externalIds(author: number, ownNodes: Uint32Array, nodes: IdentityNodes, suppressions: Suppressions): ResolvedAuthor['externalIds'] {
  const ids: { [scheme in PersonIdScheme]?: string[] } = {};
  for (const node of ownNodes) {
    if (!nodes.isId(node) || (!suppressions.isEmpty && suppressions.hidesId(author, nodes.valueOf(node)))) continue;
    (ids[PERSON_ID_SCHEMES[nodes.schemeOf(node)]] ??= []).push(nodes.valueOf(node));
  }
  for (const values of Object.values(ids)) values.sort();
  return inOrderOfSchemes(ids);
}

function uniqueAffiliations(persons: readonly PersonRecord[]): ResolvedAuthor['affiliations'] {
  const known = new Map(persons.flatMap((person) => person.affiliations).map((affiliation) => [affiliation.ror ?? affiliation.name, affiliation]));
  return [...known.values()];
}

/** What is shown of an author's names: suppressed ones count as what stands for them. */
function shownNames(author: number, known: readonly NameCount[], preferred: readonly string[] | undefined, suppressions: Suppressions): DisplayName & { variants: readonly NameCount[] } {
  const hidden: readonly NameCount[] = suppressions.isEmpty ? NOTHING : known.filter(({ name }) => suppressions.hides(author, name));
  if (hidden.length === 0) return { ...chooseDisplayName(known, preferred), variants: known };
  const rest = known.filter((variant) => !hidden.includes(variant));
  const given = hidden.flatMap(({ name }) => suppressions.replacementFor(author, name) ?? []);
  const wanted = [...given, ...(preferred ?? []).filter((name) => !suppressions.hides(author, name))];
  const candidates = [...rest, ...given.map((name) => ({ name, count: 1 }))];
  const display = candidates.length === 0 ? { displayName: WITHHELD, disambiguator: null } : chooseDisplayName(candidates, wanted);
  const counts = new Map(rest.map(({ name, count }) => [name, count]));
  for (const { name, count } of hidden) {
    const shown = suppressions.replacementFor(author, name) ?? display.displayName;
    counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  return { ...display, variants: sorted(counts, new Map(rest.flatMap(({ name, parts }) => (parts === undefined ? [] : [[name, parts] as const])))) };
}

function sorted(counts: ReadonlyMap<string, number>, meant: ReadonlyMap<string, NameParts>): NameCount[] {
  return Array.from(counts, ([name, count]): NameCount => {
    const parts = meant.get(name);
    return parts === undefined ? { name, count } : { name, count, parts };
  }).toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** The names that a curator, then person records, put first. */
function preferredNames({ applied, authors, attached, persons }: Findings): Map<number, string[]> {
  const preferred = new Map<number, string[]>();
  const add = (author: number, name: string | undefined): void => {
    if (author < 0 || name === undefined) return;
    const names = preferred.get(author);
    if (names === undefined) preferred.set(author, [name]);
    else names.push(name);
  };
  for (const { entry, nodes } of applied) {
    if (entry.op !== 'merge' || nodes.length === 0) continue;
    const reference = parsePersonReference(entry.names[0]);
    if (reference.kind !== 'ID') add(authors.ofNode[nodes[0]], reference.name);
  }
  for (const [author, list] of attached.ofAuthor) for (const at of list) add(author, persons[at].names[0]);
  return preferred;
}
