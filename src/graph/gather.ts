/** The inner loop of a projection: gathering, for every author, the co-authors of his papers. */
import { roundedOff } from './compensated-sum.js';
import { harmonicCredit, pairStrength } from './spec.js';
import { sharedArray } from './shared-arrays.js';
import type { Counting, CsrGraph, Incidence } from './types.js';

/**
 * The graph whose node i is author `nodes[i]` (ascending) and whose edges join authors of a kept paper; members with
 * nodeOf −1 are passed over but count in k and in ranks. On SharedArrayBuffers of exactly the needed size.
 *
 * Each row is gathered by itself and written in one go, so that nothing is written out of order: what is random is
 * only the reading of the author lists. Both ends of a pair meet its papers in ascending order and so sum the same
 * terms to the same bits. O(Σ k² + rows sorted) time; beside the result, memory for the longest row alone.
 */
export function gatherCsr(
  incidence: Incidence,
  paperMask: Uint8Array,
  nodes: Uint32Array,
  nodeOf: Int32Array,
  counting: Counting,
): CsrGraph {
  const members = new RowMembers();
  const offsets = sharedArray(Uint32Array, nodes.length + 1);
  for (let node = 0; node < nodes.length; node += 1) {
    offsets[node + 1] = offsets[node] + degreeOf(incidence, paperMask, nodeOf, nodes[node], members);
  }
  const entries = offsets[nodes.length];
  const graph: CsrGraph = {
    nodeCount: nodes.length,
    edgeCount: entries / 2,
    offsets,
    neighbours: sharedArray(Uint32Array, entries),
    paperCount: sharedArray(Uint32Array, entries),
    strength: sharedArray(Float64Array, entries),
  };
  fillRows(incidence, paperMask, nodes, nodeOf, counting, graph, members);
  return graph;
}

/** Rows up to this length are sorted by insertion; a call of the built-in sort costs more than that. */
const SHORT_ROW = 24;

/**
 * The distinct members of one row at a time, numbered as they come: a hash table that stays as small as the row, so
 * that it is found in the nearest cache, where an array over all nodes would miss on every access.
 */
class RowMembers {
  /** Member + 1 by place in the table, 0 where free. */
  #taken = new Int32Array(0);
  #numberAt = new Int32Array(0);
  #placeOf = new Int32Array(0);
  #shift = 31;
  #mask = 0;
  /** The members in the order of coming, or ascending after `sort`; as long as the longest row could have been so far. */
  list = new Uint32Array(0);
  count = 0;

  /** Empties the row and makes room for so many mentions. O(members that were in), and O(mentions) where there never were so many. */
  begin(mentions: number): void {
    for (let number = 0; number < this.count; number += 1) this.#taken[this.#placeOf[number]] = 0;
    this.count = 0;
    // At most half full: mentions ≤ 2^(bits − 1).
    const bits = 33 - Math.clz32(Math.max(1, mentions));
    this.#shift = 32 - bits;
    if (mentions <= this.list.length) return;
    this.#taken = new Int32Array(2 ** bits);
    this.#numberAt = new Int32Array(2 ** bits);
    this.#mask = 2 ** bits - 1;
    this.#placeOf = new Int32Array(2 ** (bits - 1));
    this.list = new Uint32Array(2 ** (bits - 1));
  }

