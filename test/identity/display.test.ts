import { describe, expect, it } from 'vitest';
import { chooseDisplayName } from '../../src/identity/display.js';
import { confidenceOf } from '../../src/identity/confidence.js';

const variants = (counts: Record<string, number>): { name: string; count: number }[] => Object.entries(counts).map(([name, count]) => ({ name, count }));

describe('chooseDisplayName', () => {
  it.each([
    ['the full name before initials, however frequent', { 'J. Gonzalvo': 9, 'Javier Gonzalvo': 1 }, 'Javier Gonzalvo'],
    ['the more frequent name', { 'Javier Gonzalvo': 2, 'Xavi Gonzalvo': 3 }, 'Xavi Gonzalvo'],
    ['diacritics before none, even if rarer', { 'Felicia Korner': 5, 'Felicia Körner': 1 }, 'Felicia Körner'],
    ['no capitals', { 'FELICIA KÖRNER': 5, 'Felicia Korner': 1 }, 'Felicia Korner'],
    ['capitals recased where there is nothing else', { 'FELICIA KÖRNER': 5 }, 'Felicia Körner'],
    ['given name first', { 'Gonzalvo, Javier': 5 }, 'Javier Gonzalvo'],
    ['letters that are no accents', { 'Lukasz Kaiser': 5, 'Łukasz Kaiser': 1 }, 'Łukasz Kaiser'],
  ])('prefers %s', (_, counts, expected) => {
    expect(chooseDisplayName(variants(counts)).displayName).toBe(expected);
  });

  it('takes a preferred name that a mention bears, in the preferred spelling', () => {
    expect(chooseDisplayName(variants({ 'X. Gonzalvo': 5, 'Gonzalvo, Xavi': 1 }), ['Javier Gonzalvo', 'Xavi Gonzalvo']).displayName).toBe('Xavi Gonzalvo');
    expect(chooseDisplayName(variants({ 'X. Gonzalvo': 5, 'Javier Gonzalvo': 0 }), ['Javier Gonzalvo']).displayName).toBe('Javier Gonzalvo');
    expect(chooseDisplayName(variants({ 'Xavi Gonzalvo': 5, 'Javier Gonzalvo': 0 }), ['Javier Gonzalvo']).displayName).toBe('Xavi Gonzalvo');
  });

  it('shows the homonym number beside the name', () => {
    expect(chooseDisplayName(variants({ 'Wei Wang 0001': 5 }))).toEqual({ displayName: 'Wei Wang', disambiguator: '0001' });
  });
});

describe('confidenceOf', () => {
  it('is the mean of the weights, 1 for a single mention, less where ambiguous', () => {
    expect(confidenceOf(new Map([['INITIALS', 1]]), true)).toBe(1);
    expect(confidenceOf(new Map([['CURATED_ID', 1], ['UNIQUE_NAME_OF_ID', 1]]), false)).toBe(0.89);
    expect(confidenceOf(new Map([['FULL_NAME', 4]]), true)).toBe(0.45);
    expect(confidenceOf(new Map([['INITIALS', 2]]), false)).toBe(0.4);
  });
});
