/**
 * The pipeline's tables written from a snapshot that the in-memory path built: what packing them must come to is then
 * known to the byte. Indices are the snapshot's own, so that its arrays can be compared as they lie in its files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType, type ColumnSource } from 'hyparquet-writer';
import { csrComponents } from '../../src/graph/csr.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { ColumnType } from '../../src/pipeline/column-types.js';
import { MADE_TABLES, TABLES, TABLES_FORMAT, TABLES_MANIFEST, type MadeTable, type TablesManifest } from '../../src/pipeline/tables.js';
import { coreNumbers } from '../../src/metrics/cohesion/core-number.js';
import { trianglesPerNode } from '../../src/metrics/cohesion/triangles.js';
import type { Snapshot } from '../../src/snapshot/types.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

const PARQUET: Readonly<Record<string, BasicType>> = { TEXT: 'STRING', BIGINT: 'INT64', INTEGER: 'INT32', DOUBLE: 'DOUBLE', BOOLEAN: 'BOOLEAN' };

export async function writeTable(folder: string, name: MadeTable, rows: Rows, rowsPerFile = 1_000): Promise<void> {
  mkdirSync(path.join(folder, name), { recursive: true });
  const columns = Object.entries<{ readonly type: ColumnType }>(TABLES[name].columns);
  for (let from = 0, part = 0; from === 0 || from < rows.length; from += rowsPerFile, part += 1) {
    const some = rows.slice(from, from + rowsPerFile);
    const columnData = columns.map(([column, { type }]): ColumnSource => ({
      name: column, type: PARQUET[type as string], nullable: true,
      data: some.map((row) => (row[column] === null || row[column] === undefined ? null : type === 'BIGINT' ? BigInt(row[column] as number) : row[column])) as ColumnSource['data'],
    }));
    const writer = new ByteWriter();
    const parquet = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
    await parquet.write({ columnData });
    await parquet.finish();
    writeFileSync(path.join(folder, name, `part-${String(part).padStart(5, '0')}.parquet`), writer.getBytes());
  }
}

/** All that packing reads of a snapshot. @returns the tables by name */
export function tablesOf({ incidence, records }: Pick<Snapshot, 'incidence' | 'records'>): Record<MadeTable, Rows> {
  const papers = Array.from({ length: incidence.paperCount }, (_, at) => at);
  const authors = Array.from({ length: incidence.authorCount }, (_, at) => at);
  const abstracts = records.abstracts(papers);
  const lists = records.authorships(papers);
  const paperRows = records.papers(papers).map(({ index, id, title, date, venue, type, fields, citationCount, externalIds, authorListComplete, links, ...rest }) => ({
    paper: index, work_id: id, title, abstract: abstracts[index], year: date?.year ?? null,
    date: date === null ? null : [date.year, date.month, date.day].filter((part) => part !== null).map((part) => String(part).padStart(2, '0')).join('-'),
    venue, type, fields: JSON.stringify(fields), citations: citationCount?.value ?? null, citation_source: citationCount?.source ?? null, citations_as_of: citationCount?.asOf ?? null,
    external_ids: JSON.stringify(externalIds), author_list_complete: authorListComplete, has_code: links.some(({ kind }) => kind === 'CODE'),
    country_count: new Set(lists[index].flatMap(({ affiliations }) => affiliations.flatMap(({ countryCode }) => countryCode ?? []))).size || null,
    details: JSON.stringify({ ...rest, links }), mention_count: lists[index].length, author_count: incidence.paperOffsets[index + 1] - incidence.paperOffsets[index], is_kept: true,
  }));
  const authorships = lists.flatMap((list, paper) => {
    let rank = 0;
    return list.map(({ listIndex, author, rawName, position, kind, isCorresponding, affiliations, parts, alsoWritten }) => ({
      paper, place: listIndex, author, rank: author === null ? null : ++rank, position, raw_name: rawName, is_group: kind === 'GROUP', is_corresponding: isCorresponding,
      affiliations: JSON.stringify(affiliations), external_ids: null, name_parts: parts === null ? null : JSON.stringify(parts), details: JSON.stringify({ alsoWritten }), author_details: null,
    }));
  });
  const details = records.authorDetails(authors);
  const projection = project(incidence, DEFAULT_SPEC);
  const [cores, triangles, { componentOf, sizes }] = [coreNumbers(projection), trianglesPerNode(projection), csrComponents(projection)];
  const pairs = Array.from(projection.nodes).flatMap((a, node) => {
    const slots = Array.from({ length: projection.offsets[node + 1] - projection.offsets[node] }, (_, nth) => projection.offsets[node] + nth);
    const all = slots.map((slot) => ({ a, b: projection.nodes[projection.neighbours[slot]], paper_count: projection.paperCount[slot], strength: projection.strength[slot], first_year: null, last_year: null }));
    return all.filter(({ b }) => b > a);
  });
  return {
    papers: paperRows,
    authors: records.authors(authors).map(({ index, id, displayName, kind }) => ({ author: index, author_key: id, display_name: displayName, is_group: kind === 'GROUP', external_ids: null, mention_count: details[index].mentionCount, author_details: null })),
    author_names: details.flatMap(({ index, nameVariants }) => nameVariants.map(({ name, count }) => ({ author: index, name, mention_count: count, name_parts: null }))),
    author_ids: details.flatMap(({ index, externalIds }) => Object.entries(externalIds).flatMap(([scheme, values]) => values.map((value) => ({ author: index, external_ids: JSON.stringify({ [scheme]: value }), mention_count: 1 })))),
    authorships, pairs,
    author_metrics: Array.from(projection.nodes, (author, node) => ({ author, degree: projection.offsets[node + 1] - projection.offsets[node], core_number: cores[node], triangles: triangles[node], component_size: sizes[componentOf[node]] })),
    network: [],
  };
}
export async function writeTables(folder: string, tables: Record<MadeTable, Rows>): Promise<void> {
  for (const [name, rows] of Object.entries(tables)) await writeTable(folder, name as MadeTable, rows);
  const manifest: TablesManifest = {
    format: TABLES_FORMAT, engine: 'duckdb', rounds: {}, unsettledLabels: 0, leftOut: { untitled: 0, unnamed: 0, repeated: 0, cleaned: 0 },
    parameters: { counting: 'FULL', maxAuthors: null, yearFrom: null, yearTo: null, types: [], venues: [], fields: [], minStrength: 0, component: 'ALL', damping: 0.85, tolerance: 1e-10, labelRounds: 100 },
    rows: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length])) as TablesManifest['rows'],
    // As a cluster leaves them: no checksums.
    files: Object.fromEntries(MADE_TABLES.map((name) => [name, null])) as TablesManifest['files'],
  };
  writeFileSync(path.join(folder, TABLES_MANIFEST), JSON.stringify(manifest));
}
