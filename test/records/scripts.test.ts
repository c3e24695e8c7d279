import { describe, expect, it } from 'vitest';
import { isUnspacedScript, nameInOrder } from '../../src/records/scripts.js';

describe('nameInOrder', () => {
  it.each([
    ['小明', '王', '王小明'], ['유진', '김', '김유진'], ['はなこ', '山田', '山田はなこ'], ['Ada', 'Okonkwo', 'Ada Okonkwo'], ['Xiaoming', '王', 'Xiaoming 王'],
    [null, '王', '王'], ['小明', null, '小明'], ['', 'Okonkwo', 'Okonkwo'], [null, null, ''],
  ])('%s + %s → %s', (given, family, expected) => expect(nameInOrder(given, family)).toBe(expected));
});

it('knows unspaced scripts', () => {
  expect(['王小明', '김유진', 'エレナ', 'Wang', '王 Wei', ''].map(isUnspacedScript)).toEqual([true, true, true, false, false, false]);
});
