/** What is measured: a network file, or a corpus, as kernels and answers need it. */
import type { SharedInput } from '../../compute/protocol.js';

export interface NodeRow {
  readonly id: string;
  readonly label: string;
}

export interface Subject {
  readonly kind: 'NETWORK' | 'CORPUS';
  /** The file or the data directory, as it was named. */
  readonly name: string;
  readonly input: Omit<SharedInput, 'parameters'>;
  /** Why there are no edges, where they were refused: what can't do without fails for that reason. */
  readonly edgesRefused?: string;
  /** How the nodes from `from` to before `to` are called. */
  nodes(from: number, to: number): NodeRow[];
  /** What `--json` says of the graph. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What the graph is and what was done to make it, a sentence each; the first names it. */
  readonly sentences: readonly string[];
}
