/** What failed calls mean: whether to take the operation up again, and what to tell the person. */
import { EngineError } from '../engine.js';
import { shownAddress } from './address.js';

/** Codes of gRPC. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

const MAX_STATEMENT_SHOWN = 160;

interface Failure {
  readonly code: number;
  readonly details: string;
}

function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return null;
  return { code: error.code, details: 'details' in error && typeof error.details === 'string' ? error.details : error.message };
}

/** Whether the connection failed, not the statement: the operation may go on where it is. */
export function isConnectionFailure(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === null) return false;
  if (failure.code === UNAVAILABLE || failure.code === CANCELLED) return true;
  return failure.code === INTERNAL && /RST_STREAM|INVALID_CURSOR\.DISCONNECTED/.test(failure.details);
}

/** Whether the server has never heard of the operation: it was lost on its way there. */
export function isUnknownOperation(error: unknown): boolean {
  return failureOf(error)?.details.includes('INVALID_HANDLE.OPERATION_NOT_FOUND') === true;
}

/** A session could not be opened. */
export function unreachable(master: string, error: unknown): EngineError {
  const failure = failureOf(error);
  const address = shownAddress(master);
  if (failure?.code === UNAUTHENTICATED) {
    return new EngineError(`Spark Connect at ${address} refuses the session (${firstSentence(failure.details)}): write \`/;token=…\` of a token that it knows behind the address`, { cause: error });
  }
  if (failure !== null && /certificate|altnames/i.test(failure.details)) {
    return new EngineError(
      `the certificate of the Spark Connect server at ${address} is not trusted (${firstSentence(failure.details)}): name the server as its certificate does, ` +
        'or set NODE_EXTRA_CA_CERTS to the file of the authority that signed it',
      { cause: error },
    );
  }
  if (failure !== null && (isConnectionFailure(error) || failure.code === DEADLINE_EXCEEDED)) {
    return new EngineError(
      `no Spark Connect server answers at ${address} (${firstSentence(failure.details)}): start one (\`npm run spark:up\` does on this machine, ` +
        '`sbin/start-connect-server.sh` on a cluster) or name its address by --master sc://HOST:PORT',
      { cause: error },
    );
  }
  return new EngineError(`Spark Connect at ${address} can't be used: ${firstSentence(failure?.details ?? String(error))}`, { cause: error });
}

/** The server was lost while a statement ran, for longer than one waits. */
export function lostServer(address: string, statement: string, seconds: number, error: unknown): EngineError {
  return new EngineError(
    `Spark Connect at ${address} has not answered for ${seconds} s (${firstSentence(failureOf(error)?.details ?? String(error))}) while it ran ${shown(statement)}: ` +
      'see that it runs, then give the same command again, which goes on after the last finished round',
    { cause: error },
  );
}

/** A statement ran longer than it may. */
export function outOfTime(minutes: number, statement: string): EngineError {
  return new EngineError(`Spark has not finished a statement within ${minutes} minutes, so it was interrupted: ${shown(statement)}`);
}

/**
 * Spark itself refused or failed the statement.
 * @param causes messages of the error and its causes, the outermost first, where the server tells them
 */
export function statementFailure(statement: string, error: unknown, causes: readonly string[]): unknown {
  const failure = failureOf(error);
  if (failure === null) return error;
  if (/INVALID_HANDLE\.SESSION|SESSION_CHANGED/.test(failure.details)) {
    return new EngineError(
      'Spark Connect has forgotten this session, as it does when it is started anew: give the same command again, which goes on after the last finished round',
      { cause: error },
    );
  }
  const outer = innermostSentence(failure.details);
  const inner = causes.map(innermostSentence).findLast((text) => text !== '') ?? outer;
  const reason = inner === outer || outer.includes(inner) ? outer : `${outer} (${inner})`;
  return new EngineError(`Spark failed: ${reason}${remedyOf(reason)}, in ${shown(statement)}`, { cause: error });
}

function remedyOf(reason: string): string {
  if (/no space left on device/i.test(reason)) return ' (free some room on that worker\'s disk, where `spark.local.dir` and the tables lie, and give the same command again, which goes on after the last whole table)';
  if (/Class org\.apache\.hadoop\.fs\.s3a\.S3AFileSystem not found/.test(reason)) return ': start Spark with `--packages org.apache.hadoop:hadoop-aws:` and the version of its Hadoop, so that it reads s3a:// (the cluster of `npm run spark:up` is started so by `COTERIE_SPARK_S3=https://host npm run spark:up`)';
  if (/Status Code: 403|AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch/i.test(reason)) return ': it is the cluster\'s keys that were refused, not those of this machine: look at spark.hadoop.fs.s3a.access.key and .secret.key of its configuration, and at what they may do there';
  if (/bucket does not exist|NoSuchBucket/i.test(reason)) return ': look at the name of the bucket, and at spark.hadoop.fs.s3a.endpoint of the cluster\'s configuration';
  if (/FAILED_READ_FILE/.test(reason)) return ': that file is not as it was written, fetch or make it again, and begin anew with --restart';
  return '';
}

/** A failed job tells of its stage and of the attempts of a task before it comes to the reason. */
function innermostSentence(details: string): string {
  return firstSentence(details.replace(/^Job aborted due to stage failure:.*?\(TID \d+\) \([^)]*\): /, ''));
}

function firstSentence(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.replace(/(?<!\s)\s*SQLSTATE: \w[^]*/, '').replace(/(?<!\s)\s*Resolution note[^]*/, '').replace(/(?<![.;:\s])[.;:\s]+$/, '');
}

function shown(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  return line.length <= MAX_STATEMENT_SHOWN ? `\`${line}\`` : `\`${line.slice(0, MAX_STATEMENT_SHOWN)} …\``;
}
