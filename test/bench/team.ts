/** All peers of a run: started once, given each graph, and started anew where one was ended for want of patience. */
import path from 'node:path';
import type { MetricInput } from '../helpers/graphs.js';
import { discoverPeers } from './discover.js';
import { writeEdges } from './graphs.js';
import { isTooLarge } from './patience.js';
import { startPeer } from './peer-process.js';
import type { Peer, PeerCommand } from './peer-process.js';
import { formatSeconds } from './report.js';

/** Loading may take longer than any metric. */
const LOAD_PATIENCE_MS = 600_000;

type Tell = (line: string) => void;

export interface Team {
  /** Gives everybody a graph, through a file in the folder. */
  load(input: MetricInput, folder: string, tell: Tell): Promise<void>;
  /** Those who hold the graph. */
  loaded(): readonly Peer[];
  /** Starts those who held the graph and have ended since, and gives it to them again. */
  revive(): Promise<void>;
  end(): void;
}

interface Member {
  readonly command: PeerCommand;
  peer: Peer | null;
  hasGraph: boolean;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Starts the peers that are found, or those of the wanted tools (in lower case), and tells what was found where. */
export async function startTeam(wanted: readonly string[], threads: number, tell: Tell): Promise<Team> {
  const { peers, sentences } = discoverPeers();
  for (const sentence of sentences) tell(sentence);
  const known = peers.map(({ tool }) => tool.toLowerCase());
  for (const tool of wanted) if (!known.includes(tool)) tell(`there is no peer "${tool}" here; there are ${known.join(', ')}`);
  const members = peers
    .filter(({ tool }) => wanted.length === 0 || wanted.includes(tool.toLowerCase()))
    .map((command): Member => ({ command, peer: null, hasGraph: false }));
  let given: Readonly<Record<string, unknown>> & { readonly edgeCount: number } = { edgeCount: 0 };

  const give = async (member: Member, tellMember: Tell): Promise<void> => {
    const { tool } = member.command;
    member.hasGraph = false;
    if (isTooLarge(tool, given.edgeCount)) {
      tellMember(`${tool} left out: it cannot hold ${given.edgeCount} edges in reasonable time and memory`);
      return;
    }
    try {
      if (member.peer?.isAlive() !== true) member.peer = await startPeer(member.command, threads);
      const seconds = await member.peer.ask({ op: 'load', ...given }, LOAD_PATIENCE_MS);
      member.hasGraph = true;
      tellMember(`${tool} ${member.peer.version}: graph loaded in ${formatSeconds(seconds)}, not counted below`);
    } catch (error) {
      tellMember(`${tool} left out: ${messageOf(error)}`);
    }
  };

  return {
    async load({ graph }, folder, tellAll) {
      const { nodeCount, edgeCount } = graph;
      const file = path.join(folder, 'edges');
      writeEdges(file, graph);
      given = { file, nodeCount, edgeCount };
      for (const member of members) await give(member, tellAll);
    },
    loaded: () => members.flatMap(({ peer, hasGraph }) => (hasGraph && peer !== null ? [peer] : [])),
    async revive() {
      for (const member of members) {
        if (member.hasGraph && member.peer?.isAlive() !== true) await give(member, () => undefined);
      }
    },
    end() {
      for (const { peer } of members) peer?.end();
    },
  };
}
