/** A container on disk. Reads and writes go in pieces, since one system call moves less than 2 GiB. */
import { open, type FileHandle } from 'node:fs/promises';
import { mapFile, mapPieces } from './memory-map.js';

const PIECE_BYTES = 2 ** 28;

/** Writes the buffer to `path`, replacing what is there, and waits until it is on the disk. O(bytes). */
export async function writeBufferFile(path: string, buffer: ArrayBufferLike): Promise<void> {
  const file = await open(path, 'w');
  try {
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at), at);
      at += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Maps a whole file (memory-map.ts), ready for openSections. O(1). The file must never be changed in place. Throws where files can't be mapped here:
 * ask whyNothingIsMapped before.
 */
export async function mapBufferFile(path: string): Promise<ArrayBuffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Error(`${path} is empty`);
    return mapFile(file.fd, size);
  } finally {
    await file.close();
  }
}

/**
 * Maps pieces of files side by side (memory-map.ts). O(pieces). The files must never be changed in place. Throws where
 * files can't be mapped here.
 */
export async function mapFilePieces(pieces: readonly { readonly path: string; readonly offset: number; readonly bytes: number }[]): Promise<ArrayBuffer> {
  const opened: FileHandle[] = [];
  try {
    for (const { path } of pieces) opened.push(await open(path, 'r'));
    return mapPieces(pieces.map(({ offset, bytes }, at) => ({ file: opened[at].fd, offset, bytes })));
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}

/**
 * Reads a whole file into one SharedArrayBuffer, ready for openSections. O(bytes). Throws where the file ends before
 * the length that it had when it was opened.
 */
export async function readBufferFile(path: string): Promise<SharedArrayBuffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, Math.min(PIECE_BYTES, size - at), at);
      if (bytesRead === 0) throw new Error(`${path} ended after ${at} bytes instead of ${size}`);
      at += bytesRead;
    }
    return buffer;
  } finally {
    await file.close();
  }
}
