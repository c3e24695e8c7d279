/** What sources say of persons: whose names are whose, per format, and which ids belong together. */
import { PERSON_ID_SCHEMES, type PersonRecord } from '../records/record.js';
import { nameKey, parseName } from './names.js';
import type { IdentityNodes } from './nodes.js';

const SEVERAL = -1;

/** Person records as nodes. A record without any id stands for its preferred name. */
export class PersonIndex {
  /** Node per person record. */
  readonly nodes: Int32Array;
  /** Name keys per person record, the preferred one first. */
  readonly nameKeys: readonly (readonly string[])[];
  /** Pairs of ids that one record gives. */
  readonly linkedIds: readonly (readonly [number, number])[];
  readonly #byFormat = new Map<string, Map<string, number>>();

  /** @param namesAreShared FULL: a record without ids is a person of its own, not all who bear its preferred name */
  constructor(readonly persons: readonly PersonRecord[], nodes: IdentityNodes, namesAreShared = false) {
    this.nodes = new Int32Array(persons.length);
    const linked = new Map<string, [number, number]>();
    this.nameKeys = persons.map((person, at) => {
      const keys = [...new Set(person.names.map((name) => nameKey(parseName(name))))];
      const ids = idNodesOf(person, nodes);
      const node = ids[0] ?? (namesAreShared ? nodes.ofPersonRecord(person.key) : nodes.ofName(keys[0] ?? person.key));
      this.nodes[at] = node;
      for (const other of ids.slice(1)) linked.set(`${node} ${other}`, [node, other]);
      for (const key of keys) this.#bind(person.source.format, key, node);
      return keys;
    });
    this.linkedIds = [...linked.values()];
  }

  /** The one person of this format whose record lists the name; undefined where none or several do. */
  bearerOf(format: string, key: string): number | undefined {
    const node = this.#byFormat.get(format)?.get(key);
    return node === SEVERAL ? undefined : node;
  }

  #bind(format: string, key: string, node: number): void {
    let names = this.#byFormat.get(format);
    if (names === undefined) this.#byFormat.set(format, (names = new Map()));
    const bound = names.get(key);
    names.set(key, bound === undefined || bound === node ? node : SEVERAL);
  }
}

/** The record's own id first (`dblp:m/HMazzawi` as its key), then its external ids, the strongest first. */
function idNodesOf(person: PersonRecord, nodes: IdentityNodes): number[] {
  const found: number[] = [];
  const colon = person.key.indexOf(':');
  const scheme = PERSON_ID_SCHEMES.find((name) => name === person.key.slice(0, colon));
  if (scheme !== undefined) found.push(nodes.ofId(scheme, person.externalIds[scheme] ?? person.key.slice(colon + 1)));
  for (const other of PERSON_ID_SCHEMES) {
    const value = person.externalIds[other];
    if (value !== undefined) found.push(nodes.ofId(other, value));
  }
  return [...new Set(found)];
}
