/** `coterie snapshot` at places that are not what they were taken for: each says what it is. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

it('Files and folders that are not there are told from folders without a snapshot', async () => {
  const dir = tempDir();
  const file = path.join(dir, 'file');
  writeFileSync(file, 'x');
  const isNone = (place: string): object => ({ code: 2, stdout: '', stderr: `coterie: ${place} is no directory, or lies below what is none: name one that holds snapshots\n` });
  for (const place of [file, path.join(file, 'below'), '/dev/null']) {
    expect(await ran(['snapshot', 'list', place])).toEqual(isNone(place));
    expect(await ran(['snapshot', 'list', '--data', place])).toEqual(isNone(place));
    expect(await ran(['snapshot', 'rollback', place])).toEqual(isNone(place));
  }
  expect(await ran(['snapshot', 'pull', dir, '--data', file])).toEqual(isNone(file));
  expect(await ran(['snapshot', 'pull', file, '--data', path.join(dir, 'replica')])).toEqual(isNone(file));
  const none = path.join(dir, 'none');
  for (const asked of [[none], ['--data', none]]) expect(await ran(['snapshot', 'list', ...asked])).toEqual({ code: 3, stdout: '', stderr: `coterie: there is no directory ${none}: look at the path\n` });
  expect(await ran(['snapshot', 'list', dir])).toEqual({ code: 0, stdout: `${dir} has no snapshot\n`, stderr: '' });
});

it('A web server is refused for what was asked of it', async () => {
  const refused = async (...asked: readonly string[]): Promise<string> => (await ran(['snapshot', ...asked, 'http://127.0.0.1:1/x'])).stderr;
  expect(await refused('list')).toBe('coterie: http://127.0.0.1:1/x is a web server, which does not tell what it holds: list the directory or bucket that it gives to others\n');
  expect(await refused('rollback')).toContain('where nothing can be changed: go back in the directory or bucket');
  expect(await refused('push')).toContain('to which nothing can be pushed: push to the directory or bucket');
});

it('A server that answers a list by what is none is no S3 server, and one that is not there is told as that', async () => {
  const server = createServer((request, response) => (request.url?.includes('list-type') === true ? response.end('<html>hello</html>') : response.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await ran(['snapshot', 'list', 's3://bucket/x', '--endpoint', endpoint], KEYS)).toMatchObject({ code: 1, stderr: `coterie: s3://bucket/x was asked for a list, and ${endpoint} answered with what is none: is this an S3 server? Look at --endpoint\n` });
  const nobody = await ran(['snapshot', 'list', 's3://bucket/x', '--endpoint', 'http://127.0.0.1:1'], KEYS);
  expect(nobody.stderr.split('\n').slice(0, 2)).toEqual([
    "s3://bucket/x at http://127.0.0.1:1 can't be reached (connect ECONNREFUSED 127.0.0.1:1): tried again (1 of at most 5 times)",
    "s3://bucket/x at http://127.0.0.1:1 can't be reached (connect ECONNREFUSED 127.0.0.1:1): tried again (2 of at most 5 times)",
  ]);
  expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('ECONNREFUSED 127.0.0.1:1; tried 6 times)') as unknown });
});

it.each([[], ['list'], ['rollback']])('snapshot %s --help has examples', async (...name) => {
  expect((await ran(['snapshot', ...name, '--help'])).stdout).toMatch(/\n\nExamples:\n {2}coterie snapshot/);
});
