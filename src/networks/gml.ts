/**
 * GML (Himsolt 1997, "GML: A portable Graph File Format"), as networkx, Gephi, yEd, igraph and Newman's collection write
 * it: ids of any kind, attributes beside them, nested blocks of drawing, nodes behind edges.
 */
import type { NetworkBuilder } from './builder.js';
import { GmlTokens } from './gml-tokens.js';
import type { GmlToken } from './gml-tokens.js';
import { quoted } from './network.js';
import type { NetworkFormat } from './network.js';

const MAX_DEPTH = 100;

/** The block of a node or an edge: its own keys in lower case and as written, without those of inner blocks. */
interface Block {
  readonly kind: 'node' | 'edge';
  readonly line: number;
  readonly values: Map<string, string>;
}

class GmlReader {
  /** Keys of the open blocks, outermost first. */
  readonly #open: string[] = [];
  #key: { readonly text: string; readonly line: number } | null = null;
  #block: Block | null = null;
  #graphs = 0;
  #directed = false;
  /** Edges of a file that says `directed` behind them were read too soon. */
  #edges = 0;

  constructor(readonly build: NetworkBuilder) {}

  token(token: GmlToken): void {
    const key = this.#key;
    if (token.kind === 'close') {
      if (key !== null) throw this.build.error(token.line, `the key ${quoted(key.text)} has no value`);
      this.#close(token.line);
    } else if (token.kind === 'open') {
      if (key === null) throw this.build.error(token.line, 'a "[" stands where a key is expected');
      this.#key = null;
      this.#openBlock(key.text.toLowerCase(), key.line);
    } else if (key === null) {
      if (token.kind !== 'word') throw this.build.error(token.line, `the string ${quoted(token.text)} stands where a key is expected`);
      this.#key = token;
    } else {
      this.#key = null;
      this.#value(key.text, token.text, token.line);
    }
  }

  end(line: number, isWithinString: boolean): void {
    if (this.#open.length > 0 || this.#key !== null || isWithinString) throw this.build.error(line, 'the file is cut off: it ends inside of a block, a string, or between a key and its value');
    if (this.#graphs === 0) throw this.build.error(null, 'there is no graph [ … ] in the file');
  }

  #openBlock(key: string, line: number): void {
    if (this.#open.length >= MAX_DEPTH) throw this.build.error(line, `blocks are nested deeper than ${MAX_DEPTH}`);
    const isOfGraph = this.#open.length === 1 && this.#open[0] === 'graph';
    if (this.#open.length === 0 && key === 'graph') {
      this.#graphs += 1;
      if (this.#graphs > 1) throw this.build.error(line, 'a second graph begins here: save each as a file of its own');
    }
    if (isOfGraph && (key === 'node' || key === 'edge')) this.#block = { kind: key, line, values: new Map() };
    this.#open.push(key);
  }

  #close(line: number): void {
    if (this.#open.pop() === undefined) throw this.build.error(line, 'a "]" closes nothing');
    const block = this.#block;
    if (block === null || this.#open.length !== 1) return;
    this.#block = null;
    if (block.kind === 'node') this.#node(block);
    else this.#edge(block);
  }

  #value(key: string, text: string, line: number): void {
    const name = key.toLowerCase();
    if (this.#block !== null) {
      // Of a key that stands twice (networkx writes lists so) the first value is taken.
      if (this.#open.length === 2 && !this.#block.values.has(name)) this.#block.values.set(name, text);
    } else if (this.#open.length === 1 && this.#open[0] === 'graph' && name === 'directed') {
      if (text !== '0' && text !== '1') throw this.build.error(line, `directed is ${quoted(text)}, but must be 0 or 1`);
      if (this.#edges > 0 && (text === '1') !== this.#directed) throw this.build.error(line, 'directed stands behind the first edge: move it before them');
      this.#directed = text === '1';
      if (this.#directed) this.build.markDirected();
    }
  }

  #node({ line, values }: Block): void {
    const id = values.get('id');
    if (id === undefined) throw this.build.error(line, 'this node has no id');
    this.build.declare(id, values.get('label') ?? values.get('name') ?? null, line);
  }

  #edge({ line, values }: Block): void {
    const { build } = this;
    const [source, target] = [values.get('source'), values.get('target')];
    if (source === undefined || target === undefined) throw build.error(line, `this edge has no ${source === undefined ? 'source' : 'target'}`);
    this.#edges += 1;
    build.edge(build.use(source, line), build.use(target, line), this.#directed, build.strengthByName((name) => values.get(name.toLowerCase()), line));
  }
}

export const gml: NetworkFormat = {
  id: 'gml',
  title: 'GML',
  extensions: ['gml'],
  detect: (head) => (!head.trimStart().startsWith('<') && /(?:^|\s)graph\s*(?:\[|#[^\n]*(?:\[|\n\s*\[))/i.test(head) && !/^[^\S\n\r\u2028\u2029]*@/m.test(head) ? 0.95 : 0),
  async read(text, build) {
    const tokens = new GmlTokens();
    const reader = new GmlReader(build);
    const feed = (piece: string, isLast: boolean): void => {
      for (const token of tokens.take(piece, isLast)) reader.token(token);
    };
    for await (const piece of text.pieces()) feed(piece, false);
    feed('', true);
    reader.end(tokens.line, tokens.isWithinString);
  },
};
