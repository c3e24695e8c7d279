/** Which mentions are compared at all: those of one block, folded family name and first initial. */
import { isUnspacedScript } from '../cjk.js';
import { foldWords } from '../fold.js';
import { isNobody, type ParsedName } from '../names.js';
import { FULL_NAMES } from './nicknames-table.js';

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
  return `${familyStem(folded.split(' ')[0])}|${initialOf(given.split(' ')[0], folded)}`;
}

const SLAVIC_FAMILY = /(?:[oe]va?|ina?|sk(?:y|i|ii|iy|ij|aya|aia|aja)|ko|ch|uk|yk|ik)$/;

/** The first letter of a given name, of what a nickname stands for (Bob with Robert), and of Cyrillic ю, я, е whichever way they were written. */
function initialOf(given: string, family: string): string {
  const name = FULL_NAMES.get(given)?.[0] ?? given;
  if (!SLAVIC_FAMILY.test(family)) return name.slice(0, 1);
  return name.replace(/^[jy]e/, 'e').replace(/^[ij](?=[aou]|$)/, 'y').slice(0, 1);
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
