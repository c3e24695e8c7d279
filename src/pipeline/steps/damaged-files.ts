/** Which of many files is damaged, where an engine only says that one is. */
import { damagedSaid } from '../duckdb-failures.js';
import { DamagedFileError, EngineError } from '../engine.js';
import { namedFiles, type WorksInput } from '../named-works.js';
import { TABLES } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { OPENALEX_COLUMNS } from './openalex.js';

/** The columns that are read of works, ours and OpenAlex's: damage to others is not met. */
const READ: ReadonlySet<string> = new Set([...Object.keys(TABLES.works.columns), ...Object.keys(OPENALEX_COLUMNS)]);

/**
 * Reads works, and where that fails for a damaged file of this machine that the engine does not name, finds it: each is read
 * by itself, up to the first that can't be. O(1), and O(bytes) after such a failure.
 * @throws EngineError naming the file; else what `read` throws
 */
export async function namingDamagedFile<T>(work: Workspace, inputs: readonly WorksInput[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const input of inputs.filter(({ kind }) => kind === 'WORKS')) {
      const named = namedFiles(input);
      if ('files' in named) for (const file of named.files) await proveFile(work, file);
    }
    throw error;
  }
}

/** Whether this, or what it was made of, is a damaged file's failure. */
function isDamage(error: unknown): boolean {
  return error instanceof DamagedFileError || (error instanceof EngineError && error.cause instanceof DamagedFileError);
}

/** @throws EngineError naming the file where what the pipeline reads of it can't be read */
async function proveFile({ engine }: Workspace, file: string): Promise<void> {
  const { dialect } = engine;
  const table = dialect.parquetFiles({ files: [file] });
  try {
    const columns = (await engine.rows(`DESCRIBE SELECT * FROM ${table}`)).map((row) => String(Object.values(row)[0])).filter((name) => READ.has(name));
    await engine.rows(`SELECT ${columns.map((name) => `max(length(CAST(written.${name} AS ${dialect.typeName('TEXT')}))) AS ${name}`).join(', ')} FROM ${table} AS written`);
  } catch (error) {
    throw error instanceof DamagedFileError ? new EngineError(damagedSaid(file, error.why), { cause: error }) : error;
  }
}
