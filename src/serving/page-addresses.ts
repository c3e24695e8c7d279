/**
 * Which addresses are the explorer's: its one page is sent for all of them, and reads the rest of the address itself
 * (explorer/app/routes.ts, which a test holds equal to this list).
 */

/** First segments of the explorer's addresses; the empty one is the start page. */
export const PAGE_SEGMENTS: readonly string[] = [
  '', 'author', 'paper', 'venue', 'search', 'network', 'rankings', 'communities', 'overview', 'embed',
];

/** True for an address of the explorer, whatever follows its first segment. */
export function isPageAddress(pathname: string): boolean {
  const first = pathname.split('/')[1] ?? '';
  return first === '' ? pathname === '/' : PAGE_SEGMENTS.includes(first);
}
