/** Requests and answers as servers of all kinds give them. */
import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebClient, type WebOptions } from '../../src/web/client.js';
import { proxyOf, proxySettings } from '../../src/web/proxies.js';

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const answering = (listener: RequestListener): Promise<string> => listening(createServer(listener));

function client(options: WebOptions = {}): WebClient {
  const web = new WebClient(options);
  onTestFinished(() => web.close());
  return web;
}

async function bodyOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read).toString();
}

describe('an answer', () => {
  it.each([['gzip', gzipSync('words')], ['br', brotliCompressSync('words')], ['deflate', deflateSync('words')], ['identity', Buffer.from('words')]])('that is packed by %s is unpacked where that is wanted', async (packing, packed) => {
    const url = await answering((_request, response) => response.writeHead(200, { 'content-encoding': packing }).end(packed));
    const answer = await client().ask(url, { method: 'GET' });
    expect(await bodyOf(answer.unpacked())).toBe('words');
  });

  it('that is packed otherwise, damaged, or breaks off, says so to who reads', async () => {
    const url = await answering((request, response) => {
      if (request.url === '/other') response.writeHead(200, { 'content-encoding': 'zpaq' }).end('x');
      else if (request.url === '/damaged') response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all');
      else response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
    });
    const web = client();
    const read = async (path: string): Promise<string> => bodyOf((await web.ask(`${url}${path}`, { method: 'GET' })).unpacked());
    await expect(read('/other')).rejects.toThrow('the answer is packed by zpaq, which was not asked for');
    await expect(read('/damaged')).rejects.toThrow('incorrect header check');
    await expect(read('/short')).rejects.toThrow('the connection was closed');
  });

  it('whose body is silent is given up, and so is one whose head never comes', async () => {
    const url = await answering((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('x');
    });
    const web = client({ idleMs: 30 });
    const answer = await web.ask(`${url}/body`, { method: 'GET', answerMs: 60_000 });
    await expect(bodyOf(answer.pieces())).rejects.toThrow('no byte came for 1 s');
    await expect(web.ask(`${url}/head`, { method: 'GET' })).rejects.toThrow('no answer within 1 s');
  });

  it('whose head comes byte by byte without end is given up', async () => {
    const url = await listening(createSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-endless: ');
      const dripping = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(dripping));
    }));
    await expect(client({ idleMs: 300 }).ask(url, { method: 'GET' })).rejects.toThrow('no answer within 1 s');
  });

  it('is asked for again where a connection that was kept had been closed meanwhile', async () => {
    let requests = 0;
    const url = await listening(createSocketServer((socket) => {
      let isFirst = true;
      socket.on('data', () => {
        requests += 1;
        if (isFirst) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        else socket.resetAndDestroy();
        isFirst = false;
      });
    }));
    const web = client();
    for (let round = 0; round < 2; round += 1) expect(await bodyOf((await web.ask(url, { method: 'GET' })).pieces())).toBe('ok');
    expect(requests).toBe(3);
  });

  it('may come from a port that web pages may not ask; who does not listen there is named', async () => {
    await expect(client().ask('http://127.0.0.1:1', { method: 'GET' })).rejects.toThrow('connect ECONNREFUSED 127.0.0.1:1');
    await expect(client().ask('ftp://127.0.0.1', { method: 'GET' })).rejects.toThrow('ftp: is neither http nor https');
  });

  it('ends with its signal, whether it has begun or not', async () => {
    const url = await answering((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('x');
    });
    const web = client();
    const end = new AbortController();
    const head = web.ask(`${url}/head`, { method: 'GET', signal: end.signal });
    const answer = await web.ask(`${url}/body`, { method: 'GET', signal: end.signal });
    const body = bodyOf(answer.pieces());
    end.abort(new Error('enough'));
    await expect(head).rejects.toThrow('enough');
    await expect(body).rejects.toThrow(/closed|aborted|enough/);
  });
});

describe('proxies', () => {
  it('are passed by for what NO_PROXY names: hosts, all below them, single ports, everything', () => {
    const by = (address: string, no: string): string | null => proxyOf(new URL(address), { httpsProxy: 'http://safe:1', httpProxy: 'http://plain:1', noProxy: no })?.host ?? null;
    expect([by('https://a.org', ''), by('http://a.org', 'b.org'), by('http://xa.org', 'a.org'), by('http://a.org', 'a.org:81')]).toEqual(['safe:1', 'plain:1', 'plain:1', 'plain:1']);
    expect([by('https://a.org', 'b.org, A.org'), by('https://x.a.org', '.a.org'), by('https://x.a.org', '*.a.org'), by('http://a.org', 'a.org:80'), by('http://a.org', '*')]).toEqual([null, null, null, null, null]);
    expect(proxyOf(new URL('https://a.org'), { httpsProxy: '', httpProxy: 'http://plain:1', noProxy: '' })?.host).toBe('plain:1');
  });

  it('that can\'t be reached are named without their password', async () => {
    const web = client({ proxies: proxySettings({ HTTPS_PROXY: 'http://ada:s3cret@127.0.0.1:1' }) });
    await expect(web.ask('https://a.invalid', { method: 'GET' })).rejects.toThrow(/^the proxy can't be used \(connect ECONNREFUSED 127\.0\.0\.1:1\)$/);
  });

  it('join connections that are kept for the next request', async () => {
    const url = await answering((_request, response) => response.end('ok'));
    let joined = 0;
    const proxy = createServer().on('connect', (_request, socket: Socket) => {
      joined += 1;
      const way = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      way.on('error', () => undefined).pipe(socket).pipe(way);
    });
    const web = client({ proxies: proxySettings({ HTTP_PROXY: await listening(proxy) }) });
    for (let round = 0; round < 3; round += 1) expect(await bodyOf((await web.ask('http://a.invalid/x', { method: 'GET' })).pieces())).toBe('ok');
    expect(joined).toBe(1);
  });
});
