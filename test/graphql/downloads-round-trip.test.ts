/** Any corpus, carried off in any format that we read, is the same graph again. */
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openExport } from '../../src/exports/open-export.js';
import { exportFormat } from '../../src/exports/registry.js';
import { graphOf } from '../../src/graphql/arguments/graph-spec.js';
import { RequestContext } from '../../src/graphql/context.js';
import { networkOf } from '../../src/graphql/downloads/network.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { edgesOf, fileOf, labelsOf, read } from '../networks/reading.js';

/** Names that escape, encode and sort in different ways; none is another's spelling. */
const NAMES = ['Łukasz Ørsted', '王小明', 'محمد علي', 'Ana <Maria> & Sons', 'Zoë O\'Neil', 'Ivan Петров', 'Bo Ek', 'Émile 𝒵eta'];
const FORMATS = ['gexf', 'graphml', 'gml', 'pajek'];

const papers = fc.array(fc.uniqueArray(fc.nat(NAMES.length - 1), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 10 });
const counting = fc.constantFrom('FULL' as const, 'FRACTIONAL' as const);

/** The graph by definition: each paper of k authors adds 1, or 1/(k − 1), to each pair. */
function expected(lists: readonly (readonly number[])[], name: (author: number) => string, isFull: boolean): { nodes: string[]; edges: Map<string, number> } {
  const edges = new Map<string, number>();
  for (const list of lists) {
    for (const a of list) {
      for (const b of list) {
        const key = [name(a), name(b)].toSorted().join('—');
        if (a < b) edges.set(key, (edges.get(key) ?? 0) + (isFull ? 1 : 1 / (list.length - 1)));
      }
    }
  }
  return { nodes: [...new Set(lists.flat())].map(name).toSorted(), edges };
}

describe('a network carried off and read again', () => {
  it('has the same authors and strengths, however they are written', async () => {
    await fc.assert(
      fc.asyncProperty(papers, counting, async (lists, way) => {
        const dir = tempDir();
        const records = lists.map((list, i) => paperRecord(`Title number ${i} of some length`, list.map((author) => NAMES[author])));
        await importFiles([writeRecords(join(dir, 'records.jsonl'), records)], { dataDir: join(dir, 'data'), threads: 1, identity: 'IDS_ONLY' });
        const provider = await openProvider(join(dir, 'data'), { pollMs: 0, threads: 1 });
        const context = new RequestContext(provider.acquire());
        try {
          const { network } = await networkOf(context, await graphOf(context, { counting: way }), {
            scope: null, maxNodes: null, maxEdges: null, nodeFacts: new Set(['papers', 'names']), edgeFacts: new Set(['joint_papers']), authorMetrics: [], collaborationMetrics: [],
            communities: { algorithm: 'LOUVAIN', seed: 1, resolution: 1 }, layout: null, limits: null,
          });
          // The corpus may write a name a little otherwise than its paper.
          const shown = Array.from(network.nodes(), ({ label }) => label);
          const plain = (text: string) => text.replaceAll(/[\s<>&]/g, '');
          const { nodes, edges } = expected(lists, (author) => shown.find((label) => plain(label) === plain(NAMES[author])) ?? NAMES[author], way === 'FULL');
          for (const id of FORMATS) {
            const format = exportFormat(id);
            if (format === undefined) throw new Error(`no format ${id}`);
            const opened = await openExport(format, { network });
            let text = '';
            for await (const chunk of opened.chunks) text += String(chunk);
            const again = await read(fileOf(text, opened.fileName('network')), {}, id);
            expect([id, labelsOf(again).toSorted()]).toEqual([id, nodes]);
            const found = new Map(edgesOf(again).map((edge) => {
              const [pair, strength] = [edge.slice(0, edge.lastIndexOf(' ')), edge.slice(edge.lastIndexOf(' ') + 1)];
              return [pair.split('—').toSorted().join('—'), Number(strength)];
            }));
            expect([id, [...found.keys()].toSorted()]).toEqual([id, [...edges.keys()].toSorted()]);
            for (const [pair, strength] of edges) expect(found.get(pair)).toBeCloseTo(strength, 12);
          }
        } finally {
          context.release();
          await provider.close();
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});
