/** Names are found in text however it is written. */
import { describe, expect, it } from 'vitest';
import { mayHoldName, writtenWords } from '../../src/identity/written-text.js';

const NAME = ['elise', 'moreau'];

describe('text as it lies in files', () => {
  it.each([
    String.raw`Moreau, {\'E}lise`, String.raw`{\'{E}}lise {Moreau}`, String.raw`Moreau, {\\'E}lise`, 'Moreau, \\u00c9lise', 'Moreau, \\u{c9}lise', '&Eacute;lise Moreau', '&amp;Eacute;lise Moreau',
    '&#xC9;lise Moreau', '&#201;lise Moreau', 'Moreau%2C+%C3%89lise', 'E\u0301lise <b>Moreau</b>', 'MOREAU Élise',
  ])('%s says Élise Moreau', (text) => {
    expect(writtenWords(text).toSorted()).toEqual(NAME);
  });

  it.each([
    [String.raw`S{\o}ren {\L}ukasz \c{C}elik Stra\ss e G\"odel \v{S}ime Krej\v c\'\i`, 'soren lukasz celik strasse godel sime krejci'],
    [String.raw`{\aa}se {\AE}r\o e`, 'ase aeroe'],
  ])('%s', (text, words) => {
    expect(writtenWords(text)).toEqual(words.split(' '));
  });

  it.each([
    [String.raw`@article{n2, author={Moreau, {\'E}lise and Pieter van der Berg}, title={Broken, year=2024`, true],
    [String.raw`author = {Moreau, {\'E}li`, true],
    ['Moreau, \uFFFDlise and Pieter', true],
    ['EliseMoreau@example.org', true],
    ['Moreau, Elio and Pieter van der Berg', false],
    ['Élise alone', false],
  ])('%s may hold the name: %s', (text, holds) => {
    expect(mayHoldName(text, NAME)).toBe(holds);
  });

  it.each([
    ['the auxiliary file', false], ['tax ilk', false], ['tablexi listed', false], ['XiLi2011', true], ['LiXi2011a', true], ['by Li, Xi', true],
  ])('finds a short name as words alone, not within others: %s %s', (text, holds) => {
    expect(mayHoldName(text, ['xi', 'li'])).toBe(holds);
  });

  it('finds a name of one word as a word alone', () => {
    expect([mayHoldName('by Madonna, 1998', ['madonna']), mayHoldName('Madonnas', ['madonna']), mayHoldName('by Mado', ['madonna'])]).toEqual([true, false, false]);
  });
});
