/** A paper of 2,911 authors costs its length: in import, duplicates, identity, store, API and ego view. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeRecords } from '../../src/corpus/merge.js';
import type { Mention, PaperRecord } from '../../src/records/record.js';
import { importFiles } from '../../src/snapshot/import.js';
import { snapshotsDir } from '../../src/snapshot/layout.js';
import { syntheticName } from '../../src/synthetic/names.js';
import { mention, paperRecord } from '../helpers/records.js';
import { servedCorpus, servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const AUTHORS = 2_911;
const NAMES = Array.from({ length: AUTHORS }, (_, at) => syntheticName(at, 1));
const atlas = (spell: (name: string) => string, facts: Partial<PaperRecord>, positions = true): PaperRecord =>
  paperRecord('Observation of a new particle', NAMES.map((name, at): Mention => mention(spell(name), { position: positions ? at + 1 : null })), { externalIds: { doi: '10.5555/atlas' }, ...facts });
const initial = (name: string): string => `${name.split(' ')[1]}, ${name[0]}.`;

describe('a paper of 2,911 authors', () => {
  let corpus: ServedCorpus;
  beforeAll(async () => {
    corpus = await servedCorpus([atlas((name) => name, {}), atlas(initial, { key: 'coterie:second', venue: 'J. Part.' })]);
  }, 120_000);

  it('and its second record are imported as one paper of so many people', () => {
    expect(corpus.snapshot.manifest.counts).toMatchObject({ papers: 1, authors: AUTHORS, records: 2, collaborations: (AUTHORS * (AUTHORS - 1)) / 2 });
  });

  it('is stored without its four million pairs', () => {
    const folder = join(snapshotsDir(corpus.dataDir), corpus.snapshot.id);
    const large = ['graph.bin', 'records.sqlite', 'metrics.bin', 'names.bin'].filter((file) => statSync(join(folder, file)).size > AUTHORS * 2_000);
    expect(large).toEqual([]);
  });

  it('answers with its author list by the page, each name with its other spelling', async () => {
    const { data } = await corpus.ask('{ papers { nodes { authorsCount authorships(first: 2) { totalCount nodes { rawName alsoWritten { name source { line } } } } } } }');
    expect(data).toMatchObject({ papers: { nodes: [{ authorsCount: AUTHORS, authorships: { totalCount: AUTHORS, nodes: [{ rawName: NAMES[0], alsoWritten: [{ name: initial(NAMES[0]) }] }, {}] } }] } });
  });

  it('shows an ego view that is bounded and says so', async () => {
    const { data, errors } = await corpus.ask(
      'query ($id: ID!) { network(scope: { ego: { author: $id } }, maxNodes: 100, maxEdges: 500) { nodeCount nodes { distance } edges { __typename } truncated { reason limit total } } }',
      { id: corpus.snapshot.records.authors([0])[0].id },
    );
    expect(errors).toEqual([]);
    const network = (data as unknown as { network: { nodeCount: number; nodes: unknown[]; edges: unknown[]; truncated: { limit: number; total: number }[] } }).network;
    expect([network.nodeCount, network.nodes.length, network.edges.length]).toEqual([AUTHORS, 100, 500]);
    expect(network.truncated.map(({ limit, total }) => [limit, total])).toEqual([[100, AUTHORS], [500, 4_950]]);
  }, 30_000);
});

describe('author lists of 2,911', () => {
  /** How often a name of the list is read: comparing each with each reads millions. */
  let reads = 0;
  const counted = (record: PaperRecord): PaperRecord => ({
    ...record,
    mentions: record.mentions.map((each) => Object.defineProperty({ ...each }, 'rawName', { enumerable: true, get: () => ((reads += 1), each.rawName) })),
  });

  it.each([
    ['spelled with initials', atlas(initial, { key: 'b' }), AUTHORS, 0],
    ['without places, in reverse', { ...atlas((name) => name, { key: 'b' }, false), mentions: NAMES.map((name) => mention(name)).toReversed() }, AUTHORS, 0],
    ['of entirely other people', atlas((name) => `Q${name.split('').toReversed().join('')}`, { key: 'b' }), AUTHORS, AUTHORS],
  ])('%s are laid beside each other in linear time', (_, other, listed, unlisted) => {
    reads = 0;
    const paper = mergeRecords([counted(atlas((name) => name, { key: 'a', source: { ...other.source, format: 'crossref' } })), counted(other)]);
    expect([paper.mentions.length, paper.unlistedMentions.length]).toEqual([listed, unlisted]);
    expect(reads).toBeLessThan(40 * AUTHORS);
  });
});

const REAL = resolve(import.meta.dirname, '../../../shared/data/hyperauthored/atlas-author.xml');

describe.skipIf(!existsSync(REAL))('the real ATLAS list (skipped where it is not there)', () => {
  it('is one paper of 2,911 authors, its collaboration a group', async () => {
    const dataDir = join(tempDir(), 'data');
    const report = await importFiles([REAL], { dataDir, threads: 1 });
    expect(report.manifest?.counts).toMatchObject({ papers: 1 });
    const { snapshot } = await servedFiles(dataDir);
    const [list] = snapshot.records.authorships([0]);
    expect(list.filter(({ kind }) => kind === 'PERSON')).toHaveLength(2_911);
    expect(snapshot.records.papers([0])[0].groups.length).toBeGreaterThan(0);
  }, 60_000);
});
