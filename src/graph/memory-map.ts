/**
 * Files as memory: a mapped file stands in the address space of the process, its pages are read from disk when they are
 * first touched, and are the same physical pages for all processes that map it. Typed arrays over a map are arrays like
 * any other, but for two things: a write ends the process (the pages are read-only), and so does a read beyond the end of
 * a file that was cut short meanwhile. Who maps a file sees to it that nobody changes it in place; one that is removed or
 * replaced by a rename stays whole for whoever has it mapped, and its room on the disk is given back with the last map.
 *
 * The system's own functions are called through koffi, an optional package; where it can't be loaded, nothing is mapped.
 */
import { constants } from 'node:buffer';
import { createRequire } from 'node:module';
import { threadId } from 'node:worker_threads';
import type Koffi from 'koffi';

/** A map as plain data: enough for any thread of the process to read it in place. */
export interface MemoryMap {
  /** Unique in the process. */
  readonly id: string;
  readonly address: number | bigint;
  readonly bytes: number;
}

type Address = number | bigint;

interface System {
  mmap(address: Address, bytes: number, protection: number, flags: number, file: number, offset: number): Address;
  munmap(address: Address, bytes: number): number;
  /** An ArrayBuffer over memory that it does not own. */
  view(address: Address, bytes: number): ArrayBuffer;
  error(): number;
}

/** These have these values on every system that is tried. */
const PROT_READ = 1;
const MAP_SHARED = 1;
const MAP_FIXED = 16;
const SYSTEMS: ReadonlySet<string> = new Set(['linux', 'darwin', 'freebsd']);
/** Where an address is 8 bytes, as the functions are declared below. */
const PROCESSORS: ReadonlySet<string> = new Set(['x64', 'arm64', 'riscv64', 'loong64', 'ppc64', 's390x']);

let loaded: System | { readonly why: string } | null = null;

/** Loaded with the first question: most programs map nothing. */
function system(): System | { readonly why: string } {
  loaded ??= load();
  return loaded;
}

function load(): System | { readonly why: string } {
  const { platform, arch } = process;
  if (!SYSTEMS.has(platform) || !PROCESSORS.has(arch)) return { why: `files are not mapped on ${platform} ${arch}` };
  try {
    // Within a worker thread, too, and in the midst of a message: not to be waited for.
    const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
    const library = koffi.load(null);
    return {
      mmap: library.func('intptr_t mmap(intptr_t address, size_t bytes, int protection, int flags, int file, int64_t offset)') as System['mmap'],
      munmap: library.func('int munmap(intptr_t address, size_t bytes)') as System['munmap'],
      view: koffi.view,
      error: koffi.errno,
    };
  } catch (error) {
    return { why: `the optional package koffi can't be loaded (${(error as Error).message.split('\n')[0]}); \`npm install koffi\` says why not` };
  }
}

/**
 * Why files can't be mapped here; null where they can. The first call loads what it takes.
 * @param together bytes that are to stand side by side: up to Node 20 no more than 4 GiB do
 */
export function whyNothingIsMapped(together = 0): string | null {
  const known = system();
  if ('why' in known) return known.why;
  return together > constants.MAX_LENGTH ? `this version of Node maps at most ${constants.MAX_LENGTH} bytes as one, and arrays here have ${together}: use Node 22 or later` : null;
}

const mapOfBuffer = new WeakMap<ArrayBufferLike, MemoryMap>();
/** By id, for as long as anything in this thread reads them. */
const buffers = new Map<string, WeakRef<ArrayBuffer>>();
let maps = 0;

/**
 * Unmaps once nothing of the thread that mapped can read the buffer any more: a typed array keeps its buffer alive. Who
 * lends the map to another thread keeps the buffer himself until that thread has dropped its own.
 */
const unmapping = new FinalizationRegistry<MemoryMap>(({ id, address, bytes }) => {
  buffers.delete(id);
  const known = system();
  if (!('why' in known)) known.munmap(address, bytes);
});

/** Bytes of an open file. */
export interface MappedPiece {
  /** Its descriptor. */
  readonly file: number;
  /** A multiple of the size of pages. */
  readonly offset: number;
  /** Above 0; a multiple of the size of pages in all pieces but the last. */
  readonly bytes: number;
}

/**
 * Maps an open file, which may be closed afterwards. O(1); pages are read when they are touched. The map goes when the
 * buffer and every array over it are garbage.
 * @param file its descriptor
 * @param bytes its length, above 0
 * @throws Error of one sentence where so much can't be mapped here, or the system refuses
 */
export function mapFile(file: number, bytes: number): ArrayBuffer {
  return mapPieces([{ file, offset: 0, bytes }]);
}

/** Maps pieces of open files side by side, as one memory; otherwise as `mapFile`. */
export function mapPieces(pieces: readonly MappedPiece[]): ArrayBuffer {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const why = whyNothingIsMapped(bytes);
  if (why !== null) throw new Error(why);
  const known = system() as System;
  let address: Address | null = null;
  let at = 0;
  for (const piece of pieces) {
    // The first takes the room of all: beyond its own end nothing is read before the others stand there.
    const placed: Address = address === null
      ? known.mmap(0, bytes, PROT_READ, MAP_SHARED, piece.file, piece.offset)
      : known.mmap(BigInt(address) + BigInt(at), piece.bytes, PROT_READ, MAP_SHARED | MAP_FIXED, piece.file, piece.offset);
    if (BigInt(placed) === -1n) {
      const error = known.error();
      if (address !== null) known.munmap(address, bytes);
      throw new Error(`the system does not map ${piece.bytes} bytes (error ${error})`);
    }
    address ??= placed;
    at += piece.bytes;
  }
  const buffer = known.view(address as Address, bytes);
  const map: MemoryMap = { id: `${threadId}/${++maps}`, address: address as Address, bytes };
  mapOfBuffer.set(buffer, map);
  buffers.set(map.id, new WeakRef(buffer));
  unmapping.register(buffer, map);
  return buffer;
}

/** The map that a buffer is of, or null. O(1) */
export function mapOf(buffer: ArrayBufferLike): MemoryMap | null {
  return mapOfBuffer.get(buffer) ?? null;
}

/** Whether an array stands on a map. O(1) */
export function isMapped({ buffer }: ArrayBufferView): boolean {
  return mapOfBuffer.has(buffer);
}

/** Whether this thread has had a map at all, its own or another's: most look no further. O(1) */
export function hasMaps(): boolean {
  return buffers.size > 0;
}

/** What is to happen when a borrowed buffer is garbage. */
const returning = new FinalizationRegistry<{ readonly id: string; readonly onDropped: () => void }>(({ id, onDropped }) => {
  // It may have been borrowed again meanwhile.
  if (buffers.get(id)?.deref() !== undefined) return;
  buffers.delete(id);
  onDropped();
});

/**
 * The buffer of a map in this thread, which may be another than the one that mapped: then that one keeps the map until it
 * is told that this buffer has been dropped. O(1)
 * @param onDropped called once nothing of this thread reads the map any more; not where the thread ends before
 */
export function bufferOfMap(map: MemoryMap, onDropped: () => void): ArrayBuffer {
  const there = buffers.get(map.id)?.deref();
  if (there !== undefined) return there;
  const known = system();
  if ('why' in known) throw new Error(known.why);
  const buffer = known.view(map.address, map.bytes);
  mapOfBuffer.set(buffer, map);
  buffers.set(map.id, new WeakRef(buffer));
  returning.register(buffer, { id: map.id, onDropped });
  return buffer;
}
