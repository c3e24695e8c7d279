/** Writing a small file so that after a crash the old one or the new one is there, whole. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveToOwnerOfFolder } from '../corpus/ownership.js';

/** Replaces a file at one instant; on disk when this returns. Only its owner may read it, who is the folder's where root writes. */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.${process.pid}.new`;
  try {
    rmSync(fresh, { force: true });
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
    giveToOwnerOfFolder(fresh);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  flushDirectory(dirname(path));
}

/** Writes all bytes at a place of an open file and waits for the disk. @param place null where the file was opened for appending */
export function appendDurably(handle: number, bytes: Buffer, place: number | null = null): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written, bytes.length - written, place === null ? null : place + written);
  fsyncSync(handle);
}

/** So that a file's name, new or replaced, survives a crash. Nothing where the system has no such thing. */
export function flushDirectory(dir: string): void {
  let handle: number;
  try {
    handle = openSync(dir, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // Windows can't; it needs it less.
  } finally {
    closeSync(handle);
  }
}
