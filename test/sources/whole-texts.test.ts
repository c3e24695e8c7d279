/** Whole files of what no text holds, of a size at which the engine's list of matches ends the process: no error that can be caught. */
import { describe, expect, it } from 'vitest';
import { decodeBytes, readWholeText, withoutControls } from '../../src/sources/decode.js';

async function* bytesOf(...chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('a whole text', () => {
  it('of control characters alone is read as empty, and its rest beyond the limit is refused', async () => {
    const megabyte = Buffer.alloc(1 << 20);
    const read = await readWholeText('a.bib', bytesOf(...Array.from({ length: 73 }, () => megabyte)), 72 << 20);
    expect(read.text).toBe('');
    expect(read.problems.map(({ reason }) => reason)).toEqual([`${72 << 20} control character(s), the first in line 1, were taken out of the text.`]);
    expect(read.failure?.message).toMatch(/^a\.bib is larger than 75497472 bytes/);
  }, 60_000);

  it('loses its controls alone, wherever pieces of it meet', () => {
    for (const before of [65_533, 65_534, 65_535, 65_536]) {
      const text = `${'é'.repeat(before)}\0😀\v\ud83d\n${'é😀\0'.repeat(70_000)}`;
      expect(withoutControls(text)).toEqual({ text: text.replace(/\0/g, '').replace('\v', ' ').replace('\ud83d\n', '\n'), removed: 70_003, first: before });
    }
  });

  it('of windows-1252, or of both encodings, keeps every letter', async () => {
    expect(decodeBytes(Buffer.alloc(100_001, 0x80), 'windows-1252')).toBe('€'.repeat(100_001));
    const { text } = await readWholeText('a.bib', bytesOf(Buffer.from('c3a9c3a980'.repeat(50_000), 'hex')), 1 << 20);
    expect(text).toBe('éé€'.repeat(50_000));
  });
});
