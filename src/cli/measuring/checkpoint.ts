/**
 * The file in which a long computation keeps its finished blocks. A first line says what is computed; then follow records,
 * appended one write each: metric (uint32), block (uint32), number of values (uint32), the values (float64), all little
 * endian, and the CRC-32 of that (uint32). A torn last record is cut off when the file is opened again.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { BlockStore } from '../../compute/job.js';
import type { SharedInput } from '../../compute/protocol.js';
import { CliError, EXIT } from '../errors.js';
import type { ChosenMetric } from './chosen-metrics.js';

const FORMAT = 'coterie checkpoint 1';
const HEAD_BYTES = 12;
const CRC_BYTES = 4;
const MAX_HEADER_BYTES = 1 << 20;

/** What a checkpoint is of: it serves no other computation. */
export interface Computation {
  readonly version: string;
  readonly graph: string;
  readonly metrics: ReadonlyArray<{ readonly id: string; readonly parameters: Readonly<Record<string, unknown>> }>;
}

export interface Checkpoint {
  /** Blocks that an earlier run kept. */
  readonly kept: number;
  /** Where the blocks of the metric at that place of the computation are kept. */
  storeOf(metric: number): BlockStore;
  close(): void;
  /** Closes and removes the file: the answer has been written. */
  remove(): void;
}

/** SHA-256 (hex) over all arrays that kernels read. O(bytes). */
export function contentHash({ graph, incidence, selection }: Omit<SharedInput, 'parameters'>): string {
  const hash = createHash('sha256');
  for (const [name, value] of [graph, incidence, selection].flatMap((part): Array<[string, unknown]> => Object.entries(part))) {
    hash.update(`${name}:`);
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else hash.update(String(value));
  }
  return hash.digest('hex');
}

/** The computation of these metrics on this input by this version of the program. */
export function computationOf(version: string, input: Omit<SharedInput, 'parameters'>, chosen: readonly ChosenMetric[]): Computation {
  return { version, graph: contentHash(input), metrics: chosen.map(({ metric, parameters }) => ({ id: metric.id, parameters })) };
}

function headerOf(computation: Computation): Buffer {
  return Buffer.from(`${JSON.stringify({ format: FORMAT, ...computation })}\n`);
}

/**
 * Opens the checkpoint of a computation, a new one where there is no file (or none of its header was written).
 * @throws CliError (usage) where the file is another computation's, or no checkpoint; the file system's errors
 */
export function openCheckpoint(path: string, computation: Computation): Checkpoint {
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? 'wx+' : 'r+');
  try {
    const header = headerOf(computation);
    const size = fstatSync(file).size;
    const begun = readAt(file, 0, Math.min(size, Math.max(header.length, MAX_HEADER_BYTES)));
    if (begun.indexOf(0x0a) < 0 && header.subarray(0, begun.length).equals(begun)) {
      ftruncateSync(file, 0);
      writeSync(file, header, 0, header.length, 0);
      return checkpointOf(path, file, new Map(), header.length);
    }
    if (!begun.subarray(0, header.length).equals(header)) throw refusal(path, begun, computation);
    const { places, end } = scanned(file, header.length, size);
    ftruncateSync(file, end);
    return checkpointOf(path, file, places, end);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

interface Place {
  readonly at: number;
  readonly length: number;
}

const keyOf = (metric: number, block: number): string => `${metric} ${block}`;

function checkpointOf(path: string, file: number, places: Map<string, Place>, size: number): Checkpoint {
  let end = size;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    kept: places.size,
    storeOf: (metric) => ({
      load(block) {
        const place = places.get(keyOf(metric, block));
        return place === undefined ? null : valuesAt(file, place);
      },
      save(block, values) {
        const record = recordOf(metric, block, values);
        for (let done = 0; done < record.length; ) done += writeSync(file, record, done, record.length - done, end + done);
        end += record.length;
      },
    }),
    close,
    remove() {
      close();
      rmSync(path, { force: true });
    },
  };
}

function recordOf(metric: number, block: number, values: Float64Array): Buffer {
  const record = Buffer.alloc(HEAD_BYTES + values.byteLength + CRC_BYTES);
  record.writeUInt32LE(metric, 0);
  record.writeUInt32LE(block, 4);
  record.writeUInt32LE(values.length, 8);
  for (let i = 0; i < values.length; i += 1) record.writeDoubleLE(values[i], HEAD_BYTES + i * 8);
  record.writeUInt32LE(crc32(record.subarray(0, -CRC_BYTES)), record.length - CRC_BYTES);
  return record;
}

function valuesAt(file: number, { at, length }: Place): Float64Array {
  const bytes = readAt(file, at, length * 8);
  return Float64Array.from({ length }, (_, i) => bytes.readDoubleLE(i * 8));
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

/** The records that are whole, and where they end. */
function scanned(file: number, from: number, size: number): { readonly places: Map<string, Place>; readonly end: number } {
  const places = new Map<string, Place>();
  let at = from;
  while (at + HEAD_BYTES + CRC_BYTES <= size) {
    const head = readAt(file, at, HEAD_BYTES);
    const length = head.readUInt32LE(8);
    const total = HEAD_BYTES + length * 8 + CRC_BYTES;
    if (at + total > size) break;
    const record = readAt(file, at, total);
    if (crc32(record.subarray(0, -CRC_BYTES)) !== record.readUInt32LE(total - CRC_BYTES)) break;
    places.set(keyOf(head.readUInt32LE(0), head.readUInt32LE(4)), { at: at + HEAD_BYTES, length });
    at += total;
  }
  return { places, end: at };
}

function refusal(path: string, begun: Buffer, computation: Computation): CliError {
  const line = begun.indexOf(0x0a);
  const found = parsedHeader(begun.subarray(0, line < 0 ? begun.length : line).toString('utf8'));
  if (found === null) return new CliError(`${path} is no checkpoint of this program: name another file, it is left as it is`, EXIT.usage, { argument: 'checkpoint', value: path });
  const differing = [
    ...(found.version === computation.version ? [] : [`made by version ${found.version} of the program`]),
    ...(found.graph === computation.graph ? [] : ['of another graph']),
    ...(JSON.stringify(found.metrics) === JSON.stringify(computation.metrics) ? [] : [`of other metrics or parameters (${found.metrics.map(({ id }) => id).join(', ')})`]),
  ];
  return new CliError(`the checkpoint ${path} is ${differing.join(', ') || 'damaged'}: repeat the command that it was made by, remove it, or name another file`, EXIT.usage, { argument: 'checkpoint', value: path });
}

function parsedHeader(text: string): Computation | null {
  try {
    const parsed = JSON.parse(text) as Partial<Computation> & { format?: unknown };
    if (parsed.format !== FORMAT || !Array.isArray(parsed.metrics)) return null;
    return parsed as Computation;
  } catch {
    return null;
  }
}
