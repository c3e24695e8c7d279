/**
 * GEXF 1.1 to 1.3 (Gephi): nodes and edges with labels, weights and typed attributes. Hierarchies are flattened; what a
 * dynamic network has at any time is read as being there throughout.
 */
import type { NetworkBuilder } from './builder.js';
import { quoted } from './network.js';
import type { NetworkFormat } from './network.js';
import { readElements } from './xml-elements.js';
import type { ElementHandler } from './xml-elements.js';

interface EdgeItem {
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  /** Values of declared attributes, by title in lower case. */
  readonly values: Map<string, string>;
}

class GexfReader implements ElementHandler {
  /** Titles in lower case of the attributes of edges, by id. */
  readonly #titles = new Map<string, string>();
  readonly #defaults = new Map<string, string>();
  #attributesClass = '';
  #attribute: string | null = null;
  #edge: EdgeItem | null = null;
  #graphs = 0;
  #usualType = 'undirected';

  constructor(readonly build: NetworkBuilder) {}

  open(name: string, attributes: Readonly<Record<string, string>>, line: number, parents: readonly string[]): void {
    if (parents.length === 0 && name !== 'gexf') throw this.build.error(line, `the root element is <${name}>, but GEXF begins with <gexf>`);
    if (name === 'graph') this.#openGraph(attributes, line);
    else if (name === 'attributes') this.#attributesClass = attributes['class'] ?? '';
    else if (name === 'attribute') this.#openAttribute(attributes);
    else if (name === 'node') this.#node(attributes, line, parents);
    else if (name === 'edge') this.#edge = { attributes, line, values: new Map() };
    else if (name === 'attvalue' && this.#edge !== null) this.#attvalue(this.#edge, attributes);
  }

  close(name: string, text: string): void {
    if (name === 'default' && this.#attribute !== null) this.#defaults.set(this.#attribute, text.trim());
    else if (name === 'attribute') this.#attribute = null;
    else if (name === 'edge' && this.#edge !== null) {
      this.#takeEdge(this.#edge);
      this.#edge = null;
    }
  }

  end(): void {
    if (this.#graphs === 0) throw this.build.error(null, 'there is no <graph> in the file');
  }

  #openGraph({ defaultedgetype = 'undirected', mode }: Readonly<Record<string, string>>, line: number): void {
    this.#graphs += 1;
    if (this.#graphs > 1) throw this.build.error(line, 'a second graph begins here: save each as a file of its own');
    this.#usualType = defaultedgetype;
    if (mode === 'dynamic') this.build.note('the network is dynamic: every node and edge of any time was read as being there throughout');
  }

  #openAttribute({ id, title }: Readonly<Record<string, string>>): void {
    if (this.#attributesClass !== 'edge' || id === undefined) return;
    this.#attribute = (title ?? id).toLowerCase();
    this.#titles.set(id, this.#attribute);
  }

  #node({ id, label }: Readonly<Record<string, string>>, line: number, parents: readonly string[]): void {
    if (id === undefined) throw this.build.error(line, 'this node has no id');
    if (parents.includes('node')) this.build.note('nodes within nodes were flattened: they are read like the others');
    this.build.declare(id, label ?? null, line);
  }

  #attvalue({ values }: EdgeItem, attributes: Readonly<Record<string, string>>): void {
    const id = attributes['for'] ?? attributes['id'] ?? '';
    const title = this.#titles.get(id) ?? id.toLowerCase();
    if (attributes['value'] !== undefined && !values.has(title)) values.set(title, attributes['value']);
  }

  #takeEdge({ attributes, line, values }: EdgeItem): void {
    const { build } = this;
    const { source, target, type = this.#usualType } = attributes;
    if (source === undefined || target === undefined) throw build.error(line, `this edge has no ${source === undefined ? 'source' : 'target'}`);
    if (type !== 'directed' && type !== 'undirected' && type !== 'mutual') throw build.error(line, `the type is ${quoted(type)}, but must be directed, undirected or mutual`);
    const read = (name: string): string | undefined => attributes[name] ?? values.get(name.toLowerCase()) ?? this.#defaults.get(name.toLowerCase());
    build.edge(build.use(source, line), build.use(target, line), type === 'directed', build.strengthByName(read, line));
  }
}

export const gexf: NetworkFormat = {
  id: 'gexf',
  title: 'GEXF',
  extensions: ['gexf'],
  detect: (head) => (/<(?:\w+:)?gexf[\s>]/.test(head) ? 1 : 0),
  async read(text, build) {
    const reader = new GexfReader(build);
    await readElements(text, reader);
    reader.end();
  },
};
