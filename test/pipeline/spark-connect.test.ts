/** The client of Spark Connect against a stand-in: what it asks, and how it goes on when streams break off. */
import { createServer } from 'node:net';
import * as arrow from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import { parseSparkAddress } from '../../src/pipeline/spark-connect/address.js';
import { rowsOfBatch } from '../../src/pipeline/spark-connect/arrow-rows.js';
import { statementFailure } from '../../src/pipeline/spark-connect/failures.js';
import { missingPackage } from '../../src/pipeline/spark-connect/libraries.js';
import { openSparkEngine } from '../../src/pipeline/spark-engine.js';
import { MEANING } from '../../src/pipeline/spark-settings.js';
import { SparkSession, type SparkSessionOptions } from '../../src/pipeline/spark-connect/session.js';
import { startConnectStandIn, type ConnectStandIn, type ScriptedStream } from './connect-server.js';

const UNAVAILABLE = { code: 14, details: 'Connection dropped' };
const DONE = { responseId: 'last', resultComplete: {} };

function batch(...values: number[]): { arrowBatch: { rowCount: number; data: Uint8Array } } {
  return { arrowBatch: { rowCount: values.length, data: arrow.tableToIPC(arrow.tableFromArrays({ n: Int32Array.from(values) }), 'stream') } };
}

let server: ConnectStandIn | undefined;
let session: SparkSession | undefined;

afterEach(async () => {
  await session?.close();
  server?.close();
  [server, session] = [undefined, undefined];
});

async function open(script: readonly ScriptedStream[], options?: SparkSessionOptions): Promise<SparkSession> {
  server = await startConnectStandIn(script);
  session = await SparkSession.open(server.address, options);
  return session;
}

const methods = () => server?.calls.map(([name]) => name);

describe('a statement with hints', () => {
  const hinted = 'SELECT /*+ BROADCAST(few, others) */ few.id FROM few JOIN others';
  const TOO_LARGE = { code: 13, details: 'Not enough memory to build and broadcast the table to all worker nodes. As a workaround, you can …' };

  async function said(ends: readonly ScriptedStream['end'][], statement: string): Promise<{ readonly outcome: string; readonly asked: readonly unknown[] }> {
    const opening = Object.keys(MEANING).map((): ScriptedStream => ({ responses: [DONE], end: 'well' }));
    server = await startConnectStandIn([...opening, ...ends.map((end): ScriptedStream => ({ responses: end === 'well' ? [DONE] : [], end }))]);
    const engine = await openSparkEngine(server.address);
    const outcome = await engine.run(statement).then(() => 'done', (error: Error) => error.message);
    await engine.close();
    const statements = server.calls.filter(([name]) => name === 'ExecutePlan').map(([, { plan }]) => (plan as { command: { sqlCommand: { input: { sql: { query: string } } } } }).command.sqlCommand.input.sql.query);
    return { outcome, asked: statements.slice(opening.length) };
  }

  it('is carried out without them where Spark has no memory for what they hand out', async () => {
    expect(await said([TOO_LARGE, 'well'], hinted)).toEqual({ outcome: 'done', asked: [hinted, 'SELECT  few.id FROM few JOIN others'] });
  });

  it('is not where something else is wrong, nor is one that has none', async () => {
    expect(await said([{ code: 13, details: 'There is no table others' }], hinted)).toEqual({ outcome: expect.stringContaining('There is no table others') as string, asked: [hinted] });
    expect((await said([TOO_LARGE], 'SELECT 1')).asked).toEqual(['SELECT 1']);
  });
});

