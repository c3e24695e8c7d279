/** Words of a server that stand in a sentence of ours: bounded, on one line, and without what opens a door. */

const MOST_LETTERS = 200;
/** A word for a secret, and what follows it on a line without white space of two signs. */
const NAMED_SECRET = /\b(signature|token|secret|password|credential|key[ _-]?id)(["']? ?[=:] ?["']?)[^\s,;"'&)]+/gi;
/** Ids of keys, ARNs, and whatever is long and looks drawn by lot. */
const SECRETS = [
  /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z\d]{8,}\b/g,
  /\barn:[^\s,;"')]+/gi,
  /\b[\da-f]{24,}\b/gi,
  /[\w+/=-]{32,}/g,
];

/** @param known secrets that are known @returns no more than some two hundred letters */
export function redacted(words: string, known: readonly string[]): string {
  const line = words.slice(0, 20 * MOST_LETTERS).replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const bare = known.filter((each) => each !== '').reduce((text, each) => text.replaceAll(each, '…'), line);
  const clean = SECRETS.reduce((text, secret) => text.replace(secret, '…'), bare.replace(NAMED_SECRET, '$1$2…'));
  return clean.length <= MOST_LETTERS ? clean : `${clean.slice(0, MOST_LETTERS)}…`;
}

/** An address as it may be told: without user, password and what is asked behind it. */
export function shownAddress(text: string): string {
  const [start, end] = [text.indexOf('//'), text.lastIndexOf('@')];
  const [place, ...asked] = (start !== -1 && end > start ? `${text.slice(0, start)}//…${text.slice(end)}` : text).split('?');
  return asked.length === 0 ? place : `${place}?…`;
}
