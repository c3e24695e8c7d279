/** Dates as text. */
import { expect, it } from 'vitest';
import { dateText } from '../../src/records/dates.js';

it.each([
  [{ year: 2016, month: 8, day: 7 }, '2016-08-07'], [{ year: 2016, month: 8, day: null }, '2016-08'], [{ year: 2016, month: null, day: null }, '2016'],
  [{ year: 7, month: 1, day: null }, '0007-01'], [{ year: 0, month: null, day: null }, '0000'], [{ year: -5, month: 3, day: 1 }, '-0005-03-01'], [{ year: -1200, month: null, day: null }, '-1200'],
])('%j is %s', (date, text) => expect(dateText(date)).toBe(text));
