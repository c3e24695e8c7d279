/**
 * The curator's statements. A name in an entry means its mentions without id, and the author with an id who bears it
 * where there is exactly one; a prefixed id means its author. Entries are applied by date, then id.
 */
import { parsePersonId } from '../records/ids.js';
import type { LedgerEntry } from '../records/record.js';
import { isUniqueBearer, SEVERAL } from './bearers.js';
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import { nameKey, parseName } from './names.js';
import type { IdentityNodes } from './nodes.js';

export interface AppliedEntry {
  readonly entry: LedgerEntry;
  /** Any node of the author that the entry's names now are, or −1. */
  readonly node: number;
  readonly unmatched: readonly string[];
  readonly ambiguous: readonly string[];
  readonly refused: number;
}

/** Joins what the entries say; `bearers` as idBearers answers before any entry is applied. */
export function applyLedger(
  entries: readonly LedgerEntry[],
  nodes: IdentityNodes,
  table: MentionTable,
  bearers: Int32Array,
  joins: Joins,
): AppliedEntry[] {
  const inOrder = entries.toSorted((a, b) => (`${a.when}|${a.id}` < `${b.when}|${b.id}` ? -1 : 1));
  return inOrder.map((entry) => {
    const unmatched: string[] = [];
    const ambiguous: string[] = [];
    const targets: number[] = [];
    for (const name of entry.names) {
      const { found, several } = nodesMeant(name, nodes, table, bearers, joins);
      if (several) ambiguous.push(name);
      else if (found.length === 0) unmatched.push(name);
      targets.push(...found);
    }
    const [first, ...others] = targets;
    const detail = `${entry.who}, ${entry.when}: ${entry.names.join(' = ')}. ${entry.why}`;
    let refused = 0;
    for (const node of others) {
      const mentions = joins.mentionsOf(node);
      if (!joins.attempt({ a: first, b: node, kind: 'LEDGER', detail, ledgerEntryId: entry.id, mentions })) refused++;
    }
    return { entry, node: first ?? -1, unmatched, ambiguous, refused };
  });
}

function nodesMeant(
  text: string,
  nodes: IdentityNodes,
  table: MentionTable,
  bearers: Int32Array,
  joins: Joins,
): { found: number[]; several: boolean } {
  const id = parsePersonId(text);
  if (id !== null) {
    const node = nodes.findId(id.scheme, id.value);
    return { found: node !== undefined && joins.mentionsOf(node) > 0 ? [node] : [], several: false };
  }
  const key = nameKey(parseName(text));
  const name = table.names.find(key);
  if (name === undefined) return { found: [], several: false };
  const found: number[] = [];
  if (isUniqueBearer(table, bearers, name)) found.push(bearers[name]);
  for (const own of Array.from(table.nodesOfName(name))) if (joins.mentionsOf(own) > 0) found.push(own);
  return { found, several: bearers[name] === SEVERAL };
}
