/** Several files in one ZIP archive (APPNOTE 6.3), written as they come by fflate; without ZIP64, so each file must stay below 4 GiB. */
import { Zip, ZipDeflate } from 'fflate';
import { encoded, joined } from './chunks.js';
import { ExportError, type Chunk } from './format.js';

export interface ArchivedFile {
  readonly name: string;
  readonly chunks: Iterable<Chunk> | AsyncIterable<Chunk>;
}

/** Where an archive without ZIP64 ends. */
const MAX_BYTES = 0xffff_ffff;

/**
 * The archive, in pieces. Each file is read when its turn comes, so memory is that of the compressor (some 300 KB). Every
 * file bears `date` (ISO, the day of the snapshot), so that equal networks give equal archives; null gives 1 January 1980,
 * the first day that ZIP knows. Throws ExportError where the archive passes 4 GiB.
 */
export async function* zipOf(files: readonly ArchivedFile[], date: string | null): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error === null) ready.push(bytes);
    else failure = error;
  });
  let written = 0;
  const limit = (bytes: number): void => {
    if (failure !== null) throw failure;
    written += bytes;
    if (written > MAX_BYTES) throw new ExportError('All parts together are larger than 4 GiB, which this archive can\'t hold. Ask for each part alone.');
  };
  for (const { name, chunks } of files) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = day(date);
    zip.add(entry);
    for await (const chunk of joined(chunks)) {
      const bytes = encoded(chunk);
      limit(bytes.length);
      entry.push(bytes);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  limit(0);
  yield* ready.splice(0);
}

/** Midnight of the day where this runs: ZIP has no time zone, and fflate writes the local time. */
function day(date: string | null): Date {
  const [year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '')?.slice(1).map(Number) ?? [1980, 1, 1];
  return year < 1980 ? new Date(1980, 0, 1) : new Date(year, month - 1, dayOfMonth);
}
