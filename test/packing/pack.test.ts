/** Tables packed into a snapshot: the arrays and numbers that the in-memory path has, and refusals that leave what was there. */
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { TABLES_MANIFEST, type MadeTable, type TablesManifest } from '../../src/pipeline/tables.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, snapshotsDir, verifySnapshot } from '../../src/snapshot/layout.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { hasData, verifyData } from '../../src/upkeep/verify.js';
import { paperRecord } from '../helpers/records.js';
import { at, servedCorpus, servedFiles, writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { tablesOf, writeTable, writeTables } from './written-tables.js';

const currentDir = (dataDir: string): string => path.join(snapshotsDir(dataDir), currentSnapshotName(dataDir) ?? '');
const pack = async (tables: string, dataDir = path.join(tempDir(), 'data')) => ({ dataDir, ...(await packTables({ tables, dataDir, threads: 1 })) });

const QUESTION = `{
  corpus { paperCount authorCount collaborationCount }
  authors(first: 20, orderBy: [{ metric: PAGERANK, direction: DESC }]) { nodes {
    id displayName paperCount metric(id: CORE_NUMBER) { value } triangles: metric(id: TRIANGLES) { value } rank: metric(id: PAGERANK) { value }
    collaborators(first: 5) { totalCount edges { paperCount strength firstYear lastYear node { id displayName } } }
    papers(first: 3) { nodes { id title publicationYear venue type citedByCount authorships(first: 5) { nodes { rawName position author { id } } } } }
  } }
}`;

describe('tables of the in-memory path', () => {
  it('are packed into the arrays and numbers that it made itself, byte by byte, and answered alike', async () => {
    const memory = await servedCorpus(syntheticPapers({ papers: 500 }));
    const tables = path.join(tempDir(), 'tables');
    await writeTables(tables, tablesOf(memory.snapshot));
    const { dataDir, manifest } = await pack(tables);
    const was = memory.snapshot.manifest;
    expect(await verifySnapshot(currentDir(dataDir))).toEqual([]);
    expect({ ...manifest.counts, records: 0 }).toEqual({ ...was.counts, records: 0 });
    expect(manifest.graphDigests).toEqual(was.graphDigests);
    for (const file of ['graph.bin', 'metrics.bin', 'names.bin']) expect([file, manifest.files[file]]).toEqual([file, was.files[file]]);
    const packed = await servedFiles(dataDir);
    const [one, other] = [await memory.ask(QUESTION), await packed.ask(QUESTION)];
    expect([one.errors, other.errors]).toEqual([[], []]);
    expect(other.data).toEqual(one.data);
  }, 60_000);

  it('give the same files and id however they are cut into parts', async () => {
    const { snapshot } = await servedCorpus(syntheticPapers({ papers: 120 }));
    const tables = tablesOf(snapshot);
    const [whole, parts] = ['whole', 'parts'].map((name) => path.join(tempDir(), name));
    await writeTables(whole, tables);
    await writeTables(parts, tables);
    await writeTable(parts, 'pairs', tables.pairs, 37);
    await writeTable(parts, 'papers', tables.papers, 11);
    const [one, other] = [await pack(whole), await pack(parts)];
    expect([other.manifest.id, other.manifest.files]).toEqual([one.manifest.id, one.manifest.files]);
  });
});

describe('possible duplicates', () => {
  const records = [
    paperRecord('Forests of sparse graphs', ['Jörg Müller', 'Ann Lee'], { venue: 'Graph Notes' }), paperRecord('Cuts of sparse graphs', ['Joerg Mueller', 'Ann Lee', 'Bo Ek'], { venue: 'Graph Notes' }),
    paperRecord('Matroids', ['Dee Oh', 'Eve Un'], { venue: 'Other Notes' }),
  ];
  const ASKED = '{ possibleDuplicates(first: 9) { nodes { probability authors { displayName } for { kind words } against { kind words } } totalCount truncated { reason } } authors(first: 9) { nodes { id possibleDuplicates { probability author { id } } } } }';

  it('are those of the import; among too many authors none are sought, and the answer says so', async () => {
    const memory = await servedCorpus(records, [], { identity: 'IDS_ONLY' });
    const tables = path.join(tempDir(), 'tables');
    await writeTables(tables, tablesOf(memory.snapshot));
    const found = await (await servedFiles((await pack(tables)).dataDir)).ask(ASKED);
    expect([found.errors, at(found.data, 'possibleDuplicates.totalCount')]).toEqual([[], 1]);
    expect(found.data).toEqual((await memory.ask(ASKED)).data);
    const dataDir = path.join(tempDir(), 'data');
    await packTables({ tables, dataDir, threads: 1, mostCompared: 4 });
    const none = await (await servedFiles(dataDir)).get('possibleDuplicates', ASKED);
    expect(none).toEqual({ nodes: [], totalCount: 0, truncated: [{ reason: 'Possible duplicates are not sought among more than 4 authors of a packed snapshot, and this one has 6.' }] });
  });
});

it('packing tells of its phases in their order, each from its beginning towards its end', async () => {
  const memory = await servedCorpus(syntheticPapers({ papers: 400, seed: 3 }));
  const tables = path.join(tempDir(), 'tables');
  await writeTables(tables, tablesOf(memory.snapshot));
  const told: Array<readonly [string, number]> = [];
  await packTables({ tables, dataDir: path.join(tempDir(), 'data'), threads: 1, onProgress: (phase, share) => told.push([phase, share]) });
  expect([...new Set(told.map(([phase]) => phase))]).toEqual(['papers', 'people', 'duplicates', 'graph', 'metrics', 'files']);
  const astray = told.filter(([phase, share], index) => share < 0 || share > 1 || (index > 0 && told[index - 1][0] === phase && told[index - 1][1] > share));
  expect(astray).toEqual([]);
  expect(told.some(([phase, share]) => phase === 'people' && share > 0)).toBe(true);
});

it('a refused first packing leaves nothing that counts as data, so that none is missed', async () => {
  const memory = await servedCorpus(syntheticPapers({ papers: 20, seed: 3 }));
  const tables = path.join(tempDir(), 'tables');
  await writeTables(tables, tablesOf(memory.snapshot));
  const [pairs] = readdirSync(path.join(tables, 'pairs'));
  truncateSync(path.join(tables, 'pairs', pairs), 20);
  const dataDir = path.join(tempDir(), 'data');
  await expect(packTables({ tables, dataDir, threads: 1 })).rejects.toThrow('pairs');
  expect(existsSync(dataDir)).toBe(true);
  expect(hasData(dataDir)).toBe(false);
});

describe('a data directory that was packed', () => {
  it('is proved sound without a corpus, and what is broken is said to be packed again; nothing is imported into it', async () => {
    const { snapshot } = await servedCorpus([paperRecord('One', ['Ann Alpha', 'Bo Beta'])]);
    const tables = path.join(tempDir(), 'tables');
    await writeTables(tables, tablesOf(snapshot));
    const { dataDir } = await pack(tables);
    expect(await verifyData(dataDir)).toMatchObject({ isSound: true, findings: [], replicaOf: tables, replicaNature: `packed from the tables of ${tables}`, snapshots: 1 });
    const more = writeRecords(path.join(tempDir(), 'more.jsonl'), [paperRecord('Two', ['Cy Gamma'])]);
    await expect(importFiles([more], { dataDir, threads: 1 })).rejects.toThrow(`${dataDir} is packed from the tables of ${tables}, which has snapshots alone and no corpus that could be changed: change the works, make the tables anew, and pack them again`);
    truncateSync(path.join(currentDir(dataDir), 'names.bin'), 20);
    mkdirSync(path.join(snapshotsDir(dataDir), 'building-packed'));
    expect(await verifyData(dataDir)).toMatchObject({ isSound: false, findings: [
      { place: 'SNAPSHOT', isFault: true, remedy: `\`coterie pack ${tables} --data ${dataDir}\` makes the snapshot again` }, { place: 'WASTE', isFault: false, remedy: 'the next `coterie pack` removes it' },
    ] });
    await packTables({ tables, dataDir, threads: 1 });
    expect(await verifyData(dataDir)).toMatchObject({ isSound: true, findings: [] });
  });
});

describe('tables that are not whole or not one another\'s', () => {
  const corpus = servedCorpus([paperRecord('One', ['Ann Alpha', 'Bo Beta', 'Cy Gamma']), paperRecord('Two', ['Ann Alpha', 'Di Delta'])]);
  /** A table written anew, of whose rows the manifest knows. */
  const rewrite = async (folder: string, name: MadeTable, rows: Parameters<typeof writeTable>[2]): Promise<void> => {
    await writeTable(folder, name, rows);
    const manifest = path.join(folder, TABLES_MANIFEST);
    const said = JSON.parse(readFileSync(manifest, 'utf8')) as TablesManifest;
    writeFileSync(manifest, JSON.stringify({ ...said, rows: { ...said.rows, [name]: rows.length } }));
  };
  const REFUSED: ReadonlyArray<readonly [string, (tables: ReturnType<typeof tablesOf>, folder: string) => void | Promise<void>, RegExp]> = [
    ['without their manifest', (_tables, folder) => writeFileSync(path.join(folder, TABLES_MANIFEST), ''), /tables\.json can't be read .*: make the tables anew/],
    ['of another format', (_tables, folder) => writeFileSync(path.join(folder, TABLES_MANIFEST), JSON.stringify({ ...JSON.parse(readFileSync(path.join(folder, TABLES_MANIFEST), 'utf8')) as object, format: 9 })), /has format 9, this program packs format 5/],
    ['of a part of the graph', (_tables, folder) => {
      const said = JSON.parse(readFileSync(path.join(folder, TABLES_MANIFEST), 'utf8')) as { parameters: Record<string, unknown> };
      said.parameters['maxAuthors'] = 50;
      writeFileSync(path.join(folder, TABLES_MANIFEST), JSON.stringify(said));
    }, /narrower graph \(maxAuthors 50\)/],
    ['of no papers', (_tables, folder) => {
      const said = JSON.parse(readFileSync(path.join(folder, TABLES_MANIFEST), 'utf8')) as { rows: Record<string, unknown> };
      said.rows['papers'] = 0;
      writeFileSync(path.join(folder, TABLES_MANIFEST), JSON.stringify(said));
    }, /tables\.json has no papers, .*: run the pipeline on works/],
    ['with a row less than was made', (tables, folder) => writeTable(folder, 'pairs', tables.pairs.slice(1)), /the table pairs has \d+ rows, tables\.json says \d+/],
    ['with a table that pack does not read of another run', (_tables, folder) => writeTable(folder, 'network', [{ papers: 1 }]), /the table network has 1 rows, tables\.json says 0/],
    ['with a file cut short', (_tables, folder) => truncateSync(path.join(folder, 'pairs', 'part-00000.parquet'), 100), /part-00000\.parquet can't be read \(.*footer/],
    ['with pairs out of order', (tables, folder) => rewrite(folder, 'pairs', tables.pairs.toReversed()), /the table pairs has \(\d+, \d+\) after \(\d+, \d+\), which is not its order/],
    ['with a pair of nobody', (tables, folder) => rewrite(folder, 'pairs', [...tables.pairs, { ...tables.pairs[0], a: 77, b: 78 }]), /names author 77, who is on no paper/],
    ['with one pair less than the numbers know', (tables, folder) => rewrite(folder, 'pairs', tables.pairs.slice(1)), /gives author \d+ \d+ collaborators, pairs has \d+/],
    ['with an author list too short', (tables, folder) => rewrite(folder, 'authorships', tables.authorships.slice(1)), /counts 3 authors of paper 0, authorships lists 2/],
    ['with authorships of no paper', (tables, folder) => rewrite(folder, 'authorships', [...tables.authorships, { ...tables.authorships[0], paper: 9 }]), /authorships has a row of paper 9, beyond the last/],
    ['with a count that is no integer', (tables, folder) => rewrite(folder, 'papers', tables.papers.map((row) => ({ ...row, date: 'yesterday' }))), /has the date "yesterday"/],
  ];

  it.each(REFUSED)('%s are refused with what is wrong, and what was there stays', async (_name, spoil, message) => {
    const { snapshot } = await corpus;
    const tables = tablesOf(snapshot);
    const folder = path.join(tempDir(), 'tables');
    await writeTables(folder, tables);
    const { dataDir, manifest } = await pack(folder);
    await spoil(tables, folder);
    await expect(packTables({ tables: folder, dataDir, threads: 1 })).rejects.toMatchObject({ name: 'TableError', message: expect.stringMatching(message) as unknown });
    expect(readdirSync(snapshotsDir(dataDir)).toSorted()).toEqual([manifest.id, 'current'].toSorted());
    expect(await verifySnapshot(currentDir(dataDir))).toEqual([]);
  });

  it('are refused beside a corpus, whose next import would replace them', async () => {
    const { snapshot, dataDir } = await corpus;
    const folder = path.join(tempDir(), 'tables');
    await writeTables(folder, tablesOf(snapshot));
    await expect(packTables({ tables: folder, dataDir, threads: 1 })).rejects.toThrow(/has a corpus, of which its snapshots are made/);
    expect(existsSync(path.join(dataDir, 'corpus.sqlite'))).toBe(true);
  });
});
