/**
 * The first pass: each mention is attached to the node of its strongest evidence, and what else stands beside it
 * becomes a link between nodes. Papers are read once, in any order, and not kept.
 *
 * A mention with ids attaches to the strongest; one without to the person record of its format that alone lists its
 * name, else to its name. Within a paper each node is taken once: the second "Wei Wang" is `name:wei wang~2`, a second
 * mention with the same id stands apart. Names of nobody ("Anonymous") stand apart paper by paper. Where a name may be
 * several persons' (FULL), each mention known by name alone has a node of its own, `name:wei wang@<paper>`.
 */
import { PERSON_ID_SCHEMES, type Mention } from '../records/record.js';
import type { PaperContent, ResolvablePaper } from './author.js';
import { FormerKeys } from './former-keys.js';
import { groupBy, itemsOf, type Groups } from './groups.js';
import { Growable } from './growable.js';
import { LinkTable } from './links.js';
import { NameIndex } from './name-index.js';
import type { SplitPlan } from './ledger-splits.js';
import type { IdentityNodes } from './nodes.js';
import type { PersonIndex } from './person-records.js';
import type { FeatureBuilder, MentionEvidence } from './similarity/gather.js';

const NO_CONTENT: PaperContent = { title: '', abstract: null, venue: null, year: null, fields: [] };

/** How a mention came to its node. */
export const ATTACHED = { GROUP: 0, BY_ID: 1, BY_PERSON_RECORD: 2, BY_NAME: 3, APART: 4, BY_LEDGER: 5 } as const;

/** A mention that could not have the node its evidence names, because another mention of its paper has it. */
export interface Displacement {
  readonly node: number;
  readonly wanted: number;
  readonly paper: number;
}

/** All mentions in flat arrays, paper after paper. */
export class MentionTable {
  readonly names: NameIndex;
  readonly paperKeys: string[] = [];
  readonly paperOffsets = new Growable(Uint32Array);
  readonly node = new Growable(Int32Array);
  readonly spelling = new Growable(Int32Array);
  readonly attached = new Growable(Uint8Array);
  readonly idLinks = new LinkTable();
  readonly personLinks = new LinkTable();
  readonly displaced: Displacement[] = [];
  /** Per paper an index into formatSets. */
  readonly formatSet = new Growable(Int32Array);
  readonly formatSets: (readonly string[])[] = [];
  readonly #formatSetIndex = new Map<string, number>();
  /** Per node 1 + the last paper that took it. */
  readonly #takenBy = new Growable(Int32Array);

  /** Per name: 1 + the last paper that mentions it, and how often that paper does so far. */
  readonly #namedBy = new Growable(Int32Array);
  readonly #bearersOnPaper = new Growable(Int32Array);
  /** Per name the paper and the node of the mention that was last given a node of its own as the first of a paper. */
  readonly #ownPaper = new Growable(Int32Array);
  readonly #ownNode = new Growable(Int32Array);

  #nodesByName: Groups | null = null;
  /** Which bearer of its name on its paper each mention is, from 1. */
  readonly bearer = new Growable(Int32Array);
  /** The mentions of persons, in the numbering of `features`. */
  readonly personMentions = new Growable(Uint32Array);
  /** What papers and mentions were called otherwise. */
  readonly former = new FormerKeys();
  /** [mentions] */
  readonly paper = new Growable(Uint32Array);

  /**
   * @param splits mentions that a curator told from their authors: each hangs on the person it was given to, and on nothing else
   * @param namesAreShared FULL: an equal name is no reason to share a node
   * @param features gathers what similarity reads; its names are numbered as `names`
   */
  constructor(readonly nodes: IdentityNodes, readonly persons: PersonIndex, readonly splits: SplitPlan, readonly namesAreShared = false, readonly features: FeatureBuilder | null = null) {
    this.names = new NameIndex(features === null ? null : (parsed, key) => features.nameOf(parsed, key));
    this.paperOffsets.push(0);
    nodes.spellMentions({ nameKeys: this.names.keys, paperKeys: this.paperKeys });
  }

