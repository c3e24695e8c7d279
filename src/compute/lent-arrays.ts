/**
 * Arrays over mapped files on their way between the threads of a pool. A message would copy them whole, so that it names
 * map, place and length instead, and whoever gets it reads the same pages. The thread that mapped keeps a map for as long
 * as a worker may read it: see WorkerSeat.
 */
import { bufferOfMap, hasMaps, mapOf, type MemoryMap } from '../graph/memory-map.js';
import type { TypedArray, TypedArrayConstructor } from '../graph/shared-arrays.js';

const TYPES: Readonly<Record<string, TypedArrayConstructor<TypedArray>>> = { Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array };

/** Stands for an array in a message. No other object has a key like this one. */
interface Ticket {
  readonly '\0mapped': { readonly map: MemoryMap; readonly type: string; readonly byteOffset: number; readonly length: number };
}

/** What can be sent, and the buffers of the maps that it names. */
export interface Sealed<T> {
  readonly value: T;
  readonly buffers: readonly ArrayBuffer[];
}

/** Of a message: the maps that its tickets name, and the how-manieth message to its worker it is. */
export interface Lent {
  readonly maps: readonly MemoryMap[];
  readonly given: number;
}

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isTicket(value: object): value is Ticket {
  return '\0mapped' in value;
}

/**
 * The value with what `replace` makes of its parts, however deep in plain objects and arrays; itself where that is nothing
 * new. A part that stands in several places is replaced once, so that it is one object afterwards, too.
 */
function replaced(value: unknown, replace: (part: object) => unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (known.has(value)) return known.get(value);
  let made = replace(value);
  if (made === value && Array.isArray(value)) {
    // Most arrays are of numbers or words, and long.
    const parts: unknown[] = value.some((part) => typeof part === 'object') ? value.map((part) => replaced(part, replace, known)) : value;
    made = parts.some((part, at) => part !== value[at]) ? parts : value;
  } else if (made === value && isPlain(value)) {
    const entries = Object.entries(value).map(([name, part]) => [name, replaced(part, replace, known)] as const);
    made = entries.some(([name, part]) => part !== (value as Record<string, unknown>)[name]) ? Object.fromEntries(entries) : value;
  }
  known.set(value, made);
  return made;
}

function isPlain(value: object): boolean {
  if (ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What to send: arrays over mapped files are named, all else is as it was. O(parts) */
export function sealed<T>(value: T): Sealed<T> {
  if (!hasMaps()) return { value, buffers: [] };
  const buffers = new Set<ArrayBuffer>();
  const ticketOf = (part: object): unknown => {
    if (!isTypedArray(part)) return part;
    const { buffer, byteOffset, length } = part;
    const map = mapOf(buffer);
    if (map === null) return part;
    buffers.add(buffer as ArrayBuffer);
    return { '\0mapped': { map, type: part.constructor.name, byteOffset, length } } satisfies Ticket;
  };
  return { value: replaced(value, ticketOf, new Map()) as T, buffers: [...buffers] };
}

/** What was sent, arrays and all: they stand on the maps in place. O(parts) */
export function opened<T>(value: T): T {
  if (!hasMaps()) return value;
  const arrayOf = (part: object): unknown => {
    if (!isTicket(part)) return part;
    const { map, type, byteOffset, length } = part['\0mapped'];
    const buffer = bufferOfMap(map, () => undefined);
    return new TYPES[type](buffer, byteOffset, length);
  };
  return replaced(value, arrayOf, new Map()) as T;
}

/** A worker's side: tells the thread that lent a map once nothing here reads it any more. */
export class Borrower {
  readonly #onDropped: (map: string, given: number) => void;
  /** The last message that named each map. */
  readonly #lastGiven = new Map<string, number>();

  /** @param onDropped is told the map's id and the last message that named it */
  constructor(onDropped: (map: string, given: number) => void) {
    this.#onDropped = onDropped;
  }

  /** To be called for every message, before it is opened: from then on its maps are lent to this thread. O(maps) */
  receive({ maps, given }: Lent): void {
    for (const map of maps) {
      this.#lastGiven.set(map.id, given);
      bufferOfMap(map, () => {
        this.#onDropped(map.id, this.#lastGiven.get(map.id) ?? given);
        this.#lastGiven.delete(map.id);
      });
    }
  }
}
