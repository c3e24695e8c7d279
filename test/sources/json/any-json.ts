/** What every source of JSON records must stand: a record of its own in which any field, at any depth, is any JSON. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../src/sources/source.js';
import { readText } from '../helpers.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Values that break careless code: wrong types, huge numbers, control characters and half surrogate pairs in escapes. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e300, '', ' ', '\u0000', 'a\u0000b', '\ud800', '<', '&', '&#0;', '{}', [], {}, [null], [[]], [[null]], [{}], [[[]]], { value: null }, 'et al.', '10.1234/\u0001x', 'https://x.org/\u0007'),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(Number),
);

/** The paths of all values within `value`. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  const own = path.length === 0 ? [] : [[...path]];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

function withValue(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof whole !== 'object' || whole === null) return whole;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole };
  (copy as Record<string, unknown>)[name] = withValue((whole as Record<string, unknown>)[name], rest, value);
  return copy;
}

/** Registers the trials for a record that has every field the source reads. */
export function holdsAgainstAnyJson(source: Source, record: Json): void {
  const paths = pathsOf(record);

  describe(`${source.id} and fields of any kind`, () => {
    it('never throws, and keeps nothing that could not be served', async () => {
      const changes = fc.array(fc.tuple(fc.constantFrom(...paths), strange), { minLength: 1, maxLength: 4 });
      await fc.assert(fc.asyncProperty(changes, async (made) => {
        let changed: unknown = record;
        for (const [path, value] of made) changed = withValue(changed, path, value);
        const { papers, persons, problems } = await readText(source, JSON.stringify(changed) ?? 'null');
        expect(papers.length + persons.length + problems.length).toBeGreaterThan(0);
        for (const kept of [...papers, ...persons]) {
          expect(JSON.stringify(kept)).not.toMatch(/\\u00[01]|\\ud[89a-f]/);
          expect(kept.key).toContain(':');
        }
        for (const paper of papers) {
          expect(paper.title.trim()).not.toBe('');
          const places = paper.mentions.map(({ position }) => position).filter((place) => place !== null);
          expect(new Set(places).size).toBe(places.length);
          for (const { rawName } of paper.mentions) expect(rawName).toMatch(/[\p{L}\p{N}]/u);
        }
      }), { numRuns: 600 });
    });

    it('never throws on any JSON', async () => {
      await fc.assert(fc.asyncProperty(strange, async (value) => {
        const { papers, persons, problems } = await readText(source, JSON.stringify([value]));
        expect(papers.length + persons.length + problems.length).toBeGreaterThan(0);
      }), { numRuns: 300 });
    });
  });
}