  add(paper: ResolvablePaper): void {
    const formats = this.#internFormats(paper.formats);
    for (const mention of paper.mentions) {
      const spelling = this.names.spellingOf(mention);
      this.spelling.push(spelling);
      this.paper.push(this.paperKeys.length);
      const isPerson = mention.kind !== 'GROUP';
      this.bearer.push(isPerson ? this.#countBearer(this.names.nameOfSpelling(spelling)) : 0);
      if (isPerson && this.features !== null) this.personMentions.push(this.node.length);
      const [node, attached] = isPerson ? this.#attach(mention, spelling, formats, paper.key) : [-1, ATTACHED.GROUP];
      this.node.push(node);
      this.attached.push(attached);
    }
    this.#gather(paper);
    this.former.add(paper, this.paperKeys.length, this.node.length - paper.mentions.length);
    this.paperKeys.push(paper.key);
    this.paperOffsets.push(this.node.length);
  }

  #gather({ key, mentions, content = NO_CONTENT }: ResolvablePaper): void {
    if (this.features === null) return;
    const persons: MentionEvidence[] = [];
    for (const [at, { kind, affiliations, emailDomain = null }] of mentions.entries()) {
      if (kind === 'GROUP') continue;
      const name = this.nameOf(this.node.length - mentions.length + at);
      persons.push({ name, affiliations: affiliations.map((affiliation) => affiliation.name), emailDomain });
    }
    this.features.add({ key, ...content, mentions: persons });
  }

