/**
 * Edge lists: one edge per line, two node ids and, if wanted, a strength. As SNAP, KONECT, networkx, igraph (NCOL) and
 * spreadsheets write them: separated by white space, commas, semicolons or tabs; comments begin with # or %; a first line
 * of column names is understood; networkx's `{'weight': 3}` too. Which end stands first means nothing: a list that has
 * each pair in both orders is the network that has it once.
 */
import type { NetworkBuilder } from './builder.js';
import { quoted } from './network.js';
import type { NetworkFormat } from './network.js';
import { canonicalInteger } from './node-ids.js';
import { lineBatches } from './text.js';

type Separator = ',' | ';' | '\t' | ' ';

/** Names of the two columns of ids, but for case, spaces, hyphens and underscores; those at the same place belong together. */
const SOURCE_NAMES = ['source', 'from', 'fromnodeid', 'node1', 'author1', 'src', 'nodea', 'authora', 'person1', 'persona', 'fromid', 'sourceid'];
const TARGET_NAMES = ['target', 'to', 'tonodeid', 'node2', 'author2', 'dst', 'nodeb', 'authorb', 'person2', 'personb', 'toid', 'targetid'];
/** Lines looked at by the detector. */
const LOOKED_AT = 40;

const isComment = (line: string): boolean => /^\s*(?:[#%]|$)/.test(line);

/** Where the columns of a list lie. */
interface Columns {
  readonly separator: Separator;
  readonly source: number;
  readonly target: number;
  /** Of the attributes, by name. */
  readonly attributes: ReadonlyMap<string, number>;
  readonly hasHeader: boolean;
}

/** Without the attributes in braces at its end (`a b {'weight': 3}`), as NetworkX writes them. Linear. */
export function withoutBraces(line: string): string {
  const close = line.trimEnd().length - 1;
  if (line[close] !== '}') return line;
  const open = line.indexOf('{', line.lastIndexOf('}', close - 1) + 1);
  return open === -1 ? line : line.slice(0, open);
}

function separatorOf(line: string): Separator {
  const unquoted = withoutBraces(line.replace(/"[^"]*"/g, '""'));
  if (unquoted.includes(',')) return ',';
  if (unquoted.includes(';')) return ';';
  return unquoted.includes('\t') && unquoted.split('\t').some((field) => /\S\s+\S/.test(field)) ? '\t' : ' ';
}

/** Fields of a line, unquoted; null where a quotation is not closed. */
function splitLine(line: string, separator: Separator): string[] | null {
  if (!line.includes('"')) {
    if (separator !== ' ') return line.split(separator).map((field) => field.trim());
    return line.trim().split(/\s+/);
  }
  const pattern = separator === ' ' ? /\s*("(?:[^"]|"")*"|[^\s"]+)(?:\s+|$)/y : new RegExp(`\\s*("(?:[^"]|"")*"|[^${separator}"]*)\\s*(?:${separator}|$)`, 'y');
  const fields: string[] = [];
  const text = line.trimEnd();
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return null;
    fields.push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1].trim());
  }
  return fields;
}

const isNumber = (text: string | undefined): boolean => text !== undefined && text.trim() !== '' && !Number.isNaN(Number(text));

/** The columns that a first line speaks of; the second, where there is one, shows whether the first is names. */
function columnsOf(line: string, second?: string): Columns {
  const separator = separatorOf(line);
  const next = second === undefined ? null : splitLine(second, separator);
  const names = (splitLine(line, separator) ?? []).map((name) => name.toLowerCase());
  const plain = names.map((name) => name.replaceAll(/[\s_-]+/g, ''));
  const known = plain.findIndex((name) => SOURCE_NAMES.includes(name));
  const partner = plain.findIndex((name) => TARGET_NAMES.includes(name));
  const isKnown = known >= 0 && partner >= 0 && SOURCE_NAMES.indexOf(plain[known]) === TARGET_NAMES.indexOf(plain[partner]);
  // Whatever the first two are called: a word stands where a number follows it in the next line.
  const hasHeader = isKnown || (isNumber(next?.at(2)) && names.length > 2 && !line.includes('{') && names.slice(2).every((name) => !isNumber(name)));
  if (!hasHeader) return { separator, source: 0, target: 1, attributes: new Map([['weight', 2]]), hasHeader };
  const [source, target] = isKnown ? [known, partner] : [0, 1];
  const attributes = new Map(names.map((name, column) => [name, column] as const).filter(([, column]) => column !== source && column !== target));
  return { separator, source, target, attributes, hasHeader };
}

/** Reads `{'weight': 3.0, …}`, which networkx writes behind the ids. */
function dictionaryOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/['"]([^'"]*)['"]\s*:\s*['"]?([^,}'"]*)['"]?/g)].map(([, name, value]) => [name, value.trim()]));
}

class EdgeListReader {
  #columns: Columns | null = null;
  /** The first line, until the second has come. */
  #first: { readonly line: string; readonly number: number } | null = null;

