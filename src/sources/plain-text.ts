/** Text freed of the mark-up that databases leave in titles and abstracts. */

/** Elements of HTML, JATS and MathML that stand around or within words; anything else in angle brackets is the text's own. */
const TAGS = /<\/?(?:i|b|u|em|strong|sub|sup|sc|inf|small|span|p|br|div|h\d|ul|ol|li|italic|bold|title|sec|jats:[a-z-]+|mml:[a-z]+|math|m[a-z]{1,6})(?:\s[^<>]{0,400})?\/?>/gi;
const BREAKS = /^<\/?(?:p|br|div|h\d|ul|ol|li|sec|title|jats:(?:p|sec|title))\b/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A title without the full stop that some databases put behind every one; an ellipsis and a closing abbreviation (`U.S.`) keep theirs. */
export function withoutFullStop(title: string): string {
  return /[^.]\.$/.test(title) && !/(?:^|[\s.])\p{Lu}\.$/u.test(title) ? title.slice(0, -1).trimEnd() : title;
}

/** The text without tags and with the entities that HTML always has, and numbered ones, decoded. Linear. */
export function withoutMarkup(text: string): string {
  const untagged = text.includes('<') ? text.replace(TAGS, (tag) => (BREAKS.test(tag) ? ' ' : '')) : text;
  if (!untagged.includes('&')) return untagged;
  return untagged.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
