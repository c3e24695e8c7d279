/**
 * GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall 2002), as networkx, igraph, Gephi, yEd and VOSviewer write it:
 * typed keys with defaults, labels as data or drawn by yEd, edges directed one by one. Nested graphs are flattened.
 */
import type { NetworkBuilder } from './builder.js';
import { quoted } from './network.js';
import type { NetworkFormat } from './network.js';
import { readElements } from './xml-elements.js';
import type { ElementHandler } from './xml-elements.js';

/** Names of data that say what a node is called, the most preferred first. */
const LABEL_NAMES = ['label', 'name', 'title'];

interface Key {
  readonly name: string;
  readonly isOfEdges: boolean;
}

interface Item {
  readonly kind: 'node' | 'edge';
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  /** Depth of the element, so that data of a nested node is not taken for its group's. */
  readonly depth: number;
  /** Values by name of key. */
  readonly data: Map<string, string>;
  /** The label that yEd draws. */
  drawn: string | null;
}

class GraphmlReader implements ElementHandler {
  readonly #keys = new Map<string, Key>();
  /** Values of edges that state none, by name of key. */
  readonly #defaults = new Map<string, string>();
  readonly #items: Item[] = [];
  #graphs = 0;
  #directed = false;
  #key: Key | null = null;
  #dataKey: string | null = null;

  constructor(readonly build: NetworkBuilder) {}

  open(name: string, attributes: Readonly<Record<string, string>>, line: number, parents: readonly string[]): void {
    if (parents.length === 0 && name !== 'graphml') throw this.build.error(line, `the root element is <${name}>, but GraphML begins with <graphml>`);
    if (name === 'key') this.#openKey(attributes, line);
    else if (name === 'graph') this.#openGraph(attributes, line, parents);
    else if (name === 'node' || name === 'edge') this.#items.push({ kind: name, attributes, line, depth: parents.length, data: new Map(), drawn: null });
    else if (name === 'hyperedge') throw this.build.error(line, 'this is a hyperedge: write it as the edges that it means');
    else if (name === 'data' && parents.length === (this.#items.at(-1)?.depth ?? -2) + 1) this.#dataKey = attributes['key'] ?? '';
  }

  close(name: string, text: string, _line: number, parents: readonly string[]): void {
    const item = this.#items.at(-1);
    if (name === 'default' && this.#key?.isOfEdges === true) this.#defaults.set(this.#key.name, text.trim());
    else if (name === 'key') this.#key = null;
    else if (name === 'data' && item !== undefined && parents.length === item.depth + 1) this.#closeData(item, text);
    else if (name === 'NodeLabel' && item?.kind === 'node') item.drawn ??= text.trim();
    else if ((name === 'node' || name === 'edge') && item?.depth === parents.length) {
      this.#items.pop();
      // A group is declared behind its members: order decides nothing but numbers.
      if (item.kind === 'node') this.#node(item);
      else this.#edge(item);
    }
  }

  end(): void {
    if (this.#graphs === 0) throw this.build.error(null, 'there is no <graph> in the file');
  }

  #openKey({ id, for: of = 'all', 'attr.name': name }: Readonly<Record<string, string>>, line: number): void {
    if (id === undefined) throw this.build.error(line, 'this <key> has no id');
    this.#key = { name: name ?? id, isOfEdges: of === 'edge' || of === 'all' };
    this.#keys.set(id, this.#key);
  }

  #openGraph({ edgedefault }: Readonly<Record<string, string>>, line: number, parents: readonly string[]): void {
    if (parents.includes('graph')) {
      this.build.note('graphs within nodes were flattened: their nodes and edges are read like the others');
      return;
    }
    this.#graphs += 1;
    if (this.#graphs > 1) throw this.build.error(line, 'a second graph begins here: save each as a file of its own');
    this.#directed = edgedefault === 'directed';
    if (this.#directed) this.build.markDirected();
  }

  #closeData(item: Item, text: string): void {
    const name = this.#keys.get(this.#dataKey ?? '')?.name ?? this.#dataKey ?? '';
    this.#dataKey = null;
    if (text.trim() !== '' && !item.data.has(name)) item.data.set(name, text.trim());
  }

  #node({ attributes, line, data, drawn }: Item): void {
    const { id } = attributes;
    if (id === undefined) throw this.build.error(line, 'this node has no id');
    const lower = new Map([...data].map(([name, value]) => [name.toLowerCase(), value]));
    const label = LABEL_NAMES.map((name) => lower.get(name)).find((value) => value !== undefined);
    this.build.declare(id, label ?? drawn ?? attributes['label'] ?? null, line);
  }

  #edge({ attributes, line, data }: Item): void {
    const { build } = this;
    const { source, target, directed } = attributes;
    if (source === undefined || target === undefined) throw build.error(line, `this edge has no ${source === undefined ? 'source' : 'target'}`);
    if (directed !== undefined && directed !== 'true' && directed !== 'false') throw build.error(line, `directed is ${quoted(directed)}, but must be true or false`);
    const read = (name: string): string | undefined => valueOf(data, name) ?? attributes[name] ?? valueOf(this.#defaults, name);
    const isDirected = directed === undefined ? this.#directed : directed === 'true';
    build.edge(build.use(source, line), build.use(target, line), isDirected, build.strengthByName(read, line));
  }
}

/** A value by name, capitals aside where no key is spelt exactly so. */
function valueOf(values: ReadonlyMap<string, string>, name: string): string | undefined {
  if (values.size === 0) return undefined;
  const exact = values.get(name);
  if (exact !== undefined) return exact;
  for (const [key, value] of values) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

export const graphml: NetworkFormat = {
  id: 'graphml',
  title: 'GraphML',
  extensions: ['graphml'],
  detect: (head) => (/<(?:\w+:)?graphml[\s>]/.test(head) ? 1 : 0),
  async read(text, build) {
    const reader = new GraphmlReader(build);
    await readElements(text, reader);
    reader.end();
  },
};