describe('a statement', () => {
  it('is carried out under an id of its own, in the session that was opened, and forgotten when it is done', async () => {
    const spark = await open([{ responses: [DONE], end: 'well' }]);
    await spark.run('CREATE VIEW v AS SELECT 1');
    expect(methods()).toEqual(['AnalyzePlan', 'ExecutePlan', 'ReleaseExecute']);
    const [[, opened], [, executed], [, released]] = server?.calls ?? [];
    expect(executed).toMatchObject({
      sessionId: opened['sessionId'],
      clientObservedServerSideSessionId: 'server-1',
      userContext: { userId: 'coterie' },
      plan: { command: { sqlCommand: { input: { sql: { query: 'CREATE VIEW v AS SELECT 1' } } } } },
      requestOptions: [{ reattachOptions: { reattachable: true } }],
    });
    expect(released['operationId']).toBe(executed['operationId']);
  });

  it('is taken up after the last answer where the stream ends before it is complete', async () => {
    const spark = await open([
      { responses: [{ responseId: 'a', ...batch(1, 2) }], end: 'well' },
      { responses: [{ responseId: 'b', ...batch(3) }, DONE], end: 'well' },
    ]);
    expect(await spark.rows('SELECT n FROM t')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(methods()).toEqual(['AnalyzePlan', 'ExecutePlan', 'ReattachExecute', 'ReleaseExecute']);
    const [, [, executed], [, reattached]] = server?.calls ?? [];
    expect(reattached).toMatchObject({ operationId: executed['operationId'], lastResponseId: 'a', clientObservedServerSideSessionId: 'server-1' });
  });

  it('is taken up where the connection breaks, and where a stream falls silent', async () => {
    const spark = await open(
      [
        { responses: [{ responseId: 'a', ...batch(1) }], end: UNAVAILABLE },
        { responses: [{ responseId: 'b', ...batch(2) }], end: 'never' },
        { responses: [{ responseId: 'c', ...batch(3) }], end: { code: 13, details: '[INVALID_CURSOR.DISCONNECTED] The cursor has been disconnected.' } },
        { responses: [DONE], end: 'well' },
      ],
      { silenceSeconds: 0.2 },
    );
    expect(await spark.rows('SELECT n FROM t')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(server?.calls.filter(([name]) => name === 'ReattachExecute').map(([, request]) => request['lastResponseId'])).toEqual(['a', 'b', 'c']);
  });

  it('is sent again, under the same id, where the server never had it', async () => {
    const spark = await open([
      { responses: [], end: UNAVAILABLE },
      { responses: [], end: { code: 13, details: '[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid. Operation not found.' } },
      { responses: [DONE], end: 'well' },
    ]);
    await spark.run('SET a = b');
    expect(methods()).toEqual(['AnalyzePlan', 'ExecutePlan', 'ReattachExecute', 'ExecutePlan', 'ReleaseExecute']);
    const ids = server?.calls.slice(1).map(([, request]) => request['operationId']);
    expect(new Set(ids).size).toBe(1);
  });

  it('is not sent again once it has answered: what is lost then is an error', async () => {
    const spark = await open([
      { responses: [{ responseId: 'a' }], end: UNAVAILABLE },
      { responses: [], end: { code: 13, details: '[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid. Operation not found.' } },
    ]);
    await expect(spark.run('SET a = b')).rejects.toThrow('Spark failed: [INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid. Operation not found, in `SET a = b`');
    expect(methods()?.filter((name) => name === 'ExecutePlan')).toHaveLength(1);
  });

  it('gives up on a server that stays out of reach', async () => {
    const spark = await open(Array.from({ length: 50 }, () => ({ responses: [], end: UNAVAILABLE })), { patienceSeconds: 0.3 });
    await expect(spark.run('SET a = b')).rejects.toThrow(/has not answered for 0\.3 s \(Connection dropped\) while it ran `SET a = b`: .*the same command again/);
  });

  it('is interrupted when it takes longer than it may', async () => {
    const spark = await open([{ responses: [{ responseId: 'a' }], end: 'never' }], { limitMinutes: 0.002, silenceSeconds: 0.2 });
    await expect(spark.run('SELECT 1')).rejects.toThrow('Spark has not finished a statement within 0.002 minutes, so it was interrupted: `SELECT 1`');
    const [, interrupt] = server?.calls.find(([name]) => name === 'Interrupt') ?? [];
    expect(interrupt).toMatchObject({ interruptType: 3, operationId: server?.calls[1][1]['operationId'] });
  });

  it('tells its progress by stages', async () => {
    const heard: unknown[] = [];
    const stages = [{ stageId: 4, numTasks: 8, numCompletedTasks: 3 }];
    const spark = await open([{ responses: [{ executionProgress: {} }, { executionProgress: { stages } }, DONE], end: 'well' }], { onProgress: (each) => heard.push(each) });
    await spark.run('SELECT 1');
    expect(heard).toEqual([stages]);
  });
});

describe('a session', () => {
  it('says goodbye once', async () => {
    const spark = await open([]);
    await spark.close();
    await spark.close();
    expect(methods()).toEqual(['AnalyzePlan', 'ReleaseSession']);
  });

  it('names the remedy where nothing answers', async () => {
    const closed = createServer();
    const port = await new Promise<number>((resolve) => closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port)));
    await new Promise((resolve) => closed.close(resolve));
    await expect(SparkSession.open(`sc://127.0.0.1:${port}`)).rejects.toThrow(
      new RegExp(`^no Spark Connect server answers at sc://127\\.0\\.0\\.1:${port} \\(.*ECONNREFUSED.*\\): start one \\(\`npm run spark:up\``),
    );
  });

  it('gives up where somebody takes the connection and says nothing', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined).resume());
    const port = await new Promise<number>((resolve) => mute.listen(0, '127.0.0.1', () => resolve((mute.address() as { port: number }).port)));
    await expect(SparkSession.open(`sc://127.0.0.1:${port}`, { connectSeconds: 0.3 })).rejects.toThrow(
      /^no Spark Connect server answers at sc:\/\/127\.0\.0\.1:\d+ \(whoever listens there has said nothing that a Spark Connect server says within 0\.3 s\): start one/,
    );
    mute.close();
  });

  it('names the package that is missing and how to get it', () => {
    expect(missingPackage('apache-arrow', new Error('Cannot find package \'apache-arrow\' imported from x\nmore')).message).toBe(
      'Spark is spoken to by the optional package apache-arrow, which can\'t be loaded (Cannot find package \'apache-arrow\' imported from x): install it by `npm ci --include=optional`',
    );
  });
});

