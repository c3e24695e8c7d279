/** Whether files are as their manifest describes them. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../corpus/file-checksums.js';
import type { Manifest } from '../snapshot/types.js';
import type { FileFacts, OnBytes } from './store.js';

/** What is wrong with a file, to be read after its path; null where it is the one described. */
export async function faultOf(path: string, { bytes, sha256 }: FileFacts, onBytes?: OnBytes): Promise<string | null> {
  if (!existsSync(path)) return 'is missing';
  const { size } = statSync(path);
  if (size !== bytes) return `has ${size} bytes instead of ${bytes}`;
  return (await sha256OfFile(path, onBytes)) === sha256 ? null : 'differs from what was written, its sha256 is another';
}

/** What is wrong with the first file of a snapshot directory that is not as described, in words; null where all are. O(bytes) */
export async function faultIn(dir: string, { files }: Manifest, onBytes?: OnBytes): Promise<string | null> {
  for (const [name, facts] of Object.entries(files)) {
    const path = join(dir, name);
    const fault = await faultOf(path, facts, onBytes);
    if (fault !== null) return `${path} ${fault}`;
  }
  return null;
}
