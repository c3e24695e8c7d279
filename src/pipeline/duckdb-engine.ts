/** DuckDB in this process: one machine, no server, tables larger than memory by spilling to disk. */
import type * as Duckdb from '@duckdb/node-api';
import { DUCKDB } from './dialect.js';
import { duckdbFailure } from './duckdb-failures.js';
import { EngineError, type Cell, type SqlEngine } from './engine.js';

export interface DuckdbOptions {
  /** Most memory that DuckDB takes before it writes to the temporary folder, in bytes; its own default (80 % of the machine's) if absent. */
  readonly memoryBytes?: number;
  /** Where it writes what doesn't fit into memory; made where it is missing. */
  readonly temporaryFolder: string;
  /** Threads; as many as the machine has cores if absent. */
  readonly threads?: number;
}

const PACKAGE = '@duckdb/node-api';

async function loadDuckdb(): Promise<typeof Duckdb> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const { message } = error as Error;
    throw new EngineError(`DuckDB can't be loaded (${message.split('\n')[0]}): it is an optional part, which \`npm install\` brings where it has a build for the machine; \`npm install ${PACKAGE}\` says why not`, { cause: error });
  }
}

/** Opens an engine that holds nothing yet. @throws EngineError where DuckDB is not installed, or refuses the options */
export async function openDuckdb({ memoryBytes, temporaryFolder, threads }: DuckdbOptions): Promise<SqlEngine> {
  const { DuckDBInstance } = await loadDuckdb();
  let instance: Duckdb.DuckDBInstance;
  let connection: Duckdb.DuckDBConnection;
  try {
    instance = await DuckDBInstance.create(':memory:', {
      temp_directory: temporaryFolder,
      ...(memoryBytes === undefined ? {} : { memory_limit: `${Math.floor(memoryBytes / 1024)}KiB` }),
      ...(threads === undefined ? {} : { threads: String(threads) }),
      // All that is needed is built in: nothing is fetched.
      autoinstall_known_extensions: 'false',
    });
    connection = await instance.connect();
  } catch (error) {
    throw await duckdbFailure(error);
  }
  let isOpen = true;
  return {
    dialect: DUCKDB,
    run: async (statement) => {
      await during(connection.run(statement));
    },
    rows: async (query) => {
      const reader = await during(connection.runAndReadAll(query));
      return reader.getRowObjectsJS() as Record<string, Cell>[];
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function during<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw await duckdbFailure(error);
  }
}
