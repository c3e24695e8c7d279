/** Which titles tell papers apart, and when two titles have nothing in common. All input is title keys (records/titles.ts). */

const MIN_WORDS = 3;
const MIN_CHARACTERS = 15;

/** Headings that thousands of papers share, as title keys without trailing numbers. */
const GENERIC_TITLES = new Set([
  'abstract', 'abstracts', 'acknowledgement', 'acknowledgements', 'acknowledgment', 'acknowledgments', 'addendum',
  'announcement', 'announcements', 'author index', 'authors index', 'back matter', 'book review', 'book reviews',
  'call for papers', 'chairman s message', 'chairs message', 'comment', 'commentary', 'comments', 'conclusion',
  'conclusions', 'contents', 'contributors', 'correction', 'corrections', 'correspondence', 'corrigendum', 'cover',
  'discussion', 'editor s introduction', 'editor s note', 'editorial', 'editorial board', 'editorial introduction',
  'editorial note', 'editors introduction', 'editors note', 'errata', 'erratum', 'foreword', 'from the chair',
  'from the editor', 'from the editor in chief', 'from the editors', 'front matter', 'general introduction',
  'guest editor s introduction', 'guest editorial', 'guest editors introduction', 'in memoriam', 'in this issue',
  'index', 'introduction', 'introduction and overview', 'introduction to special issue',
  'introduction to the issue', 'introduction to the special issue', 'introduction to the special section',
  'introduction to this special issue', 'introductory remarks', 'invited talk', 'keynote', 'keynote address',
  'keynote speech', 'keynote talk', 'letter from the chair', 'letter from the editor', 'letter from the editors',
  'letter to the editor', 'letters to the editor', 'list of contributors', 'list of reviewers',
  'message from the chair', 'message from the chairs', 'message from the conference chairs',
  'message from the editor in chief', 'message from the general chair', 'message from the general chairs',
  'message from the organizers', 'message from the program chair', 'message from the program chairs',
  'message from the program committee', 'message from the workshop chairs', 'message from the workshop organizers',
  'new books', 'news', 'news and notes', 'no title', 'notes', 'obituary', 'opening', 'opening remarks',
  'organizing committee', 'overview', 'panel', 'panel discussion', 'personal', 'poster', 'posters', 'preface',
  'preface to the special issue', 'president s message', 'proceedings', 'program committee', 'programme committee',
  'prologue', 'publisher s note', 'recent publications', 'references', 'reply', 'response', 'retraction note',
  'review', 'reviewers', 'short communications', 'special issue', 'special issue introduction', 'subject index',
  'summary', 'table of contents', 'the editor s page', 'title page', 'tutorial', 'tutorials', 'untitled',
  'welcome', 'welcome from the chairs', 'welcome message', 'welcome message from the chairs', 'workshop summary',
]);

/** Words that two titles share without saying the same. */
const FUNCTION_WORDS = new Set([
  'a', 'an', 'and', 'as', 'at', 'by', 'for', 'from', 'in', 'into', 'is', 'its', 'of', 'on', 'or', 'the', 'to', 'via', 'with',
  'using', 'towards', 'toward', 'au', 'aux', 'da', 'das', 'de', 'del', 'der', 'des', 'di', 'die', 'du', 'e', 'ein',
  'eine', 'el', 'en', 'et', 'fur', 'il', 'la', 'las', 'le', 'les', 'los', 'mit', 'o', 'os', 'para', 'por', 'pour',
  'sur', 'un', 'una', 'und', 'une', 'von', 'y', 'zu', 'zur',
]);

/** The key without the numbers, Arabic or Roman, at its end; its first word stays. Linear. */
export function withoutNumbers(key: string): string {
  let end = key.length;
  for (let space = key.lastIndexOf(' '); space >= 0; space = space === 0 ? -1 : key.lastIndexOf(' ', space - 1)) {
    if (!/^(?:\d+|[ivx]+)$/.test(key.slice(space + 1, end))) break;
    end = space;
  }
  return key.slice(0, end);
}

/** True where an equal title is evidence: three words or fifteen characters, and not one of the shared headings. */
export function isDistinctiveTitle(key: string): boolean {
  const bare = withoutNumbers(key);
  if (GENERIC_TITLES.has(key) || GENERIC_TITLES.has(bare)) return false;
  return key.length >= MIN_CHARACTERS || bare.split(' ').length >= MIN_WORDS;
}

/** The words that carry meaning; all words of a title that has no other, so that none is without words. */
export function contentWords(key: string): Set<string> {
  const words = key.split(' ').filter((word) => word !== '');
  const content = words.filter((word) => !FUNCTION_WORDS.has(word));
  return new Set(content.length > 0 ? content : words);
}

/** Common content words over the smaller title's, 0 … 1; 1 where a title is empty: nothing contradicts. O(words). */
export function titleOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 1;
  let common = 0;
  for (const word of small) if (large.has(word)) common++;
  return common / small.size;
}
