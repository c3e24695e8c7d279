/**
 * Several files in one ZIP archive (APPNOTE 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), written as
 * they come: laid out by fflate, compressed by Node's zlib in a thread of its own. Without ZIP64, so below 4 GiB.
 */
import { createDeflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { encoded, joined } from './chunks.js';
import { ExportError, type Chunk } from './format.js';

export interface ArchivedFile {
  readonly name: string;
  readonly chunks: Iterable<Chunk> | AsyncIterable<Chunk>;
}

/** Where an archive without ZIP64 ends. */
const MAX_BYTES = 0xffff_ffff;
/** The number of DEFLATE among ZIP's methods. */
const DEFLATE = 8;

/** fflate counts and sums what is pushed; the compressed bytes reach it through `ondata`. */
class DeflatedFile extends ZipPassThrough {
  readonly #deflate = createDeflateRaw({ level: 6 });

  constructor(name: string) {
    super(name);
    this.compression = DEFLATE;
    this.#deflate.on('data', (bytes: Uint8Array<ArrayBuffer>) => {
      this.ondata(null, bytes, false);
    });
  }

  /** Nothing is passed through. */
  protected override process(): void {}

  async write(bytes: Uint8Array): Promise<void> {
    this.push(bytes);
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(bytes, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(error);
      });
    });
  }

  async end(): Promise<void> {
    this.push(new Uint8Array(0), true);
    await new Promise((resolve, reject) => {
      this.#deflate.once('end', resolve).once('error', reject).end();
    });
    this.ondata(null, new Uint8Array(0), true);
  }

  abandon(): void {
    this.#deflate.destroy();
  }
}

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
  const checked = (): Uint8Array[] => {
    if (failure !== null) throw failure;
    return ready.splice(0);
  };
  let written = 0;
  for (const { name, chunks } of files) {
    const entry = new DeflatedFile(name);
    entry.mtime = day(date);
    zip.add(entry);
    try {
      for await (const chunk of joined(chunks)) {
        const bytes = encoded(chunk);
        written += bytes.length;
        if (written > MAX_BYTES) throw new ExportError('All parts together are larger than 4 GiB, which this archive can\'t hold. Ask for each part alone.');
        await entry.write(bytes);
        yield* checked();
      }
      await entry.end();
      yield* checked();
    } finally {
      entry.abandon();
    }
  }
  zip.end();
  yield* checked();
}

/** Midnight of the day where this runs: ZIP has no time zone, and fflate writes the local time. */
function day(date: string | null): Date {
  const [year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '')?.slice(1).map(Number) ?? [1980, 1, 1];
  return year < 1980 ? new Date(1980, 0, 1) : new Date(year, month - 1, dayOfMonth);
}
