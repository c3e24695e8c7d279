/** What a running Spark cluster answers, without any library: the master's list of workers, a call of Spark Connect. */
import http2 from 'node:http2';

/** @returns {Promise<number>} workers that the master holds for alive; 0 where it does not answer yet */
export async function liveWorkers(/** @type {string} */ host, /** @type {number} */ port) {
  try {
    const answer = await fetch(`http://${host}:${port}/json/`, { signal: AbortSignal.timeout(5000) });
    return /** @type {{ aliveworkers: number }} */ (await answer.json()).aliveworkers;
  } catch {
    return 0;
  }
}

/** Field `number` of a protocol message, holding `bytes` (fewer than 128). */
const field = (/** @type {number} */ number, /** @type {Buffer} */ bytes) => Buffer.concat([Buffer.of(number * 8 + 2, bytes.length), bytes]);

/**
 * Whether Spark Connect says its version: AnalyzePlanRequest with session_id (1), user_context (2) and spark_version (10).
 * @returns {Promise<boolean>}
 */
export function isConnectAnswering(/** @type {string} */ host, /** @type {number} */ port) {
  const message = Buffer.concat([
    field(1, Buffer.from(crypto.randomUUID())),
    field(2, field(1, Buffer.from('coterie'))),
    field(10, Buffer.alloc(0)),
  ]);
  return new Promise((resolve) => {
    const session = http2.connect(`http://${host}:${port}`);
    const finish = (/** @type {boolean} */ isAnswering) => {
      session.destroy();
      resolve(isAnswering);
    };
    session.once('error', () => finish(false));
    session.setTimeout(10_000, () => finish(false));
    const call = session.request({ ':method': 'POST', ':path': '/spark.connect.SparkConnectService/AnalyzePlan', 'content-type': 'application/grpc', te: 'trailers' });
    call.once('error', () => finish(false));
    let status = '';
    call.once('response', (headers) => (status = String(headers['grpc-status'] ?? status)));
    call.once('trailers', (headers) => (status = String(headers['grpc-status'] ?? status)));
    call.once('end', () => finish(status === '0'));
    call.resume();
    // A message of gRPC: not compressed, its length, itself.
    call.end(Buffer.concat([Buffer.of(0, 0, 0, 0, message.length), message]));
  });
}
