import { describe, expect, it } from 'vitest';
import { foundByWords, methodWords, ordinal, parameterWords, percentileWords, piecesOf, plainText, rankWords } from '../../../src/explorer/design/metric-words.js';

const EXACT: Parameters<typeof methodWords>[0] = { method: 'EXACT', basis: 'COLLABORATIONS', iterations: null, converged: null, errorBound: null, standardError: null, parameters: [] };

describe('words about a metric’s value', () => {
  it.each([[1, '1st'], [2, '2nd'], [3, '3rd'], [4, '4th'], [11, '11th'], [12, '12th'], [113, '113th'], [121, '121st'], [1022, '1,022nd']])('%i is the %s', (place, words) => {
    expect(ordinal(place)).toBe(words);
  });

  it('name the algorithm and the seed of what rests on communities, but for components, which nobody has to find', () => {
    const named = (algorithm: string) => foundByWords({ parameters: [{ name: 'algorithm', value: algorithm }, { name: 'seed', value: '1' }] });
    expect(['LOUVAIN', 'LEIDEN', 'LABEL_PROPAGATION', 'COMPONENTS'].map(named)).toEqual(['by Louvain, seed 1', 'by Leiden, seed 1', 'by Label propagation, seed 1', null]);
    expect(foundByWords({ parameters: [{ name: 'seed', value: '1' }] })).toBeNull();
  });

  it('say no place where there is none', () => {
    expect(rankWords({ rank: null, tieCount: null, valueCount: 4, nodeCount: 5 })).toBeNull();
    expect(rankWords({ rank: 3, tieCount: 1, valueCount: 1204, nodeCount: 1204 })).toBe('3rd of 1,204');
    expect(rankWords({ rank: 10, tieCount: 1, valueCount: 1299, nodeCount: 18_473 })).toBe('10th of 1,299 with a value');
    expect(rankWords({ rank: 10, tieCount: 7, valueCount: 1299, nodeCount: 18_473 })).toBe('10th of 1,299 with a value, shared by 7');
  });

  it('never round a percentile up to everybody', () => {
    expect(percentileWords(99.99)).toBe('above at least 99.9 % of the others');
    expect(percentileWords(28.7)).toBe('above 28.7 % of the others');
    expect(percentileWords(100)).toBe('above 100 % of the others');
    expect(percentileWords(0)).toBe('above 0 % of the others');
    expect(percentileWords(null)).toBeNull();
  });

  it('say how it was made, and how far off it may be', () => {
    expect(methodWords(EXACT)).toBe('Exact, from the pairs of collaborators.');
    expect(methodWords({ ...EXACT, iterations: 31, converged: true, errorBound: 1e-8 })).toBe('Exact, from the pairs of collaborators, 31 rounds; off by at most 1.0e-8.');
    expect(methodWords({ ...EXACT, converged: false, iterations: 1000 })).toBe('Exact, from the pairs of collaborators, 1,000 rounds, which did not reach the tolerance.');
    const louvain = [{ name: 'algorithm', value: 'LOUVAIN' }, { name: 'seed', value: '7' }, { name: 'resolution', value: '1' }];
    expect(methodWords({ ...EXACT, parameters: louvain })).toBe('Of communities found by Louvain, seed 7, from the pairs of collaborators; other divisions may be better.');
    expect(methodWords({ ...EXACT, parameters: [{ name: 'algorithm', value: 'COMPONENTS' }, { name: 'seed', value: '1' }] })).toBe('Exact, from the pairs of collaborators.');
    expect(methodWords({ ...EXACT, method: 'SAMPLED', iterations: 12000, errorBound: 0.01 })).toBe('Estimated from a random sample from the pairs of collaborators, 12,000 samples; off by at most 0.01.');
    expect(methodWords({ ...EXACT, method: 'SKETCHED', basis: 'PAPERS', standardError: 0.0325 })).toBe(
      'Estimated from a probabilistic summary from the papers’ author lists; its sketches have a relative standard error of 3.3 %. No bound of the error is known.',
    );
  });

  it('list parameters, if any', () => {
    expect(parameterWords({ method: 'EXACT', parameters: [{ name: 'damping', value: '0.85' }, { name: 'weighted', value: 'true' }] })).toBe('damping 0.85, collaborations weighed by their strength');
    expect(parameterWords({ method: 'EXACT', parameters: [] })).toBeNull();
  });

  it('list of the parameters of several methods those of the one in use', () => {
    const parameters = Object.entries({ distance: 'UNWEIGHTED', method: 'AUTO', epsilon: '0.01', delta: '0.1', seed: '1', precision: '10' }).map(([name, value]) => ({ name, value }));
    expect(parameterWords({ method: 'EXACT', parameters })).toBe('distances counted in steps');
    expect(parameterWords({ method: 'SAMPLED', parameters })).toBe('distances counted in steps, epsilon 0.01, delta 0.1, seed 1');
    expect(parameterWords({ method: 'SKETCHED', parameters })).toBe('distances counted in steps, seed 1, precision 10');
    // Without methods to choose from, a seed bears on an exact value, too.
    expect(parameterWords({ method: 'EXACT', parameters: [{ name: 'seed', value: '1' }] })).toBe('seed 1');
  });

  it('link DOIs and addresses, without the full stop behind them', () => {
    expect(piecesOf('Newman 2001, doi:10.1103/PhysRevE.64.025102. And https://example.org/a.')).toEqual([
      { text: 'Newman 2001, ', href: null, isCode: false },
      { text: 'doi:10.1103/PhysRevE.64.025102', href: 'https://doi.org/10.1103/PhysRevE.64.025102', isCode: false },
      { text: '. And ', href: null, isCode: false },
      { text: 'https://example.org/a', href: 'https://example.org/a', isCode: false },
      { text: '.', href: null, isCode: false },
    ]);
  });

  it('tell names of the API from words', () => {
    expect(piecesOf('See the metric `COMMUNITY`, 1 `a')).toEqual([{ text: 'See the metric ', href: null, isCode: false }, { text: 'COMMUNITY', href: null, isCode: true }, { text: ', 1 `a', href: null, isCode: false }]);
    expect(plainText('See the metric `COMMUNITY`.')).toBe('See the metric COMMUNITY.');
  });
});
