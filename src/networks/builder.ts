/** Gathers what a format's reader finds, checks it, and makes the network of it. */
import { EdgeStatements } from './edge-statements.js';
import { networkError, quoted, USUAL_WEIGHT_ATTRIBUTES } from './network.js';
import type { Network, WeightReading } from './network.js';
import { NodeIds } from './node-ids.js';
import { simpleGraph } from './simple-graph.js';

export interface BuilderOptions {
  readonly file: string;
  readonly weight: WeightReading;
  /** The attribute to read; null for the usual ones. */
  readonly weightAttribute: string | null;
  /** Most directed entries; what 32 bits can address if absent. */
  readonly maxEntries?: number;
}

/** Sentences of one kind are kept once, however often they apply. */
const MAX_NOTES = 50;

export class NetworkBuilder {
  readonly ids = new NodeIds();
  readonly #options: BuilderOptions;
  readonly #statements = new EdgeStatements();
  readonly #labels = new Map<number, string>();
  /** 1 per declared node. */
  #declared = new Uint8Array(1024);
  #declaredCount = 0;
  /** Line where a node was first used, as long as it has not been declared. */
  readonly #usedAt = new Map<number, number>();
  readonly #notes = new Set<string>();
  #directed = false;
  #attribute: string | null = null;
  /** What the file says its edges have. */
  #offered: readonly string[] = [];
  /** Statements with and without a strength of their own. */
  #valued = 0;
  #unvalued = 0;

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  get weight(): WeightReading {
    return this.#options.weight;
  }

  /** Edges taken so far, as the file states them. */
  get stated(): number {
    return this.#statements.count + this.#statements.loops;
  }

