/** A network file, opened, told apart, read to the end. */
import { NetworkBuilder } from './builder.js';
import type { NetworkFile } from './file.js';
import { networkError } from './network.js';
import type { Network, NetworkFormat, NetworkText, WeightReading } from './network.js';
import { decodedText } from './text.js';

export interface ReadNetworkOptions {
  /** How the attribute of edges is read; STRENGTH if absent. */
  readonly weight?: WeightReading;
  /** Name of the attribute; the usual ones (see network.ts) if absent. */
  readonly weightAttribute?: string | null;
  /** Most directed entries; what 32-bit offsets can address if absent. */
  readonly maxEntries?: number;
  /** Told the share of the file that has been read, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Aborting ends the reading with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads an opened file as a format. Memory: the edges, and one piece of the file. O(bytes + edges).
 * @throws RangeError naming file, line, value and remedy where the content can't be read truly; the file system's errors
 */
export async function readNetwork(opened: NetworkFile, format: NetworkFormat, options: ReadNetworkOptions = {}): Promise<Network> {
  const { file, size } = opened;
  const { weight = 'STRENGTH', weightAttribute = null, maxEntries, onProgress, signal } = options;
  const build = new NetworkBuilder({ file, weight, weightAttribute, ...(maxEntries === undefined ? {} : { maxEntries }) });
  let length = 0;
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const chunk of opened.bytes((read) => onProgress?.(Math.min(1, read / size)))) {
      signal?.throwIfAborted();
      length += chunk.length;
      yield chunk;
    }
  }
  const text: NetworkText = {
    file,
    pieces: ({ xml = false } = {}) =>
      decodedText(watched(), {
        xml,
        onInvalid: (byte) => build.note(`the file is not UTF-8: from the piece that begins at byte ${byte} on it was read as windows-1252`),
      }).pieces(),
  };
  try {
    await format.read(text, build);
    if (length === 0) throw networkError(file, null, 'the file is empty once unpacked');
    if (build.ids.count === 0) throw networkError(file, null, `there is no node in the file, read as ${format.title}: name its format if it is another`);
    return build.finish(format.id);
  } catch (error) {
    if (error instanceof RangeError && /allocation failed|invalid array length|invalid typed array length/i.test(error.message)) {
      throw new Error(`${file}: there is not enough memory for this network, of which ${build.ids.count} nodes and ${build.stated} edges had been read: read a part of it, or use a machine with more`, { cause: error });
    }
    // Said without the place where it came from below the reader.
    if (error instanceof RangeError && !error.message.startsWith(file)) throw networkError(file, null, error.message);
    throw error;
  }
}
