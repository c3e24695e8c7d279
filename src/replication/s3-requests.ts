/**
 * Requests to any S3 API, path-style, signed where there are credentials, and what its refusals mean.
 *
 * Signing is aws4fetch's: 12 kB without dependencies, which signs and nothing else. `@aws-sdk/client-s3` was weighed: it
 * brings some 40 packages and 20 MB for the eight requests that are made here, and by default sends checksums in trailers
 * that older servers of other makers refuse.
 */
import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { Answer } from '../web/answer.js';
import type { Asked } from '../web/client.js';
import { ReplicationError, type ReplicationFault } from './errors.js';
import { Requests, type RequestOptions } from './requests.js';
import { redacted } from './server-words.js';
import { MOST_TEXT_BYTES } from './store.js';
import type { Waiting } from './waiting.js';

export interface S3Place {
  readonly bucket: string;
  /** Of every key, without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  /** Null to ask as anybody may. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | null;
}

/** What to do where credentials are missing. */
export const SET_KEYS = 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, where there is one) in the environment';

export interface S3Asked extends Asked {
  /** Null for the bucket itself. */
  readonly key: string | null;
  readonly query?: Readonly<Record<string, string>>;
}

export class S3Requests {
  readonly title: string;
  readonly #place: S3Place;
  readonly #requests: Requests;
  /** Keys derived for signing, by day. */
  readonly #derived = new Map<string, ArrayBuffer>();

  constructor(place: S3Place, options: RequestOptions = {}) {
    this.#place = place;
    this.#requests = new Requests(options);
    this.title = `s3://${place.bucket}${place.prefix === '' ? '' : `/${place.prefix}`}`;
  }

  get waiting(): Waiting {
    return this.#requests.waiting;
  }

  /** The key of a path of the store. */
  keyOf(path: string): string {
    return this.#place.prefix === '' ? path : `${this.#place.prefix}/${path}`;
  }

  /** For the header x-amz-copy-source. */
  sourceOf(path: string): string {
    return encodedKey(`${this.#place.bucket}/${this.keyOf(path)}`);
  }

  /**
   * The answer, if it is a success or of one of the statuses that are `awaited`.
   * @throws ReplicationError saying what a refusal means
   */
  async send({ key, query = {}, ...asked }: S3Asked, awaited: readonly number[] = []): Promise<Answer> {
    const { endpoint, bucket, region, credentials } = this.#place;
    const url = `${endpoint}/${bucket}${key === null ? '' : `/${encodedKey(key)}`}${queryText(query)}`;
    // The server compares the body with this sum, which is signed: nothing is stored otherwise than it was sent.
    const sum = createHash('sha256').update(asked.body ?? '').digest('hex');
    const response = await this.#requests.send(`${this.title} at ${endpoint}`, async () => {
      if (credentials === null) return { url, asked };
      const signer = new AwsV4Signer({ method: asked.method, url, headers: { ...asked.headers, 'x-amz-content-sha256': sum }, service: 's3', region, ...credentials, cache: this.#derived });
      const { headers, url: signed } = await signer.sign();
      return { url: signed.href, asked: { ...asked, headers: Object.fromEntries(headers) } };
    });
    if (response.ok || awaited.includes(response.status)) return response;
    throw this.#refused(response.status, await this.text(response).catch(() => ''));
  }

  /** The bytes of an answer. */
  pieces(response: Answer, key: string): AsyncIterable<Uint8Array> {
    return this.#requests.piecesOf(`${key} of s3://${this.#place.bucket}`, response);
  }

  /** What is asked for and read, again where the answer breaks off. */
  whole<T>(ask: () => Promise<T>): Promise<T> {
    return this.#requests.whole(ask);
  }

  /** The body of an answer that is a short text. */
  text(response: Answer): Promise<string> {
    return this.#requests.textOf(this.title, response, MOST_TEXT_BYTES);
  }

  /** The answer's XML, which some requests give with status 200 although they failed. @throws ReplicationError */
  async xml(asked: S3Asked): Promise<string> {
    const text = await this.whole(async () => this.text(await this.send(asked)));
    if (/<Error>/.test(text)) throw this.#refused(500, text);
    return text;
  }

  /** A page of a list of the bucket. @param token where it begins; empty for the first @throws ReplicationError also for what is no list */
  async list(query: Readonly<Record<string, string>>, token: string): Promise<string> {
    const page = await this.xml({ method: 'GET', key: null, query: { 'list-type': '2', ...query, ...(token === '' ? {} : { 'continuation-token': token }) } });
    if (!/<ListBucketResult[\s/>]/.test(page)) throw new ReplicationError('FAILED', `${this.title} was asked for a list, and ${this.#place.endpoint} answered with what is none: is this an S3 server? Look at --endpoint`);
    return page;
  }

  close(): Promise<void> {
    return this.#requests.close();
  }

  #refused(status: number, body: string): ReplicationError {
    const code = elements(body, 'Code').find((each) => /^[\w.-]{1,64}$/.test(each)) ?? '';
    const [message = ''] = elements(body, 'Message');
    const { bucket, endpoint, region, credentials } = this.#place;
    const words = redacted(message, Object.values(credentials ?? {})).replace(/\.$/, '');
    const told = code === '' ? `status ${status}` : code;
    const [fault, sentence] = this.#meaning(status, code, { bucket, endpoint, region });
    return new ReplicationError(fault, sentence(code === '' || words === '' ? told : `${told}: ${words}`), sentence(told));
  }

  #meaning(status: number, code: string, { bucket, endpoint, region }: Omit<S3Place, 'credentials' | 'prefix'>): readonly [ReplicationFault, (said: string) => string] {
    if (code === 'NoSuchBucket') return ['MISSING', () => `there is no bucket "${bucket}" at ${endpoint}: make it first, or look at its name and at --endpoint`];
    if (code === 'InvalidBucketName') return ['USAGE', (said) => `"${bucket}" can't be the name of a bucket at ${endpoint} (${said}): look at its name, and at --endpoint`];
    if (code === 'RequestTimeTooSkewed') return ['DENIED', (said) => `${this.title} refused a request since this machine's clock is wrong (${said}): set the clock`];
    if (status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed' || code === 'PermanentRedirect') {
      return ['DENIED', (said) => `${this.title} is not to be had in the region "${region}" (${said}): name the bucket's own with AWS_REGION, or its server with --endpoint`];
    }
    if ((status === 401 || status === 403) && this.#place.credentials === null) return ['DENIED', (said) => `${this.title} can't be read without credentials (${said}): ${SET_KEYS}`];
    if (status === 401 || status === 403) return ['DENIED', (said) => `${this.title} denied access (${said}): look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do there`];
    if (status === 404) return ['MISSING', (said) => `${this.title} has not what was asked for (${said}): look at the bucket, the prefix and --endpoint`];
    return [status >= 500 ? 'UNREACHABLE' : 'FAILED', (said) => `${this.title} at ${endpoint} failed (${said}): run the same command again, which goes on where it was`];
  }
}

function encodedKey(key: string): string {
  return key.split('/').map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
}

function queryText(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };

/** The contents of all elements of a name, in order. S3's answers nest no element within one of the same name. */
export function elements(xml: string, name: string): string[] {
  return Array.from(xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g')), ([, content]) =>
    content.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, word?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return decimal === undefined ? ENTITIES[word ?? ''] ?? whole : String.fromCodePoint(Number(decimal));
    }));
}
