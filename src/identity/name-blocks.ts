/** Mentions in blocks: those whose names could be one person's, and what is settled about them beforehand. */
import { isApart } from './author-keys.js';
import { groupBy, itemsOf } from './groups.js';
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import type { BlockMentions } from './similarity/block.js';
import { isFamilyKey } from './similarity/blocking.js';
import type { FeatureCorpus } from './similarity/features.js';

export interface NameBlock {
  /** As blocking.ts gives it. */
  readonly key: string;
  readonly block: BlockMentions;
}

/**
 * The blocks in which something is to be decided: at least two units. In order of their keys, so that the order in which
 * papers arrived changes nothing. Mentions that stand apart, or that a curator told apart, are in none. O(mentions + B log B) for B blocks.
 */
export function* nameBlocks(corpus: FeatureCorpus, table: MentionTable, joins: Joins): Generator<NameBlock> {
  const { blockKeys, mentionName, nameBlock } = corpus;
  const blockOf = new Int32Array(corpus.mentionCount);
  for (let mention = 0; mention < blockOf.length; mention++) {
    blockOf[mention] = isApart(table.attached.at(table.personMentions.at(mention))) ? -1 : nameBlock[mentionName[mention]];
  }
  const groups = groupBy(blockOf, blockKeys.length);
  const order = [...blockKeys.keys()].toSorted((a, b) => (blockKeys[a] < blockKeys[b] ? -1 : 1));
  for (const at of order) {
    const mentions = itemsOf(groups, at);
    if (mentions.length < 2) continue;
    const block = blockOfMentions(mentions, table, joins);
    if (block !== null) yield { key: blockKeys[at], block };
  }
}

/**
 * The blocks in which names meet that are at home in different ones (Bob with Robert, García Márquez with Márquez, a bare
 * family name with all of it), to be formed once those are resolved: as nameBlocks. O(mentions + guests).
 */
export function* meetingBlocks(corpus: FeatureCorpus, table: MentionTable, joins: Joins): Generator<NameBlock> {
  const { mentionName, nameBlock, blockKeys, guestKeys } = corpus;
  const mentionsOf = new Map<string, number[]>();
  for (const [mention, name] of mentionName.entries()) {
    const keys = guestKeys.get(name);
    if (keys === undefined || isApart(table.attached.at(table.personMentions.at(mention)))) continue;
    for (const key of keys) {
      const known = mentionsOf.get(key);
      if (known === undefined) mentionsOf.set(key, [mention]);
      else known.push(mention);
    }
  }
  const homeOf = (mention: number): number => nameBlock[mentionName[mention]];
  for (const key of [...mentionsOf.keys()].toSorted((a, b) => (a < b ? -1 : 1))) {
    const mentions = Uint32Array.from(mentionsOf.get(key)!);
    const met = numbered(mentions, isFamilyKey(key) ? (mention) => Number(blockKeys[homeOf(mention)].endsWith('|')) : homeOf);
    if (!met.includes(1)) continue;
    const block = blockOfMentions(mentions, table, joins);
    if (block !== null) yield { key, block: { ...block, met } };
  }
}

/** Numbers from 0 in order of appearance. */
function numbered(mentions: Uint32Array, valueOf: (mention: number) => number): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(mentions, (mention) => {
    const value = valueOf(mention);
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
}

/** Null where all mentions are one unit already. */
function blockOfMentions(mentions: Uint32Array, table: MentionTable, joins: Joins): BlockMentions | null {
  const units = new Map<number, number>();
  const unit = new Int32Array(mentions.length);
  for (const [at, mention] of mentions.entries()) {
    const root = joins.find(table.node.at(table.personMentions.at(mention)));
    let number = units.get(root);
    if (number === undefined) units.set(root, (number = units.size));
    unit[at] = number;
  }
  if (units.size < 2) return null;
  const roots = [...units.keys()];
  return { mentions, unit, exclusiveIds: exclusiveIds(roots, joins), apart: joins.apartAmong(roots) };
}

/** Ids as numbers within the block, in order of their units, so that a block's input doesn't depend on other blocks. */
function exclusiveIds(roots: readonly number[], joins: Joins): Int32Array[] {
  const found = roots.map((root) => joins.idsPerScheme(root));
  return found[0].map((_, scheme) => {
    const numbers = new Map<number, number>();
    return Int32Array.from(found, (ids) => {
      const id = ids[scheme];
      if (id < 0) return -1;
      const number = numbers.get(id) ?? numbers.size;
      numbers.set(id, number);
      return number;
    });
  });
}
