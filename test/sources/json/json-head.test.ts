import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPath, jsonShape, textAt } from '../../../src/sources/json/json-head.js';
import { HANGING_SECONDS, processorSeconds } from '../../helpers/processor-time.js';

describe('the shape of a head', () => {
  it.each<[string, Record<string, string>]>([
    ['{"a":{"b":[{"c":"x","d":1},{"c":"y","e":null}]}}', { a: '', 'a.b': '', 'a.b[]': '', 'a.b[].c': 'x', 'a.b[].d': '1', 'a.b[].e': '' }],
    ['[1,"two",[3]]', { '[]': '1', '[][]': '3' }],
    ['{"a":1}\n{"b":"x"}', { a: '1', b: 'x' }],
    ['{"a" : "q\\"}{" , "b":[]}', { a: 'q\\"}{', b: '' }],
    ['\uFEFF {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}},"z":2}', { a: '', 'a.a': '', 'a.a.a': '', 'a.a.a.a': '', 'a.a.a.a.a': '', 'a.a.a.a.a.a': '', 'a.a.a.a.a.a.a': '', z: '2' }],
    ['{"a":1,"b":"cut o', { a: '1' }],
    ['{"a":1,"b', { a: '1' }],
    ['@article{x,', {}],
    ['', {}],
  ])('%j', (head, paths) => expect(Object.fromEntries(jsonShape(head))).toEqual(paths));

  it('never throws, and of a cut head has no path that the whole has not', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.array(fc.constantFrom('{', '}', '[', ']', ':', ',', '"a"', '"', '\\', '1', ' ')).map((pieces) => `{${pieces.join('')}`)), fc.nat(), (text, length) => {
      const whole = jsonShape(text);
      for (const path of jsonShape(text.slice(0, length % (text.length + 1))).keys()) expect([...whole.keys(), '[]', '']).toContain(path);
    }), { numRuns: 500 });
  });

  it('is found in time that grows with the length of the head, whatever is in it', async () => {
    for (const head of [`[${'{"a":1},'.repeat(200_000)}`, `{"${'x'.repeat(2_000_000)}`, `{${'"a\\\\":['.repeat(200_000)}`, '['.repeat(2_000_000), `{"a":"${'\\"'.repeat(1_000_000)}`]) {
      expect(await processorSeconds(() => jsonShape(head))).toBeLessThan(HANGING_SECONDS);
    }
  });
});

it('looks for a name at several places', () => {
  const shape = jsonShape('[{"id":null,"x":{"id":"7"}}]');
  expect([hasPath(shape, ['', '[].'], 'id'), hasPath(shape, [''], 'id'), textAt(shape, ['[].', '[].x.'], 'id'), textAt(shape, [''], 'id')]).toEqual([true, false, '7', null]);
});
