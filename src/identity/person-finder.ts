/**
 * From a curator's reference to the nodes that it means: an id its node; a name its mentions without id, and the author
 * with an id who bears it where there is exactly one; a name on a paper the node of that mention.
 */
import type { SuppressEntry } from '../records/ledger-entry.js';
import { parsePersonReference } from '../records/person-reference.js';
import { isUniqueBearer, SEVERAL } from './bearers.js';
import type { Joins } from './joins.js';
import { writtenNames, type PaperKeyOf } from './ledger-splits.js';
import type { MentionTable } from './mentions.js';
import { nameKey, parseName } from './names.js';
import type { IdentityNodes } from './nodes.js';

export interface FoundNodes {
  /** Nodes of authors that have a mention. */
  readonly found: readonly number[];
  /** True for a name that several authors with ids bear: only its mentions without id are meant. */
  readonly several: boolean;
}

const NOBODY: FoundNodes = { found: [], several: false };

export class PersonFinder {
  #paperIndex: Map<string, number> | null = null;
  /** Per name key that is shown for suppressed names the keys under which the mentions are written. */
  readonly #writtenAs: ReadonlyMap<string, readonly string[]>;

  /**
   * @param bearers as idBearers answers; null before ids are joined: then a name means its mentions without id alone
   * @param suppressed who sees the name that stands for a suppressed one must be able to refer to its bearer
   */
  constructor(
    readonly nodes: IdentityNodes,
    readonly table: MentionTable,
    readonly joins: Joins,
    readonly paperKeyOf: PaperKeyOf,
    readonly bearers: Int32Array | null,
    suppressed: readonly SuppressEntry[] = [],
  ) {
    this.#writtenAs = writtenNames(suppressed);
  }

  /** O(1) but for the first name on a paper, which costs O(papers). */
  nodesMeant(text: string): FoundNodes {
    const reference = parsePersonReference(text);
    switch (reference.kind) {
      case 'ID': {
        const node = this.nodes.findId(reference.scheme, reference.value);
        return { found: node !== undefined && this.joins.mentionsOf(node) > 0 ? [node] : [], several: false };
      }
      case 'MENTION':
        return this.#onPaper(reference.name, reference.paper);
      default: {
        const each = this.#keysOf(reference.name).map((key) => this.#ofName(key));
        return { found: [...new Set(each.flatMap(({ found }) => found))], several: each.some(({ several }) => several) };
      }
    }
  }

  #keysOf(name: string): string[] {
    const key = nameKey(parseName(name));
    return [key, ...(this.#writtenAs.get(key) ?? []), ...this.table.names.keysWrittenAs(key)];
  }

  #ofName(key: string): FoundNodes {
    const name = this.table.names.find(key);
    if (name === undefined) return NOBODY;
    const found: number[] = [];
    const { bearers } = this;
    if (bearers !== null && isUniqueBearer(this.table, bearers, name)) found.push(bearers[name]);
    for (const own of Array.from(this.table.nodesOfName(name))) if (this.joins.mentionsOf(own) > 0) found.push(own);
    return { found, several: bearers !== null && bearers[name] === SEVERAL };
  }

  #onPaper(name: string, reference: string): FoundNodes {
    const { table } = this;
    const paperKey = this.paperKeyOf(reference);
    this.#paperIndex ??= new Map(table.paperKeys.map((key, at) => [key, at]));
    const paper = paperKey === undefined ? undefined : this.#paperIndex.get(paperKey);
    if (paper === undefined) return NOBODY;
    const keys = new Set(this.#keysOf(name));
    const found: number[] = [];
    for (let mention = table.paperOffsets.at(paper); mention < table.paperOffsets.at(paper + 1); mention++) {
      const node = table.node.at(mention);
      if (node >= 0 && keys.has(table.names.keys[table.nameOf(mention)])) found.push(node);
    }
    // Two of one name on one paper are two persons: a curator who means one of them has to say it by an id.
    return found.length > 1 ? { found: [], several: true } : { found, several: false };
  }
}
