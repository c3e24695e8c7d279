/** Works and tables that lie in a bucket, brought to this machine for what reads files: DuckDB, and packing. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { WorksInput } from '../pipeline/driver.js';
import { MADE_TABLES, TABLES_MANIFEST } from '../pipeline/tables.js';
import { fetchObjects } from '../replication/bucket-folder.js';
import { S3Objects, type BucketObject } from '../replication/s3-objects.js';
import { s3PlaceOf } from '../replication/target.js';
import { isGlob, segmentPattern } from '../sources/glob.js';
import { asCliError, CliError, EXIT } from './errors.js';
import type { Progress } from './progress.js';
import { asCommandError, showWaiting } from './replicating.js';
import { inFolder, kindByName } from './works-inputs.js';

/** `s3://bucket/…`, as Spark's S3A writes it too. */
export function isBucketPlace(place: string): boolean {
  return /^s3[an]?:\/\//i.test(place);
}

/** The place as the clusters' S3 connector is addressed. */
export function asS3a(place: string): string {
  return place.replace(/^s3n?:\/\//i, 's3a://');
}

/** A prefix and, where the place holds a pattern, what the paths below it have to match. */
interface Wanted {
  readonly prefix: string;
  readonly matches: (path: string) => boolean;
}

function wantedOf(place: string): Wanted {
  const [, scheme = '', rest = ''] = /^(s3[an]?:\/\/)(.*)$/i.exec(place) ?? [];
  const parts = rest.split('/');
  const first = parts.findIndex(isGlob);
  if (first === -1) return { prefix: `s3://${rest}`, matches: () => true };
  if (first === 0) throw new CliError(`${scheme}${rest} has a pattern for a bucket: name one`, EXIT.usage);
  const patterns = parts.slice(first).map((part) => (part === '**' ? null : segmentPattern(part)));
  return { prefix: `s3://${parts.slice(0, first).join('/')}`, matches: (below) => matchesAll(below.split('/'), patterns) };
}

function matchesAll(parts: readonly string[], patterns: readonly (RegExp | null)[]): boolean {
  if (patterns.length === 0) return parts.length === 0;
  const [pattern, ...rest] = patterns;
  if (pattern === null) return matchesAll(parts, rest) || (parts.length > 0 && matchesAll(parts.slice(1), patterns));
  return parts.length > 0 && pattern.test(parts[0]) && matchesAll(parts.slice(1), rest);
}

export interface BucketOptions {
  /** The S3 server; that of the environment where it is absent. */
  readonly endpoint: string | undefined;
  /** Where the files go; what is there already is not fetched again. */
  readonly folder: string;
  readonly progress: Progress;
}

/** Fetches what is wanted at a place. @param prove throws where what is there is not enough @returns the objects @throws CliError */
async function fetched(place: string, isWanted: (path: string) => boolean, missing: string, { endpoint, folder, progress }: BucketOptions, prove: (wanted: readonly BucketObject[]) => void = () => undefined): Promise<readonly BucketObject[]> {
  try {
    const { prefix, matches } = wantedOf(place);
    const objects = new S3Objects(s3PlaceOf(prefix, endpoint ?? null, process.env));
    showWaiting(objects.waiting, progress);
    try {
      const wanted = (await objects.list()).filter((object) => matches(object.path) && isWanted(object.path));
      if (wanted.length === 0) throw new CliError(`${place} holds ${missing}: look at the bucket, the prefix and --endpoint`, EXIT.notFound);
      prove(wanted);
      await fetchObjects(objects, wanted, folder, (label, share, detail) => progress.update(label, share, detail));
      return wanted;
    } finally {
      await objects.close();
    }
  } catch (error) {
    throw asCommandError(error);
  }
}

/** Where the works of a place are fetched to, below the folder for all of them. */
function folderFor(place: string, folder: string): string {
  return path.join(folder, createHash('sha256').update(place).digest('hex').slice(0, 16));
}

/**
 * What failed of works that were fetched, by their addresses instead of by where they were fetched to.
 * @param folder the folder for all fetched works
 */
export function toldByAddress(error: unknown, places: readonly string[], folder: string): unknown {
  if (!(error instanceof Error)) return error;
  let { message } = error;
  for (const place of places.filter(isBucketPlace)) {
    const local = path.resolve(folderFor(place, folder));
    message = message.replaceAll(`${local}${path.sep}`, `${wantedOf(place).prefix.replace(/\/+$/, '')}/`).replaceAll(local, place);
  }
  return message === error.message ? error : new CliError(message, asCliError(error).exitCode);
}

/** The works at a place in a bucket, as files of this machine. @throws CliError */
export async function worksOfBucket(place: string, options: BucketOptions): Promise<WorksInput[]> {
  const folder = folderFor(place, options.folder);
  const objects = await fetched(place, (name) => kindByName(name) !== null, 'neither Parquet files of works nor JSON lines (.parquet, .jsonl, .gz)', { ...options, folder });
  const version = createHash('sha256').update(JSON.stringify(objects.map(({ path: name, bytes, tag }) => [name, bytes, tag]))).digest('hex');
  return inFolder(folder).map((input) => ({ ...input, version }));
}

/**
 * The tables at a place in a bucket, as a folder of this machine.
 * @param hasManifest whether their manifest is on this machine; else it has to be there with them
 * @throws CliError before anything is fetched where something is missing
 */
export async function tablesOfBucket(place: string, hasManifest: boolean, options: BucketOptions): Promise<void> {
  const isOfTable = (name: string): boolean => MADE_TABLES.some((table) => name.startsWith(`${table}/`) && name.endsWith('.parquet'));
  await fetched(place, (name) => name === TABLES_MANIFEST || isOfTable(name), 'no tables of `coterie pipeline`', options, (objects) => {
    const lacking = MADE_TABLES.filter((table) => !objects.some(({ path: name }) => name.startsWith(`${table}/`)));
    if (lacking.length > 0) throw new CliError(`${place} has no table ${lacking.join(', ')}: run the pipeline to its end, or look at the prefix`, EXIT.notFound);
    if (!hasManifest && !objects.some(({ path: name }) => name === TABLES_MANIFEST)) throw new CliError(`${place} has no ${TABLES_MANIFEST}: name the folder of this machine where the pipeline left it with --state`, EXIT.usage);
  });
}
