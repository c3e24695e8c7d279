/** What kind of works a file or folder on the command line holds. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { WorksInput } from '../pipeline/driver.js';
import { isAddress } from '../pipeline/workspace.js';
import { CliError, EXIT } from './errors.js';

const PARQUET = /\.parquet$/i;
const JSON_LINES = /\.(?:jsonl|ndjson|json)(?:\.gz)?$|\.gz$/i;

/** What a file holds by its ending; null where that says nothing. */
export function kindByName(name: string): WorksInput['kind'] | null {
  if (PARQUET.test(name)) return 'WORKS';
  return JSON_LINES.test(name) ? 'OPENALEX' : null;
}

/** The files of a folder, as one pattern for each ending that stands in it. @throws CliError where none does */
export function inFolder(folder: string): WorksInput[] {
  const endings = new Map<string, WorksInput['kind']>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const kind = entry.isFile() ? kindByName(entry.name) : null;
    if (kind !== null) endings.set(path.extname(entry.name), kind);
  }
  if (endings.size === 0) throw new CliError(`${folder} holds neither Parquet files of works nor JSON lines (.parquet, .jsonl, .gz): name another folder`, EXIT.usage);
  return [...endings].map(([ending, kind]) => ({ path: `${folder}/**/*${ending}`, kind }));
}

/**
 * The works that are named: Parquet as `coterie works` or OpenAlex writes it (its columns tell), or JSON lines as OpenAlex's
 * snapshot has them.
 * @param engine Spark looks into folders by itself
 * @throws CliError where a place doesn't exist or its ending says nothing
 */
export function worksInputs(places: readonly string[], engine: 'duckdb' | 'spark'): WorksInput[] {
  return places.flatMap((place): WorksInput[] => {
    const known = isAddress(place) || place.includes('*') ? undefined : statSync(place, { throwIfNoEntry: false });
    if (known === undefined && !isAddress(place) && !place.includes('*')) throw new CliError(`${place} does not exist: name a file, a folder or a pattern of works`, EXIT.usage);
    if (known?.isDirectory() === true) {
      const found = inFolder(place);
      return engine === 'duckdb' ? found : [...new Set(found.map(({ kind }) => kind))].map((kind) => ({ path: place, kind }));
    }
    const kind = kindByName(place);
    if (kind === null && isAddress(place)) throw new CliError(`${place} has no ending that tells what it holds, and it is the cluster that looks there: name its files by a pattern, such as ${place.replace(/(?<!\/)\/+$/, '')}/*.parquet`, EXIT.usage);
    if (kind === null) throw new CliError(`${place} has no ending that tells what it is: works are Parquet files (.parquet) or JSON lines of OpenAlex (.jsonl, .gz)`, EXIT.usage);
    return [{ path: place, kind }];
  });
}
