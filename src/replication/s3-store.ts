/** Snapshots in a bucket of any S3 API. Each file is an object, with its sha256 in its metadata. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Answer } from '../web/answer.js';
import { ReplicationError } from './errors.js';
import type { RequestOptions } from './requests.js';
import { LEAST_PART_BYTES, MultipartUpload, SUM_HEADER } from './s3-multipart.js';
import { elements, S3Requests, type S3Place } from './s3-requests.js';
import { nothing, type FileFacts, type OnBytes, type WritableStore } from './store.js';
import type { Waiting } from './waiting.js';

/** Files up to so many bytes are stored by one request, larger ones in parts, which are no smaller. */
const WHOLE_BYTES = LEAST_PART_BYTES;
/** One request copies at most 5 GiB. */
const COPIED_WHOLE_BYTES = 4 * 2 ** 30;

export interface S3StoreOptions extends RequestOptions {
  /** Instead of WHOLE_BYTES, which is also the least size of a part. */
  readonly partBytes?: number;
}

export class S3Store implements WritableStore {
  readonly title: string;
  readonly waiting: Waiting;
  /** Whether it is asked with credentials. */
  readonly isSigned: boolean;
  readonly #requests: S3Requests;
  readonly #parts: MultipartUpload;
  readonly #wholeBytes: number;

  constructor(place: S3Place, { partBytes = WHOLE_BYTES, ...options }: S3StoreOptions = {}) {
    this.#requests = new S3Requests(place, options);
    this.#parts = new MultipartUpload(this.#requests, partBytes);
    this.#wholeBytes = partBytes;
    this.title = this.#requests.title;
    this.isSigned = place.credentials !== null;
    this.waiting = this.#requests.waiting;
  }

  text(path: string): Promise<string | null> {
    return this.#requests.whole(async () => {
      const response = await this.#get(path, {});
      return response === null ? null : this.#requests.text(response);
    });
  }

  async bytes(path: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | null> {
    const response = await this.#get(path, from === 0 ? {} : { range: `bytes=${from}-` }, signal);
    if (response === null) return null;
    return response.ok ? this.#requests.pieces(response, this.#requests.keyOf(path)) : nothing();
  }

  close(): Promise<void> {
    return this.#requests.close();
  }

  async names(): Promise<string[]> {
    const prefix = this.#requests.keyOf('snapshots/');
    const found: string[] = [];
    for (let token: string | undefined = ''; token !== undefined;) {
      const text: string = await this.#requests.list({ prefix, delimiter: '/' }, token);
      found.push(...elements(text, 'CommonPrefixes').flatMap((each) => elements(each, 'Prefix')).map((each) => each.slice(prefix.length, -1)));
      token = nextPage(text);
    }
    return found;
  }

  async has(path: string, { bytes, sha256 }: FileFacts): Promise<boolean> {
    const response = await this.#requests.send({ method: 'HEAD', key: this.#requests.keyOf(path) }, [404]);
    response.discard();
    return response.ok && response.headers.get(SUM_HEADER) === sha256 && Number(response.headers.get('content-length')) === bytes;
  }

  async copy(from: string, to: string, facts: FileFacts): Promise<boolean> {
    if (!(await this.has(from, facts))) return false;
    const [source, key] = [this.#requests.sourceOf(from), this.#requests.keyOf(to)];
    try {
      if (facts.bytes > COPIED_WHOLE_BYTES) await this.#parts.copy(source, key, facts);
      else await this.#requests.xml({ method: 'PUT', key, headers: { 'x-amz-copy-source': source } });
    } catch (error) {
      // A server may know no copies: then the bytes go there from here.
      if (error instanceof ReplicationError && error.fault !== 'UNREACHABLE') return false;
      throw error;
    }
    return this.has(to, facts);
  }

  async put(path: string, local: string, facts: FileFacts, onBytes: OnBytes): Promise<void> {
    const key = this.#requests.keyOf(path);
    if (facts.bytes > this.#wholeBytes) {
      await this.#parts.put(key, local, facts, true, onBytes);
      // What was resumed may have been begun for another file of this name, and says so of itself.
      if (!(await this.has(path, facts))) await this.#parts.put(key, local, facts, false, () => undefined);
      return;
    }
    const body = await readFile(local);
    if (createHash('sha256').update(body).digest('hex') !== facts.sha256) throw new ReplicationError('DAMAGED', `${local} changed while it was pushed, or the disk gives back other bytes than it was given: run \`coterie verify\``);
    await this.#putBody(key, body, { [SUM_HEADER]: facts.sha256 });
    onBytes(body.length);
  }

  putText(path: string, text: string): Promise<void> {
    return this.#putBody(this.#requests.keyOf(path), Buffer.from(text), { 'content-type': path.endsWith('.json') ? 'application/json' : 'text/plain', 'cache-control': 'no-cache' });
  }

  async remove(name: string): Promise<void> {
    const prefix = this.#requests.keyOf(`snapshots/${name}/`);
    await this.#delete(`${prefix}manifest.json`);
    for (let token: string | undefined = ''; token !== undefined;) {
      const text: string = await this.#requests.list({ prefix }, token);
      for (const key of elements(text, 'Contents').flatMap((each) => elements(each, 'Key'))) await this.#delete(key);
      token = nextPage(text);
    }
  }

  /** Null where there is no such object; status 416 where it ends before the range that is asked for. */
  async #get(path: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Answer | null> {
    const response = await this.#requests.send({ method: 'GET', key: this.#requests.keyOf(path), headers, ...(signal === undefined ? {} : { signal }) }, [404, 416]);
    if (response.ok) return response;
    const said = await this.#requests.text(response);
    if (response.status === 416) return response;
    if (elements(said, 'Code')[0] === 'NoSuchBucket') await this.#requests.list({ prefix: path }, '');
    return null;
  }

  async #putBody(key: string, body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<void> {
    const response = await this.#requests.send({ method: 'PUT', key, body, headers });
    response.discard();
  }

  async #delete(key: string): Promise<void> {
    const response = await this.#requests.send({ method: 'DELETE', key }, [404]);
    response.discard();
  }
}

function nextPage(text: string): string | undefined {
  return elements(text, 'IsTruncated')[0] === 'true' ? elements(text, 'NextContinuationToken')[0] : undefined;
}