describe('an address', () => {
  it.each([
    ['sc://127.0.0.1:15002', { target: '127.0.0.1:15002', isEncrypted: false, token: null, user: 'coterie' }],
    ['sc://spark.example.org', { target: 'spark.example.org:15002', isEncrypted: false, token: null, user: 'coterie' }],
    ['sc://[::1]:1/', { target: '[::1]:1', isEncrypted: false, token: null, user: 'coterie' }],
    ['sc://host:443/;use_ssl=true;user_id=ada%20l', { target: 'host:443', isEncrypted: true, token: null, user: 'ada l' }],
    ['sc://host:443/;token=a=b', { target: 'host:443', isEncrypted: true, token: 'a=b', user: 'coterie' }],
  ])('%s', (text, expected) => {
    expect(parseSparkAddress(text)).toEqual(expected);
  });

  it.each(['sc://ada:s3cret@host:1', 'sc://ada:s3;cret@host', 'spark://ada:s3cret@host/;token=s3cret', 'sc://host:1:2/;token=s3cret;password=s3cret'])('%s is refused without its secret', (text) => {
    expect(() => parseSparkAddress(text)).toThrow(/^(?!.*(?:s3|cret))--master/);
  });

  it.each([
    ['spark://127.0.0.1:7077', /is a cluster's master: name the Spark Connect server/],
    ['127.0.0.1:15002', /is no address of a Spark Connect server: write `sc:\/\/host:15002`/],
    ['sc://', /is no address/],
    ['sc://host/path', /is no address/],
    ['sc://host/;colour=red', /has a parameter colour, which is not known/],
  ])('%s is refused', (text, message) => {
    expect(() => parseSparkAddress(text)).toThrow(message);
  });
});

describe('a failure', () => {
  const failed = (details: string) => Object.assign(new Error(details), { code: 13, details });
  const said = (details: string, causes: string[] = []) => (statementFailure('SELECT  1\n FROM t', failed(details), causes) as Error).message;

  it.each([
    ['[PATH_NOT_FOUND] Path does not exist: file:/x. SQLSTATE: 42K03', [], 'Spark failed: [PATH_NOT_FOUND] Path does not exist: file:/x, in `SELECT 1 FROM t`'],
    ['\n[PARSE_SYNTAX_ERROR] Syntax error at or near \'SELEC\'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\nSELEC', [], 'Spark failed: [PARSE_SYNTAX_ERROR] Syntax error at or near \'SELEC\', in `SELECT 1 FROM t`'],
    [
      'Job aborted due to stage failure: Task 0 in stage 16.0 failed 8 times, most recent failure: Lost task 0.7 in stage 16.0 (TID 41) (127.0.0.1 executor 0): java.io.IOException: No space left on device\n\tat x',
      [],
      'Spark failed: java.io.IOException: No space left on device (free some room on that worker\'s disk, where `spark.local.dir` and the tables lie, and give the same command again, which goes on after the last whole table), in `SELECT 1 FROM t`',
    ],
    ['[FAILED_READ] Failed. SQLSTATE: KD001', ['[FAILED_READ] Failed.', '/x.parquet is not a Parquet file. Expected magic number'], 'Spark failed: [FAILED_READ] Failed (/x.parquet is not a Parquet file. Expected magic number), in `SELECT 1 FROM t`'],
    ['Failed to read: The AWS Access Key Id you provided does not exist in our records. (Service: S3, Status Code: 403, Request ID: X)', [], 'Spark failed: Failed to read: The AWS Access Key Id you provided does not exist in our records. (Service: S3, Status Code: 403, Request ID: X): it is the cluster\'s keys that were refused, not those of this machine: look at spark.hadoop.fs.s3a.access.key and .secret.key of its configuration, and at what they may do there, in `SELECT 1 FROM t`'],
    ['The specified bucket does not exist (Service: S3, Status Code: 404)', [], 'Spark failed: The specified bucket does not exist (Service: S3, Status Code: 404): look at the name of the bucket, and at spark.hadoop.fs.s3a.endpoint of the cluster\'s configuration, in `SELECT 1 FROM t`'],
    ['[FAILED_READ_FILE.NO_HINT] Encountered error while reading file s3a://library/b.parquet', [], 'Spark failed: [FAILED_READ_FILE.NO_HINT] Encountered error while reading file s3a://library/b.parquet: that file is not as it was written, fetch or make it again, and begin anew with --restart, in `SELECT 1 FROM t`'],
    ['java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found', [], 'Spark failed: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found: start Spark with `--packages org.apache.hadoop:hadoop-aws:` and the version of its Hadoop, so that it reads s3a:// (the cluster of `npm run spark:up` is started so by `COTERIE_SPARK_S3=https://host npm run spark:up`), in `SELECT 1 FROM t`'],
    ['[INVALID_HANDLE.SESSION_CHANGED] The handle x is invalid.', [], 'Spark Connect has forgotten this session, as it does when it is started anew: give the same command again, which goes on after the last finished round'],
  ])('is told in one sentence: %j', (details, causes, message) => {
    expect(said(details, causes)).toBe(message);
  });

  it('of another kind stays what it is', () => {
    const error = new TypeError('a mistake of ours');
    expect(statementFailure('SELECT 1', error, [])).toBe(error);
  });
});

describe('cells', () => {
  it('keep 64-bit integers whole and tell null from zero', () => {
    const table = new arrow.Table({ n: arrow.vectorFromArray([0n, 9007199254740993n, null], new arrow.Int64()), t: arrow.vectorFromArray(['', 'é', null], new arrow.Utf8()) });
    expect(rowsOfBatch(arrow, arrow.tableToIPC(table, 'stream'))).toEqual([{ n: 0n, t: '' }, { n: 9007199254740993n, t: 'é' }, { n: null, t: null }]);
  });

  it('of a type that none holds are an error with the remedy', () => {
    const table = new arrow.Table({ l: arrow.vectorFromArray([[1]], new arrow.List(new arrow.Field('item', new arrow.Int32(), true))) });
    expect(() => rowsOfBatch(arrow, arrow.tableToIPC(table, 'stream'))).toThrow(/^column l of a result is of type List<Int32>, which no cell holds: cast it/);
  });
});
