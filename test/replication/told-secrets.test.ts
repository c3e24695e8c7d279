/** What is told of servers and addresses has no secrets in it, and strangers are told no server's own words. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { redacted, shownAddress } from '../../src/replication/server-words.js';
import { storeAt } from '../../src/replication/target.js';
import { notesOfFollowing } from './followed.js';
import { KEYS } from './s3-server.js';

const WORDS = `User: arn:aws:iam::123456789012:user/ada is not authorized\nto use AKIAIOSFODNN7EXAMPLE or ${KEYS.AWS_ACCESS_KEY_ID}; Signature=abc%2Fdef, token: xyz.123 4d1f0e8c4d1f0e8c4d1f0e8c4d1f0e8c ${'long '.repeat(80)}`;

it('A refusal is told in full to the log alone, and there without secrets, on one line', async () => {
  const server = createServer((_request, response) => response.writeHead(403).end(`<Error><Code>AccessDenied</Code><Message>${WORDS}</Message></Error>`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const store = storeAt('s3://bucket/x', { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, environment: KEYS });
  const notes = await notesOfFollowing(store, () => true);
  await store.close();
  expect(notes).toEqual([{ kind: 'trouble', sentence: expect.stringContaining('denied access (AccessDenied: User: … is not authorized to use … or …; Signature=…, token: … … long long') as string, publicly: 's3://bucket/x denied access (AccessDenied): look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do there' }]);
  expect(notes[0].sentence.length).toBeLessThan(400);
});

it.each(['http://ada:s3cret@host', 'http://:s3cret@host', 'http://ada:s3/cret@host:x', 'https://host/?sig=s3cret'])('The S3 server %s is refused without repeating its secret', (endpoint) => {
  expect(() => storeAt('s3://bucket', { endpoint, environment: KEYS })).toThrow(/is no address of one/);
  expect(() => storeAt('s3://bucket', { endpoint: null, environment: { ...KEYS, AWS_ENDPOINT_URL: endpoint } })).toThrow(/^(?!.*s3.?cret)/);
});

it.each(['s3://id:s3cret@bucket/x', 'ftp://ada:s3cret@host/x', 'https://ada:s3cret@host/x'])('The target %s is refused without repeating its secret', (target) => {
  expect(() => storeAt(target, { endpoint: null, environment: KEYS })).toThrow(/^(?!.*s3cret)/);
  expect(() => storeAt(target, { endpoint: 'http://host', environment: KEYS })).toThrow(/^(?!.*s3cret)/);
});

it('Words and addresses stay where they hold no secret', () => {
  expect(redacted('The specified key does not exist', ['', 'abc'])).toBe('The specified key does not exist');
  expect(shownAddress('https://host:9000/some/path')).toBe('https://host:9000/some/path');
});
