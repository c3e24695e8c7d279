/** Glob patterns for shells that did not expand them: `*` and `?` within a name, `**` across folders, `[…]` and `{a,b}`. */
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** True where `text` holds a character with a meaning in globs: a star, a question mark, `[x]`, `{x,y}`. Linear. */
export function isGlob(text: string): boolean {
  let bracket = -1;
  let inBraces = false;
  let hasComma = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '*' || c === '?' || (c === ']' && bracket >= 0 && at - bracket > 1) || (c === '}' && hasComma)) return true;
    if (c === '[' && bracket < 0) bracket = at;
    else if (c === ']') bracket = -1;
    else if (c === '{') inBraces = true;
    else if (c === '}') inBraces = hasComma = false;
    else if (c === ',') hasComma = inBraces;
  }
  return false;
}

/** One path segment of a glob as a regular expression over a file name; a leading dot must be written out to be matched. */
export function segmentPattern(segment: string): RegExp {
  let pattern = '';
  let inBraces = false;
  for (let at = 0; at < segment.length; at += 1) {
    const c = segment[at] ?? '';
    if (c === '*') {
      if (segment[at - 1] !== '*') pattern += '[^/]*';
    } else if (c === '?') pattern += '[^/]';
    else if (c === '[' && segment.indexOf(']', at + 2) > 0) {
      const end = segment.indexOf(']', at + 2);
      const body = segment.slice(at + 1, end);
      const negated = /^[!^]/.test(body);
      pattern += `[${negated ? '^' : ''}${body.slice(negated ? 1 : 0).replace(/[\\\][^]/g, '\\$&')}]`;
      at = end;
    } else if (c === '{' && segment.indexOf('}', at) > 0) {
      inBraces = true;
      pattern += '(?:';
    } else if (c === '}' && inBraces) {
      inBraces = false;
      pattern += ')';
    } else if (c === ',' && inBraces) pattern += '|';
    else pattern += c.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  const hidden = segment.startsWith('.') ? '' : '(?!\\.)';
  try {
    return new RegExp(`^${hidden}${pattern}$`, 'u');
  } catch {
    // A reversed range such as [z-a] matches nothing in a shell either.
    return /^(?!)/;
  }
}

/**
 * Paths that match `pattern`, sorted by code unit; folders as well as files. Folders that can't be read match nothing.
 * Cost: one directory listing per folder visited; symbolic links to folders are not followed by `**`.
 */
export async function expandGlob(pattern: string): Promise<string[]> {
  const segments = pattern.split(sep === '\\' ? /[/\\]/ : '/').filter((segment) => segment !== '');
  const found = new Set<string>();
  await walk(pattern.startsWith('/') ? '/' : '', segments, found);
  return [...found].toSorted((a, b) => (a < b ? -1 : 1));
}

async function walk(base: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    found.add(base);
    return;
  }
  if (segment !== '**' && !isGlob(segment)) {
    const next = join(base, segment);
    if (rest.some(isGlob)) await walk(next, rest, found);
    else {
      const path = join(next, ...rest);
      if ((await entriesOf(join(path, '..'))).some((entry) => entry.name === path.split(sep).at(-1))) found.add(path);
    }
    return;
  }
  const entries = await entriesOf(base === '' ? '.' : base);
  if (segment === '**') {
    await walk(base, rest.length === 0 ? ['*'] : rest, found);
    for (const entry of entries) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) await walk(join(base, entry.name), segments, found);
    }
    return;
  }
  const matcher = segmentPattern(segment);
  for (const entry of entries) {
    if (!matcher.test(entry.name)) continue;
    if (rest.length === 0) found.add(join(base, entry.name));
    else if (entry.isDirectory() || entry.isSymbolicLink()) await walk(join(base, entry.name), rest, found);
  }
}

async function entriesOf(folder: string): Promise<Array<{ name: string; isDirectory(): boolean; isSymbolicLink(): boolean }>> {
  return await readdir(folder, { withFileTypes: true }).catch(() => []);
}
