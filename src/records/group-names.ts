/** Names of collaborations and corporate authors as keys. */
import { titleKey } from './titles.js';

/**
 * What stays of a group's name when typing is taken away: "The ATLAS Collaboration", "ATLAS collaboration" and "ATLAS" are
 * one. Groups of different names are different groups: nothing is guessed about abbreviations.
 */
export function groupNameKey(name: string): string {
  const key = titleKey(name);
  const bare = key.replace(/^the /, '').replace(/ collaborations?$/, '');
  return bare === '' ? key : bare;
}
