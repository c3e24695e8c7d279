/** Universities sit behind proxies: what the environment names is used, by name and by nobody's password. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM_CLOCK } from '../../src/services/clock.js';
import { exchange, type Exchange } from '../../src/services/exchange.js';
import { WebClient } from '../../src/web/client.js';
import { proxySettings } from '../../src/web/proxies.js';
import { replay } from './replay.js';

interface Proxy {
  readonly port: number;
  /** What it was asked for, with the credentials given. */
  readonly asked: string[];
}

/** A proxy whose every way leads to `target`, or that refuses with a status. */
async function proxyTo(target: string | number): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(500).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, socket) => {
    asked.push(`${request.url ?? ''} ${Buffer.from((request.headers['proxy-authorization'] ?? '').replace('Basic ', ''), 'base64').toString()}`.trim());
    if (typeof target === 'number') {
      socket.end(`HTTP/1.1 ${target} No\r\n\r\n`);
      return;
    }
    const way = connect(Number(new URL(target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      way.pipe(socket).pipe(way);
    });
    sockets.add(way);
    for (const end of [way, socket]) end.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

function exchanged(address: string, env: Record<string, string>, headers: Record<string, string> = {}): Promise<Exchange> {
  const proxies = proxySettings(env);
  const web = new WebClient({ proxies: proxies === null ? null : { ...proxies, passesLoopback: true } });
  onTestFinished(() => web.close());
  return exchange(new URL(address), { method: 'GET', headers, timeoutMs: 5_000, maxBytes: 1 << 20, clock: SYSTEM_CLOCK, web });
}

describe('a proxy of the environment', () => {
  it('is the way to a service, with its password, and sees none of the request', async () => {
    const { url, asked } = await replay(() => ({ body: '{"fine":true}' }));
    const proxy = await proxyTo(url);
    const answer = await exchanged('http://service.invalid/works?x=1', { HTTP_PROXY: `http://ada:s3cret@127.0.0.1:${proxy.port}` }, { 'user-agent': 'Coterie/1' });
    expect([answer.status, answer.body.toString(), answer.headers.get('content-type')]).toEqual([200, '{"fine":true}', 'application/json']);
    expect(proxy.asked).toEqual(['service.invalid:80 ada:s3cret']);
    expect(asked.map(({ path, headers }) => [path, headers.host, headers['user-agent'], headers['proxy-authorization']])).toEqual([['/works', 'service.invalid', 'Coterie/1', undefined]]);
  });

  it('for https is HTTPS_PROXY, also where it is written without http://', async () => {
    const proxy = await proxyTo(407);
    const failure = exchanged('https://service.invalid/works', { HTTPS_PROXY: `ada:s3cret@127.0.0.1:${proxy.port}` });
    await expect(failure).rejects.toMatchObject({ name: 'TransportError', message: 'the proxy answered with status 407: it wants a user and a password (http://USER:PASSWORD@HOST:PORT)' });
    await expect(failure).rejects.not.toThrow(/s3cret/);
    expect(proxy.asked).toEqual(['service.invalid:443 ada:s3cret']);
  });

  it('is passed by for what NO_PROXY names, and for this machine', async () => {
    const { url } = await replay(() => ({ body: '{}' }));
    const proxy = await proxyTo(500);
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: 'service.invalid' };
    expect((await exchanged(url, env)).status).toBe(200);
    await expect(exchanged('http://service.invalid/', env)).rejects.toThrow(/ENOTFOUND|EAI_AGAIN|service\.invalid/);
    expect(proxy.asked).toEqual([]);
  });

  it('is nothing where none is named', () => {
    expect(proxySettings({ NO_PROXY: '*', HTTPS_PROXY: ' ' })).toBeNull();
    expect(proxySettings({ https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1', NO_PROXY: 'a.org' })).toEqual({ httpsProxy: 'http://lower:1', httpProxy: '', noProxy: 'a.org' });
  });

  it.each(['socks5://proxy.example.org:1080', 'http://', 'http://ada:s3cret@a b'])('that can\'t be used is refused without repeating it: %s', (value) => {
    expect(() => proxySettings({ HTTPS_PROXY: value })).toThrow(new RangeError('HTTPS_PROXY names no proxy that can be used: it must be like http://proxy.example.org:3128'));
  });
});
