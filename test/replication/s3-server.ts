/**
 * A bucket in memory that speaks as much of S3's API as is used: objects with metadata, ranges, lists in pages, copies,
 * uploads in parts. It proves every signature by a reckoning of its own (AWS Signature Version 4), and every body by its sum.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEYS = { AWS_ACCESS_KEY_ID: 'AKTEST', AWS_SECRET_ACCESS_KEY: 'a secret/of+tests', AWS_REGION: 'eu-test-1' } as const;
/** Entries on a page of a list: few, so that lists have several. */
const PAGE = 3;

interface Stored {
  body: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tag: string;
}

interface Upload {
  readonly key: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

export interface TestBucket {
  readonly endpoint: string;
  readonly objects: Map<string, Stored>;
  readonly uploads: Map<string, Upload>;
  /** What was asked, `METHOD key?query`, in order. */
  readonly asked: string[];
  /** Called before a request is answered; what it returns is answered instead, `cut` by breaking the connection off. */
  interfere: ((method: string, key: string, query: URLSearchParams) => { readonly status: number; readonly code: string } | 'cut' | 'half' | null) | null;
  /** Whether anybody may read, without a signature. */
  isPublic: boolean;
  close(): Promise<void>;
}

const md5 = (body: Buffer): string => createHash('md5').update(body).digest('hex');
const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Why a request's signature is not one; null where it is. */
function signatureFault(request: IncomingMessage): string | null {
  const [, id, scope, signed, signature] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]{64})$/.exec(request.headers.authorization ?? '') ?? [];
  if (id !== KEYS.AWS_ACCESS_KEY_ID) return 'InvalidAccessKeyId';
  const [day, region, service, end] = scope.split('/');
  if (region !== KEYS.AWS_REGION || service !== 's3' || end !== 'aws4_request') return 'AuthorizationHeaderMalformed';
  const [path, query = ''] = (request.url ?? '').split('?');
  const strictly = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const canonicalPath = path.split('/').map((part) => strictly(decodeURIComponent(part))).join('/');
  const canonicalQuery = Array.from(new URLSearchParams(query), ([name, value]) => `${strictly(name)}=${strictly(value)}`).toSorted().join('&');
  const names = signed.split(';');
  if (!names.includes('host') || Object.keys(request.headers).some((name) => name.startsWith('x-amz-') && !names.includes(name))) return 'AccessDenied';
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const asked = [request.method, canonicalPath, canonicalQuery, headers, signed, request.headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(asked)].join('\n');
  const key = [day, region, service, end].reduce<string | Buffer>((before, each) => createHmac('sha256', before).update(each).digest(), `AWS4${KEYS.AWS_SECRET_ACCESS_KEY}`);
  return createHmac('sha256', key).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch';
}

function metadataOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (name.startsWith('x-amz-meta-') ? [[name, String(value)]] : [])));
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

const refuse = (response: ServerResponse, status: number, code: string): void => xml(response, status, `<Error><Code>${code}</Code><Message>Refused by a test &amp; told so.</Message></Error>`);

function list(bucket: TestBucket, response: ServerResponse, query: URLSearchParams): void {
  const prefix = query.get('prefix') ?? '';
  if (query.has('uploads')) {
    const found = [...bucket.uploads].filter(([, { key }]) => key.startsWith(prefix));
    xml(response, 200, `<ListMultipartUploadsResult>${found.map(([id, { key }]) => `<Upload><Key>${escaped(key)}</Key><UploadId>${id}</UploadId></Upload>`).join('')}</ListMultipartUploadsResult>`);
    return;
  }
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  const entries = query.get('delimiter') === null ? keys : [...new Set(keys.map((key) => `${prefix}${key.slice(prefix.length).split('/')[0]}${key.slice(prefix.length).includes('/') ? '/' : ''}`))];
  const after = query.get('continuation-token') ?? '';
  const left = entries.filter((entry) => entry > after);
  const page = left.slice(0, PAGE);
  const told = page.map((entry) => (entry.endsWith('/') ? `<CommonPrefixes><Prefix>${escaped(entry)}</Prefix></CommonPrefixes>` : `<Contents><Key>${escaped(entry)}</Key><ETag>&quot;${bucket.objects.get(entry)?.tag ?? ''}&quot;</ETag><Size>${bucket.objects.get(entry)?.body.length ?? 0}</Size></Contents>`));
  xml(response, 200, `<ListBucketResult><Prefix>${escaped(prefix)}</Prefix><IsTruncated>${left.length > PAGE}</IsTruncated>${left.length > PAGE ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : ''}${told.join('')}</ListBucketResult>`);
}

function give(response: ServerResponse, request: IncomingMessage, { body, metadata, tag }: Stored, isHalf: boolean): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= body.length && from > 0) {
    refuse(response, 416, 'InvalidRange');
    return;
  }
  if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== `"${tag}"`) {
    refuse(response, 412, 'PreconditionFailed');
    return;
  }
  const part = body.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { ...metadata, etag: `"${tag}"`, 'content-length': part.length });
  if (request.method === 'HEAD') response.end();
  else if (isHalf) response.write(part.subarray(0, part.length / 2), () => response.destroy());
  else response.end(part);
}

