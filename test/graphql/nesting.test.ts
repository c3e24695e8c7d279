/** Brackets within brackets are counted before anything is parsed. */
import { describe, expect, it } from 'vitest';
import { refuseNesting } from '../../src/graphql/nesting.js';

const nested = (depth: number): string => `{ a(x: ${'['.repeat(depth - 2)}${']'.repeat(depth - 2)}) }`;

describe('nesting', () => {
  it('is refused beyond the limit, in a sentence', () => {
    expect(() => refuseNesting(nested(20_000))).toThrow('The query nests brackets more than 200 deep');
    expect(() => refuseNesting(nested(201))).toThrow('more than 200 deep');
    expect(() => refuseNesting(nested(200))).not.toThrow();
  });

  it('is that of brackets alone, not of texts and comments', () => {
    const many = '['.repeat(300);
    for (const text of [`{ a(x: "${many}\\"${many}") }`, `{ a(x: """${many}"${many}\n""") }`, `# ${many}\n{ a }`]) expect(() => refuseNesting(text)).not.toThrow();
    expect(() => refuseNesting(`{ a(x: "", y: ${many}`)).toThrow('more than 200 deep');
  });
});