  /** Which bearer of its name on the paper being added the next mention is, from 1. */
  #countBearer(name: number): number {
    const stamp = this.paperKeys.length + 1;
    const isFirst = name >= this.#namedBy.length || this.#namedBy.at(name) !== stamp;
    const bearer = isFirst ? 1 : this.#bearersOnPaper.at(name) + 1;
    this.#namedBy.set(name, stamp);
    this.#bearersOnPaper.set(name, bearer);
    return bearer;
  }

  /**
   * The key that a mention has where it stands for itself: `name:<nameKey>@<paper key>`, with `~2` for the second bearer
   * of the name on the paper.
   */
  mentionKey(mention: number, paperKey = this.paperKeys[this.paper.at(mention)], nameKey = this.names.keys[this.nameOf(mention)]): string {
    const bearer = this.bearer.at(mention);
    return `name:${nameKey}@${paperKey}${bearer === 1 ? '' : `~${bearer}`}`;
  }

  /** Name of a mention. */
  nameOf(mention: number): number {
    return this.names.nameOfSpelling(this.spelling.at(mention));
  }

  #attach(mention: Mention, spelling: number, formats: readonly string[], paperKey: string): [number, number] {
    const key = this.names.keys[this.names.nameOfSpelling(spelling)];
    const toldApart = this.splits.take(paperKey, key, mention);
    if (toldApart !== null) {
      const node = this.nodes.apart(toldApart);
      if (this.#take(node)) return [node, ATTACHED.BY_LEDGER];
    }
    let primary = -1;
    let refused = -1;
    for (const scheme of PERSON_ID_SCHEMES) {
      const value = mention.externalIds[scheme];
      if (value === undefined) continue;
      const node = this.nodes.ofId(scheme, value);
      if (!this.#take(node)) refused = refused < 0 ? node : refused;
      else if (primary < 0) primary = node;
      else this.idLinks.add(primary, node);
    }
    const attached = primary < 0 ? ATTACHED.BY_PERSON_RECORD : ATTACHED.BY_ID;
    if (primary < 0 && refused >= 0) return [this.#standApart(refused), ATTACHED.APART];
    for (const format of formats) {
      const person = this.persons.bearerOf(format, key);
      if (person === undefined || person === primary || !this.#mayBe(mention, person, key) || !this.#take(person)) continue;
      if (primary < 0) primary = person;
      else this.personLinks.add(primary, person);
    }
    if (primary >= 0) return [primary, attached];
    return this.#attachByName(spelling, key, paperKey);
  }

  /** A mention with another id of the person's scheme is not that person; a bare name needs no person record to be itself. */
  #mayBe(mention: Mention, person: number, key: string): boolean {
    if (this.nodes.isPersonRecord(person)) return true;
    if (!this.nodes.isId(person)) return this.nodes.findName(key) !== person;
    return mention.externalIds[PERSON_ID_SCHEMES[this.nodes.schemeOf(person)]] === undefined;
  }

  #attachByName(spelling: number, key: string, paperKey: string): [number, number] {
    if (this.names.nobody[this.names.nameOfSpelling(spelling)]) {
      for (let bearer = 1; ; bearer++) {
        const node = this.nodes.apart(`name:${key}@${paperKey}${bearer === 1 ? '' : `~${bearer}`}`);
        if (this.#take(node)) return [node, ATTACHED.APART];
      }
    }
    if (this.namesAreShared) return [this.#nodeOfMention(this.names.nameOfSpelling(spelling)), ATTACHED.BY_NAME];
    const first = this.nodes.ofName(key);
    if (this.#take(first)) return [first, ATTACHED.BY_NAME];
    for (let bearer = 2; ; bearer++) {
      const node = this.nodes.ofName(key, bearer);
      if (!this.#take(node)) continue;
      this.displaced.push({ node, wanted: first, paper: this.paperKeys.length });
      return [node, ATTACHED.BY_NAME];
    }
  }

  /** A node of its own; a later one of a name on a paper is noted as kept apart from the first. */
  #nodeOfMention(name: number): number {
    const paper = this.paperKeys.length;
    const node = this.nodes.ofMention(name, paper, this.bearer.at(this.bearer.length - 1));
    if (name < this.#ownPaper.length && this.#ownPaper.at(name) === paper + 1) {
      this.displaced.push({ node, wanted: this.#ownNode.at(name), paper });
    } else {
      this.#ownPaper.set(name, paper + 1);
      this.#ownNode.set(name, node);
    }
    return node;
  }

  #standApart(wanted: number): number {
    for (let bearer = 2; ; bearer++) {
      const node = this.nodes.apart(`${this.nodes.keyOf(wanted)}~${bearer}`);
      if (!this.#take(node)) continue;
      this.displaced.push({ node, wanted, paper: this.paperKeys.length });
      return node;
    }
  }

  /**
   * The nodes of the mentions known by a name alone: one where an equal name is one person, else one per paper (of the
   * papers with two such, the first). Only once all papers are added; the first call costs O(nodes).
   */
  nodesOfName(name: number): ArrayLike<number> {
    if (!this.namesAreShared) {
      const node = this.nodes.findName(this.names.keys[name]);
      return node === undefined ? [] : [node];
    }
    this.#nodesByName ??= groupBy(this.#namesOfNodes(), this.names.nameCount);
    return itemsOf(this.#nodesByName, name);
  }

  #namesOfNodes(): Int32Array {
    const displaced = new Set(this.displaced.map(({ node }) => node));
    return Int32Array.from({ length: this.nodes.count }, (_, node) => (this.nodes.isMention(node) && !displaced.has(node) ? this.nodes.nameOfMention(node) : -1));
  }

  /** Takes a node for a mention of the paper being added; false where another mention of the paper has it. */
  #take(node: number): boolean {
    const stamp = this.paperKeys.length + 1;
    if (node < this.#takenBy.length && this.#takenBy.at(node) === stamp) return false;
    this.#takenBy.set(node, stamp);
    return true;
  }

  #internFormats(formats: readonly string[]): readonly string[] {
    const key = formats.join('|');
    let index = this.#formatSetIndex.get(key);
    if (index === undefined) {
      index = this.formatSets.length;
      this.#formatSetIndex.set(key, index);
      this.formatSets.push([...new Set(formats)].toSorted());
    }
    this.formatSet.push(index);
    return this.formatSets[index];
  }
}
