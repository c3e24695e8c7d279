/** Dates as far as they are known, as text. */
import type { PartialDate } from './record.js';

/** `2016`, `2016-08` or `2016-08-07`; of a year before 1 its sign and four digits (`-0005-03`), as ISO 8601 has them. */
export function dateText({ year, month, day }: PartialDate): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  const parts = month === null ? [] : day === null ? [month] : [month, day];
  return [year < 0 ? `-${digits}` : digits, ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}
