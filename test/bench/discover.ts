/** Which peers this machine has: graphology always, the Python tools where an interpreter has them. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { PeerCommand } from './peer-process.js';

interface PythonTool {
  readonly tool: string;
  readonly module: string;
  readonly script: string;
  /** Null where Debian has none. */
  readonly apt: string | null;
  /** Null where PyPI has none. */
  readonly pip: string | null;
}

const PYTHON_TOOLS: readonly PythonTool[] = [
  { tool: 'graph-tool', module: 'graph_tool', script: 'graph_tool_peer.py', apt: 'python3-graph-tool', pip: null },
  { tool: 'igraph', module: 'igraph', script: 'igraph_peer.py', apt: 'python3-igraph', pip: 'igraph' },
  { tool: 'NetworKit', module: 'networkit', script: 'networkit_peer.py', apt: null, pip: 'networkit' },
  { tool: 'NetworkX', module: 'networkx', script: 'networkx_peer.py', apt: 'python3-networkx', pip: 'networkx' },
];

const PEERS = path.join(import.meta.dirname, 'peers');

const GRAPHOLOGY: PeerCommand = {
  tool: 'graphology',
  command: process.execPath,
  args: ['--import', 'tsx', '--max-old-space-size=6000', path.join(PEERS, 'graphology-peer.ts')],
};

interface Interpreter {
  readonly command: string;
  readonly modules: ReadonlySet<string>;
}

/** What an interpreter has, or null where there is no such interpreter; its `sys.prefix` tells environments apart. */
function probe(command: string): (Interpreter & { readonly prefix: string }) | null {
  const names = JSON.stringify(PYTHON_TOOLS.map(({ module }) => module));
  const script = `import importlib.util as u, json, sys; print(json.dumps([sys.prefix, [m for m in ${names} if u.find_spec(m) and u.find_spec("numpy")]]))`;
  const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) return null;
  const [prefix, modules] = JSON.parse(stdout) as [string, string[]];
  return { command, prefix, modules: new Set(modules) };
}

export interface Found {
  readonly peers: readonly PeerCommand[];
  /** Sentences: what was found where, and how to get what was not. */
  readonly sentences: readonly string[];
}

/**
 * Looks through $COTERIE_BENCH_PYTHON (interpreters separated by `:`), python3 on the path and /usr/bin/python3, in this
 * order; of several interpreters with a tool the first counts.
 */
export function discoverPeers(environment: NodeJS.ProcessEnv = process.env): Found {
  const named = (environment['COTERIE_BENCH_PYTHON'] ?? '').split(':').filter((command) => command !== '');
  const seen = new Set<string>();
  const interpreters: Interpreter[] = [];
  const sentences: string[] = [];
  for (const command of [...named, 'python3', '/usr/bin/python3']) {
    const found = probe(command);
    if (found === null && named.includes(command)) sentences.push(`$COTERIE_BENCH_PYTHON names ${command}, which does not run`);
    if (found === null || seen.has(found.prefix)) continue;
    seen.add(found.prefix);
    interpreters.push(found);
  }
  const peers: PeerCommand[] = [GRAPHOLOGY];
  for (const { tool, module, script, apt, pip } of PYTHON_TOOLS) {
    const [first, ...others] = interpreters.filter(({ modules }) => modules.has(module));
    if (first === undefined) {
      const ways = [...(apt === null ? [] : [`apt-get install ${apt}`]), ...(pip === null ? [] : [`pip install numpy ${pip} (and $COTERIE_BENCH_PYTHON=…/bin/python)`])];
      sentences.push(`${tool} was not found: ${ways.join(', or ')}`);
      continue;
    }
    peers.push({ tool, command: first.command, args: [path.join(PEERS, script)] });
    sentences.push(`${tool}: found in ${first.command}${others.length === 0 ? '' : `, passed over in ${others.map(({ command }) => command).join(', ')}`}`);
  }
  return { peers, sentences };
}
