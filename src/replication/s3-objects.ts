/** Files of a bucket as they lie there, whoever put them: what is below a prefix, and their bytes. */
import type { Answer } from '../web/answer.js';
import { ReplicationError } from './errors.js';
import type { RequestOptions } from './requests.js';
import { elements, S3Requests, type S3Place } from './s3-requests.js';
import type { Waiting } from './waiting.js';

export interface BucketObject {
  /** Below the prefix, with slashes between its parts; of an object that is named whole, its last part. */
  readonly path: string;
  readonly key: string;
  readonly bytes: number;
  /** Changes whenever the bytes do; of what was stored by one request mostly their MD5. */
  readonly tag: string;
}

export interface ObjectBytes {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** MD5 of the whole object in hexadecimal, where the server gives it. */
  readonly md5: string | null;
}

/** Encrypted by keys of a key service or of the customer's, an object's tag is no MD5. */
const TAG_IS_NO_SUM = /^aws:kms/;

export class S3Objects {
  readonly title: string;
  readonly waiting: Waiting;
  readonly #prefix: string;
  readonly #requests: S3Requests;

  constructor(place: S3Place, options: RequestOptions = {}) {
    this.#prefix = place.prefix;
    this.#requests = new S3Requests(place, options);
    this.title = this.#requests.title;
    this.waiting = this.#requests.waiting;
  }

  /** All objects below the prefix, in the order of their keys; those that stand for folders left out. A request for each thousand. @throws ReplicationError */
  async list(): Promise<BucketObject[]> {
    const found: BucketObject[] = [];
    for (let token: string | undefined = ''; token !== undefined;) {
      const page: string = await this.#requests.list({ prefix: this.#prefix }, token);
      for (const content of elements(page, 'Contents')) {
        const [[key = ''], [bytes], [tag = '']] = ['Key', 'Size', 'ETag'].map((name) => elements(content, name));
        const path = this.#pathOf(key);
        if (path === null || path === '' || key.endsWith('/')) continue;
        if (!/^\d+$/.test(bytes ?? '')) throw new ReplicationError('FAILED', `${this.title} does not tell how large ${key} is: it is no list of an S3 server`);
        found.push({ path, key, bytes: Number(bytes), tag: tag.replaceAll('"', '') });
      }
      token = elements(page, 'IsTruncated')[0] === 'true' ? elements(page, 'NextContinuationToken')[0] : undefined;
    }
    return found;
  }

  /** The bytes from `from` on of an object as it was listed. @throws ReplicationError where it has changed or gone since */
  async bytes({ key, tag }: BucketObject, from: number): Promise<ObjectBytes> {
    const headers = { ...(tag === '' ? {} : { 'if-match': `"${tag}"` }), ...(from === 0 ? {} : { range: `bytes=${from}-` }) };
    const response = await this.#requests.send({ method: 'GET', key, headers }, [404, 412]);
    if (response.status === 404 || response.status === 412) {
      response.discard();
      throw new ReplicationError('MISSING', `${key} of ${this.title} ${response.status === 404 ? 'is gone' : 'was replaced'} while it was fetched: run the same command again`);
    }
    return { pieces: this.#requests.pieces(response, key), md5: md5In(response, tag) };
  }

  close(): Promise<void> {
    return this.#requests.close();
  }

  /** Null for what only begins alike: `works2/x` is not below `works`. */
  #pathOf(key: string): string | null {
    if (this.#prefix === '') return key;
    if (key === this.#prefix) return key.slice(key.lastIndexOf('/') + 1);
    return key.startsWith(`${this.#prefix}/`) ? key.slice(this.#prefix.length + 1) : null;
  }
}

function md5In(response: Answer, tag: string): string | null {
  const isOther = TAG_IS_NO_SUM.test(response.headers.get('x-amz-server-side-encryption') ?? '') || response.headers.has('x-amz-server-side-encryption-customer-algorithm');
  return !isOther && /^[\da-f]{32}$/.test(tag) ? tag : null;
}
