/** What kind of works a file or folder on the command line holds. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isThere, type WorksInput } from '../pipeline/named-works.js';
import { isOwnName } from '../pipeline/own-folders.js';
import { isAddress } from '../pipeline/places.js';
import { expandGlob, isGlob } from '../sources/glob.js';
import { CliError, EXIT } from './errors.js';

const PARQUET = /\.parquet$/i;
const JSON_LINES = /\.(?:jsonl|ndjson|json)(?:\.gz)?$|\.gz$/i;

/** What a file holds by its ending; null where that says nothing. */
export function kindByName(name: string): WorksInput['kind'] | null {
  if (PARQUET.test(name)) return 'WORKS';
  return JSON_LINES.test(name) ? 'OPENALEX' : null;
}

/** Files below a folder; those of tables that a pipeline made there are none of works. */
function* filesBelow(folder: string, onTables: (place: string) => void): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = path.join(folder, entry.name);
    if (isOwnName(folder, entry.name)) onTables(folder);
    else if (entry.isDirectory()) yield* filesBelow(place, onTables);
    else if (entry.isFile() || (entry.isSymbolicLink() && statSync(place, { throwIfNoEntry: false })?.isFile() === true)) yield place;
  }
}

/** Files as works, one input for each kind that is among them. */
function asInputs(place: string, files: readonly string[]): WorksInput[] {
  return (['WORKS', 'OPENALEX'] as const).flatMap((kind) => {
    const ofKind = files.filter((file) => kindByName(file) === kind);
    return ofKind.length === 0 ? [] : [{ path: place, kind, files: ofKind }];
  });
}

/** The works below a folder. @throws CliError where none are */
export function inFolder(folder: string): WorksInput[] {
  return lookedInto(folder).inputs;
}

function lookedInto(folder: string): { readonly inputs: WorksInput[]; readonly tables: string | null } {
  let tables: string | null = null;
  const inputs = asInputs(folder, [...filesBelow(folder, (place) => {
    tables ??= place;
  })]);
  const beside = tables === null ? '' : ` beside the tables of \`coterie pipeline\` in ${String(tables)}`;
  if (inputs.length === 0) throw new CliError(`${folder} holds neither Parquet files of works nor JSON lines (.parquet, .jsonl, .gz)${beside}: name another folder`, EXIT.usage);
  return { inputs, tables };
}

/** What an engine is told that looks into folders by itself. @throws CliError where it would find tables there */
function folderForSpark(folder: string): WorksInput[] {
  const { inputs, tables } = lookedInto(folder);
  if (tables !== null) throw new CliError(`${folder} holds tables of \`coterie pipeline\` too (in ${tables}), and Spark reads all that lies below a folder: put the works into a folder of their own, or name them by a pattern`, EXIT.usage);
  return inputs.map(({ kind }) => ({ path: folder, kind }));
}

async function matching(pattern: string): Promise<WorksInput[]> {
  const files = (await expandGlob(pattern)).filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  if (files.length === 0) throw new CliError(`${pattern} matches no file: name a file, a folder or a pattern of works`, EXIT.usage);
  const inputs = asInputs(pattern, files);
  if (inputs.length === 0) throw new CliError(`${pattern} matches neither Parquet files of works nor JSON lines (.parquet, .jsonl, .gz), but ${files[0]}: name another pattern`, EXIT.usage);
  return inputs;
}

/**
 * The works that are named: Parquet as `coterie works` or OpenAlex writes it (its columns tell), or JSON lines as OpenAlex's
 * snapshot has them. What is there under exactly the name is meant, and a pattern where nothing is.
 * @param engine Spark looks into folders and for patterns by itself
 * @throws CliError where a place doesn't exist or its ending says nothing
 */
export async function worksInputs(places: readonly string[], engine: 'duckdb' | 'spark'): Promise<WorksInput[]> {
  const inputs: WorksInput[] = [];
  for (const place of places) inputs.push(...(await worksAt(place, engine)));
  return inputs;
}

async function worksAt(place: string, engine: 'duckdb' | 'spark'): Promise<WorksInput[]> {
  if (place === '') throw new CliError('one of the works is named by an empty text: name a file, a folder or a pattern of works', EXIT.usage);
  if (isThere(place) && statSync(place).isDirectory()) return engine === 'duckdb' ? inFolder(place) : folderForSpark(place);
  if (!isAddress(place) && !isThere(place)) {
    if (!isGlob(place)) throw new CliError(`${place} does not exist: name a file, a folder or a pattern of works`, EXIT.usage);
    if (engine === 'duckdb') return matching(place);
  }
  const kind = kindByName(place);
  if (kind === null && isAddress(place)) throw new CliError(`${place} has no ending that tells what it holds, and it is the cluster that looks there: name its files by a pattern, such as ${place.replace(/(?<!\/)\/+$/, '')}/*.parquet`, EXIT.usage);
  if (kind === null) throw new CliError(`${place} has no ending that tells what it is: works are Parquet files (.parquet) or JSON lines of OpenAlex (.jsonl, .gz)`, EXIT.usage);
  return [{ path: place, kind }];
}
