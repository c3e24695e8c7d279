import { describe, expect, it } from 'vitest';
import { parametersInWords } from '../../src/metrics/parameter-words.js';
import { resolveParameters } from '../../src/metrics/parameters.js';
import { metricById } from '../../src/metrics/registry.js';

const read = (id: string, ...pairs: Array<readonly [string, string]>) => parametersInWords(metricById(id), pairs);

describe('parameters in words', () => {
  it('become what the descriptor says', () => {
    expect(read('BETWEENNESS', ['method', 'sampled'], ['epsilon', ' .05 '], ['seed', '1e3'])).toEqual({ method: 'SAMPLED', epsilon: 0.05, seed: 1000 });
    expect(read('COMMUNITY', ['weighted', 'False'], ['algorithm', 'label-propagation'])).toEqual({ weighted: false, algorithm: 'LABEL_PROPAGATION' });
  });

  it('take hops and cost for distances', () => {
    expect(read('BETWEENNESS', ['distance', 'cost'])).toEqual({ distance: 'INVERSE_STRENGTH' });
    expect(read('BETWEENNESS', ['distance', 'Hops'])).toEqual({ distance: 'UNWEIGHTED' });
  });

  it.each(['', ' ', '0x10', 'many', 'Infinity', '1,5'])('leave "%s" to be refused as it was written where a number is meant', (text) => {
    expect(() => resolveParameters(metricById('PAGERANK'), read('PAGERANK', ['damping', text]))).toThrow(`parameter "damping" is ${JSON.stringify(text.trim())}, but must be a number from 0 to 0.99`);
  });

  it('are each given once', () => {
    expect(() => read('PAGERANK', ['damping', '.5'], ['damping', '.6'])).toThrow('PAGERANK: parameter "damping" is given twice: give it once.');
  });

  it('keep unknown names, even such as objects have, to be refused', () => {
    expect(() => resolveParameters(metricById('PAGERANK'), read('PAGERANK', ['__proto__', '1']))).toThrow('PAGERANK has no parameter "__proto__"');
  });
});
