/** Memory of WebAssembly kernels: where their arrays lie, and instances of them. */
import { UncomputableError } from '../metric.js';

const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;

/** Addresses of arrays, by name, and the first byte behind them. */
export type Layout<Names extends string> = Readonly<Record<Names | 'end', number>>;

/** Puts arrays of the given lengths in bytes one behind the other, each at a multiple of 16. O(arrays). */
export function layout<Names extends string>(bytes: Readonly<Record<Names, number>>): Layout<Names> {
  // The first bytes stay free: address 0 is nobody's.
  let end = 1024;
  const addresses: Record<string, number> = {};
  for (const [name, length] of Object.entries<number>(bytes)) {
    addresses[name] = end;
    end = Math.ceil((end + length) / 16) * 16;
  }
  return { ...addresses, end } as Layout<Names>;
}

/** A kernel's memory; its buffer is another one after it has grown. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of WebAssembly, which the types of Node 20 lack. */
interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { env: { memory: KernelMemory } }) => { readonly exports: unknown };
}

const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

const compiled = new Map<string, object>();

/** A memory of at least `bytes`, zeroed. Throws an UncomputableError where that is more than WebAssembly may have (4 GB), and a RangeError where it is more than the machine gives. */
export function memoryOf(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (pages > MAX_PAGES) throw new UncomputableError(`a search needs ${(bytes / 2 ** 30).toFixed(1)} GB of memory beside the graph, more than the 4 GB that WebAssembly may have`);
  return new Memory({ initial: pages, maximum: MAX_PAGES });
}

/** The exports of a new instance of a kernel that works in the memory. A kernel is compiled once per thread. */
export function instanceIn(memory: KernelMemory, base64: string): unknown {
  const module = compiled.get(base64) ?? new Module(Buffer.from(base64, 'base64'));
  compiled.set(base64, module);
  return new Instance(module, { env: { memory } }).exports;
}

/** A new instance of a kernel with a memory of its own: see memoryOf and instanceIn. */
export function instantiated(base64: string, bytes: number): { memory: KernelMemory; exports: unknown } {
  const memory = memoryOf(bytes);
  return { memory, exports: instanceIn(memory, base64) };
}

/** Up to so many bytes a thread keeps for the next kernel: memory that is new has to be zeroed by the system, page by page. */
const KEPT_BYTES = 2 ** 26;

let kept: KernelMemory | null = null;
const keptExports = new Map<string, unknown>();

/**
 * An instance of a kernel that is done with its memory when its caller returns: all such share one memory of the thread, as long as
 * they need no more than 64 MiB of it. What the memory holds is whatever was left there, so a kernel has to write what it reads.
 * Throws as `instantiated` does.
 */
export function borrowed(base64: string, bytes: number): { memory: KernelMemory; exports: unknown } {
  if (bytes > KEPT_BYTES) return instantiated(base64, bytes);
  kept ??= memoryOf(PAGE_BYTES);
  const missing = bytes - kept.buffer.byteLength;
  if (missing > 0) kept.grow(Math.ceil(missing / PAGE_BYTES));
  const exports = keptExports.get(base64) ?? instanceIn(kept, base64);
  keptExports.set(base64, exports);
  return { memory: kept, exports };
}
