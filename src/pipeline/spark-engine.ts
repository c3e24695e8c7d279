/** The pipeline's engine on a Spark 4 cluster, spoken to over Spark Connect. */
import { SPARK } from './dialect.js';
import { EngineError, type SqlEngine } from './engine.js';
import { shownAddress } from './spark-connect/address.js';
import { SparkSession, type SparkSessionOptions } from './spark-connect/session.js';
import { MEANING, PARTITIONS, settingsFor } from './spark-settings.js';

const OLDEST_MAJOR = 4;

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
      throw new EngineError(`the server at ${shownAddress(master)} is Spark ${session.version}: Spark ${OLDEST_MAJOR} or newer is needed`);
    }
    await set(session, MEANING);
  } catch (error) {
    await session.close();
    throw error;
  }
  return {
    dialect: SPARK,
    run: async (statement) => {
      try {
        await session.run(statement);
      } catch (error) {
        const unhinted = withoutBroadcasts(statement);
        if (unhinted === statement || !isTooLargeToHandOut(error)) throw error;
        await session.run(unhinted);
      }
    },
    rows: (query) => session.rows(query),
    explain: (query) => session.explain(query),
    expectNames: async (names) => {
      const [{ value }] = await session.rows(`SET ${PARTITIONS}`);
      await set(session, settingsFor(names, Number(value)));
    },
    close: () => session.close(),
  };
}

/** What Spark says where a table can't be handed to every task: its driver has too little memory for it, or bounds what it takes. */
const TOO_LARGE_TO_HAND_OUT = /not enough memory to build and broadcast|cannot broadcast the table|spark\.driver\.maxResultSize/i;

function isTooLargeToHandOut(error: unknown): boolean {
  return error instanceof EngineError && TOO_LARGE_TO_HAND_OUT.test(error.message);
}

/** A statement that leaves it to Spark again what is handed out: slower where that was small, and right in any case. */
function withoutBroadcasts(statement: string): string {
  return statement.replaceAll(/\/\*\+ BROADCAST\([\w, ]+\) \*\//g, '');
}

async function set(session: SparkSession, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, value] of Object.entries(settings)) await session.run(`SET ${key} = ${value}`);
}
