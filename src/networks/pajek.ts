/**
 * Pajek networks (.net; de Nooy, Mrvar & Batagelj, Exploratory Social Network Analysis with Pajek): `*Vertices n` with
 * numbered, labelled vertices, then `*Edges`, `*Arcs`, `*Edgeslist`, `*Arcslist` or `*Matrix`. Behind the ends of an edge
 * stands its value, 1 where it is left out. Several relations are read as one network.
 */
import type { NetworkBuilder } from './builder.js';
import { MAX_PROMISED_NODES, quoted } from './network.js';
import type { NetworkFormat } from './network.js';
import { fieldsOf, wholeNumber } from './numbers.js';
import { lineBatches } from './text.js';

type Section = 'BEFORE' | 'VERTICES' | 'EDGES' | 'ARCS' | 'EDGESLIST' | 'ARCSLIST' | 'MATRIX' | 'OTHER';

/** Words behind which parameters of drawing begin: no values. */
const VALUE = /^[-+\d.]|^(?:nan|[-+]?inf(?:inity)?)$/i;

/**
 * A vertex: its number, its label in quotation marks or without. networkx leaves quotation marks within a label as they
 * are, so a label ends where coordinates, a shape, drawing parameters or the line's end follow.
 */
const VERTEX = /^(\d+)(?:\s+(?:"(.*?)"(?=\s*$|\s+[-+.\d]|\s+(?:ellipse|box|diamond|triangle|cross|empty|[xy]_fact|s_size|ic|bc|bw|phi|lc|fos|font)\b)|(\S+)))?/;

class PajekReader {
  #section: Section = 'BEFORE';
  /** Vertices, and how many of them are of the first mode where there are two. */
  #count = 0;
  #firstMode: number | null = null;
  #hasVertices = false;
  /** Cells of *Matrix read so far. */
  #cells = 0;
  #lastLine = 1;

  constructor(readonly build: NetworkBuilder) {}

