/**
 * Proving a snapshot directory: every file is the one that its manifest describes, and what the files say agrees. That
 * the bytes are those that were written does not show that what was written is right, so the arrays' invariants and
 * their agreement with the records are proved as well.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newerSchema, openReadOnly, schemaVersionOf, type Database, type Row } from '../corpus/database.js';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { section, type Sections } from '../graph/buffer.js';
import { validateCsr } from '../graph/csr.js';
import { incidenceFromSections, projectionFromSections } from '../graph/sections.js';
import type { Incidence } from '../graph/types.js';
import { validateIncidence, validateOffsets } from '../graph/validate-incidence.js';
import { FILES, ORDER_FILE, readManifest, SECTIONS, SnapshotError, SnapshotFormatError } from '../snapshot/layout.js';
import { containerOf, placeOfArrays } from '../snapshot/array-files.js';
import { nameSections } from '../snapshot/open.js';
import { RECORDS_MIGRATIONS } from '../snapshot/records-schema.js';
import type { Manifest, Vocabulary } from '../snapshot/types.js';
import { reasonOf, type Finding, type OnUpkeep } from './findings.js';

const ROWS_AT_ONCE = 1_000;

export interface SnapshotFindings {
  readonly findings: readonly Finding[];
  /** Null where it can't be read. */
  readonly manifest: Manifest | null;
}

/** Proves one directory. O(bytes); with `quick`, O(files): lengths alone. */
export async function verifySnapshotDirectory(dir: string, name: string, isCurrent: boolean, { quick = false, onProgress }: { quick?: boolean; onProgress?: OnUpkeep }): Promise<SnapshotFindings> {
  const findings: Finding[] = [];
  const cost = isCurrent ? 'it can\'t be served' : 'it is not the current one and can be served no more';
  const remedy = isCurrent ? '`coterie repair` builds it anew from the corpus' : '`coterie repair` removes it';
  const fault = (path: string, what: string): void => void findings.push({ isFault: true, place: 'SNAPSHOT', path, what, cost, remedy });
  let manifest: Manifest;
  try {
    manifest = readManifest(dir);
  } catch (error) {
    const path = join(dir, 'manifest.json');
    if (!(error instanceof SnapshotError)) throw error;
    if (!(error instanceof SnapshotFormatError)) fault(path, error.what);
    else findings.push({ isFault: isCurrent, place: 'SNAPSHOT', path, what: error.what, cost, remedy: error.remedy });
    return { findings, manifest: null };
  }
  if (manifest.id !== name.replace(/-\d+$/, '')) fault(join(dir, 'manifest.json'), `is that of the snapshot ${manifest.id}, in a directory named ${name}`);
  const files = new Set([...Object.values(FILES), ...Object.keys(manifest.files)]);
  for (const file of files) {
    const path = join(dir, file);
    const described = manifest.files[file];
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? null;
    if (described === undefined) fault(path, 'is not described by the manifest');
    else if (bytes === null) fault(path, 'is missing');
    else if (bytes !== described.bytes) fault(path, `has ${bytes} bytes instead of ${described.bytes}`);
    else if (!quick) {
      onProgress?.(`reading ${path}`, null);
      if ((await sha256OfFile(path)) !== described.sha256) fault(path, 'is not the file that the manifest describes, its sha256 is another');
    }
  }
  const known = new Set<string>(['manifest.json', ORDER_FILE, ...files]);
  for (const file of existsSync(dir) ? readdirSync(dir) : []) {
    if (!known.has(file)) findings.push({ isFault: false, place: 'SNAPSHOT', path: join(dir, file), what: 'belongs to no snapshot', cost: 'nothing reads it', remedy: 'remove it, or leave it' });
  }
  if (!quick && !findings.some(({ isFault }) => isFault)) {
    const path = await proveContents(dir, manifest, onProgress).then(() => null, (error: unknown) => error);
    if (path !== null) fault(dir, `does not agree with itself (${reasonOf(path)})`);
  }
  return { findings, manifest };
}

function require(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}

function requireEqual(what: string, found: number, where: string, expected: number): void {
  require(found === expected, `${what} are ${found} where ${where} has ${expected}`);
}

