/** Days of the calendar as a pattern that JavaScript, RE2 and Java read alike, so that import and pipeline take the same ones. */

const EVERY_YEAR = '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])';
const LEAP_YEAR = '[0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00';

/** An ISO date of four digits, two and two that exists: no 31 April, a 29 February in leap years alone. */
export const EXISTING_DAY = `([0-9]{4}-(${EVERY_YEAR})|(${LEAP_YEAR})-02-29)`;

const AT_START = new RegExp(`^${EXISTING_DAY}(?![0-9])`);

/** The ISO date that a text begins with (`2022-02-24T15:05:19Z`); null where it begins with none, or with a day that does not exist. O(1). */
export function dayAtStart(text: string): string | null {
  return AT_START.exec(text)?.[0] ?? null;
}
