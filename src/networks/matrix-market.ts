/**
 * Matrix Market coordinate files (Boisvert, Pozo & Remington 1996, NISTIR 5935): a square matrix as the adjacency of a
 * network whose nodes are called 1 … n. `symmetric` states each edge once; `general` states each direction.
 */
import type { NetworkBuilder } from './builder.js';
import { MAX_PROMISED_NODES, quoted } from './network.js';
import type { NetworkFormat } from './network.js';
import { fieldsOf, wholeNumber } from './numbers.js';
import { lineBatches } from './text.js';

const HEADER = /^%%MatrixMarket\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*$/i;

interface Shape {
  readonly isPattern: boolean;
  readonly isSymmetric: boolean;
  readonly nodes: number;
  readonly entries: number;
}

class MatrixReader {
  #kind: Pick<Shape, 'isPattern' | 'isSymmetric'> | null = null;
  #shape: Shape | null = null;
  #entries = 0;

  constructor(readonly build: NetworkBuilder) {}

  line(line: string, number: number): void {
    if (this.#kind === null) this.#kind = this.#header(line, number);
    else if (line.startsWith('%') || line.trim() === '') return;
    else if (this.#shape === null) this.#shape = this.#size(this.#kind, line, number);
    else this.#entry(this.#shape, line, number);
  }

  end(): void {
    if (this.#kind === null || this.#shape === null) throw this.build.error(null, 'the file ends before the size of its matrix: it is cut off');
    const { entries } = this.#shape;
    if (this.#entries < entries) throw this.build.error(null, `the file is cut off: it promises ${entries} entries and has ${this.#entries}`);
  }

  #header(line: string, number: number): Pick<Shape, 'isPattern' | 'isSymmetric'> {
    const [, object = '', layout = '', field = '', symmetry = ''] = HEADER.exec(line)?.map((word) => word.toLowerCase()) ?? [];
    if (object !== 'matrix') throw this.build.error(number, `the first line is ${quoted(line)}, but must be "%%MatrixMarket matrix coordinate FIELD SYMMETRY"`);
    if (layout !== 'coordinate') throw this.build.error(number, `the layout is ${layout}: only coordinate is read as a network`);
    if (!['pattern', 'real', 'integer', 'double'].includes(field)) throw this.build.error(number, `the field is ${field}: only pattern, real and integer can be strengths`);
    if (symmetry !== 'symmetric' && symmetry !== 'general') throw this.build.error(number, `the symmetry is ${symmetry}: only symmetric and general are read as a network`);
    if (symmetry === 'general') this.build.markDirected();
    return { isPattern: field === 'pattern', isSymmetric: symmetry === 'symmetric' };
  }

  #size(kind: Pick<Shape, 'isPattern' | 'isSymmetric'>, line: string, number: number): Shape {
    const [rows, columns, entries] = fieldsOf(line).map(wholeNumber);
    if (rows == null || columns == null || entries == null) throw this.build.error(number, `the size is ${quoted(line)}, but must be three whole numbers: rows, columns, entries`);
    if (rows !== columns) throw this.build.error(number, `the matrix has ${rows} rows and ${columns} columns: only a square matrix says which nodes are tied to which`);
    if (rows > MAX_PROMISED_NODES) throw this.build.error(number, `the matrix has ${rows} rows: a network may have at most ${MAX_PROMISED_NODES} nodes here`);
    for (let node = 1; node <= rows; node += 1) this.build.ids.nodeOfInteger(node);
    return { ...kind, nodes: rows, entries };
  }

  #entry({ isPattern, isSymmetric, nodes, entries }: Shape, line: string, number: number): void {
    const { build } = this;
    const fields = fieldsOf(line);
    const [row, column] = [wholeNumber(fields[0]), wholeNumber(fields[1])];
    if (row === null || column === null || row < 1 || column < 1 || row > nodes || column > nodes) {
      throw build.error(number, `the entry ${quoted(line)} does not begin with two numbers from 1 to ${nodes}`);
    }
    if (fields.length !== (isPattern ? 2 : 3)) throw build.error(number, `the entry ${quoted(line)} has ${fields.length} fields where ${isPattern ? 'a pattern has 2' : 'a matrix of numbers has 3'}`);
    this.#entries += 1;
    if (this.#entries > entries) throw build.error(number, `there are more than the ${entries} entries that the file promises: correct the number or remove what is too much`);
    build.edge(row - 1, column - 1, !isSymmetric, isPattern ? null : build.strength(fields[2], 'value', number));
  }
}

export const matrixMarket: NetworkFormat = {
  id: 'matrixmarket',
  title: 'Matrix Market coordinate file',
  extensions: ['mtx'],
  detect: (head) => (/^%%MatrixMarket\b/i.test(head) ? 1 : 0),
  async read(text, build) {
    build.refuseAttributeName('a matrix', 'value');
    const reader = new MatrixReader(build);
    for await (const { first, lines } of lineBatches(text.file, text.pieces())) {
      for (let i = 0; i < lines.length; i += 1) reader.line(lines[i], first + i);
    }
    reader.end();
  },
};
