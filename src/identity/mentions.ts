/**
 * The first pass: each mention is attached to the node of its strongest evidence, and what else stands beside it
 * becomes a link between nodes. Papers are read once, in any order, and not kept.
 *
 * A mention with ids attaches to the strongest; one without to the person record of its format that alone lists its
 * name, else to its name. Within a paper each node is taken once: the second "Wei Wang" is `name:wei wang~2`, a second
 * mention with the same id stands apart. Names of nobody ("Anonymous") stand apart paper by paper.
 */
import { PERSON_ID_SCHEMES, type Mention } from '../records/record.js';
import type { ResolvablePaper } from './author.js';
import { Growable } from './growable.js';
import { LinkTable } from './links.js';
import { NameIndex } from './name-index.js';
import type { SplitPlan } from './ledger-splits.js';
import type { IdentityNodes } from './nodes.js';
import type { PersonIndex } from './person-records.js';

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
  readonly names = new NameIndex();
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

  /** @param splits mentions that a curator told from their authors: each hangs on the person it was given to, and on nothing else */
  constructor(readonly nodes: IdentityNodes, readonly persons: PersonIndex, readonly splits: SplitPlan) {
    this.paperOffsets.push(0);
  }

  add(paper: ResolvablePaper): void {
    const formats = this.#internFormats(paper.formats);
    for (const mention of paper.mentions) {
      const spelling = this.names.spellingOf(mention);
      this.spelling.push(spelling);
      const [node, attached] = mention.kind === 'GROUP' ? [-1, ATTACHED.GROUP] : this.#attach(mention, spelling, formats, paper.key);
      this.node.push(node);
      this.attached.push(attached);
    }
    this.paperKeys.push(paper.key);
    this.paperOffsets.push(this.node.length);
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
    const first = this.nodes.ofName(key);
    if (this.#take(first)) return [first, ATTACHED.BY_NAME];
    for (let bearer = 2; ; bearer++) {
      const node = this.nodes.ofName(key, bearer);
      if (!this.#take(node)) continue;
      this.displaced.push({ node, wanted: first, paper: this.paperKeys.length });
      return [node, ATTACHED.BY_NAME];
    }
  }

  #standApart(wanted: number): number {
    for (let bearer = 2; ; bearer++) {
      const node = this.nodes.apart(`${this.nodes.keyOf(wanted)}~${bearer}`);
      if (!this.#take(node)) continue;
      this.displaced.push({ node, wanted, paper: this.paperKeys.length });
      return node;
    }
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
