/** Which place a text on the command line means: a bucket, a directory, a web server. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectoryStore } from './directory-store.js';
import { ReplicationError } from './errors.js';
import { HttpStore } from './http-store.js';
import { shownAddress } from './server-words.js';
import { SET_KEYS, type S3Place } from './s3-requests.js';
import { S3Store, type S3StoreOptions } from './s3-store.js';
import { isWritable, type Store, type WritableStore } from './store.js';

export interface TargetOptions extends S3StoreOptions {
  /** The S3 server; null for $AWS_ENDPOINT_URL_S3, $AWS_ENDPOINT_URL, else Amazon's. */
  readonly endpoint: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_REGION = 'us-east-1';

/** The store that `target` names, a bucket to be read without credentials where the environment has none. Asks nobody yet. @throws ReplicationError USAGE, DENIED for half of them */
export function storeAt(target: string, { endpoint, environment, ...options }: TargetOptions): Store {
  if (/^s3:/i.test(target)) return s3At(target, endpoint, environment, options);
  if (endpoint !== null) throw new ReplicationError('USAGE', `--endpoint names an S3 server, and ${shownAddress(target)} is no bucket: leave it out, or name a target such as s3://bucket/prefix`);
  if (/^https?:/i.test(target)) return httpAt(target, options);
  if (/^file:/i.test(target)) return new DirectoryStore(pathOf(target));
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(target)?.[1];
  if (scheme !== undefined) throw new ReplicationError('USAGE', `${JSON.stringify(shownAddress(target))} is of a kind (${scheme}:) that is not known: name a target such as s3://bucket/prefix, /path or https://host/path`);
  if (target.trim() === '') throw new ReplicationError('USAGE', 'the target is empty: name one such as s3://bucket/prefix, /path or https://host/path');
  return new DirectoryStore(resolve(target));
}

/** @throws ReplicationError USAGE for an address that is none of a file, or of one that no file system has */
function pathOf(address: string): string {
  let path: string;
  try {
    path = fileURLToPath(address);
  } catch {
    throw new ReplicationError('USAGE', `${JSON.stringify(address)} is no directory: write file:///path, or the path alone`);
  }
  if (path.includes('\0')) throw new ReplicationError('USAGE', `${JSON.stringify(address)} is no directory, since %00 (NUL) can't be in a path: write file:///path, or the path alone`);
  return path;
}

/** What only a target that can be written to does, as of a web server it is refused. */
const REFUSALS = {
  push: 'to which nothing can be pushed: push to',
  list: 'which does not tell what it holds: list',
  rollback: 'where nothing can be changed: go back in',
} as const;

/** The same for a target that is written to or listed. @throws ReplicationError USAGE for a web server, DENIED for a bucket that is to be written to without credentials */
export function writableStoreAt(target: string, options: TargetOptions, purpose: keyof typeof REFUSALS = 'push'): WritableStore {
  const store = storeAt(target, options);
  if (purpose !== 'list' && store instanceof S3Store && !store.isSigned) throw new ReplicationError('DENIED', `${store.title} can't be written to without credentials: ${SET_KEYS}`);
  if (isWritable(store)) return store;
  throw new ReplicationError('USAGE', `${store.title} is a web server, ${REFUSALS[purpose]} the directory or bucket that it gives to others`);
}

function s3At(target: string, endpoint: string | null, environment: TargetOptions['environment'], options: S3StoreOptions): Store {
  return new S3Store(s3PlaceOf(target, endpoint, environment), options);
}

/**
 * Bucket, prefix, server and keys of `s3://bucket/prefix`. Without keys in the environment it is read as anybody may, such
 * as OpenAlex's own bucket.
 * @throws ReplicationError USAGE for what is no bucket, DENIED where one of the keys is missing
 */
export function s3PlaceOf(target: string, endpoint: string | null, environment: TargetOptions['environment']): S3Place {
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/i.exec(target) ?? [];
  const prefix = rest.replace(/^\/+/, '').replace(/(?<!\/)\/+$/, '');
  if (/^[^?#@]+$/.test(bucket) && !/^[a-z\d][\w.-]{1,254}$/i.test(bucket)) throw new ReplicationError('USAGE', `${JSON.stringify(bucket.slice(0, 80))} of ${JSON.stringify(target.slice(0, 120))} can't be the name of a bucket, which has 2 to 255 letters, digits, dots, hyphens or underscores, the first a letter or digit: write s3://bucket or s3://bucket/prefix`);
  if (!/^[a-z\d][\w.-]{1,254}$/i.test(bucket) || /[?#]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(prefix)) throw new ReplicationError('USAGE', `${JSON.stringify(shownAddress(target))} is no bucket with a prefix: write s3://bucket or s3://bucket/prefix`);
  const said = (name: string): string | undefined => (environment[name]?.trim() === '' ? undefined : environment[name]?.trim());
  const region = said('AWS_REGION') ?? said('AWS_DEFAULT_REGION') ?? DEFAULT_REGION;
  const server = endpoint ?? said('AWS_ENDPOINT_URL_S3') ?? said('AWS_ENDPOINT_URL') ?? `https://s3.${region}.amazonaws.com`;
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new ReplicationError('USAGE', `the S3 server ${JSON.stringify(shownAddress(server))} is no address of one: write https://host or http://host:port, without user, password, query or fragment`);
  const [accessKeyId, secretAccessKey, sessionToken] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(said);
  const place = { bucket, prefix, region, endpoint: url.href.replace(/(?<!\/)\/+$/, '') };
  if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined) return { ...place, credentials: null };
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new ReplicationError('DENIED', `${target} was given a part of its credentials alone: ${SET_KEYS}, or none of them for a bucket that anybody may read`);
  return { ...place, credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } };
}

function httpAt(target: string, options: S3StoreOptions): Store {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new ReplicationError('USAGE', 'the target is no address of a web server that holds snapshots: write https://host/path, without user, password, query or fragment');
  return new HttpStore(url.href.replace(/(?<!\/)\/+$/, ''), options);
}
