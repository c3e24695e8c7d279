import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedOrigins } from '../../src/serving/framing.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

describe('origins that may frame', () => {
  it.each([
    ['https://example.org', ['https://example.org']],
    ['HTTPS://Example.ORG/', ['https://example.org']],
    ['http://localhost:8080, https://a.example:443 https://a.example', ['http://localhost:8080', 'https://a.example']],
    ['https://bücher.example', ['https://xn--bcher-kva.example']],
    ['https://a.example *', ['*']],
  ])('%s', (text, origins) => {
    expect(embedOrigins(text)).toEqual(origins);
  });

  it.each([
    ['example.org', '"example.org" is no origin of pages: give scheme, host'],
    ['https://example.org/page', '"https://example.org/page" has more than an origin'],
    ['https://*.example.org', 'has a * in its host'],
    ['https://me:secret@example.org', 'has a user name'],
    ['https://example.org;script-src', '"https://example.org;script-src"'],
    ["'self'", '"\'self\'" is no origin'],
    ['file:///etc', 'is no origin of pages'],
    ['https://', 'can\'t be read as an origin'],
    [' ', 'It must be an origin'],
  ])('%s is refused', (text, words) => {
    expect(() => embedOrigins(text)).toThrow(words);
  });
});

describe('headers of pages', () => {
  let corpus: ServedCorpus;
  const servers: RunningServer[] = [];
  const pagesDir = tempDir();

  async function headersOf(embed: readonly string[], path: string): Promise<[string | null, string | undefined]> {
    const server = await startServer({ provider: corpus.provider, port: 0, pagesDir, embedOrigins: embed });
    servers.push(server);
    const { headers } = await fetch(server.url + path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy')?.split('; ').filter((directive) => directive.startsWith('frame-ancestors'));
    return [headers.get('x-frame-options'), policy?.join(' and ')];
  }

  beforeAll(async () => {
    mkdirSync(join(pagesDir, 'playground'), { recursive: true });
    for (const file of ['index.html', 'playground/index.html']) writeFileSync(join(pagesDir, file), '<!doctype html><title>x</title>');
    corpus = await servedCorpus([paperRecord('One', ['Ann Alpha'])]);
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  it.each([
    [[], '/embed/network', ['DENY', "frame-ancestors 'none'"]],
    [['https://example.org', 'http://localhost:8080'], '/embed/network?scope=top', [null, 'frame-ancestors https://example.org http://localhost:8080']],
    [['*'], '/embed', [null, 'frame-ancestors *']],
    // Nothing else is ever framed.
    [['*'], '/network', ['DENY', "frame-ancestors 'none'"]],
    [['*'], '/', ['DENY', "frame-ancestors 'none'"]],
    [['*'], '/graphql', ['DENY', "frame-ancestors 'none'"]],
    [['*'], '/embedded', ['DENY', "frame-ancestors 'none'"]],
    [['*'], '/nothing/embed/', ['DENY', "frame-ancestors 'none'"]],
  ] as const)('with %j allowed, at %s', async (embed, path, expected) => {
    expect(await headersOf(embed, path)).toEqual(expected);
  });
});
