/** Texts that stand more than once, told by their digests. */
import { expect, it } from 'vitest';
import { RepeatedTexts } from '../../src/packing/repeated-texts.js';

it('are those that were added twice or more, however many stand between', () => {
  const texts = Array.from({ length: 3_000 }, (_, at) => `name ${(at * 7919) % 2_003}`);
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = new RepeatedTexts(texts.length + 5);
  for (const text of texts) repeated.add(text);
  repeated.finish();
  expect([...counts].filter(([text, count]) => repeated.has(text) !== count > 1)).toEqual([]);
  expect([...counts.values()].filter((count) => count > 1).length).toBeGreaterThan(900);
  expect(repeated.has('never added')).toBe(false);
});

it('are none where nothing was added', () => {
  const repeated = new RepeatedTexts(0);
  repeated.finish();
  expect(repeated.has('')).toBe(false);
});
