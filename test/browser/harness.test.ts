/** The instruments of the browser tests see what they are to see. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { findingsOf } from './axe.js';
import { visit } from './visit.js';

const BAD_PAGE = `<!doctype html><html lang="en"><head><title>bad</title></head><body><main><h1>Bad</h1>
<img src="/missing.png"><p style="color:#bbb;background:#fff">faint</p><script src="/throws.js"></script></main></body></html>`;

describe.skipIf(CHROMIUM === null)(`visits and axe${NEEDS_CHROMIUM}`, () => {
  const server = createServer((request, response) => {
    if (request.url === '/') response.setHeader('content-type', 'text/html').setHeader('content-security-policy', "script-src 'self'").end(BAD_PAGE);
    else if (request.url === '/throws.js') response.setHeader('content-type', 'text/javascript').end(`console.warn('a warning'); fetch('http://127.0.0.2:9/').catch(() => {}); throw new Error('on purpose');`);
    else response.writeHead(404).end();
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('note warnings, uncaught errors, missing files and requests to other origins', async () => {
    const { faults } = await visit({ url }, '/');
    const all = faults.join('\n');
    expect(all).toContain('console: a warning');
    expect(all).toContain('uncaught: on purpose');
    expect(all).toContain('another origin: http://127.0.0.2:9/');
    expect(all).toContain('status of 404');
  });

  it('leave out what a visit expects', async () => {
    const { faults } = await visit({ url }, '/', { expected: [/./] });
    expect(faults).toEqual([]);
  });

  it('find an image without words and faint text, under a policy against inline script', async () => {
    const { page } = await visit({ url }, '/');
    const findings = (await findingsOf(page)).join('\n');
    expect(findings).toContain('image-alt');
    expect(findings).toContain('color-contrast');
  });
});
