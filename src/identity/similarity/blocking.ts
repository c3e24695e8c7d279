/** Which mentions are compared at all: those of one block, folded family name and first initial. */
import { isUnspacedScript } from '../cjk.js';
import { foldWords } from '../fold.js';
import { isNobody, type ParsedName } from '../names.js';

/**
 * The block of a name: the first word of its family name in letters that transliterations share, and the initial of the
 * first given name (empty where there is none). A double family name goes with its first, which is the one that is kept
 * when it is shortened (García Márquez, García). O(length).
 */
export function blockKeyOf(parsed: ParsedName): string {
  const family = parsed.family.join(' ');
  if (isUnspacedScript(family)) return `${family}|${Array.from(parsed.given.join(''))[0] ?? ''}`;
  const folded = foldWords(family);
  if (folded === '' || isNobody(folded)) return parsed.display.toLowerCase();
  const given = foldWords(parsed.given.join(' '));
  return `${familyStem(folded.split(' ')[0])}|${given.slice(0, 1)}`;
}

/** A family name in letters that do not depend on how ü, ö, ä, ß, й, ю, я, х were written. */
export function familyStem(folded: string): string {
  return folded
    .replace(/([aou])e(?=[^aeiou])/g, '$1')
    .replace(/ss|sz/g, 's')
    .replace(/kh/g, 'h')
    .replace(/iy$|yi$|ii$|ij$|yy$|i$/g, 'y')
    .replace(/(?:j|y|i)(?=[aou])/g, 'y')
    .replace(/[jy](?=$)/g, 'y');
}
