/** What is gathered of papers: tokens, co-authors, teams. */
import { describe, expect, it } from 'vitest';
import { LARGEST_TEAM, teamOf } from '../../../src/identity/similarity/coauthor-tokens.js';
import { rowOf, type FeatureCorpus, type TokenKind } from '../../../src/identity/similarity/features.js';
import { singular, venueTokens } from '../../../src/identity/similarity/tokens.js';
import { corpusOf } from './corpus.js';

const texts = (corpus: FeatureCorpus, kind: TokenKind, row: number): string[] => Array.from(rowOf(corpus.rows[kind], row), (token) => corpus.tokens[kind][token]).toSorted();

describe('FeatureBuilder', () => {
  const corpus = corpusOf([
    { key: 'a', authors: ['Mukesh Mohania', 'Wei Wang'], title: 'On the Indexing of 12 Networks: a Network Study', venue: 'Proc. 3rd Int. Conf. on Very Large Data Bases 2001', year: 2001, affiliations: ['', 'Université de Genève'] },
    { key: 'b', authors: ['M. Mohania', 'W. Wang'], fields: ['Computer Science', ''], domains: ['unige.example'] },
    { key: 'c', authors: ['Wen Wang'], abstract: 'Networks' },
  ]);

  it('keeps telling words in the singular, venues without numbers, fields and affiliations folded', () => {
    expect(texts(corpus, 'TITLE_WORD', 0)).toEqual(['indexing', 'network']);
    expect(texts(corpus, 'ABSTRACT_WORD', 2)).toEqual(['network']);
    expect(texts(corpus, 'VENUE', 0)).toEqual(['very large data bases']);
    expect(texts(corpus, 'FIELD', 1)).toEqual(['computer science']);
    expect(texts(corpus, 'AFFILIATION_WORD', 1)).toEqual(['de', 'geneve', 'universite']);
    expect(texts(corpus, 'EMAIL_DOMAIN', 2)).toEqual(['unige.example']);
    expect([...corpus.paperYear]).toEqual([2001, 0, 0]);
    expect(corpus.mentionCount).toBe(5);
  });

  it('takes an initial for the one first name that goes with the family name, and for none where two do', () => {
    const token = (at: number): number => corpus.nameToken[corpus.mentionName[at]];
    expect(token(0)).toBe(token(2));
    expect(new Set([token(1), token(3), token(4)]).size).toBe(3);
  });

  it('gives names that exclude each other two tokens, and a lesser name that may be either one of its own', () => {
    const names = ['Jin Bae Kim', 'Jin-Dong Kim', 'Jin Kim', 'Jinbae Kim', 'Michael J. Nelson', 'Michael L. Nelson', 'M. Nelson', 'Christopher D. Manning', 'Christopher Manning', 'Juan García Márquez', 'Juan García López'];
    const all = corpusOf([{ key: 'a', authors: names }]);
    const token = (name: string): number => all.nameToken[all.mentionName[names.indexOf(name)]];
    expect(token('Jinbae Kim')).toBe(token('Jin Bae Kim'));
    expect(token('Christopher Manning')).toBe(token('Christopher D. Manning'));
    const apart = names.filter((name) => name !== 'Jinbae Kim' && name !== 'Christopher Manning');
    expect(new Set(apart.map(token)).size).toBe(apart.length);
  });

  it('counts in how many papers a token is', () => {
    expect(corpus.frequency.COAUTHOR[corpus.nameToken[corpus.mentionName[0]]]).toBe(2);
    expect(corpus.frequency.TITLE_WORD[corpus.tokens.TITLE_WORD.indexOf('network')]).toBe(1);
  });

  it('takes the split of a name that a comma shows', () => {
    const both = corpusOf([{ key: 'a', authors: ['Gabriel García Márquez'] }, { key: 'b', authors: ['García Márquez, Gabriel'] }, { key: 'c', authors: ['García, G.'] }]);
    expect(both.names).toHaveLength(2);
    expect(both.names[0].parsed.family).toEqual(['García', 'Márquez']);
    expect(both.nameBlock[0]).toBe(both.nameBlock[1]);
  });
});

describe('teamOf', () => {
  it('is the whole list up to its limit, and the same choice of members on every paper beyond', () => {
    const hashes = Uint32Array.from({ length: 3_000 }, (_, at) => Math.imul(at + 1, 2_654_435_761) >>> 0);
    expect(teamOf([5, 3, 5], hashes)).toEqual([3, 5]);
    const all = Array.from({ length: 2_911 }, (_, at) => at);
    const most = all.slice(0, 2_900);
    expect(teamOf(all, hashes)).toHaveLength(LARGEST_TEAM);
    const kept = new Set(teamOf(most, hashes));
    expect(teamOf(all, hashes).filter((token) => kept.has(token)).length).toBeGreaterThan(90);
  });
});

describe('tokens', () => {
  it.each([['networks', 'network'], ['queries', 'query'], ['classes', 'classe'], ['analysis', 'analysi'], ['bus', 'bus'], ['access', 'access'], ['gas', 'gas']])('%s is %s', (word, expected) => {
    expect(singular(word)).toBe(expected);
  });

  it('of a venue are none where it has no words of its own', () => {
    expect(venueTokens('Proceedings of the 12th International Conference 1999')).toEqual([]);
  });
});
