/** The pipeline's engine on a Spark 4 cluster, spoken to over Spark Connect. */
import { SPARK } from './dialect.js';
import { EngineError, type SqlEngine } from './engine.js';
import { SparkSession, type SparkSessionOptions } from './spark-connect/session.js';

const OLDEST_MAJOR = 4;

/**
 * What the statements rest on, whatever the cluster's own defaults: numbers that overflow fail instead of wrapping, days
 * are those of UTC, and a file that is damaged or gone is an error, not fewer rows.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.files.ignoreCorruptFiles': 'false',
  'spark.sql.files.ignoreMissingFiles': 'false',
};

export interface SparkEngine extends SqlEngine {
  /** The physical plan of a query, as text. */
  explain(query: string): Promise<string>;
}

/**
 * Opens a session at a Spark Connect server.
 * @param master `sc://host:port`
 * @throws EngineError where none answers, where it is older than Spark 4, or a package is missing
 */
export async function openSparkEngine(master: string, options: SparkSessionOptions = {}): Promise<SparkEngine> {
  const session = await SparkSession.open(master, options);
  try {
    if (!(Number.parseInt(session.version, 10) >= OLDEST_MAJOR)) {
      throw new EngineError(`the server at ${master} is Spark ${session.version}: Spark ${OLDEST_MAJOR} or newer is needed`);
    }
    for (const [key, value] of Object.entries(SETTINGS)) await session.run(`SET ${key} = ${value}`);
  } catch (error) {
    await session.close();
    throw error;
  }
  return {
    dialect: SPARK,
    run: (statement) => session.run(statement),
    rows: (query) => session.rows(query),
    explain: (query) => session.explain(query),
    close: () => session.close(),
  };
}
