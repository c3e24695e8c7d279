/** Which authors bear a name. */
import type { Joins } from './joins.js';
import { ATTACHED, type MentionTable } from './mentions.js';
import type { PersonIndex } from './person-records.js';
import type { IdentityNodes } from './nodes.js';

/** No author with an id bears the name. */
export const NONE = -1;
/** Several do. */
export const SEVERAL = -2;

/**
 * Per name the one cluster with an id that bears it (a root), NONE or SEVERAL. A cluster bears the names of its
 * mentions, and those that its person records list if it has any mention. O(mentions + persons' names).
 */
export function idBearers(table: MentionTable, persons: PersonIndex, nodes: IdentityNodes, joins: Joins): Int32Array {
  const bearer = new Int32Array(table.names.nameCount).fill(NONE);
  const note = (name: number, root: number): void => {
    if (bearer[name] === NONE) bearer[name] = root;
    else if (bearer[name] !== root) bearer[name] = SEVERAL;
  };
  const hasId = new Uint8Array(nodes.count);
  for (let node = 0; node < nodes.count; node++) if (nodes.isId(node)) hasId[joins.find(node)] = 1;
  for (let mention = 0; mention < table.node.length; mention++) {
    if (table.attached.at(mention) === ATTACHED.GROUP) continue;
    const root = joins.find(table.node.at(mention));
    if (hasId[root] === 1) note(table.nameOf(mention), root);
  }
  for (const [at, keys] of persons.nameKeys.entries()) {
    const root = joins.find(persons.nodes[at]);
    if (hasId[root] === 0 || joins.mentionsOf(root) === 0) continue;
    for (const key of keys) {
      const name = table.names.find(key);
      if (name !== undefined) note(name, root);
    }
  }
  return bearer;
}

/** True where the one bearer may be taken for the name: there is one, and no namesakes with homonym numbers. */
export function isUniqueBearer(table: MentionTable, bearers: Int32Array, name: number): boolean {
  return bearers[name] >= 0 && !table.names.hasNumberedNamesakes(name) && !table.names.nobody[name];
}
