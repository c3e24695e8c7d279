/**
 * Proving SQLite's log (`corpus.sqlite-wal`, which is there while somebody writes and after a process was killed).
 * SQLite itself reads a log up to the first frame whose checksum is wrong and takes what follows for never written:
 * right for a write that was cut short, a silent loss where a byte turned over before a commit.
 */
import { existsSync, readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** What is wrong with a log, to be read after its path; null for one that is sound, empty or missing. O(bytes). */
export function logFault(path: string): string | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  if (bytes.length < HEADER_BYTES + FRAME_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = view.getUint32(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return 'does not begin as a log does: nothing in it is read';
  const littleEndian = magic === 0x377f0682;
  const sum = new Checksum(view, littleEndian);
  sum.add(0, 24);
  if (!sum.is(24)) return 'has a damaged header: nothing in it is read';
  const pageBytes = view.getUint32(8);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const isOfThisLog = (at: number): boolean => view.getUint32(at + 8) === view.getUint32(16) && view.getUint32(at + 12) === view.getUint32(20);
  let at = HEADER_BYTES;
  for (; at + frameBytes <= bytes.length && isOfThisLog(at); at += frameBytes) {
    sum.add(at, 8);
    sum.add(at + FRAME_HEADER_BYTES, pageBytes);
    if (!sum.is(at + 16)) break;
  }
  const wrong = (at - HEADER_BYTES) / frameBytes + 1;
  for (; at + frameBytes <= bytes.length; at += frameBytes) {
    if (isOfThisLog(at) && view.getUint32(at + 4) !== 0) return `is damaged at its frame ${wrong}, before a commit: what was stored from there on is not read`;
  }
  return null;
}

/** The two running sums of SQLite's log format. */
class Checksum {
  #a = 0;
  #b = 0;

  constructor(
    readonly view: DataView,
    readonly littleEndian: boolean,
  ) {}

  add(from: number, length: number): void {
    for (let at = from; at < from + length; at += 8) {
      this.#a = (this.#a + this.view.getUint32(at, this.littleEndian) + this.#b) >>> 0;
      this.#b = (this.#b + this.view.getUint32(at + 4, this.littleEndian) + this.#a) >>> 0;
    }
  }

  is(at: number): boolean {
    return this.view.getUint32(at) === this.#a && this.view.getUint32(at + 4) === this.#b;
  }
}
