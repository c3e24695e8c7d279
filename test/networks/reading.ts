/** Reading networks in tests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateCsr } from '../../src/graph/csr.js';
import { openNetworkFile } from '../../src/networks/file.js';
import type { Network } from '../../src/networks/network.js';
import { readNetwork, type ReadNetworkOptions } from '../../src/networks/read.js';
import { detectNetwork, networkFormatById } from '../../src/networks/registry.js';
import { tempDir } from '../helpers/temp-dir.js';

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/networks/${name}`, import.meta.url));
}

const dir = tempDir();
let written = 0;

/** Writes a file into a temporary folder and gives its path. */
export function fileOf(content: string | Uint8Array, name = 'network'): string {
  const path = join(dir, `${(written += 1)}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** Reads a file as the format told by its content; proves the graph's invariants and that nothing stated is lost. */
export async function read(path: string, options: ReadNetworkOptions = {}, format?: string): Promise<Network> {
  const opened = await openNetworkFile(path);
  const found = format === undefined ? detectNetwork(opened.head, path)?.format : networkFormatById(format);
  if (found === undefined) throw new Error(`${path} is of no format`);
  const network = await readNetwork(opened, found, options);
  validateCsr(network.graph);
  const { stated, loops, duplicates, reciprocal, graph } = network;
  if (stated !== loops + duplicates + reciprocal + graph.edgeCount) throw new Error(`${stated} stated edges do not add up: ${loops}, ${duplicates}, ${reciprocal}, ${graph.edgeCount}`);
  return network;
}

/** `label—label strength`, in the order of nodes. */
export function edgesOf({ graph, labels }: Network): string[] {
  const edges: string[] = [];
  for (let a = 0; a < graph.nodeCount; a += 1) {
    for (let slot = graph.offsets[a]; slot < graph.offsets[a + 1]; slot += 1) {
      const b = graph.neighbours[slot];
      if (b > a) edges.push(`${labels.labelOf(a)}—${labels.labelOf(b)} ${graph.strength[slot]}`);
    }
  }
  return edges;
}

export function labelsOf({ labels }: Network): string[] {
  return Array.from({ length: labels.count }, (_, node) => labels.labelOf(node));
}

/** The sentence that reading ends with, without the file's name. */
export async function refusalOf(content: string | Uint8Array, options: ReadNetworkOptions = {}, format?: string): Promise<string> {
  const path = fileOf(content);
  try {
    await read(path, options, format);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message.replace(path, '');
  }
  throw new Error('it was read');
}
