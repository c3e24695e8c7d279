import { describe, expect, it } from 'vitest';
import { withoutRepetitions } from '../../src/corpus/repeated-authors.js';
import { mention } from '../helpers/records.js';

describe('withoutRepetitions', () => {
  it('keeps the first of two mentions with one id and one name', () => {
    const list = [
      mention('Dallas Sharp', { position: 1, externalIds: { openalex: 'A1234' } }),
      mention('Ann Lee', { position: 2 }),
      mention('DALLAS SHARP', { position: 3, externalIds: { openalex: 'A1234' } }),
    ];
    const { mentions, repeated } = withoutRepetitions(list);
    expect(mentions.map(({ position }) => position)).toEqual([1, 2]);
    expect(repeated).toEqual([list[2]]);
  });

  it.each([
    ['namesakes without ids', [mention('Wei Wang'), mention('Wei Wang')]],
    ['namesakes with different ids', [mention('Wei Wang', { externalIds: { dblp: 'a/1' } }), mention('Wei Wang', { externalIds: { dblp: 'a/2' } })]],
    ['different names under one id, which is the source\'s mistake', [mention('Ann Lee', { externalIds: { openalex: 'A1' } }), mention('Bo Ek', { externalIds: { openalex: 'A1' } })]],
  ])('leaves %s alone', (_, list) => {
    expect(withoutRepetitions(list)).toEqual({ mentions: list, repeated: [] });
  });
});
