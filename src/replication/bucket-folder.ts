/**
 * Files of a bucket fetched into a folder: each by its parts where it broke off, proved by length and, where the server
 * gives one, by MD5, and placed by rename. What is there as the bucket has it is not fetched again.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fullDiskSaid } from '../corpus/disk-full.js';
import { ReplicationError } from './errors.js';
import type { BucketObject, S3Objects } from './s3-objects.js';
import { Transfer, type OnTransfer } from './transfer.js';
import { readToEnd } from './waiting.js';
import { writeWhole } from './whole-writes.js';

/** In the folder: the tag of each file that was fetched whole. */
export const FETCHED_FILE = '.fetched';
const PART = '.part';

/**
 * Brings objects into a folder, under their paths. A call that was ended goes on where it was.
 * @throws ReplicationError naming the object or the disk
 */
export async function fetchObjects(objects: S3Objects, wanted: readonly BucketObject[], folder: string, onProgress?: OnTransfer): Promise<void> {
  for (const { path, key } of wanted) if (path.split('/').some((part) => part === '' || part === '.' || part === '..') || /[\\\0]/.test(path)) throw new ReplicationError('USAGE', `${key} of ${objects.title} can't be a file of a folder: name the objects otherwise`);
  mkdirSync(folder, { recursive: true });
  const transfer = new Transfer('fetching', wanted.reduce((sum, { bytes }) => sum + bytes, 0), onProgress);
  const fetched = readFetched(folder);
  const names = new Set(wanted.map(({ path }) => path));
  try {
    // What is no longer in the bucket must not be read beside what is.
    for (const path of Object.keys(fetched).filter((each) => !names.has(each))) {
      rmSync(join(folder, path), { force: true });
      delete fetched[path];
    }
    for (const object of wanted) {
      const file = join(folder, object.path);
      if (fetched[object.path] === object.tag && statSync(file, { throwIfNoEntry: false })?.size === object.bytes) {
        transfer.skip(object.path, object.bytes);
        continue;
      }
      await fetchOne(objects, object, file, transfer);
      fetched[object.path] = object.tag;
      writeFileSync(join(folder, `${FETCHED_FILE}.new`), JSON.stringify(fetched));
      renameSync(join(folder, `${FETCHED_FILE}.new`), join(folder, FETCHED_FILE));
    }
  } catch (error) {
    const full = fullDiskSaid(error, folder);
    if (full === null) throw error;
    throw new ReplicationError('NO_ROOM', `the disk that holds ${folder} is full (${full}): free some room there and run the same command again, which goes on where it was`);
  }
}

function readFetched(folder: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(folder, FETCHED_FILE), 'utf8')) as Record<string, string>;
  } catch {
    // None, or none that can be read: everything is fetched.
    return {};
  }
}

async function fetchOne(objects: S3Objects, object: BucketObject, file: string, transfer: Transfer): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  // Parts of one version are never gone on with by another.
  const part = `${file}.${createHash('sha256').update(object.tag).digest('hex').slice(0, 16)}${PART}`;
  for (const each of readdirSync(dirname(file))) if (each.startsWith(`${basename(file)}.`) && each.endsWith(PART) && join(dirname(file), each) !== part) rmSync(join(dirname(file), each));
  const had = existsSync(part) ? statSync(part).size : 0;
  // Whole, but not placed: what became of its sum is not known any more.
  if (had >= object.bytes) rmSync(part, { force: true });
  else transfer.skip(object.path, had);
  const md5 = await fetchPart(objects, object, part, transfer);
  const found = md5 === null ? null : await md5Of(part);
  if (found !== md5) {
    rmSync(part);
    throw new ReplicationError('DAMAGED', `${object.key} of ${objects.title} arrived with the MD5 ${String(found)} instead of ${String(md5)}, and is not taken: run the same command again, which fetches it anew`);
  }
  renameSync(part, file);
}

/** Has all bytes of the object in a file. @returns its MD5 as the server tells it, else null */
async function fetchPart(objects: S3Objects, object: BucketObject, part: string, transfer: Transfer): Promise<string | null> {
  const output = await open(part, 'a');
  try {
    let md5: string | null = null;
    const have = await readToEnd({
      have: (await output.stat()).size, bytes: object.bytes, waiting: objects.waiting, signal: undefined,
      from: async (at) => {
        const answer = await objects.bytes(object, at);
        md5 = answer.md5;
        return answer.pieces;
      },
      take: async (piece) => {
        await writeWhole(output, piece);
        transfer.moved(object.path, piece.length);
        return piece.length;
      },
      cutOff: (at) => new ReplicationError('DAMAGED', `${object.key} of ${objects.title} ends after ${at} of ${object.bytes} bytes: run the same command again`),
    });
    if (have > object.bytes) throw new ReplicationError('DAMAGED', `${object.key} of ${objects.title} is longer than the ${object.bytes} bytes that it was listed with: run the same command again`);
    await output.sync();
    return md5;
  } finally {
    await output.close();
  }
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}
