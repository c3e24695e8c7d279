/** Which graph an answer is of, where options narrow it or weigh it otherwise: in words. */
import { DEFAULT_SPEC, specKey } from '../graph/spec.js';
import type { GraphInUse } from '../graphql/graph-in-use.js';
import { leftOutInWords, leftOutOf } from '../graphql/downloads/graph-leaves-out.js';
import { graphInWords } from '../graphql/downloads/methods.js';
import { printable, printLine } from './output.js';

/** Prints the spec and what it leaves out, a line each; nothing for the graph of all papers. */
export async function printGraph(graph: GraphInUse): Promise<void> {
  if (specKey(graph.spec) === specKey(DEFAULT_SPEC)) return;
  printLine();
  printLine(printable(`graph: ${graphInWords(graph.spec, graph.snapshot.vocabulary, null)}`));
  for (const sentence of leftOutInWords(await leftOutOf(graph), graph)) printLine(printable(`  ${sentence}`));
}
