import { describe, expect, it } from 'vitest';
import { snippet } from '../../src/explorer/search/snippet.js';

const LONG = `${'before '.repeat(40)}the Résumé of it ${'after '.repeat(40)}`.trim();

describe('snippet', () => {
  it('is cut at words around the first match, whatever its accents', () => {
    const found = snippet(LONG, 'resum') ?? '';
    expect(found).toMatch(/^… before /);
    expect(found).toContain('the Résumé of it');
    expect(found).toMatch(/ after …$/);
    expect(found.length).toBeLessThan(260);
  });
  it('is the whole of a short text', () => expect(snippet('A short résumé.', 'resume')).toBe('A short résumé.'));
  it('is nothing where nothing matches', () => expect(snippet('A short text', 'xyz')).toBeNull());
  it('cuts text without spaces, too', () => expect(snippet(`${'字'.repeat(300)} 李明 ${'字'.repeat(300)}`, '李')).toMatch(/^… 字+ 李明 字+ …$/));
});
