import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { acceptedCoding, encodedForKeeping, encodedOnce } from '../../src/serving/encoding.js';

describe('acceptedCoding', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['GZIP, BR', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['*', 'br'],
    ['*;q=0.1, br;q=0', 'gzip'],
    ['gzip;q=nonsense', null],
    ['br ; q=0.8 , gzip ; q=0.9', 'gzip'],
  ])('%s: %s', (header, coding) => expect(acceptedCoding(header)).toBe(coding));
});

describe('bodies', () => {
  const body = Buffer.from('{"a":"é"}'.repeat(500));
  it.each([encodedOnce, encodedForKeeping])('come back as they were, and are smaller', async (encode) => {
    const [br, gzip] = await Promise.all([encode(body, 'br'), encode(body, 'gzip')]);
    expect(brotliDecompressSync(br)).toEqual(body);
    expect(gunzipSync(gzip)).toEqual(body);
    expect(Math.max(br.length, gzip.length)).toBeLessThan(body.length / 4);
  });
});
