/** Mentions known by name alone join the author with an id who bears that name, where there is exactly one. */
import { isUniqueBearer, SEVERAL } from './bearers.js';
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import type { IdentityNodes } from './nodes.js';

/**
 * Joins name nodes to their unique bearers, the more frequent names first. Answers the roots that are ambiguous: several
 * authors with ids bear the name, or DBLP numbers its bearers.
 */
export function joinUniqueNames(nodes: IdentityNodes, table: MentionTable, bearers: Int32Array, joins: Joins): Set<number> {
  const settled = new Set(joins.accepted.filter(({ kind }) => kind === 'LEDGER').flatMap(({ a, b }) => [a, b]));
  const candidates: { node: number; name: number; mentions: number }[] = [];
  const ambiguous: number[] = [];
  for (let name = 0; name < table.names.nameCount; name++) {
    const node = nodes.findName(table.names.keys[name]);
    if (node === undefined || joins.mentionsOf(node) === 0) continue;
    const mentions = joins.mentionsOf(node);
    if (bearers[name] === SEVERAL || table.names.hasNumberedNamesakes(name)) {
      // A curator who names the name has said whose it is.
      if (!settled.has(node)) ambiguous.push(node);
    } else if (isUniqueBearer(table, bearers, name) && joins.find(node) !== joins.find(bearers[name])) {
      candidates.push({ node, name, mentions });
    }
  }
  candidates.sort((a, b) => b.mentions - a.mentions || nodes.compare(a.node, b.node));
  for (const { node, name, mentions } of candidates) {
    joins.attempt({ a: bearers[name], b: node, kind: 'UNIQUE_NAME_OF_ID', detail: table.names.keys[name], ledgerEntryId: null, mentions });
  }
  return new Set(ambiguous.map((node) => joins.find(node)));
}
