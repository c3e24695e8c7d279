/**
 * Storing a large file in a bucket in parts, several at a time. What an interrupted upload had stored is found again and
 * compared by its MD5, which is a part's entity tag, so that it is not sent a second time.
 */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { ReplicationError } from './errors.js';
import { elements, type S3Requests } from './s3-requests.js';
import type { FileFacts, OnBytes } from './store.js';

const MEBIBYTE = 2 ** 20;
/** No part but the last may be smaller than 5 MiB; S3 takes at most 10,000 of them. */
export const LEAST_PART_BYTES = 8 * MEBIBYTE;
const MOST_PARTS = 9_000;
/** Parts that are in memory at a time have so many bytes together, or are one. */
const MEMORY_BYTES = 32 * MEBIBYTE;
/** A part that is copied within the store; at most 5 GiB are allowed. */
const COPIED_PART_BYTES = 4 * 1024 * MEBIBYTE;

/** Metadata under which a file's checksum is kept. */
export const SUM_HEADER = 'x-amz-meta-sha256';

/** Bytes of a part of a file of so many bytes. */
export function partBytes(bytes: number, least = LEAST_PART_BYTES): number {
  const needed = Math.ceil(bytes / MOST_PARTS);
  return needed <= least ? least : Math.ceil(needed / MEBIBYTE) * MEBIBYTE;
}

interface Part {
  readonly number: number;
  readonly tag: string;
}

export class MultipartUpload {
  readonly #requests: S3Requests;
  readonly #least: number;

  /** @param least bytes of a part of a small file, which tests choose */
  constructor(requests: S3Requests, least = LEAST_PART_BYTES) {
    this.#requests = requests;
    this.#least = least;
  }

  /**
   * Stores a file. What fails leaves the parts that were stored, for the next time.
   * @param resumes whether what an interrupted upload had stored is used
   * @throws ReplicationError
   */
  async put(key: string, local: string, facts: FileFacts, resumes: boolean, onBytes: OnBytes): Promise<void> {
    const size = partBytes(facts.bytes, this.#least);
    const begun = resumes ? await this.#begun(key) : null;
    const id = begun ?? (await this.#begin(key, facts));
    const stored = begun === null ? new Map<number, string>() : await this.#stored(key, begun);
    const count = Math.ceil(facts.bytes / size);
    const file = await open(local, 'r');
    const whole = createHash('sha256');
    const parts: Part[] = [];
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    try {
      for (let number = 1; number <= count && failures.length === 0; number += 1) {
        const body = await read(file, (number - 1) * size, Math.min(size, facts.bytes - (number - 1) * size), local);
        whole.update(body);
        const one: Promise<void> = this.#part(key, id, number, body, stored.get(number))
          .then((tag) => {
            parts.push({ number, tag });
            onBytes(body.length);
          }, (error: unknown) => void failures.push(error))
          .finally(() => running.delete(one));
        running.add(one);
        if (running.size >= Math.max(1, Math.floor(MEMORY_BYTES / size))) await Promise.race(running);
      }
      await Promise.all(running);
      if (failures.length > 0) throw failures[0];
      if (whole.digest('hex') !== facts.sha256) {
        await this.#requests.send({ method: 'DELETE', key, query: { uploadId: id } }, [404]);
        throw new ReplicationError('DAMAGED', `${local} changed while it was pushed, or the disk gives back other bytes than it was given: run \`coterie verify\``);
      }
    } finally {
      await Promise.allSettled(running);
      await file.close();
    }
    await this.#complete(key, id, parts);
  }

  /** Copies a file within the store, however large. */
  async copy(source: string, key: string, facts: FileFacts): Promise<void> {
    const id = await this.#begin(key, facts);
    const parts: Part[] = [];
    for (let from = 0; from < facts.bytes; from += COPIED_PART_BYTES) {
      const number = parts.length + 1;
      const range = `bytes=${from}-${Math.min(facts.bytes, from + COPIED_PART_BYTES) - 1}`;
      const answer = await this.#requests.xml({ method: 'PUT', key, query: { partNumber: String(number), uploadId: id }, headers: { 'x-amz-copy-source': source, 'x-amz-copy-source-range': range } });
      parts.push({ number, tag: elements(answer, 'ETag')[0] ?? '' });
    }
    await this.#complete(key, id, parts);
  }

  async #begin(key: string, { sha256 }: FileFacts): Promise<string> {
    const answer = await this.#requests.xml({ method: 'POST', key, query: { uploads: '' }, headers: { [SUM_HEADER]: sha256 } });
    const [id] = elements(answer, 'UploadId');
    if (id === undefined) throw new ReplicationError('FAILED', `${this.#requests.title} began an upload in parts without naming it: is this an S3 server?`);
    return id;
  }

  /** An upload of this key that was begun and not ended; null where there is none, or the server does not tell. */
  async #begun(key: string): Promise<string | null> {
    const response = await this.#requests.send({ method: 'GET', key: null, query: { uploads: '', prefix: key } }, [400, 403, 404, 405, 501]);
    const text = await this.#requests.text(response);
    if (!response.ok) return null;
    const own = elements(text, 'Upload').filter((upload) => elements(upload, 'Key')[0] === key);
    return elements(own.at(-1) ?? '', 'UploadId')[0] ?? null;
  }

  /** Entity tags of the parts that are stored, by number. */
  async #stored(key: string, id: string): Promise<Map<number, string>> {
    const tags = new Map<number, string>();
    for (let after: string | undefined = '0'; after !== undefined;) {
      const text: string = await this.#requests.xml({ method: 'GET', key, query: { uploadId: id, 'part-number-marker': after } });
      for (const part of elements(text, 'Part')) tags.set(Number(elements(part, 'PartNumber')[0]), elements(part, 'ETag')[0] ?? '');
      after = elements(text, 'IsTruncated')[0] === 'true' ? elements(text, 'NextPartNumberMarker')[0] : undefined;
    }
    return tags;
  }

  /** @returns its entity tag */
  async #part(key: string, id: string, number: number, body: Buffer, stored: string | undefined): Promise<string> {
    // Where the server encrypts, a tag is no MD5: then the part is sent again.
    if (stored !== undefined && stored.replaceAll('"', '') === createHash('md5').update(body).digest('hex')) return stored;
    const response = await this.#requests.send({ method: 'PUT', key, query: { partNumber: String(number), uploadId: id }, body });
    response.discard();
    const tag = response.headers.get('etag');
    if (tag === null) throw new ReplicationError('FAILED', `${this.#requests.title} stored part ${number} of ${key} without an entity tag: is this an S3 server?`);
    return tag;
  }

  async #complete(key: string, id: string, parts: readonly Part[]): Promise<void> {
    const listed = parts.toSorted((a, b) => a.number - b.number).map(({ number, tag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Part>`);
    await this.#requests.xml({ method: 'POST', key, query: { uploadId: id }, headers: { 'content-type': 'application/xml' }, body: `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed.join('')}</CompleteMultipartUpload>` });
  }
}

/** A part of a file, all of it. @throws ReplicationError where the file is shorter by now */
async function read(file: FileHandle, from: number, bytes: number, path: string): Promise<Buffer> {
  const body = Buffer.allocUnsafe(bytes);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(body, at, bytes - at, from + at);
    if (bytesRead === 0) throw new ReplicationError('DAMAGED', `${path} became shorter while it was pushed: run \`coterie verify\``);
    at += bytesRead;
  }
  return body;
}
