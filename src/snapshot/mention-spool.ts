/**
 * The mentions of all papers, put aside on disk between merging and resolving: read several times from start to end,
 * never held together. A line of JSON a paper; what few mentions have is left out where it is absent. Behind a tab, where
 * similarity is to be asked, what else it reads of the paper: decoded only if it is looked at.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { MergedMention } from '../corpus/merge-authors.js';
import type { PaperContent, ResolvablePaper } from '../identity/author.js';
import type { Affiliation, NameParts, PersonIds } from '../records/record.js';

/** A paper as identity and the author lists read it. */
export interface SpooledPaper {
  readonly key: string;
  readonly formats: readonly string[];
  readonly mentions: readonly MergedMention[];
  /** Absent where it was not put aside. */
  readonly content?: PaperContent;
  readonly formerKeys?: readonly string[];
  readonly isMerged?: boolean;
}

type StoredMention = [
  rawName: string, position: number | null, isGroup: number, parts?: NameParts | null, externalIds?: PersonIds | null,
  affiliations?: readonly Affiliation[] | null, isCorresponding?: boolean | null, alsoWritten?: readonly string[] | null,
  alsoWrittenIn?: readonly number[] | null, emailDomain?: string | null,
];

type StoredPaper = readonly [key: string, formats: readonly string[], mentions: readonly StoredMention[], formerKeys?: readonly string[], isMerged?: boolean];

const BUFFER_CHARACTERS = 1 << 20;
const READ_BYTES = 1 << 20;
const LINE_FEED = 0x0a;
const NO_IDS: PersonIds = {};
const NOTHING: readonly never[] = [];

export class MentionSpool implements Iterable<SpooledPaper> {
  readonly #path: string;
  readonly #file: number;
  #waiting: string[] = [];
  #characters = 0;
  #length = 0;

  /** Makes the file anew. */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'w+');
  }

  add({ key, formats, mentions, content, formerKeys = [], isMerged = false }: SpooledPaper): void {
    const most = [key, formats, mentions.map(stored)] as const;
    const facts: StoredPaper = formerKeys.length > 0 ? [...most, formerKeys, isMerged] : most;
    const line = `${JSON.stringify(facts)}${content === undefined ? '' : `\t${JSON.stringify(content)}`}\n`;
    this.#waiting.push(line);
    this.#characters += line.length;
    if (this.#characters >= BUFFER_CHARACTERS) this.#flush();
  }

  /** The papers in the order in which they were added. Memory: one paper, and a megabyte. */
  *[Symbol.iterator](): Generator<SpooledPaper> {
    this.#flush();
    let rest: Buffer = Buffer.alloc(0);
    for (let at = 0; at < this.#length; ) {
      const chunk = Buffer.allocUnsafe(Math.min(READ_BYTES, this.#length - at));
      const read = readSync(this.#file, chunk, 0, chunk.length, at);
      if (read === 0) throw new Error(`${this.#path} ends at byte ${at} instead of ${this.#length}`);
      at += read;
      const bytes: Buffer = rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)]);
      const end = bytes.lastIndexOf(LINE_FEED);
      rest = bytes.subarray(end + 1);
      for (const line of bytes.toString('utf8', 0, end + 1).split('\n')) if (line !== '') yield restored(line);
    }
  }

  /** Closes and removes the file. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const bytes = Buffer.from(this.#waiting.join(''));
    for (let from = 0; from < bytes.length; ) from += writeSync(this.#file, bytes, from, bytes.length - from, this.#length + from);
    this.#length += bytes.length;
    this.#waiting = [];
    this.#characters = 0;
  }
}

function stored(mention: MergedMention): StoredMention {
  const { rawName, position, kind, parts, externalIds, affiliations, isCorresponding, alsoWritten, alsoWrittenIn, emailDomain } = mention;
  const all: StoredMention = [
    rawName, position, kind === 'GROUP' ? 1 : 0, parts, isEmpty(externalIds) ? null : externalIds, affiliations.length === 0 ? null : affiliations,
    isCorresponding, alsoWritten.length === 0 ? null : alsoWritten, alsoWrittenIn.length === 0 ? null : alsoWrittenIn, emailDomain ?? null,
  ];
  while (all.length > 3 && all[all.length - 1] === null) all.pop();
  return all;
}

function isEmpty(ids: PersonIds): boolean {
  for (const _ in ids) return false;
  return true;
}

function restored(line: string): SpooledPaper & ResolvablePaper {
  const tab = line.indexOf('\t');
  const [key, formats, mentions, formerKeys = NOTHING, isMerged = false] = JSON.parse(tab < 0 ? line : line.slice(0, tab)) as StoredPaper;
  const paper = { key, formats, mentions: mentions.map(mentionOf), formerKeys, isMerged };
  if (tab < 0) return paper;
  return Object.defineProperty(paper, 'content', { get: () => JSON.parse(line.slice(tab + 1)) as PaperContent });
}

function mentionOf(mention: StoredMention): MergedMention {
  const [rawName, position, isGroup, parts = null, externalIds, affiliations, isCorresponding = null, alsoWritten, alsoWrittenIn, emailDomain] = mention;
  const restoredMention: MergedMention = {
    rawName, parts, position, kind: isGroup === 1 ? 'GROUP' : 'PERSON', externalIds: externalIds ?? NO_IDS, affiliations: affiliations ?? NOTHING,
    isCorresponding, alsoWritten: alsoWritten ?? NOTHING, alsoWrittenIn: alsoWrittenIn ?? NOTHING,
  };
  return emailDomain === undefined || emailDomain === null ? restoredMention : { ...restoredMention, emailDomain };
}
