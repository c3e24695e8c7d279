import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie, serve } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const TEAM = path.resolve(import.meta.dirname, '../fixtures/cli/team.jsonl');

async function ask(url: string, query: string): Promise<{ data?: Record<string, unknown>; errors?: unknown }> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
}

describe('coterie serve', () => {
  it('imports the given file, answers with the numbers of the command line, and ends well on SIGTERM', async () => {
    const dataDir = tempDir();
    const server = await serve([TEAM, '--data', dataDir]);
    try {
      const { data, errors } = await ask(server.url, `{
        author(name: "Ada One") { metrics(ids: [BETWEENNESS, DEGREE, STRENGTH, PAGERANK, CLOSENESS]) { metric { id } value normalized rank } }
        corpus { snapshot { id } paperCount }
      }`);
      expect(errors).toBeUndefined();
      const cli = await coterie(['author', 'Ada One', '--data', dataDir, '--json', ...['betweenness', 'degree', 'strength', 'pagerank', 'closeness'].flatMap((id) => ['--metric', id])]);
      const answer = JSON.parse(cli.stdout) as { snapshot: string; metrics: Array<{ id: string; value: number; normalized: number; rank: number }> };
      expect(data).toEqual({
        author: { metrics: answer.metrics.map(({ id, value, normalized, rank }) => ({ metric: { id }, value, normalized, rank })) },
        corpus: { snapshot: { id: answer.snapshot }, paperCount: 6 },
      });
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });

  it('serves what another process imports, without being told', async () => {
    const dataDir = tempDir();
    const server = await serve(['--data', dataDir]);
    try {
      expect((await fetch(`${server.url}/health`)).status).toBe(503);
      expect((await coterie(['import', TEAM, '--data', dataDir])).code).toBe(0);
      await expect.poll(async () => (await fetch(`${server.url}/health`)).status, { timeout: 10_000 }).toBe(200);
      expect((await ask(server.url, '{ corpus { paperCount } }')).data).toEqual({ corpus: { paperCount: 6 } });
    } finally {
      await server.stop();
    }
  });

  it('names an occupied port and suggests another, which is free', async () => {
    const dataDir = tempDir();
    const server = await serve([TEAM, '--data', dataDir]);
    try {
      const { port } = new URL(server.url);
      const { code, stdout, stderr } = await coterie(['serve', '--data', dataDir, '--json'], { env: { PORT: port } });
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port} on 127.0.0.1 is already in use: try PORT=`);
      const { error } = JSON.parse(stdout) as { error: { suggestedPort: number } };
      expect(error.suggestedPort).toBeGreaterThan(Number(port));
    } finally {
      await server.stop();
    }
  });

  it.each([
    [['--port', 'http'], {}, 'must be a whole number from 0 to 65535'],
    [[], { PORT: '70000' }, 'must be a whole number from 0 to 65535'],
    [['--traces-endpoint', 'collector'], {}, '--traces-endpoint'],
    [[], { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, '$OTEL_EXPORTER_OTLP_ENDPOINT is "collector/v1/traces", which is no address'],
    [['--format', 'word', TEAM], {}, 'there is no format "word"'],
    [['missing.bib'], {}, 'There is no file or folder missing.bib'],
  ])('%j with %j is refused with exit code 2', async (args, env, sentence) => {
    const { code, stderr } = await coterie(['serve', ...args, '--data', tempDir()], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('says nothing but the error of a file that is not there', async () => {
    expect(await coterie(['serve', 'nothere.bib', '--data', tempDir()])).toEqual({ code: 2, stdout: '', stderr: 'coterie: There is no file or folder nothere.bib.\n' });
  });

  it('keeps the schema to itself on demand', async () => {
    const server = await serve([TEAM, '--data', tempDir(), '--no-introspection']);
    try {
      expect((await ask(server.url, '{ __schema { queryType { name } } }')).errors).toBeDefined();
      expect((await ask(server.url, '{ corpus { paperCount } }')).errors).toBeUndefined();
    } finally {
      await server.stop();
    }
  });

  it('imports the bundled corpus when it is missing, and starts at once when it is there', async () => {
    const cwd = tempDir();
    const first = await serve(['--sample'], { cwd });
    expect((await ask(first.url, '{ author(name: "Hanna Mazzawi") { paperCount } }')).data).toEqual({ author: { paperCount: 11 } });
    await first.stop();
    const second = await coterie(['status', '--sample', '--json'], { cwd });
    expect(second.stderr).toBe('');
    expect(JSON.parse(second.stdout)).toMatchObject({ dataDir: expect.stringMatching(/^\/.*\.coterie-sample$/) as unknown, counts: { papers: 11 } });
  });
});
