/** Gzip files read to their ends before an engine reads them: DuckDB compares no checksum, and takes a file that was cut between two lines for whole. */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from './engine.js';
import { namedFiles, type WorksInput } from './named-works.js';

/** The gzip files of this machine among what is named. Folders that a cluster looks into are proved by its own reader. */
export function gzipFilesOf(inputs: readonly WorksInput[]): string[] {
  return inputs.flatMap((input) => {
    const named = namedFiles(input);
    return 'files' in named ? named.files.filter((file) => file.endsWith('.gz')) : [];
  });
}

/** O(bytes), a file a processor. @throws EngineError naming the first that is not whole */
export async function proveGzipFiles(files: readonly string[]): Promise<void> {
  const left = files.values();
  const proveSome = async (): Promise<void> => {
    for (const file of left) await proveGzipFile(file);
  };
  await Promise.all(Array.from({ length: Math.min(files.length, availableParallelism()) }, proveSome));
}

/** Whether a file does not even begin as gzip. */
function isOtherwise(error: unknown): boolean {
  return (error as Error).message === 'incorrect header check';
}

async function proveGzipFile(file: string): Promise<void> {
  const nowhere = new Writable({ write: (_bytes, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file), createGunzip({ chunkSize: 2 ** 18 }), nowhere);
  } catch (error) {
    if (isOtherwise(error)) throw new EngineError(`${file} is not compressed as its name says (.gz): fetch it again, or name it by what it holds`, { cause: error });
    throw new EngineError(`${file} is no whole gzip file (${(error as Error).message}): it may have been cut or altered while it was written or copied, fetch or make it again`, { cause: error });
  }
}
