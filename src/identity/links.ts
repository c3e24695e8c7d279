/** Pairs of nodes that some mentions say are one person, with how many say so. */
import type { IdentityNodes } from './nodes.js';

const NODES = 2 ** 26;

export interface Link {
  readonly a: number;
  readonly b: number;
  readonly mentions: number;
}

export class LinkTable {
  readonly #counts = new Map<number, number>();

  /** Counts one mention that says a and b are one. Nodes < 2^26. */
  add(a: number, b: number): void {
    const pair = a < b ? a * NODES + b : b * NODES + a;
    this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + 1);
  }

  /**
   * All links, the order in which they are to be tried: those with stronger schemes first (ORCID before all), then
   * those that more mentions state, then by key. Independent of the order in which they were counted.
   */
  inOrder(nodes: IdentityNodes): Link[] {
    const links: Link[] = [];
    for (const [pair, mentions] of this.#counts) {
      const low = Math.floor(pair / NODES);
      const high = pair % NODES;
      links.push(nodes.compare(low, high) <= 0 ? { a: low, b: high, mentions } : { a: high, b: low, mentions });
    }
    return links.toSorted(
      (x, y) =>
        nodes.schemeOf(x.a) - nodes.schemeOf(y.a) ||
        nodes.schemeOf(x.b) - nodes.schemeOf(y.b) ||
        y.mentions - x.mentions ||
        nodes.compare(x.a, y.a) ||
        nodes.compare(x.b, y.b),
    );
  }
}
