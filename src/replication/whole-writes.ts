/** Writing so that nothing is left out: a disk that fills takes a part of what it is given, and says so in a number alone. */
import type { FileHandle } from 'node:fs/promises';

/** Writes all of the bytes at the end of what was written. @throws the file system's error where it takes no more */
export async function writeWhole(output: Pick<FileHandle, 'write'>, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await output.write(bytes, at, bytes.length - at)).bytesWritten;
}