  constructor(readonly build: NetworkBuilder) {}

  line(line: string, number: number): void {
    let columns = this.#columns;
    if (columns === null) {
      if (isComment(line)) return;
      if (this.#first === null) {
        this.#first = { line, number };
        return;
      }
      columns = this.#begin(this.#first, line);
    }
    this.#take(line, number, columns);
  }

  /** Takes a first line that no second has followed. */
  end(): void {
    if (this.#columns === null && this.#first !== null) this.#begin(this.#first);
  }

  #begin(first: { readonly line: string; readonly number: number }, second?: string): Columns {
    const columns = (this.#columns = columnsOf(first.line, second));
    if (columns.hasHeader) this.build.offer([...columns.attributes.keys()]);
    else this.#take(first.line, first.number, columns);
    return columns;
  }

  #take(line: string, number: number, columns: Columns): void {
    if (!columns.hasHeader && columns.separator === ' ' && this.#twoIntegers(line)) return;
    if (!isComment(line)) this.#edge(line, number, columns);
  }

  /** The commonest line by far, read without making strings. False where it is anything else. */
  #twoIntegers(line: string): boolean {
    let from = -1;
    let value = 0;
    let digits = 0;
    for (let i = 0; i < line.length; i += 1) {
      const code = line.charCodeAt(i);
      if (code >= 48 && code <= 57) {
        if (digits > 14 || (digits === 1 && value === 0)) return false;
        value = value * 10 + code - 48;
        digits += 1;
      } else if ((code === 32 || code === 9) && digits > 0 && from === -1) {
        from = value;
        value = digits = 0;
      } else if ((code !== 32 && code !== 9) || from !== -1) {
        return false;
      }
    }
    if (from === -1 || digits === 0) return false;
    const { build } = this;
    build.openEdge(build.ids.nodeOfInteger(from), build.ids.nodeOfInteger(value), null);
    return true;
  }

  #edge(line: string, number: number, columns: Columns): void {
    const { build } = this;
    const brace = line.indexOf('{');
    const hasDictionary = brace >= 0 && line.trimEnd().endsWith('}');
    const fields = splitLine(hasDictionary ? line.slice(0, brace) : line, columns.separator);
    if (fields === null) throw build.error(number, 'a quotation in this line is not closed: close it or remove the quotation mark');
    const [source, target] = [fields[columns.source], fields[columns.target]];
    if (source === undefined || target === undefined || source === '' || target === '') {
      throw build.error(number, `this line has no two node ids (${quoted(line)}): an edge is written as two ids and, if wanted, a strength`);
    }
    if (!columns.hasHeader && fields.length > 3) build.note('the lines have more than three columns: the third was read as strength, those behind it were not read');
    const named = hasDictionary ? dictionaryOf(line.slice(brace)) : null;
    const read = (name: string): string | undefined => {
      if (named !== null) return named.get(name);
      const text = fields[columns.attributes.get(name.toLowerCase()) ?? -1];
      return text === '' ? undefined : text;
    };
    build.openEdge(build.ids.nodeOf(source), build.ids.nodeOf(target), build.strengthByName(read, number));
  }
}

/** Lines of the beginning that are no comments; the last line may be cut off. */
function firstLines(head: string): string[] {
  const lines = head.split(/\r\n?|\n/);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => !isComment(line)).slice(0, LOOKED_AT);
}

function isNumericRow(row: readonly string[]): boolean {
  return canonicalInteger(row[0]) >= 0 && canonicalInteger(row[1]) >= 0;
}

/** How sure a head is an edge list's: rows as wide as each other, names of columns or whole numbers in two of them. */
function detect(head: string): number {
  const lines = firstLines(head);
  if (lines.length === 0 || /^\s*(?:[<{[@*]|%%MatrixMarket)/i.test(head)) return 0;
  const { separator, hasHeader } = columnsOf(lines[0], lines[1]);
  const rows = lines.map((line) => splitLine(withoutBraces(line), separator) ?? []);
  const width = rows[0].length;
  if (width < 2 || rows.some((row) => row.length !== width)) return 0;
  if (hasHeader) return 0.9;
  if (rows.slice(rows.length > 1 ? 1 : 0).every(isNumericRow)) return 0.9;
  return width <= 3 ? 0.4 : 0;
}

export const edgeList: NetworkFormat = {
  id: 'edgelist',
  title: 'edge list (two ids and, if wanted, a strength per line)',
  extensions: ['edges', 'edgelist', 'el', 'ncol', 'csv', 'tsv', 'txt', 'dat'],
  detect,
  async read(text, build) {
    const reader = new EdgeListReader(build);
    for await (const { first, lines } of lineBatches(text.file, text.pieces())) {
      for (let i = 0; i < lines.length; i += 1) reader.line(lines[i], first + i);
    }
    reader.end();
  },
};
