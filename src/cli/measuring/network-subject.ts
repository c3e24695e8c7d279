/** A network file as what is measured. */
import type { NetworkFile } from '../../networks/file.js';
import type { Network, NetworkFormat, WeightReading } from '../../networks/network.js';
import { paperlessInput } from '../../networks/paperless.js';
import { readNetwork } from '../../networks/read.js';
import { counted } from '../import-report.js';
import type { Progress } from '../progress.js';
import type { Subject } from './subject.js';

export interface NetworkReading {
  readonly weight: WeightReading;
  readonly weightAttribute: string | null;
}

function strengthSentence({ strengthAttribute }: Network, { weight }: NetworkReading): string {
  if (weight === 'NONE') return 'every edge has strength 1';
  if (strengthAttribute === null) return 'no strengths were read: every statement of an edge counts 1';
  return weight === 'COST' ? `strength = 1 / ${strengthAttribute}` : `strength from ${strengthAttribute}`;
}

function mergingOf({ strengthAttribute }: Network, { weight }: NetworkReading): string {
  if (weight === 'NONE') return 'each pair has strength 1';
  if (weight === 'COST') return 'the cheapest counts';
  return strengthAttribute === null ? 'the strength of a pair is how often it is stated' : 'their strengths were added up';
}

function sentencesOf(network: Network, format: NetworkFormat, reading: NetworkReading): string[] {
  const { graph, loops, duplicates, reciprocal, directed } = network;
  return [
    `${format.title}, ${counted(graph.nodeCount, 'node', 'nodes')}, ${counted(graph.edgeCount, 'edge', 'edges')}, ${strengthSentence(network, reading)}`,
    ...(directed ? ['the file is directed: it was read as undirected'] : []),
    ...(loops > 0 ? [`${counted(loops, 'self-loop was', 'self-loops were')} left out`] : []),
    ...(duplicates > 0 ? [`${counted(duplicates, 'duplicate edge was', 'duplicate edges were')} merged into the first of the same pair: ${mergingOf(network, reading)}`] : []),
    ...(reciprocal > 0 ? [`${counted(reciprocal, 'pair stands', 'pairs stand')} in both directions: each is one edge, of the stronger direction`] : []),
    ...network.notes,
  ];
}

/** Reads the file, with progress. @throws whatever readNetwork throws */
export async function networkSubject(opened: NetworkFile, format: NetworkFormat, reading: NetworkReading, progress: Progress, signal: AbortSignal): Promise<Subject> {
  const network = await readNetwork(opened, format, { ...reading, signal, onProgress: (share) => progress.update('reading', share) });
  const { graph, labels, loops, duplicates, reciprocal, directed, stated, strengthAttribute, notes } = network;
  return {
    kind: 'NETWORK',
    name: opened.file,
    input: paperlessInput(graph),
    nodes: (from, to) => Array.from({ length: to - from }, (_, i) => ({ id: labels.idOf(from + i), label: labels.labelOf(from + i) })),
    facts: {
      nodes: graph.nodeCount, edges: graph.edgeCount, format: format.id, directed, statedEdges: stated, loops, duplicates, reciprocal,
      weight: reading.weight, strengthAttribute, notes,
    },
    sentences: sentencesOf(network, format, reading),
  };
}
