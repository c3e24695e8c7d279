/**
 * A network ready to be carried off: nodes and edges with typed columns and where it all came from. What a format can't
 * hold it says in `leavesOut`, so that whoever downloads it is told.
 */

/** Types that every format can tell apart. INTEGER columns hold whole numbers between −(2^53 − 1) and 2^53 − 1. */
export type ColumnType = 'TEXT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';

/** Null means unknown or undefined: formats leave the value out, or the cell empty; never zero. NaN is written as null is. */
export type Value = string | number | boolean | null;

export interface Column {
  /** Name in files: lower-case letters, digits and `_`, beginning with a letter; none of RESERVED_COLUMNS. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly type: ColumnType;
  /** True for whole numbers that name groups (communities, components): larger is not more. */
  readonly isLabel?: boolean;
  /** True for places in a ranking: smaller is more. */
  readonly isRank?: boolean;
  /** What it means, in one sentence. */
  readonly description: string;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface ExportedNode {
  /** Public id, the same in every snapshot as long as the author's key is. */
  readonly id: string;
  readonly label: string;
  /** One value per node column. */
  readonly values: readonly Value[];
  /** Null where no layout was asked for. */
  readonly position: Position | null;
}

export interface ExportedEdge {
  /** Places in the order of nodes(), from 0; source < target. */
  readonly source: number;
  readonly target: number;
  /** Larger means closer. */
  readonly strength: number;
  /** One value per edge column. */
  readonly values: readonly Value[];
}

/** Where the network came from: written into every format that has a place for it. */
export interface NetworkMetadata {
  readonly title: string;
  /** Id of the snapshot. */
  readonly snapshot: string;
  /** The graph spec in one line (specKey), with names instead of indices. */
  readonly graph: string;
  /** `coterie 0.2.0`. */
  readonly creator: string;
  /** ISO date of the snapshot, so that the same network gives the same bytes on any day. */
  readonly date: string;
  /** How each metric was obtained, a sentence each. */
  readonly methods: readonly string[];
  /** What of the graph is not here, a sentence each. */
  readonly notes?: readonly string[];
}

export interface ExportedNetwork {
  readonly metadata: NetworkMetadata;
  readonly nodeColumns: readonly Column[];
  readonly edgeColumns: readonly Column[];
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Streams the nodes; each call begins anew. */
  nodes(): Iterable<ExportedNode>;
  /** Streams the edges, each once; each call begins anew. */
  edges(): Iterable<ExportedEdge>;
}

/** What formats themselves say of a node or an edge: a column of such a name would overwrite it. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set(['id', 'name', 'label', 'x', 'y', 'position', 'source', 'target', 'weight', 'key']);

/** Throws where a column's name is malformed, reserved or used twice: a mistake of whoever built the network, not of a user. */
export function assertColumns({ nodeColumns, edgeColumns }: Pick<ExportedNetwork, 'nodeColumns' | 'edgeColumns'>): void {
  for (const columns of [nodeColumns, edgeColumns]) {
    const seen = new Set<string>();
    for (const { name } of columns) {
      if (!/^[a-z][a-z0-9_]*$/.test(name) || RESERVED_COLUMNS.has(name) || seen.has(name)) throw new Error(`"${name}" can't name a column of an exported network`);
      seen.add(name);
    }
  }
}

/** The value, with NaN, which is no answer, as null. */
export function known(value: Value): Value {
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

/** What the columns mean, a line each: for formats that have a place for remarks but none beside the column. */
export function columnLines(columns: readonly Column[], nameOf: (column: Column) => string = ({ name }) => name): string[] {
  return columns.map((column) => `${nameOf(column)}: ${column.title}. ${column.description}`);
}

/** The metadata as lines `key: value`, for formats that only know comments or descriptions. */
export function metadataLines({ title, creator, date, snapshot, graph, methods, notes = [] }: NetworkMetadata): string[] {
  return [
    title, `creator: ${creator}`, `date: ${date}`, `snapshot: ${snapshot}`, `graph: ${graph}`,
    ...methods.map((method) => `method: ${method}`), ...notes.map((note) => `note: ${note}`),
  ];
}
