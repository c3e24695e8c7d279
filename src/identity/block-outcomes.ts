/**
 * Outcomes of blocks, kept from one resolution to the next by the hash of what they depend on. An outcome found here is
 * the one that resolving would give, so keeping them changes how long it takes and nothing else; the file may be deleted
 * at any time. Only what the last resolution asked for is kept.
 *
 * File: a magic line, the sha256 of what follows, then per outcome its hash (16 bytes), the numbers of joins and of uncompared pairs (two Uint32), and
 * per join the places in the block of the two mentions (two Uint32) and the log-odds (Float32); little-endian.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { HASH_BYTES } from './block-hash.js';

const MAGIC = Buffer.from('coterie block outcomes 1\n');
const START = MAGIC.length + 32;
const HEAD_BYTES = HASH_BYTES + 8;
const JOIN_BYTES = 12;

/** What is kept of an outcome: places are those of mentions in the block. */
export interface KeptOutcome {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly logOdds: Float32Array;
  /** Pairs of units that were never compared; see BlockOutcome. */
  readonly uncompared: number;
}

export class BlockOutcomes {
  readonly #path: string | null;
  #old: Buffer;
  /** Where in #old the outcome of a hash begins. */
  readonly #places = new Map<string, number>();
  readonly #pieces: Buffer[] = [];

  /** @param path where outcomes lie; null keeps none. A missing, foreign or damaged file counts as empty. */
  constructor(path: string | null) {
    this.#path = path;
    this.#old = path === null ? Buffer.alloc(0) : readOrEmpty(path);
    this.#index();
  }

  /** The outcome of a block, found or made; kept for the next time. */
  of(hash: Buffer, make: () => KeptOutcome): { readonly outcome: KeptOutcome; readonly isNew: boolean } {
    const place = this.#places.get(hash.toString('latin1'));
    if (place !== undefined) {
      const { outcome, end } = this.#read(place);
      this.#keep(this.#old.subarray(place, end));
      return { outcome, isNew: false };
    }
    const outcome = make();
    this.#keep(encoded(hash, outcome));
    return { outcome, isNew: true };
  }

  /** Writes what was asked for since; the file is replaced whole. @throws the file system's error */
  save(): void {
    if (this.#path === null) return;
    // One name for all: what a killed build leaves is overwritten by the next. Only the corpus's one writer comes here.
    const fresh = `${this.#path}.new`;
    try {
      const hash = createHash('sha256');
      for (const piece of this.#pieces) hash.update(piece);
      writeFileSync(fresh, Buffer.concat([MAGIC, hash.digest(), ...this.#pieces]));
      renameSync(fresh, this.#path);
    } finally {
      rmSync(fresh, { force: true });
    }
  }

  #keep(piece: Buffer): void {
    if (this.#path !== null) this.#pieces.push(piece);
  }

  #index(): void {
    for (let at = START; at < this.#old.length; ) {
      this.#places.set(this.#old.toString('latin1', at, at + HASH_BYTES), at);
      at += HEAD_BYTES + this.#old.readUInt32LE(at + HASH_BYTES) * JOIN_BYTES;
    }
  }

  #read(place: number): { outcome: KeptOutcome; end: number } {
    const joins = this.#old.readUInt32LE(place + HASH_BYTES);
    const [a, b, logOdds] = [new Uint32Array(joins), new Uint32Array(joins), new Float32Array(joins)];
    let at = place + HEAD_BYTES;
    for (let join = 0; join < joins; join++, at += JOIN_BYTES) {
      a[join] = this.#old.readUInt32LE(at);
      b[join] = this.#old.readUInt32LE(at + 4);
      logOdds[join] = this.#old.readFloatLE(at + 8);
    }
    return { outcome: { a, b, logOdds, uncompared: this.#old.readUInt32LE(place + HASH_BYTES + 4) }, end: at };
  }
}

function readOrEmpty(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return isWhole(bytes) ? bytes : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

function isWhole(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC) && createHash('sha256').update(bytes.subarray(START)).digest().equals(bytes.subarray(MAGIC.length, START));
}

/** Whether the file is what was written. @throws the file system's error */
export function isWholeOutcomesFile(path: string): boolean {
  return isWhole(readFileSync(path));
}

function encoded(hash: Buffer, { a, b, logOdds, uncompared }: KeptOutcome): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES + a.length * JOIN_BYTES);
  hash.copy(bytes);
  bytes.writeUInt32LE(a.length, HASH_BYTES);
  bytes.writeUInt32LE(Math.min(uncompared, 0xffff_ffff), HASH_BYTES + 4);
  for (let join = 0, at = HEAD_BYTES; join < a.length; join++, at += JOIN_BYTES) {
    bytes.writeUInt32LE(a[join], at);
    bytes.writeUInt32LE(b[join], at + 4);
    bytes.writeFloatLE(logOdds[join], at + 8);
  }
  return bytes;
}