/** Throws an Error of one sentence where the files contradict each other or what every algorithm takes them for. */
async function proveContents(dir: string, manifest: Manifest, onProgress?: OnUpkeep): Promise<void> {
  onProgress?.('checking the graph', null);
  const { isMapped } = placeOfArrays(manifest);
  const graph = await containerOf(dir, FILES.graph, manifest, isMapped);
  const incidence = incidenceFromSections(graph.sections);
  validateIncidence(incidence);
  const { authorCount, paperCount } = incidence;
  const { counts } = manifest;
  requireEqual('the papers of the graph', paperCount, 'the manifest', counts.papers);
  requireEqual('the authors of the graph', authorCount, 'the manifest', counts.authors);
  requireEqual('the authorships of the graph', incidence.paperAuthors.length, 'the manifest', counts.authorships);
  proveVocabulary(incidence, graph.meta['vocabulary'] as Vocabulary);
  if (`${SECTIONS.projection}/offsets` in graph.sections) {
    const projection = projectionFromSections(graph.sections, SECTIONS.projection);
    validateCsr(projection);
    requireEqual('the pairs of the stored network', projection.edgeCount, 'the manifest', counts.collaborations ?? -1);
  }
  const { text, wordOffsets, postingOffsets, postings, importance } = nameSections(await containerOf(dir, FILES.names, manifest, isMapped));
  validateOffsets('wordOffsets', wordOffsets, postingOffsets.length - 1, text.length);
  validateOffsets('postingOffsets', postingOffsets, wordOffsets.length - 1, postings.length);
  requireEqual('the authors of names.bin', importance.length, 'the graph', authorCount);
  for (const author of postings) require(author < authorCount, `names.bin names author ${author} where there are ${authorCount}`);
  proveMetrics((await containerOf(dir, FILES.metrics, manifest, isMapped)).sections, manifest);
  onProgress?.('checking the records', null);
  const path = join(dir, FILES.records);
  const db = openReadOnly(path);
  try {
    const version = schemaVersionOf(db);
    require(version <= RECORDS_MIGRATIONS.length, newerSchema(path, version, RECORDS_MIGRATIONS.length));
    const wrong = (db.prepare('PRAGMA integrity_check(1)').get() as Row)['integrity_check'];
    require(wrong === 'ok', `${FILES.records}: ${wrong}`);
    proveRecords(db, incidence, counts.problems, onProgress);
  } finally {
    db.close();
  }
}

function proveVocabulary({ paperType, paperVenue, paperFields }: Incidence, { types, venues, fields }: Vocabulary): void {
  for (const [name, indices, words] of [['type', paperType, types], ['venue', paperVenue, venues], ['field', paperFields, fields]] as const) {
    for (let at = 0; at < indices.length; at++) require(indices[at] < words.length, `a paper has ${name} number ${indices[at]} where there are ${words.length}`);
  }
}

function proveMetrics(sections: Sections, { storedMetrics }: Manifest): void {
  for (const { id } of storedMetrics) {
    const values = section(sections, `${id}/values`, Float64Array);
    if (!(`${id}/normalized` in sections)) continue;
    const normalized = section(sections, `${id}/normalized`, Float64Array);
    requireEqual(`the normalized values of ${id}`, normalized.length, 'the metric itself', values.length);
  }
}

const countOf = (db: Database, from: string): number => Number((db.prepare(`SELECT count(*) AS n FROM ${from}`).get() as Row)['n']);

/** Proves that the records are those of the graph: the same indices, and on every paper the same authors. */
function proveRecords(db: Database, { authorCount, paperCount, paperOffsets, paperAuthors }: Incidence, problems: number, onProgress?: OnUpkeep): void {
  for (const [table, key, expected] of [['papers', 'idx', paperCount], ['authors', 'idx', authorCount], ['authorships', 'paper', paperCount]] as const) {
    requireEqual(`the rows of ${table}`, countOf(db, table), 'the graph', expected);
    if (expected === 0) continue;
    const { first, last } = db.prepare(`SELECT min(${key}) AS first, max(${key}) AS last FROM ${table}`).get() as Row;
    require(first === 0 && last === expected - 1, `the rows of ${table} go from ${first} to ${last} instead of 0 to ${expected - 1}`);
  }
  requireEqual('the problems', countOf(db, 'problems'), 'the manifest', problems);
  for (const [keys, table, count] of [['author_keys', 'authors', authorCount], ['paper_keys', 'papers', paperCount]] as const) {
    require(countOf(db, `${keys} WHERE idx < 0 OR idx >= ${count}`) === 0, `a key leads to one of the ${table} that is not there`);
  }
  require(countOf(db, 'authors a LEFT JOIN author_keys k ON k.key = a.id WHERE k.idx IS NOT a.idx AND k.redirect IS NOT 1') === 0, 'an author\'s own id leads to somebody else');
  const page = db.prepare('SELECT paper, json FROM authorships WHERE paper >= ? ORDER BY paper LIMIT ?');
  for (let from = 0; from < paperCount; from += ROWS_AT_ONCE) {
    onProgress?.('comparing records with the graph', from / paperCount);
    for (const { paper, json } of page.all(from, ROWS_AT_ONCE) as Row[]) {
      const at = Number(paper);
      const listed = new Set((JSON.parse(String(json)) as Array<readonly [number | null]>).flatMap(([author]) => author ?? []));
      const inGraph = paperAuthors.subarray(paperOffsets[at], paperOffsets[at + 1]);
      require(listed.size === inGraph.length && inGraph.every((author) => listed.has(author)), `paper ${at} has the authors ${[...listed].join(', ')} in its records and ${[...inGraph].join(', ')} in the graph`);
    }
  }
}
