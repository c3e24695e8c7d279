/** What is written is written whole, also where the disk takes it in parts. */
import type { FileHandle } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/replication/whole-writes.js';

/** A file that takes at most so many bytes at a time. */
function sparing(most: number, taken: number[]): Pick<FileHandle, 'write'> {
  return {
    write: ((bytes: Uint8Array, at: number, length: number) => {
      const part = bytes.subarray(at, at + Math.min(most, length));
      taken.push(...part);
      return Promise.resolve({ bytesWritten: part.length, buffer: bytes });
    }) as FileHandle['write'],
  };
}

it.each([1, 3, 10, 100])('leaves nothing out of a file that takes %i bytes at a time', async (most) => {
  const taken: number[] = [];
  const bytes = Uint8Array.from({ length: 25 }, (_, at) => at);
  await writeWhole(sparing(most, taken), bytes);
  expect(taken).toEqual([...bytes]);
});
