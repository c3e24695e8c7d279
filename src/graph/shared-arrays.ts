/**
 * Typed arrays over SharedArrayBuffers: every array of the graph can be read by all threads without a copy.
 */
import { isMapped } from './memory-map.js';

/** The element types that the graph and its container use. */
export type TypedArray =
  | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A constructor of one of them over a given buffer. */
export interface TypedArrayConstructor<T extends TypedArray> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): T;
}

/** A zeroed shared array of `length` elements. Throws a RangeError where the host cannot give the memory. */
export function sharedArray<T extends TypedArray>(constructor: TypedArrayConstructor<T>, length: number): T {
  return new constructor(new SharedArrayBuffer(length * constructor.BYTES_PER_ELEMENT));
}

/** True where the array can be handed to another thread without a copy: shared memory as it is, a mapped file by its name (compute/lent-arrays.ts). */
export function isShared(array: TypedArray): boolean {
  return array.buffer instanceof SharedArrayBuffer || isMapped(array);
}

/** Bytes of the typed arrays that are an object's own properties, without those on mapped files. O(properties) */
export function bytesInMemory(holder: object): number {
  return Object.values(holder).reduce((sum: number, value: unknown) => sum + (ArrayBuffer.isView(value) && !isMapped(value) ? value.byteLength : 0), 0);
}

/** The array itself if it is shared already, else a shared copy of it. O(length) in the latter case. */
export function toShared<T extends TypedArray>(array: T): T {
  if (isShared(array)) return array;
  const copy = sharedArray(array.constructor as unknown as TypedArrayConstructor<T>, array.length);
  copy.set(array);
  return copy;
}

/** An append-only shared array whose final length need not be known; amortised O(1) per element. */
export class GrowableArray<T extends TypedArray> {
  readonly #type: TypedArrayConstructor<T>;
  #array: T;
  #length = 0;

  /** Room for `capacity` elements is made at once; an exact capacity saves the copy at the end. */
  constructor(constructor: TypedArrayConstructor<T>, capacity: number) {
    this.#type = constructor;
    this.#array = sharedArray(constructor, capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Appends one element; the value must fit the element type (it is not checked here). */
  push(value: number): void {
    if (this.#length === this.#array.length) {
      const larger = sharedArray(this.#type, Math.max(16, Math.ceil(this.#array.length * 1.6)));
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length++] = value;
  }

  /** The elements in an array of exactly their number, whose buffer holds nothing else. */
  finish(): T {
    if (this.#length === this.#array.length) return this.#array;
    const exact = sharedArray(this.#type, this.#length);
    exact.set(this.#array.subarray(0, this.#length));
    return exact;
  }
}