  /** The error of a line of the file. */
  error(line: number | null, sentence: string): RangeError {
    return networkError(this.#options.file, line, sentence);
  }

  /** Says something of the file that its owner may not expect. */
  note(sentence: string): void {
    if (this.#notes.size < MAX_NOTES) this.#notes.add(sentence);
  }

  /** The file calls its edges directed. */
  markDirected(): void {
    this.#directed = true;
  }

  /** Names of what the file says beforehand its edges have, so that what stays unread can be said. */
  offer(attributes: readonly string[]): void {
    this.#offered = attributes;
  }

  /** Refuses `weightAttribute` for formats whose edges have one nameless value. */
  refuseAttributeName(title: string, own: string): void {
    const { weightAttribute } = this.#options;
    if (weightAttribute !== null && weightAttribute !== own) {
      throw this.error(null, `there is no attribute ${quoted(weightAttribute)}: ${title} has one value per edge and no name for it; leave the name out`);
    }
  }

  /** Declares a node. Throws where it has been declared before. */
  declare(id: string, label: string | null, line: number): number {
    const node = this.ids.nodeOf(id);
    if (node >= this.#declared.length) {
      const larger = new Uint8Array(Math.max(node + 1, this.#declared.length * 2));
      larger.set(this.#declared);
      this.#declared = larger;
    }
    if (this.#declared[node] === 1) throw this.error(line, `the node ${quoted(id)} is declared twice: give one of them another id`);
    this.#declared[node] = 1;
    this.#declaredCount += 1;
    this.#usedAt.delete(node);
    if (label !== null && label !== '') this.setLabel(node, label);
    return node;
  }

  setLabel(node: number, label: string): void {
    if (label !== this.ids.idOf(node)) this.#labels.set(node, ` ${label}`.slice(1));
  }

  /** The node that an edge names in a format that declares nodes. */
  use(id: string, line: number): number {
    const known = this.ids.count;
    const node = this.ids.nodeOf(id);
    if (node === known) this.#usedAt.set(node, line);
    return node;
  }

  /**
   * The strength of an edge by its attributes (`read` answers undefined for those it lacks); null where it has none that
   * counts. Without a name asked for, the first edge that has one of the usual attributes decides which is read.
   */
  strengthByName(read: (name: string) => string | undefined, line: number): number | null {
    const { weight, weightAttribute } = this.#options;
    if (weight === 'NONE') return null;
    const names = weightAttribute !== null ? [weightAttribute] : this.#attribute !== null ? [this.#attribute] : USUAL_WEIGHT_ATTRIBUTES;
    for (const name of names) {
      const text = read(name);
      if (text !== undefined) return this.strength(text, name, line);
    }
    return null;
  }

  /** A written strength or cost as strength. Throws where it is no positive finite number. */
  strength(text: string, attribute: string, line: number): number | null {
    const { weight } = this.#options;
    if (weight === 'NONE') return null;
    this.#attribute ??= attribute;
    const value = text.trim() === '' ? NaN : Number(text);
    const word = weight === 'COST' ? 'cost' : 'strength';
    const strength = weight === 'COST' ? 1 / value : value;
    if (!(value > 0) || !(strength > 0) || value === Infinity || strength === Infinity) {
      throw this.error(line, `the ${attribute} of this edge is ${quoted(text)}, but a ${word} must be a positive finite number: correct it, name another attribute, or read the file without (weight NONE)`);
    }
    // Where distances go by 1 / strength, that has to be a number too.
    if (1 / strength === Infinity) throw this.error(line, `the ${attribute} of this edge is ${quoted(text)}, whose reciprocal is beyond numbers: multiply all by a common factor`);
    return strength;
  }

  /** Takes one stated edge; a strength of null counts 1. */
  edge(from: number, to: number, directed: boolean, strength: number | null): void {
    if (directed) this.#directed = true;
    if (strength === null) this.#unvalued += 1;
    else this.#valued += 1;
    this.#statements.add(from, to, directed, strength ?? 1);
  }

  /**
   * An edge whose direction the file leaves open (lists, matrices): two statements in opposite directions are one edge,
   * but the network does not count as directed.
   */
  openEdge(from: number, to: number, strength: number | null): void {
    const directed = this.#directed;
    this.edge(from, to, true, strength);
    this.#directed = directed;
  }

  /** The network of all that was taken. Throws a RangeError where edges name nodes that were never declared. */
  finish(format: string): Network {
    const { weight, weightAttribute, maxEntries } = this.#options;
    this.#refuseDangling();
    const statements = this.#statements;
    if (weight !== 'NONE' && weightAttribute !== null && this.#valued === 0 && this.#unvalued > 0) {
      throw this.error(null, `no edge has the attribute ${quoted(weightAttribute)}: name one that edges have, or read the file without (weight NONE)`);
    }
    if (this.#valued > 0 && this.#unvalued > 0) {
      this.note(`${this.#unvalued} of ${this.#valued + this.#unvalued} stated edges have no ${this.#attribute}: they count as ${weight === 'COST' ? 'cost' : 'strength'} 1`);
    }
    if (weight !== 'NONE' && this.#valued === 0 && this.#offered.length > 0) {
      this.note(`every edge has strength 1, since ${this.#offered.map(quoted).join(', ')} ${this.#offered.length === 1 ? 'is no usual name of one' : 'are no usual names of one'}: name the attribute that is the strength or the cost to have it read`);
    }
    const { graph, duplicates, reciprocal } = simpleGraph(this.ids.count, statements, weight, maxEntries);
    const { ids } = this;
    const labels = this.#labels;
    return {
      graph,
      labels: { count: ids.count, idOf: (node) => ids.idOf(node), labelOf: (node) => labels.get(node) ?? ids.idOf(node) },
      format,
      directed: this.#directed,
      strengthAttribute: this.#valued > 0 ? this.#attribute : null,
      stated: this.stated,
      loops: statements.loops,
      duplicates,
      reciprocal,
      notes: [...this.#notes],
    };
  }

  /** A file that declares its nodes must declare those of its edges; one that declares none means those it uses. */
  #refuseDangling(): void {
    if (this.#usedAt.size === 0) return;
    if (this.#declaredCount === 0) {
      this.note('the file declares no nodes: those that its edges name were taken');
      return;
    }
    const [[node, line]] = this.#usedAt;
    const others = this.#usedAt.size - 1;
    const more = others === 0 ? '' : ` (and ${others} more)`;
    throw this.error(line, `this edge names the node ${quoted(this.ids.idOf(node))}, which the file does not declare${more}: declare it or remove the edge`);
  }
}