  /** The number of a member, which is new where it equals the former count. O(1) on average. */
  numberOf(member: number): number {
    let place = (Math.imul(member, 0x9e3779b1) >>> this.#shift) & this.#mask;
    for (;;) {
      const taken = this.#taken[place];
      if (taken === member + 1) return this.#numberAt[place];
      if (taken === 0) break;
      place = (place + 1) & this.#mask;
    }
    const number = this.count++;
    this.#taken[place] = member + 1;
    this.#numberAt[place] = number;
    this.#placeOf[number] = place;
    this.list[number] = member;
    return number;
  }

  /** Puts `list` in ascending order; numbers stay. */
  sort(): void {
    const { list, count } = this;
    if (count > SHORT_ROW) {
      list.subarray(0, count).sort();
      return;
    }
    for (let i = 1; i < count; i += 1) {
      const member = list[i];
      let at = i;
      while (at > 0 && list[at - 1] > member) {
        list[at] = list[at - 1];
        at -= 1;
      }
      list[at] = member;
    }
  }
}

/** Mentions on the kept papers of two authors or more of an author. */
function mentionsWith({ authorOffsets, authorPapers, paperOffsets }: Incidence, paperMask: Uint8Array, author: number): number {
  let mentions = 0;
  for (let s = authorOffsets[author], end = authorOffsets[author + 1]; s < end; s += 1) {
    const paper = authorPapers[s];
    if (paperMask[paper] === 1) mentions += paperOffsets[paper + 1] - paperOffsets[paper];
  }
  return mentions;
}

/** Number of different nodes among the co-authors of an author. */
function degreeOf(incidence: Incidence, paperMask: Uint8Array, nodeOf: Int32Array, author: number, members: RowMembers): number {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  members.begin(mentionsWith(incidence, paperMask, author));
  const own = nodeOf[author];
  for (let s = authorOffsets[author], last = authorOffsets[author + 1]; s < last; s += 1) {
    const paper = authorPapers[s];
    if (paperMask[paper] === 0) continue;
    for (let t = paperOffsets[paper], end = paperOffsets[paper + 1]; t < end; t += 1) {
      const other = nodeOf[paperAuthors[t]];
      if (other !== -1 && other !== own) members.numberOf(other);
    }
  }
  return members.count;
}

/** Sums the joint papers and the strength of every pair, a row at a time. */
function fillRows(
  incidence: Incidence,
  paperMask: Uint8Array,
  nodes: Uint32Array,
  nodeOf: Int32Array,
  counting: Counting,
  graph: CsrGraph,
  members: RowMembers,
): void {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const { neighbours, paperCount, strength, offsets } = graph;
  const papersWith = new Uint32Array(members.list.length);
  const strengthWith = new Float64Array(members.list.length);
  const lostWith = new Float64Array(members.list.length);
  const ranked = counting === 'HARMONIC';
  for (let node = 0; node < nodes.length; node += 1) {
    const author = nodes[node];
    members.begin(mentionsWith(incidence, paperMask, author));
    for (let s = authorOffsets[author], last = authorOffsets[author + 1]; s < last; s += 1) {
      const paper = authorPapers[s];
      const first = paperOffsets[paper];
      const k = paperOffsets[paper + 1] - first;
      if (paperMask[paper] === 0 || k < 2) continue;
      const flat = ranked ? 0 : pairStrength(counting, k, 1, 2);
      const own = ranked ? harmonicCredit(paperAuthors.indexOf(author, first) - first + 1, k) : 0;
      for (let rank = 1; rank <= k; rank += 1) {
        const other = nodeOf[paperAuthors[first + rank - 1]];
        if (other === -1 || other === node) continue;
        const before = members.count;
        const number = members.numberOf(other);
        const term = ranked ? own * harmonicCredit(rank, k) : flat;
        if (number === before) {
          papersWith[number] = 1;
          strengthWith[number] = term;
          lostWith[number] = 0;
        } else {
          const sum = strengthWith[number];
          papersWith[number] += 1;
          strengthWith[number] = sum + term;
          lostWith[number] += roundedOff(sum, term, strengthWith[number]);
        }
      }
    }
    members.sort();
    for (let i = 0, at = offsets[node]; i < members.count; i += 1, at += 1) {
      const other = members.list[i];
      const number = members.numberOf(other);
      neighbours[at] = other;
      paperCount[at] = papersWith[number];
      strength[at] = strengthWith[number] + lostWith[number];
    }
  }
}