  line(line: string, number: number): void {
    this.#lastLine = number;
    const text = line.trim();
    if (text === '' || text.startsWith('%')) return;
    if (text.startsWith('*')) this.#heading(text, number);
    else if (this.#section === 'BEFORE') throw this.build.error(number, `${quoted(text)} stands before *Vertices: a Pajek network begins with it`);
    else if (this.#section === 'VERTICES') this.#vertex(text, number);
    else if (this.#section === 'EDGES' || this.#section === 'ARCS') this.#edge(text, number, this.#section === 'ARCS');
    else if (this.#section === 'EDGESLIST' || this.#section === 'ARCSLIST') this.#list(text, number, this.#section === 'ARCSLIST');
    else if (this.#section === 'MATRIX') this.#row(text, number);
  }

  end(): void {
    if (!this.#hasVertices) throw this.build.error(null, 'there is no *Vertices in the file');
    this.#endMatrix();
  }

  #heading(text: string, number: number): void {
    this.#endMatrix();
    const [word = '', ...rest] = fieldsOf(text);
    const name = word.slice(1).toUpperCase();
    if (name === 'VERTICES') this.#vertices(rest, text, number);
    else if (name === 'NETWORK') {
      if (this.#hasVertices) throw this.build.error(number, 'a second *Network begins here: save each as a file of its own');
    } else if (name === 'EDGES' || name === 'ARCS' || name === 'EDGESLIST' || name === 'ARCSLIST' || name === 'MATRIX') {
      if (!this.#hasVertices) throw this.build.error(number, `*${word.slice(1)} stands before *Vertices`);
      this.#section = name;
      this.#cells = 0;
      if (/:/.test(rest.join(' '))) this.build.note('the file has several relations: they were read together as one network');
      if (name === 'ARCS' || name === 'ARCSLIST' || name === 'MATRIX') this.build.markDirected();
    } else {
      this.#section = 'OTHER';
      this.build.note(`*${word.slice(1)} is no part of a network and was not read`);
    }
  }

  #vertices(rest: readonly string[], text: string, number: number): void {
    if (this.#hasVertices) throw this.build.error(number, 'a second *Vertices begins here: save each network as a file of its own');
    const [count, firstMode] = rest.map(wholeNumber);
    if (count == null) throw this.build.error(number, `${quoted(text)} does not say how many vertices there are`);
    if (count > MAX_PROMISED_NODES) throw this.build.error(number, `the file promises ${count} vertices: it may have at most ${MAX_PROMISED_NODES} here`);
    if (firstMode != null) {
      this.#firstMode = firstMode;
      this.build.note(`the network has two modes (${firstMode} and ${count - firstMode} vertices): both were read as nodes of one`);
    }
    for (let node = 1; node <= count; node += 1) this.build.ids.nodeOfInteger(node);
    this.#count = count;
    this.#hasVertices = true;
    this.#section = 'VERTICES';
  }

  #vertex(text: string, number: number): void {
    const match = VERTEX.exec(text);
    const node = this.#node(match?.[1], text, number);
    const label = match?.[2]?.replace(/\\(["\\])/g, '$1') ?? match?.[3];
    if (label?.startsWith('"') === true) throw this.build.error(number, `the label in ${quoted(text)} is not closed by a quotation mark`);
    if (label !== undefined && label !== '') this.build.setLabel(node, label);
  }

  #edge(text: string, number: number, directed: boolean): void {
    const [source, target, value] = fieldsOf(text);
    const [from, to] = [this.#node(source, text, number), this.#node(target, text, number)];
    this.build.edge(from, to, directed, value !== undefined && VALUE.test(value) ? this.build.strength(value, 'value', number) : null);
  }

  #list(text: string, number: number, directed: boolean): void {
    const [source, ...targets] = fieldsOf(text);
    const from = this.#node(source, text, number);
    for (const target of targets) this.build.edge(from, this.#node(target, text, number), directed, null);
  }

  /** Rows of *Matrix may be broken anywhere; 0 is no edge. */
  #row(text: string, number: number): void {
    const { rows, columns, shift } = this.#matrixShape();
    for (const cell of fieldsOf(text)) {
      if (this.#cells >= rows * columns) throw this.build.error(number, `the matrix has more than ${rows} × ${columns} numbers`);
      const from = Math.floor(this.#cells / columns);
      const to = (this.#cells % columns) + shift;
      this.#cells += 1;
      if (Number(cell) === 0) continue;
      // Without strengths a number is still what makes an edge.
      if (!Number.isFinite(Number(cell))) throw this.build.error(number, `${quoted(cell)} is no number: a matrix has 0 where there is no edge`);
      this.build.edge(from, to, true, this.build.strength(cell, 'value', number));
    }
  }

  #matrixShape(): { rows: number; columns: number; shift: number } {
    const first = this.#firstMode;
    return first === null ? { rows: this.#count, columns: this.#count, shift: 0 } : { rows: first, columns: this.#count - first, shift: first };
  }

  #endMatrix(): void {
    if (this.#section !== 'MATRIX') return;
    const { rows, columns } = this.#matrixShape();
    if (this.#cells < rows * columns) throw this.build.error(this.#lastLine, `the matrix is cut off: it has ${this.#cells} of ${rows} × ${columns} numbers`);
  }

  #node(text: string | undefined, line: string, number: number): number {
    const vertex = wholeNumber(text);
    if (vertex === null || vertex < 1 || vertex > this.#count) {
      throw this.build.error(number, `${quoted(line)} names the vertex ${quoted(text ?? '')}, but vertices are numbered from 1 to ${this.#count}`);
    }
    return vertex - 1;
  }
}

export const pajek: NetworkFormat = {
  id: 'pajek',
  title: 'Pajek network',
  extensions: ['net', 'paj'],
  detect: (head) => (/^\s*(?:%[^\n]*\n\s*)*\*(?:network|vertices)\b/i.test(head) ? 1 : 0),
  async read(text, build) {
    build.refuseAttributeName('a Pajek network', 'value');
    const reader = new PajekReader(build);
    for await (const { first, lines } of lineBatches(text.file, text.pieces())) {
      for (let i = 0; i < lines.length; i += 1) reader.line(lines[i], first + i);
    }
    reader.end();
  },
};
