/**
 * Spark Connect behind TLS and a token, as a gateway guards it: asked by a process of its own, since who is trusted is told to
 * Node when it starts.
 */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { startConnectStandIn, type ConnectStandIn } from './connect-server.js';

const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;
const TOKEN = 'a+secret/of=tests';
const DONE = { responseId: 'last', resultComplete: {} };

describe.skipIf(!HAS_OPENSSL)('a guarded Spark Connect server (skipped without openssl)', () => {
  let server: ConnectStandIn;
  let certificate: string;
  let client: string;

  beforeAll(async () => {
    const folder = tempDir();
    const key = path.join(folder, 'key.pem');
    certificate = path.join(folder, 'certificate.pem');
    const { status, stderr } = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    server = await startConnectStandIn(Array.from({ length: 9 }, () => ({ responses: [DONE], end: 'well' as const })), { key: readFileSync(key), certificate: readFileSync(certificate), token: TOKEN });
    client = path.join(folder, 'client.mts');
    const session = path.resolve('src/pipeline/spark-connect/session.ts');
    writeFileSync(client, `import { SparkSession } from ${JSON.stringify(session)};
try {
  const session = await SparkSession.open(process.argv[2], { patienceSeconds: 1 });
  await session.run('SELECT 1');
  console.log(session.version);
  await session.close();
} catch (error) {
  console.log(error.message);
}
`);
  });
  afterAll(() => server.close());

  /** Whom Node trusts beside everybody, and nobody that the machine's own settings name. */
  const environment = (trusts: boolean): NodeJS.ProcessEnv => {
    const { NODE_EXTRA_CA_CERTS: _extra, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: _roots, ...others } = process.env;
    return { ...others, ...(trusts ? { NODE_EXTRA_CA_CERTS: certificate } : {}) };
  };

  /** What the client says that trusts the certificate, or only those of everybody. */
  async function said(parameters: string, trusts = true): Promise<string> {
    const address = `${server.address.replace('127.0.0.1', 'localhost')}/;${parameters}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', client, address], { env: environment(trusts), timeout: 60_000 });
    return stdout.trim();
  }

  it('is spoken to with the token in every call', async () => {
    expect(await said(`use_ssl=true;token=${encodeURIComponent(TOKEN)}`)).toBe('4.1.1');
    expect(server.calls.map(([name]) => name)).toEqual(['AnalyzePlan', 'ExecutePlan', 'ReleaseExecute', 'ReleaseSession']);
    expect(new Set(server.authorizations)).toEqual(new Set([`Bearer ${TOKEN}`]));
  }, 90_000);

  it('says what is wrong where the token is missing or another', async () => {
    expect(await said('use_ssl=true')).toMatch(/^Spark Connect at sc:\/\/localhost:\d+\/;use_ssl=true refuses the session \(Invalid authentication token\): write `\/;token=…` of a token that it knows behind the address$/);
    // A token is a secret: it is not told again.
    expect(await said('use_ssl=true;token=another')).toMatch(/^Spark Connect at sc:\/\/localhost:\d+\/;use_ssl=true;token=… refuses the session \(Invalid authentication token\)/);
  }, 90_000);

  it('is not spoken to where its certificate is not trusted', async () => {
    const before = server.calls.length;
    expect(await said(`use_ssl=true;token=${encodeURIComponent(TOKEN)}`, false)).toMatch(/^the certificate of the Spark Connect server at sc:\/\/localhost:\d+\/;use_ssl=true;token=… is not trusted \(.*self-signed certificate\): .*NODE_EXTRA_CA_CERTS/);
    expect(server.calls).toHaveLength(before);
  }, 90_000);
});