function putPart(bucket: TestBucket, request: IncomingMessage, response: ServerResponse, query: URLSearchParams, body: Buffer): void {
  const upload = bucket.uploads.get(query.get('uploadId') ?? '');
  const number = Number(query.get('partNumber'));
  if (upload === undefined) {
    refuse(response, 404, 'NoSuchUpload');
    return;
  }
  const source = request.headers['x-amz-copy-source'];
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(String(request.headers['x-amz-copy-source-range'])) ?? [];
  const part = source === undefined ? body : (bucket.objects.get(keyIn(`/${decodeURIComponent(String(source))}`))?.body.subarray(Number(from), Number(to) + 1) ?? Buffer.alloc(0));
  upload.parts.set(number, part);
  if (source === undefined) response.writeHead(200, { etag: `"${md5(part)}"` }).end();
  else xml(response, 200, `<CopyPartResult><ETag>&quot;${md5(part)}&quot;</ETag></CopyPartResult>`);
}

function complete(bucket: TestBucket, response: ServerResponse, id: string, body: Buffer): void {
  const upload = bucket.uploads.get(id);
  const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;([\da-f]+)&quot;<\/ETag>/g)];
  const parts = named.map(([, number, tag]) => {
    const part = upload?.parts.get(Number(number));
    return part !== undefined && md5(part) === tag ? part : null;
  });
  // As S3 does it: a failure that is told with status 200.
  if (upload === undefined || parts.length === 0 || parts.includes(null)) {
    refuse(response, 200, 'InvalidPart');
    return;
  }
  bucket.objects.set(upload.key, { body: Buffer.concat(parts as Buffer[]), metadata: upload.metadata, tag: `of-parts-${parts.length}` });
  bucket.uploads.delete(id);
  xml(response, 200, '<CompleteMultipartUploadResult/>');
}

const keyIn = (path: string): string => decodeURIComponent(path.split('/').slice(2).join('/'));

function answer(bucket: TestBucket, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const url = new URL(request.url ?? '/', 'http://x');
  const key = keyIn(url.pathname);
  const query = url.searchParams;
  const method = request.method ?? '';
  bucket.asked.push(`${method} ${key}${url.search}`);
  const told = bucket.interfere?.(method, key, query) ?? null;
  if (told === 'cut') {
    response.destroy();
    return;
  }
  if (told !== null && told !== 'half') {
    refuse(response, told.status, told.code);
    return;
  }
  const isAnybody = request.headers.authorization === undefined;
  if (isAnybody && !(bucket.isPublic && (method === 'GET' || method === 'HEAD'))) {
    refuse(response, 403, 'AccessDenied');
    return;
  }
  const fault = isAnybody ? null : signatureFault(request) ?? (request.headers['x-amz-content-sha256'] === sha256(body) ? null : 'XAmzContentSHA256Mismatch');
  if (fault !== null) {
    refuse(response, fault.startsWith('X') ? 400 : 403, fault);
    return;
  }
  if (!url.pathname.startsWith('/bucket')) {
    refuse(response, 404, 'NoSuchBucket');
    return;
  }
  const id = query.get('uploadId');
  const stored = bucket.objects.get(key);
  if (key === '') list(bucket, response, query);
  else if (method === 'POST' && query.has('uploads')) {
    const made = randomUUID();
    bucket.uploads.set(made, { key, metadata: metadataOf(request), parts: new Map() });
    xml(response, 200, `<InitiateMultipartUploadResult><UploadId>${made}</UploadId></InitiateMultipartUploadResult>`);
  } else if (method === 'POST' && id !== null) complete(bucket, response, id, body);
  else if (method === 'PUT' && id !== null) putPart(bucket, request, response, query, body);
  else if (method === 'PUT' && request.headers['x-amz-copy-source'] !== undefined) {
    const source = bucket.objects.get(keyIn(`/${decodeURIComponent(String(request.headers['x-amz-copy-source']))}`));
    if (source === undefined) refuse(response, 404, 'NoSuchKey');
    else {
      bucket.objects.set(key, source);
      xml(response, 200, '<CopyObjectResult/>');
    }
  } else if (method === 'PUT') {
    bucket.objects.set(key, { body, metadata: metadataOf(request), tag: md5(body) });
    response.writeHead(200, { etag: `"${md5(body)}"` }).end();
  } else if (method === 'GET' && id !== null) {
    const after = Number(query.get('part-number-marker') ?? 0);
    const parts = [...(bucket.uploads.get(id)?.parts ?? [])].filter(([number]) => number > after).toSorted(([a], [b]) => a - b);
    const page = parts.slice(0, PAGE);
    xml(response, 200, `<ListPartsResult><IsTruncated>${parts.length > PAGE}</IsTruncated><NextPartNumberMarker>${page.at(-1)?.[0] ?? 0}</NextPartNumberMarker>${page.map(([number, part]) => `<Part><PartNumber>${number}</PartNumber><ETag>&quot;${md5(part)}&quot;</ETag></Part>`).join('')}</ListPartsResult>`);
  } else if (method === 'DELETE') {
    if (id === null) bucket.objects.delete(key);
    else bucket.uploads.delete(id);
    response.writeHead(204).end();
  } else if (stored === undefined) {
    if (method === 'HEAD') response.writeHead(404).end();
    else refuse(response, 404, 'NoSuchKey');
  } else give(response, request, stored, told === 'half');
}

/** Puts an object there as anybody may have. */
export function putInto(bucket: TestBucket, key: string, body: Buffer | string): void {
  const bytes = Buffer.from(body);
  bucket.objects.set(key, { body: bytes, metadata: {}, tag: md5(bytes) });
}

/** Starts a server with one bucket, named "bucket". */
export async function testBucket(): Promise<TestBucket> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => answer(bucket, request, response, Buffer.concat(pieces)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bucket: TestBucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: new Map(),
    uploads: new Map(),
    asked: [],
    interfere: null,
    isPublic: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return bucket;
}
